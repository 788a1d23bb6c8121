"""`sitrep` at the terminal: what it says when it cannot start, in one sentence and without a traceback."""

import asyncio
import json
import re
import signal
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

import app
from bot.manifest import manifest
from bot.views import terminal
from sandbox.faults import Fault
from sandbox.server import LocalSlack
from storage import schema
from storage.engine.engines import database_url
from tests.terminal import HTTP, PATIENCE, Refused, Sitrep, Start, ready


async def test_run_with_nothing_set_says_what_to_set_and_mentions_the_demo(sitrep: Sitrep) -> None:
    said = await sitrep("run")

    assert (said.code, said.out) == (2, "")
    assert said.err.strip() == terminal.UNSET
    assert {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"} <= set(re.findall(r"SLACK_\w+", said.err))
    assert "sitrep demo" in said.err


async def test_a_token_alone_is_not_enough(refused: Refused) -> None:
    assert await refused(SLACK_BOT_TOKEN="made-up") == terminal.UNSET


async def test_the_manifest_is_json_and_what_we_say_of_ourselves(sitrep: Sitrep) -> None:
    said = await sitrep("manifest")

    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == manifest()


async def test_the_manifest_for_user_groups_asks_for_two_scopes_more(sitrep: Sitrep) -> None:
    said = await sitrep("manifest", "--user-groups")

    scopes = [set(one["oauth_config"]["scopes"]["bot"]) for one in (json.loads(said.out), manifest())]
    assert scopes[0] - scopes[1] == {"usergroups:read", "usergroups:write"}


def test_the_manifest_for_signed_http_holds_the_address(capsys: pytest.CaptureFixture[str]) -> None:
    code = app.main(["manifest", "--events-url", "https://sitrep.example/slack/events"])

    settings = json.loads(capsys.readouterr().out)["settings"]
    assert code == 0
    assert settings["socket_mode_enabled"] is False
    assert settings["interactivity"]["request_url"] == "https://sitrep.example/slack/events"


@pytest.mark.parametrize("words", [[], ["rnu"], ["run", "--fast"], ["migrate", "now"]])
def test_words_that_are_no_command_are_answered_with_the_usage(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        app.main(words)

    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("usage: sitrep")


async def test_every_mistake_in_the_settings_file_is_named_and_nothing_is_started(
    sitrep: Sitrep, tmp_path: Path
) -> None:
    (tmp_path / "sitrep.toml").write_text('language = "klingon"\ncolour = "red"\ndefault_severity = "sev9"\n')

    said = await sitrep("run", SLACK_BOT_TOKEN="made-up", **HTTP)

    first, *mistakes = said.err.splitlines()
    assert (said.code, first) == (2, terminal.BAD_CONFIG)
    assert [mistake.partition(":")[0] for mistake in mistakes] == [f"sitrep.toml, line {line}" for line in (1, 2, 3)]
    assert not (tmp_path / "sitrep.db").exists()


async def test_a_settings_file_that_was_named_and_is_not_there_is_told(refused: Refused) -> None:
    said = await refused(SLACK_BOT_TOKEN="made-up", SITREP_CONFIG="missing.toml", **HTTP)

    assert "missing.toml: No such file" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITREP_PORT", "http"),
        ("SLACK_CALL_LIMIT", "soon"),
        ("DATABASE_URL", "mysql://sitrep:hunter2@db/sitrep"),
        ("DATABASE_URL", "postgresql://sitrep:hunter2@db:port/sitrep"),
        ("DATABASE_URL", "://"),
    ],
)
@pytest.mark.parametrize("verb", ["run", "migrate"])
async def test_a_setting_that_cannot_be_is_named_without_its_password(
    refused: Refused, verb: str, name: str, value: str
) -> None:
    said = await refused(verb, **{"SLACK_BOT_TOKEN": "made-up", **HTTP, name: value})

    assert said.startswith(name)
    assert "hunter2" not in said
    assert len(said.splitlines()) == 1


async def test_settings_are_read_from_a_file_too(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "SLACK_BOT_TOKEN=made-up\nSLACK_SIGNING_SECRET=made-up\nSITREP_CONFIG=missing.toml\n"
    )

    assert "missing.toml" in await refused()


async def test_the_environment_goes_before_the_file(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SITREP_CONFIG=missing.toml\n")

    assert "other.toml" in await refused(SLACK_BOT_TOKEN="made-up", SITREP_CONFIG="other.toml", **HTTP)


@pytest.mark.slow
async def test_a_second_process_on_one_file_is_told_who_holds_it(
    start: Start, sitrep: Sitrep, refused: Refused, reached: dict[str, str]
) -> None:
    first = await start("run", **reached)
    await ready(first)

    second = await sitrep("run", **reached)
    third = await refused("migrate")

    told = terminal.LOCKED.format(holder=first.pid, path="sitrep.db")
    assert (second.code, second.err.strip()) == (2, told)
    assert third == told


@pytest.mark.slow
async def test_readers_are_let_in_beside_it(start: Start, reached: dict[str, str], tmp_path: Path) -> None:
    await ready(await start("run", **reached))

    with closing(sqlite3.connect(f"file:{tmp_path / 'sitrep.db'}?mode=ro", uri=True)) as reader:
        assert reader.execute("SELECT count(*) FROM incidents").fetchone() == (0,)


@pytest.mark.slow
async def test_stopped_by_sigterm_it_ends_well_without_a_token_in_its_words_and_the_next_one_starts(
    start: Start, local: LocalSlack, reached: dict[str, str]
) -> None:
    first = await start("run", **reached)
    await ready(first)
    first.send_signal(signal.SIGTERM)
    out, err = await asyncio.wait_for(first.communicate(), PATIENCE)

    line = await ready(await start("run", **reached))

    assert first.returncode == 0
    assert "Traceback" not in err.decode()
    assert local.bot_token not in (out + err).decode()
    assert line.startswith("sitrep runs (signed HTTP)")


@pytest.mark.parametrize("verb", ["run", "migrate"])
async def test_a_database_of_a_newer_program_is_refused_and_not_touched(
    refused: Refused, reached: dict[str, str], tmp_path: Path, verb: str
) -> None:
    await at_version(tmp_path / "sitrep.db", "9999")

    assert await refused(verb, **reached) == terminal.TOO_NEW.format(version="9999")


async def test_a_database_that_needs_migrating_is_not_run_on(
    refused: Refused, reached: dict[str, str], tmp_path: Path
) -> None:
    await at_version(tmp_path / "sitrep.db", None)

    assert await refused(**reached) == terminal.OLD


async def test_migrate_makes_the_schema_and_says_so(sitrep: Sitrep, tmp_path: Path) -> None:
    said = await sitrep("migrate", DATABASE_URL="sqlite:///own.db")

    assert (said.code, said.out.strip()) == (0, terminal.MIGRATED.format(version=schema.HEAD))
    assert (tmp_path / "own.db").exists()


@pytest.mark.parametrize("verb", ["run", "migrate"])
@pytest.mark.parametrize(
    "address", ["postgresql://sitrep:hunter2@127.0.0.1:1/sitrep", "sqlite:////nonexistent/folder/sitrep.db"]
)
async def test_a_database_that_does_not_answer_is_told_without_its_password(
    refused: Refused, reached: dict[str, str], verb: str, address: str
) -> None:
    said = await refused(verb, **{**reached, "DATABASE_URL": address})

    assert said.startswith("The database does not answer: ")
    assert "hunter2" not in said
    assert len(said.splitlines()) == 1


async def test_a_database_that_a_server_does_not_have_is_told_in_one_line(
    refused: Refused, reached: dict[str, str], shared_postgres: str
) -> None:
    missing = make_url(shared_postgres).set(drivername="postgresql", database="nosuch").render_as_string()

    said = await refused(**{**reached, "DATABASE_URL": missing})

    assert 'database "nosuch" does not exist' in said
    assert len(said.splitlines()) == 1


async def test_a_file_that_is_no_database_is_told_in_one_line(
    refused: Refused, reached: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "sitrep.db").write_bytes(b"not a database" * 100)

    said = await refused(**reached)

    assert "file is not a database" in said
    assert len(said.splitlines()) == 1


async def test_a_token_that_slack_refuses_is_told_with_slacks_word(refused: Refused, reached: dict[str, str]) -> None:
    said = await refused(**{**reached, "SLACK_BOT_TOKEN": "made-up"})

    assert said == terminal.SLACK_REFUSED.format(code="invalid_auth")


async def test_an_app_token_that_slack_refuses_is_told(refused: Refused, local: LocalSlack) -> None:
    said = await refused(SLACK_BOT_TOKEN=local.bot_token, SLACK_API_URL=local.api_url, SLACK_APP_TOKEN="made-up")

    assert said == terminal.SLACK_REFUSED.format(code="invalid_auth")


async def test_slack_not_listening_is_told(refused: Refused) -> None:
    said = await refused(SLACK_BOT_TOKEN="made-up", SLACK_API_URL="http://127.0.0.1:1/api/", **HTTP)

    assert said == terminal.SLACK_SILENT.format(error="auth.test: ClientConnectorError")


async def test_slack_falling_silent_is_told(refused: Refused, local: LocalSlack, reached: dict[str, str]) -> None:
    local.latency = 30

    said = await refused(**reached)

    assert said == terminal.SLACK_SILENT.format(error="auth.test: TimeoutError")


@pytest.mark.parametrize(("kind", "error"), [("500", "HTTP 500"), ("fatal_error", "fatal_error")])
async def test_an_error_of_slacks_own_is_no_fault_of_the_token(
    refused: Refused, local: LocalSlack, reached: dict[str, str], kind: str, error: str
) -> None:
    local.faults.add(Fault("auth.test", kind=kind))

    said = await refused(**reached)

    assert said == terminal.SLACK_SILENT.format(error=error)


async def test_a_port_that_is_taken_is_told(refused: Refused, reached: dict[str, str]) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        said = await refused(**{**reached, "SITREP_PORT": str(port)})

    assert said == terminal.PORT_TAKEN.format(host="127.0.0.1", port=port)


async def test_after_a_failed_start_the_file_is_free_again(refused: Refused, reached: dict[str, str]) -> None:
    first = await refused(**{**reached, "SLACK_BOT_TOKEN": "made-up"})

    second = await refused(**{**reached, "SLACK_BOT_TOKEN": "made-up"})

    assert first == second == terminal.SLACK_REFUSED.format(code="invalid_auth")


async def at_version(path: Path, version: str | None) -> None:
    """A database at this version of the schema."""
    await schema.prepared(database_url(str(path)))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.executemany("INSERT INTO alembic_version VALUES (?)", [(version,)] if version else [])
        connection.commit()
