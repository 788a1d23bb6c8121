"""Steps that are run: asked for, approved by a second person where they are risky, sent once, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from incidents.checklist import Checklist, Item, Launch, LaunchState
from incidents.decision import Choice, Decision, Refused
from incidents.knowledge import checklists
from incidents.messages import Message, MessageKind, Priority, post
from incidents.model import SYSTEM, Incident, PersonId
from incidents.outlets import Runner

LONGEST_OUTPUT = 1500
UNSURE = "unsure"  # As the beginning of a code: it may have been taken.
EXPIRED = "expired"  # As a code: it did not leave in time.
LATEST = timedelta(minutes=5)  # Who asked looks on for so long; what runs later surprises people.


@dataclass(frozen=True, slots=True)
class Output:
    """What a runner answered when it took a run."""

    text: str


Known = Sequence[Checklist]
Spot = tuple[int, int]


def ask(incident: Incident, known: Known, spot: Spot, runner: Runner | None, by: PersonId, now: datetime) -> Decision:
    """Run a step, or ask a second person where it is risky. Raises Refused."""
    checklists.demand_changeable(incident)
    checklist, item = checklists.found(incident, known, spot)
    checklists.demand_open(checklist, item)
    if runner is None:
        raise Refused(
            "Step {n} of {name} runs nothing that is in the settings. Do it by hand: `/incident runbook done {spot}`.",
            n=item.step.number,
            name=checklist.key,
            spot=_spot(checklist, item),
        )
    if item.launch and item.launch.is_under_way:
        raise Refused(
            "{runner} is asked for already. What comes of it is said in the channel.", runner=item.launch.runner
        )
    attempt = item.launch.attempt + 1 if item.launch else 1
    launch = Launch(attempt=attempt, runner=runner.name, asked_by=by)
    if runner.risky or item.step.risky:
        told = _told(incident, checklist, item, launch, by)
        return _with(incident, known, checklist, item, launch, (told,), now)
    launch = replace(launch, state=LaunchState.SENT)
    return _with(incident, known, checklist, item, launch, (_run(incident, checklist, item, launch),), now)


def approve(incident: Incident, known: Known, spot: Spot, *, by: PersonId, now: datetime) -> Decision:
    """A second person lets it run. Raises Refused for the one who asked."""
    checklist, item, launch = _asked(incident, known, spot)
    if launch.asked_by == by:
        raise Refused("You asked for {runner} yourself: somebody else has to approve it.", runner=launch.runner)
    launch = replace(launch, approved_by=by, state=LaunchState.SENT)
    return _with(incident, known, checklist, item, launch, (_run(incident, checklist, item, launch),), now, by=by)


def refuse(incident: Incident, known: Known, spot: Spot, *, by: PersonId, now: datetime) -> Decision:
    """It does not run; whoever asked may take it back so too."""
    checklist, item, launch = _asked(incident, known, spot)
    launch = replace(launch, state=LaunchState.FAILED)
    return _with(incident, known, checklist, item, launch, (), now, by=by, act="refused")


def is_late(sent_at: datetime, now: datetime) -> bool:
    """Whether a run must not leave any more: what it was asked for may not be true any longer."""
    return now - sent_at > LATEST


def came_of(code: str, *, ambiguous: bool) -> LaunchState:
    """What a code says of a run that was not taken. `ambiguous`: an earlier try may have been."""
    if ambiguous or code.startswith(UNSURE):
        return LaunchState.UNSURE
    return LaunchState.EXPIRED if code == EXPIRED else LaunchState.FAILED


def ended(incident: Incident, known: Known, message: Message, state: LaunchState, text: str, now: datetime) -> Decision:
    """What came of a run, told in the channel. Of one that was asked for again since nothing is said."""
    spot = int(message.values["checklist"]), int(message.values["step"])
    checklist, item = checklists.found(incident, known, spot)
    launch = item.launch
    if launch is None or launch.state is not LaunchState.SENT or str(launch.attempt) != message.values["attempt"]:
        return Decision(incident)
    launch, text = replace(launch, state=state), text.strip()[:LONGEST_OUTPUT]
    told = _told(incident, checklist, item, launch, launch.asked_by, output=text)
    return _with(incident, known, checklist, item, launch, (told,), now, by=SYSTEM, output=text)


def _asked(incident: Incident, known: Known, spot: Spot) -> tuple[Checklist, Item, Launch]:
    checklists.demand_changeable(incident)
    checklist, item = checklists.found(incident, known, spot)
    checklists.demand_open(checklist, item)
    if item.launch is None or item.launch.state is not LaunchState.ASKED:
        raise Refused(
            "Nobody is waiting for an approval of step {n} of {name}.",
            n=item.step.number,
            name=checklist.key,
            choices=(Choice("Runbooks", "runbook", incident.id),),
        )
    return checklist, item, item.launch


def _with(  # noqa: PLR0913  # What a line, a message and a checklist are made of.
    incident: Incident,
    known: Known,
    checklist: Checklist,
    item: Item,
    launch: Launch,
    told: tuple[Message, ...],
    now: datetime,
    *,
    by: PersonId | None = None,
    act: str = "",
    output: str = "",
) -> Decision:
    after = replace(item, launch=launch)
    items = tuple(after if one is item else one for one in checklist.items)
    said = {"step": str(item.step.number), "text": item.step.text, "runner": launch.runner}
    said |= {"output": output} if output else {}
    line = checklists.entry_of(checklist, act or launch.state.value, by or launch.asked_by, now, **said)
    decision = checklists.changed(incident, known, replace(checklist, items=items), (line,), now)
    return replace(decision, messages=(*decision.messages, *told))


def _run(incident: Incident, checklist: Checklist, item: Item, launch: Launch) -> Message:
    """Owed once for each attempt: its key is what the runner knows it again by."""
    return Message(
        kind=MessageKind.RUN,
        key=f"{_key(incident, checklist, item, launch)}",
        lane=f"run/{launch.runner}",
        priority=Priority.TURN,
        values=_values(checklist, item, launch) | {"person": launch.approved_by or launch.asked_by},
    )


def _told(
    incident: Incident, checklist: Checklist, item: Item, launch: Launch, by: PersonId, output: str = ""
) -> Message:
    values = _values(checklist, item, launch) | {"turn": launch.state.value, "person": by, "output": output}
    key = f"{_key(incident, checklist, item, launch)}/{launch.state}"
    return post(incident, MessageKind.RUN_TOLD, key, {**values, "text": item.step.text, "name": checklist.key})


def _values(checklist: Checklist, item: Item, launch: Launch) -> dict[str, str]:
    number, step = str(checklist.number), str(item.step.number)
    return {"checklist": number, "step": step, "attempt": str(launch.attempt), "runner": launch.runner}


def _key(incident: Incident, checklist: Checklist, item: Item, launch: Launch) -> str:
    return f"{incident.key}/checklist/{checklist.number}/run/{item.step.number}/{launch.attempt}"


def _spot(checklist: Checklist, item: Item) -> str:
    return f"{checklist.number}.{item.step.number}"
