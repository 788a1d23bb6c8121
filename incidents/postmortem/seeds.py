"""What went well and what did not, as far as the record shows it: facts to begin with, for people to judge. Pure."""

from collections.abc import Iterator

from incidents.checklist import StepState
from incidents.model import EntryKind, PersonId, Who
from incidents.oncall.model import Seat
from incidents.postmortem import history, response
from incidents.postmortem.facts import Story, seqs_of
from incidents.postmortem.model import Sentence, confirm, filled, question
from incidents.postmortem.response import Call


def well(story: Story) -> Iterator[Sentence]:
    """What was as fast as promised, or faster."""
    opened, line = story.opened, story.acknowledged
    target = response.promised(story.severities, opened.occurred_at, story.record.policy)
    if line and (target is None or story.after(line) <= target):
        yield confirm("It was acknowledged in {lasted}.", opened.seq, line.seq, lasted=story.after(line))
    written = response.updates(story.lines)
    if written and not story.gaps:
        seqs = (line.seq for line in written)
        yield confirm("No update was late, of {n}.", *seqs, n=len(written))
    for line in story.lines:
        if line.kind == EntryKind.THANKS and line.body:
            to = Who(PersonId(history.said(line, "to")))
            yield filled(
                "{who} was thanked by {by}: {text}",
                line.seq,
                who=to,
                by=Who(PersonId(line.actor)),
                text=history.said(line, "text"),
            )
    yield question("What else helped, and how do we keep it?")


def badly(story: Story) -> Iterator[Sentence]:
    """What was late, missing or had to be done again."""
    yield from _late(story)
    yield from _nobody(story)
    for gap in story.gaps:
        yield confirm(
            "There was no update for {lasted}, from {begin} to {end}.",
            *seqs_of(gap),
            lasted=gap.lasted,
            begin=gap.begin,
            end=gap.end,
        )
    yield from _raised(story)
    yield from _again(story)
    yield from _runbooks(story)
    yield question("What else made it harder, and what would have made it easier?")


def _late(story: Story) -> Iterator[Sentence]:
    opened, line = story.opened, story.acknowledged
    target = response.promised(story.severities, opened.occurred_at, story.record.policy)
    if line is None:
        yield confirm("Nobody acknowledged it.", opened.seq)
    elif target is not None and story.after(line) > target:
        lasted = story.after(line)
        yield confirm(
            "It was acknowledged only after {lasted}; the target is {target}.",
            opened.seq,
            line.seq,
            lasted=lasted,
            target=target,
        )


def _nobody(story: Story) -> Iterator[Sentence]:
    for call in response.calls(story.record.incident, story.lines):
        if call.missed:
            yield _missed(call)
    for line in story.lines:
        if line.kind == EntryKind.ESCALATED and history.said(line, "act") == "empty":
            yield confirm("Nobody was on call for {name}.", line.seq, name=history.said(line, "name"))
        if line.kind == EntryKind.ESCALATED and history.said(line, "act") == "lapsed":
            yield confirm("{at}: who had it did not answer any more.", line.seq, at=line.occurred_at)
        if line.kind == EntryKind.UNPAGED and history.said(line, "to"):
            who = Who(PersonId(history.said(line, "to")))
            yield confirm("A page did not reach {who}.", line.seq, who=who)


def _missed(call: Call) -> Sentence:
    evidence = tuple(seq for seq in (call.seq, call.answer.seq if call.answer else 0) if seq)
    at = call.page.asked_at
    match call.page.seat:
        case Seat.PRIMARY:
            return confirm("The primary did not answer the page of {at}.", *evidence, at=at)
        case Seat.BACKUP:
            return confirm("The backup did not answer the page of {at}.", *evidence, at=at)
        case _:
            who = Who(call.page.person)
            return confirm("{who} did not answer the page of {at}.", *evidence, who=who, at=at)


def _raised(story: Story) -> Iterator[Sentence]:
    rank = story.record.policy.rank
    for change in story.severities[1:]:
        if rank(change.after) < rank(change.before):
            yield confirm(
                "The severity was raised after {lasted}: {before} → {after}.",
                story.opened.seq,
                change.seq,
                lasted=story.after(change),
                before=story.severity(change.before),
                after=story.severity(change.after),
            )


def _again(story: Story) -> Iterator[Sentence]:
    for line in story.lines:
        if line.kind == EntryKind.REOPENED:
            if why := history.said(line, "why"):
                yield confirm("{at}: it came back: {text}", line.seq, at=line.occurred_at, text=why)
            else:
                yield confirm("{at}: it came back.", line.seq, at=line.occurred_at)


def _runbooks(story: Story) -> Iterator[Sentence]:
    steps = [line for line in story.lines if line.kind == EntryKind.STEP]
    if not steps:
        yield confirm("No runbook was started.", story.opened.seq)
    for line in steps:
        if history.said(line, "act") == StepState.WRONG:
            told = {name: history.said(line, name) for name in ("step", "article", "text")}
            yield confirm("Step {step} of {article} is wrong as it is written: {text}", line.seq, **told)
