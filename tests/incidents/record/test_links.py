"""Links: which addresses are taken and how they are made harmless; what the settings give."""

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.decision import Refused
from incidents.messages import MessageKind
from incidents.model import SYSTEM, Bookmark, Setting, Status
from incidents.policy import Policy, Service
from incidents.record import links
from tests.incidents.lives import ANA, BEA, LATER, NOON, declared, opened, standing_at

POLICY = Policy(
    services=(
        Service(
            name="payments",
            team="pay",
            tier=1,
            links=(("Dashboard", "https://dash.example/a|b"), ("Logs", "https://logs.example")),
        ),
    ),
    bridge="https://call.example/{key}/{number}",
)
DASHBOARD = Bookmark(number=1, title="Dashboard", address="https://dash.example/a", added_by=ANA, added_at=NOON)
ADDRESSES = st.text(st.sampled_from("<>|&@ \"'`{}[]^\\\n\t\u202e\u200bé失败%/?#:.ax1")) | st.text()


@pytest.mark.parametrize(
    "address",
    [
        "https://dash.example",
        "http://dash.example:8080/a?b=c&d=%20e#f",
        "HTTPS://Dash.Example/A",
        "https://例子.example/失败",
        "https://[::1]:3000/x",
        "https://dash.example/a,b;c=d@e!$'()*+~_-",
    ],
)
def test_an_address_stays_as_it_is(address: str) -> None:
    assert links.clean(address) == address


@pytest.mark.parametrize(
    ("address", "cleaned"),
    [
        (" https://dash.example ", "https://dash.example"),
        ("https://dash.example/a|b", "https://dash.example/a%7Cb"),
        ("https://dash.example/<!channel>", "https://dash.example/%3C!channel%3E"),
        ("https://dash.example/a b", "https://dash.example/a%20b"),
        ('https://dash.example/"x"', "https://dash.example/%22x%22"),
        ("https://dash.example/\u202egpj", "https://dash.example/%E2%80%AEgpj"),
        ("https://dash.example/`x`", "https://dash.example/%60x%60"),
    ],
)
def test_what_would_end_a_link_or_is_not_seen_is_encoded(address: str, cleaned: str) -> None:
    assert links.clean(address) == cleaned


@pytest.mark.parametrize(
    "address",
    [
        "",
        "dashboard",
        "dash.example",
        "ftp://dash.example",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://a|b.example",
        "https://a<b.example",
        "https://[::1",
        "mailto:ana@dash.example",
        "https://dash.example/" + "x" * links.LONGEST_ADDRESS,
    ],
)
def test_anything_else_is_no_address(address: str) -> None:
    assert links.clean(address) == ""


@given(ADDRESSES)
def test_no_address_breaks_out_of_a_link(text: str) -> None:
    cleaned = links.clean("https://dash.example/" + text)

    assert re.search(r"[<>|\s\"`]", cleaned) is None
    assert cleaned.isprintable()


@given(ADDRESSES.map(lambda text: text.strip()).filter(lambda text: "%" not in text))
def test_an_encoded_address_still_leads_to_the_same_place(text: str) -> None:
    cleaned = links.clean("https://dash.example/" + text)

    assert cleaned == "" or unquote(cleaned) == "https://dash.example/" + text


@given(ADDRESSES)
def test_what_is_clean_stays_so(text: str) -> None:
    once = links.clean("https://dash.example/" + text)

    assert links.clean(once) == once


def test_a_link_is_numbered_recorded_and_put_into_the_channel() -> None:
    decision = links.add(opened(), [DASHBOARD], "https://logs.example/x", "  all\nlogs ", by=BEA, now=LATER)

    (link,), (entry,) = decision.bookmarks, decision.entries
    assert (link.number, link.title, link.address, link.added_by) == (2, "all logs", "https://logs.example/x", BEA)
    assert entry.values == {"act": "added", "number": "2", "title": "all logs", "address": "https://logs.example/x"}
    assert [message.kind for message in decision.messages] == [MessageKind.CARD, MessageKind.BOOKMARKS]


def test_without_a_title_it_is_called_after_its_host() -> None:
    decision = links.add(opened(), [], "https://user:pw@logs.example:443/x", "", by=BEA, now=LATER)

    assert decision.bookmarks[0].title == "logs.example"


def test_the_same_address_again_is_refused_with_its_number() -> None:
    with pytest.raises(Refused) as no:
        links.add(opened(), [DASHBOARD], DASHBOARD.address, "Again", by=BEA, now=LATER)

    assert (no.value.values["number"], no.value.values["title"]) == (1, "Dashboard")


def test_a_removed_one_may_come_back_under_a_number_of_its_own() -> None:
    gone = replace(DASHBOARD, removed_by=BEA)

    decision = links.add(opened(), [gone], DASHBOARD.address, "Again", by=BEA, now=LATER)

    assert decision.bookmarks[0].number == 2


def test_what_is_removed_keeps_its_number_and_who_removed_it() -> None:
    decision = links.remove(opened(), [DASHBOARD], 1, by=BEA, now=LATER)

    assert decision.bookmarks == (replace(DASHBOARD, removed_by=BEA),)
    assert decision.entries[0].values["act"] == "removed"


@pytest.mark.parametrize("number", [0, 2, 99])
def test_what_is_not_there_cannot_be_removed(number: int) -> None:
    with pytest.raises(Refused):
        links.remove(opened(), [DASHBOARD], number, by=BEA, now=LATER)


def test_what_is_removed_is_not_removed_again() -> None:
    with pytest.raises(Refused):
        links.remove(opened(), [replace(DASHBOARD, removed_by=BEA)], 1, by=BEA, now=LATER)


def test_a_merged_incident_gets_no_links() -> None:
    with pytest.raises(Refused):
        links.add(standing_at(Status.MERGED), [], "https://dash.example", "", by=BEA, now=LATER)


def test_an_opening_brings_the_links_of_its_service_and_the_bridge() -> None:
    decision = links.settle_in(declared(service="Payments"), (), POLICY, now=NOON)

    assert [(one.number, one.title, one.address, one.added_by) for one in decision.bookmarks] == [
        (1, "Dashboard", "https://dash.example/a%7Cb", SYSTEM),
        (2, "Logs", "https://logs.example", SYSTEM),
        (3, "Bridge", "https://call.example/INC-42/42", SYSTEM),
    ]
    assert [message.kind for message in decision.messages].count(MessageKind.BOOKMARKS) == 1


def test_without_settings_an_opening_is_as_it_was() -> None:
    assert links.settle_in(declared(service="payments"), (), Policy(), now=NOON) == declared(service="payments")


@pytest.mark.parametrize("setting", [Setting.HERE, Setting.THREAD])
def test_only_a_channel_of_its_own_gets_bookmarks(setting: Setting) -> None:
    decision = links.add(opened(setting=setting), [], "https://dash.example", "", by=BEA, now=LATER)

    assert [message.kind for message in decision.messages] == [MessageKind.CARD]


def test_what_the_settings_give_later_is_added_and_what_was_taken_away_is_not() -> None:
    opening = links.settle_in(declared(service="payments"), (), POLICY, now=NOON)
    first, *others = opening.bookmarks
    had = [replace(first, removed_by=BEA), *others]
    more = replace(POLICY, bridge="https://other.example/{number}")

    missing = links.missing(opening.incident, had, more)

    assert missing == [("Bridge", "https://other.example/42")]
