"""`/incident keep`: a message becomes a line; picks; what stands in other channels; who may not."""

from dataclasses import replace
from typing import Any

import pytest

from commands import registry
from commands.core import Ask, Desk
from commands.record import taking
from incidents.life.source import Source
from incidents.messages import Message, MessageKind
from incidents.model import ChannelId, PersonId, Setting
from incidents.record.capture import Said, Stretch
from incidents.reply import Answer, Reply
from storage.delivery.places import Place, Role
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import admit, everything, incident, kinds, lines, pending, says, settle_in
from tests.desk import ANA, BEA, GUS, STRANGER, AskAt, Watch
from tests.storage.letters import claim, finish

ROOM, OTHER = "C0INC1", "C0OTHER"
TS, LATER = "1772452800.000100", "1772452860.000200"
LINK = f"https://acme.slack.com/archives/{ROOM}/p1772452800000100"


@pytest.fixture
async def room(ask: AskAt, store: Store) -> str:
    """The channel of the only incident."""
    await ask(ANA, "open sev2 checkout")
    await settle_in(store, ROOM)
    return ROOM


async def from_menu(
    desk: Desk, person: PersonId, words: str = "keep", *, channel: str = OTHER, key: str = "m"
) -> Reply:
    """Use the menu of a message of Bea's in another channel."""
    source = Source(channel=ChannelId(channel), ts=TS, author=BEA, text="it began here", address=LINK)
    return await registry.answer(
        Ask(person=person, words=words, key=key, channel=ChannelId(channel), source=source), desk
    )


def message(ts: str = TS, text: str = "payments return 502", **more: Any) -> Said:  # noqa: ANN401  # Fields of Said.
    """A message as the courier reads it."""
    return Said(**{"channel": ChannelId(ROOM), "ts": ts, "author": BEA, "text": text, "permalink": LINK, **more})


async def carried(store: Store, kind: MessageKind, found: Said | Stretch | None) -> list[Message]:
    """The courier brings this back from every errand of a kind; the errands."""
    jobs = [job for job in await claim(store) if job.message.kind is kind]
    for job in jobs:
        assert await finish(store, job)
        await store.write(lambda tx, job=job: taking.brought(tx, job.message, job.incident, found))  # type: ignore[misc]  # A default binds the loop's value.
    return [job.message for job in jobs]


async def test_a_message_by_its_link_is_owed_to_the_record(ask: AskAt, store: Store, room: str) -> None:
    told = await ask(ANA, f"keep {LINK}?thread_ts=1772452700.000100&cid={room}")

    [owed] = await pending(store, "take")
    assert told.kind is Answer.KEPT
    assert owed["body"] == {"channel": room, "ts": TS, "thread": "1772452700.000100", "by": ANA}
    assert await kinds(store) == ["opened"]


async def test_what_the_courier_reads_becomes_a_line_of_its_own_time(ask: AskAt, store: Store, room: str) -> None:
    await ask(ANA, f"keep {LINK}")

    await carried(store, MessageKind.TAKE, message(text="see <@UANA> and <https://grafana.example|graph> &lt;now&gt;"))

    line = (await lines(store))[-1]
    assert (line.kind, line.actor) == ("message", BEA)
    assert line.body == {
        "text": "see @Ana and https://grafana.example <now>",
        "channel": room,
        "ts": TS,
        "by": ANA,
        "permalink": LINK,
    }
    assert f"{line.occurred_at.timestamp():.6f}" == TS
    assert [one["body"] for one in await pending(store, "mark")] == [{"channel": room, "ts": TS}]


async def test_a_message_that_is_gone_becomes_no_line(ask: AskAt, store: Store, room: str) -> None:
    await ask(ANA, f"keep {LINK}")

    await carried(store, MessageKind.TAKE, None)

    assert await kinds(store) == ["opened"]


async def test_a_message_asked_for_twice_becomes_one_line(ask: AskAt, store: Store, watch: Watch, room: str) -> None:
    await ask(ANA, f"keep {LINK}")
    watch.pass_time(seconds=1)
    await ask(BEA, f"keep {LINK}")

    first = await carried(store, MessageKind.TAKE, message())
    second = await carried(store, MessageKind.TAKE, message())
    told = await ask(BEA, f"keep {LINK}")

    assert (len(first), len(second)) == (1, 1)
    assert await kinds(store) == ["opened", "message"]
    assert told.kind is Answer.KEPT_ALREADY


async def test_without_a_link_it_says_where_to_find_one(ask: AskAt, store: Store, room: str) -> None:
    await ask(BEA, "list")
    before = await everything(store)

    told = [says(await ask(BEA, words)) for words in ("keep", "keep this", "keep https://example.com/archives")]

    assert set(told) == {"Which message? Copy its link from its menu: `/incident keep https://...`."}
    assert await everything(store) == before


async def test_a_link_to_another_channel_proves_nothing(ask: AskAt, store: Store, room: str) -> None:
    await ask(BEA, "list")
    before = await everything(store)

    told = await ask(BEA, f"keep {LINK.replace(room, OTHER)}")

    assert says(told).startswith("That message is in no incident's channel.")
    assert await everything(store) == before


async def test_guests_and_strangers_take_nothing(ask: AskAt, store: Store, room: str) -> None:
    await ask(GUS, "list")
    await ask(STRANGER, "list")
    before = await everything(store)

    told = [await ask(person, f"keep {LINK}") for person in (GUS, STRANGER)]

    assert {one.kind for one in told} == {Answer.REFUSED}
    assert await everything(store) == before


async def test_of_a_private_incident_only_those_inside_take_anything(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    await settle_in(store, ROOM)
    await ask(BEA, "list")
    before = await everything(store)

    foreign = LINK.replace(ROOM, "C0NOBODYS")
    outside = [says(await ask(BEA, f"keep {words}{LINK}")) for words in ("", "from ", "INC-1 ")]
    elsewhere = [says(await ask(BEA, f"keep {words}{foreign}")) for words in ("", "from ", "INC-1 ")]
    unchanged = await everything(store) == before
    await admit(store, BEA)
    inside = await ask(BEA, f"keep {LINK}")

    assert outside == elsewhere  # A private channel answers like one that is nobody's incident.
    assert outside[0].startswith("That message is in no incident's channel.")
    assert unchanged
    assert inside.kind is Answer.KEPT


async def test_that_it_was_taken_is_told_to_those_who_may_see_the_incident(
    ask: AskAt, desk: Desk, store: Store
) -> None:
    await ask(ANA, "open sev1 leak --private")
    await from_menu(desk, ANA)

    told = await from_menu(desk, BEA, key="other")

    assert says(told) == "This message is in a timeline already."


async def test_a_message_that_others_read_too_gets_no_tick_when_a_private_incident_keeps_it(
    ask: AskAt, desk: Desk, store: Store
) -> None:
    await ask(ANA, "open sev1 leak --private")

    told = await from_menu(desk, ANA)

    assert told.kind is Answer.KEPT
    assert await pending(store, "mark") == []


# Other channels.


async def test_the_menu_takes_a_message_of_another_channel_into_the_only_open_incident(
    desk: Desk, store: Store, room: str
) -> None:
    told = await from_menu(desk, ANA)

    line = (await lines(store))[-1]
    assert told.kind is Answer.KEPT
    assert (line.kind, line.actor) == ("message", BEA)
    assert line.body is not None
    assert (line.body["text"], line.body["permalink"], line.body["by"]) == ("it began here", LINK, ANA)
    assert await pending(store, "take") == []


async def test_with_two_open_it_asks_which_and_the_button_takes_it(
    ask: AskAt, desk: Desk, store: Store, room: str
) -> None:
    await ask(ANA, "open sev3 search is slow")

    told = await from_menu(desk, ANA)
    chosen = told.choices[0]
    await ask(ANA, chosen.words, about=chosen.about, channel=OTHER)

    assert told.kind is Answer.WHICH
    assert [one.about for one in told.choices] == [2, 1]
    assert (await kinds(store, 2), await kinds(store, 1)) == (["opened", "message"], ["opened"])


async def test_nobody_else_takes_it_by_typing_the_same(ask: AskAt, desk: Desk, store: Store, room: str) -> None:
    await ask(ANA, "open sev3 search is slow")
    told = await from_menu(desk, ANA)

    refused = await ask(BEA, told.choices[0].words, about=2)

    assert says(refused).startswith("That message is in no incident's channel.")
    assert await kinds(store, 2) == ["opened"]


async def test_with_none_open_it_says_so_and_keeps_nothing(ask: AskAt, desk: Desk, store: Store) -> None:
    await ask(ANA, "list")
    before = await everything(store)

    told = await from_menu(desk, ANA)

    assert says(told).startswith("No incident is open.")
    assert await everything(store) == before


async def test_the_words_of_a_program_are_told_under_its_name(desk: Desk, store: Store, room: str) -> None:
    source = Source(channel=ChannelId(OTHER), ts=TS, author="Grafana", text="disk full")

    await registry.answer(Ask(person=ANA, words="keep", key="m", channel=ChannelId(OTHER), source=source), desk)

    line = (await lines(store))[-1]
    assert line.body is not None
    assert (line.actor, line.body["name"], line.body["text"]) == (ANA, "Grafana", "disk full")


# An incident in a thread.


async def threaded(store: Store) -> None:
    """The incident runs in the thread under its announcement."""
    found = await incident(store)
    here = Place(found.key, Role.ANNOUNCEMENT, ChannelId(OTHER), TS, incident=found.id)

    def work(tx: Tx) -> None:
        tx.places.learn(here)
        tx.incidents.save(replace(found, setting=Setting.THREAD))

    await store.write(work)


async def test_a_message_of_its_thread_is_taken_and_the_channel_around_it_is_not(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev4 slow search")
    await threaded(store)
    in_thread = f"https://acme.slack.com/archives/{OTHER}/p1772452860000200?thread_ts={TS}&cid={OTHER}"

    told = await ask(BEA, f"keep {in_thread}")
    await carried(store, MessageKind.TAKE, message(LATER, channel=ChannelId(OTHER)))

    assert told.kind is Answer.KEPT
    assert await kinds(store) == ["opened", "message"]


async def test_where_the_thread_is_not_known_the_message_itself_tells(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev4 slow search")
    await threaded(store)

    told = await ask(BEA, f"keep {OTHER}/{LATER}")
    await carried(store, MessageKind.TAKE, message(LATER, channel=ChannelId(OTHER), thread=TS))
    await ask(BEA, f"keep {OTHER}/1772452870.000200")
    await carried(store, MessageKind.TAKE, message("1772452870.000200", channel=ChannelId(OTHER)))

    assert told.kind is Answer.KEPT_SOON
    assert await kinds(store) == ["opened", "message"]


# Everything between two messages.


async def test_two_picks_take_everything_between_in_the_order_of_the_messages(
    ask: AskAt, store: Store, room: str
) -> None:
    first = await ask(ANA, f"keep from {room}/{LATER}")
    second = await ask(ANA, f"keep from {room}/{TS}")
    read = Stretch((message(LATER, "second"), message(TS, "first")))
    [errand] = await carried(store, MessageKind.GATHER, read)

    texts = [(line.body or {})["text"] for line in await lines(store) if line.kind == "message"]
    [told] = await pending(store, "gathered")
    assert (first.kind, second.kind) == (Answer.PICKED, Answer.GATHERING)
    assert (errand.values["first"], errand.values["last"], errand.values["by"]) == (TS, LATER, ANA)
    assert texts == ["first", "second"]
    assert (told["lane"], told["body"]["taken"], told["body"]["known"]) == (f"dm:{ANA}", "2", "0")


async def test_what_was_taken_before_is_passed_over_and_counted(ask: AskAt, store: Store, room: str) -> None:
    await ask(ANA, f"keep {room}/{TS}")
    await carried(store, MessageKind.TAKE, message(TS, "first"))
    await ask(ANA, f"keep from {room}/{TS}")
    await ask(ANA, f"keep from {room}/{LATER}")

    read = Stretch((message(TS, "first"), message(LATER, "second")), more=True)
    await carried(store, MessageKind.GATHER, read)

    [told] = await pending(store, "gathered")
    assert await kinds(store) == ["opened", "message", "message"]
    assert (told["body"]["taken"], told["body"]["known"], told["body"]["more"]) == ("1", "1", "yes")


async def test_with_nothing_new_between_the_summary_says_so(ask: AskAt, store: Store, room: str) -> None:
    await ask(ANA, f"keep from {room}/{TS}")
    await ask(ANA, f"keep from {room}/{LATER}")

    await carried(store, MessageKind.GATHER, Stretch(()))

    [told] = await pending(store, "gathered")
    assert told["body"] == {"person": ANA, "taken": "0", "known": "0"}


async def test_a_pick_is_forgotten_after_half_an_hour(ask: AskAt, store: Store, watch: Watch, room: str) -> None:
    await ask(ANA, f"keep from {room}/{TS}")
    watch.pass_time(minutes=30)
    in_time = await ask(ANA, f"keep from {room}/{LATER}")
    await ask(ANA, f"keep from {room}/{TS}")
    watch.pass_time(minutes=30, seconds=1)

    late = await ask(ANA, f"keep from {room}/{LATER}")
    then = await ask(ANA, f"keep from {room}/{TS}")

    assert [one.kind for one in (in_time, late, then)] == [Answer.GATHERING, Answer.PICKED_ANEW, Answer.GATHERING]


async def test_a_pick_elsewhere_begins_anew(ask: AskAt, store: Store, room: str) -> None:
    await ask(ANA, "open sev3 search is slow")
    await settle_in(store, "C0INC2", 2)
    await ask(ANA, f"keep from {room}/{TS}")

    there = await ask(ANA, f"keep from C0INC2/{TS}")
    thread = await ask(ANA, f"keep from C0INC2/{LATER}?thread_ts=1772452700.000100")
    other = await ask(BEA, f"keep from C0INC2/{LATER}")

    assert [one.kind for one in (there, thread)] == [Answer.PICKED_ELSEWHERE, Answer.PICKED_ELSEWHERE]
    assert other.kind is Answer.PICKED
    assert await pending(store, "gather") == []


async def test_the_same_message_twice_is_no_stretch(ask: AskAt, store: Store, room: str) -> None:
    await ask(ANA, f"keep from {room}/{TS}")
    before = await everything(store)

    told = await ask(ANA, f"keep from {room}/{TS}")

    assert says(told) == "That message is your first pick already. Pick the last one, in the same way."
    assert await everything(store) == before


async def test_a_stretch_of_another_channel_is_refused(ask: AskAt, desk: Desk, store: Store, room: str) -> None:
    before = await everything(store)

    told = await from_menu(desk, ANA, "keep from")

    assert says(told).startswith("Everything between two messages can be taken in an incident's channel only.")
    assert await everything(store) == before
