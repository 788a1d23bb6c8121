"""A rehearsal with who is on call at each instant, found by the same directory that the real run asks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from commands.escalation.reach import Directory, OnPaper, Seating
from incidents.escalation import rehearsal
from incidents.escalation.rehearsal import Case, Forecast, Look
from incidents.model import PersonId
from incidents.people.contacts import Contact
from incidents.policy import Policy
from storage.tx import Tx


def forecast(tx: Tx, case: Case, policy: Policy) -> Forecast:
    """What would happen by these settings and by what people have changed and entered in Slack; nothing is written."""
    return rehearsal.rehearsed(case, policy, _look(lambda at: Directory(tx, at), tx.contacts.of))


def on_paper(case: Case, policy: Policy) -> Forecast:
    """The same from the settings alone, which know nothing of people's media."""
    return rehearsal.rehearsed(case, policy, _look(lambda at: OnPaper(policy, at), lambda people: {}))


def _look(
    made: Callable[[datetime], Seating],
    media: Callable[[Sequence[PersonId]], Mapping[PersonId, Sequence[Contact]]],
) -> Look:
    """Each instant is looked at once."""
    known: dict[datetime, Seating] = {}

    def at(when: datetime) -> Seating:
        if when not in known:
            known[when] = made(when)
        return known[when]

    return Look(
        reached=lambda targets, when: at(when).reached(targets),
        media=media,
        lost=lambda targets, when: at(when).lost(targets),
    )
