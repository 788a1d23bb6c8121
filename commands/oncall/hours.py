"""`/incident oncall hours [team] [2026-10]`: hours on call and pages of everybody, as a table by DM."""

import re
from datetime import date, datetime, timedelta

from commands.core import Ask
from commands.oncall import choosing, seats
from commands.words import Words
from incidents import zones
from incidents.decision import Refused
from incidents.messages import Message
from incidents.model import PersonId
from incidents.oncall import sheets, wall
from incidents.oncall.burden import Clocks, Duties, Load, Span, loads
from incidents.oncall.model import Hours, Mask
from incidents.overview.brief import Brief
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

HOURS = ("hours", "工时")
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
NAMED = {"this": 0, "now": 0, "本月": 0, "last": 1, "previous": 1, "上月": 1}


def ask(ask: Ask, left: Words, tx: Tx) -> Reply:
    """Send the table of a schedule, or of all, for a month so far; the present one where none is named."""
    schedule, rest = choosing.named(left, tx)
    begin, end = _month(rest, tx)
    name = schedule.name if schedule else ""
    tx.outbox.owe(None, [sheets.hours(ask.person, name, begin, end, tx.now)])
    tx.stirred = True
    names = name or ", ".join(one.name for one in tx.policy.schedules)
    return reply(Answer.HOURS, names=names, since=begin, due=end)


def drawn_from(message: Message, tx: Tx) -> Brief:
    """What the table holds, as it is now."""
    span = (datetime.fromisoformat(message.values["begin"]), datetime.fromisoformat(message.values["end"]))
    return Brief(loads=tuple(table(message.values["schedule"], span, tx)))


def table(schedule: str, span: Span, tx: Tx) -> list[Load]:
    """Everybody's part of a schedule, or of all, within a span; of one schedule only those who had a seat in it. What
    counts are the schedules as they are now, with every override that stands.
    """
    rotas = [one for one in seats.rotas(tx, since=span[0]) if schedule in ("", one.schedule.name)]
    duties = [Duties(one.schedule, one.overrides) for one in rotas]
    pages = tx.overview.paged(*span)
    answers = tx.overview.answers({page.incident for page in pages})
    people = {person for one in rotas for person in one.people} | {PersonId(page.person) for page in pages}
    known = tx.people.known(sorted(people))
    work = Mask(days=tx.policy.hours.days, hours=(Hours(tx.policy.hours.begin, tx.policy.hours.end),))
    clocks = Clocks(work=work, zones={person: facts.zone for person, facts in known.items()}, usual=tx.policy.zone)
    every = loads(duties, pages, answers, clocks, span)
    return [one for one in every if not schedule or one.primary or one.backup]


def _month(said: Words, tx: Tx) -> Span:
    """The month that the words name, as far as it is over. Refused for anything else."""
    today = tx.now.astimezone(zones.zone(tx.policy.zone)).date()
    word = said.line.casefold()
    found = MONTH.fullmatch(word)
    if word and not found and word not in NAMED:
        raise Refused(
            "I do not know “{word}”. Name a schedule ({names}), a month such as {month}, or both: "
            "`/incident {example}`.",
            word=said.line,
            names=", ".join(one.name for one in tx.policy.schedules),
            month=f"{today:%Y-%m}",
            example=f"oncall hours {tx.policy.schedules[0].name} last",
        )
    first = date(int(found[1]), int(found[2]), 1) if found else _back(today, NAMED.get(word, 0))
    begin, end = (_midnight(one, tx.policy.zone) for one in (first, _next(first)))
    if begin >= tx.now:
        raise Refused(
            "{month} has not begun. Write a month that has, such as `/incident {example}`.",
            month=f"{first:%Y-%m}",
            example=f"oncall hours {today:%Y-%m}",
        )
    return begin, min(end, tx.now)


def _back(today: date, months: int) -> date:
    first = today.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1) if months else first


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _midnight(day: date, zone: str) -> datetime:
    return wall.first(day.toordinal() * wall.DAY, zone)
