"""Where people look who is on call beside asking: a channel's topic, a user group. Which errands keep them in step, and
what becomes of a topic. Pure.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.messages import ANNOUNCEMENTS, ROOM, Message, MessageKind

WAIT = timedelta(seconds=10)  # Several changes within it are one: each setting of a topic is a line that all see.
EVERY = timedelta(days=1)
LONGEST_TOPIC = 250  # Characters: conversations.setTopic says too_long above.
STUCK = "stuck:"  # Before the names of the conditions that say what a team was told.
NO_GROUP = "no_such_group"  # Ours: there is none of this handle. The others are Slack's words.
BRACKETS = str.maketrans(dict.fromkeys("[]<>", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """What came of an errand: why it cannot be done, empty where it is done, and the team's `room` to tell it in."""

    code: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a team wants kept in step, each empty where it does not; `channel` is where it is told."""

    team: str
    channel: str = ""
    topic: str = ""
    user_group: str = ""


def kept(wanted: Wanted, schedule: str, now: datetime, known: str = "") -> Sequence[Message]:
    """Have it looked at, shortly after a change; `known` is the id of the topic's channel, where that was learned."""
    targets = {MessageKind.ROTA_TOPIC: wanted.topic, MessageKind.ROTA_GROUP: wanted.user_group}
    values = {"team": wanted.team, "schedule": schedule, "channel": wanted.channel.removeprefix("#"), "known": known}
    return [
        _errand(kind, wanted.team, now, {**values, "target": target.removeprefix("#")})
        for kind, target in targets.items()
        if target
    ]


def taken_away(owner: str, team: str, channel: str, now: datetime) -> Message:
    """Have our part taken out of a topic that is not wanted any more; it is kept under `owner`."""
    values = {"team": team, "target": channel, "channel": "", "owner_of": owner}
    return _errand(MessageKind.ROTA_TOPIC, f"{team}/{owner}", now, values)


def _errand(kind: MessageKind, name: str, now: datetime, values: dict[str, str]) -> Message:
    """All of a kind in one lane: teams may share a channel, by its name and by its id, and each errand writes what it
    read a moment before.
    """
    line = f"{kind}/{name.casefold()}"[:120]
    key = f"{line}/{now.isoformat()}"
    return Message(kind=kind, key=key, lane=kind.value, supersede=line, values=values, due=now + WAIT)


def told(asked: Message, stood: Stood) -> Message:
    """What cannot be kept in step: in the team's room, else where incidents are announced."""
    names = ("team", "target")
    return Message(
        kind=MessageKind.ROTA_STUCK,
        key=f"{asked.key}/stuck",
        lane=f"{ROOM}{stood.room}" if stood.room else ANNOUNCEMENTS,
        values={**{name: asked.values[name] for name in names}, "what": asked.kind.value, "code": stood.code},
    )


def owner(team: str, topic: str) -> str:
    """Under which the place of a team's topic is kept, 39 characters."""
    return f"oncall:{_digest(team, topic.removeprefix('#'))}"


def stuck(kind: MessageKind, team: str) -> str:
    """The name of the condition that a team was told, 38 characters."""
    return f"{STUCK}{_digest(kind.value, team)}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).casefold().encode()).hexdigest()[:32]


def spliced(topic: str, heads: Sequence[str], line: str) -> str | None:
    """The topic with our part, `[line]`, in the stead of the one that begins with one of `heads`; in front where there
    is none; without it where the line is empty. Other people's words stay as they are. None where it does not fit.
    """
    ours = re.compile(rf"\[(?:{'|'.join(map(re.escape, heads))})[^\[\]]*\]\s*")
    part = f"[{line.translate(BRACKETS)}]" if line else ""
    found = ours.search(topic)
    before, after = (topic[: found.start()], topic[found.end() :]) if found else ("", topic)
    new = f"{before}{part}{' ' if part and after else ''}{ours.sub('', after)}".strip()
    return new if len(new) <= LONGEST_TOPIC else None
