"""The questions that help: who still has it, is it over, may it be closed. One stands at a time."""

from collections.abc import Callable
from datetime import datetime

from bot.views.blocks import Drawn, buttons, section
from bot.views.scene import Scene, banner, place, plain, title
from bot.views.words import SafeText
from incidents.decision import Choice
from incidents.life import nagging
from incidents.life.nagging import Question
from incidents.model import Incident, PersonId, TodoState


def question(scene: Scene) -> Drawn:
    """One question with its ways out."""
    asked, incident = Question(scene.said["question"]), scene.incident
    reminded = nagging.is_reminded(incident, scene.now)
    said = ASKED[asked](scene)
    lines = (f"{banner(scene)}{title(scene)} · {place(scene)}", said)
    return Drawn(
        f"{plain(scene)} · {said}",
        (section(*lines), *buttons(scene.voice, _ways_out(incident, asked, reminded=reminded), block_id="acts")),
    )


def _ways_out(incident: Incident, asked: Question, *, reminded: bool) -> tuple[Choice, ...]:
    number = incident.id
    mine = Choice("I take it", "owner me", number)
    give = Choice("Give it to …", "owner", number)
    match asked:
        case Question.STILL | Question.STALE:
            unchanged = Choice("Post “no change”", "update --no-change", number)
            return (
                Choice("Still on it", "still", number),
                *((unchanged,) if reminded else (give,)),
                Choice("Write update", "update", number),
                *((Choice("I cannot: page on", "unack", number),) if incident.acknowledged_at else ()),
                Choice("Resolve", "resolve", number),
            )
        case Question.OVER:
            return (Choice("Resolve", "resolve", number), Choice("Not yet", "still", number))
        case Question.CLOSE:
            return (
                Choice("Close", "close", number),
                Choice("Ask again tomorrow", "remind 1d", number),
                Choice("Reopen", "reopen", number),
            )
        case Question.SILENT | Question.UNLED:
            return (mine, give)


def _still(scene: Scene) -> SafeText:
    if scene.incident.acknowledged_at and (until := scene.said.get("since")):
        return scene.voice.say(
            "{key}: still with you? Nothing has been written for a while. Without an answer I page you and whoever is "
            "on call at {at}.",
            key=scene.incident.key,
            at=scene.voice.clock(datetime.fromisoformat(until)),
        )
    return scene.voice.say(
        "{key}: still with you? Nothing has been written for a while. Without an answer I ask in the channel in 5 min.",
        key=scene.incident.key,
    )


def _over(scene: Scene) -> SafeText:
    return scene.voice.say("{key} is being monitored and it is quiet. Can it be resolved?", key=scene.incident.key)


def _stale(scene: Scene) -> SafeText:
    return scene.voice.say("{key}: nothing has been written for a day. Is it still open?", key=scene.incident.key)


def _close(scene: Scene) -> SafeText:
    incident, voice = scene.incident, scene.voice
    said = voice.say("{key} is resolved since {at}. Can it be closed?", key=incident.key, at=_resolved(scene))
    waiting = sum(todo.state is TodoState.OPEN for todo in scene.todos)
    more = voice.say("To-dos still open: {n}.", n=waiting) if waiting else ""
    return SafeText(f"{said} {more}".strip())


def _resolved(scene: Scene) -> datetime:
    return scene.incident.resolved_at or scene.now


def _silent(scene: Scene) -> SafeText:
    since = datetime.fromisoformat(scene.said["since"])
    return scene.voice.say(
        "No word on {key} for {span}; {name} was asked and has not answered. Who has it?",
        key=scene.incident.key,
        span=scene.now - since,
        name=scene.voice.name(PersonId(scene.said["person"])),
    )


def _unled(scene: Scene) -> SafeText:
    return scene.voice.say("Nobody leads {key}. Who takes it?", key=scene.incident.key)


ASKED: dict[Question, Callable[[Scene], SafeText]] = {
    Question.STILL: _still,
    Question.OVER: _over,
    Question.STALE: _stale,
    Question.CLOSE: _close,
    Question.SILENT: _silent,
    Question.UNLED: _unled,
}
