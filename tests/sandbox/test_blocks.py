"""Block Kit's rules, one row per limit: what breaks it, and what Slack says; what keeps to the limits passes."""

from typing import Any

import pytest

from sandbox import blocks

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def section(**fields: object) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, **fields}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def button(**fields: object) -> Block:
    return {"type": "button", "action_id": "a", "text": plain("Go"), **fields}


def option(value: str = "v", text: str = "t", **fields: object) -> Block:
    return {"text": plain(text), "value": value, **fields}


def options(count: int) -> list[Block]:
    return [option(f"v{number}") for number in range(count)]


def select(**fields: object) -> Block:
    return {"type": "static_select", "action_id": "s", "options": options(2), **fields}


def field(element: Block, **fields: object) -> Block:
    return {"type": "input", "label": plain("L"), "element": element, **fields}


def text_input(**fields: object) -> Block:
    return {"type": "plain_text_input", "action_id": "t", **fields}


def modal(*body: Block, **fields: object) -> Block:
    return {"type": "modal", "title": plain("T"), "submit": plain("S"), "blocks": list(body), **fields}


IMAGE = {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "x"}
GOOD = [
    section(),
    section(text={"type": "mrkdwn", "text": "x" * 3000, "verbatim": True}),
    section(fields=[plain("x" * 2000)] * 10),
    {"type": "section", "fields": [plain("x")]},
    section(accessory=button(value="v" * 2000, url="https://x.example", style="danger")),
    section(accessory=IMAGE),
    section(accessory=select(initial_option=option("v1"))),
    section(block_id="b" * 255),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [plain("x")] * 9 + [IMAGE]},
    actions(*[button(action_id=f"a{number}") for number in range(25)]),
    actions({"type": "overflow", "action_id": "o", "options": options(5)}),
    actions({"type": "datepicker", "action_id": "d", "initial_date": "2024-02-29", "placeholder": plain("p" * 150)}),
    actions(
        button(confirm={"title": plain("x" * 100), "text": plain("x" * 300), "confirm": plain("y"), "deny": plain("n")})
    ),
    {**IMAGE, "title": plain("x" * 2000)},
    field(text_input(max_length=3000, multiline=True), hint=plain("h"), optional=True),
    field({"type": "multi_users_select", "action_id": "m", "max_selected_items": 3}),
    field({"type": "checkboxes", "action_id": "c", "options": options(10)}),
    {"type": "markdown", "text": "x" * 12_000},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 20] * 100},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
]
BAD = [
    ({"type": "nonsense"}, "unsupported type: nonsense [json-pointer:/blocks/0/type]"),
    ({"text": plain("x")}, "missing required field: type [json-pointer:/blocks/0]"),
    ({"type": "section"}, "must define either text or fields"),
    (section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
    (section(text="x"), "must be an object [json-pointer:/blocks/0/text]"),
    (section(text={"type": "html", "text": "x"}), "unsupported type: html"),
    (section(text=plain("")), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (section(text=plain("x" * 3001)), "must be less than 3001 characters"),
    (section(fields=[plain("x")] * 11), "no more than 10 items allowed"),
    (section(fields=[plain("x" * 2001)]), "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"),
    (section(block_id="b" * 256), "must be less than 256 characters"),
    (section(accessory=text_input()), "unsupported type: plain_text_input"),
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
    ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "failed to match any of the allowed values"),
    ({"type": "context", "elements": [plain("x")] * 11}, "no more than 10 items allowed"),
    ({"type": "context", "elements": [button()]}, "unsupported type: button"),
    (actions(), "no fewer than 1 items allowed"),
    (actions(*[button(action_id=f"a{number}") for number in range(26)]), "no more than 25 items allowed"),
    (actions(button(), button()), "`action_id` a already exists"),
    (actions(button(text=plain("x" * 76))), "must be less than 76 characters"),
    (actions(button(text={"type": "mrkdwn", "text": "x"})), "failed to match any of the allowed values: plain_text"),
    (actions(button(value="v" * 2001)), "must be less than 2001 characters"),
    (actions(button(url="u" * 3001)), "must be less than 3001 characters"),
    (actions(button(action_id="a" * 256)), "must be less than 256 characters"),
    (actions(button(style="loud")), "failed to match any of the allowed values: primary, danger"),
    (actions(button(accessibility_label="x" * 76)), "must be less than 76 characters"),
    (actions(button(confirm={"title": plain("x" * 101), "text": plain("x")})), "must be less than 101 characters"),
    (actions(button(confirm={"title": plain("x"), "text": plain("x" * 301)})), "must be less than 301 characters"),
    (actions(select(options=options(101))), "no more than 100 items allowed"),
    (actions(select(options=None)), "missing required field: options"),
    (actions(select(options=[option("v" * 76)])), "must be less than 76 characters"),
    (actions(select(options=[option(text="t" * 76)])), "must be less than 76 characters"),
    (actions(select(options=[option(description=plain("d" * 76))])), "must be less than 76 characters"),
    (actions(select(options=[option(), option()])), "option values must be unique"),
    (actions(select(initial_option=option("other"))), "initial option must be one of the options"),
    (actions(select(placeholder=plain("p" * 151))), "must be less than 151 characters"),
    (actions({"type": "overflow", "action_id": "o", "options": options(1)}), "no fewer than 2 items allowed"),
    (actions({"type": "overflow", "action_id": "o", "options": options(6)}), "no more than 5 items allowed"),
    (actions({"type": "radio_buttons", "action_id": "r", "options": options(11)}), "no more than 10 items allowed"),
    (actions({"type": "datepicker", "action_id": "d", "initial_date": "29/02"}), "must be a date in the format"),
    ({"type": "image", "image_url": "u" * 3001, "alt_text": "x"}, "must be less than 3001 characters"),
    ({"type": "image", "image_url": "u", "alt_text": "x" * 2001}, "must be less than 2001 characters"),
    ({"type": "image", "image_url": "u"}, "missing required field: alt_text"),
    (field(text_input(), label=plain("x" * 2001)), "must be less than 2001 characters"),
    (field(text_input(), hint=plain("x" * 2001)), "must be less than 2001 characters"),
    (field(text_input(max_length=3001)), "must be between 1 and 3000"),
    (field(button()), "unsupported type: button"),
    ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters"),
    ({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101}, "no more than 100 items allowed"),
    ({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]}, "no more than 20 items allowed"),
    ({"type": "rich_text", "elements": [{"type": "bold"}]}, "unsupported type: bold"),
]
BAD_VIEWS = [
    (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    (modal(submit=plain("x" * 25)), "must be less than 25 characters"),
    (modal(close=plain("x" * 25)), "must be less than 25 characters"),
    (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
    (modal(callback_id="x" * 256), "must be less than 256 characters"),
    (modal(external_id="x" * 256), "must be less than 256 characters"),
    (modal(*[section()] * 101), "no more than 100 items allowed"),
    (modal(field(text_input()), submit=None), "missing required field: submit"),
    (modal(section(block_id="b"), section(block_id="b")), "`block_id` b already exists"),
    (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    (modal(colour="red"), "invalid additional property: colour"),
    (modal(type="home"), "must be a view of type modal"),
]


@pytest.mark.parametrize("block", GOOD)
def test_what_keeps_to_the_limits_is_taken(block: Block) -> None:
    complaints = blocks.check_message([block])

    assert complaints == []


@pytest.mark.parametrize(("block", "complaint"), BAD)
def test_what_breaks_a_limit_is_named(block: Block, complaint: str) -> None:
    complaints = blocks.check_message([block])

    assert complaint in complaints[0]


@pytest.mark.parametrize(("view", "complaint"), BAD_VIEWS)
def test_what_a_modal_may_not_have_is_named(view: Block, complaint: str) -> None:
    complaints = blocks.check_view(view, "modal")

    assert complaint in complaints[0]


def test_a_modal_within_the_limits_is_taken() -> None:
    complaints = blocks.check_view(modal(*[field(text_input())] * 100, private_metadata="x" * 3000), "modal")

    assert complaints == []


def test_a_message_has_room_for_50_blocks() -> None:
    full = blocks.check_message([section()] * 50)
    too_many = blocks.check_message([section()] * 51)

    assert full == []
    assert too_many == ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"]


def test_a_block_id_is_used_once_in_a_message() -> None:
    complaints = blocks.check_message([section(block_id="b"), section(block_id="b")])

    assert "already exists" in complaints[0]


def test_a_message_has_one_table_at_most() -> None:
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}

    complaints = blocks.check_message([table, table])

    assert "only one table" in complaints[0]


def test_markdown_counts_together() -> None:
    complaints = blocks.check_message([{"type": "markdown", "text": "x" * 6001}] * 2)

    assert "together" in complaints[0]


def test_the_size_counts_every_text() -> None:
    size = blocks.size([section(fields=[plain("abc")]), actions(button())])

    assert size == len("x") + len("abc") + len("Go")
