"""`/incident remind 10m | off`: the reminder of the next update, later or never."""

from datetime import timedelta

from commands import words
from commands.core import Ask, Bare, Command, subject
from commands.words import Words
from incidents.decision import Decision, Refused
from incidents.life import nagging
from incidents.model import Incident, Status
from incidents.record import updates
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

OFF = ("off", "never", "stop", "no")
TEN = "10m"


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Put the reminder off by a length of time (10 minutes if none is said), or switch it off for this incident."""
    incident, left = subject(ask, said, tx, bare=Bare.NEVER)  # `remind 10` is ten minutes.
    text = left.line.removeprefix("in ") or TEN
    if text.casefold() in OFF:
        tx.record(_put_off(incident, None, tx))
        return reply(Answer.QUIET, key=incident.key)
    wait = words.span(text)
    if wait is None:
        raise Refused(
            "I do not understand “{text}”. Try `/incident remind {key} 10m`, `2h` or `off`.",
            text=text,
            key=incident.key,
        )
    tx.record(_put_off(incident, wait, tx))
    asked = Answer.SNOOZED if incident.is_open else Answer.ASKED_LATER
    return reply(asked, key=incident.key, at=tx.now + wait)


def _put_off(incident: Incident, wait: timedelta | None, tx: Tx) -> Decision:
    """The reminder of an update; of what is resolved, the question whether it can be closed."""
    if incident.status is Status.RESOLVED:
        return nagging.ask_later(incident, wait, now=tx.now)
    return updates.snooze(incident, wait, now=tx.now)


COMMAND = Command(
    name="remind",
    usage="10m | off",
    summary="Put off the reminder of the next update, or switch it off",
    example="remind 10m",
    run=run,
    aliases=("snooze", "提醒"),
)
