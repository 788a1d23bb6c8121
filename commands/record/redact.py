"""`/incident redact 7 [why]`: erase the words of a line, wherever they are kept."""

from commands import words
from commands.core import Ask, Bare, Command, subject
from commands.postmortem import drafting
from commands.record import recalling
from commands.words import Words
from incidents.decision import Choice, Refused
from incidents.knowledge import checklists
from incidents.record import redaction
from incidents.record.redaction import Kept, Redaction
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Erase a line; who, which and why stand in the timeline."""
    incident, left = subject(ask, said, tx, bare=Bare.NEVER, only_open=False)
    number = words.number(left.first.lstrip("#"))
    if number is None:
        raise Refused(
            "Say which line by its number: `/incident redact {key} 7 why`. `/incident timeline {key}` shows them.",
            key=incident.key,
            choices=(Choice("Timeline", "timeline", about=incident.id),),
        )
    found = redaction.redact(
        incident,
        Kept(
            lines=tx.timeline.whole(incident.id),
            todos=tx.todos.of(incident.id),
            bookmarks=tx.bookmarks.ever(incident.id),
            checklists=tx.checklists.of(incident.id),
            actions=tx.actions.of(incident.id),
        ),
        number,
        left.after_first().text,
        by=ask.person,
        now=tx.now,
    )
    _erase(found, tx)
    return reply(Answer.REDACTED, key=incident.key, number=number)


def _erase(found: Redaction, tx: Tx) -> None:
    """Record it and erase every copy: of what was answered, of what is owed, and, by writing it anew, of what was
    posted.
    """
    incident = found.decision.incident
    tx.record(found.decision)
    for seq in found.lines:
        tx.timeline.redact(incident.id, seq)
    for checklist in found.checklists:
        tx.checklists.save(incident.id, checklist)
    tx.outbox.owe(incident.id, [checklists.drawn(incident, one) for one in found.checklists])
    written = drafting.erase(tx, incident, found.lines, found.words)
    recalling.recall(tx, incident, found.lines, written=written)
    tx.deeds.forget(incident.id)  # What it would bring back may hold the words.
    tx.inbound.erase(found.words, redaction.MARK)
    posted = tx.outbox.erase(incident.id, lambda values: redaction.erased(values, found.words))
    tx.outbox.owe(incident.id, [redaction.retouched(incident, one.message, one.created_at) for one in posted])


COMMAND = Command(
    name="redact",
    usage="7 [why]",
    summary="Erase the words of a timeline line for good; that it was there stays",
    example="redact 1 a password",
    run=run,
    aliases=("erase", "scrub", "抹去"),
)
