"""Parts in the place of names."""

from incidents.model import EntryKind, PersonId
from incidents.postmortem import blameless
from incidents.postmortem.blameless import Role
from tests.incidents.postmortem import nights
from tests.incidents.postmortem.nights import ANA, BEA, CHEN, DORA


def test_everybody_is_what_they_were_and_those_who_led_are_counted_in_their_order() -> None:
    found = blameless.roles(nights.incident(), nights.lines())

    assert found == {CHEN: (Role.OWNER, 1), BEA: (Role.OWNER, 2), DORA: (Role.OWNER, 3), ANA: (Role.COMMS, 0)}


def test_who_only_wrote_is_a_responder() -> None:
    elin = PersonId("UELIN")
    said = nights.link(301, 20, elin, EntryKind.NOTE, {"text": "the bank is down"})

    found = blameless.roles(nights.incident(), (*nights.lines(), said))

    assert found[elin] == (Role.RESPONDER, 0)
