"""`/incident undo`: take the last change back."""

from commands import words
from commands.core import Ask, Command, subject
from commands.words import Words
from incidents.decision import Choice, Decision
from incidents.life import undo
from incidents.life.undo import Act
from incidents.model import Incident
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Take back the last change of severity, status or owner, whoever of those who may change it made it."""
    incident, left = subject(ask, said, tx, only_open=False)
    deed = tx.deeds.last(incident.id)
    meant = words.number(left.first)  # A button knows which change it offered to take back.
    if deed and meant is not None and meant != deed.version:
        raise undo.nothing_left(incident)
    decision = undo.undo(incident, deed, by=ask.person, now=tx.now, policy=tx.policy)
    tx.record(decision)
    tx.deeds.forget(incident.id)
    ends = undo.spoken(deed, tx.policy) if deed else {}
    return reply(Answer.UNDONE, key=incident.key, before=ends.get("from", ""), after=ends.get("to", ""))


def record(tx: Tx, ask: Ask, incident: Incident, decision: Decision, act: Act) -> tuple[Choice, ...]:
    """Record a decision and keep what takes it back; the button for that, where anything was changed."""
    if decision.incident == incident:
        tx.record(decision)
        return ()
    deed = undo.remembered(incident, decision, tx.timers.armed(incident.id), act, by=ask.person, now=tx.now)
    tx.record(decision)
    tx.deeds.keep(incident.id, deed)
    return () if act is Act.CORRECTION else (Choice("Undo", f"undo {deed.version}", incident.id),)


COMMAND = Command(
    name="undo",
    usage="",
    summary="Take back the last change of severity, status or owner, within 2 minutes",
    example="undo",
    run=run,
    aliases=("revert", "oops", "撤销"),
)
