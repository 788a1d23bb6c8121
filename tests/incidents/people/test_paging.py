"""The rules of paging: asked, taken by Slack, answered, refused."""

from dataclasses import replace

import pytest

from incidents.decision import Decision
from incidents.life import lifecycle
from incidents.messages import MessageKind
from incidents.model import SYSTEM, Incident, PageState
from incidents.people import paging
from tests.incidents.lives import ANA, BEA, CHEN, LATER, MINUTE, NOON, opened


def asked(*people: str, **more: object) -> Incident:
    """An incident for which Ana asked these people at noon."""
    wanted = dict.fromkeys(people or (BEA,), "")
    decision = paging.page(opened(**more), wanted, "help", by=ANA, now=NOON)  # type: ignore[arg-type]  # Ids.
    return replace(decision.incident, version=2)


def kinds(decision: Decision) -> list[MessageKind]:
    """What is told, in order."""
    return [message.kind for message in decision.messages]


def test_slack_s_answer_makes_it_paged() -> None:
    incident = asked(BEA)

    decision = paging.arrived(incident, 1, drawn=incident, now=LATER)

    [entry] = decision.entries
    assert (entry.actor, entry.kind.value, dict(entry.values)) == (SYSTEM, "paged", {"to": BEA})
    assert decision.incident.pages[0].state is PageState.SENT
    assert kinds(decision) == [MessageKind.CARD]


def test_a_page_that_was_drawn_before_somebody_took_it_is_redrawn_when_it_arrives() -> None:
    drawn = asked(BEA)
    answered = replace(drawn, acknowledged_at=NOON + MINUTE, acknowledged_by=CHEN, owner=CHEN)

    decision = paging.arrived(answered, 1, drawn=drawn, now=LATER)

    assert kinds(decision) == [MessageKind.CARD, MessageKind.PAGE_SETTLED]


@pytest.mark.parametrize("state", [PageState.COMING, PageState.CANNOT])
def test_an_answer_is_not_undone_by_slack_s_being_late(state: PageState) -> None:
    incident = asked(BEA)
    answered = paging.answer(incident, coming=state is PageState.COMING, by=BEA, now=NOON + MINUTE).incident

    decision = paging.arrived(answered, 1, drawn=incident, now=LATER)

    assert decision.incident.pages[0].state is state


def test_a_refusal_is_told_in_every_lane_that_works_and_the_person_can_be_asked_again() -> None:
    decision = paging.refused(asked(BEA), 1, code="user_disabled", lanes=("INC-42", f"dm:{ANA}"), now=NOON)

    posts = [message for message in decision.messages if message.kind is MessageKind.ROSTER]
    assert [post.lane for post in posts] == ["INC-42", f"dm:{ANA}"]
    assert dict(decision.entries[0].values) == {"to": BEA, "code": "user_disabled"}
    assert not paging.asked_lately(decision.incident, BEA, NOON)


def test_who_is_asked_again_and_refused_again_is_told_again() -> None:
    first = paging.refused(asked(BEA), 1, code="user_disabled", lanes=("INC-42",), now=NOON)
    again = paging.page(replace(first.incident, version=3), {BEA: ""}, "", by=ANA, now=NOON)

    second = paging.refused(replace(again.incident, version=4), 2, code="user_disabled", lanes=("INC-42",), now=NOON)

    assert {message.key for message in first.messages} & {message.key for message in second.messages} == set()


def test_an_answer_counts_for_the_newest_page() -> None:
    twice = paging.page(asked(BEA), {BEA: "payments"}, "", by=CHEN, now=NOON + 2 * MINUTE).incident

    answered = paging.answer(twice, coming=False, by=BEA, now=LATER).incident

    assert [page.state for page in answered.pages] == [PageState.ASKED, PageState.CANNOT]
    assert paging.waiting(answered) == ()


def test_who_is_still_asked_is_each_person_once() -> None:
    twice = paging.page(asked(BEA, CHEN), {BEA: ""}, "", by=ANA, now=NOON + 2 * MINUTE).incident

    assert [page.number for page in paging.waiting(twice)] == [3, 2]


def test_once_somebody_has_it_only_who_was_asked_to_help_is_waited_for() -> None:
    taken = lifecycle.acknowledge(asked(BEA, CHEN), by=CHEN, now=LATER).incident

    helped = paging.page(taken, {ANA: ""}, "", by=CHEN, now=LATER).incident

    assert [page.person for page in paging.waiting(taken)] == []
    assert [page.person for page in paging.waiting(helped)] == [ANA]


def test_the_owner_who_has_it_is_not_among_those_asked() -> None:
    named = lifecycle.give(asked(BEA, CHEN), BEA, by=ANA, now=NOON).incident

    taken = lifecycle.acknowledge(named, by=BEA, now=LATER).incident

    assert [page.person for page in paging.asked(named)] == [BEA, CHEN]
    assert [page.person for page in paging.asked(taken)] == [CHEN]


def test_a_page_after_somebody_has_it_asks_for_help() -> None:
    incident = opened(acknowledged_at=NOON, acknowledged_by=CHEN, owner=CHEN)

    decision = paging.page(incident, {BEA: ""}, "", by=CHEN, now=LATER)

    assert decision.incident.pages[0].helping


def test_no_entry_names_one_who_was_left_out() -> None:
    decision = paging.page(asked(BEA), {BEA: "", CHEN: ""}, "", by=ANA, now=NOON + MINUTE)

    assert dict(decision.entries[0].values) == {"people": CHEN, "why": ""}
    assert decision.members == (CHEN,)


def test_a_failed_page_is_not_redrawn() -> None:
    failed = paging.refused(asked(BEA, CHEN), 1, code="user_disabled", lanes=(), now=NOON).incident

    decision = lifecycle.acknowledge(failed, by=CHEN, now=LATER)

    settled = [message for message in decision.messages if message.kind is MessageKind.PAGE_SETTLED]
    assert [message.values["person"] for message in settled] == [CHEN]
