"""`/incident merge INC-41`: this one and that one are the same; go on in that one."""

from collections.abc import Sequence

from commands import words
from commands.core import MOST_CHOICES, Ask, Command, sees, visible
from commands.words import Words
from incidents.decision import Choice, Hidden, Refused
from incidents.life import merging
from incidents.life.lifecycle import over
from incidents.model import Incident, IncidentId
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Merge the incident of this channel, or the first one named, into the other; without a name, offer which."""
    source, target = _named(ask, said, tx)
    if target is None or source is None:
        raise _which(ask, source, target, tx)
    # Locked in one order, whoever is merged into whom: two at once wait for each other only one way round.
    found = {number: _visible(ask, number, tx) for number in sorted({source, target})}
    ending, going_on = found[source], found[target]
    merging.demand(ending, going_on, outside=_outside(ending, going_on, tx))
    first = len(tx.todos.of(target)) + 1
    tx.follows.redirect(ending.key, going_on.key)
    for decision in merging.merge(ending, going_on, tx.todos.of(source), first=first, by=ask.person, now=tx.now):
        tx.record(decision)
    tx.deeds.forget(source)
    join = Choice("Join {key}", "join", target, values=(("key", going_on.key),))
    return reply(Answer.MERGED, key=ending.key, other=going_on.key, choices=(join,))


def _named(ask: Ask, said: Words, tx: Tx) -> tuple[IncidentId | None, IncidentId | None]:
    """Which is merged, and into which; `merge INC-42 into INC-41` reads as it is said."""
    names = [_number(token.text) for token in said.tokens]
    numbers = [IncidentId(number) for number in names if number is not None]
    if ask.about is None and len(numbers) > 1:
        return numbers[0], numbers[1]
    return ask.about or _here(ask, tx), numbers[0] if numbers else None


def _here(ask: Ask, tx: Tx) -> IncidentId | None:
    """The incident of the thread or channel where it is asked, only looked at: locks are taken in order."""
    here = tx.incidents.glance(ask.channel, ask.thread) if ask.channel else None
    return here.id if here and sees(tx, ask.person, here) else None


def _number(token: str) -> int | None:
    named = words.reference(token)
    return named if named is not None else words.number(token)


def _visible(ask: Ask, number: IncidentId, tx: Tx) -> Incident:
    incident = tx.incidents.find(number)
    if incident is None or not sees(tx, ask.person, incident):
        raise Hidden(f"INC-{number}")
    return incident


def _outside(source: Incident, target: Incident, tx: Tx) -> int:
    """How many of the source's people would learn of a private target that they are not in."""
    if not (source.private and target.private):
        return 0
    return len(set(tx.people.inside(source.id)) - set(tx.people.inside(target.id)))


def _which(ask: Ask, source: IncidentId | None, target: IncidentId | None, tx: Tx) -> Refused:
    """One of the two is missing: those that it could be, as buttons."""
    said = source or target
    known = _visible(ask, said, tx) if said else None
    if known and source and not known.is_open:
        raise over(known)
    others = [one for one in visible(tx, ask.person, only_open=True, limit=MOST_CHOICES + 1) if _fits(one, known)]
    if known is None:
        return Refused("Name both: `/incident merge INC-42 INC-41` merges INC-42 into INC-41.")
    if not others:
        return Refused("No other incident is open that {key} could be merged with.", key=known.key)
    if source:
        return Refused(
            "Into which is {key} to be merged? Press one, or name it: `/incident merge {key} {other}`.",
            key=known.key,
            other=others[0].key,
            choices=_into(known, others),
        )
    return Refused(
        "Which one is to be merged into {key}? Press one, or name it: `/incident merge {other} {key}`.",
        key=known.key,
        other=others[0].key,
        choices=_out_of(known, others),
    )


def _into(source: Incident, others: Sequence[Incident]) -> tuple[Choice, ...]:
    return tuple(
        Choice("Merge into {key}", f"merge {one.key}", source.id, values=(("key", one.key),))
        for one in others[:MOST_CHOICES]
    )


def _out_of(target: Incident, others: Sequence[Incident]) -> tuple[Choice, ...]:
    return tuple(
        Choice("Merge {key}", f"merge {target.key}", one.id, values=(("key", one.key),))
        for one in others[:MOST_CHOICES]
    )


def _fits(one: Incident, known: Incident | None) -> bool:
    return known is not None and one.id != known.id and (one.private, one.test) == (known.private, known.test)


COMMAND = Command(
    name="merge",
    usage="INC-41",
    summary="The same as another one: bring everybody there and go on in that one",
    example="merge INC-1 INC-2",
    run=run,
    aliases=("duplicate", "dup", "same", "合并"),
)
