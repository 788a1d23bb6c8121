"""What a new incident is like: looked for in one bounded query, offered with the answer and in the first post."""

from commands.core import Ask
from incidents.decision import Choice
from incidents.knowledge import likeness
from incidents.knowledge.likeness import Twin
from incidents.model import Incident
from incidents.permissions import Act, Circle, may
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

LOOKED_AT = 50  # The newest that are open: enough for a bad day, and always as fast.


def found(ask: Ask, incident: Incident, tx: Tx) -> Twin | None:
    """An open incident that the asker sees and that looks the same; one without a title looks like none."""
    if not incident.named:
        return None
    twin = likeness.twin(likeness.brief(incident), tx.incidents.recent(ask.person, LOOKED_AT))
    return twin if twin and (not twin.brief.private or _verified(ask, tx)) else None


def offer(incident: Incident, twin: Twin | None) -> tuple[Reply, ...]:
    """The offer to merge. Who saw an error may have typed it again although the first one was recorded: then cancelling
    is as good.
    """
    if twin is None:
        return ()
    other, span = twin.brief, incident.opened_at - twin.brief.opened_at
    merge = Choice("Merge into {key}", f"merge {other.key}", incident.id, values=(("key", other.key),))
    if not twin.again:
        return (reply(Answer.LIKE, other=other.key, title=other.title, span=span, choices=(merge,)),)
    cancel = Choice("Cancel {key}", "cancel", incident.id, values=(("key", incident.key),))
    return (reply(Answer.TWICE, other=other.key, span=span, choices=(merge, cancel)),)


def _verified(ask: Ask, tx: Tx) -> bool:
    facts = tx.people.known([ask.person]).get(ask.person)
    return facts is not None and may(facts.standing, Act.SEE, Circle.INSIDE)
