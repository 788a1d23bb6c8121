"""What the simulated organisation has settled: a team on call, and a policy with every kind of target that Slack can
reach, several rounds, one that never stops, and somebody to fall back on.
"""

from datetime import UTC, datetime
from pathlib import Path

from bot.config import reading

SERVICE = "checkout"
LAST = "U0MIA"  # Whom the policy falls back on.
TEXT = f"""
[teams.payments]
members = ["U0ANA", "U0BEA", "U0CHEN"]

[services.{SERVICE}]
team = "payments"

[schedules.payments]
zone = "Europe/Stockholm"

[[schedules.payments.layers]]
people = ["U0ANA", "U0BEA", "U0CHEN"]
rotation = "daily"
handoff = "02:30"
start = 2026-01-05

[escalation.payments]
services = ["{SERVICE}"]
repeat = 1
forever = ["sev1"]
fallback = ["{LAST}"]

[[escalation.payments.steps]]
page = ["primary:payments"]
wait = "1m"

[[escalation.payments.steps]]
page = ["backup:payments", "U0DEV", "channel:C0GENERAL"]
wait = "2m"

[[escalation.payments.steps]]
page = ["team:payments"]
wait = "3m"
"""
POLICY = reading.parse(TEXT, Path("sitrep.toml"))

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
# The handoff is at 02:30: on one night there is no such time, on the other there are two.
SPRING = datetime(2026, 3, 29, 0, 50, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 25, 0, 22, tzinfo=UTC)
BEGINNINGS = (NOON, NOON, SPRING, AUTUMN)
