"""Everything between two messages: a person picks the one, then the other."""

from commands.core import Ask
from commands.record.spots import Spot
from incidents.decision import Refused
from incidents.model import Incident
from incidents.record import capture
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx


def pick(ask: Ask, at: Spot, incident: Incident | None, tx: Tx) -> Reply:
    """Remember the first pick for half an hour; with the second one of the same place, owe the reading of all
    between.
    """
    if incident is None:
        raise Refused(
            "Everything between two messages can be taken in an incident's channel only. "
            "Here, take them one by one: Add to timeline."
        )
    first = tx.picks.of(ask.person)
    stale = first is not None and tx.now - first.picked_at > capture.PICK_LASTS
    if first and not stale and (first.channel, first.ts) == (at.channel, at.ts):
        raise Refused("That message is your first pick already. Pick the last one, in the same way.")
    if first and not stale and (first.channel, first.thread) == (at.channel, at.thread):
        return _gather(ask, at, first.ts, incident, tx)
    tx.picks.keep(ask.person, at.channel, at.ts, at.thread)
    if first is None:
        return reply(Answer.PICKED)
    return reply(Answer.PICKED_ANEW if stale else Answer.PICKED_ELSEWHERE)


def _gather(ask: Ask, at: Spot, first: str, incident: Incident, tx: Tx) -> Reply:
    tx.picks.drop(ask.person)
    told = capture.gathering(at.channel, (first, at.ts), at.thread, by=ask.person, now=tx.now)
    tx.outbox.owe(incident.id, [told])
    tx.stirred = True
    return reply(Answer.GATHERING, key=incident.key)
