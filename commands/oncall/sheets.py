"""`/incident oncall ics [me | team]`: who is on call as a file by DM. What is in it is read when it leaves."""

from collections.abc import Iterator
from datetime import datetime

from commands.core import Ask
from commands.oncall import choosing, seats
from commands.words import ME, Words
from incidents.decision import Refused
from incidents.messages import Message
from incidents.model import PersonId
from incidents.oncall import ics, sheets
from incidents.oncall.ics import Turn
from incidents.oncall.shifts import whole
from incidents.overview.brief import Brief
from incidents.reply import Answer, Reply, reply
from storage.delivery.claims import Job
from storage.tx import Tx

ICS = ("ics", "ical", "calendar", "日历")


def calendar(ask: Ask, left: Words, tx: Tx) -> Reply:
    """Send the asker's own calendar, or a schedule's: the named one, else the only one there is."""
    if left.first.casefold() in ME:
        _demand_no_more(left.after_first(), "oncall ics me")
        return _own(ask, tx)
    if not left.tokens and any(_turns_of(ask.person, tx)):
        return _own(ask, tx)
    found, rest = choosing.chosen(ask, left, tx)
    _demand_no_more(rest, f"oncall ics {found.schedule.name}")
    tx.outbox.owe(None, [sheets.calendar(ask.person, found.schedule.name, tx.now)])
    tx.stirred = True
    return reply(Answer.CALENDAR, name=found.schedule.name)


def drawn_from(message: Message, tx: Tx) -> Brief:
    """What a file holds, as it is now."""
    schedule = message.values["schedule"]
    every = _turns(schedule, tx) if schedule else _turns_of(PersonId(message.values["person"]), tx)
    return Brief(turns=tuple(sorted(every, key=_begin)))


def lost(tx: Tx, job: Job, code: str) -> None:
    """Slack does not take the file: whoever asked is told."""
    if tx.outbox.dead(job, code):
        tx.outbox.owe(None, [sheets.unsent(job.message, code)])
        tx.stirred = True


def _own(ask: Ask, tx: Tx) -> Reply:
    if not any(_turns_of(ask.person, tx)):
        raise Refused(
            "You have no shift within the next three months, so your calendar would be empty. A team's comes with "
            "`/incident {example}`.",
            example=f"oncall ics {tx.policy.schedules[0].name}",
        )
    tx.outbox.owe(None, [sheets.calendar(ask.person, "", tx.now)])
    tx.stirred = True
    return reply(Answer.OWN_CALENDAR)


def _demand_no_more(rest: Words, example: str) -> None:
    if rest.tokens:
        raise Refused(
            "I do not know “{word}”. A calendar is of you, or of one schedule: `/incident {example}`.",
            word=rest.line,
            example=example,
        )


def _turns(schedule: str, tx: Tx) -> Iterator[Turn]:
    if found := seats.rota(tx, schedule):
        every = whole(found.schedule, tx.now, tx.now + sheets.AHEAD, found.overrides)
        yield from ics.turns(found.schedule.name, every)


def _turns_of(person: PersonId, tx: Tx) -> Iterator[Turn]:
    for found in seats.rotas(tx):
        if person in found.people:
            every = whole(found.schedule, tx.now, tx.now + sheets.AHEAD, found.overrides)
            yield from ics.turns(found.schedule.name, every, person=person)


def _begin(turn: Turn) -> tuple[datetime, str]:
    return turn.shift.start, turn.schedule
