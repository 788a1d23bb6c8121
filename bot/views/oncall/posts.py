"""What people hear by DM about their own duty: a change, a question, an answer, a shift that begins."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.views.blocks import Drawn, buttons, section
from bot.views.oncall import handoffs
from bot.views.scene import Scene
from bot.views.words import SafeText, msg
from incidents.decision import Choice
from incidents.model import PersonId
from incidents.oncall.swapping import NO, YES

CHANGES: Mapping[str, str] = {
    "add": msg("{by} puts {person} on call for {name} from {since} to {due}."),
    "remove": msg("{by} takes {person} off call for {name} from {since} to {due}."),
    "replace": msg("{by} lets {owner} stand in for {person} in {name} from {since} to {due}."),
    "ended": msg("{by} takes a change of {name} back: from {since} to {due} the schedule counts again."),
    "accepted": msg("{person} takes {name} from you, from {since} to {due}."),
    "declined": msg("{person} cannot take {name} from {since} to {due}. It stays yours; ask somebody else."),
}


def shift(scene: Scene) -> Drawn:
    """One of them."""
    return WHAT.get(scene.said["what"], _change)(scene)


def _change(scene: Scene) -> Drawn:
    text = scene.voice.say(CHANGES[scene.said["what"]], **_values(scene))
    return Drawn(text, (section(text),))


def _asked(scene: Scene) -> Drawn:
    voice, said = scene.voice, scene.said
    text = voice.say("{by} asks you to take {name} from {since} to {due}.", **_values(scene))
    if "back_since" in said:
        back = {"since": _time(said["back_since"]), "due": _time(said["back_due"])}
        text = SafeText(
            f"{text} {voice.say('In exchange {by} takes yours, from {since} to {due}.', by=_by(scene), **back)}"
        )
    acts = (Choice("I take it", f"swap {YES} {said['number']}"), Choice("I cannot", f"swap {NO} {said['number']}"))
    return Drawn(text, (section(text), *buttons(voice, acts, block_id="acts")))


def _values(scene: Scene) -> dict[str, SafeText | str | datetime]:
    said, voice = scene.said, scene.voice
    return {
        "by": _by(scene),
        "person": voice.name(PersonId(said["person"])),
        "owner": voice.name(PersonId(said.get("owner") or said["person"])),
        "name": said["schedule"],
        "since": _time(said["since"]),
        "due": _time(said["due"]),
    }


def _by(scene: Scene) -> SafeText:
    return scene.voice.name(PersonId(scene.said["by"]))


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


WHAT: Mapping[str, Callable[[Scene], Drawn]] = {"asked": _asked, "begins": handoffs.begins, "ends": handoffs.ends}
