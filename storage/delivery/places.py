"""Where things stand in Slack: an incident's channel, its intro, its announcement, a person's DM. The courier writes
it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete, select

from incidents.messages import ANNOUNCEMENTS, Message
from incidents.model import SYSTEM, ChannelId, Incident, IncidentId, PersonId
from storage import tables
from storage.upsert import newest

table = tables.places

ALL = select(table.c.owner, table.c.role, table.c.channel, table.c.ts, table.c.label, table.c.incident)
OF_OWNER = ALL.where(table.c.owner == bindparam("of"))
OF_KEYS = table.c.owner.in_(bindparam("keys", expanding=True))
CHANNELS = ALL.where(OF_KEYS, table.c.role == "channel")
THREADS = ALL.where(OF_KEYS, table.c.role == "announcement", table.c.label != "")
STANDING = select(table.c.channel, table.c.ts).where(
    table.c.channel.in_(bindparam("channels", expanding=True)), table.c.ts.is_not(None)
)
BACKSTOPS = select(table.c.owner).where(OF_KEYS, table.c.role == "backstop")
LEARN = newest(table, "channel", "ts", "label", "incident")
EVERY = ALL.where(table.c.role == bindparam("what")).order_by(table.c.owner)
FILES = ALL.where(table.c.incident == bindparam("of"), table.c.role == "file").order_by(table.c.owner)
FORGET = delete(table).where(table.c.owner == bindparam("of"), table.c.role == bindparam("what"))


class Role(StrEnum):
    """What stands at a place."""

    CHANNEL = "channel"
    INTRO = "intro"
    ANNOUNCEMENT = "announcement"
    REMINDER = "reminder"
    QUESTION = "question"
    ALARM = "alarm"
    ALARM_ABROAD = "alarm_abroad"
    ALARM_DM = "alarm_dm"
    DUTY = "duty"
    TOPIC = "topic"
    DM = "dm"
    PAGE = "page"
    HANDOVER = "handover"
    ANNOUNCEMENTS = "announcements"
    TODO = "todo"
    BOOKMARK = "bookmark"
    HOOK = "hook"
    BACKSTOP = "backstop"
    CHECKLIST = "checklist"
    ROTA_TOPIC = "rota_topic"
    POSTMORTEM = "postmortem"
    CANVAS = "canvas"
    FILE = "file"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, or one message in it (`ts`). `label` holds the channel's name, or what was last written there."""

    owner: str
    role: Role
    channel: ChannelId
    ts: str | None = None
    label: str = ""
    incident: IncidentId | None = None


WORKSPACE = "workspace"


def duty_of(incident: Incident, person: PersonId) -> str:
    """The owner's name under which the DM that made a person the owner is kept."""
    return f"{incident.key}/{person}"


def bookmark_of(incident: Incident, number: int) -> str:
    """The owner's name under which the bookmark of a link is kept."""
    return f"{incident.key}/link/{number}"


def file_of(incident: Incident, file: str) -> str:
    """The owner's name under which a file is kept that was sent."""
    return f"{incident.key}/file/{file}"


def alarm_of(message: Message) -> Role:
    """Where the cry that nobody has it stands, by the lane it goes to."""
    if message.addressee:
        return Role.ALARM_DM
    return Role.ALARM_ABROAD if message.lane == ANNOUNCEMENTS else Role.ALARM


def kept_under(incident: Incident, message: Message) -> str:
    """The owner's name under which a post is kept that is redrawn later: each page, to-do, action item and
    checklist is one of its own.
    """
    if checklist := message.values.get("checklist"):
        return f"{incident.key}/checklist/{checklist}"
    if page := message.values.get("page"):
        return f"{incident.key}/page/{page}"
    if todo := message.values.get("todo"):
        return f"{incident.key}/todo/{todo}/{message.addressee}"
    if action := message.values.get("action"):
        return f"{incident.key}/action/{action}/{message.addressee}"
    return duty_of(incident, message.addressee or SYSTEM)


def of_incident(incident: Incident, role: Role, channel: ChannelId, ts: str | None = None, label: str = "") -> Place:
    """A place of an incident."""
    return Place(incident.key, role, channel, ts, label, incident.id)


def of_person(person: PersonId, channel: ChannelId) -> Place:
    """The DM with a person."""
    return Place(person, Role.DM, channel)


class Places:
    """The places as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, owner: str) -> Mapping[Role, Place]:
        """Every place of an incident (by key), a person (by id) or the workspace."""
        rows = self._connection.execute(OF_OWNER, {"of": owner})
        return {Role(row.role): Place(row.owner, Role(row.role), *row[2:]) for row in rows}

    def learn(self, place: Place) -> None:
        """Keep a place, in the stead of what was known."""
        values = {
            "owner": place.owner,
            "role": place.role.value,
            "channel": place.channel,
            "ts": place.ts,
            "label": place.label[:200],
            "incident": place.incident,
        }
        self._connection.execute(LEARN.on(self._connection), values)

    def forget(self, owner: str, role: Role) -> None:
        """Nothing stands there any more."""
        self._connection.execute(FORGET, {"of": owner, "what": role.value})

    def every(self, role: Role) -> Sequence[Place]:
        """All places at which such stands."""
        rows = self._connection.execute(EVERY, {"what": role.value})
        return [Place(row.owner, Role(row.role), *row[2:]) for row in rows]

    def files(self, incident: IncidentId) -> Sequence[Place]:
        """The files of an incident that were sent and are not taken back."""
        rows = self._connection.execute(FILES, {"of": incident})
        return [Place(row.owner, Role(row.role), *row[2:]) for row in rows]

    def standing(self, channels: Collection[ChannelId]) -> Collection[tuple[ChannelId, str]]:
        """The messages in these channels that are redrawn or taken away later."""
        if not channels:
            return ()
        found = self._connection.execute(STANDING, {"channels": list(channels)})
        return {(ChannelId(row.channel), row.ts) for row in found}

    def backstops(self, keys: Collection[str]) -> Sequence[str]:
        """Those of these incidents, by key, for which Slack was asked to page by itself."""
        return list(self._connection.execute(BACKSTOPS, {"keys": list(keys)}).scalars()) if keys else ()

    def threads(self, keys: list[str]) -> Mapping[str, str]:
        """The addresses of the threads that several incidents run in, by key."""
        return {row.owner: row.label for row in self._connection.execute(THREADS, {"keys": keys})}

    def channels(self, keys: list[str]) -> Mapping[str, Place]:
        """The channels of several incidents, by key."""
        found = self._connection.execute(CHANNELS, {"keys": keys})
        return {row.owner: Place(row.owner, Role(row.role), *row[2:]) for row in found}
