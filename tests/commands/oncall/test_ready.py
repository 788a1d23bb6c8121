"""`/incident ready`: who says that somebody is ready, for which seat of which service."""

import pytest

from incidents.oncall.model import Seat
from incidents.oncall.swapping import Ready
from incidents.policy import Policy
from incidents.reply import Answer, Readiness
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, says
from tests.commands.oncall.desk import POLICY
from tests.desk import ANA, BEA, CHEN, GUS, MIA, NOON, AskAt


@pytest.fixture
def policy() -> Policy:
    return POLICY


async def test_first_as_backup_then_as_primary_each_with_whose_word_it_is(ask: AskAt, store: Store) -> None:
    early = await ask(ANA, f"ready <@{MIA}> primary checkout")
    backup = await ask(ANA, f"ready <@{MIA}> backup checkout")
    primary = await ask(BEA, f"ready <@{MIA}> primary Checkout")
    shown = await ask(CHEN, "ready checkout")

    assert says(early).startswith("First ready as backup, then as primary")
    assert (backup.kind, primary.kind) == (Answer.READY_BACKUP, Answer.READY_PRIMARY)
    assert isinstance(shown.data, Readiness)
    assert shown.data.rows == (
        Ready(person=MIA, service="checkout", seat=Seat.BACKUP, signed_by=ANA, signed_at=NOON),
        Ready(person=MIA, service="checkout", seat=Seat.PRIMARY, signed_by=BEA, signed_at=NOON),
    )


@ON_A_FILE
@pytest.mark.parametrize(
    ("who", "typed", "said"),
    [
        (ANA, f"ready <@{ANA}> backup checkout", "Nobody signs for themselves"),
        (CHEN, f"ready <@{MIA}> backup checkout", "Only who is on call for checkout says who is ready for it"),
        (ANA, f"ready <@{GUS}> backup checkout", "Gus cannot be on call"),
        (ANA, f"ready <@{MIA}> backup", "Who is ready for what?"),
        (ANA, "ready backup checkout", "Who is ready for what?"),
    ],
)
async def test_a_word_that_does_not_count_is_refused(ask: AskAt, who: str, typed: str, said: str) -> None:
    assert says(await ask(who, typed)).startswith(said)
