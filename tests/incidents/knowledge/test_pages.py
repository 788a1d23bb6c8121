"""Markdown files as pages: what a head may hold, and that every mistake is refused with its line."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.decision import Refused
from incidents.knowledge import pages
from incidents.knowledge.articles import Kind, Matching

RUNBOOK = """---
# what everybody here agrees on
title: "Payments: 5xx"
kind: postmortem
tags: [payments, http]
services:
  - checkout
  - payments
severities: SEV1, sev2
alerts: ["Payments5xx*", 'Card, errors']
owner: bea@example.com   # her team
reviewed: 2026-01-10
review: 90d
layout: wide
nested:
  of: another program
---
# Payments: 5xx

Look at the dashboard.
"""


def test_a_head_says_everything_and_the_body_is_left_whole() -> None:
    page = pages.parse(RUNBOOK, "payments/5xx.md")

    assert (page.title, page.body, page.kind) == ("Payments: 5xx", "Look at the dashboard.", Kind.POSTMORTEM)
    assert (page.tags, page.owner) == (("payments", "http"), "bea@example.com")
    assert (page.reviewed_at, page.review_every) == (datetime(2026, 1, 10, tzinfo=UTC), timedelta(days=90))
    assert page.matching == Matching(
        services=("checkout", "payments"), severities=("sev1", "sev2"), alerts=("Payments5xx*", "Card, errors")
    )


def test_without_a_head_the_first_heading_is_the_title() -> None:
    page = pages.parse("\n# DNS of the office #\nAsk Ana.", "dns.md")

    assert (page.title, page.body, page.kind) == ("DNS of the office", "Ask Ana.", Kind.ARTICLE)


def test_without_a_heading_either_the_file_s_name_is_the_title() -> None:
    assert pages.parse("Ask Ana.", "net/office_dns-servers.md").title == "office dns servers"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("---\ntitle: x\n", 1, "the head begins here and has no end"),
        ("---\ntitle: x\njust words\n---\nbody", 3, "write `key: value`"),
        ("---\ntitle: x\nserivces: [a]\n---\nbody", 3, "Did you mean {meant}"),
        ("---\ntitle: x\ntags: [a\n---\nbody", 3, "the list has no end"),
        ("---\ntitle: x\nkind: recipe\n---\nbody", 3, "is no kind"),
        ("---\ntitle: x\nowner: Bea\n---\nbody", 3, "is nobody"),
        ("---\ntitle: x\nreviewed: yesterday\n---\nbody", 3, "is no day"),
        ("---\ntitle: x\nreview: often\n---\nbody", 3, "is no length of time"),
        ("---\ntitle: x\ntitle: y\n---\nbody", 3, "is there already, in line {other}"),
        ("---\ntitle: [x, y]\n---\nbody", 2, "holds one value"),
        ('---\ntitle: x\ntags: ["a b"]\n---\nbody', 3, "is no tag"),
        ("---\ntitle: x\n---\n", 4, "has a title and a text"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(Refused) as refused:
        pages.parse(text, "x.md")

    assert said in refused.value.sentence
    assert refused.value.values["line"] == line


@given(st.text(alphabet=st.sampled_from("-:[]'\"#, \n\tabtitle@9"), max_size=200))
def test_whatever_a_file_holds_it_is_a_page_or_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        page = pages.parse(f"---\n{text}", "x.md")
        assert page.title.strip()
        assert page.body.strip()
