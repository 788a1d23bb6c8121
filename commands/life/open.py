"""`/incident open [severity] [title...] [@owner] [svc:name] [--private] [--test] [--here]`: declare an incident."""

from collections.abc import Sequence
from dataclasses import dataclass

from commands import words
from commands.core import Ask, Command, known, sees
from commands.knowledge import twins
from commands.words import TokenKind, Words
from incidents.decision import Choice
from incidents.knowledge import likeness
from incidents.life import lifecycle, settling
from incidents.life.lifecycle import LONGEST_TITLE, Report
from incidents.life.source import Source
from incidents.model import Incident, PersonId
from incidents.permissions import Act, Circle, may
from incidents.policy import Policy, Severity
from incidents.record import links
from incidents.reply import Answer, FormKind, Reply, reply, show
from storage.tx import Tx

SERVICE = ("svc:", "service:")
FLAGS = ("private", "test", "here")
DIRECT = "D"  # What the id of a DM begins with.


@dataclass(frozen=True, slots=True)
class Said:
    """What the words of an opening come to."""

    title: str
    severity: Severity
    odd_severity: str
    people: tuple[PersonId, ...]
    handles: tuple[str, ...]
    service: str | None
    flags: frozenset[str]


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Open at once with whatever was said; what is missing or odd is offered for mending with the answer."""
    if not ask.form and not said.tokens:
        return show(FormKind.OPEN, None, **_prefilled(ask.source))
    told = _of_form(ask, tx.policy) if ask.form else _of_words(said, tx.policy)
    where = Circle.INSIDE if "private" in told.flags else Circle.PUBLIC
    able = [person for person, facts in known(tx, told.people).items() if may(facts.standing, Act.CHANGE, where)]
    people = [person for person in told.people if person in able]
    report = _report(ask, told, people, tx.policy)
    decision = lifecycle.declare(report, number=tx.incidents.next_number(), by=ask.person, now=tx.now)
    twin = twins.found(ask, decision.incident, tx)
    shared = _shared(ask, decision.incident, tx) if report.here else None
    tx.record(links.settle_in(likeness.offered(decision, twin), (), tx.policy, now=tx.now))
    unknown = (*told.handles, *(f"<{person}>" for person in told.people if person not in able))
    mends = _mends(decision.incident, told, unknown, tx.policy)
    placed = _placed(decision.incident, shared, asked="here" in told.flags)
    return _answer(decision.incident, (*mends, *placed, *twins.offer(decision.incident, twin)), tx.policy)


def _report(ask: Ask, told: Said, people: Sequence[PersonId], policy: Policy) -> Report:
    private, test = "private" in told.flags, "test" in told.flags
    here = ask.channel if "here" in told.flags and ask.channel and not ask.channel.startswith(DIRECT) else None
    return Report(
        title=told.title,
        severity=told.severity,
        owner=people[0] if people else None,
        service=told.service,
        private=private,
        test=test,
        invited=tuple(people),
        source=ask.source,
        setting=settling.chosen(told.severity, policy, here=here, announced=not (private or test)),
        here=here,
    )


def _shared(ask: Ask, incident: Incident, tx: Tx) -> Incident | None:
    """The newest open one that runs in the same channel already and that the asker may see."""
    here = tx.incidents.in_channel(incident.here) if incident.here else None
    return here if here and here.is_open and sees(tx, ask.person, here) else None


def _placed(incident: Incident, shared: Incident | None, *, asked: bool) -> tuple[Reply, ...]:
    """What is to be known of the place: a DM is none, and two in one channel must be told apart."""
    if shared:
        return (reply(Answer.SHARED, key=incident.key, other=shared.key),)
    return (reply(Answer.NOT_HERE, key=incident.key),) if asked and not incident.here else ()


def _prefilled(source: Source | None) -> dict[str, str]:
    """The form's title from the message it is about; the message itself becomes the first note."""
    title = " ".join(source.text.split()) if source else ""
    return {"title": lifecycle.shortened(title)} if title else {}


def _of_words(said: Words, policy: Policy) -> Said:
    flags = [token for token in said.of(TokenKind.FLAG) if token.value in FLAGS]
    services = [token for token in said.of(TokenKind.FIELD) if token.value.startswith(SERVICE)]
    people, handles = said.of(TokenKind.PERSON), said.of(TokenKind.HANDLE)
    left = said.without((*flags, *services, *people, *handles))
    severity, odd, left = _severity(left, policy)
    return Said(
        title=left.line,
        severity=severity,
        odd_severity=odd,
        people=words.people(said),
        handles=tuple(token.text for token in handles),
        service=services[0].value.partition(":")[2] if services else None,
        flags=frozenset(token.value for token in flags),
    )


def _severity(left: Words, policy: Policy) -> tuple[Severity, str, Words]:
    """The severity said first, or after the title as in `checkout is down sev1`; one that is not known is
    kept as odd.
    """
    default = policy.severity(policy.default_severity)
    if not left.tokens:
        return default, "", left
    if found := policy.named(left.first):
        return found, "", left.after_first()
    last = left.tokens[-1]
    if words.looks_like_severity(last.text) and (found := policy.named(last.text)):
        return found, "", left.without((last,))
    if words.looks_like_severity(left.first):
        return default, left.first, left.after_first()
    return default, "", left


def _of_form(ask: Ask, policy: Policy) -> Said:
    form = ask.form
    owner = form.get("owner", "")
    return Said(
        title=form.get("title", ""),
        severity=policy.severity(form.get("severity") or policy.default_severity),
        odd_severity="",
        people=(PersonId(owner),) if owner else (),
        handles=(),
        service=form.get("service") or None,
        flags=frozenset(form.get("flags", "").split()),
    )


def _mends(incident: Incident, told: Said, unknown: tuple[str, ...], policy: Policy) -> tuple[Reply, ...]:
    severity = policy.severity(incident.severity)
    more = []
    if told.odd_severity:
        others = [other for other in policy.severities if other.key != severity.key]
        offered = tuple(Choice(other.name, f"severity {other.key}", incident.id) for other in others[:5])
        more.append(reply(Answer.UNKNOWN_SEVERITY, severity=severity.name, word=told.odd_severity, choices=offered))
    if not incident.named:
        more.append(reply(Answer.UNTITLED, choices=(Choice("Name it", "title", incident.id),)))
    if unknown:
        more.append(reply(Answer.UNKNOWN_PERSON, names=", ".join(name.strip("<>") for name in unknown)))
    if len(told.title) > LONGEST_TITLE:
        more.append(reply(Answer.TITLE_KEPT, most=LONGEST_TITLE))
    return tuple(more)


def _answer(incident: Incident, more: tuple[Reply, ...], policy: Policy) -> Reply:
    severity = policy.severity(incident.severity)
    return reply(
        Answer.OPENED,
        mark=severity.mark,
        key=incident.key,
        severity=severity.name,
        title=incident.title if incident.named else "",
        way=incident.setting.value,
        nature="test" if incident.test else "private" if incident.private else "",
        more=more,
    )


COMMAND = Command(
    name="open",
    usage="[severity] [title] [@owner] [svc:name] [--private] [--test] [--here]",
    summary="Open an incident: its channel, its record, its clocks",
    example="open sev2 checkout is failing",
    run=run,
    act=Act.OPEN,
    aliases=("new", "declare", "start", "create", "创建", "打开", "新建"),
    urgent=True,
)
