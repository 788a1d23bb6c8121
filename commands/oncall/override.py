"""`/incident override @person tomorrow 09:00-17:00 [team]`: for a while somebody else is on call."""

from dataclasses import dataclass

from commands.core import Ask, Command, known
from commands.oncall import choosing, moments, notices, review
from commands.oncall.seats import Rota
from commands.words import ME, Token, TokenKind, Words, number
from incidents.decision import Choice, Refused
from incidents.model import PersonId, Who
from incidents.oncall import changing
from incidents.oncall.model import Change, Override, Seat
from incidents.permissions import Act, may
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

REMOVE = ("remove", "without", "off", "移除")
REPLACE = ("replace", "swap-out", "替换")
ADD = ("add", "put", "加入")
DROP = ("drop", "delete", "end", "取消")
BY = ("by", "with", "由")
BACKUP = ("backup", "as-backup", "b角")
EXAMPLE = "override @person tomorrow 09:00-17:00"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to change, before it is known when."""

    kind: Change
    person: PersonId
    instead: str
    seat: Seat
    left: Words


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Add, remove or replace somebody for a span, or take such a change back."""
    if said.first.casefold() in DROP:
        return _drop(ask, said.after_first(), tx)
    flags = [flag for flag in said.of(TokenKind.FLAG) if flag.value == changing.ANYWAY.removeprefix("--")]
    found, left = choosing.chosen(ask, said.without(flags), tx)
    wish = _wish(ask, left, tx)
    span, rest = moments.span(wish.left, choosing.here(ask, tx))
    if span is None or rest.tokens:
        raise Refused(
            "From when to when? I read no span in “{word}”. Write `/incident {example}`, a day, or `for 2h`.",
            word=wish.left.line,
            example=EXAMPLE,
        )
    change = Override(
        kind=wish.kind, begin=span[0], end=span[1], person=wish.person, instead=wish.instead, seat=wish.seat
    )
    changing.demand_span(change.begin, change.end, tx.now)
    standing = [one for one in found.overrides if one.end > tx.now]
    changing.demand_sense(found.schedule, change, standing, ask.words, anyway=bool(flags))
    return _made(ask, found, change, tx)


def _made(ask: Ask, found: Rota, change: Override, tx: Tx) -> Reply:
    kept = tx.oncall.add(found.schedule.name, change, by=ask.person)
    tx.outbox.owe(None, changing.told(found.schedule.name, kept, by=ask.person))
    tx.stirred = True
    notices.arm(found.schedule.name, tx)
    review.soon(found.schedule.name, tx)
    kind = {Change.ADD: Answer.SEATED, Change.REMOVE: Answer.UNSEATED, Change.REPLACE: Answer.STANDS_IN}[kept.kind]
    if kept.kind is Change.ADD and kept.seat is Seat.BACKUP:
        kind = Answer.SEATED_BACKUP
    back = Choice("Take back {number}", f"override drop {kept.id}", values=(("number", str(kept.id)),))
    return reply(
        kind,
        choices=(back,),
        owner=Who(PersonId(kept.instead or kept.person)),
        person=Who(PersonId(kept.person)),
        name=found.schedule.name,
        since=kept.begin,
        due=kept.end,
        number=kept.id,
    )


def _wish(ask: Ask, said: Words, tx: Tx) -> Wish:
    """What the words before the time say. Refused where they name nobody."""
    kind, left = Change.ADD, said
    for meant, spelt in ((Change.REMOVE, REMOVE), (Change.REPLACE, REPLACE), (Change.ADD, ADD)):
        if said.first.casefold() in spelt:
            kind, left = meant, said.after_first()
    person, left = _somebody(ask, left)
    instead = ""
    if left.first.casefold() in BY:
        kind = Change.REPLACE
        instead, left = _somebody(ask, left.after_first())
    elif kind is Change.REPLACE:
        raise Refused("By whom? Write `/incident {example}`.", example="override replace @a by @b tomorrow 09:00-17:00")
    seats = [token for token in left.tokens if token.text.casefold() in BACKUP]
    for one in (person, PersonId(instead)) if instead else (person,):
        _demand_member(one, tx, leaving=one == person and kind is not Change.ADD)
    return Wish(kind, person, instead, Seat.BACKUP if seats else Seat.PRIMARY, left.without(seats))


def _somebody(ask: Ask, left: Words) -> tuple[PersonId, Words]:
    first: Token | None = left.tokens[0] if left.tokens else None
    if first and first.kind is TokenKind.PERSON:
        return PersonId(first.value), left.after_first()
    if first and first.text.casefold() in ME:
        return ask.person, left.after_first()
    raise Refused(
        "I do not know {name}. Type @ and pick a person from the list, or `{hint}`.",
        name=first.text if first else "-",
        hint=EXAMPLE,
    )


def _demand_member(person: PersonId, tx: Tx, *, leaving: bool) -> None:
    """Whoever is to be on call can be; anybody may leave."""
    found = known(tx, [person])[person]
    if not leaving and not may(found.standing, Act.CHANGE):
        raise Refused("{name} cannot be on call: no member of this workspace. Name somebody else.", name=found.name)


def _drop(ask: Ask, left: Words, tx: Tx) -> Reply:
    wanted = number(left.first.lstrip("#"))
    found = tx.oncall.override(wanted) if wanted is not None else None
    if found is None or wanted is None:
        raise Refused("There is no override {name}. `/incident oncall` shows who is on call.", name=left.line or "-")
    name, change = found
    if not tx.oncall.end(wanted, by=ask.person):
        raise Refused("Override {number} is taken back already.", number=wanted)
    tx.outbox.owe(None, changing.told(name, change, by=ask.person, ended=True))
    tx.stirred = True
    notices.arm(name, tx)
    review.soon(name, tx)
    return reply(Answer.OVERRIDE_ENDED, number=wanted, name=name)


COMMAND = Command(
    name="override",
    usage="@person tomorrow 09:00-17:00 [backup] [team] | remove @person … | replace @a by @b … | drop 3",
    summary="Put somebody else on call for a while",
    example="override me tomorrow 09:00-17:00 payments",
    run=run,
    aliases=("cover", "代班"),
)
