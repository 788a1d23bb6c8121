"""Calls and messages that must be refused: a check that lets one of its own pass checks nothing."""

from typing import Any

from tests.contract.recorded import Fact


def _plain(text: str) -> Fact:
    return {"type": "plain_text", "text": text}


def _section(**more: Any) -> Fact:  # noqa: ANN401 - whatever JSON holds
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, **more}


def _post(*blocks: Fact) -> tuple[str, Fact]:
    return "chat.postMessage", {"channel": "C1", "text": "x", "blocks": list(blocks)}


def _open(*blocks: Fact, **more: Any) -> tuple[str, Fact]:  # noqa: ANN401 - whatever JSON holds
    view = {"type": "modal", "title": _plain("T"), "blocks": list(blocks), **more}
    return "views.open", {"trigger_id": "1.2.abc", "view": view}


def _button(**more: Any) -> Fact:  # noqa: ANN401 - whatever JSON holds
    return {"type": "button", "action_id": "a", "text": _plain("Go"), **more}


_INPUT: Fact = {"type": "input", "label": _plain("L"), "element": {"type": "plain_text_input", "action_id": "a"}}

FOR_TYPES: dict[str, tuple[str, Fact]] = {
    "a method that is not one": ("chat.shout", {"channel": "C1", "text": "x"}),
    "no channel": ("chat.postMessage", {"text": "x"}),
    "an argument of another method": ("chat.update", {"channel": "C1", "ts": "1.0", "text": "x", "user": "U1"}),
    "a number for a text": ("conversations.setTopic", {"channel": "C1", "topic": 7}),
    "a block that is not one": _post({"type": "paragraph", "text": "x"}),
    "a section that says nothing": _post({"type": "section"}),
    "a header in mrkdwn": _post({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}),
    "a button without words": _post({"type": "actions", "elements": [{"type": "button", "action_id": "a"}]}),
    "a colour no button has": _post({"type": "actions", "elements": [_button(style="green")]}),
    "a modal without title": ("views.open", {"trigger_id": "1.2.abc", "view": {"type": "modal", "blocks": []}}),
    "a member that blocks lack": _post(_section(colour="red")),
}
FOR_MODELS: dict[str, tuple[str, Fact]] = {
    "3,001 characters in a section": _post({"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}),
    "151 characters in a header": _post({"type": "header", "text": _plain("x" * 151)}),
    "11 elements in a context": _post({"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}),
    "26 buttons": _post({"type": "actions", "elements": [_button(action_id=f"a{n}") for n in range(26)]}),
    "a title of 25 characters": _open(_section(), title=_plain("x" * 25)),
    "a block that slack_sdk does not know": _post({"type": "paragraph", "text": "x"}),
}
FOR_RULES: dict[str, tuple[str, Fact]] = {
    "51 blocks": _post(*[_section()] * 51),
    "101 blocks in a view": _open(*[_section()] * 101),
    "actions without any": _post({"type": "actions", "elements": []}),
    "a block_id twice": _post(_section(block_id="b"), _section(block_id="b")),
    "an action_id twice": _post({"type": "actions", "elements": [_button(), _button()]}),
    "an input without submit": _open(_INPUT),
    "12,001 characters in all": _post(*[_section(text={"type": "mrkdwn", "text": "x" * 2401})] * 5),
    "an edit of 4,001 characters": ("chat.update", {"channel": "C1", "ts": "1.0", "text": "x" * 4001}),
    "a topic of 251 characters": ("conversations.setTopic", {"channel": "C1", "topic": "x" * 251}),
    "a purpose of 251 characters": ("conversations.setPurpose", {"channel": "C1", "purpose": "x" * 251}),
    "101 people at once": ("conversations.invite", {"channel": "C1", "users": ",".join(f"U{n}" for n in range(101))}),
    "a channel in capitals": ("conversations.create", {"name": "Inc-1"}),
    "a channel with a full stop": ("conversations.create", {"name": "inc.1"}),
    "a channel of 81 characters": ("conversations.rename", {"channel": "C1", "name": "x" * 81}),
}
FOR_ANSWERS: dict[str, tuple[str, Fact]] = {
    "a view that is answered nonsense": ("view_submission", {"response_action": "nonsense"}),
    "errors that name no block": ("view_submission", {"response_action": "errors", "errors": "no"}),
    "a reply for whom there is no word": ("slash_commands", {"text": "x", "response_type": "whispered"}),
}
FOR_RESPONSES: dict[str, tuple[str, Fact]] = {
    "a number for a ts": ("api.ChatPostMessageResponse", {"ok": True, "ts": 1.5}),
    "a member that Slack never sends": ("api.ConversationsInfoResponse", {"ok": True, "room": {"id": "C1"}}),
    "no ok": ("api.AuthTestResponse", {"user_id": "U1"}),
    "a block that is not one": ("Updated", {"ok": True, "message": {"blocks": [{"type": "paragraph"}]}}),
}
FOR_PAYLOADS: dict[str, tuple[str, Fact]] = {
    "a command without its text": ("bolt.SlashCommand", {"command": "/incident", "token": "x"}),
    "a submission without a view": ("bolt.ViewSubmitAction", {"type": "view_submission", "token": "x"}),
    "an event without an envelope": ('Event<"team_join">', {"type": "team_join"}),
    "buttons that nobody pressed": ("Pressed", {"type": "block_actions", "actions": []}),
}
FOR_COMPILER = {"calls": FOR_TYPES, "answers": FOR_ANSWERS, "responses": FOR_RESPONSES, "payloads": FOR_PAYLOADS}
