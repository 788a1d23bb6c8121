"""`/incident swap @person [when]`: ask somebody to take a shift of mine, or to exchange it for one of theirs."""

from dataclasses import replace
from datetime import datetime, timedelta

from commands.core import Ask, Command, known
from commands.oncall import choosing, moments, notices, review
from commands.oncall.seats import Rota
from commands.words import TokenKind, Words, number, people
from incidents.decision import Refused
from incidents.model import PersonId, Who
from incidents.oncall import changing
from incidents.oncall.shifts import shifts
from incidents.oncall.swapping import NO, YES, Swap, SwapState
from incidents.permissions import Act, may
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

AHEAD = timedelta(days=62)
ACCEPTING, DECLINING = (YES, "accept", "ok", "好"), (NO, "decline", "cannot", "不")


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Ask, or answer what somebody asked."""
    if said.first.casefold() in (*ACCEPTING, *DECLINING):
        return _answer(ask, said.after_first(), tx, yes=said.first.casefold() in ACCEPTING)
    found, left = choosing.chosen(ask, said, tx)
    named = people(left)
    if not named or named[0] == ask.person:
        raise Refused(
            "With whom? Type @ and pick a person from the list: `/incident {example}`.", example="swap @person"
        )
    asked = known(tx, named[:1])[named[0]]
    if not may(asked.standing, Act.CHANGE):
        raise Refused(
            "{name} cannot be on call: no member of this workspace. Name somebody else.",
            name=asked.name,
        )
    left = left.without(left.of(TokenKind.PERSON))
    swap = _with_span(ask, found, named[0], left, tx) if left.tokens else _exchange(ask, found, named[0], tx)
    changing.demand_span(swap.begin, swap.end, tx.now)
    for change in swap.overrides(tx.now):
        changing.demand_sense(found.schedule, change, found.overrides, ask.words, anyway=True)
    kept = tx.oncall.ask(swap)
    tx.outbox.owe(None, [changing.asked(kept)])
    tx.stirred = True
    return reply(
        Answer.SWAP_ASKED,
        owner=Who(kept.asked),
        name=found.schedule.name,
        since=kept.begin,
        due=kept.end,
        number=kept.id,
    )


def _with_span(ask: Ask, found: Rota, asked: PersonId, left: Words, tx: Tx) -> Swap:
    """Somebody covers a span, for nothing in return."""
    span, rest = moments.span(left, choosing.here(ask, tx))
    if span is None or rest.tokens:
        raise Refused(
            "From when to when? I read no span in “{word}”. Write `/incident {example}`, a day, or `for 2h`.",
            word=left.line,
            example="swap @person tomorrow 09:00-17:00",
        )
    name = found.schedule.name
    return Swap(schedule=name, asked_by=ask.person, asked=asked, begin=span[0], end=span[1], asked_at=tx.now)


def _exchange(ask: Ask, found: Rota, asked: PersonId, tx: Tx) -> Swap:
    """My next shift as primary for theirs."""
    mine, theirs = _next(found, ask.person, tx.now), _next(found, asked, tx.now)
    return Swap(
        schedule=found.schedule.name,
        asked_by=ask.person,
        asked=asked,
        begin=mine[0],
        end=mine[1],
        back_begin=theirs[0],
        back_end=theirs[1],
        asked_at=tx.now,
    )


def _next(found: Rota, person: PersonId, now: datetime) -> tuple[datetime, datetime]:
    ahead = shifts(found.schedule, now, now + AHEAD, found.overrides)
    if one := next((one for one in ahead if one.primary == person and one.start > now), None):
        return one.start, one.end
    raise Refused(
        "{owner} has no shift of {name} ahead. Say which span it is about: `/incident {example}`.",
        owner=Who(person),
        name=found.schedule.name,
        example="swap @person tomorrow 09:00-17:00",
    )


def _answer(ask: Ask, left: Words, tx: Tx, *, yes: bool) -> Reply:
    wanted = number(left.first.lstrip("#"))
    swap = tx.oncall.swap(wanted) if wanted is not None else None
    if swap is None or swap.asked != ask.person:
        raise Refused("Nobody asks you for a swap {name}.", name=left.line or "-")
    if yes and swap.end <= tx.now:
        raise Refused("That is over already: it ends {due}. Write a time that lies ahead.", due=swap.end)
    state = SwapState.ACCEPTED if yes else SwapState.DECLINED
    if not tx.oncall.answer(swap.id, state):
        raise Refused("You have answered this already.")
    for change in swap.overrides(tx.now) if yes else ():
        tx.oncall.add(swap.schedule, change, by=ask.person)
    tx.outbox.owe(None, [changing.answered(replace(swap, state=state))])
    tx.stirred = True
    notices.arm(swap.schedule, tx)
    review.soon(swap.schedule, tx)
    kind = Answer.SWAP_TAKEN if yes else Answer.SWAP_DECLINED
    return reply(kind, owner=Who(swap.asked_by), name=swap.schedule, since=swap.begin, due=swap.end)


COMMAND = Command(
    name="swap",
    usage="@person [tomorrow 09:00-17:00] [team] | yes 3 | no 3",
    summary="Ask somebody to take your shift, or to exchange the next one",
    example="swap yes 1",
    run=run,
    aliases=("换班",),
)
