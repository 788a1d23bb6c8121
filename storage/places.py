"""Where things stand in Slack: an incident's channel, its intro, its announcement, a person's DM. The courier writes
it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, delete, select

from incidents.model import ChannelId, Incident, IncidentId, PersonId
from storage import tables
from storage.upsert import insert_for

table = tables.places


class Role(StrEnum):
    """What stands at a place."""

    CHANNEL = "channel"
    INTRO = "intro"
    ANNOUNCEMENT = "announcement"
    REMINDER = "reminder"
    DUTY = "duty"
    TOPIC = "topic"
    DM = "dm"
    ANNOUNCEMENTS = "announcements"


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
        columns = (table.c.owner, table.c.role, table.c.channel, table.c.ts, table.c.label, table.c.incident)
        rows = self._connection.execute(select(*columns).where(table.c.owner == owner))
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
        kept = insert_for(self._connection, table).values(values)
        newer = {name: kept.excluded[name] for name in ("channel", "ts", "label", "incident")}
        self._connection.execute(kept.on_conflict_do_update(index_elements=["owner", "role"], set_=newer))

    def forget(self, owner: str, role: Role) -> None:
        """Nothing stands there any more."""
        self._connection.execute(delete(table).where(table.c.owner == owner, table.c.role == role.value))

    def channels(self, keys: list[str]) -> Mapping[str, Place]:
        """The channels of several incidents, by key."""
        columns = (table.c.owner, table.c.role, table.c.channel, table.c.ts, table.c.label, table.c.incident)
        found = select(*columns).where(table.c.owner.in_(keys), table.c.role == Role.CHANNEL.value)
        return {row.owner: Place(row.owner, Role(row.role), *row[2:]) for row in self._connection.execute(found)}
