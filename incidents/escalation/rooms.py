"""The rooms that a step calls beside people: channels, the robot of a group, a service of PagerDuty; as messages."""

from incidents.messages import ROOM, Message, MessageKind, Priority, home
from incidents.messages import is_announced as may_leave
from incidents.model import Incident
from incidents.plan import Reach, Run, Stage, Step

NONE = Stage()
TRIGGER = "trigger"  # PagerDuty's word for a page.
ROBOT, PAGER = Reach.ROBOT.value, Reach.PAGERDUTY.value
KIND = {Reach.ROBOT: MessageKind.ROBOT, Reach.PAGERDUTY: MessageKind.PAGER}


def called(incident: Incident, run: Run, step: Step) -> tuple[Message, ...]:
    """Call the rooms of a step; nothing private is told there."""
    if not may_leave(incident):
        return ()
    occasion = f"{run.number}/{run.generation}"
    outside = [page(incident, one.reach, one.name, occasion, run.stage) for one in step.targets if one.reach in KIND]
    channels = [one.name for one in step.targets if one.reach is Reach.CHANNEL]
    return (*outside, *(_channel(incident, name, occasion) for name in channels))


def _channel(incident: Incident, name: str, occasion: str) -> Message:
    return Message(
        kind=MessageKind.CALL,
        key=f"{incident.key}/call/{occasion}/{name}",
        lane=f"{ROOM}{name}",
        after=home(incident),
        priority=Priority.PAGE,
        until="acknowledged",
        values={"room": name},
    )


def lane(incident: Incident, reach: Reach, name: str) -> str:
    """A robot says one thing after the other; what PagerDuty is told of one incident keeps its order.

    Whatever names an incident begins with its key.
    """
    return f"{ROBOT}:{name}" if reach is Reach.ROBOT else f"{incident.key}/{PAGER}/{name}"


def line(incident: Incident, reach: Reach, name: str) -> str:
    """What one of them is told of one incident. Of what waits for a robot only the newest is said: it shows what is."""
    return f"{incident.key}/{reach}/{name}"


def page(incident: Incident, reach: Reach, name: str, occasion: str, of: Stage = NONE) -> Message:
    """Tell a robot or a service of a page, of this step of a run; pointless once somebody has answered. Nothing of
    Slack's is waited for.
    """
    begin = line(incident, reach, name)
    values = {"outside": name, "act": "page" if reach is Reach.ROBOT else TRIGGER}
    stage = {"run": str(of.run), "generation": str(of.generation)}
    return Message(
        kind=KIND[reach],
        key=f"{begin}/{occasion}",
        lane=lane(incident, reach, name),
        supersede=begin if reach is Reach.ROBOT else None,
        priority=Priority.PAGE,
        until="acknowledged",
        values={**values, **(stage if of != NONE else {})},
    )


def stage(message: Message) -> Stage:
    """The step of a run that told them of a page."""
    return Stage(*(int(message.values.get(name, "0")) for name in ("run", "generation")))
