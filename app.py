"""The composition root and the `sitrep` program: reads the settings, builds each part once, runs until stopped."""

import argparse
import asyncio
import contextlib
import gc
import importlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

import aiohttp
from dotenv import dotenv_values
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot import logs
from bot.channels import webhook
from bot.channels.calls import Calls
from bot.channels.medium import Media
from bot.channels.rings import outfit
from bot.channels.slack import SlackChannel
from bot.clock import AlarmClock, Rounds
from bot.courier import Courier
from bot.demo.rehearsal import Rehearsal
from bot.desk import FrontDesk
from bot.events.arrivals import Arrivals
from bot.events.capture import Capture
from bot.events.home import Home
from bot.events.members import Members
from bot.events.mentions import Mentions
from bot.introduction import introduced, needed
from bot.listening import Listening
from bot.manifest import manifest
from bot.people import SlackDirectory
from bot.proposals import Proposals
from bot.settings import Settings, Unset
from bot.slack import SlackListeners, bolt
from bot.socket.patience import Patience
from bot.socket.wire import SocketWire
from bot.stop import Stop
from bot.upkeep import arguments
from bot.upkeep.force import InForce
from bot.upkeep.occasion import Occasion, plainly, policy_of, whoever
from bot.views import terminal
from bot.warmup import Warmup
from bot.watch.audit import Audit
from bot.watch.binder import Binder
from bot.watch.disk import Disk
from bot.watch.feeds import Feeds
from bot.watch.heartbeat import Heartbeat
from bot.watch.index import Index
from bot.watch.library import Library
from bot.watch.readiness import Readiness
from bot.watch.workspace import Workspace
from bot.web.outside import routes
from bot.web.server import WebServer
from commands.core import Desk
from incidents.model import PersonId
from incidents.policy import Policy
from storage import schema
from storage.engine.engines import database_url
from storage.engine.filelock import FileLock
from storage.errors import Unreachable, Unsure
from storage.schema import Schema
from storage.store import Store

if TYPE_CHECKING:
    from bot.meaning.nearness import ModelNearness

DEMO_PORT = 8931
# Subcommands, and their files in bot/upkeep.
UPKEEP = {
    "migrate": "migrate",
    "check": "check",
    "apply": "apply",
    "doctor": "doctor",
    "import": "importing",
    "reindex": "reindex",
    "oncall": "oncall",
}


class SystemClock:
    """The only wall clock; `offset` brings it in step with the database where several replicas share one."""

    def __init__(self) -> None:
        self.offset = timedelta()

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC) + self.offset

    def align(self, skew: timedelta) -> None:
        """Go with the database, which is so far ahead."""
        self.offset += skew


class Sitrep:
    """One running bot: its parts, in the order in which they start."""

    def __init__(
        self, settings: Settings, policy: Policy, clock: SystemClock, patience: Patience | None = None
    ) -> None:
        self.settings = settings
        self.patience = patience or Patience()
        self.worker = token_hex(8)
        self.url = database_url(settings.database)
        self.lock = FileLock(Path(self.url.database or "")) if self.url.get_backend_name() == "sqlite" else None
        self.clock = clock
        self.policy = policy
        self.store: Store
        self.courier: Courier
        self.alarm: AlarmClock
        self.desk: FrontDesk
        self.web: WebServer
        self.stopped = False
        self.nearness: ModelNearness | None = None
        self._socket: SocketWire | None = None
        self._closing = contextlib.AsyncExitStack()

    @property
    def how(self) -> str:
        """By which way Slack speaks to us."""
        return "Socket Mode" if self.settings.app_token else "signed HTTP"

    async def start(self) -> None:
        """Take the database, make ourselves known to Slack, and begin. Raises Stop, with everything let go."""
        try:
            await self._start()
        except BaseException:
            await self.stop()
            raise

    async def _start(self) -> None:
        await self._open_database()
        outfit.demand(self.settings, self.store.policy)
        await self._read_model()
        session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.settings.call_limit))
        self._closing.push_async_callback(session.close)
        client = AsyncWebClient(
            token=self.settings.bot_token, base_url=self.settings.slack_api, session=session, retry_handlers=[]
        )
        calls = Calls(client)
        who = await introduced(calls, self.settings.bot_token)
        self._assemble(calls, who)
        app = bolt(self._listeners(calls, who), who=who, signing_secret=self.settings.signing_secret)
        await self.store.write(lambda tx: tx.resume(self.worker, alone=self.store.is_alone))
        self._begin_to_carry()
        self._closing.push_async_callback(self.feeds.stop)
        self.feeds.start()
        await self._workspace.look()
        await self._listen(app, calls)
        self.desk.track(Warmup(self.store, self._directory, self._channel).run())
        index = Index(self.store)
        self._closing.callback(index.stop)
        self.desk.track(index.run())
        if self.nearness:
            self.nearness.start()
            self._closing.push_async_callback(self.nearness.stop)

    async def _read_model(self) -> None:
        """The extra, where a model is set: what runs it is imported only then."""
        if self.settings.embeddings:
            extra = importlib.import_module("bot.meaning.extra")
            model = await asyncio.to_thread(extra.encoder, self.settings.embeddings)
            self.nearness = extra.nearness.ModelNearness(self.store, model)

    async def _open_database(self) -> None:
        with plainly(self.settings.database):
            if self.lock:
                self.lock.take()
                self._closing.callback(self.lock.release)
            if await schema.prepared(self.url) is Schema.OLD:
                raise Stop(terminal.OLD)
            self.store = Store(self.url, clock=self.clock, policy=self.policy, reserve=self.settings.reserve)
            self._closing.push_async_callback(self._close_database)
            self.disk = Disk(self.store)
            await self.disk.look()
            await self._align()
            self._in_force = InForce(self.store, file=self.policy if self.settings.config else None)
            await self._in_force.look()

    async def _align(self) -> None:
        self.clock.align(await self.store.skew())

    async def _close_database(self) -> None:
        with contextlib.suppress(Unreachable, Unsure):  # Its beat stops anyway.
            await self.store.write(lambda tx: tx.workers.leave(self.worker))
        await self.store.close()

    def _assemble(self, calls: Calls, who: AuthorizeResult) -> None:
        self._directory = SlackDirectory(calls, who.team_id or "")
        self._channel = SlackChannel(calls, self.store.in_force, PersonId(who.bot_user_id or ""))
        session = webhook.session()
        self._closing.push_async_callback(session.close)
        media = Media(self._channel, outfit.beyond_slack(self.settings, self.store.in_force, session))
        limit = self.settings.call_limit
        model = Proposals(session, self.settings.proposals) if self.settings.proposals else None
        self.courier = Courier(
            self.store, media, worker=self.worker, call_limit=limit, nearness=self.nearness, model=model
        )
        self.audit = Audit(self.store, Heartbeat(session, self.settings.heartbeat).beat, self.disk)
        self._library = Library(self.store, self.settings.config)
        self._binder = Binder(self.store, self.settings.config)
        self.feeds = Feeds(self.store, self.settings, session, self.clock)
        self._workspace = Workspace(self.store, self.courier.health, calls)
        rounds = Rounds(look=self._look, audit=self.watch, stepped=self._align)
        self.alarm = AlarmClock(self.store, self.clock, worker=self.worker, carrier=self.courier, rounds=rounds)
        unwired = None if self.settings.app_token else 0  # Over HTTP Slack finds us whenever we are there.
        self._listening = Listening(self.store, lambda: self._socket.reached if self._socket else unwired)
        self.store.on_stir(self.alarm.stirred)
        self.desk = FrontDesk(Desk(self.store, self.clock, self._directory, self.nearness))

    def _listeners(self, calls: Calls, who: AuthorizeResult) -> SlackListeners:
        bot_user = PersonId(who.bot_user_id or "")
        members = Members(self.store, self._directory, team=who.team_id or "", bot_user=bot_user)
        mentions = Mentions(self.desk, calls, bot_user=bot_user)
        arrivals = Arrivals(self.store, bot_user=bot_user)
        capture = Capture(self.store, self.desk, calls, bot_user=bot_user)
        home = Home(self.store, self._directory)
        return SlackListeners(self.desk, (members, arrivals, mentions, capture), home, calls)

    def _begin_to_carry(self) -> None:
        carrying = asyncio.create_task(self.courier.run())
        self.alarm.start()

        async def stop() -> None:
            await self.alarm.stop()
            await self.courier.stop()
            await carrying

        self._closing.push_async_callback(stop)

    async def _listen(self, app: AsyncApp, calls: Calls) -> None:
        """Open the ways in. On closing they close first, and what is being answered is answered."""
        self._closing.push_async_callback(self.desk.drain)
        watch = Readiness(self.store, self.courier.health, lambda: self._socket)
        signed = app if self.settings.signing_secret else None
        self.web = WebServer(watch.wrong, watch.measure, signed, routes(self.settings, self.store, self.desk))
        try:
            await self.web.start(self.settings.host, self.settings.port)
        except OSError as taken:
            raise Stop(terminal.PORT_TAKEN.format(host=self.settings.host, port=self.settings.port)) from taken
        self._closing.push_async_callback(self.web.stop)
        if self.settings.app_token:
            # Asked here first: later on a refused token is tried for ever.
            given = await needed(calls, "apps.connections.open", app_token=self.settings.app_token)
            self._socket = SocketWire(app, calls, self.settings, self.patience)
            self._closing.push_async_callback(self._socket.stop)
            await self._socket.start(given["url"])

    async def _look(self) -> None:
        await self._in_force.look()
        await self._listening.look()

    async def watch(self) -> None:
        """Look whether all is well: every ten seconds."""
        for one in (self.audit, self._workspace, self._library, self._binder):
            await one.look()

    async def stop(self) -> None:
        """Stop taking questions, let what was begun finish, let go. What is not sent stays in its row."""
        self.stopped = True
        await self._closing.aclose()


def settings_of(folder: Path) -> Settings:
    """The settings from the environment, then from a file .env in the folder. Raises Stop."""
    kept = {name: value for name, value in dotenv_values(folder / ".env").items() if value is not None}
    try:
        settings = Settings.from_env({**kept, **os.environ})
        database_url(settings.database)
    except ValueError as wrong:
        raise Stop(str(wrong)) from wrong
    return settings


async def run(settings: Settings, ahead: float | None = None) -> None:
    """`sitrep run`: until SIGTERM or Ctrl-C. On the stage of a demo its clock is so many seconds ahead."""
    try:
        settings.demand()
    except Unset as unset:
        raise Stop(terminal.UNSET) from unset
    clock = SystemClock()
    sitrep = Sitrep(settings, policy_of(settings), clock)
    stopped = _on_signals()
    following = None
    if ahead is not None:
        clock.align(timedelta(seconds=ahead))
        following = asyncio.create_task(_follow(clock, stopped))
    await sitrep.start()
    gc.collect()
    gc.freeze()  # What the start has made stays: to look through it again and again would pause every answer.
    print(terminal.RUNNING.format(how=sitrep.how, host=settings.host, port=sitrep.web.port), flush=True)
    await stopped.wait()
    if following:
        following.cancel()
    await sitrep.stop()


async def _follow(clock: SystemClock, stopped: asyncio.Event) -> None:
    """Go with the clock of the stage: each line says how far it is ahead. When nobody is there any more, stop."""
    heard = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(heard), sys.stdin)
    async for line in heard:
        clock.offset = timedelta(seconds=float(line))
    stopped.set()


async def upkeep(told: argparse.Namespace, settings: Settings) -> int:
    """A subcommand of bot/upkeep: its words on the terminal, its exit code."""
    work = importlib.import_module(f"bot.upkeep.{UPKEEP[told.verb]}").run
    report = await work(told, Occasion(settings, SystemClock(), settings.user or whoever()))
    print(report.text)
    return int(report.code)


async def demo(port: int | None) -> None:
    """`sitrep demo`: a local Slack, and `sitrep run` as a process against it, in a folder that is thrown away."""
    stage = importlib.import_module("sandbox.stage.play")
    stopped = _on_signals()
    with tempfile.TemporaryDirectory(prefix="sitrep-demo-") as folder:
        rehearsal = Rehearsal(Path(folder), SystemClock(), os.environ)
        plan = stage.Play(
            port=DEMO_PORT if port is None else port,
            manifest=manifest(),
            command=(sys.executable, str(Path(__file__)), "run", "--ahead"),
            prepare=rehearsal.prepare,
            environment=rehearsal.environment,
            public=rehearsal.public,
            states=rehearsal.states,
            log=Path(folder) / "sitrep.log",
        )

        async def until(url: str) -> None:
            print(terminal.DEMO.format(url=url), flush=True)
            await stopped.wait()

        await stage.play(plan, until)


def _on_signals() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    return stopped


def main(argv: Sequence[str] | None = None) -> int:
    """The console script; the exit code."""
    # For the extra that reads a model: one text is little work, and cores that spin are others' cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    parser = arguments.parser()
    told, rest = parser.parse_known_args(argv)
    if told.verb == "sandbox":
        return int(importlib.import_module("sandbox.main").main(rest))
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if told.verb == "manifest":
        print(
            json.dumps(manifest(events_url=told.events_url, user_groups=told.user_groups), indent=2, ensure_ascii=False)
        )
        return 0
    try:
        return asyncio.run(_work(told))
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 2


async def _work(told: argparse.Namespace) -> int:
    settings = settings_of(Path.cwd())
    logs.configure(as_json=settings.json_logs)
    if told.verb in UPKEEP:
        return await upkeep(told, settings)
    await (run(settings, told.ahead) if told.verb == "run" else demo(told.port))
    return 0


if __name__ == "__main__":
    sys.exit(main())
