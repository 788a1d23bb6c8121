"""People as Slack last described them, and who is inside a private incident."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, exists, or_, select

from incidents.model import IncidentId, Person, PersonId, Standing
from storage import tables
from storage.upsert import newest, once

table = tables.people
members = tables.members

KNOWN = select(table.c.id, table.c.name, table.c.standing, table.c.zone, table.c.language, table.c.email).where(
    table.c.id.in_(bindparam("ids", expanding=True))
)
ADDRESSES = select(table.c.id, table.c.email).where(table.c.email != "")
OF_EMAILS = select(table.c.email, table.c.id).where(table.c.email.in_(bindparam("emails", expanding=True)))
CALLED = select(table.c.id).where(table.c.name == bindparam("called"))
TRUSTED = KNOWN.where(or_(table.c.standing != Standing.UNVERIFIED.value, table.c.seen_at > bindparam("after")))
DESCRIBE = newest(table, "name", "standing", "zone", "language", "email", "seen_at")
ADMIT = once(members)
ALL_INSIDE = members.c.incident == bindparam("of")
ONE_INSIDE = (ALL_INSIDE, members.c.person == bindparam("who"))
INSIDE = select(members.c.person).where(ALL_INSIDE)
DISMISS_ALL = delete(members).where(ALL_INSIDE)
DISMISS = delete(members).where(*ONE_INSIDE)
IS_MEMBER = select(exists().where(*ONE_INSIDE))


class People:
    """The directory as one transaction sees it."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def known(self, ids: Iterable[PersonId], *, verified_after: datetime | None = None) -> Mapping[PersonId, Person]:
        """Those of them that were described to us; an unverified one only if we tried after `verified_after`."""
        wanted = {"ids": list(ids)}
        if not wanted["ids"]:
            return {}
        if verified_after:
            rows = self._connection.execute(TRUSTED, {**wanted, "after": verified_after})
        else:
            rows = self._connection.execute(KNOWN, wanted)
        return {
            PersonId(row.id): Person(
                PersonId(row.id), row.name, Standing(row.standing), row.zone, row.language, row.email
            )
            for row in rows
        }

    def addresses(self) -> Mapping[str, PersonId]:
        """Who has which e-mail address, in small letters."""
        return {row.email: PersonId(row.id) for row in self._connection.execute(ADDRESSES)}

    def of_emails(self, emails: Iterable[str]) -> Mapping[str, PersonId]:
        """Who has these e-mail addresses (in small letters), as far as Slack told us."""
        wanted = [email for email in emails if email]
        rows = self._connection.execute(OF_EMAILS, {"emails": wanted}) if wanted else ()
        return {row.email: PersonId(row.id) for row in rows}

    def person(self, named: str) -> PersonId | None:
        """Whom an id or an e-mail address means; None for an address that nobody has, and for nothing."""
        if "@" in named:
            return self.of_emails([named.casefold()]).get(named.casefold())
        return PersonId(named) if named else None

    def called(self, name: str) -> Sequence[PersonId]:
        """Everybody of this very name, as far as Slack told us."""
        return [PersonId(row.id) for row in self._connection.execute(CALLED, {"called": name})]

    def describe(self, people: Sequence[Person]) -> None:
        """Keep what Slack says of them."""
        if not people:
            return
        rows = [
            {
                "id": person.id,
                "name": person.name[:200],
                "standing": person.standing.value,
                "zone": person.zone,
                "language": person.language,
                "email": person.email[:320],
                "seen_at": self._now,
            }
            for person in people
        ]
        self._connection.execute(DESCRIBE.on(self._connection), rows)

    def admit(self, incident: IncidentId, people: Iterable[PersonId]) -> None:
        """They are in the incident's channel."""
        rows = [{"incident": incident, "person": person} for person in people]
        if rows:
            self._connection.execute(ADMIT.on(self._connection), rows)

    def dismiss(self, incident: IncidentId, person: PersonId) -> None:
        """They left the incident's channel."""
        self._connection.execute(DISMISS, {"of": incident, "who": person})

    def replace(self, incident: IncidentId, people: Iterable[PersonId]) -> None:
        """Exactly these are in the incident's channel."""
        self._connection.execute(DISMISS_ALL, {"of": incident})
        self.admit(incident, people)

    def inside(self, incident: IncidentId) -> Sequence[PersonId]:
        """Who is known to be in the incident's channel."""
        return [PersonId(row.person) for row in self._connection.execute(INSIDE, {"of": incident})]

    def is_member(self, incident: IncidentId, person: PersonId) -> bool:
        """True if they are known to be in the incident's channel."""
        return bool(self._connection.execute(IS_MEMBER, {"of": incident, "who": person}).scalar_one())
