"""What follows from a check-up: each missing part is owed once more, and the asker is told."""

from dataclasses import replace

import pytest

from incidents.decision import Decision
from incidents.messages import MessageKind
from incidents.model import SYSTEM, EntryKind, PersonId, Status
from incidents.upkeep import checkup
from incidents.upkeep.checkup import Looked
from tests.incidents.lives import opened

ANA, BEA, CHEN, MIA = PersonId("UANA"), PersonId("UBEA"), PersonId("UCHEN"), PersonId("UMIA")
INCIDENT = replace(opened(), version=7, reporter=ANA)
REPAIRS = {
    "archived": [],
    "outside": [],
    "card": [MessageKind.INTRO, MessageKind.PIN],
    "pin": [MessageKind.PIN],
    "topic": [MessageKind.TOPIC],
    "purpose": [MessageKind.PURPOSE],
    "people": [MessageKind.INVITE, MessageKind.INVITE],
}


def mended(*parts: str) -> Decision:
    people = (ANA, CHEN) if "people" in parts else ()
    looked = Looked(frozenset(parts) - {"people"}, people)
    return checkup.mend(INCIDENT, looked, by=BEA, tell=True, now=INCIDENT.opened_at)


@pytest.mark.parametrize("part", checkup.PARTS)
def test_each_part_is_put_right_recorded_and_told(part: str) -> None:
    decision = mended(part)

    *repairs, told = decision.messages
    assert [one.kind for one in repairs] == REPAIRS[part]
    assert (told.kind, told.lane, told.values) == (MessageKind.CHECKED, "dm:UBEA", {"person": BEA, "parts": part})
    assert [entry.kind for entry in decision.entries] == [EntryKind.MENDED]


def test_a_card_that_is_posted_anew_is_pinned_once_after_it() -> None:
    card, pin, _ = mended("card", "pin").messages

    assert (card.kind, pin.kind, pin.after) == (MessageKind.INTRO, MessageKind.PIN, card.key)


def test_where_nothing_is_missing_the_record_is_silent_and_the_asker_is_told() -> None:
    decision = mended()

    assert decision.entries == ()
    assert [one.kind for one in decision.messages] == [MessageKind.CHECKED]


def test_who_must_not_know_is_told_nothing() -> None:
    decision = checkup.mend(INCIDENT, Looked(frozenset({"topic"})), by=BEA, tell=False, now=INCIDENT.opened_at)

    assert [one.kind for one in decision.messages] == [MessageKind.TOPIC]


def test_everybody_with_a_part_belongs_in_the_channel_of_an_open_incident() -> None:
    incident = replace(INCIDENT, owner=BEA, comms=CHEN, scribe=BEA)

    assert checkup.belonging(incident) == (ANA, BEA, CHEN)
    assert checkup.belonging(replace(incident, status=Status.RESOLVED)) == ()
    assert checkup.belonging(replace(incident, test=True)) == (ANA,)
    assert checkup.belonging(replace(incident, reporter=SYSTEM)) == (BEA, CHEN)
