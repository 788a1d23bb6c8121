"""A page: the DM that asks a person to come. Redrawn, it says who has it."""

from bot.views.blocks import Drawn, buttons, section
from bot.views.people import posts
from bot.views.scene import Scene, banner, place, plain
from bot.views.words import SafeText, cut, msg
from incidents.decision import Choice
from incidents.model import SYSTEM, Page, PageState
from incidents.people import paging
from incidents.people.ringing import SHADOW

# Why somebody is paged by an escalation, by the seat they have.
SEATED = {
    "primary": msg("You are primary for {name}."),
    "backup": msg("You are backup for {name}; nobody before you has answered."),
    "team": msg("You are in the team {name}; nobody on call has answered."),
    "person": msg("The escalation policy names you."),
    "owner": msg("You had it, and nothing has been written since. Do you still have it?"),
    SHADOW: msg("A copy for you, who learn from whoever is on call for {name}: you have no duty."),
    "fallback": msg("You are the last whom the escalation policy names: nobody has answered."),
}


def page(scene: Scene) -> Drawn:
    """Why them, since when, who else, what is expected; or, once it is answered, who has it."""
    asked = scene.incident.pages[int(scene.said["page"]) - 1]
    if settled := _settled(scene, asked):
        acts = _settled_acts(scene, asked)
        drawn = (section(f"*{plain(scene)}*", settled), *buttons(scene.voice, acts, block_id="acts"))
        return Drawn(f"{plain(scene)} · {settled}", drawn)
    lines = [plain(scene), _why(scene, asked), _since(scene), _others(scene, asked), _expected(scene, asked)]
    body = (section(f"*{lines[0]}*", *lines[1:]), *buttons(scene.voice, _acts(scene, asked), block_id="acts"))
    return Drawn(" ".join(lines), body)


def mention(scene: Scene) -> Drawn:
    """In the incident's channel, to who was paged: seen by everybody, heard by one."""
    asked = scene.incident.pages[int(scene.said["page"]) - 1]
    said = scene.voice.say("{who}, you are paged.", who=scene.voice.mention(asked.person))
    lines = SafeText(f"{banner(scene)}{said} {_why(scene, asked)}")
    return Drawn(
        f"{plain(scene)} · {lines}", (section(lines), *buttons(scene.voice, _acts(scene, asked), block_id="acts"))
    )


def _why(scene: Scene, asked: Page) -> SafeText:
    voice, name = scene.voice, scene.voice.name(asked.asked_by)
    if asked.run:
        return _escalated(scene, asked)
    if asked.team:
        said = voice.say(
            "{name} pages {team}, {at}; you are in that team.", name=name, team=asked.team, at=asked.asked_at
        )
    else:
        said = voice.say("{name} pages you, {at}.", name=name, at=asked.asked_at)
    return SafeText(f"{said} {voice.say('“{why}”', why=cut(asked.why, 600))}") if asked.why else said


def _escalated(scene: Scene, asked: Page) -> SafeText:
    """By which seat, and who has moved the escalation on, where it was not the clock."""
    voice, name = scene.voice, scene.voice.name(asked.asked_by)
    seat = voice.say(SEATED.get(asked.seat, SEATED["person"]), name=asked.team)
    if asked.asked_by == SYSTEM:
        return seat
    said = voice.say("{name} escalated it.", name=name)
    if asked.why:
        said = voice.say("{name} escalated it: “{why}”", name=name, why=cut(asked.why, 600))
    return said if asked.seat == "person" else SafeText(f"{seat} {said}")


def _since(scene: Scene) -> SafeText:
    voice, incident = scene.voice, scene.incident
    name = voice.name(incident.reporter)
    return voice.say("Reported {at} by {name}. {who}", at=incident.opened_at, name=name, who=_has_it(scene))


def _has_it(scene: Scene) -> SafeText:
    voice, incident = scene.voice, scene.incident
    if incident.holder and incident.acknowledged_at:
        return voice.say("{name} has it.", name=voice.name(incident.holder))
    return voice.say("Nobody has it yet.")


def _others(scene: Scene, asked: Page) -> SafeText:
    voice = scene.voice
    others = [page.person for page in paging.newest(scene.incident) if page.person != asked.person]
    if not others:
        return voice.say("Nobody else was asked.")
    return voice.say("Also asked: {names}.", names=SafeText(", ".join(voice.name(person) for person in others)))


def _expected(scene: Scene, asked: Page) -> SafeText:
    voice, where = scene.voice, SafeText(place(scene))
    if asked.seat == SHADOW:
        return voice.say("Whoever is on call answers; nobody waits for you. Read along in {place}.", place=where)
    if scene.incident.acknowledged_at:
        return voice.say("Say whether you are coming; it goes on in {place}.", place=where)
    if asked.answer_by and asked.then:
        names = SafeText(", ".join(voice.name(person) for person in asked.then))
        at = voice.clock(asked.answer_by)
        return voice.say("Without an answer I page {names} at {at}. {place}", at=at, names=names, place=where)
    if asked.answer_by:
        at = voice.clock(asked.answer_by)
        return voice.say("No answer by {at}: nobody comes after you, and it is said aloud. {place}", at=at, place=where)
    return voice.say("Take it, or say that you cannot, so that somebody else is asked. Channel: {place}", place=where)


def _acts(scene: Scene, asked: Page) -> tuple[Choice, ...]:
    number = scene.incident.id
    if asked.seat == SHADOW:  # Who learns may take it all the same; there is nothing to decline.
        take = () if scene.incident.acknowledged_at else (Choice("I have it", "ack", number),)
        return (*take, Choice("Open the channel", "join", number))
    no = Choice("I cannot", "page --cannot", number)
    if asked.then and not scene.incident.acknowledged_at:
        name = scene.voice.names.get(asked.then[0], asked.then[0])
        no = Choice("I cannot: page {name} now", "page --cannot", number, values=(("name", cut(name, 30)),))
    yes = Choice("I am coming", "page --coming", number)
    if not scene.incident.acknowledged_at:
        yes = Choice("I have it", "ack", number)
    return (yes, no, Choice("Open the channel", "join", number))


def _settled(scene: Scene, asked: Page) -> SafeText | None:
    """What has become of it, if nothing is asked of the reader any more."""
    voice, incident = scene.voice, scene.incident
    if not incident.is_open:
        return voice.say("{key} is {status}. You need do nothing.", key=incident.key, status=incident.status)
    where = SafeText(place(scene))
    if asked.state is PageState.COMING:
        return voice.say("You are coming. {place}", place=where)
    if asked.state is PageState.CANNOT:
        return voice.say("You cannot come. {who} {place}", who=_has_it(scene), place=where)
    if incident.owner == asked.person and incident.acknowledged_at:
        return posts.yours(scene, incident.acknowledged_at)
    if not incident.holder or not _is_answered(scene, asked):
        return None
    name, at = voice.name(incident.holder), incident.acknowledged_at or scene.now
    return voice.say("{name} has {key} since {at}. {place}", name=name, key=incident.key, at=at, place=where)


def _is_answered(scene: Scene, asked: Page) -> bool:
    """Somebody took the incident after this page; one that is sent or asked for after that still asks for help."""
    return "settled" in scene.said and scene.incident.acknowledged_at is not None and not asked.helping


def _settled_acts(scene: Scene, asked: Page) -> tuple[Choice, ...]:
    incident = scene.incident
    if not incident.is_open or incident.owner == asked.person:
        return ()
    come = (Choice("Open the channel", "join", incident.id),)
    if asked.state is PageState.CANNOT and not incident.acknowledged_at:
        return (Choice("I have it", "ack", incident.id), *come)
    return come
