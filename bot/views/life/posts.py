"""What is posted about an incident's life: the first post, that nobody has it."""

from bot.views.blocks import Drawn, buttons, channel, section
from bot.views.escalation import posts as escalation
from bot.views.knowledge import similar
from bot.views.scene import Scene, elsewhere, place, plain, post
from bot.views.words import SafeText
from incidents.decision import Choice
from incidents.model import PageState, PersonId, Setting
from incidents.people import paging


def first(scene: Scene) -> Drawn:
    """The first post: what is going on, who has been told, what to do."""
    voice, incident = scene.voice, scene.incident
    if incident.test:
        said = voice.say("{key} is a test. Nobody has been paged; it closes itself after a day.", key=incident.key)
    elif incident.acknowledged_at and incident.owner:
        said = voice.say("{key} is open. {name} has it.", key=incident.key, name=voice.name(incident.owner))
    elif incident.owner:
        said = voice.say(
            "{key} is open. {who} is named owner and has been told by DM.",
            key=incident.key,
            who=voice.mention(incident.owner),
        )
    elif incident.pages:
        names = SafeText(", ".join(voice.name(page.person) for page in paging.newest(incident)))
        said = voice.say("{key} is open. Being paged: {names}. Who takes it?", key=incident.key, names=names)
    else:
        said = voice.say(
            "{key} is open. Nobody is on call for it and nobody has been paged. Who takes it?", key=incident.key
        )
    said = _in_thread(scene, said)
    acts = [] if incident.acknowledged_at else [Choice("I have it", "ack", incident.id)]
    acts += [] if incident.acknowledged_at or incident.test else [Choice("Page someone", "page", incident.id)]
    acts += [] if incident.named else [Choice("Name it", "title", incident.id)]
    if other := scene.said.get("other"):
        said = SafeText(f"{said} {voice.say('It looks like {other}.', other=elsewhere(scene, other))}")
        acts.append(Choice("Merge into {key}", f"merge {other}", incident.id, values=(("key", other),)))
    drawn = post(scene, said, tuple(acts))
    more = similar.post(scene.alikes, voice, scene.policy)
    return Drawn(drawn.text, (*drawn.blocks, *(block for part in more for block in part.blocks)))


def _in_thread(scene: Scene, said: SafeText) -> SafeText:
    """In a thread: how to write to the bot there, and those mentioned who would have been invited."""
    if scene.incident.setting is not Setting.THREAD:
        return said
    how = scene.voice.say("Slash commands do not work in a thread: write `@sitrep update ...` or `@sitrep note ...`.")
    return SafeText("\n".join((said, how, *_called(scene))))


def _called(scene: Scene) -> list[SafeText]:
    return [scene.voice.mention(PersonId(person)) for person in scene.said.get("people", "").split()]


def moved(scene: Scene) -> Drawn:
    """Where it is run from now on, and why."""
    voice, said = scene.voice, scene.said
    if said.get("to") == Setting.THREAD:
        text = voice.say("It is run in this thread: Slack does not let me make a channel ({code}).", code=said["code"])
        return post(scene, SafeText("\n".join((text, *_called(scene)))))
    if "code" not in said or not scene.incident.here:
        return post(scene, voice.say("It goes on in {place}.", place=SafeText(place(scene))))
    here = channel(scene.incident.here)
    text = voice.say("I cannot run it in {here}: Slack says {code}. It goes on here.", here=here, code=said["code"])
    return post(scene, text)


def became(scene: Scene) -> Drawn:
    """Under somebody's message: which incident it became."""
    where = SafeText(place(scene))
    said = scene.voice.say("This is {key} now. {place}", key=scene.incident.key, place=where)
    return Drawn(f"{plain(scene)} · {said}", (section(f"*{plain(scene)}*", said),))


def nobody(scene: Scene) -> Drawn:
    """Nobody has answered: said aloud, with the way to answer."""
    voice, incident = scene.voice, scene.incident
    waited = voice.lasted(scene.now - incident.opened_at)
    said = voice.say(
        "NOBODY HAS IT, {span} after it was reported by {name}.", span=waited, name=voice.name(incident.reporter)
    )
    more = _unanswered(scene)
    if "run" in scene.said:
        more = SafeText(f"{escalation.tried(scene)} {escalation.stops(scene)}")
    text = f"{plain(scene)} · {said} {more}"
    again = (Choice("Page all again", "escalate all", incident.id),) if escalation.has_stopped(scene) else ()
    acts = (
        Choice("I have it", "ack", incident.id),
        *again,
        Choice("Page someone", "page", incident.id),
        Choice("Give it to …", "owner", incident.id),
    )
    where = [place(scene)] if scene.channel else []
    return Drawn(text, (section(f"*{plain(scene)}*", f"{said} {more}", *where), *buttons(voice, acts, block_id="acts")))


def _unanswered(scene: Scene) -> SafeText:
    """Who was told, and has not answered."""
    voice, incident = scene.voice, scene.incident
    told = [incident.owner] if incident.owner else []
    told += [page.person for page in paging.waiting(incident) if page.state is PageState.SENT]
    if not told:
        return voice.say("Nobody was paged.")
    names = [voice.name(person) for person in dict.fromkeys(told)]
    if len(names) == 1:
        return voice.say("{name} was told by DM and has not answered.", name=names[0])
    return voice.say("Told by DM, and none has answered: {names}.", names=SafeText(", ".join(names)))
