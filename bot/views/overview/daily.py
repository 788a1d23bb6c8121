"""Many incidents in one post: what is open, and what has happened to what somebody follows."""

from datetime import datetime

from bot.views import timeline
from bot.views.blocks import Block, Drawn, context, divider, fitting, is_address, link, paragraphs, section
from bot.views.scene import Scene
from bot.views.words import SafeText, Voice, cut, esc
from incidents.model import Incident
from incidents.policy import Policy

SHORT = 120


def daily(scene: Scene) -> Drawn:
    """What is open: who leads, since when, when the next update is due."""
    voice, brief = scene.voice, scene.brief
    head = voice.say("*{n} open incidents*", n=len(brief.incidents))
    if len(brief.incidents) == 1:
        head = voice.say("*One open incident*")
    every = [summary(incident, scene) for incident in brief.incidents]
    lines = fitting(every)
    blocks = [section(head), *paragraphs(lines)]
    blocks += [_more(voice)] if brief.more or len(lines) < len(every) else []
    return Drawn("\n".join((head, *lines)), tuple(blocks))


def digest(scene: Scene) -> Drawn:
    """What has happened since the last digest to what somebody follows."""
    voice, brief = scene.voice, scene.brief
    head = voice.say("*What you follow*, since {at}", at=datetime.fromisoformat(scene.said["since"]))
    every = [_news(incident, scene) for incident in brief.incidents]
    lines = fitting(every)
    blocks: list[Block] = [section(head)]
    blocks += [block for line in lines for block in (divider(), section(line))]
    blocks += [_more(voice)] if brief.more or len(lines) < len(every) else []
    blocks.append(context(voice.say("`/incident follow` shows what you follow, `/incident follow stop` ends it.")))
    return Drawn("\n".join((head, *(line.partition("\n")[0] for line in lines))), tuple(blocks))


def _news(incident: Incident, scene: Scene) -> SafeText:
    """How one stands, and under it its newest lines."""
    told = [timeline.line(link, scene.voice, scene.policy) for link in scene.brief.lines.get(incident.id, ())]
    return SafeText("\n".join((summary(incident, scene), *(f"• {line}" for line in told))))


def summary(incident: Incident, scene: Scene) -> SafeText:
    """One incident in a line."""
    voice, policy = scene.voice, scene.policy
    name = esc(cut(incident.title, SHORT)) if incident.named else voice.say("Untitled incident")
    parts = [f"{_mark(incident, policy)} *{incident.key}* {name}", policy.severity(incident.severity).name]
    parts += [esc(voice.status(incident.status))]
    if incident.is_open:
        owner = incident.owner
        parts.append(voice.say("{name} leads", name=voice.name(owner)) if owner else voice.say("nobody leads yet"))
        parts.append(voice.say("for {span}", span=scene.now - incident.opened_at))
    elif incident.resolved_at:
        parts.append(voice.say("resolved after {span}", span=incident.resolved_at - incident.opened_at))
    if incident.is_open and incident.update_due_at:
        parts.append(voice.say("next update {at}", at=voice.clock(incident.update_due_at)))
    parts += [voice.say("TEST")] if incident.test else []
    parts += [voice.say("private")] if incident.private else []
    channel = scene.brief.channels.get(incident.key)
    parts += [f"<#{channel}>"] if channel else _thread(incident, scene)
    return SafeText(" · ".join(parts))


def _thread(incident: Incident, scene: Scene) -> list[str]:
    """A link to the thread it runs in, where that is known."""
    address = scene.brief.threads.get(incident.key, "")
    return [link(address, scene.voice.say("thread"))] if is_address(address) else []


def _mark(incident: Incident, policy: Policy) -> str:
    return policy.severity(incident.severity).mark if incident.is_open else "✅"


def _more(voice: Voice) -> Block:
    return context(voice.say("There are more: `/incident list`."))
