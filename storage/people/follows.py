"""Who is told of what without joining."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, select, update

from incidents.model import Incident
from incidents.people.following import MOST_FOLLOWERS, Follow
from storage import tables
from storage.upsert import Upsert, newest

table, members = tables.follows, tables.members
NAMES = tuple(f.name for f in fields(Follow))

ALL = select(*(table.c[name] for name in NAMES))
ABOUT = table.c.subject.in_(bindparam("subjects", expanding=True))
TOLD_AT_ONCE = (
    ALL.where(ABOUT, table.c.digest.is_(False))
    .order_by(table.c.follower, table.c.subject)
    .limit(6 * MOST_FOLLOWERS)  # An event touches six subjects at the most.
)
INSIDE = exists().where(members.c.incident == bindparam("of"), members.c.person == table.c.follower)
TOLD_INSIDE = TOLD_AT_ONCE.where(INSIDE)
MINE = table.c.follower == bindparam("who")
OF_FOLLOWER = ALL.where(MINE).order_by(table.c.added_at, table.c.subject)
OF_ADDER = ALL.where(table.c.added_by == bindparam("who")).order_by(table.c.added_at, table.c.subject)
KEEP = newest(table, "digest", "added_by", "added_at", "told_at")
FOLLOWERS = select(func.count()).where(table.c.subject == bindparam("what"))
DROP = delete(table).where(MINE)
DROP_ONE = DROP.where(table.c.subject == bindparam("what"))
REDIRECT = Upsert(
    table,
    lambda insert: insert.from_select(
        NAMES,
        select(
            *(
                bindparam("to", type_=table.c.subject.type).label("subject") if name == "subject" else table.c[name]
                for name in NAMES
            )
        ).where(table.c.subject == bindparam("what")),
    ).on_conflict_do_nothing(),
)
TOLD = update(table).where(MINE, table.c.digest)
END = delete(table).where(table.c.subject == bindparam("what"), table.c.digest.is_(False))


class Follows:
    """The follows as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def told_at_once(self, incident: Incident, subjects: Sequence[str]) -> Sequence[Follow]:
        """Who follows one of these subjects and wants each event; of a private incident only those inside it."""
        wanted: dict[str, object] = {"subjects": list(subjects)}
        if incident.private:
            found = self._connection.execute(TOLD_INSIDE, {**wanted, "of": incident.id})
        else:
            found = self._connection.execute(TOLD_AT_ONCE, wanted)
        return [_from_row(row) for row in found]

    def of(self, follower: str) -> Sequence[Follow]:
        """Everything that a person or a channel follows, the oldest first."""
        return [_from_row(row) for row in self._connection.execute(OF_FOLLOWER, {"who": follower})]

    def added_by(self, person: str) -> Sequence[Follow]:
        """Everything that this person arranged, for themselves and for channels."""
        return [_from_row(row) for row in self._connection.execute(OF_ADDER, {"who": person})]

    def followers(self, subject: str) -> int:
        """How many follow it."""
        return int(self._connection.execute(FOLLOWERS, {"what": subject}).scalar_one())

    def keep(self, follow: Follow) -> None:
        """From now on; in the stead of an earlier one of the same follower and subject."""
        self._connection.execute(KEEP.on(self._connection), asdict(follow))

    def drop(self, follower: str, subject: str | None = None) -> int:
        """No more: of one subject, or of all; how many there were."""
        if subject is None:
            return self._connection.execute(DROP, {"who": follower}).rowcount
        return self._connection.execute(DROP_ONE, {"who": follower, "what": subject}).rowcount

    def end(self, subject: str) -> None:
        """Nothing more will be told of it at once; a digest still has to tell the end."""
        self._connection.execute(END, {"what": subject})

    def redirect(self, subject: str, other: str) -> None:
        """Whoever follows one follows the other from now on, as they do already or else in the same way."""
        self._connection.execute(REDIRECT.on(self._connection), {"what": subject, "to": other})

    def told(self, follower: str, until: datetime) -> None:
        """The follower's digests tell what happened up to then."""
        self._connection.execute(TOLD, {"who": follower, "told_at": until})


def _from_row(row: Row[Any]) -> Follow:
    return Follow(**dict(zip(NAMES, row, strict=True)))
