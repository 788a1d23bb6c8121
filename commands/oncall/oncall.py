"""`/incident oncall [team] [when]`: who is on call, now or then; `me`: when I am; `ics`, `hours`, `check`."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from commands.core import Ask, Command
from commands.oncall import choosing, hours, moments, review, seats, sheets
from commands.oncall.seats import Rota
from commands.words import ME, Words
from incidents.decision import Refused
from incidents.model import PersonId
from incidents.oncall.model import Seat, Shift
from incidents.oncall.shifts import shifts
from incidents.permissions import Act
from incidents.reply import Answer, Mine, OnDuty, Reply, Rotas, reply
from storage.tx import Tx

AHEAD = timedelta(days=62)
SHOWN = 4
MOST = 12
CHECK = ("check", "检查")


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """The seats of one schedule with its next shifts, or of all; or the asker's own next shifts."""
    if not tx.policy.schedules:
        raise choosing.none_yet()
    for words, deed in DEEDS.items():
        if said.first.casefold() in words:
            return deed(ask, said.after_first(), tx)
    schedule, left = choosing.named(said, tx)
    if left.first.casefold() in ME:
        return _mine(ask.person, tx)
    at, left = moments.at(left, choosing.here(ask, tx))
    if left.tokens:
        raise Refused(
            "I do not know “{word}”. Name a schedule ({names}) and if you like a time: `/incident {example}`.",
            word=left.line,
            names=", ".join(one.name for one in tx.policy.schedules),
            example=f"oncall {tx.policy.schedules[0].name} sunday 03:10",
        )
    wanted = (schedule,) if schedule else tx.policy.schedules
    rotas = [found for one in wanted if (found := seats.rota(tx, one.name))]
    shown = tuple(_of(found, at or tx.now, ahead=SHOWN if schedule else 0) for found in rotas[:MOST])
    return Reply(kind=Answer.ON_CALL, data=Rotas(shown, at))


def _check(ask: Ask, left: Words, tx: Tx) -> Reply:
    """Have one schedule looked at, or all; the asker is told by DM what is the matter."""
    schedule, rest = choosing.named(left, tx)
    if rest.tokens:
        raise Refused(
            "I do not know “{word}”. Name a schedule ({names}): `/incident {example}`.",
            word=rest.line,
            names=", ".join(one.name for one in tx.policy.schedules),
            example=f"oncall check {tx.policy.schedules[0].name}",
        )
    wanted = (schedule,) if schedule else tx.policy.schedules[:MOST]
    for found in (found for one in wanted if (found := seats.rota(tx, one.name))):
        review.ask(found, tx, by=ask.person)
    return reply(Answer.ROTA_CHECKING, names=", ".join(one.name for one in wanted))


def _shows(said: Words) -> bool:
    """Whether a sentence sends nobody to look, and no file."""
    return not any(said.first.casefold() in words for words in DEEDS)


def _of(found: Rota, at: datetime, *, ahead: int) -> OnDuty:
    following = shifts(found.schedule, at, at + AHEAD, found.overrides)[1 : ahead + 1] if ahead else ()
    return OnDuty(found.schedule.name, found.duty(at), tuple(following))


def _mine(person: PersonId, tx: Tx) -> Reply:
    every = sorted(_shifts_of(person, tx), key=lambda one: (one[1].start, one[0]))
    return Reply(kind=Answer.MY_SHIFTS, data=Mine(tuple(every[:MOST]), len(every) > MOST))


def _shifts_of(person: PersonId, tx: Tx) -> Iterator[tuple[str, Shift, Seat]]:
    for found in seats.rotas(tx):
        if person in found.people:
            for one in shifts(found.schedule, tx.now, tx.now + AHEAD, found.overrides):
                if person in (one.primary, one.backup):
                    yield found.schedule.name, one, Seat.PRIMARY if one.primary == person else Seat.BACKUP


DEEDS: Mapping[tuple[str, ...], Callable[[Ask, Words, Tx], Reply]] = {
    CHECK: _check,
    sheets.ICS: sheets.calendar,
    hours.HOURS: hours.ask,
}
COMMAND = Command(
    name="oncall",
    usage="[team] [sunday 03:10] | me | ics [me | team] | hours [team] [2026-10] | check [team]",
    summary="Show who is on call, now or then; or when you are; calendars; hours; what will hurt at night",
    example="oncall me",
    run=run,
    act=Act.SEE,
    aliases=("on-call", "rota", "schedule", "值班"),
    shows=_shows,
)
