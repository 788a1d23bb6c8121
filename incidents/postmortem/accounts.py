"""What is told of an incident beside its facts: what happened, its impact, how it was noticed, answered and ended.
What the record only suggests is to be confirmed; what it does not say is asked. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence

from incidents.checklist import StepState
from incidents.decision import Value
from incidents.model import EntryKind, PersonId, TodoState, Who
from incidents.postmortem import history, response
from incidents.postmortem.facts import Story
from incidents.postmortem.model import LINE, Sentence, confirm, filled, question
from incidents.postmortem.response import Call
from incidents.record.chain import Link

# What says nothing to who reads a postmortem: the bot's own affairs, and a message's other versions.
SILENT = frozenset(
    (
        *(EntryKind.MISHAP, EntryKind.MENDED, EntryKind.ARCHIVED, EntryKind.STILL),
        *(EntryKind.REDACTED, EntryKind.EDITED, EntryKind.DELETED, EntryKind.POSTMORTEM),
        EntryKind.ACTION,  # They are a section of their own.
    )
)
SETTLED = (StepState.DONE, StepState.SKIPPED, StepState.WRONG)


def summary(story: Story) -> Iterator[Sentence]:
    """What happened, in short."""
    incident, opened = story.record.incident, story.opened
    ended = (story.resolved.seq,) if story.resolved else ()
    yield confirm(
        "{title}. It was {severity} and lasted {lasted}.",
        opened.seq,
        *ended,
        title=incident.title,
        severity=story.severity(incident.severity),
        lasted=story.end - opened.occurred_at,
    )
    written = [line for line in response.updates(story.lines) if history.said(line, "what")]
    if written:
        yield confirm("The last update said: {text}", written[-1].seq, text=history.said(written[-1], "what"))
    if story.resolved and history.said(story.resolved, "fix"):
        yield confirm("It was ended by: {text}", story.resolved.seq, text=history.said(story.resolved, "fix"))


def impact(story: Story) -> Iterator[Sentence]:
    """From when to when, and what was said of it."""
    begin = story.first or story.opened
    mitigated = response.lasting(story.statuses)
    end, seq = (mitigated.at, mitigated.seq) if mitigated else (story.end, story.resolved.seq if story.resolved else 0)
    evidence = (begin.seq, seq) if seq else (begin.seq,)
    at = begin.occurred_at
    yield confirm("From {begin} to {end}: {lasted}.", *evidence, begin=at, end=end, lasted=end - at)
    said = [line for line in response.updates(story.lines) if history.said(line, "impact")]
    for line in said:
        yield filled("{at}: {text}", line.seq, at=line.occurred_at, text=history.said(line, "impact"))
    if not said:
        yield question("How many people were affected, and what did they see?")


def timeline(story: Story) -> Iterator[Sentence]:
    """Every line that tells something."""
    return (Sentence(LINE, evidence=(line.seq,)) for line in story.lines if line.kind not in SILENT)


def trigger(story: Story) -> Iterator[Sentence]:
    """What may have set it off, and what is known of the cause."""
    first = story.first
    if first and history.said(first, "text"):
        at, text = first.occurred_at, history.said(first, "text")
        yield confirm("The first thing in the record, {at}: {text}", first.seq, at=at, text=text)
    incident = story.record.incident
    if incident.cause:
        yield confirm("The cause as it was recorded: {text}", story.opened.seq, text=incident.cause)


def contributing(story: Story) -> Iterator[Sentence]:
    """What made it possible; nothing of it is made up."""
    yield from trigger(story)
    yield question("What conditions together made this possible?")
    yield question("How had each of them come about, and how did it look to those who worked there?")


def cause(story: Story) -> Iterator[Sentence]:
    """What it came from."""
    yield from trigger(story)
    yield question("What was it that failed, and how did that lead to what people saw?")
    yield question("What made it possible that nothing caught it before?")


def mitigators(story: Story) -> Iterator[Sentence]:
    """What ended it and what made it smaller."""
    yield from _fixed(story)
    if mitigated := response.mitigated(story.statuses):
        yield filled("{at}: it was mitigated, by {who}.", mitigated.seq, at=mitigated.at, who=Who(mitigated.by))
    for line in story.lines:
        if line.kind == EntryKind.STEP and history.said(line, "act") == StepState.DONE:
            yield filled(
                "{at}: step {step} of {article} was done: {text}",
                line.seq,
                at=line.occurred_at,
                **_step(line),
            )
        if line.kind == EntryKind.TODO and history.said(line, "act") == "done":
            yield filled("{at}: {text}", line.seq, at=line.occurred_at, text=history.said(line, "text"))
    yield question("What kept it from being worse, and what made it shorter?")


def _fixed(story: Story) -> Iterator[Sentence]:
    line = story.resolved
    if line is None:
        return
    if fix := history.said(line, "fix"):
        yield filled("What fixed it, said by {who}: {text}", line.seq, who=Who(PersonId(line.actor)), text=fix)
    elif history.said(line, "itself"):
        yield filled("It recovered by itself; the cause is not known.", line.seq)
    else:
        yield question("What fixed it?")


def answered(story: Story) -> Iterator[Sentence]:
    """How it was noticed, and how it was answered."""
    yield from _noticed(story)
    for call in response.calls(story.record.incident, story.lines):
        yield _called(call)
    for line in story.lines:
        if line.kind == EntryKind.UNPAGED and history.said(line, "to"):
            who = Who(PersonId(history.said(line, "to")))
            code = history.said(line, "code")
            yield filled(
                "{at}: a page did not reach {who} ({code}).", line.seq, at=line.occurred_at, who=who, code=code
            )
        if line.kind == EntryKind.ESCALATED and history.said(line, "act") == "empty":
            name = history.said(line, "name")
            yield filled("{at}: nobody was on call for {name}.", line.seq, at=line.occurred_at, name=name)
    yield from _updates(story)
    yield from _runbooks(story)
    yield from _alike(story)


def _noticed(story: Story) -> Iterator[Sentence]:
    source = next((line for line in story.lines if history.said(line, "link") and line.kind == EntryKind.NOTE), None)
    opener = Who(PersonId(story.opened.actor))
    if source and history.said(source, "author").isalnum():
        author = Who(PersonId(history.said(source, "author")))
        text = history.said(source, "text")
        yield confirm("It was noticed by {who}, who wrote: {text}", source.seq, who=author, text=text)
    else:
        yield confirm("It was noticed by {who}, who opened it.", story.opened.seq, who=opener)
    yield question("How was it noticed, and how could it have been noticed in half the time?")


def _called(call: Call) -> Sentence:
    evidence = tuple(seq for seq in (call.seq, call.answer.seq if call.answer else 0) if seq)
    values = _asked(call)
    if call.answer is None:
        return filled("{at}: {who} was asked to come; there is no answer.", *evidence, **values)
    values |= {"lasted": call.answer.occurred_at - call.page.asked_at}
    if call.answer.kind == EntryKind.CANNOT:
        return filled(
            "{at}: {who} was asked to come, and could not; that was said after {lasted}.", *evidence, **values
        )
    return filled("{at}: {who} was asked to come, and answered after {lasted}.", *evidence, **values)


def _asked(call: Call) -> dict[str, Value]:
    return {"at": call.page.asked_at, "who": Who(call.page.person)}


def _updates(story: Story) -> Iterator[Sentence]:
    written = response.updates(story.lines)
    if not written:
        yield filled("No update was written.", story.opened.seq)
        return
    first = written[0]
    yield filled("The first update came after {lasted}.", story.opened.seq, first.seq, lasted=story.after(first))
    longest = max(story.silences, key=lambda span: span.lasted, default=None)
    if longest:
        yield filled(
            "Updates: {n}. The longest time without one was {lasted}, from {begin} to {end}.",
            *(line.seq for line in written),
            n=len(written),
            lasted=longest.lasted,
            begin=longest.begin,
            end=longest.end,
        )


def _runbooks(story: Story) -> Iterator[Sentence]:
    for article, lines in _by_article(story).items():
        title = next((text for line in lines if (text := history.said(line, "title"))), article)
        states = {history.said(line, "step"): line for line in lines if history.said(line, "step")}
        acts = {step: history.said(line, "act") for step, line in states.items()}
        yield filled(
            "Runbook {article}, {title}: steps done {done}, left out {skipped}, wrong as written {wrong}.",
            *(line.seq for line in lines),
            article=article,
            title=title,
            done=list(acts.values()).count(StepState.DONE),
            skipped=list(acts.values()).count(StepState.SKIPPED),
            wrong=list(acts.values()).count(StepState.WRONG),
        )
        for line in states.values():
            if history.said(line, "act") == StepState.SKIPPED:
                yield filled("Step {step} of {article} was left out: {text}", line.seq, **_step(line))


def _by_article(story: Story) -> Mapping[str, Sequence[Link]]:
    """The lines of each runbook that say how its steps stand, the last word of each step last."""
    found: dict[str, list[Link]] = {}
    acts = (*(state.value for state in SETTLED), "started", "reopened")
    for line in story.lines:
        if line.kind == EntryKind.STEP and history.said(line, "act") in acts:
            found.setdefault(history.said(line, "article"), []).append(line)
    return found


def _step(line: Link) -> dict[str, str]:
    return {name: history.said(line, name) for name in ("step", "article", "text")}


def _alike(story: Story) -> Iterator[Sentence]:
    judged = {history.said(line, "other"): line.seq for line in story.lines if line.kind == EntryKind.LIKENED}
    for other in story.record.same:
        evidence = (judged[other.key],) if other.key in judged else ()
        if other.fix:
            yield filled(
                "{key} was the same: {title}. What fixed it then: {fix}",
                *evidence,
                key=other.key,
                title=other.title,
                fix=other.fix,
            )
        else:
            yield filled("{key} was the same: {title}.", *evidence, key=other.key, title=other.title)


def actions(story: Story) -> Iterator[Sentence]:
    """What is left to do, and what is to be changed."""
    for todo in story.record.todos:
        if todo.state is TodoState.OPEN:
            evidence = tuple(
                line.seq
                for line in story.lines
                if line.kind == EntryKind.TODO and history.said(line, "number") == str(todo.number)
            )
            if todo.owner:
                yield filled("Still to do: {text} ({who})", *evidence, text=todo.text, who=Who(todo.owner))
            else:
                yield filled("Still to do: {text}", *evidence, text=todo.text)
    yield question(
        "What will be changed to prevent it, to notice it sooner, and to end it faster? One owner and one day for each."
    )


def learnings(story: Story) -> Iterator[Sentence]:
    """Only people know."""
    yield question("What do we know now that we did not know before?")
    yield question("What risk is left, and where else could the same happen?")


def luck(story: Story) -> Iterator[Sentence]:
    """Only people know."""
    yield question("What went well by luck alone: what could easily have made it worse?")
