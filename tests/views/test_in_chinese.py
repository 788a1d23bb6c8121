"""Everything that people read, drawn in Chinese: no English is left but what people typed and what is typed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.slack import VIEWS
from bot.views import answers, cards, forms, timeline
from bot.views.blocks import Drawn
from bot.views.life.turns import TURNS
from bot.views.mishaps import MISHAPS
from bot.views.parts import PARTS
from bot.views.scene import Scene
from bot.views.words import Voice
from incidents.decision import Value
from incidents.life.lifecycle import UNTITLED
from incidents.life.nagging import Question
from incidents.messages import MessageKind
from incidents.model import SYSTEM, Bookmark, ChannelId, EntryKind, Incident, IncidentId, Setting, Status, Todo, Who
from incidents.policy import Policy, Team
from incidents.record.chain import GENESIS, Link
from incidents.reply import Answer, Briefing, Form, FormKind, Lines, Listing, Reply, State, reply
from tests.desk import ANA, BEA, CHEN, NOON, AskAt
from tests.views import actions, alike, escalation, following, knowledge, oncall, postmortem, recorded
from tests.views import people as parts
from tests.views import people_in_chinese as people
from tests.views.typed_in_chinese import ASKED

POLICY = Policy(contacts=("值班电话 110",), teams=(Team(name="支付", members=("UBEA",)),))
LINK = "https://acme.slack.com/archives/C0INC42/p1772452800000100"
POLICY = Policy(contacts=("值班电话 110",))
VOICE = Voice("zh_CN", {ANA: "安娜", BEA: "贝雅", CHEN: "陈伟"}, "Asia/Shanghai")
NOW = NOON + timedelta(days=1, hours=2)
# Slack's own tokens, what is typed, names, codes.
FOREIGN = re.compile(
    r"<[^>]*>|`[^`]*`|INC-\d+|KB-\d+|Markdown|SEV\d|sitrep(?:\.toml)?|Slack|PagerDuty|Gone|https|json|restricted_action"
)
ENGLISH = re.compile(r"[A-Za-z]{4,}")

NEW = Incident(
    id=IncidentId(1),
    title="支付失败",
    severity="sev2",
    reporter=ANA,
    opened_at=NOON,
    update_due_at=NOW + timedelta(minutes=5),
)
TAKEN = replace(
    NEW,
    owner=BEA,
    acknowledged_at=NOON,
    acknowledged_by=BEA,
    service="支付",
    status=Status.MONITORING,
    mitigated_at=NOW,
    impact="欧洲支付失败",
    summary="回滚中",
    next_step="观察",
    updates=3,
    updated_at=NOON,
)
OVER = replace(TAKEN, status=Status.RESOLVED, resolved_at=NOW, update_due_at=None, fix="已回滚")
INCIDENTS = {
    "just opened": NEW,
    "without a title": replace(NEW, title=UNTITLED, named=False),
    "of a severity that is gone": replace(NEW, severity="s9"),
    "given, not acknowledged": replace(NEW, owner=BEA),
    "taken": TAKEN,
    "late": replace(TAKEN, update_due_at=NOW - timedelta(minutes=5)),
    "a test": replace(NEW, test=True, update_due_at=None),
    "private": replace(TAKEN, private=True),
    "asked for, not acknowledged": replace(NEW, pages=people.PAGES),
    "asked for": replace(TAKEN, pages=people.PAGES),
    "handed over": replace(TAKEN, pages=people.PAGES, comms=CHEN, scribe=ANA, handing_to=ANA),
    "handed over, nothing said": replace(NEW, owner=BEA, pages=people.PAGES, handing_to=ANA),
    "resolved": OVER,
    "cancelled": replace(NEW, status=Status.CANCELLED, update_due_at=None),
    "closed": replace(OVER, status=Status.CLOSED),
    "merged": replace(NEW, status=Status.MERGED, merged_into=IncidentId(2)),
    "in a thread": replace(TAKEN, setting=Setting.THREAD),
    "from a message": replace(NEW, origin="message:https://1.2.3.4/#INC-1"),
}

DONE = {"person": ANA, "owner": BEA, "former": CHEN, "at": NOON.isoformat(), "since": NOON.isoformat()}
STATUSES = {"from": "identified", "to": "monitoring"}
GRADES = {"from": "sev3", "to": "sev1"}
OTHER = {"act": "severity", "other": "INC-2", "title": "支付失败", "todos": "2"}
UPDATE = {
    **DONE,
    **STATUSES,
    "number": "3",
    "what": "回滚中",
    "impact": "部分用户",
    "next": "观察",
    "due": NOW.isoformat(),
}
SAID: dict[MessageKind, list[dict[str, str]]] = {
    MessageKind.UPDATE: [UPDATE, {**DONE, "number": "4", "unchanged": "yes"}],
    MessageKind.DUTY: [{"person": BEA}, {"person": CHEN}],
    MessageKind.SETTLED: [{"person": BEA}, {"person": CHEN}],
    MessageKind.TODO: recorded.told(""),
    MessageKind.TODO_SETTLED: recorded.told(""),
    MessageKind.TURN: [
        *({**DONE, **OTHER, "turn": turn, **(STATUSES if turn == "status" else GRADES)} for turn in TURNS),
        {**DONE, "turn": "undone", "act": "owner", "from": "", "to": BEA},
        {**DONE, "turn": "undone", "act": "status", **STATUSES},
        {"turn": "acknowledged", "person": BEA, "owner": BEA},
        {"turn": "owner", "person": BEA, "owner": BEA},
        {**DONE, "turn": "resolved", "fix": "已回滚"},
        {**DONE, "turn": "resolved", "fix": "", "itself": "yes"},
        {**DONE, "turn": "status", **STATUSES, "why": "误报"},
        {**DONE, "turn": "reopened", "why": "又出现了"},
    ],
    MessageKind.MOVED: [{"to": to, "code": "restricted_action"} for to in ("own", "thread")],
    MessageKind.MISHAP: [
        {"mishap": mishap, "code": "restricted_action", "what": part, "person": CHEN, "room": "C1"}
        for mishap, part in [*((mishap, "pin") for mishap in MISHAPS), *(("failed", part) for part in PARTS)]
    ],
}
SAID[MessageKind.QUESTION] = [{"question": asked.value, "person": BEA, "since": NOON.isoformat()} for asked in Question]
SAID |= people.SAID
SAID[MessageKind.GATHERED] = [
    {"person": BEA, "taken": "3", "known": "2", "from": NOON.isoformat(), "to": NOW.isoformat(), "more": "yes"},
    {"person": BEA, "taken": "0", "known": "0"},
]
SAID[MessageKind.ABROAD] = SAID[MessageKind.TURN]
SAID[MessageKind.FOLLOW] = following.events("支付", SAID[MessageKind.TURN], SAID[MessageKind.UPDATE])
SAID |= {kind: [said] for kind, said in following.OF_MANY.items()}
SAID |= {kind: list(sayings("支付")) for kind, sayings in oncall.OF_NONE.items()}
SAID |= {kind: made("支付") for kind, made in (*knowledge.VALUES.items(), *knowledge.OF_NONE.items())}
SAID |= {kind: made("支付") for kind, made in postmortem.VALUES.items()}
SAID[MessageKind.ESCALATION] = [
    {**said, "targets": said["targets"].replace("payments", "支付"), "code": "restricted_action"}
    for said in escalation.turns("支付")
]

LINES: list[tuple[EntryKind, Mapping[str, str]]] = [
    (EntryKind.OPENED, {"severity": "sev2", "title": "支付失败"}),
    (EntryKind.OPENED, {"severity": "sev2", "title": UNTITLED}),
    (EntryKind.NAMED, {"field": "title", "from": UNTITLED, "to": "支付失败"}),
    (EntryKind.ACKNOWLEDGED, {"owner": BEA}),
    (EntryKind.OWNER, {"to": BEA, "from": ""}),
    (EntryKind.SEVERITY, GRADES),
    (EntryKind.STATUS, STATUSES),
    (EntryKind.UPDATE, UPDATE),
    (EntryKind.UPDATE, {"number": "4", "unchanged": "yes"}),
    (EntryKind.NOTE, {"text": "已切换"}),
    (EntryKind.RESOLVED, {"fix": "已回滚"}),
    (EntryKind.RESOLVED, {"fix": ""}),
    (EntryKind.RESOLVED, {"fix": "", "itself": "yes"}),
    (EntryKind.STATUS, {**STATUSES, "why": "误报"}),
    (EntryKind.REOPENED, {"why": "又出现了", "fix": ""}),
    (EntryKind.REOPENED, {"why": "", "fix": ""}),
    (EntryKind.CORRECTED, {"field": "severity", **GRADES}),
    (EntryKind.CORRECTED, {"field": "title", "from": UNTITLED, "to": "支付失败"}),
    (EntryKind.UNDONE, {"act": "severity", **GRADES}),
    (EntryKind.UNDONE, {"act": "owner", "from": "", "to": BEA}),
    (EntryKind.MERGED, {"into": "INC-2", "title": "支付失败", "todos": "2"}),
    (EntryKind.ABSORBED, {"from": "INC-2", "title": UNTITLED, "todos": "2"}),
    (EntryKind.UPDATE, {"number": "5", "what": "回滚中", "graded_from": "sev3", "graded_to": "sev1"}),
    (EntryKind.NOBODY, {"minutes": "5"}),
    (EntryKind.EXPIRED, {}),
    (EntryKind.MENDED, {"parts": "archived outside card pin topic purpose people"}),
    (EntryKind.IMPORTED, {"origin": "旧系统-7"}),
    (EntryKind.IMPORTED, {"origin": "旧系统-7", "reporter": "王芳"}),
    *people.LINES,
    (EntryKind.MOVED, {"to": "own"}),
    (EntryKind.MOVED, {"to": "own", "code": "restricted_action"}),
    (EntryKind.MOVED, {"to": "thread", "code": "restricted_action"}),
    (EntryKind.NOTE, {"text": "已切换", "author": BEA, "link": "https://1.2.3.4/"}),
    (EntryKind.MESSAGE, {"text": "支付返回 502", "edited": "1", "permalink": LINK, "files": LINK}),
    (EntryKind.EDITED, {"text": "支付返回 503", "ts": "1772452800.000100", "permalink": LINK}),
    (EntryKind.DELETED, {"ts": "1772452800.000100"}),
    (EntryKind.MISHAP, {"what": "intro", "code": "restricted_action"}),
    *recorded.lines("回滚"),
    *((EntryKind.ARTICLE, said) for said in knowledge.lines("支付")),
    *((EntryKind.STEP, said) for said in knowledge.steps("支付")),
    *((EntryKind.ACTION, dict(said)) for said in actions.lines("支付失败")),
    *((EntryKind.POSTMORTEM, {"act": act}) for act in ("review", "approved", "published")),
    (EntryKind.POSTMORTEM, {"act": "collected", "part": "learnings", "line": "7"}),
    *((EntryKind.POSTMORTEM, {"act": "saw", "question": name, "text": "x"}) for name in ("seen", "helped", "hard")),
    (EntryKind.THANKS, {"to": BEA, "text": "x"}),
    (EntryKind.STILL, {}),
    (EntryKind.GONE, {"who": BEA}),
    (EntryKind.ARCHIVED, {}),
    *((EntryKind.ESCALATED, said) for said in escalation.lines("支付")),
    *alike.lines(),
]


BY_ITSELF = (EntryKind.NOBODY, EntryKind.EXPIRED, EntryKind.MISHAP, EntryKind.GONE, EntryKind.ARCHIVED)


def link(kind: EntryKind, body: Mapping[str, str] | None) -> Link:
    """A recorded line."""
    actor = SYSTEM if kind in BY_ITSELF else ANA
    return Link(1, 1, NOON, NOON, actor, kind.value, body, "salt", "digest", GENESIS, "seal")


BRIEF = following.brief("支付", tuple(INCIDENTS.values()), {1: tuple(link(kind, body) for kind, body in LINES)})
VALUES: dict[str, Value] = {
    "mark": "🟠",
    "key": "INC-1",
    "other": "INC-2",
    "severity": "SEV2",
    "title": "支付失败",
    "word": "支付",
    "names": "@小明",
    "most": 200,
    "owner": Who(BEA),
    "person": Who(BEA),
    "name": "支付",
    "since": NOON,
    "at": NOW,
    "due": NOW,
    "status": Status.RESOLVED,
    "lasted": NOW - NOON,
    "to": Status.MONITORING,
    "span": timedelta(seconds=30),
    "number": 3,
    **dict.fromkeys(("shifts", "parts", "todos", "swaps", "articles", "lines", "actions", "drafts"), 2),
    "n": 2,
    "before": "SEV2",
    "after": Status.RESOLVED,
    "items": "1. 通知客服\n2. 回滚",
    "channel": "C1",
    "link": "https://1.2.3.4/",
    "text": "支付失败",
    "contacts": "值班电话 110",
    "reference": "a1b2c3",
    "nature": "",
    "verb": "ack",
    "media": "slack sms",
}
REFUSAL: dict[str, Value] = {
    "sentence": "{key} is open already: {status}.",
    "key": "INC-1",
    "status": Status.MONITORING,
}
RICH = {Answer.STATE, Answer.MORE, Answer.CATCHUP, Answer.LIST, Answer.TIMELINE, Answer.HELP, Answer.FORM}
RICH |= {Answer.TODOS, Answer.LINKS}
OWN_DATA = {Answer.REFUSED, Answer.ROLE, *following.ANSWERS, *alike.ANSWERS, *knowledge.ANSWERS}
REPLIES = {
    **{kind.value: Reply(kind=kind, values=VALUES) for kind in Answer if kind not in {*RICH, *OWN_DATA}},
    "refused": Reply(kind=Answer.REFUSED, values=REFUSAL),
    "opened without a title": Reply(kind=Answer.OPENED, values={**VALUES, "title": ""}),
    "opened as a test": Reply(kind=Answer.OPENED, values={**VALUES, "nature": "test"}),
    "opened here": Reply(kind=Answer.OPENED, values={**VALUES, "way": "here", "nature": "private"}),
    "opened in a thread": Reply(kind=Answer.OPENED, values={**VALUES, "way": "thread"}),
    "threaded": reply(Answer.THREADED, key="INC-1", link=""),
    "opened in private": Reply(kind=Answer.OPENED, values={**VALUES, "nature": "private"}),
    "undone to nobody": reply(Answer.UNDONE, key="INC-1", before="", after=Who(BEA)),
    "updated, nothing due": reply(Answer.UPDATED, key="INC-1", number=3),
    "joined before there is a channel": reply(Answer.JOINED, key="INC-1", channel=""),
    "no verb at all": reply(Answer.UNKNOWN_VERB, word="支付", title="支付失败"),
    **{f"about following {at}": told for at, told in enumerate(following.replies("支付"))},
    **{f"alike {at}": told for at, told in enumerate(alike.replies("支付", TAKEN))},
    **{f"part {at}": told for at, told in enumerate(parts.answers(VALUES))},
    **{f"about articles {at}": told for at, told in enumerate(knowledge.replies("支付"))},
    "nobody to call": reply(Answer.NOT_RECORDED, text="支付失败", contacts=""),
}
FILLED = {"title": "支付失败", "severity": "sev2", "status": "identified", "impact": "部分用户", "owner": str(BEA)}
LISTS = [
    Listing(tuple(INCIDENTS.values()), {"INC-1": ChannelId("C1")}, more=True, only_open=True),
    Listing((TAKEN,), {}, more=False, only_open=False),
    Listing((), {}, more=False, only_open=True),
    Listing((), {}, more=False, only_open=False),
]


@pytest.mark.parametrize("kind", VIEWS)
@pytest.mark.parametrize("incident", INCIDENTS.values(), ids=INCIDENTS)
def test_no_english_is_in_a_message(kind: MessageKind, incident: Incident) -> None:
    told = [said for said in SAID.get(kind, [DONE]) if "page" not in said or incident.pages]
    messages = [VIEWS[kind](scene(incident, said)) for said in told]

    assert english(*messages) == set()


@pytest.mark.parametrize("incident", INCIDENTS.values(), ids=INCIDENTS)
def test_no_english_is_in_topic_and_purpose(incident: Incident) -> None:
    assert english(cards.topic(scene(incident, {})), cards.purpose(scene(incident, {}))) == set()


@pytest.mark.parametrize("incident", INCIDENTS.values(), ids=INCIDENTS)
def test_no_english_is_in_state_and_timeline(incident: Incident) -> None:
    links = (*(link(kind, body) for kind, body in LINES), link(EntryKind.NOTE, None))
    state = Reply(kind=Answer.STATE, data=State(incident, ChannelId("C1"), links))
    more = Reply(kind=Answer.MORE, data=State(incident, ChannelId("C1"), ()))
    todo = Todo(number=1, text="通知客服", added_by=ANA, added_at=NOON, owner=BEA)
    address = Bookmark(number=1, title="监控", address="//1.2.3.4/", added_by=ANA, added_at=NOON)
    kept = ((todo,) * 12, (address,) * 12)
    state = Reply(kind=Answer.STATE, data=State(incident, ChannelId("C1"), links, *kept))

    todo = Todo(number=1, text="回滚", added_by=ANA, added_at=NOON)
    late = Reply(kind=Answer.CATCHUP, data=Briefing(incident, ChannelId("C1"), links, (todo,), NOW))

    assert english(*(answers.draw(told, VOICE, POLICY) for told in (state, more, late))) == set()
    assert english(timeline.draw(Lines(incident, links, 9), VOICE, POLICY)) == set()


def test_every_kind_of_line_is_drawn_here() -> None:
    assert {kind for kind, _ in LINES} == set(EntryKind)


@pytest.mark.parametrize("listing", LISTS)
def test_no_english_is_in_a_list(listing: Listing) -> None:
    assert english(answers.draw(Reply(kind=Answer.LIST, data=listing), VOICE, POLICY)) == set()


@pytest.mark.parametrize("told", REPLIES.values(), ids=REPLIES)
def test_no_english_is_in_an_answer(told: Reply) -> None:
    assert english(answers.draw(told, VOICE, POLICY)) == set()


@pytest.mark.parametrize("name", ["refused", "not_recorded", "nobody to call", "unsure", "failed"])
def test_no_english_is_in_what_went_wrong_in_a_form(name: str) -> None:
    assert english(answers.plain(REPLIES[name], VOICE)) == set()


@pytest.mark.parametrize("kind", FormKind)
@pytest.mark.parametrize("about", [IncidentId(12345), None])
def test_no_english_is_in_a_form(kind: FormKind, about: IncidentId | None) -> None:
    view = forms.draw(Form(kind, about, FILLED), VOICE, POLICY, token="t")

    assert english(view, forms.result(Drawn(""), VOICE)) == set()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("kind", FormKind)
def test_a_title_of_a_form_fits_whole(kind: FormKind, language: str) -> None:
    view = forms.draw(Form(kind, IncidentId(12345), {}), Voice(language), POLICY, token="t")

    assert "…" not in view["title"]["text"] + view["submit"]["text"]


def test_every_part_has_a_name() -> None:
    assert set(PARTS) == set(MessageKind)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_no_english_answers_one_who_asks_in_chinese(ask: AskAt) -> None:
    told = [await ask(CHEN, words) for words in ASKED]

    left = {words: english(shown(one)) for words, one in zip(ASKED, told, strict=True)}
    assert {words: found for words, found in left.items() if found} == {}
    assert {one.kind for one in told} >= RICH


def scene(incident: Incident, said: Mapping[str, str]) -> Scene:
    """What a message about this incident is drawn from."""
    return Scene(
        about=incident,
        policy=POLICY,
        voice=VOICE,
        now=NOW,
        channel=ChannelId("C1"),
        said=said,
        guide=knowledge.guide("支付"),
        todos=recorded.todos("回滚"),
        bookmarks=recorded.bookmarks("看板"),
    )
    return Scene(about=incident, policy=POLICY, voice=VOICE, now=NOW, channel=ChannelId("C1"), said=said, brief=BRIEF)


def shown(told: Reply) -> object:
    """An answer or a form as it is drawn."""
    return forms.draw(told.form, VOICE, POLICY, token="t") if told.form else answers.draw(told, VOICE, POLICY)


def english(*drawn: object) -> set[str]:
    """The English words that a reader sees."""
    return {word for one in drawn for text in texts(one) for word in ENGLISH.findall(FOREIGN.sub(" ", text))}


def texts(drawn: object) -> Iterator[str]:
    """Every text in blocks, views and messages."""
    match drawn:
        case str():
            yield drawn
        case Drawn(text, blocks):
            yield text
            yield from texts(blocks)
        case {"text": str(text)}:
            yield text
        case dict():
            yield from (text for value in drawn.values() if not isinstance(value, str) for text in texts(value))
        case list() | tuple():
            yield from (text for value in drawn for text in texts(value))
