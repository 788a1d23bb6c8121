"""Asked by the courier: what a message about many incidents is drawn from, for just those who read it."""

from collections.abc import Sequence
from datetime import datetime

from commands.actions import digests
from commands.core import channels, sees, visible
from commands.oncall import boards, handoffs, hours, sheets
from commands.people import hear
from incidents.action import Action
from incidents.messages import Message, MessageKind
from incidents.model import EntryKind, Incident, IncidentId, PersonId, Todo
from incidents.oncall.sheets import Paper, paper
from incidents.overview.brief import Brief
from incidents.people import following
from incidents.permissions import Act, may
from incidents.record.chain import Link
from storage.tx import Tx

SHOWN = 15
LOOKED_AT = 50  # A person's own among the open ones are found among so many.
TODOS = 10
LINES = 3  # Of each incident in a digest, the newest.
# What the room itself works with: a digest tells what followers at once are told.
UNTOLD = frozenset(
    (
        *(EntryKind.NOTE, EntryKind.MESSAGE, EntryKind.EDITED, EntryKind.DELETED),
        *(EntryKind.MISHAP, EntryKind.MENDED, EntryKind.STILL, EntryKind.ARCHIVED),
    )
)
KINDS = (MessageKind.DAILY, MessageKind.DIGEST, MessageKind.HOME)


def takes_long(message: Message) -> bool:
    """Whether what it shows takes longer to read than a claim should: it is read beside it."""
    is_handoff = message.kind is MessageKind.SHIFT and message.values["what"] in ("begins", "ends")
    return is_handoff or message.kind is MessageKind.SHEET


def of(tx: Tx, message: Message) -> Brief | None:
    """What it shows; None where it would say nothing, for then it is not sent."""
    match message.kind:
        case MessageKind.DAILY | MessageKind.DIGEST:
            return _daily(tx) if message.kind is MessageKind.DAILY else _digest(tx, message)
        case MessageKind.HOME:
            return _home(tx, PersonId(message.values["person"]))
        case MessageKind.SHIFT if message.values["what"] == "begins":
            return handoffs.begins(tx, message)
        case MessageKind.SHIFT if message.values["what"] == "ends":
            return handoffs.ends(tx, message)
        case MessageKind.ROTA_TOPIC | MessageKind.ROTA_GROUP:
            return boards.of(tx, message)
        case MessageKind.SHEET:
            return _sheet(tx, message)
        case kind if kind in digests.KINDS:
            return digests.of(tx, message)
        case _:
            return Brief()


def _sheet(tx: Tx, message: Message) -> Brief:
    is_hours = paper(message.values) is Paper.HOURS
    return hours.drawn_from(message, tx) if is_hours else sheets.drawn_from(message, tx)


def _daily(tx: Tx) -> Brief | None:
    found = tx.overview.announced(SHOWN + 1)
    shown = tuple(found[:SHOWN])
    return Brief(incidents=shown, channels=channels(tx, shown), more=len(found) > SHOWN) if shown else None


def _digest(tx: Tx, message: Message) -> Brief | None:
    """What moved of the subjects that are told once a day; what the follower was told at once is left out."""
    follower, wanted = message.values["follower"], set(message.values["subjects"].splitlines())
    window = datetime.fromisoformat(message.values["since"]), datetime.fromisoformat(message.values["until"])
    heard = {follow.subject for follow in tx.follows.of(follower) if not follow.digest}
    moved = [
        incident
        for incident in tx.overview.moved(follower, *window)
        if _concerns(incident, wanted, heard) and sees(tx, PersonId(follower), incident)
    ]
    lines = _telling(tx, moved, *window)
    told = tuple(incident for incident in moved if incident.id in lines)
    shown = told[:SHOWN]
    if not shown:
        return None
    return Brief(incidents=shown, channels=channels(tx, shown), more=len(told) > SHOWN, lines=lines)


def _concerns(incident: Incident, wanted: set[str], heard: set[str]) -> bool:
    subjects = set(following.subjects(incident))
    return bool(subjects & wanted) and not subjects & heard


def _telling(tx: Tx, moved: Sequence[Incident], since: datetime, until: datetime) -> dict[int, tuple[Link, ...]]:
    """The newest lines of each that say more than what its room works with."""
    found = tx.overview.lines([incident.id for incident in moved], since, until)
    telling = {number: [link for link in links if link.kind not in UNTOLD] for number, links in found.items()}
    return {number: tuple(links[:LINES]) for number, links in telling.items() if links}


def _home(tx: Tx, person: PersonId) -> Brief:
    facts = tx.people.known([person]).get(person)
    if facts is None or not may(facts.standing, Act.SEE):
        return Brief(admitted=False)
    found = tuple(visible(tx, person, only_open=True, limit=LOOKED_AT + 1))
    shown = found[:LOOKED_AT]
    return Brief(
        incidents=shown,
        channels=channels(tx, shown),
        more=len(found) > LOOKED_AT,
        todos=_todos(tx, person),
        actions=_actions(tx, person),
        follows=hear.followed(tx, person),
    )


def _todos(tx: Tx, person: PersonId) -> tuple[tuple[IncidentId, Todo], ...]:
    """What they have to do, of incidents that they may see."""
    found = tx.todos.owned(person, TODOS)
    incidents = tx.incidents.shown({number for number, _ in found})
    return tuple((number, todo) for number, todo in found if sees(tx, person, incidents[number]))


def _actions(tx: Tx, person: PersonId) -> tuple[tuple[Incident, Action], ...]:
    """What follows from incidents that they may see, and is theirs."""
    found = tx.actions.owned(person, TODOS)
    incidents = tx.incidents.shown({one.incident for one in found})
    return tuple((incidents[one.incident], one) for one in found if sees(tx, person, incidents[one.incident]))
