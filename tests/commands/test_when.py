"""The time at the beginning of a note, and what only looks like one."""

from datetime import timedelta

import pytest

from commands import words
from commands.when import leading
from incidents.record.past import Clock, When

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("typed", "meant", "left"),
    [
        ("14:05 failover started", Clock(14, 5), "failover started"),
        ("at 14:05 failover", Clock(14, 5), "failover"),
        ("14:05: failover", Clock(14, 5), "failover"),
        ("14:05, failover", Clock(14, 5), "failover"),
        ("14：05 切换", Clock(14, 5), "切换"),
        ("2:05pm failover", Clock(14, 5), "failover"),
        ("12:05AM failover", Clock(0, 5), "failover"),
        ("14:05 UTC failover", Clock(14, 5, utc=True), "failover"),
        ("today 14:05 failover", Clock(14, 5), "failover"),
        ("yesterday 23:50 alerts began", Clock(23, 50, days_ago=1), "alerts began"),
        ("yesterday at 23:50 alerts", Clock(23, 50, days_ago=1), "alerts"),
        ("昨天 23:50 报警", Clock(23, 50, days_ago=1), "报警"),
        ("10m ago failover", 10 * MINUTE, "failover"),
        ("10 minutes ago failover", 10 * MINUTE, "failover"),
        ("2 hours ago, failover", 120 * MINUTE, "failover"),
        ("10分钟前 切换", 10 * MINUTE, "切换"),
        ("10 分钟前 切换", 10 * MINUTE, "切换"),
    ],
)
def test_a_time_at_the_beginning_is_taken_off(typed: str, meant: When, left: str) -> None:
    found, rest = leading(words.read(typed))

    assert (found, rest.text) == (meant, left)


@pytest.mark.parametrize(
    "typed",
    [
        "3 servers are down",
        "14 nodes",
        "10 minutes of downtime",
        "10 ago is not long",
        "yesterday we saw the same",
        "at last it works",
        "25:00 is no time",
        "14:60 neither",
        "13:05pm neither",
        "14:05-14:10 an outage",
        "14:05:30 ERROR connection refused",
        "1.2.3.4:80 refuses",
        "5m is the new timeout",
        '"14:05" in quotes with more',
        "",
    ],
)
def test_what_only_looks_like_a_time_stays_part_of_the_note(typed: str) -> None:
    said = words.read(typed)

    assert leading(said) == (None, said)
