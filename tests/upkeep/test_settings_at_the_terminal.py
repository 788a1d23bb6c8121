"""`sitrep check` and `sitrep apply`: all mistakes at once, the difference, and in force without a restart."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from sandbox.server import LocalSlack
from tests.terminal import Sitrep, Start, heard, ready


async def test_check_names_everything_that_is_wrong_at_once(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text('language = "klingon"\nin_threads = ["sev9"]\n[teams.a]\n')

    said = await sitrep("check", "new.toml")

    assert (said.code, said.err) == (2, "")
    assert [line.partition(": ")[0] for line in said.out.splitlines()] == [
        f"new.toml, line {line}" for line in (1, 2, 3)
    ]
    assert not (tmp_path / "sitrep.db").exists()


async def test_check_of_a_good_file_says_so(sitrep: Sitrep, tmp_path: Path) -> None:
    robot = '[robots.ops]\nmaker = "wecom"\naddress = "SITREP_HOOK_URL"\n'
    (tmp_path / "new.toml").write_text(f'[teams.a]\nchannel = "ops"\n{robot}')

    said = await sitrep("check", "new.toml")

    assert (said.code, said.err) == (0, "")
    assert (
        said.out == "new.toml is in order: severities sev1, sev2, sev3, sev4, sev5; 1 teams, 0 services, 0 schedules, "
        "0 escalation policies, 0 hooks, 0 gateways, 1 robots, 0 PagerDuty services, "
        "0 templates of postmortems.\n"
    )


async def test_a_dry_run_shows_the_difference_and_applies_nothing(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text('language = "zh_CN"\n')

    said = await sitrep("apply", "new.toml", "--dry-run")
    after = await sitrep("apply", "new.toml")

    assert said.out.splitlines() == ['~ language: "en" -> "zh_CN"', "Nothing was applied (--dry-run)."]
    assert "Version 1 is applied by" in after.out


async def test_a_text_that_is_applied_already_changes_nothing(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text('language = "zh_CN"\n')
    await sitrep("apply", "new.toml", SITREP_USER="ana")

    said = await sitrep("apply", "new.toml", SITREP_USER="bea")

    assert said.code == 0
    assert said.out.startswith("Nothing changed: this is version 1, applied by ana at ")


async def test_a_file_with_a_mistake_is_refused_whole(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text('language = "zh_CN"\n')
    (tmp_path / "bad.toml").write_text('announcements = "ops"\nlanguage = "klingon"\n')
    await sitrep("apply", "good.toml")

    said = await sitrep("apply", "bad.toml")

    again = await sitrep("apply", "good.toml")
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[1:] == ["bad.toml, line 2: language: sitrep speaks en and zh_CN"]
    assert again.out.startswith("Nothing changed: this is version 1")


async def test_a_template_with_an_unknown_placeholder_is_refused_by_check_and_apply(
    sitrep: Sitrep, tmp_path: Path
) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "ours.md").write_text("## What happened\n{{sumary}}\n")
    (tmp_path / "new.toml").write_text('[postmortems]\ntemplates = "papers"\n')

    checked = await sitrep("check", "new.toml")
    applied = await sitrep("apply", "new.toml")

    named = "papers/ours.md, line 2: there is no placeholder {{sumary}}; did you mean {{summary}}?"
    assert (checked.code, applied.code) == (2, 2)
    assert checked.out.startswith(named)
    assert applied.err.splitlines()[1].startswith(named)


async def test_a_template_that_was_changed_is_a_version_though_the_file_says_the_same(
    sitrep: Sitrep, tmp_path: Path
) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "ours.md").write_text("## What happened\n{{summary}}\n")
    (tmp_path / "new.toml").write_text('[postmortems]\ntemplates = "papers"\n')

    first = await sitrep("apply", "new.toml")
    again = await sitrep("apply", "new.toml")
    (tmp_path / "papers" / "ours.md").write_text("## What happened\n{{summary}}\n## Next\nWhat next?\n")
    other = await sitrep("apply", "new.toml")

    assert "Version 1 is applied by" in first.out
    assert '+ postmortems.templates.ours.sections = ["What happened"]' in first.out
    assert again.out.startswith("Nothing changed: this is version 1")
    assert '~ postmortems.templates.ours.sections: ["What happened"] -> ["What happened", "Next"]' in other.out
    assert "Version 2 is applied by" in other.out


@pytest.mark.parametrize("verb", ["check", "apply"])
async def test_a_file_that_is_not_there_is_told(sitrep: Sitrep, verb: str) -> None:
    said = await sitrep(verb, "missing.toml")

    assert said.code == 2
    assert "missing.toml: No such file or directory" in said.out + said.err


@pytest.mark.slow
async def test_what_is_applied_beside_a_running_bot_is_in_force_without_a_restart(
    start: Start, sitrep: Sitrep, local: LocalSlack, reached: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "new.toml").write_text('language = "zh_CN"\n')
    bot = await start("run", **reached, SITREP_LOG="json")
    await ready(bot)

    said = await sitrep("apply", "new.toml", SITREP_USER="ana")

    assert said.out.splitlines() == [
        '~ language: "en" -> "zh_CN"',
        "Version 1 is applied by ana. Every running sitrep uses it within a second.",
    ]
    line = await heard(bot, "settings.in_force")
    assert (line["version"], line["by"]) == (1, "ana")


async def test_on_postgresql_settings_and_the_past_come_in_as_well(
    sitrep: Sitrep, emptied_postgres: str, tmp_path: Path
) -> None:
    database = make_url(emptied_postgres).set(drivername="postgresql").render_as_string(hide_password=False)
    (tmp_path / "new.toml").write_text('default_severity = "p1"\n[[severities]]\nkey = "p1"\n')
    times = '"opened_at": "2026-01-05T10:00Z", "resolved_at": "2026-01-05T11:00Z"'
    (tmp_path / "old.jsonl").write_text(f'{{"id": 1, "title": "a", "severity": "p1", {times}}}')

    applied = await sitrep("apply", "new.toml", DATABASE_URL=database)
    first = await sitrep("import", "incidents", "old.jsonl", DATABASE_URL=database)
    second = await sitrep("import", "incidents", "old.jsonl", DATABASE_URL=database)

    assert "Version 1 is applied by" in applied.out
    assert first.out == "1 incidents are brought in, 0 were here already, 0 lines are left out.\n"
    assert second.out == "0 incidents are brought in, 1 were here already, 0 lines are left out.\n"
