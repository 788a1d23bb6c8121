"""The record as a file: harmless in each form, whole, with people by name and times in two zones."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.record.export import FORMULA, cell, markdown, unmarked, written
from bot.views.words import OVERRIDES, Voice, esc
from incidents.policy import Policy
from incidents.record.exports import Form, Record
from tests.views import gallery, recorded
from tests.views.lines import PLAIN, links
from tests.views.test_injection import CORPUS

VOICE = Voice("en", {gallery.ANA: "Ana", gallery.BEA: "Bea", gallery.CHEN: "陈伟"}, "Asia/Shanghai")
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    '=HYPERLINK("https://evil.example","click")',
    "=cmd|' /C calc'!A0",
    "\uff0d1",
    "\uff1d1+1",
)
BARE = re.compile(r"(?<!\\)[`*_\[\]~]|<(?!br>|https://links\.example/)|(?<!&lt;br)(?<!<br)(?<!br)>(?!\))")


def record(text: str = PLAIN) -> Record:
    """The whole of one incident, with the text wherever people wrote."""
    incident = gallery.incidents(text)["resolved with a fix"]
    return Record(
        incident=incident,
        lines=links(text)[::-1],
        todos=recorded.todos(text),
        bookmarks=recorded.bookmarks(text),
        at=gallery.NOON,
    )


def rows(text: str = PLAIN) -> list[list[str]]:
    """The rows of the table."""
    return list(csv.reader(io.StringIO(written(record(text), Form.CSV, VOICE, Policy()).removeprefix("\ufeff"))))


# CSV.


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_no_cell_is_a_formula(text: str) -> None:
    cells = [one for row in rows(text) for one in row]

    assert [one for one in cells if one.startswith(FORMULA)] == []
    assert [one for one in cells if one.startswith("'")] != []


@given(st.text(st.sampled_from("=+-@\t\r\n'\"a,;|\uff1d")) | st.text())
def test_a_cell_keeps_its_words_and_is_no_formula(text: str) -> None:
    safe = cell(text)

    assert not safe.startswith(FORMULA)
    assert safe.removeprefix("'") == text.removeprefix("'") or safe == text


def test_the_table_has_a_row_for_every_line_in_order_and_one_width() -> None:
    head, *body = rows()

    assert head == ["Line", "UTC", "Asia/Shanghai", "Recorded", "Who", "Kind", "What"]
    assert [row[0] for row in body] == [str(link.seq) for link in record().lines]
    assert {len(row) for row in body} == {len(head)}


def test_times_are_in_utc_and_in_the_reader_s_zone_and_people_go_by_name() -> None:
    first = rows()[1]

    assert first[1:3] == ["2026-03-02 12:08:00", "2026-03-02 20:08:00 CST"]
    assert first[4] == "Bea"


def test_a_spreadsheet_knows_the_letters() -> None:
    assert written(record("支付失败"), Form.CSV, VOICE, Policy()).startswith("\ufeff")


# Markdown.


@pytest.mark.parametrize("text", [text for text in CORPUS if len(text) < 200], ids=repr)
def test_nothing_of_it_is_mark_up(text: str) -> None:
    body = (
        written(record(text), Form.MARKDOWN, VOICE, Policy())
        .replace("- [ ]", "-")
        .replace("- [x]", "-")
        .replace("- [-]", "-")
    )

    addresses = re.compile(r"\[((?:[^\]\\]|\\.)*)\]\(<https://links\.example/[^<>]*>\)")
    found = [line for line in addresses.sub(r"\1", body).splitlines() if BARE.search(line)]
    assert found == []


@pytest.mark.parametrize("text", [*CORPUS, "a|b", "a\\|b", "a\\", "|", "one\ntwo"], ids=lambda text: repr(text[:20]))
def test_every_row_of_the_table_has_its_columns(text: str) -> None:
    body = written(record(text), Form.MARKDOWN, VOICE, Policy())

    table = [line for line in body.split("\n") if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in table} == {6}
    assert len(table) == len(record().lines) + 2


@given(st.text())
def test_markdown_escapes_what_it_knows(text: str) -> None:
    assert re.search(r"(?<!\\)(?:\\\\)*[|*_`\[\]]", markdown(text)) is None
    assert re.search(r"<(?!br>)", markdown(text)) is None


def test_it_tells_the_incident_its_to_dos_its_links_and_every_line() -> None:
    body = written(record(), Form.MARKDOWN, VOICE, Policy())

    assert body.startswith("# INC-42 · checkout is failing\n")
    assert "- Owner: Bea" in body
    assert "- [ ] 2. checkout is failing (Bea)" in body
    assert "- [x] 3. checkout is failing (陈伟)" in body
    assert "- [checkout is failing](<https://links.example/checkout%20is%20failing>)" in body
    assert (
        "| 8 | 2026-03-02 12:08:00 | 2026-03-02 20:08:00 CST | Bea | opened it as SEV2: checkout is failing |" in body
    )


def test_long_words_are_whole() -> None:
    body = written(record("x" * 3000), Form.MARKDOWN, VOICE, Policy())

    assert "x" * 3000 in body


@pytest.mark.parametrize("form", Form)
def test_what_was_redacted_says_so(form: Form) -> None:
    assert "(redacted)" in written(record(), form, VOICE, Policy())


@pytest.mark.parametrize("form", Form)
def test_of_nothing_there_is_a_file_too(form: Form) -> None:
    empty = replace(record(), lines=(), todos=(), bookmarks=())

    assert written(empty, form, VOICE, Policy()).strip()


def test_a_removed_link_is_not_exported_to_readers() -> None:
    gone = replace(record(), bookmarks=[replace(one, removed_by=gallery.ANA) for one in record().bookmarks])

    assert "links.example" not in written(replace(gone, lines=()), Form.MARKDOWN, VOICE, Policy()).split("## To-dos")[0]
    assert "## Links" not in written(gone, Form.MARKDOWN, VOICE, Policy())


# JSON.


@pytest.mark.parametrize("text", CORPUS, ids=lambda text: repr(text[:20]))
def test_json_holds_every_field_and_the_chain(text: str) -> None:
    told = json.loads(written(record(text), Form.JSON, VOICE, Policy()))

    fields = {"seq", "occurred_at", "recorded_at", "actor", "kind", "body", "salt", "digest", "previous", "seal"}
    assert {name for line in told["timeline"] for name in fields - line.keys()} == set()
    assert told["timeline"][0]["occurred_at"] == "2026-03-02T12:08:00+00:00"
    assert told["timeline"][0]["who"] == "Bea"
    assert told["incident"]["key"] == "INC-42"
    assert {"genesis", "broken_at"} == told["chain"].keys()


# Our mark-up as people read it.


@given(st.text())
def test_what_people_wrote_comes_through_as_they_wrote_it(text: str) -> None:
    shown = text.translate(OVERRIDES).replace("@\u200b", "@")

    assert unmarked(esc(text), {}) == shown


def test_mentions_times_and_links_are_read_as_words() -> None:
    said = VOICE.say("{name} {at}", name=VOICE.mention(gallery.CHEN), at=gallery.NOON)

    assert unmarked(said, VOICE.names) == "陈伟 2026-03-02 20:00 CST"
