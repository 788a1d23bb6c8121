"""Articles for the gallery, with one text in every place where people's words can stand."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from incidents.checklist import Checklist, Guide, Item, Launch, Offer, Step, StepState
from incidents.knowledge.articles import Article, Kind, Label, Matching, Page
from incidents.knowledge.freshness import Change, Stale
from incidents.knowledge.shown import Labels, Progress, Shown, Way, Ways
from incidents.messages import MessageKind
from incidents.model import Incident, IncidentId
from incidents.reply import Answer, Reply
from tests.desk import ANA, NOON

ANSWERS = {Answer.ARTICLE, Answer.ARTICLES, Answer.KB_HELP, Answer.RUNBOOKS}
MINUTE = timedelta(minutes=1)
# What one who reads Chinese may type about them, right and wrong.
ASKED = (
    *(
        "kb",
        "kb add 磁盘满: 删除旧日志",
        "kb add",
        "kb KB-1",
        "kb show 9",
        "kb list",
        "kb list 没有",
        "kb search",
        "kb ad 支付",
    ),
    *("kb tag KB-1 +dns", "kb tag KB-1 -dns", "kb tag KB-1", "kb tag KB-1 [x]", "kb reviewed KB-1", "kb withdraw KB-1"),
    *("kb restore KB-1", "kb edit KB-1", "kb post KB-1 INC-1", "kb 日志", "kb show"),
    *(
        "kb add 支付失败: - [ ] 看板\n- [ ] 回滚\n- [ ] 确认",
        "runbook INC-1",
        "runbook INC-1 KB-2",
        "runbook INC-1 KB-2",
    ),
    *(
        "runbook INC-1 done 1",
        "runbook INC-1 done 1",
        "runbook INC-1 skip 2 没用",
        "runbook INC-1 wrong 3",
        "runbook INC-1",
    ),
    *(
        "runbook INC-1 open 1",
        "runbook INC-1 open 1",
        "runbook INC-1 done 9",
        "runbook INC-1 done",
        "runbook INC-1 KB-1",
    ),
    *("runbook INC-1 KB-9",),
)


def articles(text: str) -> tuple[Article, ...]:
    """Of every kind and origin, one of them with more text than a message holds."""
    title = " ".join(text.split())[:200] or "DNS"
    body = f"# {text}\n- [ ] {text}\n- [x] **{text}**\n* {text}\n[{text}](https://links.example/{text})\n```\n{text}\n```\n{text}"
    page = Page(title=title, body=body, tags=("dns",), owner=ANA, reviewed_at=NOON, review_every=timedelta(days=90))
    plain = Article(number=3, page=page, added_by=ANA, added_at=NOON, changed_at=NOON)
    runbook = Page(
        title=title, body=body * 12, kind=Kind.RUNBOOK, owner=f"{text[:20]}@x", matching=Matching(services=(text,))
    )
    return (
        plain,
        Article(number=4, page=runbook, added_by=ANA, added_at=NOON, changed_at=NOON, source=f"file:{text}.md"),
        Article(number=5, page=page, added_by=ANA, added_at=NOON, changed_at=NOON, source="https://links.example/x"),
        Article(number=6, page=page, added_by=ANA, added_at=NOON, changed_at=NOON, withdrawn_at=NOON),
    )


def replies(text: str) -> Iterator[Reply]:
    """What shows and lists them, in an incident and elsewhere, full and empty."""
    for article in articles(text):
        for incident in (0, 42):
            for page in (1, 2, 99):
                yield Reply(kind=Answer.ARTICLE, data=Shown(article, page, incident))
        for stale in (Stale(article), Stale(article, Change(text, NOON))):
            yield Reply(kind=Answer.ARTICLE, data=Shown(article, 1, 42, NOON, NOON, stale))
    labels = tuple(
        Label(n, text, kind, (text[:20], "dns")) for n, kind in enumerate((*Kind, *Kind, *Kind, *Kind), start=1)
    )
    for found in (labels, ()):
        for words in ("", text):
            yield Reply(kind=Answer.ARTICLES, data=Labels(found, words, len(found) * 2, 42))
    yield Reply(kind=Answer.ARTICLES, data=Labels(labels, text, len(labels)))
    said = tuple(Label(n, text, Kind.ARTICLE, (), line=text[:160]) for n in range(1, 6))
    yield Reply(kind=Answer.ARTICLES, data=Labels(said, text, 5, 42, best=True))
    about = Incident(id=IncidentId(42), title=text[:200], severity="sev2", reporter=ANA, opened_at=NOON)
    offers = tuple(Offer(number=n, title=text, steps=n) for n in range(1, 6))
    yield Reply(kind=Answer.RUNBOOKS, data=Progress(about, (checklist(text), checklist(text, ended=True)), offers))
    yield Reply(kind=Answer.RUNBOOKS, data=Progress(about, (), ()))
    yield Reply(kind=Answer.KB_HELP, data=Ways((Way(typed="list", summary="Show one article"),)))


def posted(text: str) -> list[dict[str, str]]:
    """An article posted into an incident, whole and cut."""
    said = {"article": "KB-3", "title": text, "body": articles(text)[1].page.body[:2500], "person": ANA}
    return [{**said, "more": more} for more in ("-7", "1200")]


def told(text: str) -> list[dict[str, str]]:
    """What owners are told by DM."""
    sentence = "Line {line}: I do not know “{key}”. Did you mean {meant}?"
    one = {"path0": text, "sentence0": sentence, "value0.line": "3", "value0.key": text, "value0.meant": text}
    more = {"path1": text, "sentence1": "An article has {most} tags at most.", "value1.line": "3", "value1.most": "20"}
    bad = {"knowledge": "bad_files", "person": ANA}
    mend = {"knowledge": "mend", "person": ANA, "article": "KB-4", "title": text, "step0": "3", "text0": text[:200]}
    flaws = [{**mend, "state0": "skipped"}, {**mend, "state0": "wrong", "why0": text[:200], "incident": "INC-1"}]
    due = {"knowledge": "review", "person": ANA, "n": "1", "article0": "KB-3", "title0": text[:150]}
    both = {**due, "n": "2", "article1": "KB-4", "title1": text[:150], "service1": text[:150]}
    missed = {"knowledge": "unfound", "person": ANA, "n": "1", "words0": text[:150], "times0": "3"}
    shut = {"knowledge": "no_binder", "person": ANA, "folder": text, "why": text[:200]}
    return [{**bad, **one, "n": "1"}, {**bad, **one, **more, "n": "12"}, *flaws, due, both, missed, shut]


def checklist(text: str, *, ended: bool = False) -> Checklist:
    """A step in every state, a question and a long one whose turn it is."""
    said = " ".join(text.split())[:300] or "Look"
    question = Step(
        number=6, text=said, detail=text[:900], role=text[:40], within=MINUTE, answers=((said[:200], ""), ("no", ""))
    )
    states = [state for state in StepState if state is not StepState.OPEN]
    settled = [
        Item(step=Step(number=n, text=said), state=state, by=ANA, at=NOON, answer=text[:30], why=text[:500])
        for n, state in enumerate(states, start=1)
    ]
    later = [Item(step=Step(number=n, text=said, role=text[:40])) for n in range(7, 41)]
    launch = Launch(attempt=1, runner=text[:30], asked_by=ANA)
    items = settled if ended else [*settled, Item(step=question, begun_at=NOON, launch=launch), *later]
    return Checklist(
        number=1,
        article=4,
        title=said[:200],
        items=tuple(items),
        started_by=ANA,
        started_at=NOON,
        ended_at=NOON if ended else None,
    )


def guide(text: str) -> Guide:
    """A runbook that fits, one under way, and the one that a message is about, with a step that was run."""
    offer = Offer(number=4, title=text, steps=7, reviewed_at=NOON - timedelta(days=12))
    return Guide(offer=offer, running=(checklist(text),), checklist=checklist(text))


def late(text: str) -> list[dict[str, str]]:
    """A step that takes too long, with somebody who leads and without."""
    said = {"checklist": "1", "step": "3", "text": text, "name": "KB-4", "since": NOON.isoformat()}
    return [{**said, "owner": ANA}, {**said, "owner": ""}]


def ran(text: str) -> list[dict[str, str]]:
    """A run that waits for a second person, and everything that can come of one."""
    said = {"checklist": "1", "step": "3", "attempt": "1", "runner": text[:30], "person": ANA, "text": text}
    turns = ("asked", "taken", "failed", "unsure", "expired")
    return [{**said, "name": "KB-4", "turn": turn, "output": f"{text}\n{text}"} for turn in turns]


VALUES = {
    MessageKind.ARTICLE: posted,
    MessageKind.CHECKLIST: lambda _: [{"checklist": "1"}],
    MessageKind.CHECKLIST_DRAWN: lambda _: [{"checklist": "1"}],
    MessageKind.STEP_LATE: late,
    MessageKind.RUN_TOLD: ran,
}
OF_NONE = {MessageKind.KNOWLEDGE: told}


def of_none(text: str) -> list[tuple[MessageKind, dict[str, str]]]:
    """Every message about no incident, with its values."""
    return [(kind, values) for kind, made in OF_NONE.items() for values in made(text)]


def lines(text: str) -> list[Mapping[str, str]]:
    """How a line tells of one."""
    return [{"act": "posted", "article": "KB-3", "title": text}]


def steps(text: str) -> list[Mapping[str, str]]:
    """How lines tell of a runbook."""
    said = {"article": "KB-4", "step": "3", "text": text}
    acts = (
        "done",
        "skipped",
        "wrong",
        "reopened",
        "late",
        "asked",
        "sent",
        "refused",
        "taken",
        "failed",
        "unsure",
        "expired",
    )
    begun = [{"act": act, "article": "KB-4", "title": text} for act in ("started", "ended")]
    return [
        *begun,
        *({**said, "act": act, "answer": text, "why": text, "runner": text[:30], "output": text} for act in acts),
    ]
