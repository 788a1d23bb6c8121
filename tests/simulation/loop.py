"""One event loop whose time is virtual: it jumps when nothing is ready. Each process in it can be frozen and killed."""

import asyncio
import contextvars
import selectors
from collections.abc import Callable, Iterator
from typing import Any

PROCESS: contextvars.ContextVar["Process | None"] = contextvars.ContextVar("process", default=None)


class Asleep(Exception):
    """Nothing is ready and nothing ever will be."""


class _Hourglass:
    """Stands in for the selector: waiting is a jump of the clock."""

    def __init__(self) -> None:
        self.now = 0.0

    def select(self, timeout: float | None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise Asleep
        self.now += max(timeout, 0.0)
        return []


class Process:
    """What runs in one process of the simulation. Dead, it is never stepped again and nothing of it is unwound; frozen,
    its steps wait.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_dead = False
        self.is_frozen = False
        self.fuse: int | None = None
        self.on_death: Callable[[], None] = lambda: None
        self.graves: list[object] = []
        self._waiting: list[tuple[_Step, tuple[Any, ...]]] = []

    def run(self, work: Callable[[], Any]) -> Any:  # noqa: ANN401  # Whatever the work returns.
        """Call something as this process."""
        return self.context().run(work)

    def context(self) -> contextvars.Context:
        """A context in which everything belongs to this process."""
        context = contextvars.copy_context()
        context.run(PROCESS.set, self)
        return context

    def kill(self) -> None:
        """From now on nothing of it runs, not even a `finally`."""
        self.is_dead = True
        self.on_death()

    def freeze(self) -> None:
        """Its steps wait until `thaw`."""
        self.is_frozen = True

    def thaw(self) -> None:
        """What waited runs, in its order, unless what ran before it took it back."""
        self.is_frozen = False
        waiting, self._waiting = self._waiting, []
        loop = asyncio.get_running_loop()
        for step, args in waiting:
            loop.call_soon(step, *args, context=step.context)

    def step(self, step: "_Step", args: tuple[Any, ...]) -> None:
        """Run one step, unless this process is dead or frozen; where the fuse has burnt down it dies right before."""
        if step.handle is not None and step.handle.cancelled():
            return  # While it was frozen.
        if self.fuse is not None and not self.is_dead and not self.is_frozen:
            self.fuse -= 1
            if self.fuse <= 0:
                self.fuse = None
                self.kill()
        if self.is_dead:
            self.graves.append((step.callback, args))
        elif self.is_frozen:
            self._waiting.append((step, args))
        else:
            step.callback(*args)


class _Step:
    """One callback of a process, with the handle that may be cancelled while the process is frozen."""

    __slots__ = ("callback", "context", "handle", "process")

    def __init__(self, process: Process, callback: Callable[..., Any], context: contextvars.Context) -> None:
        self.process = process
        self.callback = callback
        self.context = context
        self.handle: asyncio.Handle | None = None

    def __call__(self, *args: object) -> None:
        self.process.step(self, args)


class VirtualLoop(asyncio.BaseEventLoop):
    """No sockets, no threads, no wall clock: the order of everything follows from the seed alone."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = _Hourglass()
        self.tasks: list[asyncio.Task[Any]] = []
        self.set_task_factory(self._made)
        self.set_exception_handler(lambda loop, context: self.complaints.append(context))
        self.complaints: list[dict[str, Any]] = []

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._selector.now

    def bury(self) -> None:
        """Let go of whatever never came to its end; what it still would do has no effect any more."""
        for task in self.tasks:
            if not task.done():
                task._log_destroy_pending = False  # type: ignore[attr-defined]  # CPython's own switch.
                for _ in range(3):
                    try:
                        task.get_coro().close()
                        break
                    except BaseException:  # noqa: BLE001, S112  # A `finally` that waits: asked again it ends.
                        continue
        self.tasks.clear()

    def _made(self, loop: asyncio.AbstractEventLoop, coro: Any, **more: Any) -> asyncio.Task[Any]:  # noqa: ANN401  # As asyncio has it.
        task = asyncio.Task(coro, loop=loop, **more)
        self.tasks.append(task)
        return task

    def _call_soon(
        self,
        callback: Callable[..., Any],
        args: Any,  # noqa: ANN401  # As asyncio has it.
        context: contextvars.Context | None = None,
    ) -> asyncio.Handle:
        context = contextvars.copy_context() if context is None else context
        process = context.get(PROCESS)
        if process is None or isinstance(callback, _Step):
            return super()._call_soon(callback, args, context)  # type: ignore[misc,no-any-return]  # Not in the stubs.
        step = _Step(process, callback, context)
        step.handle = super()._call_soon(step, args, context)  # type: ignore[misc]  # Likewise.
        return step.handle

    def call_at(  # type: ignore[override]  # The stubs tie the arguments to the callback.
        self,
        when: float,
        callback: Callable[..., Any],
        *args: Any,  # noqa: ANN401  # As asyncio has it.
        context: contextvars.Context | None = None,
    ) -> asyncio.TimerHandle:
        """At a virtual time."""
        context = contextvars.copy_context() if context is None else context
        process = context.get(PROCESS)
        if process is None:
            return super().call_at(when, callback, *args, context=context)
        step = _Step(process, callback, context)
        handle = super().call_at(when, step, *args, context=context)
        step.handle = handle
        return handle

    def _process_events(self, events: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody else is there to be woken."""


def tasks_of(loop: VirtualLoop) -> Iterator[asyncio.Task[Any]]:
    """Every task that has not come to its end."""
    return (task for task in loop.tasks if not task.done())
