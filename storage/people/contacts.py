"""How people are reached beside Slack. Addresses are in this table alone; one that is taken away is erased at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from secrets import token_bytes, token_hex
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from incidents.model import PersonId
from incidents.people.contacts import Contact
from storage import tables
from storage.upsert import newest, once

table = tables.contacts
keys = tables.keys
NAMES = tuple(f.name for f in fields(Contact))
AN_HOUR = timedelta(hours=1)

ALL = select(*(table.c[name] for name in NAMES))
PRESENT = table.c.removed_at.is_(None)
OF_PEOPLE = ALL.where(table.c.person.in_(bindparam("people", expanding=True)), PRESENT).order_by(table.c.place)
MINE = (table.c.person == bindparam("who"), table.c.number == bindparam("of"))
FIND = ALL.where(*MINE, PRESENT)
AT = ALL.where(
    table.c.medium.in_(bindparam("media", expanding=True)),
    table.c.address == bindparam("where"),
    table.c.verified_at.is_not(None),
    PRESENT,
).order_by(table.c.person, table.c.number)
HIGHEST = select(func.coalesce(func.max(table.c.number), 0)).where(table.c.person == bindparam("who"))
CODES = select(func.count()).where(table.c.person == bindparam("who"), table.c.code_at > bindparam("after"))
SAVE = newest(table, *(name for name in NAMES if name not in ("person", "number", "added_at")))
REMOVE = update(table).where(*MINE).values(address="", nonce="")
TESTED = update(table).where(*MINE, PRESENT)
KEEP = once(keys)
KEY = select(keys.c.value).where(keys.c.name == bindparam("name"))
SIZE = 32  # Bytes of a key.


class Contacts:
    """The contacts as one transaction sees them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def of(self, people: Iterable[PersonId]) -> Mapping[PersonId, Sequence[Contact]]:
        """What these people entered, verified or not, in their order; who entered nothing is not among them."""
        found: dict[PersonId, list[Contact]] = {}
        for row in self._connection.execute(OF_PEOPLE, {"people": list(people)}):
            found.setdefault(PersonId(row.person), []).append(_from_row(row))
        return found

    def find(self, person: PersonId, number: int) -> Contact | None:
        """One of them; None where it was taken away."""
        row = self._connection.execute(FIND, {"who": person, "of": number}).one_or_none()
        return _from_row(row) if row else None

    def at(self, media: Sequence[str], address: str) -> Sequence[Contact]:
        """Whose verified address this is."""
        return [_from_row(row) for row in self._connection.execute(AT, {"media": list(media), "where": address})]

    def next_number(self, person: PersonId) -> int:
        """A number that no contact of this person ever had."""
        return int(self._connection.execute(HIGHEST, {"who": person}).scalar_one()) + 1

    def codes(self, person: PersonId) -> int:
        """To how many addresses this person was sent a code in the last hour."""
        return int(self._connection.execute(CODES, {"who": person, "after": self._now - AN_HOUR}).scalar_one())

    def save(self, *contacts: Contact) -> None:
        """Write these, new or changed."""
        rows = [
            {**{name: getattr(one, name) for name in NAMES}, "delay": int(one.delay.total_seconds())}
            for one in contacts
        ]
        if rows:
            self._connection.execute(SAVE.on(self._connection), rows)

    def remove(self, person: PersonId, number: int) -> None:
        """Erase the address; that there was one stays, so that its number means nothing else."""
        self._connection.execute(REMOVE, {"who": person, "of": number, "removed_at": self._now})

    def tested(self, person: PersonId, number: int, how: str) -> None:
        """How its last test page fares."""
        self._connection.execute(TESTED, {"who": person, "of": number, "tested": how[:40]})

    def nonce(self) -> str:
        """Something that was never there before, for a code to be made of."""
        return token_hex(16)

    def key(self) -> bytes:
        """The key that tickets and codes are signed with, made when it is first asked for."""
        found = self.kept_key()
        if found is None:
            made = {"name": "tickets", "value": token_bytes(SIZE), "made_at": self._now}
            self._connection.execute(KEEP.on(self._connection), made)
            found = bytes(self._connection.execute(KEY, {"name": "tickets"}).scalar_one())
        return found

    def kept_key(self) -> bytes | None:
        """The same for what only reads; None while nothing was ever signed."""
        found = self._connection.execute(KEY, {"name": "tickets"}).scalar_one_or_none()
        return bytes(found) if found is not None else None


def _from_row(row: Row[Any]) -> Contact:
    values: dict[str, Any] = dict(zip(NAMES, row, strict=True))
    return Contact(**{**values, "person": PersonId(row.person), "delay": timedelta(seconds=row.delay)})
