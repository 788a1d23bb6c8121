"""`sitrep doctor` on what leaves beside Slack: set, reachable, taken; nobody is paged by it."""

from dataclasses import replace

from bot.settings import Settings
from bot.upkeep import media
from incidents.outlets import Gateway, Maker, Pager, Robot
from incidents.policy import Hook, Policy
from tests.wires.rings.duty import KEY, Duty
from tests.wires.rings.exchange import NUMBER, SID, TOKEN, Exchange
from tests.wires.rings.gate import Gate
from tests.wires.rings.post_office import PostOffice

NOWHERE = "http://127.0.0.1:9/in"


async def said(settings: Settings, policy: Policy | None = None) -> list[str]:
    """Every line."""
    return [one.line for one in await media.examined(settings, policy or Policy())]


async def test_with_nothing_set_nothing_is_wrong() -> None:
    lines = await said(Settings())

    assert [line.split("(")[0] for line in lines] == [
        "ok     No mail server is set ",
        "ok     No account at Twilio is set ",
    ]


async def test_a_mail_server_and_an_account_that_answer_are_in_order_and_nobody_is_rung(
    post: PostOffice, exchange: Exchange
) -> None:
    account = Settings(twilio_sid=SID, twilio_token=TOKEN, twilio_from=NUMBER, twilio_api=exchange.address)

    lines = await said(replace(account, smtp_url=post.url, mail_from="sitrep@acme.example"))

    assert lines[0].startswith("ok     The mail server 127.0.0.1 answers. Nothing was sent")
    assert lines[1].startswith("ok     Twilio takes the account. Nobody was called. Without SITREP_PUBLIC_URL")
    assert (post.taken, exchange.taken) == ([], [])


async def test_an_account_with_a_name_for_a_sender_sends_sms_and_calls_nobody(exchange: Exchange) -> None:
    account = Settings(twilio_sid=SID, twilio_token=TOKEN, twilio_from="ACME Ops", twilio_api=exchange.address)

    assert "TWILIO_FROM is no number: it sends SMS and calls nobody." in (await said(account))[1]


async def test_what_refuses_us_or_is_not_there_is_wrong_with_what_to_do(post: PostOffice, exchange: Exchange) -> None:
    login = f"smtp://ana:no@127.0.0.1:{post.port}"
    refused = Settings(
        smtp_url=login,
        mail_from="sitrep@acme.example",
        twilio_sid=SID,
        twilio_token="another",
        twilio_from=NUMBER,
        twilio_api=exchange.address,
    )

    lines = await said(refused) + await said(replace(refused, smtp_url="smtp://127.0.0.1:9", twilio_api=NOWHERE))

    assert [line[:6] for line in lines] == ["WRONG "] * 4
    assert "does not take the account: HTTP 401" in lines[1]
    assert "does not take us: SMTPConnectError" in lines[2]
    assert "TWILIO_AUTH_TOKEN" in lines[3]
    assert "another" not in "".join(lines)


async def test_settings_that_cannot_be_used_are_wrong_with_what_to_write() -> None:
    lines = await said(Settings(smtp_url="mail.example.com", mail_from="a@b.example", twilio_sid="AC1"))

    assert "WRONG  Mail cannot be sent: its settings cannot be used." in lines[0]
    assert "SITREP_SMTP_URL=smtp://user:password@mail.example.com:587" in lines[0]
    assert "belong together" in lines[1]


async def test_what_the_settings_name_is_looked_at_without_a_message(gate: Gate, duty: Duty) -> None:
    policy = Policy(
        hooks=(Hook(name="audit", address=NOWHERE, secret="SITREP_HOOK_A"),),
        gateways=(
            Gateway(name="ntfy", address=f"{gate.address}/", secret="SITREP_HOOK_A"),
            Gateway(name="short", address=gate.address, secret="SITREP_HOOK_MISSING"),
        ),
        robots=(Robot(name="ops", maker=Maker.WECOM, address="SITREP_HOOK_URL"),),
        pagers=(
            Pager(name="good", key="SITREP_HOOK_PD", address=duty.address),
            Pager(name="bad", key="SITREP_HOOK_A", address=duty.address),
        ),
    )
    keys = {"SITREP_HOOK_A": "a", "SITREP_HOOK_URL": "http://open.example/robot?key=k3y", "SITREP_HOOK_PD": KEY}

    lines = (await said(Settings(hook_secrets=keys), policy))[2:]

    assert [line.split("\n")[0][:40] for line in lines] == [
        "WRONG  [hooks.audit] is not reached: Con",
        "ok     [gateways.ntfy]: 127.0.0.1 takes ",
        "WRONG  [gateways.short] needs SITREP_HOO",
        "WRONG  [robots.ops] is not reached: writ",
        "ok     [pagerduty.good]: PagerDuty takes",
        "WRONG  [pagerduty.bad]: PagerDuty does n",
    ]
    assert "k3y" not in "".join(lines)
    assert (gate.asked, duty.states) == ([], {})
