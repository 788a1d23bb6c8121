"""Articles for the gallery, with one text in every place where people's words can stand."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from incidents.knowledge.articles import Article, Kind, Label, Matching, Page
from incidents.messages import MessageKind
from incidents.reply import Answer, Labels, Reply, Shown
from tests.desk import ANA, NOON

ANSWERS = {Answer.ARTICLE, Answer.ARTICLES, Answer.KB_HELP}
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
        "kb serach x",
    ),
    *("kb tag KB-1 +dns", "kb tag KB-1 -dns", "kb tag KB-1", "kb tag KB-1 [x]", "kb reviewed KB-1", "kb withdraw KB-1"),
    *("kb restore KB-1", "kb edit KB-1", "kb post KB-1 INC-1", "kb 日志", "kb show"),
)


def articles(text: str) -> tuple[Article, ...]:
    """Of every kind and origin, one of them with more text than a message holds."""
    title = " ".join(text.split())[:200] or "DNS"
    body = f"# {text}\n- [ ] {text}\n- [x] **{text}**\n* {text}\n[{text}](https://a.example/{text})\n```\n{text}\n```\n{text}"
    page = Page(title=title, body=body, tags=("dns",), owner=ANA, reviewed_at=NOON, review_every=timedelta(days=90))
    plain = Article(number=3, page=page, added_by=ANA, added_at=NOON, changed_at=NOON)
    runbook = Page(
        title=title, body=body * 12, kind=Kind.RUNBOOK, owner=f"{text[:20]}@x", matching=Matching(services=(text,))
    )
    return (
        plain,
        Article(number=4, page=runbook, added_by=ANA, added_at=NOON, changed_at=NOON, source=f"file:{text}.md"),
        Article(number=5, page=page, added_by=ANA, added_at=NOON, changed_at=NOON, source="https://a.example/x"),
        Article(number=6, page=page, added_by=ANA, added_at=NOON, changed_at=NOON, withdrawn_at=NOON),
    )


def replies(text: str) -> Iterator[Reply]:
    """What shows and lists them, in an incident and elsewhere, full and empty."""
    for article in articles(text):
        for incident in (0, 42):
            for page in (1, 2, 99):
                yield Reply(kind=Answer.ARTICLE, data=Shown(article, page, incident))
    labels = tuple(
        Label(n, text, kind, (text[:20], "dns")) for n, kind in enumerate((*Kind, *Kind, *Kind, *Kind), start=1)
    )
    for found in (labels, ()):
        for words in ("", text):
            yield Reply(kind=Answer.ARTICLES, data=Labels(found, words, len(found) * 2, 42))
    yield Reply(kind=Answer.ARTICLES, data=Labels(labels, text, len(labels)))
    said = tuple(Label(n, text, Kind.ARTICLE, (), line=text[:160]) for n in range(1, 6))
    yield Reply(kind=Answer.ARTICLES, data=Labels(said, text, 5, 42, best=True))
    yield Reply(kind=Answer.KB_HELP)


def posted(text: str) -> list[dict[str, str]]:
    """An article posted into an incident, whole and cut."""
    said = {"article": "KB-3", "title": text, "body": articles(text)[1].page.body[:2500], "person": ANA}
    return [{**said, "more": more} for more in ("-7", "1200")]


def told(text: str) -> list[dict[str, str]]:
    """What owners are told by DM."""
    sentence = "Line {line}: I do not know “{key}”. Did you mean {meant}?"
    one = {"path0": text, "sentence0": sentence, "value0.line": "3", "value0.key": text, "value0.meant": "tags"}
    more = {"path1": text, "sentence1": "An article has {most} tags at most.", "value1.line": "3", "value1.most": "20"}
    bad = {"knowledge": "bad_files", "person": ANA}
    return [{**bad, **one, "n": "1"}, {**bad, **one, **more, "n": "12"}]


VALUES = {MessageKind.ARTICLE: posted}
OF_NONE = {MessageKind.KNOWLEDGE: told}


def lines(text: str) -> list[Mapping[str, str]]:
    """How a line tells of one."""
    return [{"act": "posted", "article": "KB-3", "title": text}]
