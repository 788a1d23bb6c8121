"""What is said about people's parts in an incident: by DM to one of them, in the channel to all."""

from collections.abc import Callable
from datetime import datetime

from bot.views import media
from bot.views.blocks import Block, Drawn, buttons, section
from bot.views.roles import ROLES
from bot.views.scene import Scene, place, plain, post
from bot.views.words import SafeText, cut
from incidents.decision import Choice
from incidents.model import PersonId
from incidents.people import paging


def duty(scene: Scene) -> Drawn:
    """The DM to somebody who was made the owner; redrawn, it says what is true now."""
    voice, incident = scene.voice, scene.incident
    if settled := _settled(scene):
        return Drawn(f"{plain(scene)} · {settled}", (section(f"*{plain(scene)}*", settled), *_passing_on(scene)))
    lines = [
        f"*{plain(scene)}*",
        voice.say(
            "{name} reported it {at}; you are named as its owner. Channel: {place}",
            name=voice.name(incident.reporter),
            at=incident.opened_at,
            place=SafeText(place(scene)),
        ),
        voice.say("Press “I have it”, or give it to somebody who can."),
    ]
    acts = (Choice("I have it", "ack", incident.id), Choice("Give it to …", "owner", incident.id))
    return Drawn(f"{plain(scene)} · {lines[1]} {lines[2]}", (section(*lines), *buttons(voice, acts, block_id="acts")))


def _passing_on(scene: Scene) -> tuple[Block, ...]:
    """Whoever was made the owner of what others have in hand already may come, or say that it is not for them."""
    incident = scene.incident
    if not incident.is_open or incident.owner != scene.said["person"] or incident.acknowledged_by == incident.owner:
        return ()
    acts = (Choice("Open the channel", "join", incident.id), Choice("Give it to …", "owner", incident.id))
    return tuple(buttons(scene.voice, acts, block_id="acts"))


def _settled(scene: Scene) -> SafeText | None:
    """Why nothing is asked of the reader any more, if so."""
    voice, incident = scene.voice, scene.incident
    if not incident.is_open:
        return voice.say("{key} is {status}. You need do nothing.", key=incident.key, status=incident.status)
    if incident.owner != scene.said["person"]:
        return voice.say("{key} has another owner now. You need do nothing.", key=incident.key)
    return yours(scene, incident.acknowledged_at) if incident.acknowledged_at else None


def yours(scene: Scene, since: datetime) -> SafeText:
    """To the owner: it is theirs; since when only if they took it first."""
    voice, incident, where = scene.voice, scene.incident, SafeText(place(scene))
    if incident.acknowledged_by == incident.owner:
        return voice.say("You have {key} since {at}. {place}", key=incident.key, at=since, place=where)
    return voice.say("You lead {key}. {place}", key=incident.key, place=where)


def roster(scene: Scene) -> Drawn:
    """Who has which part now, or who cannot come: a post in the channel."""
    return ROSTERS[scene.said["roster"]](scene)


def _coming(scene: Scene) -> Drawn:
    name = scene.voice.name(PersonId(scene.said["person"]))
    if why := scene.said.get("why"):
        return post(scene, scene.voice.say("{name} is coming: {why}", name=name, why=cut(why, 600)))
    return post(scene, scene.voice.say("{name} is coming.", name=name))


def _cannot(scene: Scene) -> Drawn:
    voice, name = scene.voice, scene.voice.name(PersonId(scene.said["person"]))
    why = scene.said.get("why", "")
    said = (
        voice.say("{name} cannot come: {why}", name=name, why=cut(why, 600))
        if why
        else voice.say("{name} cannot come.", name=name)
    )
    return post(scene, SafeText(f"{said} {_next(scene)}"), _asking(scene))


def _unpaged(scene: Scene) -> Drawn:
    name, key, code = scene.voice.name(PersonId(scene.said["person"])), scene.incident.key, scene.said.get("code", "")
    if medium := scene.said.get("medium"):
        said = scene.voice.say(
            "{name} could NOT be paged for {key} by any medium, last {medium}: {code}.",
            name=name,
            key=key,
            medium=media.named(medium, scene.voice),
            code=code,
        )
        what = scene.voice.say("Page somebody else.")
    else:
        said = scene.voice.say("{name} could NOT be paged for {key}: Slack says {code}.", name=name, key=key, code=code)
        what = scene.voice.say("Phone them, or page somebody else.")
    acts = _asking(scene)
    return post(scene, SafeText(f"{said} {what} {_next(scene)}") if acts else said, acts)


def _next(scene: Scene) -> SafeText:
    """Who is still asked, or what to do where nobody is."""
    voice, incident = scene.voice, scene.incident
    if incident.acknowledged_at and incident.owner:
        return voice.say("{name} has it.", name=voice.name(incident.owner))
    if names := [voice.name(page.person) for page in paging.waiting(incident)]:
        return voice.say("Still asked: {names}.", names=SafeText(", ".join(names)))
    return voice.say("Nobody else is asked: page somebody, or take it.")


def _asking(scene: Scene) -> tuple[Choice, ...]:
    incident = scene.incident
    if not incident.is_open:
        return ()
    page = Choice("Page someone", "page", incident.id)
    return (page,) if incident.acknowledged_at else (Choice("I have it", "ack", incident.id), page)


def _role(scene: Scene) -> Drawn:
    voice, said, incident = scene.voice, scene.said, scene.incident
    by, to, former = (said.get(name, "") for name in ("person", "owner", "former"))
    one = ROLES[said["role"]]
    if not to:
        take = Choice("Take it", f"role {said['role']} me --free", incident.id)
        return post(scene, voice.say(one.nobody), (take,) if incident.is_open else ())
    if to == by:
        text = voice.say(one.has, name=voice.name(PersonId(to)))
    else:
        who = voice.name(PersonId(to)) if incident.test else voice.mention(PersonId(to))
        text = voice.say(one.asked, name=voice.name(PersonId(by)), who=who)
    if former and former != by:
        text = SafeText(f"{text} {voice.say('In place of {name}.', name=voice.name(PersonId(former)))}")
    return post(scene, text)


def role(scene: Scene) -> Drawn:
    """The DM to somebody who was given a part: what it asks of them."""
    voice, incident, one = scene.voice, scene.incident, ROLES[scene.said["role"]]
    name = voice.name(PersonId(scene.said["by"]))
    lines = [
        f"*{plain(scene)}*",
        voice.say(one.given, name=name, place=SafeText(place(scene))),
        voice.say(one.task),
    ]
    acts = (
        Choice("I cannot", f"role {scene.said['role']} --back", incident.id),
        Choice("Open the channel", "join", incident.id),
    )
    text = f"{plain(scene)} · {lines[1]} {lines[2]}"
    return Drawn(text, (section(*lines), *buttons(voice, acts if incident.is_open else (), block_id="acts")))


ROSTERS: dict[str, Callable[[Scene], Drawn]] = {
    "coming": _coming,
    "cannot": _cannot,
    "unpaged": _unpaged,
    "role": _role,
}
