"""How the local Slack says no: one exception carrying Slack's own error code. Nothing else lives here."""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """The call is refused with Slack's error code; `extra` is merged into the answer beside `ok` and `error`."""

    def __init__(self, code: str, extra: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.extra = dict(extra or {})

    @classmethod
    def listing(cls, code: str, messages: list[str]) -> "Refusal":
        """A refusal that explains itself the way Slack does, in response_metadata.messages."""
        return cls(code, {"response_metadata": {"messages": messages}})

    def answer(self) -> dict[str, Any]:
        """The JSON body that Slack would send."""
        return {"ok": False, "error": self.code, **self.extra}
