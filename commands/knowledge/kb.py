"""`/kb ...`, also `/incident kb ...`: the articles of a team: find, show, write, tag, review, withdraw them."""

import difflib
from collections.abc import Callable, Mapping

from commands.core import Ask, Command
from commands.knowledge import finding, posting, writing
from commands.words import Words
from incidents.decision import Choice, Refused
from incidents.knowledge.articles import numbered
from incidents.knowledge.shown import Way, Ways
from incidents.reply import Answer, Reply
from storage.tx import Tx

Deed = Callable[[Ask, Words, Tx], Reply]
CLOSE = 0.8  # difflib's ratio: "serach" is close to "search", "lost" is not to "list".


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Do what the first word says; a key shows its article, anything else is searched for."""
    if ask.form:
        return writing.take(ask, tx)
    first = said.first.casefold()
    if not first or first in HELP:
        return Reply(kind=Answer.KB_HELP, data=Ways(WAYS))
    if deed := DEEDS.get(first):
        return deed(ask, said.after_first(), tx)
    if numbered(first) is not None:
        return finding.show(ask, said, tx)
    if close := difflib.get_close_matches(first, DEEDS, n=1, cutoff=CLOSE):
        raise _meant(close[0], said)
    return finding.search(ask, said, tx)


def _meant(verb: str, said: Words) -> Refused:
    rest = said.after_first().text
    offers = (
        Choice("{verb}", f"kb {verb} {rest}".strip(), values=(("verb", verb),)),
        Choice("Search for it", f"kb search {said.text}"),
    )
    return Refused(
        "I do not know “{word}”. Did you mean `/kb {verb}`? `/kb help` lists all.",
        word=said.first,
        verb=verb,
        choices=offers,
    )


def _only_shows(said: Words) -> bool:
    """Whether these words record nothing; what is no verb is searched for."""
    return DEEDS.get(said.first.casefold()) not in WRITES


HELP = ("help", "?", "帮助")
SHOW = ("show", "read", "查看")
LIST = ("list", "ls", "列表")
DEEDS: Mapping[str, Deed] = {
    **dict.fromkeys(("search", "find", "搜索"), finding.search),
    **dict.fromkeys(SHOW, finding.show),
    **dict.fromkeys(LIST, finding.list_all),
    **dict.fromkeys(("add", "new", "新增"), writing.add),
    **dict.fromkeys(("keep", "收藏"), writing.keep),
    **dict.fromkeys(("edit", "change", "编辑"), writing.edit),
    **dict.fromkeys(("tag", "tags", "标签"), writing.tag),
    **dict.fromkeys(("reviewed", "review", "复核"), writing.review),
    **dict.fromkeys(("withdraw", "remove", "撤下"), writing.withdraw),
    **dict.fromkeys(("restore", "恢复"), writing.restore),
    **dict.fromkeys(("post", "share", "发布"), posting.post),
}
WRITES = (
    writing.add,
    writing.keep,
    writing.edit,
    writing.tag,
    writing.review,
    writing.withdraw,
    writing.restore,
    posting.post,
)
WAYS = (
    Way(typed="search certificate expired", summary="Find what answers these words"),
    Way(typed="show KB-3", summary="Show one article"),
    Way(typed="list", summary="List the newest; with a tag or a word those that have it"),
    Way(typed="add Disk full on db: delete old logs", summary="Write an article; without a text in a form"),
    Way(typed="edit KB-3", summary="Change it in a form"),
    Way(typed="tag KB-3 +dns -network", summary="Add and remove tags"),
    Way(typed="reviewed KB-3", summary="Say that it was read and is right"),
    Way(typed="post KB-3", summary="Post it into the incident"),
    Way(typed="withdraw KB-3", summary="Take it out of every search; `restore` brings it back"),
)
COMMAND = Command(
    name="kb",
    usage="search words | show KB-3 | add title: text | tag KB-3 +dns -net | list",
    summary="Find what the team knows, and write it down; also as `/kb`",
    example="kb search certificate expired",
    run=run,
    aliases=("knowledge", "知识"),
    shows=_only_shows,
    afterwards=finding.counted,
)
