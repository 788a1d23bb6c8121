"""Every method the local Slack knows. A method that is not here is refused, never waved through."""

from sandbox.method import Method
from sandbox.methods import (
    auth,
    availability,
    canvases,
    chat,
    conversations,
    files,
    history,
    invitations,
    marks,
    scheduling,
    usergroups,
    users,
    views,
)

FAMILIES = (
    *(auth, users, availability, usergroups),
    *(conversations, history, invitations, chat, scheduling, marks),
    *(views, files, canvases),
)
CATALOGUE: dict[str, Method] = {method.name: method for family in FAMILIES for method in family.METHODS}
