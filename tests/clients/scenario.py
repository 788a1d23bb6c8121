"""The scenario for the clients written in Python: what a payload is called, how values are kept and filled in."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

Body = dict[str, Any]
Step = dict[str, Any]
RULES: dict[str, list[Step]] = json.loads((Path(__file__).parent / "scenario.json").read_text(encoding="utf-8"))


@dataclass
class Script:
    """The scenario and what was learnt while performing it."""

    known: dict[str, str] = field(default_factory=dict)

    def steps(self, body: Body) -> list[Step]:
        """What is to be done about a payload; nothing about events the scenario does not mention."""
        rule, user, word = told(body)
        if rule.startswith("event:") and rule not in RULES:
            return []
        self.known |= {"$user": user, "$word": word, "$trigger": body.get("trigger_id", "")}
        return RULES[rule]

    def filled(self, arguments: Body) -> Body:
        """Arguments of the scenario with what is known in the place of its names."""
        return {name: self._value(each) for name, each in arguments.items()}

    def _value(self, value: object) -> object:
        if isinstance(value, dict):
            return self.filled(value)
        if isinstance(value, list):
            return [self._value(each) for each in value]
        return self.known.get(value, value) if isinstance(value, str) else value

    def keep(self, step: Step, answer: Any) -> None:  # noqa: ANN401 - an answer or a list, walked by path
        """Remember what the step wants remembered of an answer."""
        for name, path in step.get("keep", {}).items():
            found = answer
            for key in path.split("."):
                found = len(found) if key == "length" else found[key]
            self.known[name] = str(found)


def told(body: Body) -> tuple[str, str, str]:
    """The rule's name, who did it, and the text that came with it."""
    if "command" in body:
        return f"command:{body['command']}:{body['text']}", body["user_id"], ""
    if body["type"] == "block_actions":
        action = body["actions"][0]
        return f"action:{action['action_id']}:{action['value']}", body["user"]["id"], ""
    if body["type"] == "view_submission":
        said = body["view"]["state"]["values"]["what"]["text"]["value"]
        return f"view:{body['view']['callback_id']}:{said}", body["user"]["id"], said
    event = body["event"]
    word = event.get("reaction") or event.get("text", "").rpartition(" ")[2]
    return f"event:{event['type']}:{word}", event.get("user", ""), ""


def understood(raw: str, content_type: str) -> Body:
    """A body as it came over HTTP: an event as JSON, a form with a payload, or a slash command's form."""
    if content_type.startswith("application/json"):
        body: Body = json.loads(raw)
        return body
    form = dict(parse_qsl(raw, keep_blank_values=True))
    return json.loads(form["payload"]) if "payload" in form else form
