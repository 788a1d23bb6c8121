"""The concept map: read from its lines, every name in it known, every group of use."""

import pytest

from incidents.knowledge import analysis, concepts
from incidents.knowledge.concepts import EMPTY, MARK

SMALL = concepts.read("cert < tls : certificate, x509, 证书\ntls : tls,\n  ssl, hand shake\n")


def named(text: str) -> set[str]:
    """The concepts that a text names in the whole map."""
    return {one.term.removeprefix(MARK) for one in analysis.question(text, concepts.lexicon()) if one.is_concept}


def test_a_line_that_begins_with_a_blank_goes_on_with_the_group_before() -> None:
    assert [one.term for one in analysis.question("ssl", SMALL)] == ["ssl", "_tls"]


@pytest.mark.parametrize("text", ["x509", "certificates", "证书"])
def test_whoever_names_a_concept_implies_what_is_above_it(text: str) -> None:
    asked = {one.term: one.weight for one in analysis.question(text, SMALL)}

    assert asked["_cert"] > asked["_tls"]


def test_a_phrase_is_known_in_its_order_alone() -> None:
    assert "_tls" in [one.term for one in analysis.question("hand shakes", SMALL)]
    assert "_tls" not in [one.term for one in analysis.question("shake hands", SMALL)]


def test_the_empty_map_knows_nothing() -> None:
    assert [one.term for one in analysis.question("x509 证书", EMPTY)] == ["x509", "证书"]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("x509 error", "certificate expired"),
        ("OOMKilled", "out of memory"),
        ("no space left on device", "磁盘满"),
        ("NXDOMAIN", "name does not resolve in DNS"),
        ("502 everywhere", "报错 5xx"),
        ("雪崩", "cascading failure"),
        ("丢包", "packet loss"),
        ("nil pointer dereference", "空指针"),
    ],
)
def test_what_means_the_same_shares_a_concept(mine: str, theirs: str) -> None:
    assert named(mine) & named(theirs)


def test_everything_that_is_implied_is_a_group_of_the_map() -> None:
    lines = "\n".join(concepts.SOURCES).replace("\n  ", " ").split("\n")
    heads = [line.partition(" : ")[0] for line in lines if line]
    names = [head.partition(" < ")[0].strip() for head in heads]
    above = {name for head in heads for name in head.partition(" < ")[2].split()}

    assert sorted(above - set(names)) == []
