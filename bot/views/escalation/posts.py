"""What is posted of an escalation: an empty seat, a turn by hand, a channel that is called, that nobody has it."""

from collections.abc import Callable

from bot.views.blocks import Drawn, buttons, section
from bot.views.scene import Scene, place, plain, post
from bot.views.words import SafeText, Voice, cut, msg
from incidents.decision import Choice
from incidents.model import Page, PageState, PersonId
from incidents.people import paging

SEATS = {
    "primary": msg("primary of {name}"),
    "backup": msg("backup of {name}"),
    "team": msg("team {name}"),
    "person": msg("{name}"),
    "channel": msg("channel {name}"),
    "webhook": msg("webhook {name}"),
    "robot": msg("the robot {name}"),
    "pagerduty": msg("PagerDuty {name}"),
}


def escalation(scene: Scene) -> Drawn:
    """One turn of an escalation."""
    return ACTS[scene.said["act"]](scene)


def seat(voice: Voice, written: str) -> SafeText:
    """A target in words."""
    reach, _, name = written.partition(":")
    if reach == "person" and name.isalnum():
        return voice.name(PersonId(name))
    return voice.say(SEATS.get(reach, msg("{name}")), name=name)


def _empty(scene: Scene) -> Drawn:
    voice = scene.voice
    seats = SafeText(", ".join(seat(voice, one) for one in scene.said["targets"].split()))
    said = voice.say("Nobody is on call as {seats}: skipped at once.", seats=seats)
    waiting = [voice.name(page.person) for page in paging.waiting(scene.incident)]
    if waiting:
        more = voice.say("Being paged: {names}.", names=SafeText(", ".join(waiting)))
        return post(scene, SafeText(f"{said} {more}"))
    return post(scene, said, asking(scene))


def _unreached(scene: Scene) -> Drawn:
    """A robot or service outside Slack that cannot be told."""
    target, code = seat(scene.voice, scene.said["target"]), scene.said["code"]
    said = scene.voice.say("{target} could NOT be told: {code}. Page somebody else.", target=target, code=code)
    return post(scene, said, asking(scene))


def _by_hand(scene: Scene) -> Drawn:
    """Somebody has moved it on."""
    voice, said = scene.voice, scene.said
    by = voice.name(PersonId(said["person"]))
    numbers = [int(number) for number in said.get("pages", "").split()]
    called = [page.person for page in scene.incident.pages if page.number in numbers]
    told = voice.say("{name} has escalated it.", name=by)
    if called:
        names = SafeText(", ".join(voice.name(person) for person in called))
        told = voice.say("{name} has escalated it. Being paged: {names}.", name=by, names=names)
    return post(scene, SafeText(f"{told}{because(scene)}"), asking(scene))


def because(scene: Scene) -> SafeText:
    """Their words, if they gave any."""
    why = scene.said.get("why")
    return SafeText(f" {scene.voice.say('“{why}”', why=cut(why, 600))}") if why else SafeText("")


def _unacked(scene: Scene) -> Drawn:
    """To one who was paged: whoever had it has it no more."""
    voice = scene.voice
    name = voice.name(PersonId(scene.said["by"]))
    said = voice.say("{name} took the answer back: nobody has it now.", name=name)
    more = voice.say("Paging goes on.") if scene.said.get("on") else voice.say("Nobody else is paged.")
    lines = (f"*{plain(scene)}*", f"{said}{because(scene)} {more} {place(scene)}")
    acts = buttons(voice, asking(scene), block_id="acts")
    return Drawn(f"{plain(scene)} · {lines[1]}", (section(*lines), *acts))


def asking(scene: Scene) -> tuple[Choice, ...]:
    """The ways to end it, as long as nobody has."""
    incident = scene.incident
    if not incident.is_open or incident.acknowledged_at:
        return ()
    return (Choice("I have it", "ack", incident.id), Choice("Page someone", "page", incident.id))


def _nobody(scene: Scene) -> Drawn:
    """To one who was paged: nobody has it, and the paging stops."""
    voice = scene.voice
    lines = (
        f"*{plain(scene)}*",
        f"{voice.say('NOBODY HAS IT.')} {tried(scene)} {stops(scene)}",
        voice.say("Channel: {place}", place=SafeText(place(scene))),
    )
    acts = buttons(voice, asking(scene), block_id="acts")
    return Drawn(f"{plain(scene)} · {lines[1]}", (section(*lines), *acts))


def call(scene: Scene) -> Drawn:
    """To a channel that the policy names: somebody there is to take it."""
    voice, incident = scene.voice, scene.incident
    said = voice.say(
        "Reported {at} by {name}, and nobody has answered yet. Who takes it? {place}",
        at=incident.opened_at,
        name=voice.name(incident.reporter),
        place=SafeText(place(scene)),
    )
    acts = buttons(voice, asking(scene), block_id="acts")
    return Drawn(f"{plain(scene)} · {said}", (section(f"*{plain(scene)}*", said), *acts))


def backstop(scene: Scene) -> Drawn:
    """What Slack says in the bot's stead when it is gone."""
    said = scene.voice.say(
        "When this was arranged nobody had it, and you had been called or were next. The bot may be down: look whether "
        "somebody has it, and take it if not. This may come late. {place}",
        place=SafeText(place(scene)),
    )
    return Drawn(f"{plain(scene)} · {said}", (section(f"*{plain(scene)}*", said),))


def tried(scene: Scene) -> SafeText:
    """Whom this run has paged, and what came of it."""
    voice, run = scene.voice, int(scene.said.get("run", "0"))
    newest = {page.person: page for page in scene.incident.pages if page.run == run}
    if not newest:
        return voice.say("The escalation policy reached nobody.")
    return SafeText(" ".join(_outcome(scene, page) for page in newest.values()))


def _outcome(scene: Scene, page: Page) -> SafeText:
    voice, name = scene.voice, scene.voice.name(page.person)
    match page.state:
        case PageState.ASKED:
            return voice.say("{name}: DM not sent yet.", name=name)
        case PageState.FAILED:
            return voice.say("{name}: DM failed {at}.", name=name, at=voice.clock(page.stood_at))
        case PageState.CANNOT:
            return voice.say("{name}: cannot, {at}.", name=name, at=voice.clock(page.stood_at))
        case PageState.COMING:
            return voice.say("{name}: is coming, and has not taken it.", name=name)
        case PageState.SENT:
            return voice.say("{name}: DM sent {at}, no answer.", name=name, at=voice.clock(page.stood_at))


def has_stopped(scene: Scene) -> bool:
    """True where an escalation has come to its end: nobody is paged any more unless somebody asks for it."""
    return "run" in scene.said and not scene.said.get("on")


def stops(scene: Scene) -> SafeText:
    """Whether the paging goes on."""
    if scene.said.get("on"):
        return scene.voice.say("Paging goes on until somebody answers.")
    return scene.voice.say("Paging has stopped.")


ACTS: dict[str, Callable[[Scene], Drawn]] = {
    "empty": _empty,
    "by_hand": _by_hand,
    "unacked": _unacked,
    "nobody": _nobody,
    "unreached": _unreached,
}
