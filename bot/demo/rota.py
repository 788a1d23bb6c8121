"""The demo's organisation: who is on call, what rings them, and where the bot that plays in it finds everything."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from incidents.model import PersonId
from incidents.people import contacts
from incidents.people.contacts import Contact, Medium
from incidents.policy import MINUTE
from storage.store import Clock
from storage.tx import Tx

SETTINGS = """# What the demo settles: one team, its schedule, and who is paged until somebody answers.
[teams.payments]
members = ["U0BEA", "U0CHEN", "U0ANA"]
channel = "payments"

[schedules.payments]
team = "payments"
zone = "UTC"

[[schedules.payments.layers]]
people = ["U0BEA", "U0CHEN"]
rotation = "weekly"
handoff = "09:00"
start = {start}

# As shipped, but for the postmortem of a sev2, which is short enough to be published by somebody who only looks.
[[severities]]
key = "sev1"
meaning = "Critical: customers cannot use the service, or data is at risk"
mark = "🔴"
aliases = ["1", "p1", "critical", "一级", "严重"]
acknowledge_within = "5m"
update_every = "30m"
silent_after = "30m"
postmortem = "full"
postmortem_due = "3d"

[[severities]]
key = "sev2"
meaning = "Major: an important function fails for many"
mark = "🟠"
aliases = ["2", "p2", "major", "high", "二级", "高"]
acknowledge_within = "5m"
update_every = "60m"
silent_after = "30m"
postmortem = "light"
postmortem_due = "5wd"

[[severities]]
key = "sev3"
meaning = "Minor: a function is impaired, or fails for some"
mark = "🟡"
aliases = ["3", "p3", "minor", "medium", "三级", "中"]
acknowledge_within = "15m"
update_every = "240m"
postmortem = "cause"
postmortem_due = "10wd"

[[severities]]
key = "sev4"
meaning = "Low: little impact, or a way round"
mark = "🔵"
aliases = ["4", "p4", "low", "四级", "低"]

[[severities]]
key = "sev5"
meaning = "Informational: to be looked at"
mark = "⚪"
aliases = ["5", "p5", "info", "五级", "提示"]

[services.checkout]
team = "payments"
tier = 1

[escalation.default]
severities = ["sev1", "sev2", "sev3"]
fallback = ["U0MIA"]

[[escalation.default.steps]]
page = ["primary:payments"]
wait = "5m"

[[escalation.default.steps]]
page = ["backup:payments"]
wait = "10m"
"""
DAY = timedelta(days=1)
# Louder one after the other, while the five minutes of a step run: each of them can be seen before the next one's turn.
MEDIA = ((Medium.SMS, 0), (Medium.MAIL, 1), (Medium.VOICE, 2))
SID = "AC" + "0" * 32
SENDER = "+15555550100"


def settle(folder: Path, clock: Clock) -> None:
    """Write the settings where the bot finds them. The first turn began yesterday, so whoever is first has it now."""
    start = (clock.now() - DAY).date()
    (folder / "sitrep.toml").write_text(SETTINGS.format(start=start), encoding="utf-8")


def reach(tx: Tx, clock: Clock, addresses: Mapping[str, tuple[str, str]]) -> None:
    """Write down how people are reached: a telephone number and a letter box each, proved as theirs."""
    for person, (number, letters) in addresses.items():
        known: list[Contact] = []
        for medium, minutes in MEDIA:
            at = letters if medium == Medium.MAIL else number
            turn = len(known) + 1
            made = contacts.add(known, medium, at, person=PersonId(person), number=turn, now=clock.now())
            known.append(replace(made, verified_at=clock.now(), delay=minutes * MINUTE))
        tx.contacts.save(*known)


def environment(local: Mapping[str, str], *, folder: Path, database: str, port: int, mail: int) -> Mapping[str, str]:
    """What the bot is started with. `local` are the local Slack's tokens and addresses; it plays the telephone company,
    and at port `mail` the mail server.
    """
    return {
        "SLACK_BOT_TOKEN": local["bot_token"],
        "SLACK_APP_TOKEN": local["app_token"],
        "SLACK_API_URL": local["api_url"],
        "DATABASE_URL": f"sqlite:///{database}",
        "SITREP_CONFIG": str(folder / "sitrep.toml"),
        "SITREP_PORT": str(port),
        "SITREP_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SITREP_SMTP_URL": f"smtp://127.0.0.1:{mail}",
        "SITREP_MAIL_FROM": "sitrep@acme.example",
        "TWILIO_ACCOUNT_SID": SID,
        "TWILIO_AUTH_TOKEN": local["secret"],
        "TWILIO_FROM": SENDER,
        "TWILIO_API_URL": local["url"],
    }
