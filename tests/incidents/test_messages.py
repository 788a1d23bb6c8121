"""What is told to whom: tests and private incidents tell nobody outside; no message is ever taken for another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings

from incidents import messages, undelivered
from incidents.decision import Decision
from incidents.life import lifecycle, reminders
from incidents.life.lifecycle import Report
from incidents.messages import ANNOUNCEMENTS, Message, MessageKind, Priority
from incidents.model import Incident, PersonId, Status
from tests.incidents.lives import (
    ANA,
    BEA,
    CHEN,
    LATER,
    LIVES,
    NOON,
    NUMBER,
    REPORTS,
    SEV1,
    Step,
    declared,
    opened,
    played,
    standing_at,
    told_abroad,
    told_by_dm,
)

# A settled duty only redraws a DM that was sent before; where none was sent it does nothing.
FACTS = {MessageKind.CARD, MessageKind.TOPIC, MessageKind.HEADLINE}
REDRAWS = FACTS | {MessageKind.SETTLED, MessageKind.PAGE_SETTLED, MessageKind.HANDOVER_SETTLED}


def life_of(report: Report, steps: Sequence[Step]) -> list[Decision]:
    """Everything decided about an incident that was so reported."""
    return played(lifecycle.declare(report, number=NUMBER, by=ANA, now=NOON), steps)


def kinds(told: Sequence[Message]) -> list[MessageKind]:
    """What is told, in order."""
    return [message.kind for message in told]


# What an opening tells.


def test_an_opening_makes_the_channel_and_all_that_belongs_there_and_one_announcement() -> None:
    assert Counter(kinds(declared().messages)) == Counter(
        [
            MessageKind.CHANNEL,
            MessageKind.INVITE,
            MessageKind.INTRO,
            MessageKind.FIRST,
            MessageKind.PIN,
            MessageKind.PURPOSE,
            MessageKind.TOPIC,
            MessageKind.ANNOUNCEMENT,
        ]
    )


def test_the_reporter_is_invited_by_a_message_of_their_own_and_nobody_twice() -> None:
    decision = declared(owner=BEA, invited=(BEA, CHEN, ANA, BEA))

    invited = [message.values["person"] for message in decision.messages if message.kind is MessageKind.INVITE]
    assert invited == [ANA, BEA, CHEN]


def test_a_named_owner_is_told_by_dm_and_the_reporter_is_not() -> None:
    assert told_by_dm(declared(owner=BEA)) == {BEA}
    assert told_by_dm(declared(owner=ANA)) == set()


def test_the_reporter_and_the_channel_go_first() -> None:
    first = [message.kind for message in declared().messages if message.priority is Priority.PAGE]

    assert first == [MessageKind.CHANNEL, MessageKind.INVITE]


@given(REPORTS, LIVES)
def test_whatever_waits_for_another_message_waits_for_one_of_the_incident(report: Report, steps: list[Step]) -> None:
    told = [message for decision in life_of(report, steps) for message in decision.messages]

    keys = {message.key for message in told}
    assert {message.after for message in told if message.after} <= keys


@given(REPORTS, LIVES)
def test_nobody_waits_for_an_announcement_that_is_never_made(report: Report, steps: list[Step]) -> None:
    told = [message for decision in life_of(report, steps) for message in decision.messages]

    waiting = [message for message in told if message.after == "INC-42/announcement"]
    assert not waiting or not (report.private or report.test)


# Private ones and tests.


@given(REPORTS, LIVES)
def test_a_private_incident_never_tells_the_announcement_channel(report: Report, steps: list[Step]) -> None:
    life = life_of(replace(report, private=True), steps)

    assert [told_abroad(decision) for decision in life if told_abroad(decision)] == []


@given(REPORTS, LIVES)
def test_a_test_never_tells_the_announcement_channel(report: Report, steps: list[Step]) -> None:
    life = life_of(replace(report, test=True), steps)

    assert [told_abroad(decision) for decision in life if told_abroad(decision)] == []


@given(REPORTS, LIVES)
def test_a_test_invites_and_tells_nobody_but_its_opener(report: Report, steps: list[Step]) -> None:
    told = [message for decision in life_of(replace(report, test=True), steps) for message in decision.messages]

    invited = {message.values["person"] for message in told if message.kind is MessageKind.INVITE}
    written_to = {message.lane for message in told if (message.lane or "").startswith("dm:")} - {f"dm:{ANA}"}
    loud = [message for message in told if message.lane in written_to and message.kind not in REDRAWS]
    assert (invited, loud) == ({ANA}, [])


@given(REPORTS, LIVES)
def test_every_public_turn_is_told_under_the_announcement_too(report: Report, steps: list[Step]) -> None:
    told = [message for one in life_of(report, steps) for message in one.messages]

    here = [message.values for message in told if message.kind is MessageKind.TURN]
    abroad = [message.values for message in told if message.kind is MessageKind.ABROAD]
    assert abroad == ([] if report.private or report.test else here)


@pytest.mark.parametrize(
    ("private", "test", "announced"), [(False, False, True), (True, False, False), (False, True, False)]
)
def test_only_what_is_public_and_real_is_announced(private: bool, test: bool, announced: bool) -> None:  # noqa: FBT001 - a row of the table
    assert messages.is_announced(opened(private=private, test=test)) is announced


# Keys.


@given(REPORTS, LIVES)
@settings(max_examples=300)
def test_no_two_messages_of_a_life_share_a_key(report: Report, steps: list[Step]) -> None:
    told = [message for decision in life_of(report, steps) for message in decision.messages]

    assert [key for key, count in Counter(message.key for message in told).items() if count > 1] == []


@given(REPORTS, LIVES)
def test_every_key_names_its_incident_and_fits_the_record(report: Report, steps: list[Step]) -> None:
    told = [message for decision in life_of(report, steps) for message in decision.messages]

    assert [message.key for message in told if not message.key.startswith("INC-42/") or len(message.key) > 200] == []


def test_a_mishap_is_told_once_however_often_it_happens() -> None:
    early, late = opened(version=3), opened(version=9)

    told = [
        undelivered.mishap(incident, "failed", where="INC-42", code="fatal_error", part="pin")
        for incident in (early, late)
    ]

    assert told[0].key == told[1].key


def test_mishaps_with_two_people_are_two() -> None:
    told = [
        undelivered.mishap(opened(), "gone", where="INC-42", code="cant_invite", part="invite", person=person)
        for person in (BEA, CHEN)
    ]

    assert told[0].key != told[1].key


@pytest.mark.parametrize(
    ("where", "after"),
    [("INC-42", "INC-42/intro"), (ANNOUNCEMENTS, "INC-42/announcement"), ("dm:UBEA", None)],
)
def test_a_mishap_waits_only_for_the_place_where_it_is_told(where: str, after: str | None) -> None:
    assert undelivered.mishap(opened(), "failed", where=where, code="x", part="pin").after == after


# Facts are redrawn, the newest alone; what has lost its point does not leave.


def test_redraws_of_the_same_fact_replace_each_other() -> None:
    early, late = (messages.redrawn(opened(version=version)) for version in (3, 4))

    assert [message.supersede for message in early] == [message.supersede for message in late]
    assert None not in {message.supersede for message in early}
    assert set(kinds(early)) == FACTS


@given(REPORTS, LIVES)
def test_what_replaces_its_like_never_stands_in_line_with_a_post(report: Report, steps: list[Step]) -> None:
    told = [message for decision in life_of(report, steps) for message in decision.messages]

    redraws = {message.lane for message in told if message.kind in FACTS}
    assert not redraws & {"INC-42", ANNOUNCEMENTS}


def test_the_owner_alone_is_reminded_and_without_one_the_channel() -> None:
    owned, orphan = reminders.reminder(opened(owner=BEA)), reminders.reminder(opened())

    assert [message.lane for message in owned if message.kind is MessageKind.REMINDER] == ["dm:UBEA"]
    assert [message.lane for message in orphan if message.kind is MessageKind.REMINDER] == ["INC-42"]


def test_a_new_reminder_leaves_after_the_old_one_is_taken_away() -> None:
    taken, told = reminders.reminder(opened(owner=BEA))

    assert (taken.kind, told.after) == (MessageKind.RETRACT, taken.key)


@pytest.mark.parametrize(
    ("owner", "private", "lanes"),
    [
        (None, False, {"INC-42", ANNOUNCEMENTS, "dm:UANA"}),
        (BEA, False, {"INC-42", ANNOUNCEMENTS, "dm:UBEA"}),
        (None, True, {"INC-42", "dm:UANA"}),
    ],
)
def test_that_nobody_answers_is_said_where_somebody_can(
    owner: PersonId | None,
    private: bool,  # noqa: FBT001 - a row of the table
    lanes: set[str],
) -> None:
    told = reminders.cry(opened(owner=owner, private=private), 0)

    assert {message.lane for message in told} == lanes
    assert {message.until for message in told} == {"acknowledged"}


POINTLESS = {
    "nobody, and somebody has answered": (
        reminders.cry(opened(), 0)[0],
        opened(acknowledged_at=LATER, acknowledged_by=BEA),
    ),
    "nobody, and it is over": (reminders.cry(opened(), 0)[0], standing_at(Status.RESOLVED)),
    "a duty, and another owns it": (messages.duty(opened(), BEA), opened(owner=CHEN)),
    "a duty, and it is over": (messages.duty(opened(), BEA), replace(standing_at(Status.RESOLVED), owner=BEA)),
    "a reminder, and it is over": (reminders.reminder(opened())[1], standing_at(Status.CANCELLED)),
    "a reminder, and it is switched off": (reminders.reminder(opened())[1], opened(quiet=True)),
}
TO_THE_POINT = {
    "nobody, and nobody has": (reminders.cry(opened(), 0)[0], opened()),
    "a duty of its owner": (messages.duty(opened(), BEA), opened(owner=BEA)),
    "a reminder of what is open": (reminders.reminder(opened())[1], opened()),
    "a turn, whatever came after": (messages.turn(opened(), "raised")[0], standing_at(Status.RESOLVED)),
    "an update, whatever came after": (messages.update(opened()), standing_at(Status.CLOSED)),
    "taking a reminder away": (messages.retraction(opened()), standing_at(Status.RESOLVED)),
}


@pytest.mark.parametrize(("message", "incident"), POINTLESS.values(), ids=POINTLESS.keys())
def test_what_has_lost_its_point_does_not_leave(message: Message, incident: Incident) -> None:
    assert undelivered.is_pointless(message, incident)


@pytest.mark.parametrize(("message", "incident"), TO_THE_POINT.values(), ids=TO_THE_POINT.keys())
def test_what_still_has_a_point_leaves(message: Message, incident: Incident) -> None:
    assert not undelivered.is_pointless(message, incident)


def test_values_are_the_message_s_own() -> None:
    told = messages.turn(opened(), "raised", person=BEA, to=SEV1.key)

    assert [message.values for message in told] == [{"turn": "raised", "person": "UBEA", "to": "sev1"}] * 2
