"""What is said outside Slack to a group and to PagerDuty, in plain text without mark-up."""

from bot.views.people import rings
from bot.views.scene import Scene
from bot.views.words import Voice, cut, msg
from incidents.model import Status
from incidents.people import paging

LONGEST = 300  # Characters of a title there.
# Feishu and WeCom read mentions of everybody in angle brackets.
PLAIN = str.maketrans({"<": "\u2039", ">": "\u203a"})
OVER = {
    Status.RESOLVED: msg("It is resolved."),
    Status.CLOSED: msg("It is resolved."),
    Status.MERGED: msg("It goes on in INC-{other}."),
}


def head(scene: Scene) -> str:
    """Severity, key, title."""
    incident = scene.incident
    return _plain(f"{scene.severity.name} {incident.key}: {cut(rings.title(scene), LONGEST)}")


def told(scene: Scene) -> tuple[str, ...]:
    """To a group: who is paged, or who has it; each a line of its own."""
    incident, voice = scene.incident, scene.voice
    if not incident.is_open:
        return (voice.word(OVER.get(incident.status, msg("It was a false alarm.")), other=incident.merged_into or 0),)
    if incident.acknowledged_at:
        by, at = incident.acknowledged_by or incident.reporter, incident.acknowledged_at
        return (voice.word("{name} has it, since {at}.", name=_plain(rings.name(scene, by)), at=at),)
    names = ", ".join(_plain(rings.name(scene, page.person)) for page in paging.waiting(incident))
    paged = (voice.word("Being paged: {names}.", names=names),) if names else ()
    typed = voice.word("Say in Slack that you have it: /incident ack {key}", key=incident.key)
    return (voice.word("Nobody has it yet."), *paged, typed)


def summary(scene: Scene) -> str:
    """To PagerDuty: what it calls its incident, in whatever mark-up people wrote."""
    incident = scene.incident
    return f"{scene.severity.name} {incident.key}: {cut(rings.title(scene), LONGEST)}"


def fixed(voice: Voice, name: str) -> str:
    """What fixed an incident that was resolved in PagerDuty."""
    return voice.word("resolved in PagerDuty by {name}", name=name)


def _plain(text: str) -> str:
    return text.translate(PLAIN)
