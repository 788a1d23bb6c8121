"""Every method the local Slack knows. A method that is not here is refused, never waved through."""

from sandbox.method import Method
from sandbox.methods import auth, chat, conversations, history, invitations, marks, users, views

CATALOGUE: dict[str, Method] = {
    method.name: method
    for family in (auth, users, conversations, history, invitations, chat, marks, views)
    for method in family.METHODS
}
