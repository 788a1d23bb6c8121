"""Files: announced, uploaded, completed, shared and read again."""

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.sandbox.small_app import Bot, Heard, Refused


async def test_a_file_goes_up_with_the_sdks_own_helper(
    slack: LocalSlack, client: AsyncWebClient, room: str, bot: Bot, heard: Heard
) -> None:
    answer = await client.files_upload_v2(
        channel=room, content="what happened", filename="report.md", title="Report", initial_comment="Done."
    )
    await heard()

    said = slack.messages(room)[-1]
    assert slack.file(answer["files"][0]["id"]).content == b"what happened"
    assert (said["text"], said["files"][0]["title"]) == ("Done.", "Report")
    assert {"file_created", "file_shared"} <= set(bot.types())


async def test_a_file_may_go_into_a_thread(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    parent = await client.chat_postMessage(channel=room, text="parent")

    await client.files_upload_v2(channel=room, content="x", filename="x.txt", thread_ts=parent["ts"])

    assert slack.messages(room)[-1]["thread_ts"] == parent["ts"]


async def test_its_private_address_wants_the_token(
    slack: LocalSlack, client: AsyncWebClient, browser: aiohttp.ClientSession, room: str
) -> None:
    sent = await client.files_upload_v2(channel=room, content="secret", filename="x.txt")
    found = await client.files_info(file=sent["files"][0]["id"])
    address = found["file"]["url_private"]

    without = await browser.get(address)
    with_token = await browser.get(address, headers={"Authorization": f"Bearer {slack.bot_token}"})

    assert without.status == 403
    assert await with_token.text() == "secret"


@pytest.mark.parametrize("content", [b"", b"longer"])
async def test_another_size_than_announced_is_turned_away(
    client: AsyncWebClient, refused: Refused, browser: aiohttp.ClientSession, content: bytes
) -> None:
    announced = await client.files_getUploadURLExternal(filename="x.txt", length=3)

    sent = await browser.post(announced["upload_url"], data=content)
    code = await refused("files.completeUploadExternal", files=[{"id": announced["file_id"]}])

    assert sent.status == 400
    assert code == "file_not_found"


async def test_an_upload_as_a_form_is_understood(client: AsyncWebClient, browser: aiohttp.ClientSession) -> None:
    announced = await client.files_getUploadURLExternal(filename="x.txt", length=3)
    form = aiohttp.FormData()
    form.add_field("filename", b"abc", filename="x.txt")

    sent = await browser.post(announced["upload_url"], data=form)

    assert await sent.text() == "OK - 3"


async def test_a_team_without_uploads_says_so(slack: LocalSlack, refused: Refused) -> None:
    slack.settings.file_uploads = False

    code = await refused("files.getUploadURLExternal", filename="x", length=1)

    assert code == "file_uploads_disabled"


async def test_a_file_is_deleted_for_everybody(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, room: str
) -> None:
    sent = await client.files_upload_v2(channel=room, content="secret", filename="x.txt", initial_comment="Here.")
    file = sent["files"][0]["id"]

    await client.files_delete(file=file)

    said = slack.messages(room)[-1]
    assert (said["text"], said["files"]) == ("Here.", [{"id": file, "mode": "tombstone"}])
    assert slack.file(file).content is None
    assert await refused("files.delete", file=file) == "file_deleted"
    assert await refused("files.info", file=file) == "file_deleted"


async def test_where_files_are_not_deleted_it_stays(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, room: str
) -> None:
    sent = await client.files_upload_v2(channel=room, content="secret", filename="x.txt")
    slack.settings.file_deleting = False

    code = await refused("files.delete", file=sent["files"][0]["id"])

    assert code == "file_deleting_disabled"
    assert slack.file(sent["files"][0]["id"]).content == b"secret"
