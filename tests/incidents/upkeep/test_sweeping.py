"""Where one looks for copies, and which copy stays."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from incidents.messages import ANNOUNCEMENTS, Message, MessageKind
from incidents.model import ChannelId, IncidentId
from incidents.upkeep.sweeping import Copies, Copy, Doubt, post_of, surplus, sweeps
from tests.desk import NOON

ROOM = ChannelId("C1")
TURN = Message(kind=MessageKind.TURN, key="INC-1/turn/1", lane="INC-1", values={"turn": "acked", "secret": "words"})
FIRST = IncidentId(1)

copies = st.lists(
    st.builds(Copy, st.sampled_from(["a", "b"]), st.just(ROOM), st.sampled_from(["1.0", "2.0", "3.0", "4.0"])),
    unique_by=lambda copy: copy.ts,
).map(lambda found: Copies(tuple(found)))
kept = st.sets(st.tuples(st.just(ROOM), st.sampled_from(["1.0", "2.0", "3.0", "4.0"])))


def test_what_went_to_one_place_is_looked_for_once_since_the_oldest() -> None:
    doubts = [Doubt(TURN, FIRST, NOON), Doubt(replace(TURN, key="INC-1/turn/2"), FIRST, NOON.replace(hour=11))]

    [sweep] = sweeps(doubts, NOON)

    post, since = post_of(sweep.message)
    assert (sweep.incident, post.kind, post.lane) == (FIRST, MessageKind.TURN, "INC-1")
    assert since == NOON.replace(hour=11)


def test_an_announcement_stands_elsewhere_than_what_is_said_under_it() -> None:
    head = Message(kind=MessageKind.ANNOUNCEMENT, key="INC-1/announcement", lane=ANNOUNCEMENTS)
    under = Message(kind=MessageKind.ABROAD, key="INC-1/turn/1/abroad", lane=ANNOUNCEMENTS)

    found = sweeps([Doubt(head, FIRST, NOON), Doubt(under, FIRST, NOON)], NOON)

    assert [post_of(sweep.message)[0].kind for sweep in found] == [MessageKind.ANNOUNCEMENT, MessageKind.ABROAD]


def test_a_newer_look_takes_the_place_of_an_older_one() -> None:
    [first], [second] = (
        sweeps([Doubt(TURN, FIRST, NOON)], NOON),
        sweeps([Doubt(TURN, FIRST, NOON)], NOON.replace(minute=1)),
    )

    assert first.message.key != second.message.key
    assert first.message.supersede == second.message.supersede


def test_a_look_carries_nothing_of_what_was_said() -> None:
    [sweep] = sweeps([Doubt(TURN, FIRST, NOON)], NOON)

    assert "words" not in sweep.message.values.values()


@given(copies, kept)
def test_of_each_message_one_copy_stays_the_one_that_is_redrawn_or_the_earliest(
    found: Copies, kept: set[tuple[ChannelId, str]]
) -> None:
    gone = surplus(found, kept)

    stay = [copy for copy in found.found if copy not in gone]
    chosen = {
        key: min(
            (copy for copy in found.found if copy.key == key),
            key=lambda copy: ((copy.channel, copy.ts) not in kept, copy.ts),
        )
        for key in {copy.key for copy in found.found}
    }
    assert sorted(stay, key=lambda copy: copy.key) == [chosen[key] for key in sorted(chosen)]
