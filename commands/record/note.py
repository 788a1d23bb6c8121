"""`/incident note words`: a line for the record, about now or about a time in the past."""

from datetime import datetime

from commands import words
from commands.core import Ask, Bare, Command, known, subject
from commands.when import leading
from commands.words import Words
from incidents.decision import Refused
from incidents.life import lifecycle
from incidents.model import Incident
from incidents.record import past
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Write into the timeline, also after the end; without words, show the form."""
    incident, left = subject(ask, said, tx, bare=Bare.PROSE)
    if not (ask.form or left.tokens):
        return show(FormKind.NOTE, incident)
    at, text = _from_form(ask, incident, tx) if ask.form else _typed(ask, left, incident, tx)
    tx.record(lifecycle.note(incident, text, by=ask.person, now=tx.now, at=at))
    if at is None:
        return reply(Answer.NOTED, key=incident.key)
    return reply(Answer.NOTED_AT, key=incident.key, at=at)


def _typed(ask: Ask, left: Words, incident: Incident, tx: Tx) -> tuple[datetime | None, str]:
    found, rest = leading(left)
    if found is None:
        return None, left.text
    return past.happened(incident, found, rest.text, zone=_zone(ask, tx), now=tx.now), rest.text


def _from_form(ask: Ask, incident: Incident, tx: Tx) -> tuple[datetime | None, str]:
    written, text = ask.form.get("when", "").strip(), ask.form.get("text", "")
    if not written:
        return None, text
    found, rest = leading(words.read(written))
    if found is None or rest.tokens:
        raise Refused(
            "I do not understand the time “{word}”. Write `14:05`, `yesterday 23:50` or `10m ago`.", word=written
        )
    return past.happened(incident, found, text, zone=_zone(ask, tx), now=tx.now), text


def _zone(ask: Ask, tx: Tx) -> str:
    """The zone of whoever writes: a time of day is one of their own clock."""
    return known(tx, [ask.person])[ask.person].zone


COMMAND = Command(
    name="note",
    usage="[14:05 | 10m ago] words",
    summary="Write a line into the timeline, at a past time too",
    example="note failover to the replica started",
    run=run,
    aliases=("log", "add", "备注", "记录"),
)
