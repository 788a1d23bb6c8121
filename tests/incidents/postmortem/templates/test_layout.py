"""A template as it is written: headings, paragraphs, lists, placeholders."""

from hypothesis import given
from hypothesis import strategies as st

from incidents.postmortem import fields
from incidents.postmortem.fields import Spot
from incidents.postmortem.model import OWN, Part
from incidents.postmortem.templates.layout import key_of, parse

LINES = st.sampled_from(
    [
        "# T {{key}}",
        "## Summary",
        "## 影响",
        "### less",
        "{{summary}}",
        "- {{impact}}",
        "text",
        "- [ ] item",
        "",
        "<!--",
        "-->",
    ]
)


def test_a_heading_has_the_key_of_the_section_of_the_record_under_it_else_one_of_its_own() -> None:
    layout = parse("## What happened\nIn short:\n\n{{ Summary }}\n{{impact}}\n\n## Customers told?\nWho told them?\n")

    assert [(plan.title, plan.key, plan.line) for plan in layout.plans] == [
        ("What happened", Part.SUMMARY, 1),
        ("Customers told?", "own-customers-told", 7),
    ]


def test_a_paragraph_is_one_text_and_so_is_each_entry_of_a_list() -> None:
    layout = parse(
        "## A\nOne paragraph\nof two lines.\n\nAnother.\n- first\n- [ ] second\n  goes on\n1. third\n### less\nmore\n"
    )

    assert [(one.line, one.text) for one in layout.plans[0].texts] == [
        (2, "One paragraph of two lines."),
        (5, "Another."),
        (6, "first"),
        (7, "second goes on"),
        (9, "third"),
        (10, "less"),
        (11, "more"),
    ]


def test_comments_are_for_whoever_edits_the_file_and_lines_keep_their_numbers() -> None:
    layout = parse("<!-- ours\n## not a heading -->\n# {{key}}\n\n## A <!-- no --> ##\ntext")

    assert layout.title is not None
    assert (layout.title.line, layout.title.text) == (3, "{{key}}")
    assert [(plan.line, plan.title) for plan in layout.plans] == [(5, "A")]
    assert layout.stray == ()


def test_a_key_is_the_same_for_the_same_heading_and_can_stand_in_a_form() -> None:
    titles = ["Impact on customers", "客户影响", "A heading that is far too long to be spelt out in full here"]

    keys = [key_of(title) for title in titles]

    assert keys == [key_of(f" {title.upper()}  ") for title in titles]
    assert len(set(keys)) == 3
    assert all(key.startswith(OWN) and len(key) <= 28 for key in keys)
    spots = [Spot(part=key, version=3, published=False, joins="ns") for key in keys]
    assert [fields.spot(spot.spelt) for spot in spots] == spots


@given(st.lists(LINES, max_size=14))
def test_whatever_stands_there_it_is_read_and_no_word_under_a_heading_is_lost(lines: list[str]) -> None:
    layout = parse("\n".join(lines))

    numbers = [text.line for plan in layout.plans for text in plan.texts]
    assert numbers == sorted(numbers)
    assert all(lines[plan.line - 1].startswith("## ") for plan in layout.plans)
    assert len(layout.plans) <= sum(line.startswith("## ") for line in lines)
