"""Who may do what: one table. Whatever is not in it is refused."""

from enum import StrEnum

from incidents.model import Incident, Standing


class Act(StrEnum):
    """What a command does to an incident; SETTLE changes the settings of all."""

    OPEN = "open"
    SEE = "see"
    CHANGE = "change"
    SETTLE = "settle"


class Circle(StrEnum):
    """Where a person stands to an incident."""

    PUBLIC = "public"
    INSIDE = "inside a private one"
    OUTSIDE = "outside a private one"


EVERYTHING = frozenset({Act.OPEN, Act.SEE, Act.CHANGE})
SETTLING = EVERYTHING | {Act.SETTLE}
NOTHING: frozenset[Act] = frozenset()

TABLE: dict[Standing, dict[Circle, frozenset[Act]]] = {
    # Who runs the workspace runs the bot; inside a private incident they are members like others, outside nothing.
    Standing.ADMIN: {Circle.PUBLIC: SETTLING, Circle.INSIDE: EVERYTHING, Circle.OUTSIDE: NOTHING},
    Standing.MEMBER: {Circle.PUBLIC: EVERYTHING, Circle.INSIDE: EVERYTHING, Circle.OUTSIDE: NOTHING},
    Standing.GUEST: {Circle.PUBLIC: NOTHING, Circle.INSIDE: NOTHING, Circle.OUTSIDE: NOTHING},
    Standing.STRANGER: {Circle.PUBLIC: NOTHING, Circle.INSIDE: NOTHING, Circle.OUTSIDE: NOTHING},
    Standing.GONE: {Circle.PUBLIC: NOTHING, Circle.INSIDE: NOTHING, Circle.OUTSIDE: NOTHING},
    # Slack did not say who they are: what is public goes on, what is private stays shut.
    Standing.UNVERIFIED: {Circle.PUBLIC: EVERYTHING, Circle.INSIDE: NOTHING, Circle.OUTSIDE: NOTHING},
    Standing.BOT: {Circle.PUBLIC: NOTHING, Circle.INSIDE: NOTHING, Circle.OUTSIDE: NOTHING},
}


def circle(incident: Incident, *, member: bool) -> Circle:
    """Where somebody stands; `member` says whether they are known to be in the incident's channel."""
    if not incident.private:
        return Circle.PUBLIC
    return Circle.INSIDE if member else Circle.OUTSIDE


def may(standing: Standing, act: Act, where: Circle = Circle.PUBLIC) -> bool:
    """True if the table grants the act."""
    return act in TABLE[standing][where]
