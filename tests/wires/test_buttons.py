"""Every button that is ever drawn is pressed: fresh, twice, when it is stale, by a guest, by one who is outside."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from incidents.model import Incident, PersonId
from sandbox.refusal import Refusal
from tests.office import Button, Office, open_office, words_of
from tests.wires.scenes import ROOM, SCENES, seen
from tests.workspace import Entry, complaints

NOT_FOR_YOU = "Incidents are for members of this workspace. Ask a colleague who is one to type it for you."
NO_SUCH = "There is no incident INC-1. `/incident list` shows what is open."
BAD = ("went wrong on my side", "older version", "NOT recorded", "I cannot say whether")
LABELS = {
    *("Undo", "Merge into INC-1", "Merge INC-2", "Join INC-1", "Give it back"),
    *("Acknowledge", "Update", "Owner", "Severity", "Resolve", "Timeline", "Reopen", "Add a note"),
    *("Page someone", "More", "Take it", "Roles", "Hand over", "Title", "Catch me up", "I cannot", "Open the channel"),
    *("Accept", "Decline", "Withdraw", "Done", "Mine", "Export"),
    *("I have it", "Give it to …", "Name it", "Join", "Follow", "Details", "Stop"),
    *("Write update", "Post “no change”", "Remind in 10 min", "No more reminders"),
    *("Still on it", "I cannot: page on", "Escalate", "Take the answer back"),
    *("SEV1", "SEV2", "SEV3", "SEV4", "SEV5", "Correct to SEV1", "open", "Cancel INC-2"),
    *("Fill in", "Show"),
    *("Identified", "Monitoring", "Resolved", "Cancelled"),
    *("INC-1 checkout is failing", "INC-2 search is slow"),
}


@pytest.fixture(autouse=True)
def no_complaints(logged: list[Entry], caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever is pressed, nothing is logged as an error."""
    yield
    assert complaints(logged, caplog) == []


@pytest.mark.slow
async def test_these_are_all_the_buttons(tmp_path: Path) -> None:
    labels = {button.label for name in SCENES for button in await buttons_in(tmp_path / name, name)}

    assert labels == LABELS


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
async def test_a_fresh_button_does_what_it_says_and_a_second_press_is_answered(tmp_path: Path, name: str) -> None:
    answers = await pressed_one_by_one(tmp_path, name)

    assert answers != []
    assert [answer for answer in answers if is_bad(answer)] == []


@pytest.mark.parametrize("name", SCENES)
async def test_a_stale_button_says_what_is_now(office: Office, name: str) -> None:
    await SCENES[name](office)
    stale = seen(office, "bea")
    await everything_ends(office)

    answers = [await answer_to(office, "bea", button) for button in stale]

    assert [answer for answer in answers if is_bad(answer)] == []
    assert (await office.says("ana", "general", "list")) != ""


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
async def test_a_guest_presses_in_vain(office: Office, name: str) -> None:
    await SCENES[name](office)
    guest_sees_everything(office)
    before, calls = await state(office), len(office.slack.calls)

    answers = {await answer_to(office, "gus", button) for button in seen(office, "gus")}

    assert answers <= {NOT_FOR_YOU}
    assert await state(office) == before
    assert len(office.slack.calls) == calls


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
async def test_who_has_become_a_guest_presses_in_vain(office: Office, name: str) -> None:
    await SCENES[name](office)
    await office.slack.update_user("bea", is_restricted=True)
    await office.rest()
    before, calls = await state(office), len(office.slack.calls)

    answers = {await answer_to(office, "bea", button) for button in seen(office, "bea")}

    assert answers == {NOT_FOR_YOU}
    assert await state(office) == before
    assert len(office.slack.calls) == calls


async def test_who_has_left_a_private_incident_presses_in_vain(office: Office) -> None:
    await office.says("ana", "general", "open sev1 card data leaked --private")
    await office.slack.join("bea", "inc-1-card-data-leaked")
    await office.rest()
    await office.says("bea", "general", "status INC-1")
    await office.says("bea", "general", "severity INC-1 sev9")
    await office.says("bea", "general", "status INC-1 asleep")
    shown = office.buttons("bea", "general")
    await office.slack.leave("bea", "inc-1-card-data-leaked")
    await office.rest()
    before = await state(office)

    answers = {await answer_to(office, "bea", button) for button in shown}

    assert len(shown) >= 10
    assert answers == {NO_SUCH}
    assert await state(office) == before


async def test_a_button_in_a_private_channel_cannot_be_pressed_from_outside(office: Office) -> None:
    await office.says("ana", "general", "open sev1 card data leaked --private")
    [button, *_] = office.buttons("ana", "inc-1-card-data-leaked")

    with pytest.raises(Refusal, match="channel_not_found"):
        await office.press("mia", button)


async def test_a_button_of_an_older_version_says_so(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing")
    [button, *_] = office.buttons("ana", ROOM)
    old = Button("Escalate", button.channel, button.ts, "escalate_now", "acts0", "INC-1")

    answer = await office.press("ana", old)

    assert "This button is from an older version of sitrep." in answer


@pytest.mark.parametrize(
    "value", ["", "x", "null", "[]", '{"words": 5}', '{"about": "1"}', '{"words": "ack", "about": true}']
)
async def test_a_button_whose_value_is_not_ours_harms_nothing(office: Office, value: str) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing")
    [button, *_] = office.buttons("ana", ROOM)
    strange = Button("Acknowledge", button.channel, button.ts, "ack:0", "acts0", value or " ")

    answer = await office.press("ana", strange)

    assert answer != ""
    assert not is_bad(answer)


async def test_two_people_press_at_once_and_one_of_them_has_it(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.slack.join("bea", ROOM)
    await office.slack.join("chen", ROOM)
    await office.rest()
    button = office.button("bea", "I have it", ROOM)

    await asyncio.gather(office.press("bea", button), office.press("mia", button))

    answers = [words_of(office.slack.ephemerals(who)[-1]) for who in ("bea", "mia")]
    turns = [post for post in office.posts(ROOM) if "has it." in post]
    assert sorted(answer.startswith("INC-1 is yours.") for answer in answers) == [False, True]
    assert len(turns) == 1


# Helpers.


async def buttons_in(folder: Path, name: str) -> list[Button]:
    """The buttons that Bea and Ana see in a scene."""
    async with open_office(made(folder), "socket") as office:
        await SCENES[name](office)
        return [*seen(office, "bea"), *seen(office, "ana")]


async def pressed_one_by_one(folder: Path, name: str) -> list[str]:
    """Each of Bea's buttons pressed twice, in a scene of its own: what was answered."""
    answers, at, total = [], 0, 1
    while at < total:
        async with open_office(made(folder / str(at)), "socket") as office:
            await SCENES[name](office)
            found = seen(office, "bea")
            answers.append(await answer_to(office, "bea", found[at]))
            answers.append(await answer_to(office, "bea", found[at]))
            at, total = at + 1, len(found)
    return answers


async def answer_to(office: Office, who: str, button: Button) -> str:
    """What pressing leads to: the answer, or the name of the form that opens."""
    open_before = {view["id"] for view in office.slack.views(who)}
    try:
        said = await office.press(who, button)
    except Refusal as gone:
        return f"Slack does not show it any more: {gone.code}"
    fresh = [view for view in office.slack.views(who) if view["id"] not in open_before]
    return said or (f"form {fresh[-1]['callback_id']}" if fresh else "")


def is_bad(answer: str) -> bool:
    """Whether it is no answer, or one that should not be."""
    return not answer or any(word in answer for word in BAD)


def made(folder: Path) -> Path:
    """The folder, made."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def everything_ends(office: Office) -> None:
    """Every open incident is resolved by Ana."""
    ana = PersonId("U0ANA")
    for incident in await office.bot.store.read(lambda tx: tx.incidents.visible(ana, only_open=True, limit=20)):
        await office.says("ana", "general", f"resolve {incident.key} over")


async def state(office: Office) -> Sequence[Incident]:
    """Every incident as it is recorded."""
    ana = PersonId("U0ANA")
    return await office.bot.store.read(lambda tx: tx.incidents.visible(ana, only_open=False, limit=50))


def guest_sees_everything(office: Office) -> None:
    """Gus is let into every channel, as somebody may do."""
    for room in office.slack.core.space.channels.values():
        if not room.is_direct:
            room.members["U0GUS"] = None
