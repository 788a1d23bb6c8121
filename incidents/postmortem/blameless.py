"""Parts in the place of names: a postmortem is about what made it possible, not about who was there. Pure."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from incidents.model import SYSTEM, Incident, PersonId, has_account
from incidents.people.roles import Part
from incidents.postmortem import history
from incidents.record.chain import Link


class Role(StrEnum):
    """What somebody was in it."""

    OWNER = "owner"
    COMMS = "comms"
    SCRIBE = "scribe"
    REPORTER = "reporter"
    RESPONDER = "responder"


def roles(incident: Incident, lines: Sequence[Link]) -> Mapping[PersonId, tuple[Role, int]]:
    """Everybody in it by what they were, the first that fits; those of one role are counted from 1 in the order in
    which they came, and the number is 0 where it is only one.
    """
    found: dict[PersonId, Role] = {}
    for role, people in _called(incident, lines):
        for person in people:
            if person and person != SYSTEM:
                found.setdefault(PersonId(person), role)
    counted: dict[Role, int] = {}
    numbers = {}
    for person, role in found.items():
        counted[role] = counted.get(role, 0) + 1
        numbers[person] = counted[role]
    return {person: (role, numbers[person] if counted[role] > 1 else 0) for person, role in found.items()}


def _called(incident: Incident, lines: Sequence[Link]) -> Sequence[tuple[Role, Sequence[str]]]:
    led = [change.after for change in history.owners(lines)]
    comms = [change.after for change in history.holders(lines, Part.COMMS)]
    scribes = [change.after for change in history.holders(lines, Part.SCRIBE)]
    others = [*(line.actor for line in history.ordered(lines)), *(page.person for page in incident.pages)]
    return (
        (Role.OWNER, [*led, incident.owner or ""]),
        (Role.COMMS, comms),
        (Role.SCRIBE, scribes),
        (Role.REPORTER, [incident.reporter]),
        (Role.RESPONDER, [one for one in others if has_account(PersonId(one))]),
    )
