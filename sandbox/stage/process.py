"""The bot as a process of its own: started, killed at once, started again, and told how far the clock has moved."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


class BotProcess:
    """Keeps one process running until it is stopped. Whatever ends it otherwise, it comes back."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        self.pid = 0
        self.deaths = 0
        self.ahead = 0.0
        self._command = command
        self._env = env
        self._log = log
        self._process: asyncio.subprocess.Process
        self._keeping: asyncio.Task[None] | None = None

    async def start(self, ended: Callable[[], None]) -> None:
        """Start it; `ended` is called each time it has come back."""
        await self._spawn()
        self._keeping = asyncio.create_task(self._keep(ended))

    def kill(self) -> None:
        """SIGKILL, now: it gets no chance to finish anything."""
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGKILL)

    def move(self, ahead: float) -> None:
        """Its clock is so many seconds ahead from now on, and stays so when it is started again."""
        self.ahead = ahead
        if self._process.stdin is not None:
            self._process.stdin.write(f"{ahead}\n".encode())

    async def stop(self) -> None:
        """Let it finish what it does, and do not start it again."""
        if self._keeping is not None:
            self._keeping.cancel()
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        await self._process.wait()

    async def _keep(self, ended: Callable[[], None]) -> None:
        while True:
            await self._process.wait()
            self.deaths += 1
            self.pid = 0
            ended()
            await self._spawn()
            ended()

    async def _spawn(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                str(self.ahead),
                env={"PATH": os.defpath, **self._env},
                cwd=self._log.parent,
                stdin=asyncio.subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.pid = self._process.pid
