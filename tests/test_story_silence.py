"""Nobody answers, and then nobody says how it goes: the bot says so, aloud, and stops when somebody does."""

from tests.office import Office, TellBoth, words_of

ROOM = "inc-1-checkout-is-failing"
CRY = "NOBODY HAS IT"


async def test_silence_is_said_aloud_until_somebody_speaks(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(in_silence)


async def in_silence(office: Office) -> None:
    """Ana reports a sev2 and names Bea. Bea answers late, writes no update, and is reminded."""
    await nobody_answers(office)
    await bea_answers_late(office)
    await an_update_is_due(office)


async def nobody_answers(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing @bea")
    await office.pass_time(minutes=4)
    early = cries(office)
    await office.pass_time(minutes=1)
    first = cries(office)
    await office.pass_time(minutes=9)
    between = cries(office)
    await office.pass_time(minutes=1)
    second = cries(office)

    assert (early, first, between, second) == (0, 1, 1, 1)
    assert "NOBODY HAS IT, 15 min after it was reported by Ana." in office.posts(ROOM)[-1]
    assert "Bea was told by DM and has not answered." in office.posts(ROOM)[-1]
    assert CRY in office.posts("incidents")[-1]
    assert [CRY in words_of(said) for said in office.dm("bea")] == [False, True]
    assert office.dm("ana") == []


async def bea_answers_late(office: Office) -> None:
    answer = await office.presses("bea", "I have it", "dm")
    await office.pass_time(minutes=35)

    assert answer == "INC-1 is yours. Nobody else will be paged."
    assert cries(office) == 0
    assert [CRY in words_of(said) for said in office.dm("bea")][:1] == [False]


async def an_update_is_due(office: Office) -> None:
    await office.presses("bea", "Still on it", "dm")
    await office.pass_time(minutes=5)
    [reminder] = reminders(office)
    again = await office.presses("bea", "Remind in 10 min", "dm")
    gone = reminders(office)
    await office.pass_time(minutes=10)
    back = reminders(office)
    unchanged = await office.presses("bea", "Post “no change”", "dm")

    assert "An update on INC-1 is due" in reminder
    assert "(in 5 min)" in reminder
    assert "There has been none yet." in reminder
    assert "I remind you of the update on INC-1 at" in again
    assert gone == []
    assert len(back) == 1
    assert "overdue" in back[0]
    assert "Update 1 of INC-1 is recorded and posted." in unchanged
    assert "No change." in office.posts(ROOM)[-1]
    assert reminders(office) == []

    await office.pass_time(minutes=40)
    await office.presses("bea", "Still on it", "dm")
    await office.pass_time(minutes=15)
    await office.presses("bea", "No more reminders", "dm")
    await office.pass_time(hours=5)

    assert reminders(office) == []


def cries(office: Office) -> int:
    """How often the channel was told that nobody has it."""
    return sum(CRY in post for post in office.posts(ROOM))


def reminders(office: Office) -> list[str]:
    """The reminders that stand in Bea's DM."""
    return [words_of(said) for said in office.dm("bea") if "An update on" in words_of(said)]
