"""Pages by e-mail, against a real SMTP server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.faults import Fault
from sandbox.server import LocalSlack
from tests.office import Office
from tests.wires.opening import readiness
from tests.wires.rings.post_office import PostOffice
from tests.wires.rings.reached import OPEN, ROOM, lines, newest_code, office_with, prove
from tests.workspace import Entry

SENDER = "sitrep@acme.example"


@pytest.fixture
async def office(slack: LocalSlack, tmp_path: Path, post: PostOffice, logged: list[Entry]) -> AsyncIterator[Office]:
    """A workspace whose bot sends mail there."""
    async with office_with(slack, tmp_path, {"smtp_url": post.url, "mail_from": SENDER}) as opened:
        yield opened


async def test_a_code_comes_by_mail_and_then_pages_do(office: Office, post: PostOffice) -> None:
    await office.says("bea", "general", "me mail bea@home.example")
    code = await newest_code(office, "bea")
    said = post.body()
    await office.says("bea", "general", f"me verify {code}")
    await office.says("ana", "general", OPEN)
    bea = office.slack.person("bea").id

    await office.says("ana", ROOM, f"page <@{bea}> card payments return 502")

    assert f"/incident me verify {code}" in said
    assert post.recipients == ["bea@home.example"] * 2
    assert post.subjects[-1] == "SEV2 INC-1: checkout is failing"
    assert "“card payments return 502”" in post.body()
    assert "/incident ack INC-1" in post.body()
    assert sorted(await lines(office)) == ["paged mail", "paged slack"]


async def test_a_sender_with_a_name_is_shown_by_it(slack: LocalSlack, tmp_path: Path, post: PostOffice) -> None:
    given = {"smtp_url": post.url, "mail_from": "Ops, 值班 <sitrep@acme.example>"}
    async with office_with(slack, tmp_path, given) as office:
        await office.says("bea", "general", "me mail bea@home.example")

    [letter] = post.taken
    [sender] = letter["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Ops, 值班", "sitrep@acme.example")
    assert letter["Message-ID"].endswith("@acme.example>")


async def test_it_is_paged_by_mail_though_slack_is_down(office: Office, post: PostOffice, troubles: set[str]) -> None:
    troubles.add("workspace.down")
    await prove(office, "bea", "mail bea@home.example")
    bea = office.slack.person("bea").id
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(_down())

    await office.says("ana", ROOM, f"page <@{bea}>")

    assert post.subjects[-1] == "SEV2 INC-1: checkout is failing"
    assert await lines(office) == ["paged mail"]
    assert await readiness(office) == (503, "Slack refuses us: token_revoked")


async def test_a_refused_address_is_said_and_the_next_medium_rings_at_once(office: Office, post: PostOffice) -> None:
    await prove(office, "bea", "mail gone@home.example")
    await prove(office, "bea", "mail bea@home.example")
    await office.says("bea", "general", "me delay 2 30m")
    await office.says("ana", "general", OPEN)
    post.to_recipients.append("550 no such user")

    await office.says("ana", ROOM, f"page <@{office.slack.person('bea').id}>")

    assert post.recipients[-1] == "bea@home.example"
    assert sorted(await lines(office)) == ["paged mail", "paged slack", "unpaged mail smtp 550"]
    assert "e-mail FAILED" in office.posts(ROOM)[0]


async def test_a_busy_server_is_tried_again_with_the_same_message_id_and_given_up_after_three(
    office: Office, post: PostOffice
) -> None:
    await prove(office, "bea", "mail bea@home.example")
    await office.says("ana", "general", OPEN)
    post.to_bodies += ["451 later", "250 Taken"]

    await office.says("ana", ROOM, f"page <@{office.slack.person('bea').id}>")
    await office.pass_time(seconds=30)
    post.to_bodies += ["451 later"] * 3
    await office.says("ana", ROOM, f"page <@{office.slack.person('chen').id}>")

    assert sorted(await lines(office)) == ["paged mail", "paged slack", "paged slack"]


async def test_after_somebody_has_it_nothing_more_rings(office: Office, post: PostOffice) -> None:
    await prove(office, "bea", "mail bea@home.example")
    await office.says("bea", "general", "me delay 1 5m")
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, f"page <@{office.slack.person('bea').id}>")
    await office.pass_time(minutes=4)

    await office.says("ana", ROOM, "ack")
    await office.pass_time(minutes=2)

    assert post.subjects == ["Your sitrep code"]
    states = await office.bot.store.read(lambda tx: tx.outbox.states())
    assert states["INC-1/page/1/ring/1"] == "superseded"


async def test_who_cannot_come_is_not_rung_again(office: Office, post: PostOffice) -> None:
    await prove(office, "bea", "mail bea@home.example")
    await office.says("bea", "general", "me delay 1 5m")
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, f"page <@{office.slack.person('bea').id}>")

    await office.presses("bea", "I cannot", "dm")
    await office.pass_time(minutes=6)

    assert post.subjects == ["Your sitrep code"]


async def test_a_title_cannot_write_headers(office: Office, post: PostOffice) -> None:
    await prove(office, "bea", "mail bea@home.example")
    title = "down\r\nBcc: eve@evil.example\r\n\r\n<script>"
    await office.says("ana", "general", f"open sev2 {title}")

    await office.says("ana", "general", f"page INC-1 <@{office.slack.person('bea').id}>")

    letter = post.taken[-1]
    assert letter["Bcc"] is None
    assert str(letter["Subject"]).startswith("SEV2 INC-1: down Bcc: eve@evil.example")
    assert post.recipients == ["bea@home.example"] * 2


async def test_of_a_private_incident_the_words_stay_inside(office: Office, post: PostOffice) -> None:
    await prove(office, "bea", "mail bea@home.example")
    await office.says("ana", "general", "open sev1 card data leaked --private")

    await office.says("ana", "inc-1-card-data-leaked", f"page <@{office.slack.person('bea').id}> 4,000 cards")

    assert post.subjects[-1] == "SEV1 INC-1: private incident"
    assert "cards" not in post.body()


async def test_a_reader_of_chinese_gets_it_in_chinese(office: Office, post: PostOffice) -> None:
    await prove(office, "chen", "mail chen@home.example")
    await office.says("ana", "general", OPEN)

    await office.says("ana", ROOM, f"page <@{office.slack.person('chen').id}>")

    assert "/incident ack INC-1" in post.body()
    assert "尚无人接手" in post.body()


async def test_a_test_page_comes_by_mail_and_how_it_fared_by_dm(office: Office, post: PostOffice) -> None:
    await prove(office, "bea", "mail bea@home.example")

    await office.says("bea", "general", "page-test")

    assert post.subjects[-1] == "TEST PAGE from sitrep: nothing is wrong"
    assert [said["text"] for said in office.dm("bea")][-1] == "Test page by e-mail: taken, on its way."


async def test_no_address_is_logged_or_written_down(office: Office, post: PostOffice, logged: list[Entry]) -> None:
    await prove(office, "bea", "mail bea@home.example")
    await office.says("ana", "general", OPEN)
    post.to_recipients.append("550 bea@home.example is no more")

    await office.says("ana", ROOM, f"page <@{office.slack.person('bea').id}>")
    await office.says("ana", ROOM, "timeline export md")

    kept = await office.bot.store.read(
        lambda tx: [
            repr(row)
            for table in ("incidents", "timeline", "outbox", "places", "inbound")
            for row in tx.connection.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608  # Our own names.
        ]
    )
    assert [row for row in (*kept, *map(repr, logged)) if "home.example" in row] == []
    assert "home.example" not in repr(office.slack.calls)


def _down() -> Fault:
    return Fault("*", kind="token_revoked", times=10_000)
