"""`sitrep doctor`: what sitrep needs, looked at one by one: in order, or what is wrong and how to mend it. It changes
nothing, and what is broken does not keep the rest from being looked at.
"""

import argparse
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.calls import Answer, Calls, Failed
from bot.channels.rooms import channel_named
from bot.config import reading
from bot.config.reading import BadConfig
from bot.manifest import GROUP_SCOPES, SCOPES
from bot.upkeep import media, model, pages, proposals, rotas
from bot.upkeep.force import applied_policy
from bot.upkeep.occasion import PATIENCE, Occasion, Report
from bot.views.upkeep import terminal as say
from bot.views.upkeep.terminal import Finding
from incidents.model import PersonId
from incidents.oncall.feeds import Feed
from incidents.policy import Policy
from storage import schema
from storage.engine.engines import database_url, is_sqlite
from storage.errors import TooNew, Unreachable
from storage.schema import Schema
from storage.store import Store
from storage.tx import Tx

MOST_SKEW = timedelta(seconds=30)  # Slack refuses a signature that is five minutes old; timers must not ring late.
AT_ONCE = 50  # dnd.teamInfo takes so many people.
Look = Callable[[], Awaitable[list[Finding]]]


async def run(told: argparse.Namespace, occasion: Occasion) -> Report:
    """Every finding in a line; the code is 1 where anything is wrong."""
    limit = aiohttp.ClientTimeout(total=occasion.settings.call_limit)
    async with aiohttp.ClientSession(timeout=limit) as session:
        found = await Doctor(occasion, session).examine()
    return Report("\n".join(one.line for one in found), code=int(any(one.wrong for one in found)))


class Doctor:
    """Looks at one part after the other; what one look learns serves the next."""

    def __init__(self, occasion: Occasion, session: aiohttp.ClientSession) -> None:
        settings = occasion.settings
        self._settings = settings
        self._clock = occasion.clock
        self._call = Calls(
            AsyncWebClient(token=settings.bot_token, base_url=settings.slack_api, session=session, retry_handlers=[])
        )
        self._policy = Policy()
        self._store: Store | None = None
        self._slack = False
        self._granted: set[str] = set()

    async def examine(self) -> list[Finding]:
        """All there is to look at, in the order in which it is needed."""
        found: list[Finding] = []
        looks: tuple[Look, ...] = (
            self._bot_token,
            self._wire,
            self._database,
            self._in_force,
            self._groups,
            self._announcements,
            self._disturbed,
            self._media,
            self._pages,
            self._calendars,
            self._model,
            self._proposals,
        )
        try:
            for look in looks:
                found += await look()
        finally:
            if self._store:
                await self._store.close()
        return found

    async def _bot_token(self) -> list[Finding]:
        if not self._settings.bot_token:
            return [say.no_token()]
        try:
            me, headers = await self._call.heard("auth.test")
        except Failed as failed:
            return [say.token_refused(reason(failed))]
        self._slack = True
        return [say.token(me), *self._scopes(headers), *self._skew(headers)]

    def _scopes(self, headers: Mapping[str, str]) -> list[Finding]:
        told = headers.get("x-oauth-scopes")
        if told is None:
            return []
        self._granted = {scope.strip() for scope in told.split(",")}
        return [say.scopes(sorted(SCOPES.keys() - self._granted))]

    async def _groups(self) -> list[Finding]:
        """The scopes for teams that have a user group."""
        wanted = any(team.user_group for team in self._policy.teams)
        missing = sorted(GROUP_SCOPES.keys() - self._granted) if wanted and self._granted else []
        return [say.group_scopes(missing)] if missing else []

    def _skew(self, headers: Mapping[str, str]) -> list[Finding]:
        try:
            theirs = parsedate_to_datetime(headers.get("date", ""))
        except ValueError:
            return []
        return [say.skew("Slack", self._clock.now() - theirs, MOST_SKEW)]

    async def _wire(self) -> list[Finding]:
        if self._settings.app_token:
            try:
                await self._call("apps.connections.open", app_token=self._settings.app_token)
            except Failed as failed:
                return [say.app_token_refused(reason(failed))]
            return [say.app_token()]
        return [say.signing_secret() if self._settings.signing_secret else say.no_wire()]

    async def _database(self) -> list[Finding]:
        url = database_url(self._settings.database)
        if is_sqlite(url) and not _is_there(url.database or ""):
            return [say.no_database(url.database or "")]
        try:
            state = await schema.standing(url)
        except TooNew as newer:
            return [say.too_new(str(newer))]
        except Unreachable as lost:
            return [say.unreachable(str(lost) or str(lost.__cause__))]
        if state is not Schema.READY:
            return [say.no_database(url.database or "") if state is None else say.old()]
        self._store = Store(url, clock=self._clock, policy=self._policy, patience=PATIENCE)
        return [say.database(schema.HEAD), say.skew("the database", -(await self._store.skew()), MOST_SKEW)]

    async def _in_force(self) -> list[Finding]:
        """The file by itself, and what is in force."""
        file, wrong = self._settings.config, []
        try:
            self._policy = reading.load(file)
        except BadConfig as bad:
            wrong = [say.bad_file(str(file), bad.mistakes)]
        applied = await self._store.read(lambda tx: tx.settings.newest()) if self._store else None
        if applied is None:
            return wrong or [say.file_in_force(str(file) if file else "")]
        try:
            policy = applied_policy(applied)
        except BadConfig as bad:
            return [*wrong, say.unreadable(applied.version, bad.mistakes)]
        differs = file is not None and not wrong and policy != self._policy
        self._policy = policy
        return [*wrong, say.version_in_force(applied.version, applied.applied_by, differs=differs)]

    async def _announcements(self) -> list[Finding]:
        if not self._slack:
            return []
        wanted = self._policy.announcements.removeprefix("#")
        try:
            channel = await channel_named(self._call, wanted, archived=True)
        except Failed as failed:
            return [say.announcements_refused(wanted, reason(failed))]
        if channel is None:
            return [say.announcements_missing(wanted)]
        return [say.announcements(wanted, archived=bool(channel.get("is_archived")), inside=_inside(channel))]

    async def _disturbed(self) -> list[Finding]:
        """Who of the teams has switched on Do Not Disturb for now."""
        members = dict.fromkeys(member for team in self._policy.teams for member in team.members)
        if not self._slack or not members:
            return [say.no_team()] if self._slack else []
        known = await self._known([member.lower() for member in members])
        people = [PersonId(known.get(member.lower(), member)) for member in members]
        lost = [member for member in people if "@" in member]
        names: list[str] = []
        try:
            for at in range(0, len(people), AT_ONCE):
                part = [person for person in people[at : at + AT_ONCE] if person not in lost]
                names += await self._quiet(part, self._clock.now()) if part else []
        except Failed as failed:
            return [say.disturbance_unknown(reason(failed))]
        return [say.disturbed(names, people=len(people)), *([say.unknown_members(lost)] if lost else [])]

    async def _media(self) -> list[Finding]:
        """What leaves beside Slack."""
        return await media.examined(self._settings, self._policy)

    async def _pages(self) -> list[Finding]:
        """The folder of articles."""
        return pages.examined(self._settings.config, self._policy)

    async def _calendars(self) -> list[Finding]:
        """The calendars that schedules follow."""
        found: list[Finding] = []
        for one in await rotas.looked(self._policy, self._settings.config, self._settings, self._clock.now()):
            name = one.schedule.name
            kept = await self._store.read(partial(_feed, name)) if self._store else None
            found += rotas.told(one, f"schedules.{name}.ical", kept.seen_at if kept else None)
        return found

    async def _model(self) -> list[Finding]:
        """What likeness by meaning needs."""
        return await model.examined(self._settings.embeddings, self._store)

    async def _proposals(self) -> list[Finding]:
        """The language model of one's own choice."""
        return await proposals.examined(self._settings.proposals)

    async def _known(self, members: Sequence[str]) -> Mapping[str, str]:
        """Who has which address, as far as the database knows."""
        return await self._store.read(lambda tx: tx.people.of_emails(members)) if self._store else {}

    async def _quiet(self, people: list[PersonId], now: datetime) -> list[str]:
        told = (await self._call("dnd.teamInfo", users=",".join(people)))["users"]
        return [person for person, state in told.items() if _is_quiet(state, now)]


def reason(failed: Failed) -> str:
    """Slack's word, or what happened on the way."""
    return failed.code or str(getattr(failed.outcome, "error", ""))


def _feed(schedule: str, tx: Tx) -> Feed | None:
    return tx.feeds.of(schedule)


def _is_there(file: str) -> bool:
    return Path(file).exists()


def _inside(channel: Answer) -> bool:
    return bool(channel.get("is_member"))


def _is_quiet(state: Answer, now: datetime) -> bool:
    begin, end = state.get("next_dnd_start_ts", 0), state.get("next_dnd_end_ts", 0)
    return bool(state.get("dnd_enabled")) and begin <= now.timestamp() < end
