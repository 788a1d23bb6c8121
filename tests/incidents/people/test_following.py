"""What followers are told of a decision."""

from dataclasses import replace

import pytest

from incidents import messages
from incidents.decision import Decision
from incidents.life import lifecycle
from incidents.life.lifecycle import Report
from incidents.messages import MessageKind
from incidents.model import Incident, IncidentId, Status
from incidents.people import following
from incidents.people.following import Follow
from incidents.policy import Policy
from incidents.upkeep import imports
from incidents.upkeep.imports import Past
from tests.desk import ANA, BEA, CHEN, NOON

POLICY = Policy()
SEV1, SEV3 = POLICY.severity("sev1"), POLICY.severity("sev3")
OPEN = Incident(
    id=IncidentId(7), title="checkout", severity="sev3", reporter=ANA, opened_at=NOON, service="Pay", version=1
)


def test_an_incident_is_followed_by_its_key_its_service_its_severity_or_with_all() -> None:
    assert following.subjects(OPEN) == ("INC-7", "service:pay", "severity:sev3", "all")
    assert following.subjects(replace(OPEN, service=None)) == ("INC-7", "severity:sev3", "all")


def test_an_opening_is_told_to_those_who_cannot_have_known_its_key() -> None:
    opened = lifecycle.declare(Report(title="x", severity=SEV1), number=IncidentId(1), by=ANA, now=NOON)

    (told,) = following.told(opened, [follow(BEA, "all")])

    assert (told.kind, told.lane, told.values["event"]) == (MessageKind.FOLLOW, f"dm:{BEA}", "opened")


def test_what_is_brought_in_from_the_past_is_told_to_nobody() -> None:
    past = Past(origin="OLD-1", title="x", severity="sev1", status=Status.CLOSED, opened_at=NOON, resolved_at=NOON)

    assert following.concerned(imports.bring_in(past, number=IncidentId(1), now=NOON)) == ()


def test_the_severity_that_was_left_counts_too() -> None:
    raised = lifecycle.grade(OPEN, SEV1, by=ANA, now=NOON, policy=POLICY)

    assert set(following.concerned(raised)) == {"INC-7", "service:pay", "severity:sev1", "severity:sev3", "all"}


def test_an_update_that_changes_the_severity_too_is_one_event() -> None:
    values = {"from": "sev3", "to": "sev1", "person": ANA}
    raised = replace(OPEN, severity="sev1")
    written = Decision(raised, messages=(messages.update(raised, what="x"), *messages.turn(raised, "graded", **values)))

    told = following.told(written, [follow(BEA, "severity:sev3")])

    assert [one.values["event"] for one in told] == ["update"]


def test_taking_a_severity_back_is_told_to_those_who_followed_it() -> None:
    turn = messages.turn(OPEN, "undone", person=ANA, act="severity", **{"from": "sev1", "to": "sev3"})

    assert "severity:sev1" in following.concerned(Decision(OPEN, messages=turn))


def test_the_narrowest_of_somebody_s_subjects_is_the_one_that_its_button_stops() -> None:
    done = lifecycle.resolve(OPEN, "", by=ANA, now=NOON)
    follows = [follow(BEA, "all"), follow(BEA, "INC-7"), follow(CHEN, "all"), follow(BEA, "severity:sev3")]

    told = following.told(done, follows)

    assert [(one.lane, one.values["subject"]) for one in told] == [(f"dm:{BEA}", "INC-7"), (f"dm:{CHEN}", "all")]


@pytest.mark.parametrize(
    "decision",
    [
        lifecycle.note(OPEN, "a line", by=ANA, now=NOON),
        Decision(incident=OPEN, messages=messages.redrawn(OPEN)),
        Decision(incident=OPEN, messages=(messages.invitation(OPEN, BEA),)),
        lifecycle.resolve(replace(OPEN, test=True), "", by=ANA, now=NOON),
    ],
)
def test_where_nothing_happened_or_it_is_a_test_nobody_is_even_looked_for(decision: Decision) -> None:
    assert following.concerned(decision) == ()


def test_of_what_is_private_no_channel_hears() -> None:
    done = lifecycle.resolve(replace(OPEN, private=True), "", by=ANA, now=NOON)

    told = following.told(done, [follow("C0STATUS", "all"), follow(BEA, "all")])

    assert [one.lane for one in told] == [f"dm:{BEA}"]


@pytest.mark.parametrize(
    ("to", "over"), [(Status.MONITORING, False), (Status.CANCELLED, True), (Status.RESOLVED, True)]
)
def test_the_last_message_says_so(to: Status, over: bool) -> None:  # noqa: FBT001  # What is expected.
    moved = lifecycle.move(OPEN, to, by=ANA, now=NOON, policy=POLICY)

    (told,) = following.told(moved, [follow(BEA, "INC-7")])

    assert ("last" in told.values, following.ends(moved)) == (over, over)


def test_each_event_has_a_key_of_its_own_and_the_same_one_always_the_same() -> None:
    follows = [follow(BEA, "all"), follow("C0STATUS", "all")]
    moves = [
        lifecycle.move(replace(OPEN, version=n), Status.MONITORING, by=ANA, now=NOON, policy=POLICY) for n in (1, 1, 2)
    ]

    once, again, later = ([one.key for one in following.told(move, follows)] for move in moves)

    assert once == again
    assert len({*once, *later}) == 4


@pytest.mark.parametrize(
    ("subject", "follower", "words"),
    [
        ("INC-7", BEA, "INC-7"),
        ("severity:sev1", BEA, "sev1"),
        ("service:a b", BEA, "svc:a b"),
        ("all", "C0STATUS", "all <#C0STATUS>"),
    ],
)
def test_a_follow_can_be_typed(subject: str, follower: str, words: str) -> None:
    assert following.typed(subject, follower) == words


def test_a_service_s_subject_fits_into_its_row_however_long_it_gets_in_small_letters() -> None:
    assert len(following.of_service("ẞ" * 200)) == 220


def follow(who: str, subject: str) -> Follow:
    """Somebody follows something at once."""
    return Follow(follower=who, subject=subject, digest=False, added_by=ANA, added_at=NOON, told_at=NOON)
