"""Postmortems in Markdown: their sections by their headings, whatever they are called."""

from datetime import UTC, datetime

import pytest

from incidents.decision import Refused
from incidents.knowledge import lessons, postmortems
from incidents.knowledge.articles import Kind

ENGLISH = """---
tags: [tls]
date: 2026-01-05
---
# Checkout down for an hour

## Summary
Every checkout answered 502.

## 2. Root cause:
The gateway's certificate had expired.

## Resolution
We renewed it by hand.

## Timeline
10:00 it began
"""
CHINESE = "# 支付中断\n## 现象\n支付返回 502\n## 根因\n证书过期\n## 修复\n续期证书\n"


def test_sections_become_symptom_cause_and_fix_and_the_rest_is_kept() -> None:
    lesson = postmortems.parse(ENGLISH, "old/checkout.md")

    assert (lesson.title, lesson.tags) == ("Checkout down for an hour", ("tls",))
    assert lesson.happened_at == datetime(2026, 1, 5, tzinfo=UTC)
    assert (lesson.symptom, lesson.cause) == ("Every checkout answered 502.", "The gateway's certificate had expired.")
    assert (lesson.fix, lesson.more) == ("We renewed it by hand.", "### Timeline\n10:00 it began")


def test_chinese_headings_are_understood() -> None:
    lesson = postmortems.parse(CHINESE, "x.md")

    assert (lesson.title, lesson.symptom, lesson.cause, lesson.fix) == (
        "支付中断",
        "支付返回 502",
        "证书过期",
        "续期证书",
    )


def test_the_article_says_them_in_order() -> None:
    page = lessons.page(postmortems.parse(CHINESE, "x.md"))

    assert page.kind is Kind.POSTMORTEM
    assert page.body == "## Symptom\n支付返回 502\n\n## Cause\n证书过期\n\n## Fix\n续期证书"


def test_its_head_is_read_as_an_article_s_is() -> None:
    head = "tags: tls, gateway\nservices: payments\nowner: ana@acme.example\ndate: 2026-01-05 10:00"

    page = lessons.page(postmortems.parse(f"---\n{head}\n---\n## Fix\nrenewed", "old_outage.md"))

    assert (page.title, page.tags, page.owner) == ("old outage", ("tls", "gateway"), "ana@acme.example")
    assert page.matching.services == ("payments",)
    assert page.reviewed_at == datetime(2026, 1, 5, tzinfo=UTC)


def test_an_owner_who_is_nobody_is_refused_with_the_line() -> None:
    with pytest.raises(Refused) as refused:
        postmortems.parse("---\ntags: [tls]\nowner: the database people\n---\n## Fix\nrenewed", "x.md")

    assert refused.value.values["line"] == 3


@pytest.mark.parametrize("text", ["", "# Only a title\n", "---\ndate: soon\n---\n# x\ntext\n"])
def test_what_nobody_could_learn_from_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        lessons.page(postmortems.parse(text, "x.md"))
