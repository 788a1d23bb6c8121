"""What is posted once and notifies: first post, turns, updates, duty, reminders, nobody answers, mishaps."""

from collections.abc import Callable
from datetime import datetime

from bot.views.blocks import Drawn, buttons, section
from bot.views.parts import part
from bot.views.scene import Scene, banner, mark, place, plain, title
from bot.views.words import SafeText, cut, esc, msg
from incidents.decision import Choice
from incidents.model import Incident, PersonId, Status


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
            who=_who(scene, incident.owner),
        )
    else:
        said = voice.say(
            "{key} is open. Nobody is on call for it and nobody has been paged. Who takes it?", key=incident.key
        )
    acts = [] if incident.acknowledged_at else [Choice("I have it", "ack", incident.id)]
    acts += [] if incident.named else [Choice("Name it", "title", incident.id)]
    return _post(scene, said, tuple(acts))


def _who(scene: Scene, person: str) -> SafeText:
    return scene.voice.mention(PersonId(person))


def _post(scene: Scene, said: str, acts: tuple[Choice, ...] = ()) -> Drawn:
    return Drawn(
        f"{plain(scene)} · {said}", (section(f"{banner(scene)}{said}"), *buttons(scene.voice, acts, block_id="acts"))
    )


def turn(scene: Scene) -> Drawn:
    """A turn of events in the incident's channel."""
    said = TURNS[scene.said["turn"]](scene)
    said = SafeText(f"✅ {said}") if scene.said["turn"] == "resolved" else said
    return _post(scene, said, _turn_acts(scene.incident, scene.said["turn"]))


def abroad(scene: Scene) -> Drawn:
    """The same turn as a reply under the announcement: it says which incident."""
    said = TURNS[scene.said["turn"]](scene)
    text = f"{mark(scene)} {scene.incident.key} {title(scene)} · {said}"
    return Drawn(f"{plain(scene)} · {said}", (section(text),))


def _turn_acts(incident: Incident, what: str) -> tuple[Choice, ...]:
    return (Choice("Reopen", "reopen", incident.id),) if what == "resolved" else ()


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


def _graded(scene: Scene) -> SafeText:
    said = scene.said
    before, after = scene.policy.severity(said["from"]).name, scene.policy.severity(said["to"]).name
    name = scene.voice.name(PersonId(said["person"]))
    return scene.voice.say("{before} → {after} ({name})", before=before, after=after, name=name)


def _moved(scene: Scene) -> SafeText:
    said = scene.said
    name = scene.voice.name(PersonId(said["person"]))
    before, after = Status(said["from"]), Status(said["to"])
    return scene.voice.say("{before} → {after} ({name})", before=before, after=after, name=name)


def _resolved(scene: Scene) -> SafeText:
    voice, incident = scene.voice, scene.incident
    name = voice.name(PersonId(scene.said["person"]))
    span = (incident.resolved_at or scene.now) - incident.opened_at
    if fix := scene.said.get("fix"):
        return voice.say("Resolved after {span} by {name}. Fixed by: {fix}", span=span, name=name, fix=cut(fix, 1000))
    return voice.say("Resolved after {span} by {name}.", span=span, name=name)


def _reopened(scene: Scene) -> SafeText:
    name = scene.voice.name(PersonId(scene.said["person"]))
    if why := scene.said.get("why"):
        return scene.voice.say("Reopened by {name}: {why}", name=name, why=cut(why, 1000))
    return scene.voice.say("Reopened by {name}.", name=name)


TURNS: dict[str, Callable[[Scene], SafeText]] = {
    "acknowledged": _acknowledged,
    "owner": _owner,
    "raised": _graded,
    "lowered": _graded,
    "status": _moved,
    "resolved": _resolved,
    "reopened": _reopened,
}


def update(scene: Scene) -> Drawn:
    """A written update."""
    voice, said = scene.voice, scene.said
    at = datetime.fromisoformat(said["at"])
    name = voice.name(PersonId(said["person"]))
    head = voice.say("*Update {number} · {at} · {name}*", number=said["number"], at=voice.clock(at), name=name)
    if "to" in said:
        move = esc(f"{voice.status(Status(said['from']))} → {voice.status(Status(said['to']))}")
        head = SafeText(f"{head} {move}")
    what = voice.say("No change.") if "unchanged" in said else esc(cut(said.get("what", ""), 2000))
    lines = [head, f"*{voice.say('What changed')}* {what}"]
    if "impact" in said:
        lines.append(f"*{voice.say('Impact')}* {esc(cut(said['impact'], 1000))}")
    if "next" in said:
        lines.append(f"*{voice.say('Next')}* {esc(cut(said['next'], 1000))}")
    if "due" in said:
        due = voice.clock(datetime.fromisoformat(said["due"]))
        lines.append(voice.say("Next update by {at}", at=due))
    return Drawn(f"{plain(scene)} · {head}: {what}", (section(banner(scene) + lines[0], *lines[1:]),))


def duty(scene: Scene) -> Drawn:
    """The DM to somebody who was made the owner; redrawn, it says what is true now."""
    voice, incident = scene.voice, scene.incident
    if settled := _settled(scene):
        return Drawn(f"{plain(scene)} · {settled}", (section(f"*{plain(scene)}*", settled),))
    lines = [
        plain(scene),
        voice.say(
            "{name} reported it {at}; you are named as its owner. Channel: {place}",
            name=voice.name(incident.reporter),
            at=incident.opened_at,
            place=SafeText(place(scene)),
        ),
        voice.say("Press “I have it”, or give it to somebody who can."),
    ]
    acts = (Choice("I have it", "ack", incident.id), Choice("Give it to …", "owner", incident.id))
    return Drawn(" ".join(lines), (section(*lines), *buttons(voice, acts, block_id="acts")))


def _settled(scene: Scene) -> SafeText | None:
    """Why nothing is asked of the reader any more, if so."""
    voice, incident = scene.voice, scene.incident
    if not incident.is_open:
        return voice.say("{key} is {status}. You need do nothing.", key=incident.key, status=incident.status)
    if incident.owner != scene.said["person"]:
        return voice.say("{key} has another owner now. You need do nothing.", key=incident.key)
    if incident.acknowledged_at:
        at, where = incident.acknowledged_at, SafeText(place(scene))
        return voice.say("You have {key} since {at}. {place}", key=incident.key, at=at, place=where)
    return None


def nobody(scene: Scene) -> Drawn:
    """Nobody has answered: said aloud, with the way to answer."""
    voice, incident = scene.voice, scene.incident
    waited = voice.lasted(scene.now - incident.opened_at)
    said = voice.say(
        "NOBODY HAS IT, {span} after it was reported by {name}.", span=waited, name=voice.name(incident.reporter)
    )
    told = incident.owner
    more = (
        voice.say("{name} was told by DM and has not answered.", name=voice.name(told))
        if told
        else voice.say("Nobody was paged.")
    )
    text = f"{plain(scene)} · {said} {more}"
    acts = (Choice("I have it", "ack", incident.id), Choice("Give it to …", "owner", incident.id))
    where = [place(scene)] if scene.channel else []
    return Drawn(text, (section(f"*{plain(scene)}*", f"{said} {more}", *where), *buttons(voice, acts, block_id="acts")))


def reminder(scene: Scene) -> Drawn:
    """An update is due: to the owner, five minutes before."""
    voice, incident = scene.voice, scene.incident
    due = incident.update_due_at or scene.now
    minutes = round((due - scene.now).total_seconds() / 60)
    when = voice.say("in {n} min", n=minutes) if minutes > 0 else voice.say("overdue")
    said = voice.say("An update on {key} is due at {at} ({when}).", key=incident.key, at=voice.clock(due), when=when)
    if incident.updated_at and incident.summary:
        last = cut(incident.summary, 300)
        before = voice.say("Last, {at}: “{last}”", at=voice.clock(incident.updated_at), last=last)
    else:
        before = voice.say("There has been none yet.")
    said = SafeText(f"{said} {before}")
    acts = (
        Choice("Write update", "update", incident.id),
        Choice("Post “no change”", "update --no-change", incident.id),
        Choice("Remind in 10 min", "remind 10m", incident.id),
        Choice("No more reminders", "remind off", incident.id),
    )
    text = f"{plain(scene)} · {said}"
    return Drawn(
        text, (section(f"{banner(scene)}{title(scene)} · {place(scene)}", said), *buttons(voice, acts, block_id="acts"))
    )


MISHAPS = {
    "is_archived": msg("The channel of {key} is archived: I cannot write there. Unarchive it, or go on here."),
    "channel_not_found": msg("I cannot find the channel of {key} any more. Go on here: `/incident status {key}`."),
    "not_in_channel": msg("I am not in the channel of {key} any more. Invite me with `/invite`, or go on here."),
    "no_channel": msg("{key} has no channel: Slack refused to make it ({code}). Go on here: `/incident status {key}`."),
    "unannounced": msg(
        "{key} could not be announced: Slack says {code}. Check `announcements` in sitrep.toml, or invite me there."
    ),
    "missing_scope": msg(
        "Slack refused part of {key} ({what}): the app lacks a permission. Reinstall it with `sitrep manifest`."
    ),
    "gone": msg("{who} could not be brought in or told about {key}: Slack says {code}. Name somebody else."),
    "failed": msg("Part of {key} ({what}) could not be done: Slack says {code}. Everything else goes on."),
}


def mishap(scene: Scene) -> Drawn:
    """Something that Slack refused, told to the people concerned with the next step."""
    said = scene.said
    who = scene.voice.name(PersonId(said.get("person", "")))
    text = scene.voice.say(
        MISHAPS.get(said["mishap"], MISHAPS["failed"]),
        key=scene.incident.key,
        code=said.get("code", ""),
        what=part(scene.voice, said.get("what", "")),
        who=who,
    )
    return Drawn(f"{plain(scene)} · {text}", (section(f"{banner(scene)}{text}"),))
