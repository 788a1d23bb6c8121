"""What becomes of a template with a record."""

from dataclasses import replace

import pytest

from incidents.model import Status, Who
from incidents.policy import OwnTemplate
from incidents.postmortem import drafting
from incidents.postmortem.model import PARTS, TITLE, Draft, Mark, Part, Record, Template
from incidents.postmortem.templates import values
from incidents.postmortem.templates.filling import NOTHING
from tests.incidents.postmortem import nights
from tests.incidents.postmortem.nights import ANA, CHEN, EVENING, MINUTE


@pytest.fixture(scope="module")
def record() -> Record:
    """Nine hours in 300 lines."""
    return nights.record()


def drafted(record: Record, text: str) -> Draft:
    """The draft by a template of this text."""
    own = OwnTemplate(name="ours", text=text)
    return drafting.draft(replace(record, policy=replace(record.policy, templates=(own,))), "ours")


def test_a_section_of_the_record_says_what_the_shipped_templates_say(record: Record) -> None:
    text = "\n".join(f"## Our {part}\n{{{{{part}}}}}" for part in PARTS[Template.FULL])

    draft = drafted(record, text)

    shipped = drafting.draft(record, Template.FULL)
    assert draft.sections == shipped.sections
    assert [(one.part, one.title) for one in draft.outline] == [(part, f"Our {part}") for part in PARTS[Template.FULL]]


def test_prose_without_a_placeholder_asks_and_so_does_an_empty_section(record: Record) -> None:
    draft = drafted(record, "## Customers\nWho was told, and when?\n- Name each.\n## Legal\n")

    told = [(one.text, dict(one.values), one.mark) for part in draft.sections for one in part.sentences]
    assert told == [
        ("{text0}", {"text0": "Who was told, and when?"}, Mark.QUESTION),
        ("{text0}", {"text0": "Name each."}, Mark.QUESTION),
        ("What belongs under this heading?", {}, Mark.QUESTION),
    ]


def test_beside_a_placeholder_words_stand_as_they_are_and_only_what_asks_is_a_question(record: Record) -> None:
    draft = drafted(record, "## Summary\nAll times are UTC.\n\n{{summary}}\n\nWho else should know?\n")

    said = draft.section(Part.SUMMARY).sentences
    assert (said[0].values, said[0].mark) == ({"text0": "All times are UTC."}, Mark.FILLED)
    assert said[1:-1] == drafting.draft(record, Template.FULL).section(Part.SUMMARY).sentences
    assert said[-1].mark is Mark.QUESTION


def test_single_values_come_with_the_lines_they_rest_on(record: Record) -> None:
    draft = drafted(
        record, "# {{key}}: {{title}}\n## In numbers\n- {{severity}}, {{owner}} led, over after {{duration}}\n"
    )

    title = draft.section(TITLE).sentences[0]
    line = draft.section("own-in-numbers").sentences[0]
    assert (title.text, dict(title.values)) == (
        "{key}{text2}{title}",
        {"key": record.incident.key, "text2": ": ", "title": record.incident.title},
    )
    assert line.values["owner"] == Who(record.incident.owner or ANA)
    shipped = drafting.draft(record, Template.FULL).section(Part.FACTS).sentences
    assert line.values["duration"] == next(
        one.values["lasted"] for one in shipped if one.text == "Resolved after {lasted}."
    )
    assert line.mark is Mark.FILLED
    assert all(seq in [one.seq for one in record.lines] for seq in line.evidence)


def test_every_value_is_what_the_record_says(record: Record) -> None:
    draft = drafted(record, "\n".join(f"## {name}\n{{{{{name}}}}}" for name in values.VALUES))

    said = {one.part.removeprefix("own-"): one.sentences[0] for one in draft.sections}
    assert set(said) == set(values.VALUES)
    assert said["started"].values["started"] == EVENING - 12 * MINUTE
    assert said["opened"].values["opened"] == EVENING
    assert said["acknowledged"].values["acknowledged"] == EVENING + 17 * MINUTE
    assert said["mitigated"].values["mitigated"] == EVENING + 155 * MINUTE
    assert said["reporter"].values["reporter"] == Who(ANA)
    assert said["status"].values["status"] == Status(record.incident.status)
    assert said["owner"].values["owner"] in (Who(CHEN), Who(record.incident.owner or CHEN))
    assert all(one.evidence for one in said.values() if NOTHING not in one.values.values())


def test_what_the_record_does_not_say_is_to_be_confirmed() -> None:
    record = nights.record()
    bare = replace(record, incident=replace(record.incident, scribe=None, service=None))

    draft = drafted(bare, "## Who\nWritten by {{scribe}} for {{service}}\n")

    (line,) = draft.section("own-who").sentences
    assert (line.values["scribe"], line.values["service"], line.mark) == (NOTHING, NOTHING, Mark.CONFIRM)


def test_braces_and_mark_up_of_a_template_are_values_and_never_filled_in_again(record: Record) -> None:
    draft = drafted(record, "## A\n{line} <!channel> {0} {{title}} %s\n")

    (line,) = draft.section("own-a").sentences
    assert line.text == "{text0}{title}{text2}"
    assert line.values["text0"] == "{line} <!channel> {0} "
