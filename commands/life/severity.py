"""`/incident severity sev1`: how bad it is."""

from commands.core import Ask, Bare, Command, subject
from commands.life import undo as remember
from commands.words import TokenKind, Words
from incidents.decision import Choice, Refused
from incidents.life import lifecycle
from incidents.life.undo import Act
from incidents.model import Incident, Status
from incidents.policy import Policy, Severity
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Change the severity; of what is over, offer to correct the record; without a word, show the form."""
    incident, left = subject(ask, said, tx, bare=Bare.BEFORE_MORE)
    word = ask.form.get("severity", "") if ask.form else left.first
    if not word:
        return show(FormKind.SEVERITY, incident, severity=incident.severity)
    severity = _named(word, incident, tx.policy)
    if not incident.is_open:
        return _correct(ask, incident, severity, left, tx)
    decision = lifecycle.grade(incident, severity, by=ask.person, now=tx.now, policy=tx.policy)
    undo = remember.record(tx, ask, incident, decision, Act.SEVERITY)
    same = decision.incident.severity == incident.severity
    kind = Answer.GRADED_ALREADY if same else Answer.GRADED
    return reply(kind, key=incident.key, severity=severity.name, choices=undo)


def _named(word: str, incident: Incident, policy: Policy) -> Severity:
    severity = policy.named(word)
    if severity is None:
        raise Refused(
            "I do not know the severity “{word}”. {key} stays {severity}.",
            word=word,
            key=incident.key,
            severity=policy.severity(incident.severity).name,
            choices=tuple(Choice(one.name, f"severity {one.key}", incident.id) for one in policy.severities[:5]),
        )
    return severity


def _correct(ask: Ask, incident: Incident, severity: Severity, left: Words, tx: Tx) -> Reply:
    if incident.status in (Status.CLOSED, Status.MERGED):
        raise lifecycle.over(incident)
    # A form that was opened before the end has no button to offer; correcting pages nobody and keeps both values.
    if not ask.form and not any(flag.value == "correct" for flag in left.of(TokenKind.FLAG)):
        words = f"severity {severity.key} --correct"
        offer = Choice("Correct to {severity}", words, incident.id, values=(("severity", severity.name),))
        return reply(Answer.CORRECT, key=incident.key, status=incident.status, severity=severity.name, choices=(offer,))
    corrected = lifecycle.correct(incident, severity, by=ask.person, now=tx.now)
    remember.record(tx, ask, incident, corrected, Act.CORRECTION)
    return reply(Answer.CORRECTED, key=incident.key, severity=severity.name)


COMMAND = Command(
    name="severity",
    usage="sev1 ... sev5",
    summary="Change how bad it is; its clocks start again",
    example="severity sev1",
    run=run,
    aliases=("sev", "priority", "级别", "严重级别"),
)
