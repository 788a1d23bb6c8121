"""The directory: who somebody is, as Slack says."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog

from bot.channels.calls import Calls, Failed
from bot.verdicts import Verdict, judge
from incidents.model import Person, PersonId, Standing

log = structlog.get_logger()
SLACKBOT = "USLACKBOT"
PATIENCE = 1.0  # Seconds: the asker waits meanwhile, and Slack gives up after three.


class SlackDirectory:
    """Looks people up with users.info."""

    def __init__(self, calls: Calls, team: str) -> None:
        self._call = calls
        self._team = team

    async def find(self, person: PersonId) -> Person | None:
        """What Slack says of them; None where Slack does not answer."""
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await self._call("users.info", user=person, include_locale=True)
        except TimeoutError:
            log.warning("directory.slow")
            return None
        except Failed as failed:
            if judge(failed.code) is Verdict.GONE:
                return Person(person, person, Standing.GONE)
            log.warning("directory.silent", code=failed.code)
            return None
        return described(answer["user"], self._team)

    async def all(self) -> list[Person]:
        """The whole workspace, in pages: so that nobody waits to be looked up in an emergency."""
        found = await self._call.pages("users.list", "members", limit=200, include_locale=True)
        return [described(user, self._team) for user in found]


def described(user: Mapping[str, Any], team: str) -> Person:
    """A person from Slack's user object."""
    profile = user.get("profile") or {}
    name = (
        profile.get("display_name")
        or profile.get("real_name")
        or user.get("real_name")
        or user.get("name")
        or user["id"]
    )
    return Person(
        id=PersonId(user["id"]),
        name=str(name),
        standing=_standing(user, team),
        zone=str(user.get("tz") or "UTC"),
        language=str(user.get("locale") or ""),
        email=str(profile.get("email") or "").lower(),
    )


def _standing(user: Mapping[str, Any], team: str) -> Standing:
    if user.get("deleted"):
        return Standing.GONE
    if user.get("is_bot") or user["id"] == SLACKBOT:
        return Standing.BOT
    if user.get("is_stranger") or user.get("team_id", team) != team:
        return Standing.STRANGER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    runs_it = any(user.get(flag) for flag in ("is_admin", "is_owner", "is_primary_owner"))
    return Standing.ADMIN if runs_it else Standing.MEMBER
