"""`/incident runbook KB-4`: start a runbook; its steps become a checklist in the channel, ticked there or by words."""

import re
from collections.abc import Sequence

from commands import words
from commands.core import Ask, Bare, Command, subject
from commands.knowledge import guiding, running
from commands.words import Words
from incidents.checklist import Checklist, StepState, key_of
from incidents.decision import Choice, Decision, Refused
from incidents.knowledge import checklists, runbooks
from incidents.knowledge.articles import Kind, numbered
from incidents.knowledge.checklists import Verdict
from incidents.knowledge.shown import Progress
from incidents.model import Incident
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

SPOT = re.compile(r"(?:(\d{1,4})\.)?(\d{1,3})")
VERDICTS = {
    **dict.fromkeys(("done", "tick", "完成"), StepState.DONE),
    **dict.fromkeys(("answer", "回答"), StepState.DONE),
    **dict.fromkeys(("skip", "跳过"), StepState.SKIPPED),
    **dict.fromkeys(("wrong", "有误"), StepState.WRONG),
}
RUN, APPROVE, REFUSE = ("run", "执行"), ("approve", "批准"), ("refuse", "拒绝")
OPEN = ("open", "reopen", "untick", "重开")
TOLD = {
    StepState.DONE: Answer.STEP_DONE,
    StepState.SKIPPED: Answer.STEP_SKIPPED,
    StepState.WRONG: Answer.STEP_WRONG,
}


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Start one, settle a step, or say which fit and which are under way."""
    incident, left = subject(ask, said, tx, bare=Bare.NEVER, only_open=False)
    first, known = left.first.casefold(), tx.checklists.of(incident.id)
    if first in VERDICTS:
        return _settled(ask, left, incident, known, tx)
    if first in RUN:
        return running.ask(ask, incident, known, _spot(left.after_first()), tx)
    if first in APPROVE:
        return running.approve(ask, incident, known, _spot(left.after_first()), tx)
    if first in REFUSE:
        return running.refuse(ask, incident, known, _spot(left.after_first()), tx)
    if first in OPEN:
        spot = _spot(left.after_first())
        decision = checklists.reopen(incident, known, spot, by=ask.person, now=tx.now)
        return _recorded(decision, Answer.STEP_REOPENED, spot, tx)
    if first:
        return _started(ask, left, incident, known, tx)
    return _shown(incident, known, tx)


def _started(ask: Ask, left: Words, incident: Incident, known: Sequence[Checklist], tx: Tx) -> Reply:
    number = numbered(left.first) or words.number(left.first)
    article = tx.articles.find(number) if number else None
    if number is None or article is None:
        raise Refused(
            "There is no runbook {key}. `/kb list runbooks` shows them all.",
            key=key_of(number) if number else left.first,
            choices=(Choice("Runbooks", "kb list runbooks"),),
        )
    if article.page.kind is not Kind.RUNBOOK or article.withdrawn_at:
        raise Refused(
            "{key} is no runbook, or was withdrawn. `/kb show {key}` shows it.",
            key=article.key,
            choices=(Choice("Show", f"kb show {article.key}"),),
        )
    steps = runbooks.steps(article.page.body)
    decision = checklists.start(incident, article, steps, known, ask.person, tx.now)
    tx.checklists.use(article.number, drill=incident.test)
    tx.record(decision)
    return reply(Answer.RUNBOOK_STARTED, key=incident.key, name=article.key, n=len(steps))


def _settled(ask: Ask, left: Words, incident: Incident, known: Sequence[Checklist], tx: Tx) -> Reply:
    state, rest = VERDICTS[left.first.casefold()], left.after_first()
    spot, more = _spot(rest), rest.after_first().text
    answer, why = (more, "") if state is StepState.DONE else ("", more)
    verdict = Verdict(state=state, by=ask.person, answer=answer, why=why)
    return _recorded(checklists.settle(incident, known, spot, verdict, tx.now), TOLD[state], spot, tx)


def _recorded(decision: Decision, kind: Answer, spot: tuple[int, int], tx: Tx) -> Reply:
    tx.record(decision)
    checklist = decision.checklist
    name = checklist.key if checklist else ""
    ended = checklist is not None and checklist.ended_at is not None
    more = (reply(Answer.CHECKLIST_ENDED, name=name),) if ended else ()
    return reply(kind, n=spot[1], name=name, more=more)


def _shown(incident: Incident, known: Sequence[Checklist], tx: Tx) -> Reply:
    running = tuple(one for one in known if not one.ended_at)
    begun = {one.article for one in running}
    offers = tuple(guiding.fitting(tx, incident, tx.articles.runbooks(), but=begun))
    return Reply(kind=Answer.RUNBOOKS, data=Progress(incident, running, offers))


def _spot(said: Words) -> tuple[int, int]:
    found = SPOT.fullmatch(said.first)
    if not found:
        raise Refused("Which step? `/incident runbook done 3`, or `skip 3 why`, `wrong 3 why`.")
    return int(found[1] or 0), int(found[2])


def _only_shows(said: Words) -> bool:
    """Alone, or after an incident's name, it records nothing."""
    return not (said.after_first() if words.reference(said.first) is not None else said).tokens


COMMAND = Command(
    name="runbook",
    usage="[KB-4] | done 3 | skip 3 why | wrong 3 why | run 3 | approve 3",
    summary="Start a runbook: its steps become a checklist; alone, show which fit",
    example="runbook KB-1",
    run=run,
    aliases=("checklist", "runbooks", "预案"),
    shows=_only_shows,
)
