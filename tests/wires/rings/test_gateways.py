"""Pages by gateways of the settings: our own signed JSON, and whatever request a template says, against real HTTP."""

import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from bot.channels.rings import outfit
from bot.config.reading import parse
from bot.stop import Stop
from incidents.policy import Policy
from sandbox.server import LocalSlack
from tests.office import Office
from tests.wires.rings.gate import DROP, Asked, Gate
from tests.wires.rings.post_office import PostOffice
from tests.wires.rings.reached import OPEN, ROOM, lines, office_with, prove
from tests.workspace import Entry, settings_for

PHONE = "+46701234567"
KEYS = {"SITREP_HOOK_NTFY": "shared", "SITREP_HOOK_SMS": "tk_secret"}
PUBLIC = "https://sitrep.example"


def settings(address: str) -> Policy:
    """A gateway of each kind, all at one address."""
    return parse(
        f"""
        [gateways.ntfy]
        address = "{address}/"
        secret = "SITREP_HOOK_NTFY"

        [gateways.short]
        address = "{address}/v1/send"
        kind = "sms"
        headers = {{ Authorization = "Bearer {{SITREP_HOOK_SMS}}" }}
        body = '{{"to": ["{{number}}"], "text": "{{text}}", "flash": true}}'
        success = "code = 0"

        [gateways.loud]
        address = "{address}/call"
        kind = "voice"
        form = {{ key = "{{SITREP_HOOK_SMS}}", phone = "{{number}}", say = "{{text}}" }}
        success = "OK"

        [gateways.chat]
        address = "{address}/bot{{SITREP_HOOK_SMS}}/send?silent=0"
        method = "GET"
        form = {{ chat = "{{number}}", text = "{{text}} {{link}}" }}
        """,
        Path("sitrep.toml"),
    )


@pytest.fixture
async def office(
    slack: LocalSlack, tmp_path: Path, gate: Gate, post: PostOffice, logged: list[Entry]
) -> AsyncIterator[Office]:
    """A workspace whose settings name the gateways, and whose bot sends mail too."""
    given = {"hook_secrets": KEYS, "public_url": PUBLIC, "smtp_url": post.url, "mail_from": "sitrep@acme.example"}
    async with office_with(slack, tmp_path, given, policy=settings(gate.address)) as opened:
        yield opened


async def paged(office: Office, gate: Gate, words: str) -> Asked:
    """Bea proves this medium, and is paged; the request that rang her."""
    await prove(office, "bea", words)
    await office.says("bea", "general", "me delay 1 0m")
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, f"page <@{office.slack.person('bea').id}>")
    return gate.asked[-1]


async def test_our_own_json_is_signed_and_is_what_ntfy_publishes_by(office: Office, gate: Gate) -> None:
    asked = await paged(office, gate, "ntfy bea-pages")

    told = json.loads(asked.body)
    signed = f"{asked.headers['X-Sitrep-Timestamp']}.".encode() + asked.body
    mac = hmac.new(b"shared", signed, hashlib.sha256).hexdigest()
    assert asked.headers["X-Sitrep-Signature"] == f"v1={mac}"
    assert asked.headers["X-Sitrep-Delivery"] == "INC-1/page/1/ring/1"
    assert (told["topic"], told["title"], told["priority"]) == ("bea-pages", "SEV2 INC-1: checkout is failing", 5)
    assert re.fullmatch(rf"{PUBLIC}/page/[\w-]+", told["click"])
    assert "Nobody has it yet." in told["message"]
    assert (told["event"], told["incident"], told["severity"]) == ("page", "INC-1", "sev2")
    assert sorted(await lines(office)) == ["paged ntfy", "paged slack"]


async def test_a_template_is_filled_in_as_json_with_its_secret_in_a_header(office: Office, gate: Gate) -> None:
    asked = await paged(office, gate, f"short {PHONE}")

    assert (asked.method, asked.path) == ("POST", "/v1/send")
    assert asked.headers["Authorization"] == "Bearer tk_secret"
    assert json.loads(asked.body) == {
        "to": [PHONE],
        "text": "SEV2 INC-1 checkout is failing. Answer in Slack.",
        "flash": True,
    }


async def test_a_template_is_filled_in_as_a_form_with_what_a_voice_says(office: Office, gate: Gate) -> None:
    gate.says = "OK 12345"

    asked = await paged(office, gate, f"loud {PHONE}")

    fields = dict(parse_qsl(asked.body.decode()))
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert fields == {"key": "tk_secret", "phone": PHONE, "say": "This is sitrep. SEV2. checkout is failing."}


async def test_a_template_for_get_is_filled_in_as_a_query(office: Office, gate: Gate) -> None:
    asked = await paged(office, gate, "chat bea-1")

    assert (asked.method, asked.path, asked.body) == ("GET", "/bottk_secret/send", b"")
    assert (asked.query["silent"], asked.query["chat"]) == ("0", "bea-1")
    assert f"{PUBLIC}/page/" in asked.query["text"]


async def test_a_title_cannot_break_out_of_a_template(office: Office, gate: Gate) -> None:
    await prove(office, "bea", f"short {PHONE}")
    await office.says("bea", "general", "me delay 1 0m")
    await office.says("ana", "general", 'open sev2 "}, {number} {SITREP_HOOK_SMS} &to=1')

    await office.says("ana", "general", f"page INC-1 <@{office.slack.person('bea').id}>")

    told = json.loads(gate.asked[-1].body)
    assert told["to"] == [PHONE]
    assert '"}, {number} {SITREP_HOOK_SMS} &to=1' in told["text"]


@pytest.mark.parametrize(
    ("status", "text", "said"),
    [
        (200, '{"code": 17, "message": "no such number +46701234567"}', "not_accepted 17"),
        (200, '{"code": "+46701234567"}', "not_accepted"),
        (200, "OK", "not_accepted"),
        (401, "", "HTTP 401"),
        (302, "", "HTTP 302"),
    ],
)
async def test_what_a_gateway_refuses_is_said_without_the_number_and_the_next_medium_rings_at_once(
    office: Office, gate: Gate, post: PostOffice, status: int, text: str, said: str
) -> None:
    await prove(office, "bea", f"short {PHONE}")
    await office.says("bea", "general", "me delay 1 0m")
    await prove(office, "bea", "mail bea@home.example")
    await office.says("bea", "general", "me delay 2 1h")
    await office.says("ana", "general", OPEN)
    gate.answer(status, text)

    await office.says("ana", ROOM, f"page <@{office.slack.person('bea').id}>")

    assert sorted(await lines(office)) == ["paged mail", "paged slack", f"unpaged short {said}"]
    assert "short FAILED" in office.posts(ROOM)[0]


async def test_trouble_patience_and_a_broken_connection_are_tried_again_and_given_up_after_three(
    office: Office, gate: Gate
) -> None:
    await prove(office, "bea", f"short {PHONE}")
    await office.says("bea", "general", "me delay 1 0m")
    await office.says("ana", "general", OPEN)
    gate.answer(503)
    gate.answer(429, Retry_After="20")
    gate.answer(DROP)
    before = len(gate.asked)

    await office.says("ana", ROOM, f"page <@{office.slack.person('bea').id}>")
    await office.pass_time(seconds=21)
    await office.pass_time(seconds=21)
    await office.pass_time(seconds=60)

    assert len(gate.asked) == before + 3
    assert sorted(await lines(office)) == ["paged slack", "unpaged short ServerDisconnectedError"]


async def test_a_gateway_that_left_the_settings_is_said_to_be_none(
    office: Office, gate: Gate, slack: LocalSlack
) -> None:
    await prove(office, "bea", "ntfy bea-pages")
    await office.bot.store.write(lambda tx: tx.enact(Policy(), "", by="ana", after=0))
    await office.says("ana", "general", OPEN)

    await office.says("ana", ROOM, f"page <@{office.slack.person('bea').id}>")

    assert sorted(await lines(office)) == ["paged slack", "unpaged ntfy not_set_up"]


async def test_nobody_enters_an_address_and_a_name_is_proved_by_a_code(office: Office, gate: Gate) -> None:
    refused = await office.says("bea", "general", "me ntfy https://elsewhere.example/x")
    none = await office.says("bea", "general", "me ntfy")
    unknown = await office.says("bea", "general", "me webhook https://elsewhere.example/x")
    added = await office.says("bea", "general", "me ntfy bea-pages")

    assert "are what ntfy takes as your name there" in refused
    assert "are what ntfy takes as your name there" in none
    assert "I know mail, sms, voice, mention, ntfy, short, loud, chat." in unknown
    assert "A code is on its way by ntfy to be…" in added
    assert [json.loads(one.body)["event"] for one in gate.asked] == ["code"]


async def test_no_number_is_logged_or_written_down(office: Office, gate: Gate, logged: list[Entry]) -> None:
    gate.answer(200, '{"code": 0}')
    gate.answer(400, f"bad number {PHONE}")

    await paged(office, gate, f"short {PHONE}")
    kept = await office.bot.store.read(lambda tx: [line.body for line in tx.timeline.whole(1)])  # type: ignore[arg-type]  # A number is an id.

    assert PHONE not in json.dumps(logged, default=str)
    assert PHONE not in json.dumps(kept, default=str)


def test_a_gateway_whose_secret_is_not_set_stops_the_start(slack: LocalSlack) -> None:
    bare = settings_for(slack, "socket", "bot.db")

    with pytest.raises(Stop, match=r"\[gateways.ntfy\] needs SITREP_HOOK_NTFY, which is not set"):
        outfit.demand(bare, settings("http://127.0.0.1"))
