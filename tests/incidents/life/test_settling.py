"""Where an incident is run, and what becomes of what is owed when it goes elsewhere."""

from dataclasses import replace

import pytest

from incidents import messages
from incidents.life import lifecycle, settling
from incidents.life.settling import Owed
from incidents.messages import ANNOUNCEMENTS, Message, MessageKind
from incidents.model import ChannelId, EntryKind, Incident, Setting
from incidents.policy import Policy, Severity
from tests.incidents.lives import ANA, BEA, CHEN, LATER, opened

POLICY = Policy()
SEV1, SEV2, SEV4, SEV5 = (POLICY.severity(key) for key in ("sev1", "sev2", "sev4", "sev5"))
HERE = ChannelId("C0HERE")


def in_thread(severity: str = "sev4") -> Incident:
    """One that runs in a thread."""
    return replace(opened(severity=severity), setting=Setting.THREAD)


def pending(*told: Message) -> list[Owed]:
    """These as the outbox holds them."""
    return [Owed(message, "pending") for message in told]


def keys(told: tuple[Message, ...]) -> list[str]:
    """What is told, by key."""
    return [message.key for message in told]


# Where.


@pytest.mark.parametrize(
    ("severity", "here", "announced", "setting"),
    [
        (SEV2, None, True, Setting.OWN),
        (SEV4, None, True, Setting.THREAD),
        (SEV5, None, True, Setting.THREAD),
        (SEV4, None, False, Setting.OWN),
        (SEV4, HERE, True, Setting.HERE),
        (SEV2, HERE, False, Setting.HERE),
    ],
)
def test_the_place_follows_from_severity_and_wish(
    *, severity: Severity, here: ChannelId | None, announced: bool, setting: Setting
) -> None:
    chosen = settling.chosen(severity, POLICY, here=here, announced=announced)

    assert chosen is setting


def test_an_organisation_may_want_a_channel_for_everything() -> None:
    everywhere = Policy(in_threads=())

    assert settling.chosen(SEV5, everywhere, here=None, announced=True) is Setting.OWN


# In a thread.


def test_in_a_thread_the_announcement_comes_first_and_nothing_is_asked_of_a_channel() -> None:
    told = messages.opening(in_thread(), invited=(BEA,))

    asked = {message.kind for message in told}
    after = {message.key: message.after for message in told}
    assert told[0].key == "INC-42/announcement"
    assert asked == {MessageKind.ANNOUNCEMENT, MessageKind.INTRO, MessageKind.FIRST}
    assert (after["INC-42/announcement"], after["INC-42/intro"]) == (None, "INC-42/announcement")
    assert told[-1].values == {"people": BEA}


def test_in_a_thread_a_turn_is_told_once_and_no_topic_is_set() -> None:
    decision = lifecycle.acknowledge(in_thread(), by=BEA, now=LATER)

    told = [message.kind for message in decision.messages]
    assert told.count(MessageKind.TURN) == 1
    assert MessageKind.ABROAD not in told
    assert MessageKind.TOPIC not in told


def test_raised_beyond_what_a_thread_is_for_it_gets_a_channel_with_its_people_and_says_where() -> None:
    decision = lifecycle.grade(replace(in_thread(), owner=BEA), SEV2, by=ANA, now=LATER, policy=POLICY)

    told = {message.key.split("/", 1)[1]: message for message in decision.messages}
    lane = [message.key for message in decision.messages if message.lane == "INC-42"]
    assert decision.incident.setting is Setting.OWN
    assert told["channel"].kind is MessageKind.CHANNEL
    assert {message.values["person"] for message in decision.messages if message.kind is MessageKind.INVITE} == {
        ANA,
        BEA,
    }
    assert lane[0] == f"INC-42/intro/{decision.incident.version}"
    assert (told[f"moved/own/{decision.incident.version}"].lane, told["purpose"].after) == (
        ANNOUNCEMENTS,
        "INC-42/channel",
    )
    assert [entry.kind for entry in decision.entries] == [EntryKind.SEVERITY, EntryKind.MOVED]


@pytest.mark.parametrize(("before", "to"), [("sev4", SEV5), ("sev5", SEV4), ("sev2", SEV1)])
def test_another_severity_of_its_kind_leaves_it_where_it_is(before: str, to: Severity) -> None:
    decision = lifecycle.grade(in_thread(before), to, by=ANA, now=LATER, policy=POLICY)

    assert decision.incident.setting is Setting.THREAD
    assert MessageKind.CHANNEL not in {message.kind for message in decision.messages}


def test_lowered_it_keeps_its_channel() -> None:
    decision = lifecycle.grade(opened(severity="sev2"), SEV4, by=ANA, now=LATER, policy=POLICY)

    assert decision.incident.setting is Setting.OWN


# Refused.


def test_where_no_channel_may_be_made_it_goes_to_the_thread_and_calls_its_people() -> None:
    decision = settling.refused(opened(), "restricted_action", may_create=False, called=[ANA, CHEN, ANA], now=LATER)

    assert decision is not None
    assert decision.incident.setting is Setting.THREAD
    assert [dict(entry.values) for entry in decision.entries] == [{"to": "thread", "code": "restricted_action"}]
    assert decision.messages[0].values["people"] == f"{ANA} {CHEN}"


@pytest.mark.parametrize("secret", [{"private": True}, {"test": True}])
def test_what_is_told_to_nobody_goes_into_no_thread(secret: dict[str, bool]) -> None:
    incident = replace(opened(), **secret)  # type: ignore[arg-type]  # A table.

    assert settling.refused(incident, "restricted_action", may_create=False, called=(), now=LATER) is None


def test_another_refusal_of_its_channel_moves_nothing() -> None:
    assert settling.refused(opened(), "name_taken", may_create=True, called=(), now=LATER) is None


@pytest.mark.parametrize("private", [True, False])
def test_a_channel_that_was_there_before_is_exchanged_for_one_of_its_own(*, private: bool) -> None:
    incident = replace(opened(), setting=Setting.HERE, here=HERE, private=private)

    decision = settling.refused(incident, "not_private", may_create=True, called=(), now=LATER)

    assert decision is not None
    assert decision.incident.setting is Setting.OWN
    assert MessageKind.INVITE in {message.kind for message in decision.messages}


# What is owed.


def test_what_was_owed_to_the_channel_goes_to_the_thread_each_thing_once() -> None:
    incident = opened(owner=BEA)
    told = (*messages.opening(incident, invited=(BEA,)), *messages.turn(incident, "acknowledged", person=BEA))

    turned = settling.turned(incident, pending(*told), introduced=False)

    left = {message.key for message in told} - set(turned.dropped)
    assert left == {
        "INC-42/channel",
        "INC-42/intro",
        "INC-42/first",
        "INC-42/announcement",
        f"INC-42/duty/{BEA}/{incident.version}",
        f"INC-42/turn/acknowledged/{incident.version}",
    }
    assert set(turned.waiting) == {"INC-42/intro", f"INC-42/duty/{BEA}/{incident.version}"}


def test_a_turn_that_stands_under_the_announcement_already_is_not_told_there_again() -> None:
    incident = opened()
    here, abroad = messages.turn(incident, "owner", person=BEA, owner=BEA)

    turned = settling.turned(incident, [Owed(here, "pending"), Owed(abroad, "sent")], introduced=False)

    assert turned.dropped == (here.key,)


def test_a_card_that_stands_in_the_thread_is_not_put_there_again() -> None:
    incident = in_thread()
    told = messages.furnished(replace(incident, setting=Setting.OWN), (ANA,))

    turned = settling.turned(incident, pending(*told), introduced=True)

    assert set(keys(told)) - set(turned.dropped) == {"INC-42/channel", f"INC-42/headline/moved/{incident.version}"}
