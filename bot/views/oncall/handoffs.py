"""What whoever comes on call reads, and whoever goes: on one screen, what happened, what is open, what is silenced."""

from collections.abc import Sequence
from datetime import datetime

from bot.views.blocks import Block, Drawn, context, fitting, paragraphs, section
from bot.views.overview.daily import summary
from bot.views.scene import Scene
from bot.views.words import COMMA, SafeText, msg
from incidents.model import Incident, PersonId
from incidents.oncall import handoffs
from incidents.oncall.handoffs import Handoff, Silence, Tally
from incidents.oncall.model import Seat

COMES = {
    Seat.PRIMARY: msg("You are primary for {name} from now on."),
    Seat.BACKUP: msg("You are backup for {name} from now on."),
}
BESIDE = {
    Seat.PRIMARY: msg("Behind you: {person}."),
    Seat.BACKUP: msg("You stand behind {person}."),
}
ALONE = {
    Seat.PRIMARY: msg("Nobody is behind you."),
    Seat.BACKUP: msg("Nobody is primary."),
}
GOES = {
    Seat.PRIMARY: msg("Your shift as primary for {name} is over: {owner} has it from now on."),
    Seat.BACKUP: msg("Your shift as backup for {name} is over: {owner} has it from now on."),
}
NOBODY_COMES = {
    Seat.PRIMARY: msg("Your shift as primary for {name} is over, and nobody has it after you."),
    Seat.BACKUP: msg("Your shift as backup for {name} is over, and nobody has it after you."),
}
THIRD = 3500  # Characters: what is over and what is open fit into one message with the rest.


def begins(scene: Scene) -> Drawn:
    """To whoever comes in."""
    head, open_now = _head(scene), [_open(one, scene) for one in scene.brief.incidents]
    past, over, hushed = _past(scene)
    lines, ended = fitting(open_now, THIRD), fitting(over, THIRD)
    title = scene.voice.say("*Open now*") if lines else scene.voice.say("Nothing is open.")
    blocks: list[Block] = [section(head), *paragraphs([past, *ended]), *paragraphs([title, *lines])]
    if scene.brief.more or len(lines) < len(open_now):
        blocks.append(context(scene.voice.say("There are more: `/incident list`.")))
    blocks += paragraphs(hushed)
    return Drawn("\n".join((head, past, title, *lines, *hushed)), tuple(blocks))


def ends(scene: Scene) -> Drawn:
    """To whoever goes: one line."""
    voice, said = scene.voice, scene.said
    seat = Seat(said["seat"])
    owner = PersonId(said.get("owner", ""))
    text = voice.say(
        GOES[seat] if owner else NOBODY_COMES[seat], name=said["schedule"], owner=voice.name(owner) if owner else ""
    )
    if led := [_where(one, scene) for one in scene.brief.incidents]:
        text = SafeText(f"{text} {voice.say('You still lead {key}.', key=_joined(led, scene))}")
    return Drawn(text, (section(text),))


def _head(scene: Scene) -> SafeText:
    """Which seat, until when, who stands beside it."""
    voice, said = scene.voice, scene.said
    seat = Seat(said["seat"])
    parts = [voice.say(COMES[seat], name=said["schedule"])]
    if "due" in said:
        parts.append(voice.say("Until {due}.", due=datetime.fromisoformat(said["due"])))
    beside = said.get("behind")
    parts.append(voice.say(BESIDE[seat], person=voice.name(PersonId(beside))) if beside else voice.say(ALONE[seat]))
    return SafeText(" ".join(parts))


def _past(scene: Scene) -> tuple[SafeText, Sequence[SafeText], Sequence[SafeText]]:
    """What the last shift came to, what is over since, and what is silenced."""
    handoff = scene.brief.handoff or Handoff(tally=Tally())
    over = [_over(one, scene) for one in handoff.over]
    hushed = [_silence(one, scene) for one in handoff.silenced]
    title = [scene.voice.say("*Silenced*")] if hushed else []
    return _counted(handoff.tally, scene), over, [*title, *hushed]


def _counted(tally: Tally, scene: Scene) -> SafeText:
    voice, said = scene.voice, scene.said
    since, _ = handoffs.span(said)
    former = said.get("former")
    head = (
        voice.say("*Last shift*, {person} since {since}:", person=voice.name(PersonId(former)), since=since)
        if former
        else voice.say("*Since {since}*:", since=since)
    )
    if not (tally.opened or tally.over or tally.pages or tally.answered):
        return SafeText(f"{head} {voice.say('nothing was opened, nobody was paged.')}")
    parts = [
        voice.say("opened {n}", n=tally.opened),
        voice.say("over {n}", n=len(tally.over)),
        voice.say("pages {n}, at night {most}", n=tally.pages, most=tally.nights),
        *(voice.say("{person} answered {n}", person=voice.name(person), n=n) for person, n in tally.answered),
    ]
    return SafeText(f"{head} {' · '.join(parts)}")


def _open(incident: Incident, scene: Scene) -> SafeText:
    text = summary(incident, scene)
    return text if incident.acknowledged_at else SafeText(f"{text} · {scene.voice.say('nobody has answered')}")


def _over(incident: Incident, scene: Scene) -> SafeText:
    """What is over, and who had answered for it."""
    voice, text = scene.voice, summary(incident, scene)
    if not (incident.acknowledged_by and incident.acknowledged_at):
        return text
    span = incident.acknowledged_at - incident.opened_at
    answered = voice.say("{person} answered after {span}", person=voice.name(incident.acknowledged_by), span=span)
    return SafeText(f"{text} · {answered}")


def _silence(one: Silence, scene: Scene) -> SafeText:
    if one.until:
        return scene.voice.say("{key}: reminders of updates are put off until {due}.", key=one.key, due=one.until)
    return scene.voice.say(
        "{key}: nobody is reminded of updates any more. `/incident remind {key} 10m` changes that.", key=one.key
    )


def _where(incident: Incident, scene: Scene) -> str:
    channel = scene.brief.channels.get(incident.key)
    return f"{incident.key} (<#{channel}>)" if channel else incident.key


def _joined(parts: Sequence[str], scene: Scene) -> SafeText:
    return SafeText(scene.voice.label(COMMA).join(parts))
