"""What followers read: each event as it comes, and the answers about what they follow."""

from collections.abc import Callable

from bot.views.blocks import EMPTY, Block, Drawn, button, buttons, channel, section, spoken
from bot.views.life import turns
from bot.views.record import posts as record
from bot.views.scene import Scene, banner, mark, place, plain, title
from bot.views.words import SafeText, Voice, cut, esc, msg
from incidents.decision import Choice
from incidents.model import Setting
from incidents.people import following
from incidents.people.following import Follow
from incidents.policy import Policy
from incidents.reply import Answer, Followed, Reply

LISTED = 20


def event(scene: Scene) -> Drawn:
    """One event, told to one who follows: which incident, how it stands, what happened."""
    voice, incident, said = scene.voice, scene.incident, scene.said
    head = [
        f"{banner(scene)}{mark(scene)} *{incident.key} · {title(scene)}*",
        f"{scene.severity.name} · {esc(voice.status(incident.status).capitalize())} · {_leads(scene)} · {place(scene)}",
    ]
    text, blocks = _happened(scene)
    if "last" in said and following.key(said["subject"]):
        blocks = (*blocks, section(voice.say("That was the last you are told of {key}.", key=incident.key)))
    return Drawn(f"{plain(scene)} · {text}", (section(*head), *blocks, *buttons(voice, _acts(scene), block_id="acts")))


def _leads(scene: Scene) -> SafeText:
    owner = scene.incident.owner
    return (
        scene.voice.say("{name} leads", name=scene.voice.name(owner)) if owner else scene.voice.say("nobody leads yet")
    )


def _happened(scene: Scene) -> tuple[SafeText, tuple[Block, ...]]:
    voice, incident, said = scene.voice, scene.incident, scene.said
    if said["event"] == "update":
        written = record.update(scene)
        return SafeText(written.text.partition(" · ")[2]), written.blocks
    if said["event"] == "opened":
        name = voice.name(incident.reporter)
        text = voice.say("Reported {at} by {name}", at=incident.opened_at, name=name)
    else:
        text = turns.TURNS[said["turn"]](scene)
    return text, (section(text),)


def _acts(scene: Scene) -> tuple[Choice, ...]:
    incident, said = scene.incident, scene.said
    over = "last" in said and following.key(said["subject"])
    stop = (following.stop(said["subject"], said["follower"], incident.id),)
    join = (Choice("Join", "join", incident.id),) if incident.setting is not Setting.THREAD else ()
    return (*join, Choice("Details", "show", incident.id), *(() if over else stop))


# Answers.

HOW = {
    ("", "at once"): msg("You follow {what}: each turn and update comes by DM. `/incident follow stop` ends it."),
    ("", "daily"): msg("You follow {what}: what happened comes by DM once a day. `/incident follow stop` ends it."),
    ("room", "at once"): msg("{room} follows {what}: each turn and update is posted there, private incidents never."),
    ("room", "daily"): msg("{room} follows {what}: what happened is posted there once a day, private incidents never."),
}


def name(subject: str, voice: Voice, policy: Policy) -> SafeText:
    """A subject as people call it."""
    if subject == following.ALL:
        return voice.say("every incident")
    if subject.startswith(following.SEVERITY):
        return esc(policy.severity(subject.removeprefix(following.SEVERITY)).name)
    service = policy.service(subject.removeprefix(following.SERVICE))
    return esc(service.name if service else cut(subject.removeprefix(following.SERVICE), 100))


def _followed(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    room, how, subject = (str(told.values[part]) for part in ("room", "how", "subject"))
    text = voice.say(HOW["room" if room else "", how], what=name(subject, voice, policy), room=channel(room))
    return spoken(text, (following.stop(subject, room),), voice)


def _unfollowed(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    number, room = int(str(told.values["number"])), str(told.values["room"])
    what = name(str(told.values["subject"]), voice, policy)
    if number > 1:
        text = voice.say("Stopped: {n} things are not followed any more.", n=number)
    elif room:
        text = voice.say("{room} does not follow {what} any more.", room=channel(room), what=what)
    else:
        text = voice.say("You do not follow {what} any more.", what=what)
    return spoken(text, told.choices, voice)


def _follows(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Followed):
        return EMPTY
    if not told.data.follows:
        empty = voice.say(
            "You follow nothing. `/incident follow INC-42`, `follow sev1`, `follow svc:payments` or `follow all daily` "
            "tells you what happens without joining."
        )
        return spoken(empty, (), voice)
    head = voice.say("*You follow*")
    shown = told.data.follows[:LISTED]
    blocks = [section(head), *(row(follow, voice, policy, at) for at, follow in enumerate(shown))]
    more = len(told.data.follows) - len(shown)
    blocks += [section(voice.say("and {n} more", n=more))] if more else []
    return Drawn("\n".join((head, *(line(follow, voice, policy) for follow in shown))), tuple(blocks))


def row(follow: Follow, voice: Voice, policy: Policy, at: int) -> Block:
    """One follow with its button to stop."""
    stop = button(voice, following.stop(follow.subject, follow.follower), at)
    return {**section(line(follow, voice, policy)), "accessory": stop}


def line(follow: Follow, voice: Voice, policy: Policy) -> SafeText:
    """One follow in a line."""
    how = voice.say("once a day") if follow.digest else voice.say("at once")
    where = channel(follow.follower) if following.is_channel(follow.follower) else voice.say("by DM")
    return SafeText(f"{name(follow.subject, voice, policy)} · {how} · {where}")


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {
    Answer.FOLLOWED: _followed,
    Answer.UNFOLLOWED: _unfollowed,
    Answer.FOLLOWS: _follows,
}
