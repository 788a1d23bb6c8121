"""`/incident action`: what is changed after an incident, by whom and by when, and what became of it."""

from collections.abc import Callable, Mapping

from commands import words
from commands.actions import adding, changes, finding
from commands.actions.finding import CHOSEN
from commands.core import Ask, Bare, Command, subject
from commands.words import Words
from incidents.actions.shown import Choose
from incidents.decision import Choice, Refused
from incidents.reply import Reply
from storage.tx import Tx

ADD = ("add", "new", "添加")
LIST = ("list", "ls", "列出")
SHOW = ("show", "查看")
Act = Callable[[Ask, Words, Tx], Reply]
CHANGES: Mapping[str, Act] = {
    **dict.fromkeys(("done", "finish", "finished", "fixed", "完成"), changes.done),
    **dict.fromkeys(("drop", "cancel", "remove", "放弃"), changes.drop),
    **dict.fromkeys(("assign", "owner", "give", "指派"), changes.assign),
    **dict.fromkeys(("due", "by", "截止"), changes.due),
    **dict.fromkeys(("priority", "prio", "优先级"), changes.weigh),
    **dict.fromkeys(("kind", "type", "类型"), changes.aim),
    **dict.fromkeys(("link", "ticket", "链接"), changes.link),
    **dict.fromkeys(("edit", "reword", "修改"), changes.edit),
    **dict.fromkeys(("later", "snooze", "稍后"), changes.later),
}
OFFERED = ("add", "list", "done", "drop", "assign", "due", "priority", "kind", "link", "edit", "later")


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Add one, list them, or do with one what the first word says."""
    if ask.form:
        return changes.take(ask, tx) if ask.form.get("which") else adding.take(ask, tx)
    first = said.first.casefold()
    if first in CHANGES:
        return CHANGES[first](ask, said.after_first(), tx)
    if first in ADD:
        return adding.add(ask, said.after_first(), tx)
    if (listed := _listed(ask, said, tx)) is not None:
        return listed
    return _of_one(ask, said, tx)


def _listed(ask: Ask, said: Words, tx: Tx) -> Reply | None:
    """A list over all incidents, or one action item by its number; None where it is about an incident."""
    left = said.after_first() if said.first.casefold() in LIST else said
    if choose := CHOSEN.get(left.first.casefold()):
        return finding.chosen(ask, choose, left.after_first(), tx)
    if said.first.casefold() in SHOW or words.number(said.first) is not None:
        about, _ = finding.numbered(ask, said.after_first() if said.first.casefold() in SHOW else said, tx, "show")
        return finding.sheet(about, tx)
    is_bare = not left.tokens or left.first.casefold() in finding.PAGES
    if is_bare and ask.about is None and ask.channel is None:
        return finding.chosen(ask, Choose.MINE, left, tx)
    return None


def _of_one(ask: Ask, said: Words, tx: Tx) -> Reply:
    """What is asked of one incident's: `INC-1`, `list INC-1`, `INC-1 add ...`."""
    left = said.after_first() if said.first.casefold() in LIST else said
    incident, left = subject(ask, left, tx, bare=Bare.NEVER, only_open=False)
    first = left.first.casefold()
    if first in CHANGES:
        return CHANGES[first](ask, left.after_first(), tx)
    if first in ADD:
        return adding.into(ask, incident, left.after_first(), tx)
    if first in ("", *LIST, *finding.PAGES):
        return finding.of_incident(incident, left.after_first() if first in LIST else left, tx)
    raise Refused(
        "I do not know “{word}”. An action item can be: {verbs}.",
        word=left.first,
        verbs=", ".join(f"`{one}`" for one in OFFERED),
        choices=(Choice("Add it", f"action add {left.text}", incident.id),),
    )


def _only_shows(said: Words) -> bool:
    named = words.reference(said.first) is not None
    left = said.after_first() if named else said
    return left.first.casefold() in ("", *LIST, *SHOW, *CHOSEN, *finding.PAGES) or words.number(left.first) is not None


COMMAND = Command(
    name="action",
    usage='add @person by friday "words" | list mine | done 7 | drop 7 why | 7',
    summary="What follows from an incident: who changes what, by when; alone, list it",
    example="action add alert on the queue by friday",
    run=run,
    aliases=("actions", "followup", "改进"),
    shows=_only_shows,
)
