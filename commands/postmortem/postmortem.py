"""`/incident postmortem`: what an incident taught, from its draft to the article that it becomes."""

from collections.abc import Callable, Mapping

from commands import words
from commands.core import Ask, Bare, Command, subject
from commands.postmortem import contributors, moving, showing, writing
from commands.words import Words
from incidents.decision import Choice, Refused
from incidents.model import Incident
from incidents.postmortem.shown import Sheet
from incidents.reply import Reply
from storage.tx import Tx

SHOW = ("", "show", "查看")
DRAFT = ("draft", "起草")
EDIT = ("edit", "fill", "填写")
EXPORT = ("export", "download", "file", "导出")
ASSIGN = ("assign", "owner", "指派")
DUE = ("due", "截止")
REVIEW = ("review", "评审")
APPROVE = ("approve", "批准")
PUBLISH = ("publish", "发布")
BLAMELESS = ("show-as", "as", "显示")
AGENDA = ("agenda", "meeting", "议程")
SUMMARY = ("summary", "brief", "摘要")
SAW = ("saw", "见闻")
Act = Callable[[Ask, Incident, Words, Tx], Reply]
ACTS: Mapping[str, Act] = {
    **dict.fromkeys(SHOW, lambda ask, incident, left, tx: showing.show(incident, left, tx)),
    **dict.fromkeys(DRAFT, lambda ask, incident, left, tx: showing.draft(ask, incident, tx)),
    **dict.fromkeys(EDIT, lambda ask, incident, left, tx: writing.edit(incident, left, tx)),
    **dict.fromkeys(EXPORT, showing.export),
    **dict.fromkeys(ASSIGN, moving.assign),
    **dict.fromkeys(DUE, moving.due),
    **dict.fromkeys(REVIEW, moving.review),
    **dict.fromkeys(APPROVE, lambda ask, incident, left, tx: moving.approve(ask, incident, tx)),
    **dict.fromkeys(PUBLISH, lambda ask, incident, left, tx: moving.publish(ask, incident, tx)),
    **dict.fromkeys(AGENDA, lambda ask, incident, left, tx: showing.sheet(incident, Sheet.AGENDA, tx)),
    **dict.fromkeys(SUMMARY, lambda ask, incident, left, tx: showing.sheet(incident, Sheet.SUMMARY, tx)),
    **dict.fromkeys(SAW, lambda ask, incident, left, tx: contributors.saw(ask, incident, tx)),
    **dict.fromkeys(BLAMELESS, lambda ask, incident, left, tx: moving.blameless(incident, left, tx)),
}
OFFERED = ("show", "edit", "assign", "due", "review", "approve", "publish", "export", "agenda", "summary")


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Show it, or do with it what the first word says."""
    incident, left = subject(ask, said, tx, bare=Bare.INCIDENT, only_open=False)
    if ask.form and not left.tokens:
        return writing.take(ask, incident, tx)
    act = ACTS.get(left.first.casefold())
    if act is None:
        raise Refused(
            "I do not know “{word}”. A postmortem can be: {verbs}.",
            word=left.first,
            verbs=", ".join(f"`{one}`" for one in OFFERED),
            choices=(Choice("Show", "postmortem show", incident.id),),
        )
    return act(ask, incident, left.after_first(), tx)


def _only_shows(said: Words) -> bool:
    named = words.reference(said.first) is not None or words.number(said.first) is not None
    return (said.after_first() if named else said).first.casefold() in (*SHOW, *AGENDA, *SUMMARY)


COMMAND = Command(
    name="postmortem",
    usage="[show | edit | assign @person | due friday | review @person | approve | publish | as roles | agenda |"
    " summary | export html]",
    summary="What an incident taught: its draft, filled in, reviewed and published",
    example="postmortem INC-1 draft",
    run=run,
    aliases=("retro", "复盘"),
    shows=_only_shows,
)
