"""The set-up told over both wires: three forms in one window, in force for the next incident."""

from tests.office import Office, TellBoth


async def test_an_admin_sets_sitrep_up_and_a_member_cannot(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(set_up)


async def set_up(office: Office) -> None:
    """Ana may not; Mia settles channel, severities and team; the next incident follows them."""
    await ana_may_not(office)
    await mia_fills_in_three_forms(office)
    await the_next_incident_follows_them(office)


async def ana_may_not(office: Office) -> None:
    answer = await office.says("ana", "general", "setup")

    assert answer == "Only admins and owners of this workspace change settings. Ask one to type `/incident setup`."
    assert office.form("ana") is None


async def mia_fills_in_three_forms(office: Office) -> None:
    await office.says("mia", "general", "setup")
    wrong = await office.fills("mia", channel="Big News")
    second = await office.fills("mia", channel="ops-news", language="en")
    third = await office.fills("mia", severities="bad 5m 30m It burns\nodd never never Look at it", default="odd")
    done = await office.fills("mia", team="payments", primary="U0BEA", backup="U0CHEN")

    assert "cannot be a channel" in wrong
    assert "Step 2 of 3." in second
    assert "Step 3 of 3." in third
    assert done.startswith("Version 3 of the settings is in force on every replica")


async def the_next_incident_follows_them(office: Office) -> None:
    answer = await office.says("ana", "general", "open checkout is failing")

    assert "INC-1 (ODD) is recorded" in answer
    assert "INC-1" in office.posts("ops-news")[0]
