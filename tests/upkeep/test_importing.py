"""`sitrep import incidents FILE`: good lines come in once, bad ones are told by number; the bot may run meanwhile."""

import json
from pathlib import Path

import pytest

from sandbox.server import LocalSlack
from tests.terminal import Sitrep, Start, ready

GOOD = {
    "title": "checkout is failing",
    "severity": "sev1",
    "opened_at": "2026-01-05T10:00:00Z",
    "resolved_at": "2026-01-05T11:00:00Z",
}


def line(number: int, **change: str) -> str:
    """One incident as a line of JSON."""
    return json.dumps({"id": f"OLD-{number}", **GOOD, **change})


async def test_good_lines_come_in_and_bad_ones_are_told_by_number(sitrep: Sitrep, tmp_path: Path) -> None:
    lines = [line(1), "nonsense", line(2, severity="sev9"), line(1), line(3, colour="red")]
    (tmp_path / "old.jsonl").write_text("\n".join(lines))

    said = await sitrep("import", "incidents", "old.jsonl")

    assert (said.code, said.err) == (1, "")
    assert said.out.splitlines() == [
        "line 2: is no JSON",
        "line 3: severity “sev9” is not one of sev1, sev2, sev3, sev4, sev5",
        "line 4: id “OLD-1” is on line 1 already",
        "Not read: colour.",
        "2 incidents are brought in, 0 were here already, 3 lines are left out.",
    ]


async def test_a_second_run_brings_in_nothing(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "old.jsonl").write_text(f"{line(1)}\n{line(2)}\n")
    await sitrep("import", "incidents", "old.jsonl")

    said = await sitrep("import", "incidents", "old.jsonl")

    assert said.code == 0
    assert said.out == "0 incidents are brought in, 2 were here already, 0 lines are left out.\n"


async def test_csv_with_local_times_comes_in_where_their_zone_is_named(sitrep: Sitrep, tmp_path: Path) -> None:
    rows = "id,title,severity,opened_at,resolved_at\n7,=1+1,p1,2026-01-05 10:00,2026-01-05 11:00\n"
    (tmp_path / "old.export").write_text(rows)

    naive = await sitrep("import", "incidents", "old.export")
    said = await sitrep("import", "incidents", "old.export", "--zone", "Europe/Stockholm")

    assert naive.out.startswith("line 2: opened_at “2026-01-05 10:00” names no zone")
    assert said.out.startswith("1 incidents are brought in")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["missing.csv"], "missing.csv: No such file or directory"),
        (["old.csv", "--zone", "Mars/Base"], "--zone: there is no time zone Mars/Base"),
        (["old.csv", "--zone", "../etc/passwd"], "--zone: there is no time zone ../etc/passwd"),
    ],
)
async def test_what_cannot_be_read_is_told_and_nothing_is_made(
    sitrep: Sitrep, tmp_path: Path, words: list[str], why: str
) -> None:
    (tmp_path / "old.csv").write_text("id\n")

    said = await sitrep("import", "incidents", *words)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(why)
    assert not (tmp_path / "sitrep.db").exists()


@pytest.mark.slow
async def test_beside_a_running_bot_both_write(
    start: Start, sitrep: Sitrep, local: LocalSlack, reached: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "old.jsonl").write_text("\n".join(line(number) for number in range(300)))
    socket = {"SLACK_BOT_TOKEN": local.bot_token, "SLACK_API_URL": local.api_url, "SLACK_APP_TOKEN": local.app_token}
    await ready(await start("run", **socket))
    await local.connected()

    importing = await start("import", "incidents", "old.jsonl")
    acks = [await local.command("ana", "general", f"open sev3 number {number}") for number in range(5)]
    out, _ = await importing.communicate()

    assert out.decode().startswith("300 incidents are brought in")
    assert ["is recorded" in json.dumps(ack.body) for ack in acks] == [True] * 5
    assert (await sitrep("import", "incidents", "old.jsonl")).out.startswith("0 incidents are brought in, 300 were")
