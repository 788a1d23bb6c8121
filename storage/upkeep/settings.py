"""Every version of sitrep.toml that was applied. The newest is in force; none is ever changed."""

from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from incidents.policy import OwnTemplate
from storage import tables
from storage.errors import Conflict

table = tables.settings

VERSION = select(func.coalesce(func.max(table.c.version), 0))
ALL = select(table.c.version, table.c.text, table.c.templates, table.c.digest, table.c.applied_by, table.c.applied_at)
NEWEST = ALL.order_by(table.c.version.desc()).limit(1)
INSERT = insert(table)
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Applied:
    """One version: who applied it, when, its text, and the templates of postmortems that belong to it."""

    version: int
    text: str
    templates: tuple[OwnTemplate, ...]
    digest: str
    applied_by: str
    applied_at: datetime


class SettingsVersions:
    """The versions as one transaction sees them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def version(self) -> int:
        """The number of the newest, 0 where nothing was ever applied."""
        return int(self._connection.execute(VERSION).scalar_one())

    def newest(self) -> Applied | None:
        """The newest, which is in force; None where sitrep.toml is."""
        row = self._connection.execute(NEWEST).one_or_none()
        if row is None:
            return None
        return Applied(**{**row._asdict(), "templates": tuple(OwnTemplate(**one) for one in row.templates)})

    def apply(self, text: str, *, by: str, after: int, templates: tuple[OwnTemplate, ...] = ()) -> Applied:
        """Write the version that follows `after`. Raises Conflict where somebody else has written it."""
        made = Applied(after + 1, text, templates, digest(text), by[:LONGEST_NAME], self._now)
        row = {name: getattr(made, name) for name in Applied.__slots__}
        row["templates"] = [asdict(one) for one in templates]
        if self.version() != after:
            raise Conflict(f"settings {after}")
        try:
            self._connection.execute(INSERT, row)
        except IntegrityError as clash:
            raise Conflict(f"settings {after}") from clash
        return made


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal: the same text is the same version."""
    return sha256(text.encode()).hexdigest()
