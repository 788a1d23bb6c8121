"""The link in a page: shows on GET, acts on POST, and says what is true now."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from sandbox.server import LocalSlack
from tests.office import Office
from tests.wires.rings.post_office import PostOffice
from tests.wires.rings.reached import OPEN, office_with, prove
from tests.workspace import Entry

PUBLIC = "https://sitrep.example"


@pytest.fixture
async def office(slack: LocalSlack, tmp_path: Path, post: PostOffice, logged: list[Entry]) -> AsyncIterator[Office]:
    """A workspace whose bot sends mail and has a public address; Bea is paged."""
    given = {"smtp_url": post.url, "mail_from": "sitrep@acme.example", "public_url": PUBLIC}
    async with office_with(slack, tmp_path, given) as opened:
        await prove(opened, "bea", "mail bea@home.example")
        await opened.says("ana", "general", f"{OPEN} <b>now</b>")
        await opened.says("ana", "general", f"page INC-1 <@{opened.slack.person('bea').id}> <i>come</i>")
        yield opened


def link(office: Office, post: PostOffice) -> str:
    """The link in the newest letter, on this machine."""
    found = re.search(rf"{PUBLIC}(/page/[\w-]+)", post.body())
    assert found is not None
    return f"http://127.0.0.1:{office.bot.web.port}{found[1]}"


async def opened(address: str, **form: str) -> tuple[int, str]:
    """Open it, or with a form press its button."""
    method = "POST" if form else "GET"
    async with aiohttp.ClientSession() as session, session.request(method, address, data=form or None) as answer:
        return answer.status, await answer.text()


async def taken_by(office: Office) -> str | None:
    """Who has it."""
    incident = await office.bot.store.read(lambda tx: tx.incidents.find(1))
    return incident.acknowledged_by if incident else None


async def test_opened_it_shows_and_changes_nothing_pressed_it_takes(office: Office, post: PostOffice) -> None:
    address = link(office, post)

    status, shown = await opened(address)
    before = await taken_by(office)
    once = re.findall(r'name="once" value="([0-9a-f]{16})"', shown)[0]
    pressed = await opened(address, act="take", once=once)
    again = await opened(address, act="take", once=once)
    await office.rest()

    assert (status, before) == (200, None)
    assert "Nobody has INC-1 yet." in shown
    assert "<b>" not in shown
    assert "<i>" not in shown
    assert "You have INC-1 since" in pressed[1]
    assert "<button" not in again[1]
    assert await taken_by(office) == office.slack.person("bea").id


async def test_once_somebody_has_it_an_old_link_says_so(office: Office, post: PostOffice) -> None:
    address = link(office, post)
    await office.says("ana", "general", "ack INC-1")

    shown = (await opened(address))[1]
    pressed = (await opened(address, act="cannot", once="0" * 16))[1]

    assert "has INC-1 since" in shown
    assert "<button" not in shown
    assert "You cannot come" in pressed or "has INC-1 since" in pressed


async def test_a_link_that_is_not_ours_or_too_old_is_gone(office: Office, post: PostOffice) -> None:
    address = link(office, post)
    flipped = address[:-1] + ("A" if address[-1] != "A" else "B")

    forged = await opened(flipped)
    await office.pass_time(hours=25)
    late = await opened(address)

    assert (forged[0], late[0]) == (404, 404)


async def test_what_no_showing_gave_is_refused(office: Office, post: PostOffice) -> None:
    assert (await opened(link(office, post), act="take", once="mine"))[0] == 400
    assert await taken_by(office) is None
