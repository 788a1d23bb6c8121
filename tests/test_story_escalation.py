"""Who is paged until somebody answers: primary asleep, backup asleep, the manager has it, falls silent, and it ends."""

from datetime import timedelta
from pathlib import Path

from incidents.plan import Escalation, Reach, Step, Target
from incidents.policy import Policy, Service, Team
from tests.office import Office, open_office

ROOM = "inc-1-checkout-is-failing"
FIVE = timedelta(minutes=5)
POLICY = Policy(
    teams=(Team(name="payments", members=("U0BEA", "U0CHEN")),),
    services=(Service(name="checkout", team="payments"),),
    escalations=(
        Escalation(
            name="payments",
            teams=("payments",),
            steps=tuple(
                Step(targets=(target,), wait=FIVE)
                for target in (
                    Target(Reach.PRIMARY, "payments"),
                    Target(Reach.BACKUP, "payments"),
                    Target(Reach.PERSON, "U0MIA"),
                )
            ),
        ),
    ),
)


async def test_a_night_on_call(tmp_path: Path) -> None:
    async with open_office(tmp_path, "socket", POLICY) as office:
        await the_night(office)


async def the_night(office: Office) -> None:
    """Ana opens it. Bea sleeps, Chen sleeps, Mia answers and falls silent; nobody answers; Ana pages all again."""
    await bea_is_paged_and_sleeps(office)
    await chen_is_paged_and_sleeps(office)
    await mia_is_paged_and_has_it(office)
    await mia_falls_silent_and_it_is_paged_again(office)
    await nobody_answers_and_ana_pages_all_again(office)
    await bea_takes_it_and_resolves_it(office)


async def bea_is_paged_and_sleeps(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing svc:checkout")
    await office.pass_time(seconds=1)

    assert "You are primary for payments." in office.dm("bea")[-1]["text"]
    assert "Without an answer I page <@U0CHEN> at" in office.dm("bea")[-1]["text"]
    assert "*Next* <@U0CHEN>: paged at" in office.pins(ROOM)[0]
    assert office.dm("chen") == []


async def chen_is_paged_and_sleeps(office: Office) -> None:
    stale = office.button("ana", "Page now", ROOM)
    await office.pass_time(minutes=5)
    refused = await office.press("ana", stale)

    assert len(office.dm("chen")) == 1
    assert refused.startswith("INC-1 is already escalated to <@U0CHEN>, ")
    assert office.dm("mia") == []


async def mia_is_paged_and_has_it(office: Office) -> None:
    await office.pass_time(minutes=5)
    page = office.dm("mia")[-1]["text"]
    answer = await office.presses("mia", "I have it", "dm")

    assert "The escalation policy names you." in page
    assert answer == "INC-1 is yours. Nobody else will be paged."
    assert office.posts(ROOM)[-1] == "Mia has it."
    assert "Mia has INC-1 since" in office.dm("bea")[0]["text"]


async def mia_falls_silent_and_it_is_paged_again(office: Office) -> None:
    await office.pass_time(minutes=25)
    question = office.dm("mia")[-1]["text"]
    before = len(office.dm("bea"))
    await office.pass_time(minutes=5)
    await office.pass_time(seconds=1)

    assert "INC-1: still with you? Nothing has been written for a while." in question
    assert any("NOBODY HAS IT: no word for 30 min, and Mia was asked" in post for post in office.posts(ROOM))
    assert len(office.dm("bea")) == before + 1
    assert "Do you still have it?" in office.dm("mia")[-1]["text"]


async def nobody_answers_and_ana_pages_all_again(office: Office) -> None:
    await office.pass_time(minutes=5)
    await office.pass_time(minutes=5)
    await office.pass_time(minutes=5)
    cry = next(post for post in reversed(office.posts(ROOM)) if "NOBODY HAS IT" in post)
    before = {who: len(office.dm(who)) for who in ("bea", "chen", "mia")}
    answer = await office.presses("ana", "Page all again", ROOM)

    assert "NOBODY HAS IT" in cry
    assert "Paging has stopped." in cry
    assert answer.startswith("Being paged for INC-1")
    assert {who: len(office.dm(who)) - n for who, n in before.items()} == {"bea": 1, "chen": 1, "mia": 1}


async def bea_takes_it_and_resolves_it(office: Office) -> None:
    answer = await office.presses("bea", "I have it", "dm")
    over = await office.says("bea", ROOM, "resolve rolled back 4.18")
    quiet = len(office.slack.calls)
    await office.pass_time(hours=1)

    assert answer == "INC-1 is yours. Nobody else will be paged."
    assert over.startswith("INC-1 is resolved after ")
    assert [call.method for call in office.slack.calls[quiet:] if call.method == "chat.postMessage"] == []
    assert "Resolved after" in office.posts(ROOM)[-2]  # After it comes the postmortem.
