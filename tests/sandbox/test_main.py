"""`sitrep sandbox` and the seeds it takes."""

import asyncio
import json
import signal
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import main as command
from sandbox.seed import Seed
from sandbox.server import LocalSlack
from tests.contract.recording import Python

APP = str(Path(__file__).resolve().parent.parent.parent / "app.py")


async def test_it_says_where_it_is_and_stops_when_told(python: Python) -> None:
    running = await asyncio.create_subprocess_exec(
        *python(), APP, "sandbox", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert running.stdout is not None

    told = json.loads(await running.stdout.readline())
    answer = await AsyncWebClient(token=told["bot_token"], base_url=told["api_url"]).auth_test()
    running.send_signal(signal.SIGTERM)
    code = await running.wait()

    assert answer["team_id"] == told["team"]["id"]
    assert "ana" in [each["name"] for each in told["users"]]
    assert code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Expecting property name"),
        ("[]", "must be a JSON object"),
        ('{"colour": 1}', "colour"),
        ('{"people": [{"id": "U1"}]}', "a person of the seed"),
        ('{"channels": [{"name": "x"}]}', "a channel of the seed"),
    ],
)
def test_a_seed_that_is_not_understood_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    seed = tmp_path / "seed.json"
    seed.write_text(text)

    code = command.main(["--seed", str(seed)])

    assert code == 2
    assert said in capsys.readouterr().err


def test_a_manifest_that_is_not_there_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = command.main(["--manifest", str(tmp_path / "none.json")])

    assert code == 2
    assert "none.json" in capsys.readouterr().err


async def test_a_seed_names_people_channels_and_tokens(tmp_path: Path) -> None:
    path = tmp_path / "seed.json"
    path.write_text(json.dumps(_seed()))

    slack = await LocalSlack.start(seed=Seed.load(path))
    client = AsyncWebClient(token="xoxb-mine", base_url=slack.api_url)
    listed = await client.conversations_list()
    await slack.stop()

    assert slack.bot_token == "xoxb-mine"
    assert list(slack.channel("ops").members) == ["U1"]
    assert [each["name"] for each in listed["channels"]] == ["ops"]


async def test_a_manifest_names_commands_and_events() -> None:
    manifest = {
        "features": {"slash_commands": [{"command": "/sitrep", "description": "Go", "should_escape": True}]},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
    }

    slack = await LocalSlack.start(manifest=manifest)
    app = slack.core.app
    await slack.stop()

    assert list(app.commands or {}) == ["/sitrep"]
    assert app.hears("app_mention")
    assert not app.hears("message.channels")


def _seed() -> dict[str, Any]:
    return {
        "team_name": "Ops",
        "bot_token": "xoxb-mine",
        "people": [{"id": "U1", "name": "kim", "real_name": "Kim"}],
        "channels": [{"id": "C1", "name": "ops"}],
    }
