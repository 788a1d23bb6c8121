"""`sitrep sandbox`: the local Slack alone, its tokens and addresses printed as one line of JSON."""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import structlog

from sandbox.control.scene import person
from sandbox.seed import Seed
from sandbox.server import LocalSlack


def main(argv: Sequence[str]) -> int:
    """Serve until SIGTERM or SIGINT. Gives 2 when a file or the port cannot be used."""
    wanted = _parser().parse_args(argv)
    try:
        seed = Seed.load(wanted.seed) if wanted.seed else Seed.default()
        manifest = _manifest(wanted.manifest) if wanted.manifest else None
        asyncio.run(_serve(wanted.port, seed, manifest))
    except (OSError, ValueError, TypeError) as problem:
        sys.stderr.write(f"sitrep sandbox: {problem}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sitrep sandbox", description="A local Slack to try the bot against.")
    parser.add_argument("--port", type=int, default=0, help="the port on 127.0.0.1; a free one unless given")
    parser.add_argument("--seed", type=Path, metavar="FILE", help="people and channels to begin with, as JSON")
    parser.add_argument("--manifest", type=Path, metavar="FILE", help="the app's manifest as JSON")
    return parser


def _manifest(path: Path) -> Mapping[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise TypeError("the manifest must be a JSON object")
    return found


async def _serve(port: int, seed: Seed, manifest: Mapping[str, Any] | None) -> None:
    # The first line of the output is for machines; whatever is logged goes elsewhere.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    slack = await LocalSlack.start(port, seed, manifest)
    try:
        sys.stdout.write(json.dumps(introduction(slack), ensure_ascii=False) + "\n")
        sys.stdout.flush()
        await stopping.wait()
    finally:
        await slack.stop()


def introduction(slack: LocalSlack) -> dict[str, Any]:
    """What whoever connects needs to know."""
    space = slack.core.space
    return {
        "url": slack.url,
        "api_url": slack.api_url,
        "bot_token": slack.bot_token,
        "app_token": slack.app_token,
        "signing_secret": slack.signing_secret,
        "team": {"id": space.team_id, "name": space.team_name, "domain": space.team_domain},
        "users": [person(each) for each in space.people.values()],
    }
