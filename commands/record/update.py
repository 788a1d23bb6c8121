"""`/incident update what changed`: tell everybody where it stands."""

from dataclasses import replace

from commands.core import Ask, Bare, Command, subject
from commands.words import TokenKind, Words
from incidents.life import lifecycle
from incidents.model import OPEN, Incident, Status
from incidents.record import updates
from incidents.record.updates import Update
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx

NO_CHANGE = "no-change"


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Record and post an update; without words, show the form."""
    incident, left = subject(ask, said, tx, bare=Bare.PROSE)
    if not incident.is_open:
        raise lifecycle.over(incident)
    unchanged = any(flag.value == NO_CHANGE for flag in left.of(TokenKind.FLAG))
    if not (ask.form or left.tokens):
        return _form(incident)
    severity = tx.policy.severity(incident.severity)
    told = _of_form(ask) if ask.form else Update(what="" if unchanged else left.text, unchanged=unchanged)
    decision = updates.write(incident, told, severity=severity, by=ask.person, now=tx.now)
    tx.record(decision)
    due = decision.incident.update_due_at
    known = reply(Answer.UPDATED, key=incident.key, number=decision.incident.updates)
    return replace(known, values={**known.values, "due": due}) if due else known


def _form(incident: Incident) -> Reply:
    return show(FormKind.UPDATE, incident, impact=incident.impact, status=incident.status.value)


def _of_form(ask: Ask) -> Update:
    status = ask.form.get("status", "")
    return Update(
        what=ask.form.get("what", ""),
        impact=ask.form.get("impact", ""),
        next_step=ask.form.get("next", ""),
        status=Status(status) if status in OPEN else None,
    )


COMMAND = Command(
    name="update",
    usage="what changed",
    summary="Tell everybody where it stands; without words, a form",
    example="update rollback of 4.18 started",
    run=run,
    urgent=True,
)
