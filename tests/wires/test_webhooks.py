"""Outgoing webhooks against a real receiver: signed, in order, once; and what a receiver that fails holds up."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.stop import Stop
from incidents.policy import Hook, Policy
from sandbox.faults import Fault
from sandbox.server import LocalSlack
from tests.office import Office, StandingClock
from tests.wires.opening import readiness
from tests.wires.process import BotProcess
from tests.wires.receiver import Receiver, receiving
from tests.workspace import HOOK_SECRET, HOOK_VARIABLE, StartBot

ROOM = "inc-1-checkout-is-failing"
OPEN = "open sev2 checkout is failing"


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Somebody who takes what is sent."""
    async with receiving() as opened:
        yield opened


@pytest.fixture
def policy(receiver: Receiver) -> Policy:
    """One hook, for everything."""
    return Policy(hooks=(Hook(name="audit", address=receiver.address, secret=HOOK_VARIABLE),))


@pytest.fixture
async def office(slack: LocalSlack, start_bot: StartBot, policy: Policy) -> Office:
    """A workspace whose bot has that hook."""
    clock = StandingClock()
    return Office(slack, await start_bot("socket", policy=policy, clock=clock), clock, "socket")


async def test_every_line_is_told_in_order_and_signed(office: Office, receiver: Receiver) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "ack")
    await office.says("ana", ROOM, "resolve rolled back")

    assert receiver.events == ["opened", "acknowledged", "resolved"]
    assert all(delivery.is_signed_with(HOOK_SECRET) for delivery in receiver.taken)
    last = receiver.taken[-1]
    assert last.headers["X-Sitrep-Delivery"] == last.told["id"] == "INC-1/hook/audit/3"
    assert last.told["incident"]["fix"] == last.told["entry"]["values"]["fix"] == "rolled back"
    assert (last.told["incident"]["key"], last.told["incident"]["status"]) == ("INC-1", "resolved")


async def test_nothing_is_told_of_what_is_private_or_a_test(office: Office, receiver: Receiver) -> None:
    await office.says("ana", "general", "open sev1 card data leaked --private")
    await office.says("ana", "general", "open sev1 drill --test")
    await office.says("ana", "inc-1-card-data-leaked", "resolve keys revoked")

    assert receiver.taken == []


async def test_a_receiver_in_trouble_is_asked_again_with_the_same_id_and_keeps_its_order(
    office: Office, receiver: Receiver
) -> None:
    receiver.answer(500, 503)

    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "ack")
    before = list(receiver.events)
    await office.pass_time(minutes=1)
    await office.pass_time(minutes=1)

    assert before == ["opened"]
    assert receiver.events == ["opened", "opened", "opened", "acknowledged"]
    assert len({delivery.headers["X-Sitrep-Delivery"] for delivery in receiver.taken}) == 2
    assert office.posts("incidents") != []  # Nothing else has waited for it.


async def test_a_receiver_that_is_gone_hears_nothing_more_until_its_settings_change(
    office: Office, receiver: Receiver, policy: Policy
) -> None:
    receiver.answer(410)
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "ack")
    silent = list(receiver.events)

    office.bot.store.policy = replace(policy, hooks=(replace(policy.hooks[0], kinds=("resolved",)),))
    await office.says("ana", ROOM, "resolve rolled back")

    assert silent == ["opened"]
    assert receiver.events == ["opened", "resolved"]


async def test_patience_that_a_receiver_asks_for_is_kept(office: Office, receiver: Receiver) -> None:
    receiver.answer(429, Retry_After="120")

    await office.says("ana", "general", OPEN)
    await office.pass_time(seconds=119)
    before = list(receiver.events)
    await office.pass_time(seconds=2)

    assert (before, receiver.events) == (["opened"], ["opened", "opened"])


async def test_it_is_sent_to_no_other_address_than_the_settings_say(office: Office, receiver: Receiver) -> None:
    receiver.answer(307, Location=f"{receiver.address}?elsewhere")

    await office.says("ana", "general", OPEN)

    assert len(receiver.taken) == 1


async def test_while_nobody_listens_there_everything_else_goes_on_and_at_last_it_is_given_up(
    slack: LocalSlack, start_bot: StartBot
) -> None:
    clock = StandingClock()
    closed = Hook(name="audit", address="http://127.0.0.1:9/in", secret=HOOK_VARIABLE)
    office = Office(slack, await start_bot("socket", policy=Policy(hooks=(closed,)), clock=clock), clock, "socket")

    await office.says("ana", "general", OPEN)
    await office.pass_time(hours=7)
    await office.pass_time(minutes=2)

    states = await office.bot.store.read(lambda tx: tx.outbox.states())
    assert states["INC-1/hook/audit/1"] == "dead"
    assert [post for post in office.posts(ROOM) if "could not be done" in post] == []


async def test_a_hook_without_its_key_stops_the_start_and_says_which(
    slack: LocalSlack, start_bot: StartBot, policy: Policy
) -> None:
    keyless = replace(policy, hooks=(replace(policy.hooks[0], secret="SITREP_HOOK_UNSET"),))

    with pytest.raises(Stop, match="SITREP_HOOK_UNSET"):
        await start_bot("socket", policy=keyless)


async def watch(office: Office) -> None:
    """A minute later it is looked whether all is well."""
    await office.pass_time(minutes=1)
    await office.bot.watch()
    await office.rest()


async def test_that_a_receiver_answers_does_not_say_that_slack_does(
    office: Office, receiver: Receiver, troubles: set[str]
) -> None:
    troubles.add("workspace.down")
    office.slack.faults.add(Fault("*", kind="token_revoked", times=10_000))
    await office.says("ana", "general", OPEN)
    receiver.taken.clear()

    await office.says("bea", "general", "note INC-1 the gateway restarts")
    red = await readiness(office)

    assert "note" in receiver.events
    assert red == (503, "Slack refuses us: token_revoked")


async def test_that_slack_refuses_us_is_told_once_for_each_outage_and_that_it_takes_us_again(
    office: Office, receiver: Receiver, troubles: set[str]
) -> None:
    troubles.add("workspace.down")
    office.slack.faults.add(Fault("*", kind="token_revoked", times=10_000))
    await office.says("ana", "general", OPEN)
    for _ in range(3):
        await watch(office)
    office.slack.faults.clear()
    await watch(office)

    told = [one for one in receiver.taken if one.told["event"].startswith("workspace")]
    assert [one.told["event"] for one in told] == ["workspace_down", "workspace_up"]
    assert all(one.is_signed_with(HOOK_SECRET) for one in told)
    assert (told[0].told["code"], told[1].told["code"]) == ("token_revoked", "token_revoked")
    assert told[0].told["since"] == told[1].told["since"] == told[0].told["at"] < told[1].told["at"]
    assert "INC-1" in office.posts(ROOM)[0]


async def test_a_message_that_is_refused_as_if_slack_did_not_know_us_stops_nothing_else(
    office: Office, receiver: Receiver
) -> None:
    office.slack.faults.add(Fault("pins.add", kind="access_denied", times=10_000))

    await office.says("ana", "general", OPEN)
    await office.pass_time(minutes=1)
    await office.says("ana", ROOM, "ack")

    assert receiver.events == ["opened", "acknowledged"]
    assert "Ana has it." in office.posts(ROOM)[-1]
    assert await readiness(office) != (503, "Slack refuses us: token_revoked")


@pytest.mark.slow
async def test_killed_when_it_has_been_told_it_tells_it_again_under_the_same_id(
    slack: LocalSlack, tmp_path: Path, receiver: Receiver
) -> None:
    tmp_path.joinpath("sitrep.toml").write_text(
        f'[hooks.audit]\naddress = "{receiver.address}"\nsecret = "{HOOK_VARIABLE}"\n'
    )
    tmp_path.joinpath(".env").write_text(f"{HOOK_VARIABLE}={HOOK_SECRET}\n")
    process = BotProcess(slack, tmp_path)
    await process.start()
    receiver.hook = process.kill

    await slack.command("ana", "general", OPEN)
    await process.died()
    receiver.hook = lambda: None
    await process.start()
    await process.delivered()

    log = process.log.read_text(encoding="utf-8")
    process.kill()
    await asyncio.wait_for(process.died(), 30)
    assert {delivery.told["id"] for delivery in receiver.taken} == {"INC-1/hook/audit/1"}
    assert len(receiver.taken) == 2
    assert HOOK_SECRET not in log
