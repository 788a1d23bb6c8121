"""`/incident update what changed [impact: ...] [next: ...] [status:monitoring] [sev:sev1]`: tell everybody where it
stands.
"""

from collections.abc import Mapping

from commands import labels, words
from commands.core import Ask, Bare, Command, subject
from commands.labels import Labels
from commands.life.status import WORDS
from commands.words import TokenKind, Words
from incidents.decision import Choice, Value
from incidents.life import lifecycle, settling
from incidents.model import OPEN, Incident, Status
from incidents.policy import Policy
from incidents.record import updates
from incidents.record.updates import Update
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx

NO_CHANGE = "no-change"
NAMES = {
    **dict.fromkeys(("what", "changed", "变化"), "what"),
    **dict.fromkeys(("impact", "影响"), "impact"),
    **dict.fromkeys(("next", "下一步"), "next"),
    **dict.fromkeys(("status", "state", "状态"), "status"),
    **dict.fromkeys(("sev", "severity", "级别"), "severity"),
}


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Record and post an update, in one act with the status and the severity; without words, show the form."""
    incident, left = subject(ask, said, tx, bare=Bare.PROSE)
    if not incident.is_open:
        raise lifecycle.over(incident)
    if not (ask.form or left.tokens):
        return _form(incident)
    fields = ask.form or _typed(left, tx.policy)
    told = _told(fields, incident, tx.policy)
    severity = tx.policy.severity(incident.severity)
    decision = updates.write(incident, told, severity=severity, by=ask.person, now=tx.now)
    tx.record(decision)
    if (incident.status, incident.severity) != (decision.incident.status, decision.incident.severity):
        tx.deeds.forget(incident.id)  # An update has been read: it is mended by the next one.
    return _answer(decision.incident, fields, tx.policy)


def _form(incident: Incident) -> Reply:
    return show(
        FormKind.UPDATE,
        incident,
        impact=incident.impact,
        status=incident.status.value,
        severity=incident.severity,
    )


def _typed(left: Words, policy: Policy) -> dict[str, str]:
    """The fields of the form out of a sentence with labels in it."""
    flags = [token for token in left.of(TokenKind.FLAG) if token.value == NO_CHANGE]
    rest = left.without(flags)
    single = {
        "status": lambda word: word.casefold() in WORDS,
        "severity": lambda word: bool(policy.named(word) or words.looks_like_severity(word)),
    }
    parts = dict(labels.parted(rest, Labels(NAMES, single)))
    before = parts.pop("", "") if parts.keys() - {""} else rest.text
    what = " ".join(text for text in (before, parts.get("what", "")) if text)
    # The button "no change" says so even where somebody typed more after the flag.
    return {**parts, "what": "" if flags else what, "unchanged": "yes" if flags else ""}


def _told(fields: Mapping[str, str], incident: Incident, policy: Policy) -> Update:
    status = WORDS.get(fields.get("status", "").casefold())
    severity = policy.named(fields.get("severity", ""))
    return Update(
        what=fields.get("what", ""),
        impact=fields.get("impact", ""),
        next_step=fields.get("next", ""),
        status=status if status in OPEN else None,
        severity=severity,
        outgrown=severity is not None and settling.outgrows(incident, severity, policy),
        unchanged=bool(fields.get("unchanged")),
    )


def _answer(incident: Incident, fields: Mapping[str, str], policy: Policy) -> Reply:
    values: dict[str, Value] = {"key": incident.key, "number": incident.updates}
    if incident.update_due_at:
        values["due"] = incident.update_due_at
    return Reply(kind=Answer.UPDATED, values=values, more=_mends(incident, fields, policy))


def _mends(incident: Incident, fields: Mapping[str, str], policy: Policy) -> tuple[Reply, ...]:
    """What was said and could not be done with an update: recorded all the same, and the way is offered."""
    more = []
    word = fields.get("severity", "")
    if word and policy.named(word) is None:
        name = policy.severity(incident.severity).name
        others = [one for one in policy.severities if one.key != incident.severity][:5]
        offered = tuple(Choice(one.name, f"severity {one.key}", incident.id) for one in others)
        more.append(reply(Answer.UNKNOWN_SEVERITY, severity=name, word=word, choices=offered))
    status = WORDS.get(fields.get("status", "").casefold())
    if status is not None and status not in OPEN:
        way = Choice(status.value.capitalize(), f"status {status.value}", incident.id)
        ways = () if status is Status.MERGED else (way,)
        more.append(reply(Answer.STILL_OPEN, key=incident.key, status=incident.status, to=status, choices=ways))
    return tuple(more)


COMMAND = Command(
    name="update",
    usage="what changed [impact: ...] [next: ...] [status:...] [sev:...]",
    summary="Tell everybody where it stands; without words, a form",
    example="update rollback of 4.18 started next: done in 10 min sev:sev1",
    run=run,
    aliases=("post", "report", "更新", "进展"),
    urgent=True,
)
