"""What a status of HTTP means by itself, whoever it is from: the one ladder of every medium that speaks HTTP."""

import pytest

from bot.channels.outcome import LONGEST_WAIT, SHORTEST_WAIT, Outcome, Unsure, Wait, is_taken, put_off

USUAL = 7.0


@pytest.mark.parametrize(
    ("status", "after", "meant"),
    [
        (429, "20", Wait(20.0)),
        (429, "", Wait(USUAL)),
        (429, "0", Wait(SHORTEST_WAIT)),
        (429, "-5", Wait(SHORTEST_WAIT)),
        (429, "99999", Wait(LONGEST_WAIT)),
        (429, "inf", Wait(USUAL)),
        (429, "nan", Wait(USUAL)),
        (429, "Wed, 21 Oct 2026 07:28:00 GMT", Wait(USUAL)),
        (503, "20", Wait(20.0)),
        (503, "", Unsure("HTTP 503", answered=True)),
        (500, "20", Unsure("HTTP 500", answered=True)),
        (599, "", Unsure("HTTP 599", answered=True)),
        (404, "20", None),
        (200, "", None),
    ],
)
def test_patience_is_kept_as_asked_trouble_may_pass_and_all_else_is_the_medium_s(
    status: int, after: str, meant: Outcome | None
) -> None:
    assert put_off(status, {"Retry-After": after} if after else {}, usual=USUAL) == meant


@pytest.mark.parametrize(("status", "is_yes"), [(200, True), (202, True), (299, True), (199, False), (302, False)])
def test_the_twos_say_yes(status: int, *, is_yes: bool) -> None:
    assert is_taken(status) is is_yes
