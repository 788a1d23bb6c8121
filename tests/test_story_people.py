"""People are called, share the work, hand it over and read in: one incident told over both wires."""

from incidents.policy import Policy, Service, Team
from tests.office import Office, TellBoth

ROOM = "inc-1-checkout-is-failing"
POLICY = Policy(
    teams=(Team(name="data", members=("U0CHEN", "Mia@acme.example", "left@acme.example")),),
    services=(Service(name="orders", team="data"),),
)


async def test_people_are_called_share_the_work_hand_it_over_and_read_in(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(among_people, POLICY)


async def among_people(office: Office) -> None:
    """Ana calls Bea, who cannot; then the data team, of which Chen has it."""
    await ana_pages_bea_who_cannot(office)
    await ana_pages_the_team_and_chen_has_it(office)


async def ana_pages_bea_who_cannot(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.presses("ana", "Page someone", ROOM)
    paged = await office.fills("ana", owner="U0BEA", why="card payments return 502")
    [page] = [said["text"] for said in office.dm("bea")]
    again = await office.says("ana", ROOM, "page @bea")

    assert paged == "Being paged for INC-1, and invited to its channel: Bea."
    assert office.members(ROOM) == ["ana", "bea"]
    assert "🟠 INC-1 SEV2: checkout is failing" in page
    assert "Ana pages you" in page
    assert "“card payments return 502”" in page
    assert "Nobody has it yet. Nobody else was asked." in page
    assert "*Asked* Bea (paged " in office.pins(ROOM)[0]
    assert again == "Paged for INC-1 less than 2 minutes ago, no second DM: Bea."
    assert len(office.dm("bea")) == 1
    assert "paged <@U0BEA> by DM" in await office.says("ana", ROOM, "timeline")

    answer = await office.presses("bea", "I cannot", "dm")

    assert answer == "The channel of INC-1 knows that you cannot. You need do nothing more."
    assert office.posts(ROOM)[-1] == "Bea cannot come. Nobody else is asked: page somebody, or take it."
    assert office.dm("bea")[0]["text"].endswith(
        f"You cannot come. Nobody has it yet. <#{office.slack.channel(ROOM).id}>"
    )


async def ana_pages_the_team_and_chen_has_it(office: Office) -> None:
    paged = await office.says("ana", ROOM, "page orders the queue is full")
    nobody_yet = [office.dm(who)[-1]["text"] for who in ("chen", "mia")]
    await office.presses("chen", "我接手", "dm")

    assert "Being paged for INC-1, and invited to its channel: 陈伟, Mia." in paged
    assert "NOT paged, nobody here answers to that name or may be paged: left@acme.example." in paged
    assert "Ana 于" in nobody_yet[0]
    assert "Ana pages data" in nobody_yet[1]
    assert "Also asked: Bea, 陈伟." in nobody_yet[1]
    assert office.posts(ROOM)[-1] == "陈伟 has it."
    assert "接手 INC-1" in office.dm("chen")[0]["text"]
    assert "陈伟 has INC-1 since" in office.dm("mia")[0]["text"]
    assert "You cannot come. 陈伟 has it." in office.dm("bea")[0]["text"]
