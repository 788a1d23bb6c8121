"""What of the settings cannot ring anybody is said at the start, with what to write instead."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.channels.rings import outfit
from bot.stop import Stop
from incidents.policy import Policy
from sandbox.server import LocalSlack
from tests.workspace import begin, settings_for

ACCOUNT = {"twilio_sid": "AC1", "twilio_token": "secret", "twilio_from": "+15005550006"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"smtp_url": "mail.example.com:587", "mail_from": "sitrep@acme.example"}, "SITREP_SMTP_URL=smtp://user"),
        ({"smtp_url": "smtp://mail.example.com:many", "mail_from": "sitrep@acme.example"}, "SITREP_SMTP_URL=smtp://"),
        ({"smtp_url": "smtp://[mail", "mail_from": "sitrep@acme.example"}, "SITREP_SMTP_URL=smtp://user"),
        ({"smtp_url": "smtp://mail.example.com", "mail_from": "sitrep"}, "SITREP_MAIL_FROM=sitrep@example.com"),
        ({"smtp_url": "smtp://mail.example.com"}, "SITREP_MAIL_FROM belong together"),
        ({"mail_from": "sitrep@acme.example"}, "SITREP_MAIL_FROM belong together"),
        ({**ACCOUNT, "twilio_from": ""}, "TWILIO_FROM belong together"),
        ({**ACCOUNT, "twilio_sid": ""}, "TWILIO_ACCOUNT_SID"),
        ({**ACCOUNT, "twilio_from": "07012345"}, "a number of yours with its country"),
        ({**ACCOUNT, "twilio_from": "Acme Operations"}, "a name of up to 11 letters"),
        ({**ACCOUNT, "twilio_from": "Acme\n"}, "a name of up to 11 letters"),
        ({"smtp_url": "smtp://mail.example.com", "mail_from": "Ops <sitrep>"}, "or Operations <sitrep@example.com>"),
        ({"smtp_url": "smtp://mail.example.com", "mail_from": "Ops\r\nBcc: <a@b.example>"}, "SITREP_MAIL_FROM="),
    ],
)
async def test_a_bad_medium_stops_the_start_with_what_to_write(
    slack: LocalSlack, tmp_path: Path, given: dict[str, Any], said: str
) -> None:
    settings = replace(settings_for(slack, "socket", str(tmp_path / "bot.db")), **given)

    with pytest.raises(Stop, match=said) as stopped:
        await begin(slack, settings)

    assert "secret" not in str(stopped.value)


@pytest.mark.parametrize(
    "given",
    [
        {},
        ACCOUNT,
        {**ACCOUNT, "twilio_from": "MG" + "0" * 32},
        {**ACCOUNT, "twilio_from": "ACME Ops"},
        {"smtp_url": "smtp://mail.example.com", "mail_from": "值班 <sitrep@acme.example>"},
        {"smtp_url": "smtps://a%40b:p%2Fw@mail.example.com", "mail_from": "sitrep@acme.example"},
    ],
)
def test_what_can_ring_passes(slack: LocalSlack, given: dict[str, Any]) -> None:
    outfit.demand(replace(settings_for(slack, "socket", "bot.db"), hook_secrets={}, **given), Policy())
