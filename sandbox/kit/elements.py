"""The interactive elements and images, and which block takes which. Limits as in Slack's Block Kit reference."""

from collections.abc import Mapping

from sandbox.kit.checks import Check, any_value, exactly_one, flag, many, matching, number, one_of, shape, string
from sandbox.kit.objects import (
    CONFIRM,
    DISPATCH,
    FILTER,
    LIST_OPTION,
    MENU_OPTION,
    OPTION_GROUP,
    SLACK_FILE,
    URL,
    initial_is_offered,
    plain,
    values_differ,
)
from sandbox.kit.richtext import RICH_TEXT

ID = string(255)
PEOPLE = many(string(255), 100, least=0)
PLACEHOLDER = {"placeholder": plain(150)}
DATE = matching(r"\d{4}-\d{2}-\d{2}", "a date in the format YYYY-MM-DD")
TIME = matching(r"\d{2}:\d{2}", "a time in the format HH:mm")
DECIMAL = matching(r"-?\d+(\.\d+)?", "a number")


def element(fields: Mapping[str, Check], required: tuple[str, ...] = (), *also: Check) -> Check:
    """An interactive element with its own fields beside those that all have."""
    everywhere: dict[str, Check] = {"type": any_value, "action_id": ID, "confirm": CONFIRM, "focus_on_load": flag}
    return shape({**everywhere, **fields}, required, *also)


def _menu(fields: Mapping[str, Check], *also: Check) -> Check:
    return element({**PLACEHOLDER, **fields}, (), *also)


def _typed_input(fields: Mapping[str, Check], required: tuple[str, ...] = ()) -> Check:
    return element({**PLACEHOLDER, "dispatch_action_config": DISPATCH, **fields}, required)


_OFFERED: Mapping[str, Check] = {"options": many(MENU_OPTION, 100), "option_groups": many(OPTION_GROUP, 100)}
_ONE_KIND = exactly_one("options", "option_groups")
_MOST_SELECTED: Mapping[str, Check] = {"max_selected_items": number(1)}

_INPUT_PARAMETER = shape({"name": string(255), "value": any_value}, ("name", "value"))
_TRIGGER = shape(
    {"url": string(URL), "customizable_input_parameters": many(_INPUT_PARAMETER, 100, least=0)},
    ("url",),
)
IMAGE = shape(
    {"type": any_value, "image_url": string(URL), "slack_file": SLACK_FILE, "alt_text": string(2000)},
    ("alt_text",),
    exactly_one("image_url", "slack_file"),
)
BUTTON = element(
    {
        "text": plain(75),
        "value": string(2000, shortest=0),
        "url": string(URL),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75),
    },
    ("text",),
)
WORKFLOW_BUTTON = element(
    {
        "text": plain(75),
        "workflow": shape({"trigger": _TRIGGER}, ("trigger",)),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75),
    },
    ("text", "workflow"),
)
OVERFLOW = element({"options": many(MENU_OPTION, 5, least=2)}, ("options",), values_differ)
_TICKED = {"options": many(LIST_OPTION, 10)}
CHECKBOXES = element(
    {**_TICKED, "initial_options": many(LIST_OPTION, 10)}, ("options",), initial_is_offered, values_differ
)
RADIO = element({**_TICKED, "initial_option": LIST_OPTION}, ("options",), initial_is_offered, values_differ)
SELECTS: Mapping[str, Check] = {
    "static_select": _menu({**_OFFERED, "initial_option": MENU_OPTION}, _ONE_KIND, initial_is_offered, values_differ),
    "external_select": _menu({"initial_option": MENU_OPTION, "min_query_length": number()}),
    "users_select": _menu({"initial_user": ID}),
    "conversations_select": _menu(
        {
            "initial_conversation": ID,
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": FILTER,
        }
    ),
    "channels_select": _menu({"initial_channel": ID, "response_url_enabled": flag}),
}
MULTI_SELECTS: Mapping[str, Check] = {
    "multi_static_select": _menu(
        {**_OFFERED, **_MOST_SELECTED, "initial_options": many(MENU_OPTION, 100)},
        _ONE_KIND,
        initial_is_offered,
        values_differ,
    ),
    "multi_external_select": _menu(
        {**_MOST_SELECTED, "initial_options": many(MENU_OPTION, 100), "min_query_length": number()}
    ),
    "multi_users_select": _menu({**_MOST_SELECTED, "initial_users": PEOPLE}),
    "multi_conversations_select": _menu(
        {**_MOST_SELECTED, "initial_conversations": PEOPLE, "default_to_current_conversation": flag, "filter": FILTER}
    ),
    "multi_channels_select": _menu({**_MOST_SELECTED, "initial_channels": PEOPLE}),
}
PICKERS: Mapping[str, Check] = {
    "datepicker": element({**PLACEHOLDER, "initial_date": DATE}),
    "timepicker": element({**PLACEHOLDER, "initial_time": TIME, "timezone": ID}),
    "datetimepicker": element({"initial_date_time": number(10**9, 10**10)}),
}
TEXT_INPUTS: Mapping[str, Check] = {
    "plain_text_input": _typed_input(
        {
            "initial_value": string(3000, shortest=0),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        }
    ),
    "email_text_input": _typed_input({"initial_value": string(3000)}),
    "url_text_input": _typed_input({"initial_value": string(3000)}),
    "number_input": _typed_input(
        {"is_decimal_allowed": flag, "initial_value": DECIMAL, "min_value": DECIMAL, "max_value": DECIMAL},
        ("is_decimal_allowed",),
    ),
    "rich_text_input": _typed_input(
        {"initial_value": RICH_TEXT, "min_lines": number(1, 100), "max_lines": number(1, 100)}
    ),
}
FILE_INPUT = element({"filetypes": many(string(50), 100), "max_files": number(1, 10)})

_SHARED: Mapping[str, Check] = {**SELECTS, **PICKERS, "checkboxes": CHECKBOXES, "radio_buttons": RADIO}
IN_ACTIONS: Mapping[str, Check] = {
    **_SHARED,
    "button": BUTTON,
    "overflow": OVERFLOW,
    "workflow_button": WORKFLOW_BUTTON,
}
IN_SECTION: Mapping[str, Check] = {**IN_ACTIONS, **MULTI_SELECTS, "image": IMAGE}
IN_INPUT: Mapping[str, Check] = {**_SHARED, **MULTI_SELECTS, **TEXT_INPUTS, "file_input": FILE_INPUT}
