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
    """Severity, key, title: the first line for a group, and what PagerDuty calls its incident."""
    incident = scene.incident
    return _plain(f"{scene.severity.name} {incident.key}: {cut(rings.title(scene), LONGEST)}")


def told(scene: Scene) -> tuple[str, ...]:
    """To a group: who is paged, who has it, or that nobody has it any more; each a line of its own."""
    incident, voice = scene.incident, scene.voice
    if not incident.is_open:
        return (voice.word(OVER.get(incident.status, msg("It was a false alarm.")), other=incident.merged_into or 0),)
    if incident.acknowledged_at:
        by = incident.holder or incident.acknowledged_by or incident.reporter
        at = incident.acknowledged_at
        return (voice.word("{name} has it, since {at}.", name=_plain(rings.name(scene, by)), at=at),)
    names = ", ".join(_plain(rings.name(scene, page.person)) for page in paging.waiting(incident))
    paged = (voice.word("Being paged: {names}.", names=names),) if names else ()
    typed = voice.word("Say in Slack that you have it: /incident ack {key}", key=incident.key)
    freed = scene.said.get("act") == "freed"
    nobody = voice.word("Nobody has it any more.") if freed else voice.word("Nobody has it yet.")
    return (nobody, *paged, typed)


def fixed(voice: Voice, name: str) -> str:
    """What fixed an incident that was resolved in PagerDuty."""
    return voice.word("resolved in PagerDuty by {name}", name=name)


def _plain(text: str) -> str:
    return text.translate(PLAIN)
