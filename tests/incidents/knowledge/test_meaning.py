"""What is near in meaning beside what shares words: one list by rank, and what is read of texts."""

from hypothesis import given
from hypothesis import strategies as st

from incidents.knowledge import concepts, meaning
from incidents.knowledge.meaning import LEAST, Neighbour
from incidents.knowledge.ranking import Match, Tier
from incidents.model import IncidentId

NUMBERS = st.lists(st.integers(1, 9), unique=True)


def match(number: int, tier: Tier = Tier.POSSIBLE) -> Match:
    """One that shares words."""
    return Match(IncidentId(number), 10 - number, 0.5, ("disk",), same_service=False, tier=tier)


def near(number: int, closeness: float = 0.8, service: str | None = None) -> Neighbour:
    """One that is near."""
    return Neighbour(IncidentId(number), closeness, service)


def order(found: list[Match], close: list[Neighbour]) -> list[int]:
    """Their numbers, as they are shown."""
    return [one.id for one in meaning.fused(found, close)]


def test_what_both_find_comes_before_what_one_finds() -> None:
    assert order([match(1), match(2)], [near(3, 0.9), near(2)])[0] == 2


def test_what_is_too_far_is_not_shown_and_lifts_nothing() -> None:
    assert order([match(1), match(2)], [near(2, LEAST - 0.01), near(3, 0.1)]) == [1, 2]


def test_what_its_words_make_likely_stays_the_first() -> None:
    first, *rest = meaning.fused([match(1, Tier.LIKELY), match(2)], [near(2, 0.9), near(3)])

    assert (first.id, first.tier, first.near) == (1, Tier.LIKELY, False)
    assert [(one.id, one.tier) for one in rest] == [(2, Tier.POSSIBLE), (3, Tier.POSSIBLE)]


def test_the_same_service_is_said_of_what_is_near_alone() -> None:
    [one] = meaning.fused([], [near(4, service="Shop")], service="shop")

    assert (one.same_service, one.shared, one.near) == (True, (), True)


def test_what_people_called_different_comes_later() -> None:
    found = meaning.fused([], [near(1, 0.8), near(2, 0.79)], factors={IncidentId(1): 0.7})

    assert [one.id for one in found] == [2, 1]


@given(words=NUMBERS, close=NUMBERS)
def test_everything_is_shown_once_and_what_is_agreed_on_stays_in_its_order(words: list[int], close: list[int]) -> None:
    shown = order([match(number) for number in words], [near(number, 1 - at / 20) for at, number in enumerate(close)])

    assert sorted(shown) == sorted({*words, *close})
    assert order([match(number) for number in words], []) == words


def test_chinese_is_read_in_the_english_words_of_its_concepts() -> None:
    assert meaning.glossed("web 丢包了", concepts.lexicon()) == "web  packet loss 了"


def test_other_words_are_read_as_they_are() -> None:
    assert meaning.glossed("Disk full; logs!", concepts.lexicon()) == "Disk full; logs!"
