"""A workspace whose bot reaches people by media of their own."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from incidents.model import PersonId
from incidents.people import tickets
from incidents.policy import Policy
from sandbox.server import LocalSlack
from storage.tx import Tx
from tests.office import Office, StandingClock
from tests.workspace import CONTACT, begin, settings_for

OPEN = "open sev2 checkout is failing"
ROOM = "inc-1-checkout-is-failing"


@asynccontextmanager
async def office_with(
    slack: LocalSlack, folder: Path, given: Mapping[str, Any], *, policy: Policy | None = None
) -> AsyncIterator[Office]:
    """An office whose bot has these settings besides."""
    settings = replace(settings_for(slack, "socket", str(folder / "bot.db")), **given)
    clock = StandingClock()
    bot = await begin(slack, settings, policy=policy or Policy(contacts=(CONTACT,)), clock=clock)
    try:
        yield Office(slack, bot, clock, "socket")
    finally:
        await bot.stop()


async def prove(office: Office, who: str, words: str) -> None:
    """Somebody enters one more medium, and the code that reaches them there."""
    await office.says(who, "general", f"me {words}")
    await office.says(who, "general", f"me verify {await newest_code(office, who)}")


async def newest_code(office: Office, who: str) -> str:
    """The code of the medium that somebody entered last."""
    person = PersonId(office.slack.person(who).id)

    def read(tx: Tx) -> str:
        contact = max(tx.contacts.of([person])[person], key=lambda one: one.number)
        return tickets.code(tx.contacts.key(), person, contact.number, contact.nonce)

    return await office.bot.store.write(read)


async def lines(office: Office, number: int = 1) -> list[str]:
    """What the timeline tells of pages: kind, medium, code."""

    def read(tx: Tx) -> list[str]:
        kept = tx.timeline.whole(number)  # type: ignore[arg-type]  # A number is an id.
        told = [(line.kind, line.body or {}) for line in kept if line.kind in ("paged", "unpaged")]
        return [
            " ".join((kind, body.get("medium", "slack"), body.get("code", body.get("state", "")))).strip()
            for kind, body in told
        ]

    return await office.bot.store.read(read)
