"""To-dos: who is told of what, and that none of it leaves a private or a test incident wrongly."""

from dataclasses import replace

import pytest

from incidents.decision import Decision, Refused
from incidents.messages import MessageKind
from incidents.model import Incident, PersonId, Status, Todo, TodoState
from incidents.record import todos
from incidents.record.todos import Task
from tests.incidents.lives import ANA, BEA, CHEN, LATER, NOON, opened, standing_at

ONE = Todo(number=1, text="roll back", added_by=ANA, added_at=NOON, owner=BEA)


def added(incident: Incident, owner: PersonId | None = None, text: str = "roll back") -> Decision:
    """Ana's to-do."""
    return todos.add(incident, [], Task(text=text, owner=owner), by=ANA, now=LATER)


def kinds(decision: Decision) -> list[MessageKind]:
    """What is told, in order."""
    return [message.kind for message in decision.messages]


def test_an_owner_is_invited_before_they_are_told() -> None:
    decision = added(opened(private=True), BEA)

    assert kinds(decision) == [MessageKind.CARD, MessageKind.INVITE, MessageKind.TODO]
    assert decision.messages[2].after == decision.messages[1].key
    assert decision.members == ()


@pytest.mark.parametrize(("incident", "owner"), [(opened(test=True), BEA), (opened(), ANA), (opened(), None)])
def test_a_test_oneself_and_nobody_are_told_nothing(incident: Incident, owner: PersonId | None) -> None:
    assert kinds(added(incident, owner)) == [MessageKind.CARD]


def test_the_number_follows_the_highest() -> None:
    decision = todos.add(opened(), [ONE, replace(ONE, number=7)], Task(text="more"), by=ANA, now=LATER)

    assert decision.todos[0].number == 8


def test_what_was_handed_back_and_is_taken_settles_the_dm_of_who_added_it() -> None:
    back = todos.hand_back(opened(), ONE, by=BEA, now=LATER).todos[0]

    decision = todos.give(opened(), back, CHEN, by=CHEN, now=LATER)

    settled = [one.lane for one in decision.messages if one.kind is MessageKind.TODO_SETTLED]
    assert settled == [f"dm:{ANA}"]


@pytest.mark.parametrize("state", [TodoState.DONE, TodoState.DROPPED])
def test_what_is_settled_stays_so(state: TodoState) -> None:
    ended = replace(ONE, state=state, ended_by=BEA, ended_at=NOON)

    with pytest.raises(Refused):
        todos.finish(opened(), ended, by=ANA, now=LATER)
    with pytest.raises(Refused):
        todos.drop(opened(), ended, "", by=ANA, now=LATER)
    with pytest.raises(Refused):
        todos.give(opened(), ended, CHEN, by=ANA, now=LATER)


def test_a_merged_incident_takes_none() -> None:
    with pytest.raises(Refused):
        added(standing_at(Status.MERGED))


def test_an_empty_one_is_refused_with_an_example() -> None:
    with pytest.raises(Refused) as no:
        added(opened(), text=" \n ")

    assert "`/incident todo {key}" in no.value.sentence
