"""Asked by the clock, weekly: every team reads in its channel which action items are still to be done. What is private
or a test is in none of them.
"""

from collections.abc import Sequence
from datetime import datetime

from commands.actions import reminders
from incidents.action import Action
from incidents.actions import telling
from incidents.messages import Message, MessageKind, is_announced
from incidents.model import Incident
from incidents.overview import routine
from incidents.overview.brief import Brief
from incidents.overview.routine import Chore
from storage.actions import Search
from storage.tx import Tx

CHORE = "digest-of-actions"
KINDS = (
    *(MessageKind.ACTION_TOLD, MessageKind.ACTION_SETTLED, MessageKind.ACTION_LATE),
    MessageKind.ACTION_DIGEST,
)
MOST = 15  # Shown; the others are counted.
ALL_OF_THEM = 10_000


def plan(tx: Tx) -> None:
    """From now on, weekly: in the morning of the first working day."""
    tx.chores.plan(CHORE, _next(tx))


def _next(tx: Tx) -> datetime:
    first = tx.policy.hours.days[:1] or routine.EVERY_DAY
    return routine.next_at(routine.USUAL, tx.policy.zone, first, tx.now)


def run(chore: Chore, tx: Tx) -> None:
    """Tell each channel what its teams have to do, and say when again."""
    tx.chores.again(chore.name, _next(tx))
    told = [telling.digest(channel, now=tx.now) for channel in _channels(tx)]
    tx.outbox.owe(None, told)
    tx.stirred = tx.stirred or bool(told)


def _channels(tx: Tx) -> Sequence[str]:
    """The channels that have something to read; "" is where incidents are announced."""
    return sorted({reminders.channel_of(incident, tx) for incident, _ in _every(tx)})


def _every(tx: Tx) -> Sequence[tuple[Incident, Action]]:
    actions, _ = tx.actions.visible(None, Search(), begin=0, limit=ALL_OF_THEM)
    about = tx.incidents.shown({one.incident for one in actions})
    return [(about[one.incident], one) for one in actions if is_announced(about[one.incident])]


def of(tx: Tx, message: Message) -> Brief | None:
    """What a message about action items shows, as they are when it leaves; None where it would say nothing."""
    if message.kind is not MessageKind.ACTION_DIGEST:
        return _one(tx, message)
    channel = message.values["channel"]
    every = [(incident, one) for incident, one in _every(tx) if reminders.channel_of(incident, tx) == channel]
    return Brief(actions=tuple(every[:MOST]), more=len(every) > MOST, total=len(every)) if every else None


def _one(tx: Tx, message: Message) -> Brief | None:
    action = tx.actions.find(int(message.values["action"]))
    incident = tx.incidents.shown([action.incident]).get(action.incident) if action else None
    if action is None or incident is None:
        return None
    return Brief(actions=((incident, action),)) if _is_true(message, incident, action) else None


def _is_true(message: Message, incident: Incident, action: Action) -> bool:
    """Whether what was to be said still is: it is open, theirs who is told, and for a channel nothing private. What
    stands is drawn anew in any case.
    """
    if message.kind is MessageKind.ACTION_SETTLED:
        return True
    if "person" not in message.values and not is_announced(incident):
        return False
    return action.is_open and message.values.get("person", action.reader) == action.reader
