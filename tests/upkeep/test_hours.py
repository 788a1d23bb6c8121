"""`sitrep oncall hours`: hours on call and pages of everybody as CSV."""

import csv
from argparse import Namespace
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.upkeep import oncall
from bot.upkeep.occasion import Occasion
from tests.terminal import Said, Sitrep
from tests.upkeep.test_feed import Still

FILE = """
[teams.pay]
schedule = "payments"
channel = "payments"
[schedules.payments]
[[schedules.payments.layers]]
people = ["U0ANA", "bea@example.com"]
start = 2026-01-05
"""
SPAN = ("--from", "2026-01-05T09:00Z", "--to", "2026-01-12T09:00Z")


@pytest.fixture
def hours(sitrep: Sitrep, tmp_path: Path) -> Sitrep:
    """Ask for the hours by FILE."""
    (tmp_path / "sitrep.toml").write_text(FILE, encoding="utf-8")

    async def asked(*words: str, **env: str) -> Said:
        return await sitrep("oncall", "hours", *words, DATABASE_URL="sqlite:///hours.db", **env)

    return asked


async def test_everybody_has_a_line_of_figures(hours: Sitrep) -> None:
    said = await hours(*SPAN, "--team", "pay")

    rows = list(csv.reader(said.out.splitlines()))
    assert said.code == 0, said.err
    assert rows[0][:4] == ["Person", "Id", "Hours as primary", "Hours as backup"]
    assert rows[1][1:] == ["U0ANA", "168.00", "0.00", "70.00", "48.00", "0.00", "0", "0", "0", ""]
    assert rows[2][1:] == ["bea@example.com", "0.00", "168.00", "70.00", "48.00", "0.00", "0", "0", "0", ""]


async def test_the_month_is_one_of_the_settings_in_force_whatever_file_lies_there(
    sitrep: Sitrep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = {"DATABASE_URL": "sqlite:///hours.db"}
    (tmp_path / "sitrep.toml").write_text(FILE, encoding="utf-8")
    (tmp_path / "applied.toml").write_text(f'zone = "Pacific/Kiritimati"\n{FILE}', encoding="utf-8")
    await sitrep("apply", "applied.toml", **address)
    monkeypatch.chdir(tmp_path)
    asked = Namespace(what="hours", config="", begin="", end="", team="")

    report = await oncall.run(asked, Occasion(Settings.from_env(address), Still(), "ana"))

    rows = list(csv.reader(report.text.splitlines()))
    assert rows[1][1:4] == ["U0ANA", "73.17", "47.00"]  # From the 28th of February, 10:00 UTC; a handoff on Monday.


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--team", "search"), "--team: no schedule is of “search”; there are payments."),
        (("--from", "monday"), "--from: “monday” is no time; write one such as 2026-12-24T09:00+01:00."),
        (("--from", "2999-01-01"), "--from must lie before --to and before now"),
        (("--from", "2026-01-02", "--to", "2026-01-01"), "--from must lie before --to and before now"),
    ],
)
async def test_what_cannot_be_asked_is_answered_with_what_to_write(
    hours: Sitrep, words: tuple[str, ...], said: str
) -> None:
    told = await hours(*words)

    assert told.code == 2
    assert said in told.err
