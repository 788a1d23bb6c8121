"""What about being on call is sent as a file: what is in it, and what is said with it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.views.blocks import Drawn, section
from bot.views.oncall import hours
from bot.views.record.export import BOM, named
from bot.views.scene import Scene
from bot.views.words import SafeText, Voice
from incidents.oncall import ics
from incidents.oncall.ics import Turn
from incidents.oncall.model import Seat
from incidents.oncall.sheets import Paper, paper


def content(scene: Scene) -> str:
    """The file's text."""
    return CONTENTS[paper(scene.said)](scene)


def comment(scene: Scene) -> SafeText:
    """What is said with the file."""
    return COMMENTS[paper(scene.said)](scene)


def unsent(scene: Scene) -> Drawn:
    """Slack does not take the file."""
    text = scene.voice.say(
        "Slack did not take the file {name}: {code}. Ask for it again once that is mended.",
        name=scene.said["file"],
        code=scene.said["code"],
    )
    return Drawn(text, (section(text),))


def _calendar(scene: Scene) -> str:
    voice, said = scene.voice, scene.said
    title = voice.word("On call: {name}", name=said["schedule"]) if said["schedule"] else voice.word("My shifts")
    return ics.calendar(title, scene.brief.turns, lambda turn: _summary(turn, voice), made=scene.now)


def _summary(turn: Turn, voice: Voice) -> str:
    backup = turn.shift.backup
    who = named(turn.who, voice)
    if turn.seat is Seat.BACKUP:
        return voice.word("{name}: {who} is backup", name=turn.schedule, who=who)
    if backup is None:
        return voice.word("{name}: {who} is primary, without a backup", name=turn.schedule, who=who)
    other = named(backup, voice)
    return voice.word("{name}: {who} is primary, {other} is backup", name=turn.schedule, who=who, other=other)


def _of_calendar(scene: Scene) -> SafeText:
    said = scene.said
    if not said["schedule"]:
        return scene.voice.say("Your shifts of the next three months: open the file with your calendar program.")
    return scene.voice.say(
        "Who is on call for {name} in the next three months: open the file with your calendar program.",
        name=said["schedule"],
    )


def _hours(scene: Scene) -> str:
    return BOM + hours.table(scene.brief.loads, scene.voice)


def _of_hours(scene: Scene) -> SafeText:
    said, voice = scene.said, scene.voice
    begin, end = (datetime.fromisoformat(said[name]) for name in ("begin", "end"))
    if not said["schedule"]:
        return voice.say("Hours on call and pages from {since} to {due}.", since=begin, due=end)
    return voice.say(
        "Hours on call and pages of {name} from {since} to {due}.", name=said["schedule"], since=begin, due=end
    )


CONTENTS: Mapping[Paper, Callable[[Scene], str]] = {Paper.CALENDAR: _calendar, Paper.HOURS: _hours}
COMMENTS: Mapping[Paper, Callable[[Scene], SafeText]] = {Paper.CALENDAR: _of_calendar, Paper.HOURS: _of_hours}
