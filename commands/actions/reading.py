"""An action item as people type it: `@bea by friday high prevent "alert on the queue" https://...`, in any order, and
as a form holds it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from commands import whom
from commands.core import Ask, known, sees
from commands.oncall import moments
from commands.oncall.moments import Here
from commands.words import Token, TokenKind, Words, people, read
from incidents import zones
from incidents.action import Aim, Weight
from incidents.actions import changing
from incidents.actions.changing import At, Wish
from incidents.decision import Refused
from incidents.model import Incident, PersonId, Who
from incidents.record import links
from storage.tx import Tx

BY = ("by", "due", "before", "截止", "之前")
IN = ("in", "within")
LENGTH = re.compile(r"(\d{1,3})(d|days?|w|weeks?|天|周)")
WEIGHTS: Mapping[str, Weight] = {
    **dict.fromkeys(("high", "p1", "p0", "urgent", "高"), Weight.HIGH),
    **dict.fromkeys(("medium", "p2", "normal", "中"), Weight.MEDIUM),
    **dict.fromkeys(("low", "p3", "p4", "低"), Weight.LOW),
}
AIMS: Mapping[str, Aim] = {
    **dict.fromkeys(("prevent", "prevention", "预防"), Aim.PREVENT),
    **dict.fromkeys(("detect", "detection", "发现"), Aim.DETECT),
    **dict.fromkeys(("mitigate", "mitigation", "缓解"), Aim.MITIGATE),
    **dict.fromkeys(("process", "流程"), Aim.PROCESS),
}


@dataclass(frozen=True, slots=True)
class Field:
    """Words that say one thing about an action item, and the tokens they are."""

    value: datetime | Weight | Aim | str
    tokens: tuple[Token, ...]


def at(ask: Ask, tx: Tx) -> At:
    """By whom, when and where something is changed."""
    return At(ask.person, tx.now, known(tx, [ask.person])[ask.person].zone, tx.policy)


def wish(ask: Ask, left: Words, incident: Incident, tx: Tx) -> Wish:
    """What is typed. Words in quotes are its text alone; without quotes it is whatever says nothing else."""
    here = at(ask, tx)
    owner = owner_of(ask, left, incident, tx)
    left = left.without(left.of(TokenKind.PERSON)[:1])
    due, left = _take_due(left, here)
    found = list(_fields(left))
    quoted = left.of(TokenKind.QUOTED)[:1]
    rest = left.without([token for one in found for token in one.tokens])
    values = {type(one.value): one.value for one in found}
    return Wish(
        text=quoted[0].text if quoted else rest.line,
        owner=owner,
        due=due,
        weight=values.get(Weight, Weight.MEDIUM),  # type: ignore[arg-type]  # By its own type.
        aim=values.get(Aim),  # type: ignore[arg-type]  # By its own type.
        link=str(values.get(str, "")),
    )


def _fields(left: Words) -> Iterable[Field]:
    """Priority, kind and link, where they stand before or behind the text: a word in the middle of it is text. What is
    in quotes is none of them.
    """
    edges = (left.tokens, left.tokens[::-1])
    seen: set[Token] = set()
    for side in edges:
        for token in side:
            value = _value(token)
            if value is None or token in seen:
                break
            seen.add(token)
            yield Field(value, (token,))


def _value(token: Token) -> Weight | Aim | str | None:
    if token.kind is TokenKind.QUOTED:
        return None
    word = token.text.casefold()
    return WEIGHTS.get(word) or AIMS.get(word) or links.clean(token.text) or None


def _take_due(left: Words, here: At) -> tuple[datetime | None, Words]:
    """The first `by friday` outside quotes, and the words without it."""
    for place, token in enumerate(left.tokens):
        if token.kind is TokenKind.WORD and token.text.casefold() in (*BY, *IN):
            after = Words(left.source, left.tokens[place:])
            found, rest = day(after, here)
            if found is not None:
                taken = left.tokens[place : len(left.tokens) - len(rest.tokens)]
                return found, left.without(taken)
    return None, left


def day(said: Words, here: At) -> tuple[datetime | None, Words]:
    """The day that words begin with: `friday`, `by 2026-03-05`, `in 2 weeks`, `3d`; at the end of its working hours
    where no time is said. None where they begin with something else.
    """
    left = said.after_first() if said.first.casefold() in BY else said
    if (ahead := _ahead(left)) is not None:
        span, rest = ahead
        return changing.end_of_day(here.now + span, here), rest
    found, rest = moments.at(left, Here(here.now, here.zone))
    if found is None:
        return None, said
    there = found.astimezone(zones.zone(here.zone))
    midnight = (there.hour, there.minute) == (0, 0)
    return (changing.end_of_day(found, here) if midnight else found), rest


def _ahead(left: Words) -> tuple[timedelta, Words] | None:
    """`in 2 weeks`, `in 10 days`, `3d`."""
    said = left.after_first() if left.first.casefold() in IN else left
    for count in (1, 2):
        word = "".join(token.text for token in said.tokens[:count]).casefold()
        if found := LENGTH.fullmatch(word):
            days = int(found[1]) * (7 if found[2][0] in "w周" else 1)
            return timedelta(days=days), Words(said.source, said.tokens[count:])
    return None


def demand_day(text: str, here: At) -> datetime | None:
    """The day that a field of a form holds; None where it is empty. Raises Refused for what is none."""
    said = read(text)
    if not said.tokens:
        return None
    found, rest = day(said, here)
    if found is None or rest.tokens:
        raise Refused(
            "I do not understand “{text}” as a day. Write such as friday, 2026-03-05 or in 2 weeks.", text=text[:100]
        )
    return found


def filled(ask: Ask, incident: Incident, tx: Tx) -> Wish:
    """What a form holds."""
    here, form = at(ask, tx), ask.form
    chosen = form.get("owner", "")
    source = links.clean(ask.source.address) if ask.source else ""
    return Wish(
        text=form.get("text", ""),
        owner=fit(tx, PersonId(chosen), incident) if chosen else None,
        due=demand_day(form.get("due", ""), here),
        weight=Weight(form["weight"]) if form.get("weight") else Weight.MEDIUM,
        aim=Aim(form["aim"]) if form.get("aim") else None,
        link=address(form["link"]) if form.get("link", "").strip() else "",
        source=source,
    )


def address(text: str) -> str:
    """The address of a ticket, harmless. Raises Refused for what is none."""
    found = links.clean(text)
    if not found:
        raise Refused(
            "“{text}” is no address I can link. It begins with https:// and has at most {most} characters.",
            text=text[:200],
            most=links.LONGEST_ADDRESS,
        )
    return found


def owner_of(ask: Ask, left: Words, incident: Incident, tx: Tx) -> PersonId | None:
    """Whose it is to be: the first person named, `me` as the first word; None where nobody is named."""
    if people(left) or left.of(TokenKind.HANDLE):
        found = whom.mentioned(ask, left, incident, tx)
        return fit(tx, found, incident) if found else None
    return None


def fit(tx: Tx, person: PersonId, incident: Incident) -> PersonId:
    """The person, if they can have it. Refused where they are no member, or may not see a private incident."""
    whom.demand_fit(tx, person, incident)
    if not sees(tx, person, incident):
        raise Refused(
            "{key} is private and {person} is not in its channel. Invite them there first.",
            key=incident.key,
            person=Who(person),
        )
    return person
