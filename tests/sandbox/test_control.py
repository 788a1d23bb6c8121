"""The control API and the page: what each person sees and does, and who is turned away."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.sandbox.small_app import Bot

Browser = aiohttp.ClientSession


async def look(browser: Browser, person: str, channel: str = "") -> dict[str, Any]:
    """What this person sees, with the messages of one channel."""
    async with browser.get("/control/state", params={"as": person, "channel": channel}) as answer:
        seen: dict[str, Any] = await answer.json()
        return seen


async def do(browser: Browser, verb: str, **body: object) -> dict[str, Any]:
    """One POST to the control API."""
    async with browser.post(f"/control/{verb}", json=body) as answer:
        outcome: dict[str, Any] = await answer.json()
        return outcome


def names(seen: dict[str, Any]) -> list[str]:
    return [each["name"] for each in seen["channels"]]


async def test_everybody_sees_public_channels_and_guests_their_own(browser: Browser) -> None:
    ana, gus = await look(browser, "U0ANA"), await look(browser, "U0GUS")

    assert names(ana) == ["general", "payments", "incidents"]
    assert names(gus) == ["payments"]


async def test_a_private_channel_is_seen_by_its_members_only(browser: Browser, client: AsyncWebClient) -> None:
    made = await client.conversations_create(name="secret", is_private=True)
    await client.conversations_invite(channel=made["channel"]["id"], users="U0ANA")
    await client.chat_postMessage(channel=made["channel"]["id"], text="hush")

    ana = await look(browser, "U0ANA", made["channel"]["id"])
    bea = await look(browser, "U0BEA", made["channel"]["id"])

    assert "secret" in names(ana)
    assert ana["messages"][-1]["text"] == "hush"
    assert "secret" not in names(bea)
    assert bea["messages"] == []


async def test_a_direct_message_is_seen_by_its_two(browser: Browser, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="U0ANA", text="for you")

    ana, bea = await look(browser, "U0ANA"), await look(browser, "U0BEA")

    assert ana["channels"][-1]["is_im"]
    assert ana["channels"][-1]["with"] == "U0SITREP"
    assert names(bea) == ["general", "payments", "incidents"]


async def test_a_private_word_is_seen_by_one_person_in_its_place(
    browser: Browser, client: AsyncWebClient, room: str
) -> None:
    await client.chat_postMessage(channel=room, text="1")
    await client.chat_postEphemeral(channel=room, user="U0ANA", text="psst")
    await client.chat_postMessage(channel=room, text="2")

    ana, bea = await look(browser, "U0ANA", room), await look(browser, "U0BEA", room)

    assert [said["text"] for said in ana["messages"]][-3:] == ["1", "psst", "2"]
    assert [said["ephemeral"] for said in ana["messages"]][-3:] == [False, True, False]
    assert [said["text"] for said in bea["messages"]][-2:] == ["1", "2"]


async def test_what_is_new_is_counted_until_read(browser: Browser, client: AsyncWebClient, room: str) -> None:
    await client.chat_postMessage(channel=room, text="1")

    before = await look(browser, "U0ANA")
    await do(browser, "read", user="U0ANA", channel=room)
    after = await look(browser, "U0ANA")

    assert (before["channels"][-1]["unread"], after["channels"][-1]["unread"]) == (2, 0)


async def test_a_person_says_reacts_and_leaves(browser: Browser) -> None:
    said = await do(browser, "say", user="U0ANA", channel="C0PAYMENTS", text="hello @bea")
    await do(browser, "react", user="U0BEA", channel="C0PAYMENTS", ts=said["ts"], name="eyes")
    await do(browser, "leave", user="U0BEA", channel="C0PAYMENTS")

    seen = await look(browser, "U0ANA", "C0PAYMENTS")
    message = seen["messages"][0]
    assert message["text"] == "hello <@U0BEA>"
    assert message["reactions"] == [{"name": "eyes", "users": ["U0BEA"], "count": 1}]
    assert seen["messages"][-1]["subtype"] == "channel_leave"


async def test_a_stranger_may_join_what_is_public_only(browser: Browser, client: AsyncWebClient) -> None:
    made = await client.conversations_create(name="secret", is_private=True)

    public = await do(browser, "join", user="U0NIA", channel="C0PAYMENTS")
    private = await do(browser, "join", user="U0NIA", channel=made["channel"]["id"])

    assert public["ok"]
    assert private == {"ok": False, "error": "channel_not_found"}


async def test_a_command_with_nobody_connected_fails_as_in_slack(browser: Browser) -> None:
    outcome = await do(browser, "command", user="U0ANA", channel="C0PAYMENTS", command="/incident", text="open")

    seen = await look(browser, "U0ANA", "C0PAYMENTS")
    assert (outcome["ok"], outcome["error"]) == (False, "dispatch_failed")
    assert seen["messages"][-1]["text"] == '/incident failed with the error "dispatch_failed"'
    assert seen["messages"][-1]["ephemeral"]


async def test_a_form_is_filled_in_through_the_page(browser: Browser, bot: Bot) -> None:
    place = {"user": "U0ANA", "channel": "C0PAYMENTS"}
    await do(browser, "command", **place, command="/incident", text="form")
    form = (await look(browser, "U0ANA"))["views"][-1]

    empty = await do(browser, "submit", user="U0ANA", view_id=form["id"], values={})
    values = {"what": {"text": {"type": "plain_text_input", "value": "down"}}}
    sent = await do(browser, "submit", user="U0ANA", view_id=form["id"], values=values)

    assert empty["errors"] == {"what": "Please complete this required field."}
    assert sent["ok"]
    assert bot.bodies[-1]["view"]["state"]["values"]["what"]["text"]["value"] == "down"
    assert (await look(browser, "U0ANA"))["views"] == []


async def test_a_choice_in_a_form_keeps_what_was_typed(browser: Browser, bot: Bot) -> None:
    await do(browser, "command", user="U0ANA", channel="C0PAYMENTS", command="/incident", text="form")
    form = (await look(browser, "U0ANA"))["views"][-1]
    chosen = {"type": "users_select", "selected_user": "U0BEA"}
    typed = {"what": {"text": {"type": "plain_text_input", "value": "down"}}}

    await do(
        browser,
        "click",
        user="U0ANA",
        view_id=form["id"],
        action_id="owner",
        block_id="who",
        selected=chosen,
        values=typed,
    )

    body = bot.bodies[-1]
    assert body["actions"][0]["selected_user"] == "U0BEA"
    assert body["view"]["state"]["values"]["what"]["text"]["value"] == "down"


async def test_a_button_is_pressed_through_the_page(
    browser: Browser, client: AsyncWebClient, bot: Bot, room: str, button: dict[str, Any]
) -> None:
    posted = await client.chat_postMessage(channel=room, text="card", blocks=[button])

    pressed = await do(browser, "click", user="U0ANA", channel=room, ts=posted["ts"], action_id="ack")

    assert pressed["ok"]
    assert bot.bodies[-1]["actions"][0]["value"] == "INC-1"


async def test_a_direct_message_is_opened_and_the_home_tab_told(browser: Browser, bot: Bot) -> None:
    opened = await do(browser, "open_dm", user="U0ANA", **{"with": "U0BEA"})
    home = await do(browser, "home", user="U0ANA")

    seen = await look(browser, "U0BEA")
    assert opened["channel"]["id"] == seen["channels"][-1]["id"]
    assert home["ok"]


async def test_changes_are_streamed_to_those_who_may_see_them(
    browser: Browser, client: AsyncWebClient, slack: LocalSlack
) -> None:
    made = await client.conversations_create(name="secret", is_private=True)
    await slack.join("ana", "secret")
    async with browser.get("/control/live?as=U0ANA") as ana, browser.get("/control/live?as=U0BEA") as bea:
        await _next_seq(ana)
        await _next_seq(bea)
        await client.chat_postMessage(channel=made["channel"]["id"], text="hush")

        told = await _next_seq(ana)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await _next_seq(bea)

    assert told == slack.core.space.seq


async def test_faults_limits_and_latency_are_set_from_outside(browser: Browser, slack: LocalSlack) -> None:
    await do(browser, "fault", method="chat.postMessage", kind="500", times=2)
    await do(browser, "limits", mode="strict")
    await do(browser, "latency", seconds=0.5)

    async with browser.get("/control/faults") as answer:
        pending = (await answer.json())["faults"]
    assert [(each["method"], each["kind"], each["times"]) for each in pending] == [("chat.postMessage", "500", 2)]
    assert (slack.limits, slack.latency) == ("strict", 0.5)


async def test_a_reset_begins_again(browser: Browser, slack: LocalSlack, room: str) -> None:
    slack.latency = 0.1

    await do(browser, "reset")

    seen = await look(browser, "U0ANA")
    assert names(seen) == ["general", "payments", "incidents"]
    assert (slack.calls, slack.latency) == ([], 0.0)


async def test_the_log_shows_calls_without_tokens(browser: Browser, slack: LocalSlack, room: str) -> None:
    async with browser.get("/control/log", params={"since": 1}) as answer:
        text = await answer.text()

    calls = json.loads(text)["calls"]
    assert [call["method"] for call in calls] == ["conversations.invite"]
    assert slack.bot_token not in text


@pytest.mark.parametrize(
    ("verb", "body", "status", "error"),
    [
        ("say", {"user": "U0ANA"}, 400, "missing_channel"),
        ("say", {"user": "U0ANA", "channel": "C0PAYMENTS", "text": " "}, 200, "no_text"),
        ("say", {"user": "U0DEV", "channel": "C0PAYMENTS", "text": "x"}, 200, "not_in_channel"),
        ("say", {"user": "U0NOBODY", "channel": "C0PAYMENTS", "text": "x"}, 200, "user_not_found"),
        ("limits", {"mode": "sometimes"}, 200, "invalid_mode"),
        ("latency", {"seconds": "soon"}, 400, "invalid_request"),
        ("fault", {"method": "x", "when": "never"}, 400, "invalid_request"),
        ("nonsense", {}, 404, "unknown_verb"),
    ],
)
async def test_a_bad_request_is_answered_plainly(
    browser: Browser, verb: str, body: dict[str, Any], status: int, error: str
) -> None:
    async with browser.post(f"/control/{verb}", json=body) as answer:
        outcome = await answer.json()

    assert (answer.status, outcome["error"]) == (status, error)


async def test_only_json_is_taken(browser: Browser) -> None:
    async with browser.post("/control/reset", data={"x": "y"}) as answer:
        status = answer.status

    assert status == 415


@pytest.mark.parametrize("path", ["/", "/control/state", "/control/live", "/api/auth.test"])
async def test_a_foreign_host_is_turned_away(browser: Browser, path: str) -> None:
    async with browser.get(path, headers={"Host": "evil.example"}) as answer:
        status = answer.status

    assert status == 403


async def test_an_unknown_person_sees_nothing(browser: Browser) -> None:
    async with browser.get("/control/state", params={"as": "U0NOBODY"}) as answer:
        status = answer.status

    assert status == 404


async def test_the_page_is_served_with_its_policy(browser: Browser) -> None:
    async with browser.get("/") as answer:
        html = await answer.text()

    assert "<!doctype html>" in html.lower()
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/page/..%2fserver.py", "/page/%2e%2e/server.py", "/page/nonsense.js", "/page/"])
async def test_nothing_but_the_page_is_served(browser: Browser, path: str) -> None:
    async with browser.get(path) as answer:
        status = answer.status

    assert status == 404


async def _next_seq(stream: aiohttp.ClientResponse) -> int:
    line = await stream.content.readline()
    await stream.content.readline()
    seq: int = json.loads(line.removeprefix(b"data: "))["seq"]
    return seq
