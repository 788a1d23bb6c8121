"""Bad calls, one per limit and rule of Slack's, each with the documented error code.

What is in braces, `{room}` for instance, stands for an id of the world in which the call is made.
"""

from dataclasses import dataclass
from typing import Any

TEXT = {"type": "plain_text", "text": "x"}
SECTION = {"type": "section", "text": TEXT}
FORM = {"type": "modal", "title": TEXT, "blocks": []}
SOON = 2**33
HEAVY = {"event_type": "x", "event_payload": {"x": "x" * 16 * 1024}}


@dataclass(frozen=True)
class BadCall:
    """One call that Slack refuses, and how."""

    method: str
    args: dict[str, Any]
    code: str

    def __str__(self) -> str:
        return f"{self.method}-{self.code}"


def filled(args: dict[str, Any], world: dict[str, str]) -> dict[str, Any]:
    """The arguments with the ids of this world put in."""
    return {name: _fill(value, world) for name, value in args.items()}


def _fill(value: object, world: dict[str, str]) -> object:
    if isinstance(value, dict):
        return filled(value, world)
    if isinstance(value, list):
        return [_fill(each, world) for each in value]
    return world.get(value[1:-1], value) if isinstance(value, str) and value.startswith("{") else value


def _rows(method: str, *cases: tuple[dict[str, Any], str]) -> list[BadCall]:
    return [BadCall(method, args, code) for args, code in cases]


def _blocks(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"channel": "{room}", "text": "x", "blocks": list(blocks)}


def _view(**changes: object) -> dict[str, Any]:
    return {"trigger_id": "{trigger}", "view": {**FORM, **changes}}


def _option(value: str) -> dict[str, Any]:
    return {"text": TEXT, "value": value}


def _button(**changes: object) -> dict[str, Any]:
    return {"type": "actions", "elements": [{"type": "button", "text": TEXT, "action_id": "a", **changes}]}


def _menu(**changes: object) -> dict[str, Any]:
    return {"type": "section", "text": TEXT, "accessory": {"type": "static_select", "action_id": "a", **changes}}


def _change(**change: object) -> dict[str, Any]:
    return {"canvas_id": "{canvas}", "changes": [change]}


INVALID = "invalid_blocks"
MARKDOWN = {"type": "markdown", "markdown": "x"}
BLOCKS = _rows(
    "chat.postMessage",
    (_blocks(*[{"type": "divider"}] * 51), INVALID),
    (_blocks({"type": "section"}), INVALID),
    (_blocks({"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}), INVALID),
    (_blocks({"type": "section", "fields": [TEXT] * 11}), INVALID),
    (_blocks({"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}), INVALID),
    (_blocks({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}), INVALID),
    (_blocks({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}), INVALID),
    (_blocks({"type": "context", "elements": [TEXT] * 11}), INVALID),
    (_blocks({"type": "actions", "elements": []}), INVALID),
    (_blocks({"type": "actions", "elements": [{"type": "button", "text": TEXT}] * 26}), INVALID),
    (_blocks({**SECTION, "block_id": "x" * 256}), INVALID),
    (_blocks({**SECTION, "block_id": "same"}, {**SECTION, "block_id": "same"}), INVALID),
    (_blocks({**SECTION, "colour": "red"}), INVALID),
    (_blocks(_button(text={"type": "plain_text", "text": "x" * 76})), INVALID),
    (_blocks(_button(value="x" * 2001)), INVALID),
    (_blocks(_button(url="x" * 3001)), INVALID),
    (_blocks(_button(action_id="x" * 256)), INVALID),
    (_blocks(_button(style="green")), INVALID),
    (_blocks(_button(accessibility_label="x" * 76)), INVALID),
    (_blocks(_button(confirm={"title": {"type": "plain_text", "text": "x" * 101}, "text": TEXT})), INVALID),
    (_blocks(_menu(options=[_option(str(n)) for n in range(101)])), INVALID),
    (_blocks(_menu(options=[_option("x" * 151)])), INVALID),
    (_blocks(_menu(options=[_option("same"), _option("same")])), INVALID),
    (_blocks(_menu(options=[_option("1")], initial_option=_option("2"))), INVALID),
    (_blocks(_menu()), INVALID),
    (_blocks({**SECTION, "accessory": {"type": "overflow", "options": [_option("1")]}}), INVALID),
    (
        _blocks({**SECTION, "accessory": {"type": "overflow", "options": [_option(c) for c in "123456"]}}),
        "invalid_blocks",
    ),
    (_blocks({"type": "image", "image_url": "https://x.example/x.png"}), INVALID),
    (_blocks({"type": "image", "image_url": "x" * 3001, "alt_text": "x"}), INVALID),
    (_blocks({"type": "markdown", "text": "x" * 12_001}), INVALID),
    (_blocks({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101}), INVALID),
    (_blocks({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]}), INVALID),
    (_blocks({"type": "card"}), INVALID),
    (_blocks({"type": "card", "body": {"type": "mrkdwn", "text": "x" * 201}}), INVALID),
    (_blocks({"type": "carousel", "elements": []}), INVALID),
    (_blocks({"type": "container", "child_blocks": [SECTION]}), INVALID),
    (_blocks({"type": "task_card", "task_id": "1", "title": "x", "status": "done"}), INVALID),
    (_blocks({"type": "alert", "text": TEXT, "level": "loud"}), INVALID),
    (_blocks({"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": []}]}), INVALID),
    (_blocks(*[{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}] * 5), "msg_blocks_too_long"),
    ({"channel": "{room}", "attachments": [{"blocks": [{"type": "nonsense"}]}]}, "invalid_attachments"),
)
MODALS = [
    *_rows(
        "views.open",
        (_view(title={"type": "plain_text", "text": "x" * 25}), "invalid_arguments"),
        (_view(submit={"type": "plain_text", "text": "x" * 25}), "invalid_arguments"),
        (_view(private_metadata="x" * 3001), "invalid_arguments"),
        (_view(callback_id="x" * 256), "invalid_arguments"),
        (_view(blocks=[{"type": "divider"}] * 101), "invalid_arguments"),
        (
            _view(blocks=[{"type": "input", "label": TEXT, "element": {"type": "plain_text_input"}}]),
            "invalid_arguments",
        ),
        (_view(blocks=[{"type": "markdown", "text": "x"}]), "invalid_arguments"),
        ({"trigger_id": "nonsense", "view": FORM}, "invalid_trigger_id"),
        ({"trigger_id": "1.2.abc", "view": FORM}, "expired_trigger_id"),
        ({"view": FORM}, "invalid_arguments"),
    ),
    *_rows("blocks.validate", ({"blocks": [{"type": "x"}]}, INVALID), ({}, "invalid_arguments")),
]
MESSAGES = [
    *_rows(
        "chat.update",
        ({"channel": "{room}", "ts": "{ts}", "text": "x" * 4001}, "msg_too_long"),
        ({"channel": "{room}", "ts": "{ts}", "text": " "}, "no_text"),
        ({"channel": "{room}", "ts": "{rich}", "text": "x", "blocks": [SECTION]}, "block_mismatch"),
        ({"channel": "{room}", "ts": "{anas}", "text": "x"}, "cant_update_message"),
        ({"channel": "{archived}", "ts": "{ts}", "text": "x"}, "is_inactive"),
        ({"channel": "{room}", "ts": "{ts}", "text": "x", "metadata": HEAVY}, "metadata_too_large"),
    ),
    *_rows(
        "chat.scheduleMessage",
        ({"channel": "{room}", "text": "x", "post_at": 1}, "time_in_past"),
        ({"channel": "{room}", "text": "x", "post_at": SOON}, "time_too_far"),
        ({"channel": "{room}", "text": "x", "post_at": "tomorrow"}, "invalid_time"),
        ({"channel": "{room}", "text": "", "post_at": SOON}, "no_text"),
        ({"channel": "{room}", "text": "x" * 40_001, "post_at": SOON}, "msg_too_long"),
        ({"channel": "{room}", "text": "x", "post_at": SOON, "metadata": {"x": 1}}, "invalid_metadata_format"),
        ({"channel": "{room}", "text": "x", "post_at": SOON, "metadata": HEAVY}, "metadata_too_large"),
        ({"channel": "{archived}", "text": "x", "post_at": SOON}, "is_archived"),
        ({"channel": "C0GENERAL", "text": "x", "post_at": SOON}, "not_in_channel"),
    ),
    *_rows(
        "chat.deleteScheduledMessage",
        ({"channel": "{room}", "scheduled_message_id": "Q0"}, "invalid_scheduled_message_id"),
        ({"channel": "C0NOWHERE", "scheduled_message_id": "Q0"}, "channel_not_found"),
    ),
    *_rows(
        "chat.scheduledMessages.list",
        ({"channel": "C0NOWHERE"}, "invalid_channel"),
        ({"cursor": "nonsense"}, "invalid_cursor"),
    ),
    *_rows(
        "pins.add",
        ({"channel": "{room}", "timestamp": "{pinned}"}, "already_pinned"),
        ({"channel": "{room}", "timestamp": "{joined}"}, "not_pinnable"),
    ),
    *_rows("conversations.leave", ({"channel": "{alone}"}, "last_member")),
    *_rows("pins.remove", ({"channel": "{room}", "timestamp": "{ts}"}, "no_pin")),
    *_rows("reactions.remove", ({"channel": "{room}", "timestamp": "{ts}", "name": "eyes"}, "no_reaction")),
    *_rows("reactions.add", ({"channel": "{room}", "timestamp": "{ts}", "name": "not one!"}, "invalid_name")),
]
PEOPLE = [
    *_rows("users.lookupByEmail", ({"email": "nobody@acme.example"}, "users_not_found"), ({}, "invalid_arguments")),
    *_rows("users.getPresence", ({"user": "U0NOBODY"}, "user_not_found")),
    *_rows("users.profile.get", ({"user": "U0NOBODY"}, "user_not_found")),
    *_rows("dnd.info", ({"user": "U0NOBODY"}, "user_not_found")),
    *_rows("dnd.teamInfo", ({}, "no_users_provided")),
    *_rows(
        "usergroups.create",
        ({}, "missing_subteam_name"),
        ({"name": "Payments on call"}, "name_already_exists"),
        ({"name": "x", "handle": "payments-oncall"}, "handle_already_exists"),
        ({"name": "x", "handle": "ana"}, "handle_already_exists"),
        ({"name": "x", "handle": "general"}, "handle_already_exists"),
        ({"name": "x", "handle": "Not One"}, "bad_handle"),
        ({"name": "x", "handle": "here"}, "forbidden_handle"),
        ({"name": "x", "handle": "y", "channels": "C0NOWHERE"}, "invalid_channel_provided"),
        ({"name": "x" * 81, "handle": "y"}, "name_too_long"),
        ({"name": "x", "handle": "y", "description": "x" * 251}, "description_too_long"),
    ),
    *_rows("usergroups.update", ({"usergroup": "S0"}, "no_such_subteam")),
    *_rows("usergroups.users.list", ({"usergroup": "S0"}, "no_such_subteam")),
    *_rows(
        "usergroups.users.update",
        ({"usergroup": "{group}", "users": ""}, "no_users_provided"),
        ({"usergroup": "{group}", "users": "U0NOBODY"}, "invalid_users"),
        ({"usergroup": "{group}", "users": ",".join(f"U{n}" for n in range(1001))}, "subteam_max_users_exceeded"),
        ({"usergroup": "S0", "users": "U0ANA"}, "no_such_subteam"),
    ),
]
FILES = [
    *_rows(
        "files.getUploadURLExternal",
        ({"filename": "x.txt", "length": 0}, "missing_argument"),
        ({"filename": "x.txt"}, "invalid_arguments"),
        ({"filename": "x.png", "length": 1, "alt_txt": "x" * 1001}, "alt_txt_too_large"),
        ({"filename": "x", "length": 1, "snippet_type": "nonsense"}, "unknown_snippet_type"),
        ({"filename": "x", "length": 1_000_001, "snippet_type": "text"}, "snippet_too_large"),
        ({"filename": "x", "length": 1_000_000_001}, "file_upload_size_restricted"),
    ),
    *_rows(
        "files.completeUploadExternal",
        ({"files": [{"id": "F0"}]}, "file_not_found"),
        ({"files": []}, "invalid_arguments"),
        ({"files": [{"id": "{announced}"}]}, "file_not_found"),
        ({"files": [{"id": "{uploaded}"}], "channel_id": "C0NOWHERE"}, "channel_not_found"),
        ({"files": [{"id": "{uploaded}"}], "channel_id": "C0GENERAL"}, "not_in_channel"),
        ({"files": [{"id": "{uploaded}"}], "channels": "C0NOWHERE"}, "invalid_channel"),
        ({"files": [{"id": "{uploaded}"}], "channels": ",".join(["C0"] * 101)}, "channels_limit_exceeded"),
        ({"files": [{"id": "{uploaded}"}], "channel_id": "{room}", "blocks": [{"type": "x"}]}, INVALID),
        ({"files": [{"id": "{uploaded}"}], "channel_id": "{room}", "thread_ts": "1.0"}, "thread_not_found"),
    ),
    *_rows("files.delete", ({"file": "F0"}, "file_not_found"), ({"file": "{uploaded}"}, "file_not_found")),
    *_rows("files.info", ({"file": "F0"}, "file_not_found"), ({"file": "{uploaded}"}, "file_not_found")),
    *_rows("canvases.create", ({"document_content": {"type": "html"}}, "canvas_creation_failed")),
    *_rows(
        "conversations.canvases.create",
        ({"channel_id": "{room}"}, "channel_canvas_already_exists"),
        ({"channel_id": "C0NOWHERE"}, "channel_not_found"),
        ({"channel_id": "{archived}"}, "is_archived"),
    ),
    *_rows(
        "canvases.edit",
        ({"canvas_id": "F0", "changes": [{"operation": "delete", "section_id": "x"}]}, "canvas_not_found"),
        (_change(operation="delete", section_id="temp:C:0"), "canvas_editing_failed"),
        (_change(operation="delete"), "invalid_arguments"),
        (_change(operation="insert_after", document_content=MARKDOWN), "invalid_arguments"),
        (_change(operation="insert_at_end"), "invalid_arguments"),
        (_change(operation="swap", document_content=MARKDOWN), "invalid_arguments"),
        (
            _change(operation="insert_at_end", document_content={"type": "markdown", "markdown": "#### deep"}),
            "canvas_editing_failed",
        ),
        ({"canvas_id": "{canvas}", "changes": []}, "invalid_arguments"),
    ),
    *_rows(
        "canvases.sections.lookup",
        ({"canvas_id": "F0", "criteria": {"contains_text": "x"}}, "canvas_not_found"),
        ({"canvas_id": "{canvas}", "criteria": {}}, "invalid_arguments"),
        ({"canvas_id": "{canvas}", "criteria": {"section_types": ["h4"]}}, "invalid_arguments"),
    ),
]
CALLS = [
    BadCall("chat.sendMessage", {}, "unknown_method"),
    BadCall("auth.test", {"nonsense": 1}, "invalid_arguments"),
    BadCall("api.test", {"error": "my_error"}, "my_error"),
    BadCall("apps.connections.open", {}, "not_allowed_token_type"),
]
NAMES: list[tuple[str, str]] = [
    ("", "invalid_name_required"),
    ("a" * 81, "invalid_name_maxlength"),
    ("Inc-1", "invalid_name_specials"),
    ("inc 1", "invalid_name_specials"),
    ("inc.1", "invalid_name_specials"),
    ("it's", "invalid_name_specials"),
    ("--", "invalid_name_punctuation"),
    ("general", "name_taken"),
]
IN_ROOM: list[tuple[str, dict[str, Any], str]] = [
    ("chat.postMessage", {"text": ""}, "no_text"),
    ("chat.postMessage", {"text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
    ("chat.postMessage", {"text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
    ("chat.postMessage", {"text": "x", "metadata": {"event_type": 1, "event_payload": {}}}, "invalid_metadata_format"),
    ("chat.postMessage", {"text": "x", "metadata": "{"}, "invalid_metadata_format"),
    ("chat.postMessage", {"text": "x", "metadata": HEAVY}, "metadata_too_large"),
    ("chat.postMessage", {"text": "x", "blocks": "{"}, "invalid_blocks_format"),
    ("chat.postMessage", {"text": "x", "blocks": [{"type": "nonsense"}]}, INVALID),
    ("chat.postMessage", {"text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
    ("chat.postMessage", {"markdown_text": "y" * 12_001}, "msg_too_long"),
    ("chat.postMessage", {"text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
    ("chat.update", {"ts": "1.000000", "text": "x"}, "message_not_found"),
    ("chat.delete", {"ts": "1.000000"}, "message_not_found"),
    ("chat.getPermalink", {"message_ts": "1.000000"}, "message_not_found"),
    ("chat.postEphemeral", {"user": "U0NOBODY", "text": "x"}, "user_not_found"),
    ("chat.postEphemeral", {"user": "U0BEA", "text": "x"}, "user_not_in_channel"),
    ("conversations.setTopic", {"topic": "x" * 251}, "too_long"),
    ("conversations.setPurpose", {"purpose": "x" * 251}, "too_long"),
    ("conversations.invite", {"users": "U0ANA"}, "already_in_channel"),
    ("conversations.invite", {"users": "U0SITREP"}, "cant_invite_self"),
    ("conversations.invite", {"users": "U0NOBODY"}, "user_not_found"),
    ("conversations.invite", {"users": "U0GUS"}, "user_is_restricted"),
    ("conversations.invite", {"users": ""}, "no_user"),
    ("conversations.invite", {"users": ",".join(f"U{n}" for n in range(101))}, "too_many_users"),
    ("conversations.invite", {"users": "U0BEA,U0NOBODY"}, "user_not_found"),
    ("conversations.kick", {"user": "U0SITREP"}, "cant_kick_self"),
    ("conversations.kick", {"user": "U0BEA"}, "not_in_channel"),
    ("conversations.kick", {"user": "U0NOBODY"}, "user_not_found"),
    ("conversations.rename", {"name": "general"}, "name_taken"),
    ("conversations.rename", {"name": "In Capitals"}, "invalid_name_specials"),
    ("conversations.unarchive", {}, "not_archived"),
    ("conversations.history", {"limit": 1001}, "invalid_limit"),
    ("conversations.history", {"cursor": "nonsense"}, "invalid_cursor"),
    ("conversations.history", {"oldest": "yesterday"}, "invalid_ts_oldest"),
    ("conversations.replies", {"ts": "1.000000"}, "thread_not_found"),
    ("pins.add", {}, "no_item_specified"),
    ("pins.add", {"timestamp": "1.000000"}, "message_not_found"),
    ("pins.remove", {"timestamp": "1.000000"}, "message_not_found"),
    ("reactions.add", {"timestamp": "1.000000", "name": "eyes"}, "message_not_found"),
]
ELSEWHERE: list[tuple[str, dict[str, Any], str]] = [
    ("chat.postMessage", {"channel": "C0GENERAL", "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": "#general", "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "U0SITREP", "text": "x"}, "cannot_dm_bot"),
    ("chat.update", {"channel": "C0GENERAL", "ts": "1.0", "text": "x"}, "not_in_channel"),
    ("conversations.invite", {"channel": "C0GENERAL", "users": "U0ANA"}, "not_in_channel"),
    ("conversations.setTopic", {"channel": "C0GENERAL", "topic": "x"}, "not_in_channel"),
    ("conversations.history", {"channel": "C0GENERAL"}, "not_in_channel"),
    ("conversations.archive", {"channel": "C0GENERAL"}, "cant_archive_general"),
    ("conversations.archive", {"channel": "C0PAYMENTS"}, "not_in_channel"),
    ("conversations.join", {"channel": "C0NOWHERE"}, "channel_not_found"),
    ("conversations.list", {"types": "everything"}, "invalid_types"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
    ("conversations.open", {"users": ",".join(f"U{n}" for n in range(9))}, "too_many_users"),
    ("conversations.open", {"users": "U0ANA", "prevent_creation": True}, "channel_not_found"),
    ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    ("users.conversations", {"user": "U0NOBODY"}, "user_not_found"),
    ("team.info", {"team": "T0OTHER"}, "team_not_found"),
    ("bots.info", {"bot": "B0OTHER"}, "bot_not_found"),
    ("views.open", {"trigger_id": "x", "view": {}}, "invalid_arguments"),
    ("views.publish", {"user_id": "U0NOBODY", "view": {"type": "home", "blocks": []}}, "user_not_found"),
    ("views.update", {"view_id": "V0", "view": {"type": "modal"}}, "not_found"),
    ("bookmarks.list", {"channel_id": "C0GENERAL"}, "not_in_channel"),
]
WHEN_ARCHIVED: list[tuple[str, dict[str, Any], str]] = [
    ("chat.postMessage", {"text": "x"}, "is_archived"),
    ("chat.update", {"ts": "1.0", "text": "x"}, "is_inactive"),
    ("conversations.invite", {"users": "U0BEA"}, "is_archived"),
    ("conversations.setTopic", {"topic": "x"}, "is_archived"),
    ("conversations.rename", {"name": "other"}, "is_archived"),
    ("conversations.join", {}, "is_archived"),
    ("conversations.leave", {}, "is_archived"),
    ("conversations.archive", {}, "already_archived"),
    ("pins.add", {"timestamp": "1.0"}, "is_archived"),
]
BOOKMARKS: list[tuple[dict[str, Any], str]] = [
    ({"title": "x", "type": "file", "link": "https://x.example"}, "invalid_bookmark_type"),
    ({"title": "x", "type": "link"}, "invalid_link"),
    ({"title": "x", "type": "link", "link": "ftp://x.example"}, "invalid_link"),
    ({"title": "x", "type": "link", "link": "https://x.example", "emoji": "fire"}, "invalid_emoji"),
]
TABLE = [
    *BLOCKS,
    *MODALS,
    *MESSAGES,
    *PEOPLE,
    *FILES,
    *CALLS,
    *(BadCall("conversations.create", {"name": name}, code) for name, code in NAMES),
    *(BadCall(method, {"channel": "{room}", **args}, code) for method, args, code in IN_ROOM),
    *(BadCall(method, args, code) for method, args, code in ELSEWHERE),
    *(BadCall(method, {"channel": "{archived}", **args}, code) for method, args, code in WHEN_ARCHIVED),
    *(BadCall("bookmarks.add", {"channel_id": "{room}", **args}, code) for args, code in BOOKMARKS),
]
