"""A message in Slack as people and shortcuts name it, and the incident in whose channel or thread it stands."""

import re
from dataclasses import dataclass

from commands.words import Words
from incidents.model import ChannelId, Incident, Setting
from storage.tx import Tx

# A permalink as Slack copies it, or its short form: C0INC/1700000000.000100?thread_ts=1700000000.000000
LINK = re.compile(
    r"(?:https://\S+/archives/)?([CGD][A-Z0-9]+)/p?(\d{10})\.?(\d{6})(?:\?(?:thread_ts=(\d{10}\.\d{6}))?\S*)?"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A message: `thread` is the one it stands under, or empty."""

    channel: ChannelId
    ts: str
    thread: str = ""

    @property
    def words(self) -> str:
        """How it is typed."""
        return f"{self.channel}/{self.ts}{f'?thread_ts={self.thread}' if self.thread else ''}"


def spot(channel: str, ts: str, thread: str = "") -> Spot:
    """A message by its channel and stamps; one that heads a thread stands under none."""
    return Spot(ChannelId(channel), ts, "" if thread == ts else thread)


def read(said: Words) -> Spot | None:
    """The first message that a sentence names."""
    found = next((link for token in said.tokens if (link := LINK.fullmatch(token.text))), None)
    return spot(found[1], f"{found[2]}.{found[3]}", found[4] or "") if found else None


def home(tx: Tx, at: Spot) -> Incident | None:
    """The incident whose channel it stands in, or in whose thread."""
    if own := tx.incidents.in_channel(at.channel):
        return own
    under = tx.incidents.in_thread(at.channel, at.thread) if at.thread else None
    return under if under and under.setting is Setting.THREAD else None
