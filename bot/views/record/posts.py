"""Written updates, and the reminder of the next one."""

from datetime import datetime

from bot.views.blocks import Drawn, buttons, section
from bot.views.scene import Scene, banner, place, plain, title
from bot.views.words import SafeText, cut, esc
from incidents.decision import Choice
from incidents.model import PersonId, Status, Todo, TodoState


def update(scene: Scene) -> Drawn:
    """A written update."""
    voice, said = scene.voice, scene.said
    at = datetime.fromisoformat(said["at"])
    name = voice.name(PersonId(said["person"]))
    head = voice.say("*Update {number} · {at} · {name}*", number=said["number"], at=voice.clock(at), name=name)
    if "to" in said:
        move = esc(f"{voice.status(Status(said['from']))} → {voice.status(Status(said['to']))}")
        head = SafeText(f"{head} {move}")
    if "graded_to" in said:
        before, after = (scene.policy.severity(said[end]).name for end in ("graded_from", "graded_to"))
        head = SafeText(f"{head} {esc(f'{before} → {after}')}")
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


def todo(scene: Scene) -> Drawn:
    """The DM about one to-do: to its owner, or to who added what was handed back; redrawn, it says what is true now."""
    voice, incident = scene.voice, scene.incident
    number, person = int(scene.said["todo"]), PersonId(scene.said["person"])
    found = next((one for one in scene.todos if one.number == number), None)
    if found is None:
        said = voice.say("To-do {number} of {key} is settled. You need do nothing.", number=number, key=incident.key)
        return Drawn(f"{plain(scene)} · {said}", (section(f"*{plain(scene)}*", said),))
    text = voice.say("To-do {number}: {text}", number=number, text=cut(found.text, 500))
    said, acts = _asked(scene, found, person)
    lines = [f"*{plain(scene)}*", text, said]
    where = [place(scene)] if scene.channel else []
    blocks = (section(*lines, *where), *buttons(voice, acts, block_id="acts"))
    return Drawn(f"{plain(scene)} · {text} · {said}", blocks)


def _asked(scene: Scene, found: Todo, person: PersonId) -> tuple[SafeText, tuple[Choice, ...]]:
    """What the reader is asked to do about a to-do, and their buttons."""
    voice, number = scene.voice, scene.incident.id
    done = Choice("Done", f"todo {found.number} done", number)
    if found.state is not TodoState.OPEN:
        if found.state is TodoState.DONE:
            return voice.say("It is done. You need do nothing."), ()
        return voice.say("It was dropped. You need do nothing."), ()
    if found.owner == person:
        said = voice.say("{name} added it; it is yours.", name=voice.name(found.added_by))
        return said, (done, Choice("I cannot", f"todo {found.number} cannot", number))
    if found.owner:
        return voice.say("{name} has it now. You need do nothing.", name=voice.name(found.owner)), ()
    mine = Choice("Mine", f"todo {found.number} me", number)
    if found.added_by == person:
        said = voice.say(
            "Nobody has it: it was handed back. Take it, or give it: `/incident todo {key} {number} @person`.",
            key=scene.incident.key,
            number=found.number,
        )
        return said, (mine, done)
    return voice.say("You gave it back. You need do nothing."), (mine,)


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
