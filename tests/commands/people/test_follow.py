"""`/incident follow`: being told without joining."""

import pytest

from incidents.messages import MessageKind
from incidents.model import IncidentId, PersonId
from incidents.people.following import MOST, Follow
from incidents.policy import Policy, Service
from incidents.reply import Answer, Followed, Reply
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import ON_A_FILE, admit, everything, offers, pending, says
from tests.desk import ANA, BEA, CHEN, GUS, NOON, PEOPLE, AskAt, Watch

ROOM = "C0STATUS"
HASH = f"<#{ROOM}|status>"


@pytest.fixture
def policy() -> Policy:
    """The shipped settings and one service."""
    return Policy(services=(Service(name="Payments"),))


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("INC-1", "INC-1"),
        ("inc1", "INC-1"),
        ("sev1", "severity:sev1"),
        ("P1", "severity:sev1"),
        ("严重", "severity:sev1"),
        ("payments", "service:payments"),
        ("svc:Payments", "service:payments"),
        ("svc:a tag nobody knows", "service:a tag nobody knows"),
        ("all", "all"),
        ("全部", "all"),
    ],
)
async def test_an_incident_a_severity_a_service_or_all_can_be_followed(
    ask: AskAt, store: Store, words: str, subject: str
) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    told = await ask(BEA, f"follow {words}")

    assert told.kind is Answer.FOLLOWED
    assert await followed(store, BEA) == [subject]


async def test_once_a_day_and_to_a_channel_are_said_behind_it(ask: AskAt, store: Store) -> None:
    await ask(BEA, f"follow sev1 daily {HASH}")
    await ask(BEA, f"watch all {HASH}")

    kept = await store.read(lambda tx: tx.follows.of(ROOM))
    assert {(one.subject, one.digest, one.added_by) for one in kept} == {
        ("severity:sev1", True, BEA),
        ("all", False, BEA),
    }


async def test_one_event_is_one_message_however_many_subjects_it_touches(ask: AskAt, store: Store) -> None:
    await ask(BEA, "follow all")
    await ask(BEA, "follow sev2")
    await ask(CHEN, "follow svc:payments")

    await ask(ANA, "open sev2 checkout svc:payments")
    await ask(ANA, "update rolling back", about=1)

    told = await pending(store, MessageKind.FOLLOW)
    assert [(row["lane"], row["body"]["event"], row["body"]["subject"]) for row in told] == [
        (f"dm:{BEA}", "opened", "severity:sev2"),
        (f"dm:{CHEN}", "opened", "service:payments"),
        (f"dm:{BEA}", "update", "severity:sev2"),
        (f"dm:{CHEN}", "update", "service:payments"),
    ]


async def test_followers_of_a_severity_hear_when_an_incident_rises_into_it_and_when_it_leaves(
    ask: AskAt, store: Store
) -> None:
    await ask(BEA, "follow sev1")
    await ask(ANA, "open sev3 checkout")

    await ask(ANA, "severity sev1", about=1)
    await ask(ANA, "severity sev2", about=1)
    await ask(ANA, "update rolling back", about=1)

    assert [row["body"]["event"] for row in await pending(store, MessageKind.FOLLOW)] == ["raised", "lowered"]


async def test_the_end_is_told_and_ends_what_was_followed_by_its_key(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "follow INC-1")
    await ask(CHEN, "follow sev2")

    await ask(ANA, "resolve rolled back", about=1)
    await ask(ANA, "reopen it is back", about=1)

    told = [(row["lane"], row["body"]["event"]) for row in await pending(store, MessageKind.FOLLOW)]
    assert told == [(f"dm:{BEA}", "resolved"), (f"dm:{CHEN}", "resolved"), (f"dm:{CHEN}", "reopened")]
    assert await followed(store, BEA) == []


async def test_a_test_tells_nobody(ask: AskAt, store: Store) -> None:
    await ask(BEA, "follow all")

    await ask(ANA, "open sev1 drill --test")
    await ask(ANA, "resolve done", about=1)

    assert await pending(store, MessageKind.FOLLOW) == []


async def test_a_private_incident_is_told_to_members_only_and_to_no_channel(ask: AskAt, store: Store) -> None:
    await ask(BEA, "follow all")
    await ask(CHEN, "follow all")
    await ask(CHEN, f"follow all {HASH}")

    await ask(ANA, f"open sev1 leak --private <@{BEA}>")
    await ask(ANA, "update keys revoked", about=1)

    assert {row["lane"] for row in await pending(store, MessageKind.FOLLOW)} == {f"dm:{BEA}"}


async def test_who_sees_no_private_incident_cannot_follow_it_and_learns_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 leak --private")
    await ask(BEA, "follow")
    before = await everything(store)

    told, other = await ask(BEA, "follow INC-1"), await ask(BEA, "follow INC-7")

    assert says(told) == says(other).replace("INC-7", "INC-1")
    assert await everything(store) == before


async def test_a_member_follows_a_private_incident_by_dm_and_lists_it_while_they_are_inside(
    ask: AskAt, store: Store
) -> None:
    await ask(ANA, "open sev1 leak --private")
    await admit(store, BEA)
    told = await ask(BEA, "follow INC-1")
    inside = await ask(BEA, "follow")

    await store.write(lambda tx: tx.people.dismiss(IncidentId(1), BEA))
    outside = await ask(BEA, "follow")

    assert told.kind is Answer.FOLLOWED
    assert subjects(inside) == ["INC-1"]
    assert subjects(outside) == []


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("follow nonsense", "I do not know “nonsense”. Follow an incident (INC-42), a severity (sev1)"),
        ("follow svc:", "I do not know “svc:”."),
        ("follow daily", "I do not know “daily”."),
        (f"follow {HASH}", "Follow what? For example"),
        ("follow sev1 #status", "I do not know the channel #status. Type # and pick it from the list"),
        ("follow INC-9", "There is no incident INC-9."),
        ("follow 9", "There is no incident INC-9."),
        ("follow INC-2", "INC-2 is resolved: there is nothing more to be told."),
        ("follow INC-3", "INC-3 is a test: it tells nobody outside its channel."),
        (f"follow INC-4 {HASH}", "INC-4 is private: only its members are told, by DM. Leave the channel out."),
        ("follow stop", "Nothing of that is followed."),
        ("follow stop sev1", "Nothing of that is followed."),
        ("unfollow INC-1", "Nothing of that is followed."),
    ],
)
async def test_what_nobody_can_follow_is_refused_with_what_can_and_changes_nothing(
    ask: AskAt, store: Store, words: str, sentence: str
) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")
    await ask(ANA, "resolve done", about=2)
    await ask(ANA, "open sev2 drill --test")
    await ask(ANA, "open sev2 leak --private")
    before = await everything(store)

    told = await ask(ANA, words)

    assert told.kind is Answer.REFUSED
    assert says(told).startswith(sentence)
    assert await everything(store) == before


async def test_a_word_that_may_be_a_service_is_offered_as_one(ask: AskAt, store: Store) -> None:
    told = await ask(BEA, "follow search")

    await ask(BEA, offers(told)[0])

    assert await followed(store, BEA) == ["service:search"]


async def test_a_guest_follows_nothing(ask: AskAt, store: Store) -> None:
    told = await ask(GUS, "follow all")

    assert told.kind is Answer.REFUSED
    assert await followed(store, GUS) == []


@pytest.mark.parametrize("words", ["follow stop sev1", "unfollow SEV1", "mute p1", "follow off critical"])
@ON_A_FILE
async def test_one_can_be_stopped_by_any_word_that_names_it(ask: AskAt, store: Store, words: str) -> None:
    await ask(BEA, "follow sev1")
    await ask(BEA, "follow all")

    told = await ask(BEA, words)

    assert told.kind is Answer.UNFOLLOWED
    assert await followed(store, BEA) == ["all"]


async def test_stop_alone_stops_all_that_comes_to_me_and_nothing_of_a_channel(ask: AskAt, store: Store) -> None:
    await ask(BEA, "follow sev1")
    await ask(BEA, "follow svc:a b")
    await ask(BEA, f"follow sev1 {HASH}")

    await ask(BEA, "follow stop")

    assert (await followed(store, BEA), await followed(store, ROOM)) == ([], ["severity:sev1"])


async def test_the_button_under_each_line_of_the_list_stops_just_that(ask: AskAt, store: Store) -> None:
    await ask(BEA, 'follow svc:say "hello" daily')
    await ask(BEA, f"follow sev1 {HASH}")
    listed = await ask(BEA, "follow")

    await ask(BEA, 'follow stop svc:say "hello"')
    await ask(BEA, f"follow stop sev1 <#{ROOM}>")

    assert subjects(listed) == ['service:say "hello"', "severity:sev1"]
    assert (await followed(store, BEA), await followed(store, ROOM)) == ([], [])


async def test_the_same_question_twice_counts_once_and_gets_the_same_answer(ask: AskAt, store: Store) -> None:
    await ask(BEA, "follow sev1", key="k1")
    once = await ask(BEA, "follow stop sev1", key="k2")
    before = await everything(store)

    again = await ask(BEA, "follow stop sev1", key="k2")

    assert once == again
    assert await everything(store) == before


async def test_following_the_same_again_only_changes_how(ask: AskAt, store: Store) -> None:
    await ask(BEA, "follow sev1 daily")
    await ask(BEA, "follow sev1")

    (kept,) = await store.read(lambda tx: tx.follows.of(BEA))
    assert not kept.digest


@ON_A_FILE
async def test_nobody_follows_more_than_a_list_can_show(ask: AskAt, store: Store) -> None:
    await keep(store, *(follow(BEA, f"service:{n}") for n in range(MOST)))

    told = await ask(BEA, "follow sev1")
    known = await ask(BEA, "follow svc:1")

    assert says(told).startswith("That would be more than 50 things to follow.")
    assert known.kind is Answer.FOLLOWED


@ON_A_FILE
async def test_a_subject_that_hundreds_follow_is_left_to_a_channel(ask: AskAt, store: Store) -> None:
    await keep(store, *(follow(f"U{n}", "all") for n in range(500)))

    told = await ask(BEA, "follow all")

    assert says(told).startswith("More than 500 follow that already.")


async def test_a_digest_is_planned_for_the_next_working_morning_of_its_reader(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(CHEN, "follow all daily")

    due = await store.read(lambda tx: tx.chores.next_due())

    assert PEOPLE[CHEN].zone == "Asia/Shanghai"
    assert due is not None
    assert due.isoformat() == "2026-03-03T01:30:00+00:00"  # 09:30 there; it is Monday evening now.


async def followed(store: Store, who: str) -> list[str]:
    """What somebody follows."""
    return [one.subject for one in await store.read(lambda tx: tx.follows.of(who))]


async def keep(store: Store, *follows: Follow) -> None:
    """These are followed."""

    def work(tx: Tx) -> None:
        for one in follows:
            tx.follows.keep(one)

    await store.write(work)


def subjects(told: Reply) -> list[str]:
    """What a list shows."""
    assert isinstance(told.data, Followed)
    return [one.subject for one in told.data.follows]


def follow(who: str, subject: str) -> Follow:
    """Somebody follows something at once."""
    return Follow(follower=PersonId(who), subject=subject, digest=False, added_by=ANA, added_at=NOON, told_at=NOON)
