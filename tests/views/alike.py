"""Likenesses to draw, with one text wherever people wrote."""

from dataclasses import replace
from datetime import timedelta

from incidents.knowledge.alike import Alikes, Likeness
from incidents.knowledge.judging import Verdict
from incidents.knowledge.likeness import brief
from incidents.knowledge.ranking import Tier
from incidents.model import ChannelId, EntryKind, Incident, IncidentId, Status
from incidents.reply import Answer, Reply, reply
from tests.desk import ANA, BEA, NOON

ANSWERS = {Answer.SIMILAR, Answer.JUDGED}
CHANNEL = ChannelId("C0INC42")
KNOWN = (29, 30, 31)  # The incidents that are found.


def past(text: str) -> Incident:
    """One that is over."""
    return Incident(
        id=IncidentId(31),
        title=" ".join(text.split())[:200] or "x",
        severity="sev2",
        reporter=ANA,
        opened_at=NOON - timedelta(days=9),
        status=Status.CLOSED,
        owner=BEA,
        resolved_at=NOON - timedelta(days=8),
        fix=text,
    )


def likenesses(text: str) -> tuple[Likeness, ...]:
    """One of every sort, the likeliest first."""
    full = Likeness(
        incident=past(text),
        tier=Tier.LIKELY,
        words=(text[:40], text[:10]),
        same_service=True,
        channel=CHANNEL,
        verdict=Verdict.SAME,
        article=7,
    )
    bare = replace(past(text), id=IncidentId(30), fix="", owner=None, resolved_at=None, named=False)
    less = Likeness(incident=bare, tier=Tier.POSSIBLE, words=(), same_service=False, near=True)
    return (full, replace(full, verdict=None, incident=replace(past(text), id=IncidentId(29))), less)


def alikes(text: str, about: Incident | None) -> tuple[Alikes, ...]:
    """Whatever can be found for one incident, or for a text."""
    found = likenesses(text)
    twin = brief(replace(past(text), id=IncidentId(40), status=Status.INVESTIGATING))
    return (
        Alikes(about=about, found=found, open_one=twin if about else None),
        Alikes(about=about, found=found[1:]),
        Alikes(about=about, found=found[2:]),
        Alikes(about=about),
    )


def replies(text: str, about: Incident) -> tuple[Reply, ...]:
    """Every answer about what is alike."""
    shown = [Reply(kind=Answer.SIMILAR, data=one) for of in (about, None) for one in alikes(text, of)]
    said = [reply(Answer.JUDGED, key="INC-42", other="INC-31", verdict=verdict.value) for verdict in Verdict]
    return (*shown, *said)


def lines() -> list[tuple[EntryKind, dict[str, str]]]:
    """Whatever can be said of one."""
    return [(EntryKind.LIKENED, {"other": "INC-31", "verdict": verdict.value}) for verdict in Verdict]
