"""What is wrong with a template, with its line."""

import pytest

from incidents.postmortem.templates.flaws import KNOWN, LONGEST, flaws, misnamed

THERE_ARE = f"there are {', '.join(KNOWN)}"


def test_one_that_is_in_order_has_none() -> None:
    assert (
        flaws("# {{key}} {{title}}\n\n## A\n{{summary}}\n- Led by {{owner}}, {{ Duration }}\n\n## B\n{{timeline}}\n")
        == []
    )


def test_an_unknown_placeholder_is_named_with_its_line_and_the_nearest() -> None:
    found = flaws("## What happened\n\n{{sumary}}\nled by {{boss}} and {{Ownr}}\n")

    assert found == [
        (3, f"there is no placeholder {{{{sumary}}}}; did you mean {{{{summary}}}}? T{THERE_ARE[1:]}"),
        (3, f"there is no placeholder {{{{boss}}}}; {THERE_ARE}"),
        (3, f"there is no placeholder {{{{ownr}}}}; did you mean {{{{owner}}}}? T{THERE_ARE[1:]}"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 0, "it is empty"),
        (" \n\n", 0, "it is empty"),
        ("only words", 0, "it has no section: a line such as `## Summary` begins one"),
        ("## A\n" + "x" * LONGEST, 0, "it has 20005 characters; 20000 at most"),
        ("above\n## A\n", 1, "this stands under no heading"),
        ("## A\n## B\n## a\n", 3, "the heading “a” stands in line 1 already"),
        ("## \n## A\n", 1, "the heading says nothing"),
        ("## " + "h" * 76, 1, "the heading has 76 characters; 75 at most"),
        ("## Impact of {{key}}", 1, "a heading has no placeholder"),
        ("\n".join(f"## {n}" for n in range(31)), 31, "it has 31 sections; 30 at most"),
        ("## A\nImpact: {{impact}}", 2, "{{impact}} is a whole section: it stands on a line of its own"),
        ("# {{facts}}\n## A\n", 1, "{{facts}} is a whole section"),
        ("## A\n{{facts}}\n## B\n{{facts}}", 4, "{{facts}} stands in line 2 already"),
        ("## A\n{{timeline}}\nwords", 2, "{{timeline}} needs a section of its own"),
        ("## A\nby {{owner", 2, "a placeholder is not closed"),
        ("## A\nby {owner}}", 2, "a placeholder is not closed"),
        ("## A\n{{}}", 2, "there is no placeholder {{}}"),
    ],
)
def test_what_cannot_be_is_named_with_its_line(text: str, line: int, said: str) -> None:
    (found,) = flaws(text)

    assert found[0] == line
    assert found[1].startswith(said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("payments/rca", ""),
        ("复盘", ""),
        ("full", "“full” is a shipped template: give the file another name"),
        ("two words", "its name is one word of 40 characters at most, for a severity names it"),
        ("n" * 41, "its name is one word of 40 characters at most, for a severity names it"),
    ],
)
def test_a_name_is_one_that_a_severity_can_say(name: str, said: str) -> None:
    assert misnamed(name) == said
