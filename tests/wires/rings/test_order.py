"""The media of one page, each by its real peer: in the order and after the time that their owner says."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.server import LocalSlack
from tests.office import Office
from tests.wires.rings.exchange import NUMBER, SID, TOKEN, Exchange
from tests.wires.rings.post_office import PostOffice
from tests.wires.rings.reached import OPEN, ROOM, lines, office_with, prove
from tests.workspace import Entry

PHONE = "+46701234567"


@pytest.fixture
async def office(
    slack: LocalSlack, tmp_path: Path, post: PostOffice, exchange: Exchange, logged: list[Entry]
) -> AsyncIterator[Office]:
    """A workspace whose bot has every medium."""
    given = {
        "smtp_url": post.url,
        "mail_from": "sitrep@acme.example",
        "twilio_sid": SID,
        "twilio_token": TOKEN,
        "twilio_from": NUMBER,
        "twilio_api": exchange.address,
    }
    async with office_with(slack, tmp_path, given) as opened:
        await prove(opened, "bea", f"sms {PHONE}")
        await prove(opened, "bea", f"voice {PHONE}")
        await prove(opened, "bea", "mail bea@home.example")
        await opened.says("bea", "general", "me mention")
        await opened.says("bea", "general", "me order 4 3 1 2")
        await opened.says("ana", "general", OPEN)
        yield opened


async def page(office: Office) -> None:
    """She is paged."""
    await office.says("ana", ROOM, f"page <@{office.slack.person('bea').id}>")


async def test_each_medium_rings_after_its_own_time_from_the_page(
    office: Office, post: PostOffice, exchange: Exchange
) -> None:
    await office.says("bea", "general", "me delay 4 1m")
    await office.says("bea", "general", "me delay 3 2m")
    await office.says("bea", "general", "me delay 1 4m")
    await office.says("bea", "general", "me delay 2 6m")
    codes = len(post.taken), len(exchange.taken)

    await page(office)
    told = [await rung_after(office, minutes) for minutes in (0, 1, 1, 2, 2)]

    assert told[0] == ["slack"]
    assert told[1] == ["slack", "mention"]
    assert told[2] == ["slack", "mention", "mail"]
    assert told[3] == ["slack", "mention", "mail", "sms"]
    assert told[4] == ["slack", "mention", "mail", "sms", "voice"]
    assert (len(post.taken) - codes[0], len(exchange.taken) - codes[1]) == (1, 2)


async def test_a_medium_that_fails_makes_the_next_in_order_ring_at_once_and_the_last_one_says_so(
    office: Office, post: PostOffice, exchange: Exchange
) -> None:
    await office.says("bea", "general", "me remove 4")
    await office.says("bea", "general", "me delay 1 1h")
    await office.says("bea", "general", "me delay 2 2h")
    post.to_recipients.append("550 no such user")
    exchange.answer(400, 21211)
    exchange.answer(400, 21211)

    await page(office)

    assert sorted(await lines(office)) == [
        "paged slack",
        "unpaged mail smtp 550",
        "unpaged sms twilio 21211",
        "unpaged voice twilio 21211",
    ]


async def rung_after(office: Office, minutes: int) -> list[str]:
    """By which media she is paged so many minutes later, in the order in which that was written."""
    await office.pass_time(minutes=minutes, seconds=1)
    return [line.removeprefix("paged ") for line in await lines(office)]
