"""The ranking: rare words outweigh common ones, titles outweigh asides, and a low score is nothing similar."""

import pytest

from incidents.knowledge import ranking
from incidents.knowledge.analysis import FIELDS, Asked
from incidents.knowledge.ranking import Candidate, Frequencies, Match, Tier
from incidents.model import IncidentId

KNOWN = Frequencies(1000, {"rare": 2, "common": 400, "disk": 20, "_storage": 60, "full": 30, "odd": 5})
ASKED = (Asked("rare", 1.0), Asked("common", 1.0))


def candidate(number: int, service: str | None = None, **fields: str) -> Candidate:
    """A record with these terms."""
    return Candidate(IncidentId(number), "\n".join(fields.get(name, "") for name in FIELDS), service)


def ranked(*candidates: Candidate, asked: tuple[Asked, ...] = ASKED, service: str | None = None) -> list[int]:
    """Their numbers in the order in which they are shown."""
    return [match.id for match in ranking.rank(asked, candidates, KNOWN, service=service)]


def first(*candidates: Candidate, asked: tuple[Asked, ...] = ASKED) -> Match:
    """The likest."""
    return ranking.rank(asked, candidates, KNOWN)[0]


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    assert ranked(candidate(1, title="common"), candidate(2, title="rare"))[0] == 2


def test_the_title_counts_more_than_the_fix() -> None:
    assert ranked(candidate(1, fix="rare"), candidate(2, title="rare")) == [2, 1]


def test_a_word_in_a_long_field_counts_less() -> None:
    long = " ".join(["rare", *(f"w{number}" for number in range(60))])

    assert ranked(candidate(1, title=long), candidate(2, title="rare few words"))[0] == 2


def test_of_equals_the_newer_one_comes_first() -> None:
    assert ranked(candidate(1, title="rare"), candidate(2, title="rare")) == [2, 1]


def test_the_same_service_comes_first() -> None:
    shop, other = candidate(1, "Shop", title="rare"), candidate(2, "mail", title="rare")

    assert ranked(shop, other, service="shop") == [1, 2]


def test_what_shares_nothing_is_not_shown() -> None:
    assert ranked(candidate(1, title="else")) == []


def test_what_shares_one_word_that_stands_everywhere_is_nothing_similar() -> None:
    asked = (Asked("common", 1.0), Asked("rare", 1.0), Asked("odd", 1.0), Asked("full", 1.0))

    assert ranked(candidate(1, fix="common"), asked=asked) == []


def test_the_first_is_likely_where_it_has_much_of_the_question_and_is_clearly_ahead() -> None:
    asked = (Asked("rare", 1.0), Asked("odd", 1.0), Asked("disk", 1.0))
    same, little = candidate(1, title="rare odd disk", summary="rare disk odd"), candidate(2, summary="disk")

    assert first(same, little, asked=asked).tier is Tier.LIKELY


def test_two_that_are_alike_are_both_only_possible() -> None:
    asked = (Asked("rare", 1.0), Asked("odd", 1.0), Asked("disk", 1.0))
    same, again = candidate(1, title="rare odd disk"), candidate(2, title="rare odd disk")

    assert first(same, again, asked=asked).tier is Tier.POSSIBLE


@pytest.mark.parametrize(("found", "records"), [(0, 0), (5, 2), (7, 7)])
def test_a_count_that_is_behind_makes_no_rarity_negative(found: int, records: int) -> None:
    assert Frequencies(records, {"disk": found}).rarity("disk") > 0
