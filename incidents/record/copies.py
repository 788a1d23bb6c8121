"""Files of an incident that were sent to Slack: which hold what was redacted, and how they are taken back. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from incidents.messages import Message, MessageKind
from incidents.model import ChannelId

AGAIN, GONE, POSTMORTEM = "/again/", "/gone", "/postmortem/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A file that is in a channel now. What it holds was read after the line `since`, at the latest after `until`:
    where an earlier try has sent it, nobody knows when between them.
    """

    file: str
    channel: ChannelId
    since: int
    until: int

    def label(self, message: Message) -> str:
        """What is kept of it beside its place."""
        return f"{self.until} {message.key}"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was sent: its id, the name under which it is kept, the last line that it can hold, and the key of the
    message that has brought it.
    """

    file: str
    owner: str
    until: int
    key: str

    def holds(self, lines: Collection[int], *, written: bool) -> bool:
        """Whether it was made after any of these lines was written; or where people have `written` the words, and it
        shows what they wrote.
        """
        return min(lines, default=self.until + 1) <= self.until or (written and POSTMORTEM in self.key)


def copy(file: str, owner: str, label: str) -> Copy:
    """A copy by what is kept of it."""
    until, _, key = label.partition(" ")
    return Copy(file, owner, int(until), key)


def taken_back(copy: Copy) -> Message:
    """Delete it."""
    return Message(kind=MessageKind.FILE_GONE, key=f"{copy.owner}{GONE}", lane=copy.owner, values={"file": copy.file})


def sent_anew(message: Message, copy: Copy) -> Message:
    """The same file as the record is now, once the old one is gone."""
    base, _, _ = message.key.partition(AGAIN)
    number, _, times = message.values["number"].partition(".")
    return replace(
        message,
        key=f"{base}{AGAIN}{copy.file}",
        after=f"{copy.owner}{GONE}",
        supersede=f"{base}{AGAIN}",
        values={**message.values, "number": f"{number}.{int(times or 0) + 1}"},
    )
