"""Two incidents that are one: what each becomes, and what is refused."""

from dataclasses import replace

import pytest

from incidents.decision import Refused, TimerKind
from incidents.life import merging
from incidents.messages import ANNOUNCEMENTS, MessageKind
from incidents.model import ChannelId, EntryKind, Incident, IncidentId, Setting, Status, Todo, TodoState
from tests.incidents.lives import ANA, BEA, CHEN, LATER, NOON, OVER, opened, standing_at

OTHER = IncidentId(41)
DONE = Todo(number=1, text="tell support", added_by=ANA, added_at=NOON, state=TodoState.DONE)
LEFT = Todo(number=2, text="roll back 4.18", added_by=ANA, added_at=NOON, owner=BEA, source="https://one.example")


def twin(**more: object) -> Incident:
    """The one that goes on: Chen's."""
    return replace(opened(id=OTHER, owner=CHEN, version=3), **more)  # type: ignore[arg-type]  # Named by the caller.


def test_the_one_ends_and_says_into_which() -> None:
    ended, _ = merging.merge(opened(owner=BEA), twin(), (), first=1, by=ANA, now=LATER)

    assert (ended.incident.status, ended.incident.merged_into) == (Status.MERGED, OTHER)
    assert ended.incident.update_due_at is None
    assert set(ended.drop_timers) == set(TimerKind)
    assert ended.entries[0].values == {"into": "INC-41", "title": "checkout is failing", "todos": "0"}


def test_the_other_goes_on_as_it_was_and_its_record_points_back() -> None:
    _, going_on = merging.merge(opened(owner=BEA), twin(), (), first=1, by=ANA, now=LATER)

    assert going_on.incident == twin()
    assert going_on.entries[0].kind is EntryKind.ABSORBED
    assert going_on.entries[0].values["from"] == "INC-42"
    assert (going_on.set_timers, going_on.drop_timers) == ((), ())


def test_open_to_dos_move_with_their_owner_and_their_source() -> None:
    ended, going_on = merging.merge(opened(), twin(), (DONE, LEFT), first=5, by=ANA, now=LATER)

    assert going_on.todos == (replace(LEFT, number=5),)
    assert [(todo.number, todo.state, todo.ended_by) for todo in ended.todos] == [(2, TodoState.DROPPED, ANA)]


def test_its_people_are_brought_over_those_with_a_part_first() -> None:
    _, going_on = merging.merge(opened(owner=BEA, scribe=CHEN), twin(), (), first=1, by=ANA, now=LATER)

    brought = [
        m.values.get("person", "all") for m in going_on.messages if m.kind in (MessageKind.INVITE, MessageKind.MOVE)
    ]
    assert brought == [ANA, BEA, CHEN, "all"]


@pytest.mark.parametrize(
    ("source", "target"),
    [({"setting": Setting.HERE, "here": ChannelId("C1")}, {}), ({}, {"setting": Setting.THREAD})],
)
def test_a_channel_that_was_there_before_is_not_emptied_into_another(
    source: dict[str, object], target: dict[str, object]
) -> None:
    _, going_on = merging.merge(opened(**source), twin(**target), (), first=1, by=ANA, now=LATER)

    kinds = [message.kind for message in going_on.messages]
    assert MessageKind.INVITE in kinds
    assert MessageKind.MOVE not in kinds


@pytest.mark.parametrize("nature", [{"private": True}, {"test": True}])
def test_between_private_ones_and_between_tests_nobody_is_brought_in(nature: dict[str, bool]) -> None:
    _, going_on = merging.merge(opened(**nature), twin(**nature), (), first=1, by=ANA, now=LATER)

    assert {MessageKind.INVITE, MessageKind.MOVE} & {message.kind for message in going_on.messages} == set()


def test_the_readers_of_the_announcements_are_told_once() -> None:
    decisions = merging.merge(opened(), twin(), (), first=1, by=ANA, now=LATER)

    abroad = [m.kind for one in decisions for m in one.messages if m.lane == ANNOUNCEMENTS]
    assert abroad == [MessageKind.ABROAD, MessageKind.RETRACT]


@pytest.mark.parametrize(
    ("source", "target", "outside", "why"),
    [
        (opened(), opened(), 0, "cannot be merged into itself"),
        (standing_at(Status.RESOLVED), twin(), 0, "If it is back, reopen it"),
        (opened(status=Status.MERGED, merged_into=OTHER), twin(), 0, "was merged into {other}; go on there"),
        (opened(private=True), twin(), 0, "is private and {other} is not"),
        (opened(), twin(private=True), 0, "{other} is private"),
        (opened(private=True), twin(private=True), 2, "must not learn of it"),
        (opened(test=True), twin(), 0, "is a test"),
        (opened(), twin(test=True), 0, "is a test"),
        (opened(), twin(status=Status.CANCELLED), 0, "Reopen it first"),
        (opened(), twin(status=Status.RESOLVED), 0, "Reopen it first"),
        (opened(), twin(status=Status.MERGED, merged_into=IncidentId(40)), 0, "was merged into {root}"),
        (opened(), twin(status=Status.MERGED, merged_into=opened().id), 0, "was merged itself"),
    ],
)
def test_what_cannot_be_merged_is_refused_with_why(source: Incident, target: Incident, outside: int, why: str) -> None:
    with pytest.raises(Refused) as refused:
        merging.demand(source, target, outside=outside)

    assert why in refused.value.sentence


def test_private_ones_whose_people_are_all_there_are_merged() -> None:
    merging.demand(opened(private=True), twin(private=True), outside=0)


@pytest.mark.parametrize("status", OVER)
def test_nothing_is_merged_into_what_is_over(status: Status) -> None:
    with pytest.raises(Refused):
        merging.demand(opened(), twin(status=status), outside=0)


def test_a_merged_private_one_does_not_say_where() -> None:
    merged = opened(private=True, status=Status.MERGED, merged_into=OTHER)

    with pytest.raises(Refused) as refused:
        merging.demand(merged, twin(private=True), outside=0)

    assert "other" not in refused.value.values
    assert refused.value.choices == ()
