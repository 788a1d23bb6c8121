"""Which settings are in force: the newest that was applied; before the first, sitrep.toml."""

from dataclasses import replace
from pathlib import Path

import structlog

from bot.config import reading
from bot.config.reading import BadConfig
from incidents.policy import Policy
from storage.store import Store
from storage.upkeep.settings import Applied

log = structlog.get_logger()


class InForce:
    """Looks once a second whether somebody applied settings, and puts them in force here."""

    def __init__(self, store: Store, *, file: Policy | None) -> None:
        self._store = store
        self._file = file
        self._seen = 0

    async def look(self) -> None:
        """Take up the newest version, if it is another than the last one seen. Raises Unreachable."""
        if await self._store.read(lambda tx: tx.settings.version()) == self._seen:
            return
        applied = await self._store.read(lambda tx: tx.settings.newest())
        if applied is None:
            return
        try:
            policy = applied_policy(applied)
        except BadConfig as bad:  # Written by a newer program: what is in force here stays.
            log.exception("settings.unreadable", version=applied.version, mistakes=bad.mistakes)
        else:
            self._store.put_in_force(policy)
            log.info("settings.in_force", version=applied.version, by=applied.applied_by)
            self._compare(policy)
        self._seen = applied.version

    def _compare(self, policy: Policy) -> None:
        """Say once that the file beside us is not what is in force."""
        if self._file is not None and self._file != policy:
            log.warning("settings.file_differs", version=policy.version, remedy="sitrep apply, or remove the file")
        self._file = None


def applied_policy(applied: Applied) -> Policy:
    """The policy of an applied version. Raises BadConfig."""
    policy = reading.parse(applied.text, Path(f"version {applied.version}"), applied.templates)
    return replace(policy, version=applied.version)
