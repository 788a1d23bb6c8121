"""Real bot processes in a few milliseconds each: one process imports `app` once, and every bot is forked from it.

A forked bot has a pid, sockets and files of its own, so kill -9 and SIGSTOP do to it what they do to any other; only
the seconds that Python needs to import are spared, most of a life that is ended after one second.
"""

import asyncio
import contextlib
import gc
import json
import os
import random
import select
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from benchmarks.running import ROOT

REAR = "from benchmarks.breaking.nursery import rear; rear()"


@dataclass(slots=True)
class Born:
    """One process of ours. `ended` is set once it is dead and reaped."""

    pid: int
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    code: int | None = None

    def signal(self, number: int) -> None:
        """Send it a signal, unless it is dead already."""
        if not self.ended.is_set():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


class Nursery:
    """The process from which bots are forked."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._wanted: asyncio.Queue[Born] = asyncio.Queue()
        self._alive: dict[int, Born] = {}
        self._turn = asyncio.Lock()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def start(cls) -> "Nursery":
        """Import once. The first bot can be had as soon as this returns."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            REAR,
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,  # What is meant for the harness alone does not end it; the harness's end does.
        )
        assert process.stdout is not None
        await process.stdout.readline()
        return cls(process)

    async def bear(self, env: Mapping[str, str], folder: Path, log: Path) -> Born:
        """`sitrep run` with this environment, in this folder, appending to this log."""
        assert self._process.stdin is not None
        async with self._turn:
            order = {"env": dict(env), "folder": str(folder), "log": str(log)}
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            return await self._wanted.get()

    async def stop(self) -> None:
        """End it, and with it every bot that is left."""
        for born in list(self._alive.values()):
            born.signal(signal.SIGCONT)
            born.signal(signal.SIGKILL)
            await born.ended.wait()
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
        await self._listening

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            told = json.loads(line)
            if "code" not in told:
                born = self._alive[told["pid"]] = Born(told["pid"])
                self._wanted.put_nowait(born)
                continue
            dead = self._alive.pop(told["pid"])
            dead.code = told["code"]
            dead.ended.set()
        for left in self._alive.values():  # The nursery is gone, and it takes everybody with it.
            left.ended.set()


def rear() -> None:
    """The nursery's own process: fork a bot for each line of its standard input, tell of births and deaths, and end
    with its input, whatever became of who started it.
    """
    from app import main  # noqa: PLC0415  # What the parent must not import: two cores' seconds, and the wall clock.

    gc.collect()
    gc.freeze()
    bell, ring = os.pipe()
    os.set_blocking(bell, False)
    os.set_blocking(ring, False)
    signal.set_wakeup_fd(ring)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who lets us end in order.
    _say({"ready": True})
    alive: set[int] = set()
    orders = os.fdopen(0, "rb", buffering=0)
    while _listen(orders, bell, alive):
        _bury(alive)
        if _waits(orders) and (order := orders.readline()):
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                _live(json.loads(order))
                os._exit(_ended(main))
            alive.add(pid)
            _say({"pid": pid})
    for pid in alive:
        os.kill(pid, signal.SIGKILL)


def _waits(orders: IO[bytes]) -> bool:
    return bool(select.select([orders], [], [], 0)[0])


def _listen(orders: IO[bytes], bell: int, alive: set[int]) -> bool:
    """Wait for an order or a death; False at the end of the orders."""
    ready, _, _ = select.select([orders.fileno(), bell], [], [])
    if bell in ready:
        with contextlib.suppress(BlockingIOError):
            os.read(bell, 4096)
    if orders.fileno() in ready and not _peek(orders):
        _bury(alive)
        return False
    return True


def _peek(orders: IO[bytes]) -> bool:
    """Whether there is more to come: a pipe whose writer is gone is always ready and always empty."""
    poll = select.poll()
    poll.register(orders, select.POLLIN)
    return any(event & select.POLLIN for _, event in poll.poll(0))


def _bury(alive: set[int]) -> None:
    """Tell of everybody who has died."""
    for pid in list(alive):
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            alive.discard(pid)
            _say({"pid": pid, "code": os.waitstatus_to_exitcode(status)})


def _live(order: Mapping[str, Any]) -> None:
    """Become a process of its own: environment, folder, log, signals and chance."""
    for number in (signal.SIGCHLD, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, log), (2, log)):
        os.dup2(source, target)
    os.closerange(3, 256)
    os.environ.clear()  # noqa: TID251  # A bot's whole environment is its order.
    os.environ.update(order["env"])  # noqa: TID251  # Likewise.
    os.chdir(order["folder"])
    random.seed()


def _ended(main: object) -> int:
    try:
        return int(main(["run"]))  # type: ignore[operator]  # app.main.
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001  # The rim of a process: said in its log, and its end is its parent's to see.
        sys.excepthook(*sys.exc_info())
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def _say(what: Mapping[str, object]) -> None:
    os.write(1, json.dumps(what).encode() + b"\n")
