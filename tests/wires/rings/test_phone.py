"""Pages by SMS and voice, against a peer that behaves as Twilio's reference says; and what comes back from it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from multidict import MultiDict

from bot.web.telephone import signature
from sandbox.server import LocalSlack
from tests.office import Office
from tests.wires.rings.exchange import NUMBER, SID, TOKEN, Exchange, back
from tests.wires.rings.reached import OPEN, ROOM, lines, office_with, prove
from tests.workspace import Entry

PUBLIC = "https://sitrep.example"
PHONE = "+46701234567"


@pytest.fixture
async def office(slack: LocalSlack, tmp_path: Path, exchange: Exchange, logged: list[Entry]) -> AsyncIterator[Office]:
    """A workspace whose bot has an account there, and a public address."""
    given = {
        "twilio_sid": SID,
        "twilio_token": TOKEN,
        "twilio_from": NUMBER,
        "twilio_api": exchange.address,
        "public_url": PUBLIC,
    }
    async with office_with(slack, tmp_path, given) as opened:
        yield opened


async def report(office: Office, address: str, *, token: str = TOKEN, **form: str) -> tuple[int, str]:
    """What Twilio sends to an address that we gave it."""
    local = address.replace(PUBLIC, f"http://127.0.0.1:{office.bot.web.port}")
    told = await back(local, address, form, token=token)
    await office.rest()
    return told


async def page(office: Office, who: str = "bea") -> None:
    """An incident, and one who is paged for it."""
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, f"page <@{office.slack.person(who).id}>")


async def at_once(office: Office, who: str, medium: str) -> None:
    """A medium that rings at once."""
    await prove(office, who, f"{medium} {PHONE}")
    await office.says(who, "general", "me delay 1 0m")


def test_the_signature_is_the_one_of_twilio_s_own_example() -> None:
    form = MultiDict(
        Digits="1234", To="+18005551212", From="+12349013030", Caller="+12349013030", CallSid="CA1234567890ABCDE"
    )

    assert signature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form) == "0/KCTR6DLpKmkAf8muzZqo1nDgQ="


async def test_an_sms_of_one_part_is_sent_and_its_delivery_is_shown(office: Office, exchange: Exchange) -> None:
    await at_once(office, "bea", "sms")

    await page(office)
    sent = exchange.taken[-1][1]
    told = await report(office, sent["StatusCallback"], MessageStatus="delivered", MessageSid="SM1")

    assert sent["To"] == PHONE
    assert sent["Body"] == "SEV2 INC-1 checkout is failing. Reply 1 = I have it, 2 = I cannot."
    assert told[0] == 204
    assert "SMS delivered" in office.posts(ROOM)[0]
    assert sorted(await lines(office)) == ["paged slack", "paged sms", "paged sms delivered"]
    bea = office.slack.person("bea").id
    assert f"SMS to <@{bea}>: delivered" in await office.says("ana", ROOM, "timeline")
    assert "SMS delivered" in await office.says("ana", ROOM, "show")


async def test_a_sender_with_a_name_asks_for_no_reply_that_could_not_come_and_calls_nobody(
    slack: LocalSlack, tmp_path: Path, exchange: Exchange
) -> None:
    given = {"twilio_sid": SID, "twilio_token": TOKEN, "twilio_from": "ACME Ops", "public_url": PUBLIC}
    async with office_with(slack, tmp_path, {**given, "twilio_api": exchange.address}) as office:
        await at_once(office, "bea", "sms")
        await page(office)
        await office.says("chen", "general", f"me voice {PHONE}")
        told = office.dm("chen")[-1]["text"]

    sent = exchange.taken[-1][1]
    assert (sent["From"], sent["Body"]) == ("ACME Ops", "SEV2 INC-1 checkout is failing. Answer in Slack.")
    assert "not_set_up" in told
    assert exchange.calls() == []


async def test_a_reply_of_1_takes_it_and_2_says_no(office: Office, exchange: Exchange) -> None:
    await at_once(office, "bea", "sms")
    await page(office)

    no = await report(office, f"{PUBLIC}/twilio/sms", From=PHONE, Body=" 2 ", MessageSid="SM7")
    assert "You cannot come to INC-1." in no[1]
    await office.pass_time(minutes=3)
    await office.says("ana", ROOM, f"page <@{office.slack.person('bea').id}>")
    yes = await report(office, f"{PUBLIC}/twilio/sms", From=PHONE, Body="\uff11", MessageSid="SM8")
    again = await report(office, f"{PUBLIC}/twilio/sms", From=PHONE, Body="\uff11", MessageSid="SM8")

    incident = await office.bot.store.read(lambda tx: tx.incidents.find(1))
    assert "<Message>You have INC-1 since" in yes[1]
    assert again[1] == yes[1]
    assert incident is not None
    assert incident.acknowledged_by == office.slack.person("bea").id


async def test_a_call_reads_the_title_and_key_1_takes_it(office: Office, exchange: Exchange) -> None:
    await at_once(office, "bea", "voice")
    await page(office)
    call = exchange.calls()[-1]

    rang = await report(office, call["StatusCallback"], CallStatus="ringing", CallSid="CA1")
    heard = await report(office, call["Url"], CallSid="CA1", CallStatus="in-progress")
    taken = await report(office, call["Url"], CallSid="CA1", Digits="1")
    after = await office.bot.store.read(lambda tx: tx.incidents.find(1))

    assert rang[0] == 204
    assert "checkout is failing" in heard[1]
    assert "<Gather" in heard[1]
    assert "You have INC-1 since" in taken[1]
    assert after is not None
    assert after.acknowledged_by == office.slack.person("bea").id
    assert [ring.state for ring in after.pages[0].rings] == ["sent", "answered"]
    assert [line for line in await lines(office) if "voice" in line] == [
        "paged voice",
        "paged voice rang",
        "paged voice answered",
    ]


async def test_an_unanswered_call_rings_the_next_medium_at_once(office: Office, exchange: Exchange) -> None:
    await at_once(office, "bea", "voice")
    await prove(office, "bea", f"sms {PHONE}")
    await office.says("bea", "general", "me delay 2 1h")
    await page(office)
    before = len(exchange.texts())

    await report(office, exchange.calls()[-1]["StatusCallback"], CallStatus="no-answer", CallSid="CA1")

    assert len(exchange.texts()) == before + 1
    assert "unpaged voice no-answer" in await lines(office)


@pytest.mark.parametrize(("status", "code", "said"), [(400, 21211, "twilio 21211"), (401, 20003, "twilio 20003")])
async def test_what_twilio_refuses_is_said_by_its_number(
    office: Office, exchange: Exchange, status: int, code: int, said: str
) -> None:
    await at_once(office, "bea", "sms")
    exchange.answer(status, code)

    await page(office)

    assert f"unpaged sms {said}" in await lines(office)


async def test_patience_and_trouble_are_waited_for(office: Office, exchange: Exchange) -> None:
    await at_once(office, "bea", "sms")
    before = len(exchange.texts())
    exchange.answer(429, 20429, Retry_After="30")
    exchange.answer(503)

    await page(office)
    await office.pass_time(seconds=31)
    await office.pass_time(seconds=31)

    assert len(exchange.texts()) == before + 1


async def test_what_is_signed_wrongly_changes_nothing(office: Office, exchange: Exchange) -> None:
    await at_once(office, "bea", "sms")
    await page(office)

    forged = await report(office, f"{PUBLIC}/twilio/sms", token="another", From=PHONE, Body="1", MessageSid="SM9")

    incident = await office.bot.store.read(lambda tx: tx.incidents.find(1))
    assert forged[0] == 403
    assert incident is not None
    assert incident.acknowledged_at is None


async def test_a_hostile_title_stays_words_in_sms_and_call(office: Office, exchange: Exchange) -> None:
    await at_once(office, "bea", "voice")
    await office.says("ana", "general", 'open sev2 </Say><Dial>+1900</Dial> & "quoted" ' + "x" * 150)
    await office.says("ana", "general", f"page INC-1 <@{office.slack.person('bea').id}>")

    heard = await report(office, exchange.calls()[-1]["Url"], CallSid="CA1", CallStatus="in-progress")

    assert "<Dial>" not in heard[1]
    assert "&lt;Dial&gt;" in heard[1]


async def test_without_a_public_address_nothing_is_open_and_a_call_says_it_right_away(
    slack: LocalSlack, tmp_path: Path, exchange: Exchange
) -> None:
    given = {"twilio_sid": SID, "twilio_token": TOKEN, "twilio_from": NUMBER, "twilio_api": exchange.address}
    async with office_with(slack, tmp_path, given) as office:
        await at_once(office, "bea", "voice")
        await page(office)
        closed = [
            (await back(f"http://127.0.0.1:{office.bot.web.port}{path}", path, {"From": PHONE, "Body": "1"}))[0]
            for path in ("/twilio/sms", "/twilio/voice", "/twilio/status", "/page/abc")
        ]

    assert closed == [404] * 4
    assert "checkout is failing" in exchange.calls()[-1]["Twiml"]
    assert "<Gather" not in exchange.calls()[-1]["Twiml"]
