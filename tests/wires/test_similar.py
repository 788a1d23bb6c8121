"""What looks like an incident stands on its card and in its first post as soon as they are written."""

import pytest

from tests.office import Office

ROOM = "inc-2-x509-errors-everywhere"


@pytest.fixture
async def again(office: Office) -> Office:
    """An expired certificate was renewed; now x509 errors are reported."""
    await office.says("ana", "general", "open sev2 the signing certificate has expired")
    await office.says("bea", "general", "resolve INC-1 put a new one in")
    await office.says("ana", "general", "open sev2 x509 errors everywhere")
    await office.rest()
    return office


async def test_the_card_and_the_first_post_say_what_it_looks_like_and_what_fixed_that(again: Office) -> None:
    card, first = again.posts(ROOM)[:2]

    assert "INC-1 “the signing certificate has expired”" in card
    assert "put a new one in" in card
    assert "put a new one in" in first


async def test_a_press_says_that_it_is_the_same_and_the_card_says_so(again: Office) -> None:
    await again.presses("bea", "Same problem", ROOM)

    assert "The same problem as" in again.posts(ROOM)[0]


async def test_what_was_called_different_is_gone_from_the_card(again: Office) -> None:
    await again.presses("bea", "Different", ROOM)

    assert "INC-1" not in again.posts(ROOM)[0]


async def test_a_better_title_finds_what_the_first_did_not(office: Office) -> None:
    await office.says("ana", "general", "open sev2 the signing certificate has expired")
    await office.says("bea", "general", "resolve INC-1 put a new one in")
    await office.says("ana", "general", "open sev2 strange things")
    before = office.posts("inc-2-strange-things")[0]

    await office.says("ana", "inc-2-strange-things", "title x509 errors everywhere")

    assert "INC-1" not in before
    assert "INC-1" in office.posts("inc-2-strange-things")[0]


async def test_of_a_test_and_of_a_private_one_nobody_outside_learns(office: Office) -> None:
    await office.says("ana", "general", "open sev2 the signing certificate has expired --private")
    await office.says("ana", "inc-1-the-signing-certificate-has-expired", "resolve put a new one in")
    await office.says("ana", "general", "open sev2 x509 errors everywhere")

    assert "INC-1" not in " ".join(office.posts(ROOM))
