"""Turns of events: a sentence for each, in the channel and as a reply under the announcement."""

from collections.abc import Callable
from datetime import datetime

from bot.views.blocks import Drawn, section
from bot.views.scene import Scene, elsewhere, mark, plain, post, title
from bot.views.words import SafeText, cut, esc
from incidents.decision import Choice
from incidents.model import Incident, PersonId, Status


def turn(scene: Scene) -> Drawn:
    """A turn of events in the incident's channel."""
    said = TURNS[scene.said["turn"]](scene)
    said = SafeText(f"✅ {said}") if scene.said["turn"] == "resolved" else said
    return post(scene, said, _turn_acts(scene.incident, scene.said["turn"]))


def abroad(scene: Scene) -> Drawn:
    """The same turn as a reply under the announcement: it says which incident."""
    said = TURNS[scene.said["turn"]](scene)
    text = f"{mark(scene)} {scene.incident.key} {title(scene)} · {said}"
    return Drawn(f"{plain(scene)} · {said}", (section(text),))


def _turn_acts(incident: Incident, what: str) -> tuple[Choice, ...]:
    if what == "merged" and incident.merged_into:
        other = f"INC-{incident.merged_into}"
        return (Choice("Join {key}", "join", incident.merged_into, values=(("key", other),)),)
    if what in ("unacked", "lapsed") and not incident.acknowledged_at and incident.is_open:
        return (Choice("I have it", "ack", incident.id), Choice("Page someone", "page", incident.id))
    offered = {
        "resolved": (Choice("Reopen", "reopen", incident.id),),
        "gone": (Choice("I take it", "owner me", incident.id), Choice("Give it to …", "owner", incident.id)),
    }
    return offered.get(what, ())


def _acknowledged(scene: Scene) -> SafeText:
    voice, by, owner = scene.voice, PersonId(scene.said["person"]), PersonId(scene.said["owner"])
    if by == owner:
        return voice.say("{name} has it.", name=voice.name(by))
    return voice.say("{name} has acknowledged it; {owner} owns it.", name=voice.name(by), owner=voice.name(owner))


def _owner(scene: Scene) -> SafeText:
    voice, by, owner = scene.voice, PersonId(scene.said["person"]), PersonId(scene.said["owner"])
    if by == owner:
        return voice.say("{name} has it.", name=voice.name(by))
    who = voice.name(owner) if scene.incident.test else voice.mention(owner)
    return voice.say("{name} made {who} the owner.", name=voice.name(by), who=who)


def _handed(scene: Scene) -> SafeText:
    voice = scene.voice
    name, former = (voice.name(PersonId(scene.said[who])) for who in ("person", "former"))
    return voice.say("{name} has it: {former} handed it over.", name=name, former=former)


def _graded(scene: Scene) -> SafeText:
    said = scene.said
    before, after = scene.policy.severity(said["from"]).name, scene.policy.severity(said["to"]).name
    name = scene.voice.name(PersonId(said["person"]))
    return scene.voice.say("{before} → {after} ({name})", before=before, after=after, name=name)


def _moved(scene: Scene) -> SafeText:
    said = scene.said
    name = scene.voice.name(PersonId(said["person"]))
    before, after = Status(said["from"]), Status(said["to"])
    if why := said.get("why"):
        why = cut(why, 1000)
        return scene.voice.say("{before} → {after} ({name}): {why}", before=before, after=after, name=name, why=why)
    return scene.voice.say("{before} → {after} ({name})", before=before, after=after, name=name)


def _unacked(scene: Scene) -> SafeText:
    voice, said = scene.voice, scene.said
    text = voice.say("{name} took the answer back: nobody has it now.", name=voice.name(PersonId(said["person"])))
    if why := said.get("why"):
        text = SafeText(f"{text} {voice.say('“{why}”', why=cut(why, 600))}")
    if said.get("on"):
        return SafeText(f"{text} {voice.say('Paging goes on.')}")
    return SafeText(f"{text} {voice.say('Nobody is paged for it: who takes it?')}")


def _lapsed(scene: Scene) -> SafeText:
    voice, said = scene.voice, scene.said
    return voice.say(
        "NOBODY HAS IT: no word for {span}, and {name} was asked and has not answered. Paging begins again.",
        span=scene.now - datetime.fromisoformat(said["since"]),
        name=voice.name(PersonId(said["person"])),
    )


def _resolved(scene: Scene) -> SafeText:
    voice, incident = scene.voice, scene.incident
    name = voice.name(PersonId(scene.said["person"]))
    span = (incident.resolved_at or scene.now) - incident.opened_at
    if fix := scene.said.get("fix"):
        return voice.say("Resolved after {span} by {name}. Fixed by: {fix}", span=span, name=name, fix=cut(fix, 1000))
    if "itself" in scene.said:
        return voice.say(
            "Resolved after {span} by {name}. It recovered by itself; the cause is not known.", span=span, name=name
        )
    return voice.say("Resolved after {span} by {name}.", span=span, name=name)


def _reopened(scene: Scene) -> SafeText:
    name = scene.voice.name(PersonId(scene.said["person"]))
    if why := scene.said.get("why"):
        return scene.voice.say("Reopened by {name}: {why}", name=name, why=cut(why, 1000))
    return scene.voice.say("Reopened by {name}.", name=name)


def _gone(scene: Scene) -> SafeText:
    voice = scene.voice
    name = voice.name(PersonId(scene.said["person"]))
    return voice.say(
        "The account of {name} is gone: nobody leads {key}. Who takes it?", name=name, key=scene.incident.key
    )


def _undone(scene: Scene) -> SafeText:
    said = scene.said
    name = scene.voice.name(PersonId(said["person"]))
    before, after = (_end(scene, said[end]) for end in ("from", "to"))
    return scene.voice.say("Undone: {before} → {after} ({name})", before=before, after=after, name=name)


def _end(scene: Scene, value: str) -> SafeText:
    """What an act led from or to, as people call it."""
    match scene.said["act"]:
        case "severity":
            return esc(scene.policy.severity(value).name)
        case "owner":
            return scene.voice.name(PersonId(value)) if value else scene.voice.say("nobody yet")
        case _:
            return esc(scene.voice.status(Status(value)))


def _merged(scene: Scene) -> SafeText:
    name = scene.voice.name(PersonId(scene.said["person"]))
    other = elsewhere(scene, scene.said["other"])
    return scene.voice.say("Merged into {other} by {name}. Go on there.", other=other, name=name)


def _absorbed(scene: Scene) -> SafeText:
    voice, said = scene.voice, scene.said
    name, other = voice.name(PersonId(said["person"])), elsewhere(scene, said["other"])
    text = voice.say(
        "{other} “{title}” was merged into this one by {name}.", other=other, title=cut(said["title"], 200), name=name
    )
    if said["todos"] == "0":
        return text
    return SafeText(f"{text} {voice.say('Its open to-dos came along: {n}.', n=said['todos'])}")


TURNS: dict[str, Callable[[Scene], SafeText]] = {
    "acknowledged": _acknowledged,
    "owner": _owner,
    "handed": _handed,
    "raised": _graded,
    "lowered": _graded,
    "graded": _graded,
    "status": _moved,
    "resolved": _resolved,
    "reopened": _reopened,
    "gone": _gone,
    "undone": _undone,
    "unacked": _unacked,
    "lapsed": _lapsed,
    "merged": _merged,
    "absorbed": _absorbed,
}
