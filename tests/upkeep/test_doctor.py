"""`sitrep doctor`: each thing in order, or wrong with its remedy; what is broken does not hide the rest."""

from argparse import Namespace
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app import SystemClock
from bot.settings import Settings
from bot.upkeep import doctor
from bot.upkeep.occasion import Occasion, Report
from incidents.policy import Policy, Team
from incidents.upkeep.writing import written
from sandbox.faults import Fault
from sandbox.server import LocalSlack
from storage import schema
from storage.engine.engines import database_url
from storage.store import Store
from tests.terminal import Sitrep
from tests.workspace import settings_for


async def examined(settings: Settings, clock: SystemClock | None = None) -> Report:
    """What the doctor says."""
    return await doctor.run(Namespace(), Occasion(settings, clock or SystemClock(), "ana"))


def wrong(report: Report) -> list[str]:
    """What is wrong, in one line each with its remedy."""
    lines = report.text.splitlines()
    pairs = zip(lines, [*lines[1:], ""], strict=True)
    return [f"{line[7:]} {remedy.strip()}" for line, remedy in pairs if line.startswith("WRONG")]


@pytest.fixture
def settings(local: LocalSlack, tmp_path: Path) -> Settings:
    """What reaches the local Slack and a database that is not there yet."""
    return settings_for(local, "socket", str(tmp_path / "sitrep.db"))


async def applied(settings: Settings, policy: Policy) -> None:
    """A database in which these settings are in force."""
    url = database_url(settings.database)
    await schema.prepared(url)
    store = Store(url, clock=SystemClock(), policy=Policy())
    await store.write(lambda tx: tx.enact(policy, written(policy), by="ana", after=0))
    await store.close()


async def test_before_the_first_start_all_is_in_order_and_nothing_is_made(settings: Settings, tmp_path: Path) -> None:
    report = await examined(settings)

    assert (report.code, wrong(report)) == (0, [])
    assert not (tmp_path / "sitrep.db").exists()


async def test_everything_is_looked_at(settings: Settings) -> None:
    await applied(settings, Policy(teams=(Team(name="ops", members=("U0ANA", "U0BEA")),)))

    report = await examined(settings)

    assert [line[:6] for line in report.text.splitlines()] == ["ok    "] * 11
    assert report.text.splitlines()[0] == "ok     The bot token is of @sitrep in Acme."
    assert "In force is version 1 of the settings, applied by ana." in report.text
    assert "Nobody of the 2 people in teams has Do Not Disturb on now." in report.text


async def test_with_nothing_set_it_says_what_to_set_and_looks_at_the_rest(tmp_path: Path) -> None:
    report = await examined(Settings(database=str(tmp_path / "sitrep.db")))

    assert report.code == 1
    assert [line.split(" ")[0] for line in wrong(report)] == ["SLACK_BOT_TOKEN", "Neither"]
    assert "There is no database" in report.text


async def test_tokens_that_slack_refuses_are_told_with_its_word(local: LocalSlack, settings: Settings) -> None:
    broken = Settings(
        bot_token="made-up", app_token="made-up", database=settings.database, slack_api=settings.slack_api
    )

    first, second = wrong(await examined(broken))

    assert first.startswith("Slack does not take SLACK_BOT_TOKEN: invalid_auth. Install the app anew")
    assert second.startswith("Slack does not take SLACK_APP_TOKEN: invalid_auth. Make an App-Level Token")


async def test_a_missing_scope_is_named(local: LocalSlack, settings: Settings) -> None:
    local.core.app.scopes = frozenset(local.core.app.scopes or ()) - {"pins:write"}

    [lacking] = wrong(await examined(settings))

    assert lacking.startswith("The app lacks pins:write. Bring its manifest up to `sitrep manifest`")


async def test_the_scopes_for_a_user_group_are_asked_for_where_a_team_has_one(
    settings: Settings, tmp_path: Path
) -> None:
    text = '[teams.pay]\nmembers = ["U0ANA"]\nuser_group = "pay-oncall"\n[[schedules.pay.layers]]\n'
    (tmp_path / "pay.toml").write_text(f'{text}people = ["U0ANA", "U0BEA"]\nstart = 2026-01-05\n')

    [lacking] = wrong(await examined(replace(settings, config=tmp_path / "pay.toml")))

    assert lacking.startswith("The app lacks usergroups:read, usergroups:write, which the user group of a team needs.")
    assert "`sitrep manifest --user-groups`" in lacking


async def test_a_clock_that_is_wrong_is_told(settings: Settings) -> None:
    clock = SystemClock()
    clock.offset = timedelta(minutes=-3)

    [late] = wrong(await examined(settings, clock))

    assert "behind that of Slack" in late


async def test_a_database_that_does_not_answer_does_not_hide_the_rest(local: LocalSlack, settings: Settings) -> None:
    broken = settings_for(local, "http", "postgresql://sitrep:hunter2@127.0.0.1:1/sitrep")

    report = await examined(broken)

    assert [line[:29] for line in wrong(report)] == ["The database does not answer:"]
    assert "hunter2" not in report.text
    assert "The announcement channel" in report.text


async def test_an_older_and_a_newer_database_are_told(settings: Settings) -> None:
    await applied(settings, Policy())
    store = Store(database_url(settings.database), clock=SystemClock(), policy=Policy())
    change = "UPDATE alembic_version SET version_num = '{}'"

    await store.write(lambda tx: tx.connection.exec_driver_sql(change.format("0001")))
    older = wrong(await examined(settings))
    await store.write(lambda tx: tx.connection.exec_driver_sql(change.format("9999")))
    newer = wrong(await examined(settings))
    await store.close()

    assert older[0].startswith("The database is of an older sitrep. Stop every sitrep on it")
    assert newer[0].startswith("The database is of a newer sitrep (schema 9999).")


async def test_a_file_that_differs_from_what_is_in_force_is_told(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text('announcements = "ops"\n')
    await sitrep("apply", "new.toml", SITREP_USER="ana")
    (tmp_path / "sitrep.toml").write_text('announcements = "news"\n')

    said = await sitrep("doctor")

    assert said.code == 1
    assert "version 1 of the settings, applied by ana; sitrep.toml here says something else." in said.out


async def test_a_file_with_mistakes_is_told(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "sitrep.toml").write_text('language = "klingon"\n')

    said = await sitrep("doctor")

    assert "sitrep.toml has mistakes: sitrep.toml, line 1: language: sitrep speaks en and zh_CN" in said.out


async def test_who_has_do_not_disturb_on_is_told(local: LocalSlack, settings: Settings) -> None:
    await applied(settings, Policy(teams=(Team(name="ops", members=("U0ANA", "U0BEA")),)))
    now = int(SystemClock().now().timestamp())
    await local.update_user("bea", dnd_start=now - 60, dnd_end=now + 600)
    await local.update_user("ana", dnd_start=now + 600, dnd_end=now + 1200)

    [quiet] = wrong(await examined(settings))

    assert quiet.startswith("Do Not Disturb is on now for U0BEA:")


async def test_an_address_that_nobody_has_is_told(settings: Settings) -> None:
    await applied(settings, Policy(teams=(Team(name="ops", members=("nobody@acme.example",)),)))

    [unknown] = wrong(await examined(settings))

    assert unknown.startswith("Nobody known here has the address nobody@acme.example.")


async def test_an_archived_announcement_channel_is_told(local: LocalSlack, settings: Settings) -> None:
    await local.archive("incidents")

    [archived] = wrong(await examined(settings))

    assert archived.startswith("The announcement channel #incidents is archived.")


async def test_a_channel_that_slack_does_not_show_is_told(local: LocalSlack, settings: Settings) -> None:
    await applied(settings, Policy(announcements="C0NOSUCH"))

    [hidden] = wrong(await examined(settings))

    assert hidden.startswith("The announcement channel C0NOSUCH cannot be looked at: Slack says channel_not_found.")


async def test_slack_failing_in_the_middle_is_told_where_it_did(local: LocalSlack, settings: Settings) -> None:
    await applied(settings, Policy(teams=(Team(name="ops", members=("U0ANA",)),)))
    local.faults.add(Fault("dnd.teamInfo", kind="500"))

    [failed] = wrong(await examined(settings))

    assert failed.startswith("Who has Do Not Disturb on cannot be looked at: Slack says HTTP 500.")
