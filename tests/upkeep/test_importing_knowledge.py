"""What a team brings along: postmortems, channels of past incidents, history without severities or times."""

import json
from pathlib import Path

from sandbox.server import LocalSlack
from tests.terminal import HTTP, Sitrep


async def test_postmortems_come_in_once_and_bad_ones_are_named_with_their_lines(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.md").write_text("# Checkout down\n## Cause\nThe certificate had expired.\n")
    (tmp_path / "old" / "b.md").write_text("---\ntitle: x\ndate: soon\n---\ntext\n")
    (tmp_path / "old" / "c.md").write_text("# Nothing\n")

    first = await sitrep("import", "postmortems", "old")
    again = await sitrep("import", "postmortems", "old")

    assert first.code == 1
    assert first.out.splitlines() == [
        "b.md: Line 3: “soon” is no day such as 2026-03-02.",
        "c.md: It says neither a symptom nor a cause nor a fix: nobody could learn from it.",
        "1 postmortems are brought in, 0 were here already, 2 files are left out.",
    ]
    assert again.out.splitlines()[-1] == "0 postmortems are brought in, 1 were here already, 2 files are left out."


async def test_history_without_severities_and_times_comes_in_where_they_are_given(
    sitrep: Sitrep, tmp_path: Path
) -> None:
    row = {"id": "R001", "lang": "en", "title": "Edge routers crash", "summary": "s", "cause": "c", "fix": "f"}
    (tmp_path / "corpus.jsonl").write_text(json.dumps(row))

    bare = await sitrep("import", "incidents", "corpus.jsonl")
    said = await sitrep("import", "incidents", "corpus.jsonl", "--severity", "sev3", "--day", "2026-01-05T00:00Z")

    assert "line 1: " in bare.out
    assert said.out.splitlines()[-1] == "1 incidents are brought in, 0 were here already, 0 lines are left out."


async def test_what_was_written_in_a_channel_becomes_an_incident_once(
    sitrep: Sitrep, tmp_path: Path, slack: LocalSlack
) -> None:
    await slack.say("ana", "payments", "payments are down")
    await slack.say("bea", "payments", "rolled back")
    env = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.api_url, **HTTP}

    first = await sitrep("import", "channels", "payments", "#nowhere", **env)
    again = await sitrep("import", "channels", "payments", **env)

    assert first.code == 1
    assert first.out.splitlines() == [
        "#nowhere: there is no public channel of this name or id; what is private stays private",
        "1 incidents are brought in, 0 were here already, 1 channels are left out.",
    ]
    assert again.out == "0 incidents are brought in, 1 were here already, 0 channels are left out.\n"
