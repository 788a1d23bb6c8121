"""One incident by buttons and forms alone: nobody types a command after the first one, which is bare."""

from tests.office import Office, TellBoth

ROOM = "inc-1-search-is-slow"


async def test_an_incident_by_buttons_and_forms_alone(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(by_buttons)


async def by_buttons(office: Office) -> None:
    """Mia opens it with the form, gives it to Bea, who has it, tells, regrades, resolves and reopens it."""
    await mia_fills_in_the_form(office)
    await bea_is_told_and_takes_it(office)
    await bea_works_with_the_card(office)
    await bea_ends_it_and_opens_it_again(office)


async def mia_fills_in_the_form(office: Office) -> None:
    nothing_said = await office.says("mia", "general", "open")
    result = await office.fills(
        "mia", title="search is slow", severity="sev3", owner="U0BEA", service="search", flags=[]
    )

    assert nothing_said == ""
    assert "INC-1 (SEV3) is recorded: *search is slow*." in result
    assert office.members(ROOM) == ["mia", "bea"]
    assert "*Tag* search" in office.pins(ROOM)[0]
    assert "*Owner* Bea, not acknowledged yet" in office.pins(ROOM)[0]


async def bea_is_told_and_takes_it(office: Office) -> None:
    [duty] = office.dm("bea")
    answer = await office.presses("bea", "I have it", "dm")

    assert "INC-1 SEV3: search is slow" in duty["text"]
    assert answer == "INC-1 is yours. Nobody else will be paged."
    assert "*Owner* Bea, acknowledged" in office.pins(ROOM)[0]


async def bea_works_with_the_card(office: Office) -> None:
    await office.presses("bea", "Update", ROOM)
    updated = await office.fills("bea", what="two nodes are full", impact="searches take 8 s", status="identified")
    await office.presses("bea", "Severity", ROOM)
    graded = await office.fills("bea", severity="sev2")
    await office.presses("bea", "More", ROOM)
    await office.presses("bea", "Owner", ROOM)
    given = await office.fills("bea", owner="U0CHEN")
    lines = await office.presses("bea", "Timeline", ROOM)

    assert "Update 1 of INC-1 is recorded and posted." in updated
    assert graded == "INC-1 is SEV2 now."
    assert "INC-1" in given
    assert office.members(ROOM) == ["mia", "bea", "chen"]
    assert "*Owner* 陈伟\n" in office.pins(ROOM)[0]
    assert [button.label for button in office.buttons("chen", "dm")] == ["进入频道", "转给…"]
    assert "*Impact* searches take 8 s" in office.pins(ROOM)[0]
    assert "SEV2 · Identified · 陈伟 leads" in office.posts("incidents")[0]
    assert "update 1: two nodes are full" in lines
    assert "changed the severity: SEV3 → SEV2" in lines


async def bea_ends_it_and_opens_it_again(office: Office) -> None:
    await office.presses("bea", "Resolve", ROOM)
    resolved = await office.fills("bea", fix="added a node")
    reopened = await office.presses("bea", "Reopen", ROOM)
    await office.presses("chen", "Resolve", ROOM)
    empty = await office.fills("chen")
    details = await office.presses("ana", "Details", "incidents")

    assert "INC-1 is resolved after" in resolved
    assert reopened == "INC-1 is open again."
    assert "INC-1" in empty
    assert "✅ *INC-1* search is slow · SEV2 · resolved" in details
    assert "✅" in office.topic(ROOM)
