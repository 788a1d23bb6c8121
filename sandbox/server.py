"""LocalSlack: the whole server behind one object, for tests, `sitrep demo` and `sitrep sandbox`."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from sandbox import membership, shapes
from sandbox.calls.api import WebApi
from sandbox.clock import Clock
from sandbox.control.routes import routes
from sandbox.core import Call, Core
from sandbox.faults import Faults
from sandbox.limits import MODES
from sandbox.model import Channel, File, Person, Wire
from sandbox.outgoing import Ack, Outgoing
from sandbox.people.doings import Doings
from sandbox.people.place import Place
from sandbox.seed import Seed
from sandbox.state import canvases, posting
from sandbox.state.installation import install
from sandbox.wire.http import RequestUrl
from sandbox.wire.live import Live
from sandbox.wire.socket import Sockets
from sandbox.workspace import Settings, Workspace

HOST = "127.0.0.1"
Change = Callable[[Workspace, Channel, str, float], None]


class LocalSlack:
    """A running local Slack. People and channels may be given by id or by name throughout."""

    def __init__(self, seed: Seed, manifest: Mapping[str, Any] | None = None) -> None:
        clock = Clock()
        space = Workspace(seed, clock.now())
        app = install(seed, manifest)
        self.sockets = Sockets(app, space.app_id, clock)
        outgoing = Outgoing(self.sockets, RequestUrl(app, clock), clock)
        self.core = Core(space, app, clock, outgoing, Live(), seed)
        self._api = WebApi(self.core)
        self._doings = Doings.of(self.core)
        self._runner: web.AppRunner | None = None
        self._time: asyncio.Task[None] | None = None

    @classmethod
    async def start(
        cls, port: int = 0, seed: Seed | None = None, manifest: Mapping[str, Any] | None = None
    ) -> "LocalSlack":
        """Start one on 127.0.0.1; port 0 takes a free one. Without a manifest everything is granted."""
        slack = cls(seed or Seed.default(), manifest)
        await slack.listen(port)
        return slack

    async def listen(self, port: int) -> None:
        """Begin, at this port. Raises OSError where it is taken; another one may be tried then."""
        if self._runner is None:
            application = routes(self.core, self._api, self._doings)
            self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
            await self._runner.setup()
        await web.TCPSite(self._runner, HOST, port).start()
        taken = self._runner.addresses[0][1]
        self.core.base_url = self.core.space.address = f"http://{HOST}:{taken}"
        self._time = asyncio.ensure_future(self.core.keep_time())

    async def stop(self) -> None:
        """Let go of everything: hanging calls, connections, streams, the port."""
        if self._time is not None:
            self._time.cancel()
        self._api.stop()
        self.core.live.stop()
        await self.core.outgoing.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Where it listens."""
        return self.core.base_url

    @property
    def api_url(self) -> str:
        """The base_url for a Slack client."""
        return f"{self.core.base_url}/api/"

    @property
    def bot_token(self) -> str:
        """The app's bot token."""
        return self.core.app.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode."""
        return self.core.app.app_token

    @property
    def signing_secret(self) -> str:
        """What HTTP requests to the app are signed with."""
        return self.core.app.signing_secret

    @property
    def bot_user(self) -> str:
        """The user id of the app's bot user."""
        return self.core.space.bot_user

    @property
    def bot_id(self) -> str:
        """The bot id of the app."""
        return self.core.space.bot_id

    @property
    def team_id(self) -> str:
        """The id of the team."""
        return self.core.space.team_id

    @property
    def app_id(self) -> str:
        """The id of the app."""
        return self.core.space.app_id

    @property
    def calls(self) -> list[Call]:
        """Every Web API call in the order of arrival."""
        return self.core.calls

    @property
    def faults(self) -> Faults:
        """The misbehaviour still to come."""
        return self.core.faults

    @property
    def unknown(self) -> list[str]:
        """Methods, arguments and blocks that were refused because Slack does not know them."""
        return self.core.unknown

    @property
    def latency(self) -> float:
        """Seconds added to each Web API call before its effect."""
        return self.core.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self.core.latency = seconds

    @property
    def limits(self) -> str:
        """The rate limits in force: off, real or strict."""
        return self.core.limits.mode

    @limits.setter
    def limits(self, mode: str) -> None:
        if mode not in MODES:
            raise ValueError(f"limits are one of {', '.join(MODES)}")
        self.core.limits.mode = mode

    @property
    def settings(self) -> Settings:
        """What the workspace's administrators decide (plan, edit window), and how far history lags behind."""
        return self.core.space.settings

    @property
    def connections(self) -> int:
        """How many Socket Mode connections are live."""
        return len(self.sockets.live)

    async def connected(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109  # callers know this name from the SDK
        """Wait for the first connection. Raises TimeoutError."""
        async with asyncio.timeout(timeout):
            await self.sockets.arrived.wait()

    def deliver_over_http(self, url: str | None) -> None:
        """Send events, commands and interactions signed to this URL; None goes back to Socket Mode."""
        self.core.outgoing.http.url = url

    async def verify_url(self) -> bool:
        """Whether the address given to deliver_over_http echoes Slack's challenge."""
        return await self.core.outgoing.verify(self.core.app.verification_token)

    async def command(self, user: str, channel: str, text: str, command: str = "/incident", copies: int = 1) -> Ack:
        """Type a slash command; `copies` delivers the same envelope that many times."""
        return await self._doings.acting.command(user, channel, text, command, copies)

    async def click(self, user: str, action_id: str, *, value: Any = None, copies: int = 1, **place: str | None) -> Ack:
        """Use a button or menu at `channel` and `ts`, or in `view_id`; `block_id` where action ids repeat.

        With a value the button need not be rendered any more (a stale click); for a menu it is the option's value.
        """
        return await self._doings.acting.click(user, action_id, Place(**place), value, copies)

    async def submit(self, user: str, view_id: str, values: Wire, copies: int = 1) -> Ack:
        """Fill in and submit a modal: {block_id: {action_id: value}} or {action_id: value}."""
        return await self._doings.filling.submit(user, view_id, values, copies)

    async def close(self, user: str, view_id: str) -> Ack:
        """Close a modal without submitting it."""
        return await self._doings.filling.close(user, view_id)

    async def shortcut(self, user: str, callback_id: str, copies: int = 1) -> Ack:
        """Use a global shortcut."""
        return await self._doings.shortcuts.anywhere(user, callback_id, copies)

    async def message_shortcut(self, user: str, channel: str, ts: str, callback_id: str, copies: int = 1) -> Ack:
        """Use a shortcut on a message."""
        return await self._doings.shortcuts.on_message(user, channel, ts, callback_id, copies)

    async def suggest(self, user: str, action_id: str, value: str, **place: str | None) -> Ack:
        """Type into a menu with external options; the Ack's body has what the app offers."""
        return await self._doings.shortcuts.suggest(user, action_id, value, Place(**place))

    async def open_home(self, user: str) -> None:
        """Open the app's Home tab."""
        self._doings.acting.open_home(user)

    async def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Write a message; gives its ts."""
        return self._doings.people.say(user, channel, text, thread_ts)

    async def upload(self, user: str, channel: str, name: str, content: bytes, comment: str = "") -> str:
        """Share a file; gives its id."""
        return self._doings.people.upload(user, channel, name, content, comment)

    async def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        """Change what somebody's own message says."""
        self._doings.people.edit(user, channel, ts, text)

    async def delete(self, user: str, channel: str, ts: str) -> None:
        """Take back somebody's own message."""
        self._doings.people.delete(user, channel, ts)

    async def pin(self, user: str, channel: str, ts: str, *, remove: bool = False) -> None:
        """Pin a message, or take the pin away."""
        self._doings.people.pin(user, channel, ts, remove=remove)

    async def react(self, user: str, channel: str, ts: str, name: str, *, remove: bool = False) -> None:
        """React to a message, or take the reaction back."""
        self._doings.people.react(user, channel, ts, name, remove=remove)

    async def join(self, user: str, channel: str) -> None:
        """Enter a channel; into a private one as if a member had invited."""
        self._doings.people.enter(user, channel)

    async def meet(self, person: Person, channel: str | None = None) -> None:
        """Somebody with another `team_id` comes into a channel, which is shared with that team from then on.

        Without a channel they are a stranger, known by a mention alone.
        """
        self._doings.people.meet(person, channel)

    async def leave(self, user: str, channel: str) -> None:
        """Leave a channel."""
        self._doings.people.leave(user, channel)

    async def unarchive(self, channel: str, user: str | None = None) -> None:
        """Open an archived channel again."""
        self._administer(membership.unarchive, channel, user)

    async def delete_channel(self, channel: str, user: str | None = None) -> None:
        """Delete a channel with all that was said in it."""
        self._administer(membership.remove, channel, user)

    async def rename_channel(self, channel: str, name: str, user: str | None = None) -> None:
        """Give a channel another name."""
        room = self.channel(channel)
        by = self.person(user).id if user else room.creator
        membership.rename(self.core.space, room, name, by, self.core.clock.now())
        self.core.settle()

    async def archive(self, channel: str, user: str | None = None) -> None:
        """Archive a channel, in the name of its creator unless told otherwise."""
        self._administer(membership.archive, channel, user)

    async def pass_time(self, seconds: float) -> None:
        """Move the clock forward at once: waits end, what was scheduled is posted, trigger ids run out."""
        self.core.clock.forward(seconds)
        self.core.catch_up()
        self.core.settle()

    async def uninstall(self) -> None:
        """Remove the app from the workspace: it is told, and its tokens are good for nothing any more."""
        self.core.uninstall()

    async def arrive(self, person: Person) -> None:
        """Somebody new joins the team."""
        membership.arrive(self.core.space, person, self.core.clock.now())
        self.core.settle()

    async def deactivate(self, user: str) -> None:
        """Deactivate somebody's account."""
        await self.update_user(user, deleted=True)

    async def update_user(self, user: str, **facts: Any) -> None:
        """Change facts about somebody: name, title, tz, locale, is_restricted, ..."""
        membership.update_person(self.core.space, self.person(user), facts, self.core.clock.now())
        self.core.settle()

    def person(self, user: str) -> Person:
        """Somebody, by id or user name."""
        return self.core.space.person(user)

    def channel(self, name_or_id: str) -> Channel:
        """A channel, by id or name."""
        return self.core.space.channel(name_or_id)

    def messages(self, channel: str) -> list[Wire]:
        """Everything said in a channel, threads included, oldest first, with metadata."""
        room = self.channel(channel)
        return [shapes.message(self.core.space, room.messages[ts], with_metadata=True) for ts in room.order]

    def dm(self, user: str) -> list[Wire]:
        """Everything said between somebody and the app."""
        members = frozenset((self.bot_user, self.person(user).id))
        room = self.core.space.directs.get(members)
        return self.messages(room.id) if room is not None else []

    def ephemerals(self, user: str) -> list[Wire]:
        """What only this person was shown, each with its channel."""
        said = self.core.space.ephemerals[self.person(user).id]
        return [{**shapes.message(self.core.space, each), "channel": each.channel} for each in said]

    def views(self, user: str) -> list[Wire]:
        """The modals open for this person, the one in front last."""
        stack = self.core.space.stacks.get(self.person(user).id, [])
        return [shapes.view(self.core.space, each) for each in stack]

    def home(self, user: str) -> Wire | None:
        """This person's Home tab, None when the app has not published one."""
        shown = self.core.space.homes.get(self.person(user).id)
        return shapes.view(self.core.space, shown) if shown is not None else None

    def canvas(self, canvas_id: str) -> str:
        """The markdown of a canvas."""
        return canvases.markdown(self.core.space.canvases[canvas_id])

    def file(self, file_id: str) -> File:
        """A file, with its content once it was uploaded."""
        return self.core.space.files[file_id]

    def _administer(self, change: Change, channel: str, user: str | None) -> None:
        room = self.channel(channel)
        change(self.core.space, room, self.person(user).id if user else room.creator, self.core.clock.now())
        self.core.settle()

    def unread(self, user: str, channel: str) -> int:
        """How many messages of a channel this person has not read."""
        return posting.unread(self.channel(channel), self.person(user).id)
