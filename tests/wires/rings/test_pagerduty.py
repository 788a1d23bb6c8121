"""A service of PagerDuty as a target: Events API v2 out, and what is answered there comes back by webhook v3."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config.reading import parse
from incidents.model import Incident
from incidents.policy import Policy
from sandbox.server import LocalSlack
from tests.office import Office
from tests.wires.rings.duty import KEY, SECRET, Duty, send, signature, told
from tests.wires.rings.reached import office_with
from tests.workspace import Entry

OPEN = "open sev2 checkout is failing svc:checkout"
ROOM = "inc-1-checkout-is-failing"
KEYS = {"SITREP_HOOK_PD_KEY": KEY, "SITREP_HOOK_PD_BACK": SECRET}


def settings(address: str, slack: LocalSlack) -> Policy:
    """A policy that calls PagerDuty first, then a person."""
    return parse(
        f"""
        [teams.payments]
        members = ["{slack.person("bea").id}"]
        [services.checkout]
        team = "payments"
        [pagerduty.checkout]
        key = "SITREP_HOOK_PD_KEY"
        secret = "SITREP_HOOK_PD_BACK"
        address = "{address}"
        [escalation.payments]
        teams = ["payments"]
        [[escalation.payments.steps]]
        page = ["pagerduty:checkout"]
        [[escalation.payments.steps]]
        page = ["primary:payments"]
        """,
        Path("sitrep.toml"),
    )


@pytest.fixture
async def office(slack: LocalSlack, tmp_path: Path, duty: Duty, logged: list[Entry]) -> AsyncIterator[Office]:
    """A workspace whose settings name the service."""
    given = {"hook_secrets": KEYS, "public_url": "https://sitrep.example"}
    async with office_with(slack, tmp_path, given, policy=settings(duty.address, slack)) as opened:
        yield opened


async def back(office: Office, body: bytes, signatures: str = "") -> int:
    """What PagerDuty sends back."""
    status = await send(office.bot.web.port, body, signatures or signature(body))
    await office.rest()
    return status


async def incident_of(office: Office) -> Incident:
    """The incident as it stands."""
    found = await office.bot.store.read(lambda tx: tx.incidents.find(1))
    assert found is not None
    return found


async def kinds(office: Office) -> list[str]:
    """The lines of its timeline, each with who is behind it."""
    lines = await office.bot.store.read(lambda tx: tx.timeline.whole(1))  # type: ignore[arg-type]  # A number is an id.
    return [f"{line.kind} {line.actor}" for line in lines]


async def test_it_is_triggered_acknowledged_and_resolved_by_one_key_of_our_own(office: Office, duty: Duty) -> None:
    await office.says("ana", "general", OPEN)
    triggered = dict(duty.states)

    await office.says("ana", ROOM, "ack")
    acknowledged = dict(duty.states)
    await office.says("ana", ROOM, "resolve rolled back")

    first = duty.events[0]
    assert [one["event_action"] for one in duty.events] == ["trigger", "acknowledge", "resolve"]
    assert [*triggered.values(), *acknowledged.values(), *duty.states.values()] == [
        "triggered",
        "acknowledged",
        "resolved",
    ]
    assert first["dedup_key"].startswith("sitrep-INC-1-")
    assert first["payload"]["summary"] == "SEV2 INC-1: checkout is failing"
    assert (first["payload"]["severity"], first["payload"]["component"]) == ("error", "checkout")
    assert "paged PagerDuty checkout" in await office.says("ana", ROOM, "timeline")


async def test_whoever_acknowledges_there_is_found_here_by_name_and_the_paging_stops(
    office: Office, duty: Duty
) -> None:
    await office.says("chen", "general", "me")
    await office.says("ana", "general", OPEN)
    name = await office.bot.store.read(lambda tx: tx.people.known([office.slack.person("chen").id]))  # type: ignore[list-item]  # An id is one.
    agent = {"summary": next(iter(name.values())).name}

    status = await back(office, told("acknowledged", duty.mark, agent=agent))
    await office.pass_time(minutes=6)

    incident = await incident_of(office)
    assert status == 204
    assert incident.acknowledged_by == incident.owner == office.slack.person("chen").id
    assert incident.pages == ()
    assert "acknowledge" in [one["event_action"] for one in duty.events]


async def test_one_with_an_address_that_slack_knows_is_found_by_it(office: Office, duty: Duty) -> None:
    await office.says("chen", "general", "me")
    await office.says("ana", "general", OPEN)
    chen = office.slack.person("chen").id
    known = await office.bot.store.read(lambda tx: tx.people.known([chen]))  # type: ignore[list-item]  # An id is one.

    await back(office, told("acknowledged", duty.mark, agent={"summary": known[chen].email.upper()}))  # type: ignore[index]  # Likewise.

    assert (await incident_of(office)).owner == chen


async def test_one_whom_slack_does_not_know_stops_the_paging_and_leads_nothing(office: Office, duty: Duty) -> None:
    await office.says("ana", "general", OPEN)

    await back(office, told("acknowledged", duty.mark))
    await office.pass_time(minutes=6)

    incident = await incident_of(office)
    assert (incident.acknowledged_by, incident.owner, incident.pages) == ("Dana Doe (PagerDuty)", None, ())
    assert "Dana Doe (PagerDuty) has it." in office.posts(ROOM)
    assert "Dana Doe (PagerDuty) has it, since" in office.posts(ROOM)[0]
    assert "Dana Doe (PagerDuty) · acknowledged it" in await office.says("ana", ROOM, "timeline")


async def test_once_it_is_acknowledged_there_nothing_says_any_more_that_nobody_has_it(
    office: Office, duty: Duty
) -> None:
    await office.says("ana", "general", OPEN)
    await office.pass_time(minutes=6)
    await office.pass_time(minutes=6)
    before = [post for post in office.posts(ROOM) if "NOBODY HAS IT" in post]

    await back(office, told("acknowledged", duty.mark))

    assert len(before) == 1
    assert [post for post in office.posts(ROOM) if "NOBODY HAS IT" in post] == []


async def test_what_was_acknowledged_there_may_still_be_taken_here(office: Office, duty: Duty) -> None:
    await office.says("ana", "general", OPEN)
    await back(office, told("acknowledged", duty.mark))

    said = await office.says("bea", "general", "ack INC-1")

    assert "INC-1 is yours" in said
    assert (await incident_of(office)).owner == office.slack.person("bea").id


@pytest.mark.parametrize("kind", ["acknowledged", "resolved"])
@pytest.mark.parametrize("agent", [None, "service_reference", "integration_reference", "workflow_reference"])
async def test_what_no_person_has_answered_there_changes_nothing(
    office: Office, duty: Duty, kind: str, agent: str | None
) -> None:
    await office.says("ana", "general", OPEN)

    status = await back(office, told(kind, duty.mark, kind_of_agent=agent))

    incident = await incident_of(office)
    assert (status, incident.acknowledged_at, incident.is_open) == (204, None, True)


async def test_what_is_resolved_there_is_resolved_here(office: Office, duty: Duty) -> None:
    await office.says("ana", "general", OPEN)

    await back(office, told("resolved", duty.mark))

    incident = await incident_of(office)
    assert (incident.status, incident.fix) == ("resolved", "resolved in PagerDuty by Dana Doe")


async def test_the_same_event_again_and_one_that_comes_late_change_nothing(office: Office, duty: Duty) -> None:
    await office.says("ana", "general", OPEN)
    body = told("acknowledged", duty.mark)
    await back(office, body)
    before = await kinds(office)

    again = [await back(office, body), await back(office, told("acknowledged", duty.mark, event="01LATER"))]
    await office.says("ana", ROOM, "resolve rolled back")
    late = await back(office, told("resolved", duty.mark, event="01LATEST"))

    assert [*again, late] == [204, 204, 204]
    assert (await kinds(office))[: len(before)] == before
    assert [one for one in await kinds(office) if one.startswith(("acknowledged", "resolved"))] == [
        "acknowledged Dana Doe (PagerDuty)",
        f"resolved {office.slack.person('ana').id}",
    ]


async def test_of_several_signatures_one_right_one_is_enough(office: Office, duty: Duty) -> None:
    await office.says("ana", "general", OPEN)
    body = told("acknowledged", duty.mark)

    status = await back(office, body, f"{signature(body, 'older')}, {signature(body)}")

    assert status == 204
    assert (await incident_of(office)).acknowledged_at


@pytest.mark.parametrize("given", ["v1=00", "v0={right}", "{right}x", ",,,", "v1=\u00e9", "{other}"])
async def test_what_is_not_signed_changes_nothing(office: Office, duty: Duty, given: str) -> None:
    await office.says("ana", "general", OPEN)
    body = told("acknowledged", duty.mark)
    right, other = signature(body), signature(body, "another")

    status = await back(office, body, given.format(right=right, other=other))

    assert status == 401
    assert (await incident_of(office)).acknowledged_at is None


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[" * 5000,
        b"\xff",
        json.dumps({"event": {"event_type": "pagey.ping", "id": "1", "data": {"message": "Hello"}}}).encode(),
        told("acknowledged", "sitrep-INC-1-0000000000000000"),
        told("acknowledged", "somebody else's"),
        told("acknowledged", "sitrep-INC-99999999999999999999-0000000000000000"),
    ],
)
async def test_what_is_not_about_ours_changes_nothing(office: Office, duty: Duty, body: bytes) -> None:
    await office.says("ana", "general", OPEN)

    assert await back(office, body) == 204
    assert (await incident_of(office)).acknowledged_at is None


async def test_an_event_that_is_refused_is_said_and_the_next_step_comes_at_once(office: Office, duty: Duty) -> None:
    duty.answer(400)

    await office.says("ana", "general", OPEN)
    await office.pass_time(seconds=1)

    assert [page.person for page in (await incident_of(office)).pages] == [office.slack.person("bea").id]
    assert any("PagerDuty checkout could NOT be told: pagerduty HTTP 400" in post for post in office.posts(ROOM))


async def test_patience_and_trouble_there_are_waited_for(office: Office, duty: Duty) -> None:
    duty.answer(429, Retry_After="20")
    duty.answer(500)

    await office.says("ana", "general", OPEN)
    await office.pass_time(seconds=21)
    await office.pass_time(seconds=31)

    assert (duty.asked, [*duty.states.values()]) == (3, ["triggered"])


@pytest.mark.parametrize("words", ["--private", "--test"])
async def test_nothing_private_and_no_test_goes_there(office: Office, duty: Duty, words: str) -> None:
    await office.says("ana", "general", f"{OPEN} {words}")
    await office.pass_time(minutes=6)

    assert duty.asked == 0


async def test_no_key_is_logged_or_written_down(office: Office, duty: Duty, logged: list[Entry]) -> None:
    duty.answer(400)

    await office.says("ana", "general", OPEN)
    await back(office, b"{}", "v1=00")
    kept = await office.bot.store.read(lambda tx: [line.body for line in tx.timeline.whole(1)])  # type: ignore[arg-type]  # A number is an id.
    everything = json.dumps([logged, kept], default=str)

    assert KEY not in everything
    assert SECRET not in everything
