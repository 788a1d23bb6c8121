"""Every view on every kind of incident, with one text in every place where people's words can stand."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from bot.channels.slack import VIEWS
from bot.views import answers, cards, forms, timeline
from bot.views.blocks import Block, Drawn
from bot.views.life.turns import TURNS
from bot.views.mishaps import MISHAPS
from bot.views.scene import Elsewhere, Scene
from bot.views.upkeep import posts as upkeep
from bot.views.words import Voice
from commands import registry
from incidents.decision import Choice, Value
from incidents.life.lifecycle import LONGEST_TITLE, UNTITLED
from incidents.life.nagging import Question
from incidents.messages import MessageKind
from incidents.model import ChannelId, Incident, IncidentId, PersonId, Setting, Status, Who
from incidents.overview.brief import Brief
from incidents.people import briefing as briefings
from incidents.policy import SEVERITIES, Policy, Severity, Team
from incidents.reply import Answer, Briefing, Form, FormKind, Help, Lines, Listing, Reply, State, Verb
from tests.views import actions as acting
from tests.views import alike, escalation, following, knowledge, life, oncall, people, postmortem, recorded
from tests.views.lines import MESSAGE, PLAIN, links

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ANA, BEA, CHEN = PersonId("UANA"), PersonId("UBEA"), PersonId("UCHEN")
CHANNEL = ChannelId("C0INC42")
LANGUAGES = ("en", "zh_CN")
OVER = (Status.RESOLVED, Status.CLOSED)
# Drawn from data: each has its own exhibits.
RICH = {Answer.REFUSED, Answer.STATE, Answer.MORE, Answer.LIST, Answer.TIMELINE, Answer.HELP, Answer.FORM}
RICH |= {Answer.MEDIA, Answer.CATCHUP, Answer.ROLE, Answer.TODOS, Answer.LINKS, *following.ANSWERS}
RICH |= {*oncall.ANSWERS, *alike.ANSWERS, *knowledge.ANSWERS, *postmortem.ANSWERS, *acting.ANSWERS}


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One thing as it would be shown: a message, or a modal in `view`. `incident` is None where it is about none."""

    name: str
    drawn: Drawn
    incident: Incident | None = None
    view: Mapping[str, Any] | None = None

    @property
    def blocks(self) -> list[Block]:
        """Its blocks, whatever it is."""
        return list(self.view["blocks"]) if self.view else list(self.drawn.blocks)


def incidents(text: str = PLAIN) -> dict[str, Incident]:
    """One incident of every kind, with the text wherever people wrote."""
    new = Incident(
        id=IncidentId(42),
        title=" ".join(text.split())[:LONGEST_TITLE] or UNTITLED,
        severity="sev2",
        reporter=ANA,
        opened_at=NOON,
        update_due_at=NOON + 60 * MINUTE,
        service=text[:LONGEST_TITLE] or None,
    )
    owned = replace(new, owner=BEA, pages=people.pages(text))
    answered = replace(owned, acknowledged_at=NOON + MINUTE, acknowledged_by=CHEN)
    helped = replace(answered, pages=people.pages(text, people.LATE, helping=True))
    told = replace(
        answered, status=Status.IDENTIFIED, impact=text, summary=text, next_step=text, updates=1, updated_at=NOON
    )
    watched = replace(told, status=Status.MONITORING, mitigated_at=NOON + 9 * MINUTE)
    over = replace(watched, update_due_at=None)
    resolved = replace(over, status=Status.RESOLVED, resolved_at=NOON + 47 * MINUTE, fix=text)
    kinds = {
        "untitled": replace(new, title=UNTITLED, named=False),
        "new": new,
        "escalated": escalation.paged(new, text),
        "escalated and answered": escalation.paged(answered, text),
        "owned": owned,
        "answered": answered,
        "answered, with help": helped,
        "with every part, handed over": replace(helped, comms=CHEN, scribe=ANA, handing_to=ANA),
        "identified": told,
        "monitoring": watched,
        "resolved with a fix": resolved,
        "resolved without a fix": replace(resolved, fix=""),
        "closed": replace(resolved, status=Status.CLOSED),
        "cancelled": replace(over, status=Status.CANCELLED),
        "merged": replace(over, status=Status.MERGED, merged_into=IncidentId(41)),
        "from a message": replace(new, origin=f"message:{MESSAGE}#INC-42"),
        "from a message without an address": replace(new, origin="message:#INC-42"),
        "in a thread": replace(answered, setting=Setting.THREAD),
        "new in a thread": replace(new, setting=Setting.THREAD),
        "here": replace(new, setting=Setting.HERE, here=CHANNEL),
        "of a severity that is gone": replace(new, severity="blocker"),
        "that can wait": replace(new, severity="sev5", update_due_at=None),
    }
    some = {name: kinds[name] for name in ("untitled", "owned", "identified", "resolved with a fix")}
    tests = {f"test, {name}": replace(one, test=True, update_due_at=None) for name, one in some.items()}
    private = {f"private, {name}": replace(one, private=True) for name, one in some.items()}
    return {**kinds, **tests, **private}


def voice(language: str = "en", text: str = PLAIN) -> Voice:
    """A voice that knows Ana and Chen by name, both called by the text, and Bea not at all."""
    return Voice(language, names={ANA: text[:80], CHEN: text[:80]}, zone="Asia/Kolkata")


def policy(text: str = PLAIN) -> Policy:
    """The shipped severities and one whose meaning is the text."""
    own = Severity(key="own", meaning=text, mark="⚫", acknowledge_within=MINUTE, update_every=MINUTE)
    team = Team(name=text[:80] or PLAIN, members=(ANA, BEA))
    return Policy(severities=(*SEVERITIES, own), contacts=(text,), teams=(team,))


def everything(language: str = "en", text: str = PLAIN) -> tuple[Exhibit, ...]:
    """All there is to see."""
    return (*messages(language, text), *replies(language, text), *modals(language, text))


def messages(language: str = "en", text: str = PLAIN) -> Iterator[Exhibit]:
    """Every message about every incident, in a channel that is known and one that is not."""
    settings, speaking = policy(text), voice(language, text)
    of_none = (*following.OF_MANY, *oncall.OF_NONE, MessageKind.TRIAL, *knowledge.OF_NONE, MessageKind.ACTION_DIGEST)
    sayings = [(kind, values) for kind, values in said(text) if kind not in of_none]
    for name, incident in incidents(text).items():
        threaded = incident.setting is Setting.THREAD
        channel = CHANNEL if incident.acknowledged_at and not threaded else None
        for kind, values in sayings:
            if "page" in values and not incident.pages:
                continue
            scene = Scene(
                about=incident,
                policy=settings,
                voice=speaking,
                now=NOON + 20 * MINUTE,
                channel=channel,
                thread=MESSAGE if threaded else "",
                said=values,
                todos=recorded.todos(text),
                bookmarks=recorded.bookmarks(text),
                guide=knowledge.guide(text),
                other=Elsewhere(CHANNEL, "inc-41-checkout") if channel else None,
                alikes=alike.alikes(text, incident)[0 if channel else 2],
                paper=postmortem.paper(text, incident) if "postmortem" in kind else None,
                brief=acting.brief(text, incident, values) if "action" in kind else Brief(),
            )
            yield Exhibit(f"{kind} of {name}: {values.get('turn', '')}", VIEWS[kind](scene), incident)
    for values in people.trials(text):
        scene = Scene(about=None, policy=settings, voice=speaking, now=NOON, said=values)
        yield Exhibit(f"trial {values['trial']}", VIEWS[MessageKind.TRIAL](scene))
    whole = acting.brief(text, incidents(text)["new"], {})
    scene = Scene(about=None, policy=settings, voice=speaking, now=NOON, said={"channel": "pay"}, brief=whole)
    yield Exhibit("action items", VIEWS[MessageKind.ACTION_DIGEST](scene))
    every = tuple(incidents(text).values())[:15]
    glance = following.brief(text, every, {one.id: links(text)[:3] for one in every})
    duties = ((kind, values) for kind, sayings in oncall.OF_NONE.items() for values in sayings(text))
    for kind, values in (*following.OF_MANY.items(), *duties, *knowledge.of_none(text)):
        scene = Scene(about=None, policy=settings, voice=speaking, now=NOON, said=values, brief=glance)
        yield Exhibit(f"{kind}", VIEWS[kind](scene))


def said(text: str = PLAIN) -> Iterator[tuple[MessageKind, Mapping[str, str]]]:
    """Every kind of message with the values that its makers give it."""
    for kind in VIEWS:
        for values in VALUES[kind](text) if kind in VALUES else [{}]:
            yield kind, values


def _turns(text: str) -> list[dict[str, str]]:
    graded, moved = ("sev3", "sev1"), ("investigating", "monitoring")
    moves = dict.fromkeys(("raised", "graded", "undone"), graded) | {"lowered": ("sev1", "own"), "status": moved}
    more = {"act": "severity", "other": "INC-41", "title": text, "todos": "2", "former": BEA}
    told = []
    for turn in TURNS:
        before, after = moves.get(turn, ("", ""))
        full = {"turn": turn, "from": before, "to": after, "fix": text, "why": text, "since": NOON.isoformat(), **more}
        told += [{**full, "person": ANA, "owner": ANA}, {**full, "person": BEA, "owner": CHEN, "fix": "", "why": ""}]
    return [*told, *life.turns(text)]


def _updates(text: str) -> list[dict[str, str]]:
    at = (NOON + 10 * MINUTE).isoformat()
    full = {"what": text, "impact": text, "next": text, "from": "investigating", "to": "identified"}
    full |= {"due": at, "graded_from": "sev3", "graded_to": "own"}
    return [{"person": ANA, "at": at, "number": "3", **more} for more in (full, {"unchanged": "yes"}, {"what": text})]


def _mishaps(text: str) -> list[dict[str, str]]:
    of_old = {"mishap": "of another version", "code": text[:80], "what": text[:80]}
    known = [{"mishap": m, "code": "fatal_error", "what": "pin", "person": BEA, "room": CHANNEL} for m in MISHAPS]
    return [*known, of_old]


def _gathered(text: str) -> list[dict[str, str]]:
    full = {"taken": "3", "known": "2", "from": NOON.isoformat(), "to": (NOON + MINUTE).isoformat(), "more": "yes"}
    return [{**full, "person": ANA}, {"taken": "0", "known": "0", "person": BEA}]


def _addressed(text: str) -> list[dict[str, str]]:
    return [{"person": person, "step": "0"} for person in (ANA, BEA)]


def _checked(text: str) -> list[dict[str, str]]:
    troubles = [{"trouble": trouble} for trouble in upkeep.TROUBLES]
    return [{"person": ANA}, {"person": ANA, "parts": " ".join(upkeep.PARTS)}, *troubles]


def _questions(text: str) -> list[dict[str, str]]:
    return [{"question": asked.value, "person": BEA, "since": NOON.isoformat()} for asked in Question]


VALUES: dict[MessageKind, Callable[[str], list[dict[str, str]]]] = {
    **people.VALUES,
    **escalation.VALUES,
    **knowledge.VALUES,
    **postmortem.VALUES,
    **acting.VALUES,
    MessageKind.TURN: _turns,
    MessageKind.ABROAD: _turns,
    MessageKind.UPDATE: _updates,
    MessageKind.MISHAP: _mishaps,
    MessageKind.CHECKED: _checked,
    MessageKind.DUTY: _addressed,
    MessageKind.SETTLED: _addressed,
    MessageKind.NOBODY: lambda text: [*_addressed(text), *escalation.cries(text)],
    MessageKind.REMINDER: _addressed,
    MessageKind.TODO: recorded.told,
    MessageKind.TODO_SETTLED: recorded.told,
    MessageKind.FOLLOW: lambda text: following.events(text, _turns(text), _updates(text)),
    MessageKind.QUESTION: _questions,
    MessageKind.MOVED: lambda _: [{"to": "own"}, *({"to": to, "code": "x", "people": ANA} for to in ("own", "thread"))],
    MessageKind.FIRST: lambda _: [{}, {"people": f"{BEA} {CHEN}"}],
    MessageKind.GATHERED: _gathered,
}


def lines_without_mark_up(language: str = "en", text: str = PLAIN) -> Iterator[tuple[str, str]]:
    """Topics and purposes: Slack takes them as plain text, 250 characters at most."""
    for name, incident in incidents(text).items():
        scene = Scene(about=incident, policy=policy(text), voice=voice(language, text), now=NOON)
        yield f"topic of {name}", cards.topic(scene)
        yield f"purpose of {name}", cards.purpose(scene)


# Answers.


def replies(language: str = "en", text: str = PLAIN) -> Iterator[Exhibit]:
    """Every kind of answer, drawn."""
    speaking = voice(language, text)
    for told, incident in told_replies(text):
        yield Exhibit(f"answer {told.kind}", answers.draw(told, speaking, policy(text)), incident)


def told_replies(text: str = PLAIN) -> Iterator[tuple[Reply, Incident | None]]:
    """Every kind of answer as a value, the rich ones about every incident."""
    for kind in Answer:
        if kind not in RICH:
            yield Reply(kind=kind, values=values(text), choices=choices(text)), None
    for sentence in life.REFUSALS:
        yield Reply(kind=Answer.REFUSED, values={"sentence": sentence, **values(text)}, choices=choices(text)), None
    for verb in ("open", ""):
        told = {name: value for name, value in values(text).items() if name != "verb" or verb}
        yield Reply(kind=Answer.UNKNOWN_VERB, values=told, choices=choices(text)), None
    for nature, way in product(("", "test", "private"), Setting):
        for title in (text, ""):
            told = {**values(text), "nature": nature, "way": way.value, "title": title}
            yield Reply(kind=Answer.OPENED, values=told, more=_mends(text)), None
    yield from ((told, None) for told in (*people.answers(values(text)), *people.media(text)))
    yield from _rich(text)


def _mends(text: str) -> tuple[Reply, ...]:
    kinds = (Answer.UNKNOWN_SEVERITY, Answer.UNTITLED, Answer.UNKNOWN_PERSON, Answer.TITLE_KEPT, Answer.TWICE)
    offers = {
        Answer.UNKNOWN_SEVERITY: tuple(Choice(s.name, f"severity {s.key}", 42) for s in SEVERITIES),
        Answer.UNTITLED: (Choice("Name it", "title", 42),),
        Answer.TWICE: (Choice("Cancel {key}", "cancel", 42, values=(("key", "INC-42"),)),),
    }
    return tuple(Reply(kind=kind, values=values(text), choices=offers.get(kind, ())) for kind in kinds)


def _rich(text: str) -> Iterator[tuple[Reply, Incident | None]]:
    every = incidents(text)
    for incident in every.values():
        few, many = links(text)[:3], links(text)
        yield (
            Reply(
                kind=Answer.STATE, data=State(incident, CHANNEL, few, recorded.todos(text), recorded.bookmarks(text))
            ),
            incident,
        )
        other = every["new"] if incident.merged_into else None
        yield Reply(kind=Answer.STATE, data=State(incident, None, few, merged_into=other)), incident
        yield Reply(kind=Answer.STATE, data=State(incident, None, few)), incident
        yield Reply(kind=Answer.MORE, data=State(incident, CHANNEL, ())), incident
        briefing = Briefing(incident, CHANNEL, briefings.telling(many), recorded.todos(text), NOON + 90 * MINUTE)
        yield Reply(kind=Answer.CATCHUP, data=briefing), incident
        yield Reply(kind=Answer.STATE, data=State(incident, None, few, thread=MESSAGE)), incident
        yield Reply(kind=Answer.TIMELINE, data=Lines(incident, many, 7)), incident
        yield Reply(kind=Answer.TIMELINE, data=Lines(incident, many, 7, 3, "notes <@UBEA>")), incident
    yield Reply(kind=Answer.TIMELINE, data=Lines(every["new"], (), 0)), every["new"]
    for shown in (tuple(every.values())[:20], ()):
        for only_open in (True, False):
            channels = {incident.key: CHANNEL for incident in shown}
            yield Reply(kind=Answer.LIST, data=Listing(shown, channels, bool(shown), only_open)), None
    yield from recorded.replies(text, every)
    yield from ((told, None) for told in alike.replies(text, every["new"]))
    over = every["resolved with a fix"]
    yield from ((told, over) for told in postmortem.replies(text, over))
    yield from ((told, None) for told in acting.replies(text, over))
    yield from ((told, None) for told in (*following.replies(text), *oncall.replies(text), *knowledge.replies(text)))
    for one in (None, *verbs()):
        yield Reply(kind=Answer.HELP, data=Help(verbs(), one)), None


def verbs() -> tuple[Verb, ...]:
    """Every verb as help shows it."""
    return tuple(
        Verb(verb.name, verb.usage, verb.summary, verb.example, verb.aliases, verb.urgent) for verb in registry.COMMANDS
    )


def values(text: str = PLAIN) -> dict[str, Value]:
    """A value for every name that a sentence of an answer may hold."""
    people = dict.fromkeys(("title", "word", "names", "name", "text", "example", "before", "after", "media"), text)
    return {
        **people,
        "mark": "🟠",
        "key": "INC-42",
        "other": "INC-41",
        "severity": "SEV2",
        "owner": Who(BEA),
        "person": Who(CHEN),
        "since": NOON,
        "at": NOON + MINUTE,
        "due": NOON + MINUTE,
        "lasted": 47 * MINUTE,
        "span": MINUTE,
        "status": Status.RESOLVED,
        "to": Status.MONITORING,
        "allowed": (Status.INVESTIGATING, Status.CLOSED),
        "most": LONGEST_TITLE,
        "number": 3,
        **dict.fromkeys(("shifts", "parts", "todos", "swaps", "articles", "lines", "actions", "drafts"), 2),
        "n": 12,
        "items": f"1. {text}\n2. {text} ({text})",
        "contacts": text,
        "reference": "00c0ffee",
        "verb": "open",
        "hint": "owner me",
        "channel": CHANNEL,
        "link": MESSAGE,
    }


def choices(text: str = PLAIN) -> tuple[Choice, ...]:
    """The ways out that carry people's words: on the label, in what is typed, in both."""
    text = text or PLAIN
    return (
        Choice(f"INC-42 {text}", "ack", 42),
        Choice("SEV1", f"open sev1 {text}"),
        Choice("{verb}", f"note {text}", 42, values=(("verb", text),)),
    )


# Timelines.


def timeline_lines(language: str = "en", text: str = PLAIN) -> list[str]:
    """Every line as it is shown."""
    return [timeline.line(link, voice(language, text), policy(text)) for link in links(text)]


# Forms.


def modals(language: str = "en", text: str = PLAIN) -> Iterator[Exhibit]:
    """Every form, empty and filled, about nothing and about an incident; and what a form turns into."""
    speaking, settings = voice(language, text), policy(text)
    filled = {"title": text, "impact": text, "severity": "own", "status": "identified", "owner": BEA, "team": text[:80]}
    for kind in FormKind:
        for about in (None, IncidentId(42), IncidentId(10**9)):
            for given in ({}, filled):
                view = forms.draw(Form(kind, about, given), speaking, settings, token="0" * 16)
                yield Exhibit(f"form {kind} with {sorted(given)}", Drawn(""), None, view)
    steps = (*(Form(FormKind.SETUP, None, {"step": step}) for step in "123"), Form(FormKind.ME, None, {"ask": "code"}))
    for one in (*steps, *postmortem.forms(text), *acting.forms(text)):
        view = forms.draw(one, speaking, settings, token="0" * 16)
        yield Exhibit(f"form {one.kind} with {sorted(one.values)}", Drawn(""), None, view)
    for told, _ in told_replies(text):
        view = forms.result(answers.draw(told, speaking, settings), speaking)
        yield Exhibit(f"form's result {told.kind}", Drawn(""), None, view)
