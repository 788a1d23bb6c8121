"""What people say of likenesses: whether it was the same problem, and whether the past one helped. The ranking learns
from it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from incidents import messages
from incidents.decision import Decision, Refused
from incidents.knowledge.ranking import Match, Tier
from incidents.model import Entry, EntryKind, Incident, IncidentId, PersonId

FORCE = 0.3  # The most that what people said moves a score, either way.
DOUBT = 4  # As many votes each way are taken for granted: one click moves little, ten move much.


class Verdict(StrEnum):
    """What somebody said of another incident, on the way or at the end."""

    SAME = "same"
    DIFFERENT = "different"
    HELPED = "helped"
    USELESS = "useless"

    @property
    def is_good(self) -> bool:
        """Whether it speaks for showing that one again."""
        return self in (Verdict.SAME, Verdict.HELPED)


LIKENESS = (Verdict.SAME, Verdict.DIFFERENT)  # The other two say whether it was of use.


@dataclass(frozen=True, slots=True)
class Tally:
    """How often it was said of a past incident, in all that looked like it, that it was the same or helped, and that
    it was not or did not.
    """

    good: int = 0
    bad: int = 0

    @property
    def factor(self) -> float:
        """What its scores are multiplied by: 1 where nobody has said anything, never further off than FORCE."""
        return 1 + FORCE * (self.good - self.bad) / (self.good + self.bad + DOUBT)


def judge(incident: Incident, other: Incident, verdict: Verdict, *, by: PersonId, now: datetime) -> Decision:
    """Write down what was said. Raises Refused of an incident and itself, and where a private one would be named to
    those who need not see it.
    """
    if incident.id == other.id:
        raise Refused(
            "{key} cannot be compared with itself. Name the other one: `/incident similar same INC-7`.",
            key=incident.key,
        )
    if other.private:
        raise Refused(
            "{other} is private: those who read the timeline of {key} need not know of it. Nothing is written.",
            other=other.key,
            key=incident.key,
        )
    entry = Entry(now, by, EntryKind.LIKENED, {"other": other.key, "verdict": verdict.value})
    drawn = (messages.card(incident),) if incident.is_open else ()
    return Decision(incident=incident, entries=(entry,), messages=drawn)


def applied(found: Iterable[Match], said: Mapping[IncidentId, Verdict]) -> Sequence[Match]:
    """What was found, with what this incident's own people said of it: the same one comes first, whatever its score,
    and what is different is gone.
    """
    kept = [match for match in found if said.get(match.id) is not Verdict.DIFFERENT]
    same = [replace(match, tier=Tier.LIKELY) for match in kept if said.get(match.id) is Verdict.SAME]
    return (*same, *(match for match in kept if said.get(match.id) is not Verdict.SAME))
