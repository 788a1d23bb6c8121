"""`sitrep oncall preview`: who would be paged if nobody answered, by a file alone."""

import json
from pathlib import Path

import pytest

from tests.terminal import Said, Sitrep

FILE = """
[services.checkout]
team = "payments"
[teams.payments]
members = ["U0ANA", "bea@example.com"]
[schedules.payments]
zone = "Europe/Stockholm"
[[schedules.payments.layers]]
people = ["U0ANA", "bea@example.com"]
start = 2026-01-05
[escalation.payments]
services = ["checkout"]
fallback = ["U0EVA"]
[[escalation.payments.steps]]
page = ["primary:payments", "channel:C0OPS"]
wait = "5m"
"""


@pytest.fixture
def preview(sitrep: Sitrep, tmp_path: Path) -> object:
    """Rehearse by FILE."""
    (tmp_path / "oncall.toml").write_text(FILE, encoding="utf-8")

    async def asked(*words: str) -> Said:
        return await sitrep("oncall", "preview", "--config", "oncall.toml", *words)

    return asked


async def test_people_read_every_turn_to_the_end_of_the_policy(preview: Sitrep) -> None:
    said = await preview("--severity", "sev1", "--service", "checkout", "--at", "2026-03-30T06:57:00Z")

    assert said.out.splitlines() == [
        "If nobody answers SEV1 checkout, opened 2026-03-30 06:57 (UTC):",
        "By the escalation policy payments.",
        "     0 min  2026-03-30 06:57  bea@example.com (primary of payments)",
        "                              channel C0OPS is told",
        "     5 min  2026-03-30 07:02  NOBODY HAS IT is said in its channel, in the announcements and to whoever "
        "reported it",
        "                              U0EVA (fallback)",
        "Then the paging stops.",
        "By which media: what each person entered with `/incident me`; `/incident who` in Slack shows it.",
    ]


async def test_programs_read_it_as_json_in_utc(preview: Sitrep) -> None:
    said = await preview("--severity", "p1", "--service", "payments", "--at", "2026-03-30T09:00+02:00", "--json")

    whole = json.loads(said.out)
    assert (whole["severity"], whole["service"], whole["policy"], whole["again"]) == (
        "sev1",
        "payments",
        "default",
        True,
    )
    assert [(turn["after_minutes"], [one["person"] for one in turn["called"]]) for turn in whole["turns"]] == [
        (0, ["U0ANA"]),
        (5, ["bea@example.com"]),
        (10, ["U0ANA", "bea@example.com"]),
        (15, ["U0ANA"]),
    ]
    assert whole["turns"][0]["at"] == "2026-03-30T07:00:00Z"


async def test_what_is_not_in_the_file_is_said_with_what_is(preview: Sitrep) -> None:
    severity, service = await preview("--severity", "sev9"), await preview("--service", "chekout")
    time, none = await preview("--at", "sunday"), await preview("--severity", "sev5")

    assert severity.err.strip().startswith("--severity: there is no severity “sev9”; there are sev1, sev2")
    assert service.err.strip() == "--service: there is no service or team “chekout”; there are checkout, payments."
    assert "--at: “sunday” is no time; write one such as" in time.err
    assert "No escalation policy is meant for it: NOBODY is paged." in none.out
    assert (severity.code, service.code, time.code, none.code) == (2, 2, 2, 0)
