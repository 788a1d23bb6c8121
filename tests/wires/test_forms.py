"""Every form opens, is taken, refuses inline and keeps what was typed, and counts once however often it is sent."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from incidents.model import IncidentId
from sandbox.faults import Fault
from tests.office import Office

ROOM = "inc-1-checkout-is-failing"
OPEN = "open sev2 checkout is failing"


@dataclass(frozen=True)
class Case:
    """One form: what opens it, how it is filled, what it then says, and what cannot be sent."""

    verb: str
    filled: dict[str, Any]
    says: str
    refuses: dict[str, Any] = field(default_factory=dict)
    refusal: str = ""


CASES = (
    Case("title", {"title": "payments fail"}, "INC-1 is called “payments fail”.", {"title": "  "}, "title"),
    Case(
        "update", {"what": "rolling back"}, "Update 1 of INC-1 is recorded", {"what": " \n "}, "An update needs words"
    ),
    Case("severity", {"severity": "sev1"}, "INC-1 is SEV1 now."),
    Case("owner", {"owner": "U0BEA"}, "owns INC-1", {"owner": "U0GUS"}, "Gus is a guest here"),
    Case(
        "note", {"text": "failover started"}, "Written into the timeline of INC-1.", {"text": " "}, "A note needs words"
    ),
    Case("resolve", {"fix": "rolled back"}, "INC-1 is resolved after"),
)
REFUSING = [case for case in CASES if case.refuses]
WHILE_OPEN = [case for case in CASES if case.verb in ("update", "owner", "resolve")]
named = pytest.mark.parametrize("case", CASES, ids=lambda case: case.verb)


@named
async def test_a_form_opens_and_is_taken(office: Office, wire: str, case: Case) -> None:
    await office.says("ana", "general", OPEN)

    said = await office.says("ana", ROOM, case.verb)
    form = office.form("ana")
    result = await office.fills("ana", **case.filled)

    assert said == ""
    assert form is not None
    assert form["callback_id"] == f"form:{case.verb}"
    assert form["title"]["text"].startswith("INC-1")
    assert case.says in result
    assert office.slack.views("ana")[-1]["callback_id"] == "result"


@named
async def test_a_form_sent_twice_counts_once(office: Office, wire: str, case: Case) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, case.verb)

    result = await office.fills("ana", copies=3, **case.filled)

    lines = await office.bot.store.read(lambda tx: tx.timeline.read(IncidentId(1), limit=50))
    assert case.says in result
    assert len(lines) == 2


@pytest.mark.parametrize("case", REFUSING, ids=lambda case: case.verb)
async def test_a_refusal_is_shown_in_the_form_and_what_was_typed_stays(office: Office, wire: str, case: Case) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, case.verb)

    refused = await office.fills("ana", **case.refuses)
    form = office.form("ana")
    result = await office.fills("ana", **case.filled)

    assert case.refusal in refused
    assert form is not None
    assert form["callback_id"] == f"form:{case.verb}"
    assert case.says in result


@pytest.mark.parametrize("case", WHILE_OPEN, ids=lambda case: case.verb)
async def test_a_form_for_what_is_over_meanwhile_says_so_and_keeps_what_was_typed(office: Office, case: Case) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, case.verb)
    await office.says("bea", "general", "resolve INC-1 by itself")

    refused = await office.fills("ana", **case.filled)
    form = office.form("ana")

    assert "INC-1 is resolved" in refused
    assert form is not None
    assert form["callback_id"] == f"form:{case.verb}"
    assert "resolved after" in office.posts("incidents")[0]


async def test_a_severity_for_what_is_over_meanwhile_corrects_the_record(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "severity")
    await office.says("bea", "general", "resolve INC-1 by itself")

    result = await office.fills("ana", severity="sev1")

    assert result == "The record of INC-1 is corrected to SEV1."
    assert "corrected the severity: SEV2 → SEV1" in await office.says("ana", ROOM, "timeline")


async def test_a_note_and_a_title_are_taken_after_the_end(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "resolve by itself")

    await office.says("ana", ROOM, "note")
    noted = await office.fills("ana", text="it was the cache")
    await office.says("ana", ROOM, "title")
    named_anew = await office.fills("ana", title="the cache was cold")

    assert "Written into the timeline of INC-1." in noted
    assert "the cache was cold" in named_anew


async def test_the_opening_form_with_everything_in_it(office: Office) -> None:
    await office.says("ana", "general", "open")

    result = await office.fills(
        "ana",
        title="keys are on the loose <!channel>",
        severity="sev1",
        owner="U0BEA",
        service="vault",
        flags=["private", "test"],
    )

    assert "INC-1 (SEV1) is recorded" in result
    assert "TEST" in result
    assert "<!channel>" not in result
    [room] = [room for room in office.slack.core.space.channels.values() if room.name.startswith("inc-1")]
    assert room.kind.value == "private_channel"
    assert office.posts("incidents") == []


async def test_the_opening_form_left_empty_opens_with_what_there_is(office: Office) -> None:
    await office.says("ana", "general", "open")

    result = await office.fills("ana")

    assert "INC-1 (SEV3) is recorded: *Untitled incident*." in result


async def test_an_owner_who_is_a_guest_does_not_keep_an_incident_from_being_opened(office: Office) -> None:
    await office.says("ana", "general", "open")

    result = await office.fills("ana", title="search is slow", owner="U0GUS")

    assert "INC-1 (SEV3) is recorded" in result
    assert "could not be made owner" in result


async def test_two_forms_opened_one_after_the_other_count_twice(office: Office) -> None:
    await office.says("ana", "general", OPEN)

    await office.says("ana", ROOM, "note")
    await office.fills("ana", text="the cache was cold")
    await office.says("ana", ROOM, "note")
    await office.fills("ana", text="the cache was cold")

    lines = await office.says("ana", ROOM, "timeline")
    assert lines.count("cache was cold") == 2


async def test_a_form_sent_again_after_a_refusal_counts(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "update")

    await office.fills("ana", what=" ", impact="half of all payments")
    again = await office.fills("ana", what="rolling back")

    assert "Update 1 of INC-1 is recorded" in again
    assert "*Impact* half of all payments" in office.pins(ROOM)[0]


async def test_a_guest_cannot_send_a_form_that_was_opened_before(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "resolve")
    await office.slack.update_user("ana", is_restricted=True)
    await office.rest()

    refused = await office.fills("ana", fix="all well")

    assert "Incidents are for members of this workspace." in refused
    assert "Investigating" in office.posts("incidents")[0]


async def test_who_has_left_a_private_incident_cannot_send_a_form_about_it(office: Office) -> None:
    await office.says("ana", "general", f"{OPEN} --private")
    await office.slack.join("bea", ROOM)
    await office.rest()
    await office.says("bea", ROOM, "note")
    await office.slack.leave("bea", ROOM)
    await office.rest()

    refused = await office.fills("bea", text="I was here")

    assert "There is no incident INC-1." in refused
    assert "I was here" not in await office.says("ana", ROOM, "timeline")


@pytest.mark.parametrize("code", ["expired_trigger_id", "internal_error", "invalid_arguments"])
async def test_a_form_that_slack_does_not_show_is_answered_in_words(office: Office, code: str) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("views.open", kind=code, times=2))

    before = len(office.slack.ephemerals("ana"))
    await office.says("ana", ROOM, "update")
    await office.presses("ana", "Update", ROOM)

    said = [one["text"] for one in office.slack.ephemerals("ana")[before:]]
    assert len(said) == 2
    assert all("/incident update" in text for text in said)


async def test_a_long_text_in_every_field_is_taken(office: Office) -> None:
    await office.says("ana", "general", "open")
    await office.fills("ana", title="支付" * 1500, service="x" * 100)
    [room] = [room.name for room in office.slack.core.space.channels.values() if room.name.startswith("inc-1")]

    await office.says("ana", room, "update")
    result = await office.fills("ana", what="<" * 3000, impact="&" * 1000, next="💥" * 1000, status="monitoring")

    assert "Update 1 of INC-1 is recorded" in result
    assert "monitoring" in office.topic(room)
