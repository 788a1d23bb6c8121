"""What Slack said while nobody listened: an incident's channel is read again, part by part. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.messages import Message, MessageKind, Priority, members
from incidents.model import ChannelId, Incident, PersonId
from incidents.record.capture import Said, lane

# Slack sends an event that nobody acknowledged again after a minute and after five: a shorter gap it fills by itself.
COVERED = timedelta(minutes=1)
MOST_PAGES = 15  # Of 200 messages each.
LAST = "9999999999.999999"  # A stamp later than any.


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A message as it stands now. `marked_by`: who wants it in the record, by the emoji or a pin.
    `collected_by`: who wants it in the postmortem. `answered`: the stamp
    of the newest answer in its thread. `gone`: only its place is left.
    """

    said: Said
    by_people: bool = False
    marked_by: tuple[PersonId, ...] = ()
    collected_by: tuple[PersonId, ...] = ()
    answered: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Reread:
    """One part, read again. `edge` is the stamp at which it ends where there is more of it."""

    seen: tuple[Seen, ...]
    edge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Nobody listened from `since` on. Its second names the occasion: whatever is owed twice for it is owed once."""

    incident: Incident
    channel: ChannelId
    since: datetime

    @property
    def stamp(self) -> str:
        """Its begin as Slack writes times."""
        return f"{self.since.timestamp():.6f}"

    def page(self, until: str = "", number: int = 1) -> Message:
        """Read a page of the channel, the newest, or what is older than `until`."""
        first = not until and self.incident.private
        return self._part(
            f"page/{until}",
            {"until": until, "page": str(number)},
            after=members(self.incident, self.occasion).key if first else None,
        )

    def thread(self, head: str, beyond: str = "") -> Message:
        """Read a thread, from its head or beyond an answer of it."""
        return self._part(f"thread/{head}/{beyond}", {"thread": head, "beyond": beyond})

    def one(self, ts: str) -> Message:
        """Read one message that was not where it should be."""
        return self._part(f"one/{ts}", {"ts": ts})

    @property
    def occasion(self) -> str:
        """What tells what is owed for it from all else."""
        return f"gap-{int(self.since.timestamp())}"

    def _part(self, name: str, values: dict[str, str], after: str | None = None) -> Message:
        given = {"channel": self.channel, "since": self.since.isoformat(), **values}
        return Message(
            kind=MessageKind.REREAD,
            key=f"{self.incident.key}/reread/{self.occasion}/{name}",
            lane=lane(self.channel),
            after=after,
            priority=Priority.DIGEST,
            values={key: value for key, value in given.items() if value},
        )
