"""People are called, share the work, hand it over and read in: one incident told over both wires."""

from incidents.policy import Policy, Service, Team
from tests.office import Button, Office, TellBoth, words_of

ROOM = "inc-1-checkout-is-failing"
POLICY = Policy(
    teams=(Team(name="data", members=("U0CHEN", "Mia@acme.example", "left@acme.example")),),
    services=(Service(name="orders", team="data"),),
)


async def test_people_are_called_share_the_work_hand_it_over_and_read_in(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(among_people, POLICY)


async def among_people(office: Office) -> None:
    """Ana calls Bea, who cannot; then the data team, of which Chen has it. Mia does the comms and takes over; Nia comes
    late.
    """
    await ana_pages_bea_who_cannot(office)
    await ana_pages_the_team_and_chen_has_it(office)
    await mia_does_the_comms_and_bea_writes(office)
    await chen_hands_it_to_mia(office)
    await nia_comes_late_and_reads_in(office)


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


async def mia_does_the_comms_and_bea_writes(office: Office) -> None:
    vacant = office.pins(ROOM)[0]
    taken = await office.press("mia", taking(office, "mia", "Take it"))
    given = await office.says("chen", ROOM, "role scribe @bea")

    assert "*Comms* nobody" in vacant
    assert "*Owner* 陈伟, acknowledged" in vacant
    assert taken.startswith("The comms of INC-1 are yours. Tell customers and colleagues what is known")
    assert office.posts(ROOM)[-2] == "Mia does the comms."
    assert "陈伟 asked <@U0BEA> to write the record." in office.posts(ROOM)[-1]
    assert "INC-1 的记录" in given
    assert "Write down what is tried and decided, as it happens" in office.dm("bea")[-1]["text"]
    assert "*Comms* Mia · *Scribe* Bea" in office.pins(ROOM)[0]
    assert "*Comms* <@U0MIA> · *Scribe* <@U0BEA>" in await office.says("ana", ROOM, "show")


def taking(office: Office, who: str, label: str) -> Button:
    """The first button of this label on the card, which stands there for what nobody has."""
    return next(button for button in office.buttons(who, ROOM) if button.label == label)


async def chen_hands_it_to_mia(office: Office) -> None:
    await office.says("chen", ROOM, "update 正在回滚 4.18")
    offered = await office.says("chen", ROOM, "handover @mia")
    packet = words_of(office.dm("mia")[-1])
    asked = office.pins(ROOM)[0]
    accepted = await office.presses("mia", "Accept", "dm")

    assert "已请" in offered
    assert "陈伟 hands INC-1 over to you. Until you accept, 陈伟 leads." in packet
    assert "*Impact* not written down yet" in packet
    assert "*Now* 正在回滚 4.18" in packet
    assert "What is the impact on customers?" in packet
    assert "→ Mia is asked to take over" in asked
    assert accepted == "INC-1 is yours. Nobody else will be paged."
    assert office.posts(ROOM)[-1] == "Mia has it: 陈伟 handed it over."
    assert "*Owner* Mia · " in office.pins(ROOM)[0]
    assert "You lead INC-1." in office.dm("mia")[-1]["text"]
    assert "Mia leads" in office.posts("incidents")[0]


async def nia_comes_late_and_reads_in(office: Office) -> None:
    await office.slack.join("nia", ROOM)
    await office.rest()
    [offer] = [words_of(said) for said in office.slack.ephemerals("nia")]
    brief = await office.presses("nia", "Catch me up", ROOM)
    await office.slack.leave("nia", ROOM)
    await office.slack.join("nia", ROOM)
    await office.rest()

    assert "INC-1 is running since" in offer
    assert "*Owner* <@U0MIA> · *Comms* <@U0MIA> · *Scribe* <@U0BEA>" in brief
    assert "opened it as SEV2: checkout is failing" in brief
    assert "took over from <@U0CHEN>" in brief
    assert "update due" in brief
    assert len(office.slack.ephemerals("nia")) == 2
    assert [words_of(said) for said in office.slack.ephemerals("ana") if "is running since" in words_of(said)] == []
