"""Our part of a channel's topic: put in, replaced, taken out; other people's words are theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.messages import MessageKind
from incidents.oncall.boards import LONGEST_TOPIC, Wanted, kept, spliced, taken_away
from tests.incidents.oncall.made import utc

HEADS = ("On call for pay:", "pay 值班：")
WORDS = st.text(st.characters(blacklist_characters="[]", blacklist_categories=("Cs", "Cc")), max_size=180).map(
    str.strip
)
NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("topic", "line", "after"),
    [
        ("", "On call for pay: Ana", "[On call for pay: Ana]"),
        ("Cards and refunds", "On call for pay: Ana", "[On call for pay: Ana] Cards and refunds"),
        ("Cards [On call for pay: Ana] refunds", "On call for pay: Bea", "Cards [On call for pay: Bea] refunds"),
        ("[pay 值班：Ana] Cards", "On call for pay: Bea", "[On call for pay: Bea] Cards"),
        ("[On call for search: Chen] x", "On call for pay: Bea", "[On call for pay: Bea] [On call for search: Chen] x"),
        ("[On call for pay: A] x [On call for pay: B] y", "On call for pay: C", "[On call for pay: C] x y"),
        ("Cards [On call for pay: Ana]", "", "Cards"),
        ("[urgent] Cards", "", "[urgent] Cards"),
    ],
)
def test_only_our_part_is_replaced(topic: str, line: str, after: str) -> None:
    assert spliced(topic, HEADS, line) == after


@given(before=WORDS, after=WORDS, first=NAMES, second=NAMES)
def test_whatever_people_wrote_stays_and_to_write_it_twice_changes_nothing(
    before: str, after: str, first: str, second: str
) -> None:
    one = spliced(f"{before} {after}".strip(), HEADS, f"{HEADS[0]} {first}") or ""
    two = spliced(one, HEADS, f"{HEADS[0]} {second}") or one

    assert spliced(two, HEADS, f"{HEADS[0]} {second}") in (two, None)
    assert spliced(two, HEADS, "") in (f"{before} {after}".strip(), two)
    assert len(two) <= LONGEST_TOPIC


def test_where_it_does_not_fit_nothing_is_cut() -> None:
    assert spliced("x" * 240, HEADS, "On call for pay: Ana") is None
    assert spliced("x" * 240 + "[On call for pay: Ana, backup Bea, and more]", HEADS, "") == "x" * 240


def test_a_team_that_wants_neither_is_left_alone_and_of_several_changes_one_is_kept() -> None:
    team = Wanted(team="pay", channel="#payments", topic="payments", user_group="pay-oncall")

    one, two = (kept(team, "payments", utc(f"2026-03-02 12:0{minute}")) for minute in (0, 1))

    assert list(kept(Wanted(team="search"), "search", utc("2026-03-02 12:00"))) == []
    assert [each.kind for each in one] == [MessageKind.ROTA_TOPIC, MessageKind.ROTA_GROUP]
    assert [each.supersede for each in one] == [each.supersede for each in two]
    assert {each.key for each in one}.isdisjoint(each.key for each in two)


def test_whatever_team_asks_for_it_topics_are_written_one_after_another() -> None:
    at = utc("2026-03-02 12:00")

    pay, web = (kept(Wanted(team=team, topic="payments"), team, at)[0] for team in ("pay", "web"))
    gone = taken_away("oncall:1", "old", "C1", at)

    assert pay.lane == web.lane == gone.lane
    assert len({pay.supersede, web.supersede, gone.supersede}) == 3
