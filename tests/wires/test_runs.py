"""Steps that are run, against real peers: asked once, approved by a second person, and what came of it is told."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from incidents.checklist import LaunchState
from incidents.model import IncidentId
from incidents.outlets import Doer, Runner
from incidents.policy import Policy
from sandbox.server import LocalSlack
from tests.office import Office, StandingClock
from tests.wires.receiver import Delivery
from tests.workspace import HOOK_SECRET, HOOK_VARIABLE, StartBot

ROOM = "inc-1-checkout"


class Peer:
    """Takes runs and answers as it is told to: with a status and a body, or not at all where that is None."""

    def __init__(self) -> None:
        self.taken: list[Delivery] = []
        self.answers: deque[tuple[int, str, dict[str, str]] | None] = deque()
        self.pieces: tuple[bytes | None, ...] = ()  # In place of an answer; None breaks the connection.
        self.address = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Keep it and answer."""
        self.taken.append(Delivery(dict(request.headers), await request.read()))
        if self.pieces:
            return await self._in_pieces(request)
        answer = self.answers.popleft() if self.answers else (200, "rolled back\nto 4.17", {})
        if answer is None:
            request.transport.close()  # type: ignore[union-attr]  # It is there while a request is.
            await asyncio.sleep(0.05)
            return web.Response()
        status, body, headers = answer
        return web.Response(status=status, text=body, headers=headers)

    async def _in_pieces(self, request: web.Request) -> web.StreamResponse:
        told = web.StreamResponse()
        await told.prepare(request)
        for piece in self.pieces:
            await asyncio.sleep(0.05)
            if piece is None:
                request.transport.close()  # type: ignore[union-attr]  # As above.
                break
            await told.write(piece)
        return told


@asynccontextmanager
async def peering() -> AsyncIterator[Peer]:
    """A peer on an address of its own."""
    peer, application = Peer(), web.Application()
    application.router.add_post("/run", peer.handle)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    peer.address = f"http://{host}:{port}/run"
    yield peer
    await runner.cleanup()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    """What runs steps."""
    async with peering() as opened:
        yield opened


KINDS = {
    "hook": Doer.WEBHOOK,
    "again": Doer.WEBHOOK,
    "flow": Doer.GITHUB,
    "build": Doer.JENKINS,
    "job": Doer.AWX,
}


def runner(peer: Peer, name: str, kind: Doer) -> Runner:
    """A runner at the peer: the workflow is risky, the second webhook knows a request again."""
    return Runner(
        name=name,
        kind=kind,
        address=peer.address,
        secret=HOOK_VARIABLE,
        inputs=(("incident", "{key}"), ("by", "{person}")),
        risky=name == "flow",
        repeatable=name == "again",
    )


@pytest.fixture
async def shop(slack: LocalSlack, start_bot: StartBot, peer: Peer) -> Office:
    """A workspace with a runner of each kind, and INC-1 with a runbook that runs them."""
    runners = tuple(runner(peer, name, kind) for name, kind in KINDS.items())
    clock = StandingClock()
    office = Office(slack, await start_bot("socket", policy=Policy(runners=runners), clock=clock), clock, "socket")
    steps = "\n".join(f"- [ ] Run {name} {{run: {name}}}" for name in (*KINDS, "none"))
    await office.says("ana", "general", "open sev2 checkout")
    await office.says("ana", ROOM, f"kb add Roll back: {steps}")
    await office.says("ana", ROOM, "runbook KB-1")
    return office


async def state(office: Office, step: int) -> LaunchState | None:
    """How far the run of a step has come."""
    (checklist,) = await office.bot.store.read(lambda tx: tx.checklists.of(IncidentId(1)))
    launch = checklist.items[step - 1].launch
    return launch.state if launch else None


async def test_a_webhook_is_signed_and_its_answer_stands_in_channel_and_timeline(shop: Office, peer: Peer) -> None:
    await shop.presses("bea", "Run", ROOM)

    (taken,) = peer.taken
    assert taken.is_signed_with(HOOK_SECRET)
    assert taken.headers["Idempotency-Key"] == taken.told["id"] == "INC-1/checklist/1/run/1/1"
    assert taken.told["inputs"]["incident"] == "INC-1"
    assert any("hook has taken step 1 of KB-1" in post and "&gt; to 4.17" in post for post in shop.posts(ROOM))
    assert "hook has taken it · rolled back" in await shop.says("ana", ROOM, "timeline")


async def test_a_risky_one_waits_for_somebody_else(shop: Office, peer: Peer) -> None:
    asked = await shop.says("ana", ROOM, "runbook run 3")
    own = await shop.presses("ana", "Approve", ROOM)
    before = len(peer.taken)
    peer.answers.append((204, "", {}))

    await shop.presses("bea", "Approve", ROOM)

    (taken,) = peer.taken
    assert "flow is risky" in asked
    assert "You asked for flow yourself: somebody else has to approve it." in own
    assert before == 0
    assert json.loads(taken.body) == {"ref": "main", "inputs": {"incident": "INC-1", "by": "Bea"}}
    assert taken.headers["Authorization"] == f"Bearer {HOOK_SECRET}"
    assert await state(shop, 3) is LaunchState.TAKEN


async def test_a_refused_approval_runs_nothing(shop: Office, peer: Peer) -> None:
    await shop.says("ana", ROOM, "runbook run 3")

    await shop.presses("bea", "Refuse", ROOM)

    assert (peer.taken, await state(shop, 3)) == ([], LaunchState.FAILED)


async def test_jenkins_gets_a_form_and_says_where_the_build_waits(shop: Office, peer: Peer) -> None:
    peer.answers.append((201, "", {"Location": "https://ci.example/queue/item/7/"}))

    await shop.says("ana", ROOM, "runbook run 4")

    (taken,) = peer.taken
    assert taken.body == b"incident=INC-1&by=Ana"
    assert taken.headers["Authorization"].startswith("Basic ")
    assert any("https://ci.example/queue/item/7/" in post for post in shop.posts(ROOM))


async def test_awx_gets_extra_vars_and_says_which_job(shop: Office, peer: Peer) -> None:
    peer.answers.append((201, '{"job": 42, "url": "/api/v2/jobs/42/"}', {}))

    await shop.says("ana", ROOM, "runbook run 5")

    (taken,) = peer.taken
    assert json.loads(taken.body) == {"extra_vars": {"incident": "INC-1", "by": "Ana"}}
    assert any("&gt; 42 /api/v2/jobs/42/" in post for post in shop.posts(ROOM))


@pytest.mark.parametrize("answer", [None, (500, "oops", {})])
async def test_what_is_not_known_again_is_never_asked_twice(
    shop: Office, peer: Peer, answer: tuple[int, str, dict[str, str]] | None
) -> None:
    peer.answers.append(answer)

    await shop.says("ana", ROOM, "runbook run 5")
    await shop.pass_time(minutes=10)

    assert len(peer.taken) == 1
    assert await state(shop, 5) is LaunchState.UNSURE
    assert any("Nobody knows whether job has taken step 5" in post for post in shop.posts(ROOM))


async def test_what_is_known_again_is_asked_until_it_is_taken_under_one_key(shop: Office, peer: Peer) -> None:
    peer.answers += [(500, "oops", {}), None]

    await shop.says("ana", ROOM, "runbook run 2")
    await shop.pass_time(minutes=1)
    await shop.pass_time(minutes=1)

    assert len(peer.taken) == 3
    assert len({taken.headers["Idempotency-Key"] for taken in peer.taken}) == 1
    assert await state(shop, 2) is LaunchState.TAKEN


async def test_what_does_not_leave_within_minutes_is_not_run_at_all_and_people_are_told(
    shop: Office, peer: Peer
) -> None:
    peer.answers.append((429, "", {"Retry-After": "300"}))
    await shop.says("ana", ROOM, "runbook run 5")

    await shop.pass_time(minutes=6)

    assert len(peer.taken) == 1
    assert await state(shop, 5) is LaunchState.EXPIRED
    assert any("job could not be asked in time to run step 5 of KB-1" in post for post in shop.posts(ROOM))
    await shop.presses("bea", "Run again", ROOM)
    assert await state(shop, 5) is LaunchState.TAKEN


async def test_what_is_known_again_and_may_have_been_taken_is_not_asked_late_either(shop: Office, peer: Peer) -> None:
    peer.answers += [None, (429, "", {"Retry-After": "300"})]
    await shop.says("ana", ROOM, "runbook run 2")

    await shop.pass_time(minutes=1)
    await shop.pass_time(minutes=10)

    assert len(peer.taken) == 2
    assert await state(shop, 2) is LaunchState.UNSURE


async def test_an_answer_that_comes_in_pieces_is_told_whole(shop: Office, peer: Peer) -> None:
    peer.pieces = (b"rolled back\n", b"to 4.17")

    await shop.says("ana", ROOM, "runbook run 1")

    assert any("&gt; rolled back" in post and "&gt; to 4.17" in post for post in shop.posts(ROOM))


async def test_what_was_taken_counts_as_taken_though_its_words_are_lost(shop: Office, peer: Peer) -> None:
    peer.pieces = (b"rolled", None)

    await shop.says("ana", ROOM, "runbook run 1")

    assert await state(shop, 1) is LaunchState.TAKEN


async def test_a_refusal_is_told_and_it_can_be_asked_for_again_under_another_key(shop: Office, peer: Peer) -> None:
    peer.answers.append((404, "no such job", {}))

    await shop.says("ana", ROOM, "runbook run 5")
    refused = await state(shop, 5)
    await shop.says("ana", ROOM, "runbook run 5")

    assert refused is LaunchState.FAILED
    assert any("job has not taken step 5" in post and "HTTP 404: no such job" in post for post in shop.posts(ROOM))
    assert len({taken.headers["Idempotency-Key"] for taken in peer.taken}) == 2


async def test_a_step_that_runs_what_is_not_in_the_settings_is_done_by_hand(shop: Office) -> None:
    said = await shop.says("ana", ROOM, "runbook run 6")

    assert "Step 6 of KB-1 runs nothing that is in the settings." in said


async def test_the_title_of_a_private_incident_does_not_leave(shop: Office, peer: Peer) -> None:
    await shop.says("ana", "general", "open sev2 breach at acme --private")
    await shop.says("ana", "inc-2-breach-at-acme", "runbook KB-1")
    await shop.says("ana", "inc-2-breach-at-acme", "runbook run 1")

    assert [b"breach" in taken.body for taken in peer.taken] == [False]
