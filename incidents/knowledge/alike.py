"""A past incident that looks like another one, with why it does: what is shown of it. Values and one pure question."""

from collections.abc import Collection
from dataclasses import dataclass

from incidents.knowledge import analysis
from incidents.knowledge.concepts import Lexicon
from incidents.knowledge.judging import Verdict
from incidents.knowledge.likeness import Brief
from incidents.knowledge.ranking import Tier
from incidents.model import ChannelId, Incident, PersonId

MOST = 5  # That are shown.
MOST_MARKS = 6
LONGEST_MARK = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """One past incident: how sure it is that it is alike, the words of its own text that say so, whether the same
    service failed, where its channel is, what this incident's people said of it, and the number of the article that its
    postmortem became; `near` in meaning, where a model says so.
    """

    incident: Incident
    tier: Tier
    words: tuple[str, ...]
    same_service: bool
    near: bool = False
    channel: ChannelId | None = None
    verdict: Verdict | None = None
    article: int | None = None

    @property
    def solver(self) -> PersonId | None:
        """Whom to ask: who led it, else who answered for it."""
        return self.incident.owner or self.incident.acknowledged_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Alikes:
    """What looks like an incident, or like a text where it is asked of none; `open_one` is still open and could be
    merged.
    """

    about: Incident | None = None
    found: tuple[Likeness, ...] = ()
    open_one: Brief | None = None


def question(incident: Incident) -> str:
    """What an incident asks of the past."""
    return "\n".join((incident.title if incident.named else "", incident.summary, incident.impact)).strip()


def why(incident: Incident, shared: Collection[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The words of its own text that are shared, as they are written there, each once; titles first."""
    texts = (incident.title if incident.named else "", incident.summary, incident.impact, incident.cause, incident.fix)
    found: dict[str, str] = {}
    for text in texts:
        for start, end in analysis.marks(text, shared, lexicon):
            word = " ".join(text[start:end].split())[:LONGEST_MARK]
            found.setdefault(word.casefold(), word)
    return tuple(found.values())[:MOST_MARKS]
