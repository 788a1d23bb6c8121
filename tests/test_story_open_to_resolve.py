"""One incident from `/incident open` to its resolution and back, told over both wires."""

from tests.office import Office, TellBoth

ROOM = "inc-1-checkout-is-failing"


async def test_an_incident_from_its_opening_to_its_end_and_back(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(from_opening_to_reopening)


async def from_opening_to_reopening(office: Office) -> None:
    """Ana reports, Bea answers; it gets worse, then better, is over, and comes back."""
    await ana_opens_it(office)
    await bea_answers(office)
    await it_gets_worse_and_bea_tells_everybody(office)
    await it_is_over_and_comes_back(office)


async def ana_opens_it(office: Office) -> None:
    answer = await office.says("ana", "general", "open sev2 checkout is failing")

    assert "🟠 INC-1 (SEV2) is recorded: *checkout is failing*." in answer
    assert office.members(ROOM) == ["ana"]
    assert len(office.pins(ROOM)) == 1
    assert "*INC-1 · checkout is failing* · SEV2 · Investigating" in office.pins(ROOM)[0]
    assert "nobody yet" in office.pins(ROOM)[0]
    intro, first = office.posts(ROOM)
    assert intro == office.pins(ROOM)[0]
    assert first == "INC-1 is open. Nobody is on call for it and nobody has been paged. Who takes it?"
    assert office.topic(ROOM) == "🟠 INC-1 · SEV2 · investigating · checkout is failing"
    assert office.slack.channel(ROOM).purpose["value"] == "INC-1: an incident channel kept by sitrep"
    [announcement] = office.posts("incidents")
    assert "*INC-1 · checkout is failing*" in announcement
    assert "SEV2 · Investigating · nobody leads yet" in announcement


async def bea_answers(office: Office) -> None:
    joined = await office.presses("bea", "Join", "incidents")
    await office.pass_time(minutes=2)
    answer = await office.presses("bea", "I have it", ROOM)

    assert "You are invited to" in joined
    assert office.members(ROOM) == ["ana", "bea"]
    assert answer == "INC-1 is yours. Nobody else will be paged."
    assert office.posts(ROOM)[-1] == "Bea has it."
    assert "*Owner* Bea, acknowledged" in office.pins(ROOM)[0]
    assert "Bea leads" in office.posts("incidents")[0]
    assert "Bea has it." in office.posts("incidents")[-1]
    assert office.topic(ROOM) == "🟠 INC-1 · SEV2 · investigating · checkout is failing"


async def it_gets_worse_and_bea_tells_everybody(office: Office) -> None:
    raised = await office.says("bea", ROOM, "severity sev1")
    updated = await office.says("bea", ROOM, "update rollback of 4.18 started")
    await office.pass_time(minutes=10)
    moved = await office.says("bea", ROOM, "status monitoring")

    assert raised == "INC-1 is SEV1 now."
    assert "Update 1 of INC-1 is recorded and posted." in updated
    assert moved == "INC-1 is monitoring now."
    assert office.posts(ROOM)[-3] == "SEV2 → SEV1 (Bea)"
    assert "*What changed* rollback of 4.18 started" in office.posts(ROOM)[-2]
    assert office.posts(ROOM)[-1] == "investigating → monitoring (Bea)"
    assert "🔴 *INC-1 · checkout is failing*" in office.posts("incidents")[0]
    assert "Now: rollback of 4.18 started" in office.posts("incidents")[0]
    assert office.topic(ROOM) == "🔴 INC-1 · SEV1 · monitoring · checkout is failing"


async def it_is_over_and_comes_back(office: Office) -> None:
    await office.pass_time(minutes=35)
    resolved = await office.says("bea", ROOM, "resolve rolled back 4.18")

    assert resolved == "INC-1 is resolved after 47 min. If it comes back: `/incident reopen INC-1`."
    over, postmortem = office.posts(ROOM)[-2:]
    assert "✅ Resolved after 47 min by Bea. Fixed by: rolled back 4.18" in over
    assert "*Postmortem of INC-1* · draft" in postmortem
    assert "resolved after 47 min · fixed by: rolled back 4.18" in office.posts("incidents")[0]
    assert office.topic(ROOM).startswith("✅ INC-1 · SEV1 · resolved · checkout")
    assert "acknowledged after 2 min" in office.pins(ROOM)[0]
    assert "mitigated after 12 min" in office.pins(ROOM)[0]

    await office.pass_time(hours=1)
    reopened = await office.says("ana", "general", "reopen INC-1 it is back in EU")

    assert reopened == "INC-1 is open again."
    assert "Reopened by Ana: it is back in EU" in office.posts(ROOM)[-1]
    assert "SEV1 · Investigating · Bea leads" in office.posts("incidents")[0]
    assert office.topic(ROOM) == "🔴 INC-1 · SEV1 · investigating · checkout is failing"
    assert len(office.pins(ROOM)) == 1
    assert [name for name in office.slack.core.space.by_name if name.startswith("inc-")] == [ROOM]
