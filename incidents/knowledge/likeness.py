"""Whether two reports look like the same incident: by the words of their titles and the service that fails. It is an
offer to people and decides nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from incidents.decision import Decision
from incidents.knowledge import analysis, concepts
from incidents.messages import MessageKind
from incidents.model import Incident, IncidentId, PersonId

SO_SOON = timedelta(minutes=2)
# Dice's coefficient of the two sets of terms: twice what they share over what both have. At 0.6 three words of four on
# either side are the same, or two of three; with the same service named half of that is enough, and of two services
# that differ the words must nearly all agree. Found with the table of pairs in the tests.
ALIKE = 0.6
ALIKE_IN_ONE_SERVICE = 0.4
ALIKE_ACROSS_SERVICES = 0.8


@dataclass(frozen=True, slots=True)
class Brief:
    """What is looked at of an incident that is open."""

    id: IncidentId
    title: str
    service: str | None
    reporter: PersonId
    opened_at: datetime
    private: bool
    test: bool

    @property
    def key(self) -> str:
        """The name people use."""
        return f"INC-{self.id}"


@dataclass(frozen=True, slots=True)
class Twin:
    """An open incident that looks the same; `again`: the same person said the same words a moment ago."""

    brief: Brief
    again: bool


def brief(incident: Incident) -> Brief:
    """What is looked at of this one."""
    return Brief(
        id=incident.id,
        title=incident.title,
        service=incident.service,
        reporter=incident.reporter,
        opened_at=incident.opened_at,
        private=incident.private,
        test=incident.test,
    )


def offered(decision: Decision, found: Twin | None) -> Decision:
    """The decision to open, with the twin named in the first post. Of private ones it is not: who comes in later need
    not see the other.
    """
    if found is None or found.brief.private:
        return decision
    other = {"other": found.brief.key}
    told = tuple(
        replace(message, values={**message.values, **other}) if message.kind is MessageKind.FIRST else message
        for message in decision.messages
    )
    return replace(decision, messages=told)


def twin(new: Brief, others: Iterable[Brief]) -> Twin | None:
    """The one of these that looks most like the new one, the newest of equals; None where none looks like it.

    Only what could be merged counts: both private or both public, both tests or both real.
    """
    fitting = [one for one in others if (one.private, one.test) == (new.private, new.test) and one.id != new.id]
    for one in fitting:
        if one.reporter == new.reporter and one.title == new.title and new.opened_at - one.opened_at <= SO_SOON:
            return Twin(one, again=True)
    likest = max(fitting, key=lambda one: (_score(new, one), one.id), default=None)
    return Twin(likest, again=False) if likest and _score(new, likest) >= 1 else None


def _score(new: Brief, other: Brief) -> float:
    """How alike they are, as a part of what is asked for: 1 and above is alike."""
    return likeness(new.title, other.title) / _asked(new.service, other.service)


def _asked(one: str | None, other: str | None) -> float:
    if not (one and other):
        return ALIKE
    return ALIKE_IN_ONE_SERVICE if one.casefold() == other.casefold() else ALIKE_ACROSS_SERVICES


def likeness(one: str, other: str) -> float:
    """From 0 (no term is shared) to 1 (all are). A single shared word counts only where the titles have no other."""
    mine, theirs = terms(one), terms(other)
    shared = mine & theirs
    if not shared or (len(shared) == 1 and mine != theirs):
        return 0.0
    return 2 * len(shared) / (len(mine) + len(theirs))


@lru_cache(maxsize=1024)
def terms(title: str) -> frozenset[str]:
    """What a title says, each thing once: concepts where the map knows them, so that 502 and bad gateway are one; else
    stems, and pairs of neighbours in scripts without spaces.
    """
    return analysis.meanings(title, concepts.lexicon())
