"""Signed HTTP from outside: who is not Slack is turned away unheard, and what is said of our health."""

import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest

from incidents.model import PersonId
from sandbox.faults import Fault
from sandbox.server import LocalSlack
from sandbox.wire.http import signature
from tests.office import Office
from tests.wires.process import BotProcess

SECRET_WORDS = "open sev1 the plans for the takeover"
TYPED = {
    "command": "/incident",
    "text": SECRET_WORDS,
    "user_id": "U0ANA",
    "channel_id": "C0GENERAL",
    "team_id": "T0ACME",
    "trigger_id": "1.2.3",
}
BODY = urlencode(TYPED).encode()
FORM = "application/x-www-form-urlencoded"
Headers = dict[str, str]


@pytest.fixture
def wire() -> str:
    """This file is about signed HTTP."""
    return "http"


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody outside."""
    async with aiohttp.ClientSession() as opened:
        yield opened


def stamp(office: Office, seconds: float = 0) -> str:
    """The time as Slack writes it, so many seconds off."""
    return str(int(office.slack.core.clock.now() + seconds))


def signed(office: Office, at: str, body: bytes = BODY) -> Headers:
    """What Slack would send along at that time."""
    made = signature(office.slack.signing_secret, at, body)
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": made, "Content-Type": FORM}


async def post(
    session: aiohttp.ClientSession, office: Office, headers: Headers, body: bytes | io.BytesIO = BODY
) -> tuple[int, str]:
    """Post to the address that Slack posts to; the status and the answer."""
    address = f"http://127.0.0.1:{office.bot.web.port}/slack/events"
    async with session.post(address, data=body, headers=headers) as answer:
        return answer.status, await answer.text()


async def opened(office: Office) -> int:
    """How many incidents there are."""
    return len(
        await office.bot.store.read(lambda tx: tx.incidents.visible(PersonId("U0ANA"), only_open=False, limit=10))
    )


@pytest.mark.parametrize("seconds", [-301, -86_400, 301, 86_400])
async def test_a_request_from_another_time_is_turned_away(
    office: Office, session: aiohttp.ClientSession, wire: str, seconds: int
) -> None:
    status, text = await post(session, office, signed(office, stamp(office, seconds)))

    assert status == 401
    assert "takeover" not in text
    assert await opened(office) == 0


@pytest.mark.parametrize("seconds", [-290, 0, 290])
async def test_a_request_of_these_minutes_is_heard(
    office: Office, session: aiohttp.ClientSession, wire: str, seconds: int
) -> None:
    status, _ = await post(session, office, signed(office, stamp(office, seconds)))

    assert status == 200
    assert await opened(office) == 1


@pytest.mark.parametrize(
    "mark",
    [
        "",
        "v0=",
        "v0=00",
        "v0=" + "0" * 64,
        "v1=" + "0" * 64,
        "v0=é" + "0" * 63,
        "垃圾",
        " ",
        "null",
        "v0=" + "f" * 4000,
    ],
)
async def test_a_signature_that_is_not_slacks_is_turned_away(
    office: Office, session: aiohttp.ClientSession, wire: str, mark: str
) -> None:
    status, text = await post(session, office, {**signed(office, stamp(office)), "X-Slack-Signature": mark})

    assert status in (400, 401)
    assert "takeover" not in text
    assert await opened(office) == 0


@pytest.mark.parametrize(
    "at", ["", " ", "now", "1e9", "-1", "0x10", "\uff11\uff17\uff10\uff10", "9" * 40, "1.5", "None"]
)
async def test_a_time_that_is_none_is_turned_away(
    office: Office, session: aiohttp.ClientSession, wire: str, at: str
) -> None:
    status, text = await post(session, office, signed(office, at))

    assert status == 401
    assert "takeover" not in text
    assert await opened(office) == 0


@pytest.mark.parametrize("missing", ["X-Slack-Request-Timestamp", "X-Slack-Signature"])
async def test_a_request_without_time_or_signature_is_turned_away(
    office: Office, session: aiohttp.ClientSession, wire: str, missing: str
) -> None:
    headers = signed(office, stamp(office))
    del headers[missing]

    status, _ = await post(session, office, headers)

    assert status == 401
    assert await opened(office) == 0


async def test_a_request_signed_with_another_secret_is_turned_away(
    office: Office, session: aiohttp.ClientSession, wire: str
) -> None:
    at = stamp(office)
    forged = {**signed(office, at), "X-Slack-Signature": signature("another secret", at, BODY)}

    status, _ = await post(session, office, forged)

    assert status == 401
    assert await opened(office) == 0


async def test_a_body_changed_on_the_way_is_turned_away(
    office: Office, session: aiohttp.ClientSession, wire: str
) -> None:
    status, _ = await post(session, office, signed(office, stamp(office)), BODY.replace(b"sev1", b"sev5"))

    assert status == 401
    assert await opened(office) == 0


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"payload=%7B", b"payload=", b"\xff\xfe", b"payload=null"])
async def test_a_signed_body_that_says_nothing_harms_nothing(
    office: Office, session: aiohttp.ClientSession, wire: str, body: bytes
) -> None:
    status, _ = await post(session, office, signed(office, stamp(office), body), body)

    assert status in (200, 401, 404)
    assert await opened(office) == 0
    assert "INC-1" in await office.says("ana", "general", "open sev3 still here")


@pytest.mark.parametrize("body", [b"{", b"payload=%7B", b"payload=null", b"\xff\xfe", b"[1]"])
@pytest.mark.parametrize("kind", [FORM, "application/json", "text/plain; charset=klingon", ""])
async def test_a_forged_body_that_nobody_can_read_is_turned_away_without_a_word(
    office: Office, session: aiohttp.ClientSession, wire: str, body: bytes, kind: str
) -> None:
    headers = {**signed(office, stamp(office)), "Content-Type": kind}

    status, _ = await post(session, office, headers, body)

    assert status == 401


async def test_a_body_larger_than_slack_sends_is_not_read(
    office: Office, session: aiohttp.ClientSession, wire: str
) -> None:
    body = b"text=" + b"x" * 1_048_600

    status, _ = await post(session, office, signed(office, stamp(office), body), io.BytesIO(body))

    assert status == 413


async def test_the_address_answers_slacks_challenge(office: Office, wire: str) -> None:
    assert await office.slack.verify_url()


async def test_without_a_signing_secret_there_is_no_such_address(
    slack: LocalSlack, session: aiohttp.ClientSession, start_bot: object, tmp_path: Path
) -> None:
    bot = await start_bot("socket")  # type: ignore[operator]  # The fixture's type is told in workspace.py.

    async with session.post(f"http://127.0.0.1:{bot.web.port}/slack/events", data=BODY) as answer:
        assert answer.status == 404


async def test_what_is_turned_away_is_not_logged(
    slack: LocalSlack, session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    process = BotProcess(slack, tmp_path, wire="http")
    await process.start()
    at = str(int(slack.core.clock.now()))
    forged = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": "v0=feedc0de", "Content-Type": FORM}
    old = {**forged, "X-Slack-Request-Timestamp": "1600000000"}

    async with session.post(f"{process.address}/slack/events", data=BODY, headers=forged) as first:
        statuses = [first.status]
    async with session.post(f"{process.address}/slack/events", data=BODY, headers=old) as second:
        statuses.append(second.status)
    answer = await slack.command("ana", "general", "open sev3 a secret plan")
    await process.delivered()
    code = await process.terminate()

    log = process.log.read_text(encoding="utf-8")
    assert statuses == [401, 401]
    assert answer.body is not None
    assert code == 0
    assert "ask.answered" in log
    assert [
        word for word in ("takeover", "feedc0de", "secret plan", slack.bot_token, slack.signing_secret) if word in log
    ] == []


async def test_health_readiness_and_figures_are_told(office: Office, session: aiohttp.ClientSession, wire: str) -> None:
    await office.says("ana", "general", "open sev3 checkout is failing")
    base = f"http://127.0.0.1:{office.bot.web.port}"

    async with session.get(f"{base}/healthz") as answer:
        health = (answer.status, json.loads(await answer.text()))
    async with session.get(f"{base}/readyz") as answer:
        ready = (answer.status, json.loads(await answer.text()))
    async with session.get(f"{base}/metrics") as answer:
        figures = await answer.text()

    assert health == (200, {"ok": True})
    assert ready == (200, {"ok": True, "wrong": ""})
    assert 'sitrep_asks_total{answer="opened"}' in figures
    assert 'sitrep_messages_total{outcome="Sent"}' in figures
    assert "sitrep_messages_owed 0.0" in figures
    assert "checkout" not in figures


async def test_figures_tell_what_is_owed_and_what_is_lost(
    office: Office, session: aiohttp.ClientSession, wire: str
) -> None:
    office.slack.faults.add(Fault("pins.add", kind="not_pinnable"))
    office.slack.faults.add(Fault("conversations.setTopic", kind="429", retry_after=600))
    await office.says("ana", "general", "open sev3 checkout is failing")

    async with session.get(f"http://127.0.0.1:{office.bot.web.port}/metrics") as answer:
        figures = await answer.text()

    assert "sitrep_messages_owed 1.0" in figures
    assert "sitrep_messages_dead 1.0" in figures


@pytest.mark.parametrize("path", ["/", "/slack", "/slack/events/x", "/../app.py", "/healthz/x"])
async def test_nothing_else_is_there(office: Office, session: aiohttp.ClientSession, wire: str, path: str) -> None:
    async with session.get(f"http://127.0.0.1:{office.bot.web.port}{path}") as answer:
        assert answer.status == 404
