"""Twins: the second is opened, offered, merged by its button; a slip is undone; a false alarm is cancelled."""

from tests.office import Office, TellBoth

FIRST = "inc-1-checkout-is-failing"
SECOND = "inc-2-checkout-fails-in-eu"
ALARM = "inc-3-disk-of-db-1-is-full"


async def test_twins_are_merged_a_slip_is_undone_and_a_false_alarm_cancelled(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(twins)


async def twins(office: Office) -> None:
    """Ana opens it, Bea opens it again, Mia joins the second one; then everybody is in the first."""
    await bea_opens_it_again_and_is_offered_the_first(office)
    await it_is_merged_by_the_button_of_the_first_post(office)
    await ana_slips_and_takes_it_back(office)
    await mia_cancels_a_false_alarm(office)


async def bea_opens_it_again_and_is_offered_the_first(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.pass_time(minutes=5)
    answer = await office.says("bea", "general", "open sev3 checkout fails in EU")
    await office.says("mia", "general", "join INC-2")

    first_post = office.posts(SECOND)[1]
    assert "It looks like INC-1 “checkout is failing”, opened 5 min ago." in answer
    assert f"It looks like INC-1 (<#{office.slack.channel(FIRST).id}>)." in first_post
    assert office.members(SECOND) == ["bea", "mia"]


async def it_is_merged_by_the_button_of_the_first_post(office: Office) -> None:
    answer = await office.presses("mia", "Merge into INC-1", SECOND)
    again = await office.presses("bea", "Merge into INC-1", SECOND)

    first = office.slack.channel(FIRST).id
    assert answer.startswith("INC-2 is merged into INC-1.")
    assert again.startswith("INC-2 was merged into INC-1; go on there.")
    assert office.members(FIRST) == ["ana", "bea", "mia"]
    assert office.posts(SECOND)[-1].startswith(f"Merged into INC-1 (<#{first}>) by Mia. Go on there.")
    assert office.topic(SECOND) == f"INC-2 was merged into INC-1: go on in #{FIRST}"
    [announced] = [post for post in office.posts("incidents") if post.startswith("✅ *INC-2")]
    assert "merged into INC-1" in announced
    assert office.posts(FIRST)[-1].startswith(
        f"INC-2 (<#{office.slack.channel(SECOND).id}>) “checkout fails in EU” was merged into this one by Mia."
    )


async def ana_slips_and_takes_it_back(office: Office) -> None:
    await office.says("ana", FIRST, "severity sev5")
    undone = await office.presses("ana", "Undo", FIRST)
    again = await office.says("bea", FIRST, "undo")

    assert undone == "Undone: SEV2 → SEV5. INC-1 is as it was."
    assert again.startswith("Nothing is left to undo in INC-1")
    assert office.posts(FIRST)[-1] == "Undone: SEV2 → SEV5 (Ana)"
    assert "SEV2" in office.topic(FIRST)


async def mia_cancels_a_false_alarm(office: Office) -> None:
    await office.says("mia", "general", "open sev1 disk of db-1 is full")
    cancelled = await office.says("mia", ALARM, "cancel the probe was wrong")
    await office.pass_time(hours=1)
    shown = await office.says("bea", "general", "show INC-3")

    assert "INC-3 is cancelled: nobody is paged or reminded for it any more." in cancelled
    assert office.posts(ALARM)[-1] == "investigating → cancelled (Mia): the probe was wrong"
    assert "changed the status: investigating → cancelled: the probe was wrong" in shown
