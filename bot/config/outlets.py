"""`[gateways.name]`, `[robots.name]`, `[pagerduty.name]`: the shape of what stands outside Slack, and what of it cannot
be.
"""

import json
import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from bot.config.values import LOOPBACK, Strict, a_variable
from incidents.outlets import EVENTS, FILLED, NUMBER, PLACE, SECRET, TEXT, Gateway, Maker, Method, Pager, Robot, Speech

HEADER = re.compile(r"[A-Za-z0-9-]{1,60}")
SECRETIVE = re.compile(r"authorization|token|key|secret|password", re.IGNORECASE)
ADDRESS = r"^https?://\S+$"
SUCCESS = re.compile(r"[\w-]+(?:\.[\w-]+)*\s*=\s*\S.*|[^=]+")


def trusted(address: str) -> str:
    """An address that nobody on the way can read. Raises ValueError."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise ValueError("this is no address: write one such as https://gateway.example.com/send") from None
    if not host or PLACE.search(parts.netloc):
        raise ValueError("write the host as it is: only its path and its query may hold {number} and the like")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise ValueError("write https://: what is sent could be read on the way")
    return address


def known_places(template: str) -> str:
    """A template with places that can be filled in. Raises ValueError."""
    for place in PLACE.findall(template):
        if place not in FILLED and not SECRET.fullmatch(place):
            raise ValueError(
                f"there is no {{{place}}}: write {{number}}, {{text}}, {{link}}, or {{SITREP_HOOK_NAME}} for a secret "
                "from the environment"
            )
    return template


class GatewayPart(Strict):
    """One `[gateways.name]`."""

    address: Annotated[str, Field(pattern=ADDRESS)]
    kind: Speech = Speech.MESSAGE
    method: Method = Method.POST
    secret: Annotated[str, a_variable("GATEWAY")] = ""
    headers: dict[str, str] = Field(default_factory=dict)
    body: str = ""
    form: dict[str, str] = Field(default_factory=dict)
    success: str = ""

    @field_validator("address")
    @classmethod
    def usable_address(cls, value: str) -> str:
        """Trusted, with known places in it."""
        return known_places(trusted(value))

    @field_validator("headers")
    @classmethod
    def usable_headers(cls, value: dict[str, str]) -> dict[str, str]:
        """Names that are ones, values of one line, no secret written out."""
        for name, text in value.items():
            if not HEADER.fullmatch(name) or not text.isprintable() or not text.isascii():
                raise ValueError(f"“{name}” is no header: write its name and one line of plain letters")
            if SECRETIVE.search(name) and not any(SECRET.fullmatch(place) for place in PLACE.findall(text)):
                raise ValueError(f"“{name}” holds a secret: write {{SITREP_HOOK_NAME}} where its value stands")
            known_places(text)
        return value

    @field_validator("body")
    @classmethod
    def a_json_text(cls, value: str) -> str:
        """JSON, with known places in its texts."""
        if value:
            try:
                json.loads(value)
            except ValueError as broken:
                raise ValueError(
                    f'this is no JSON: {broken}; write such as \'{{"to": "{{number}}", "text": "{{text}}"}}\''
                ) from None
        return known_places(value)

    @field_validator("form")
    @classmethod
    def usable_form(cls, value: dict[str, str]) -> dict[str, str]:
        """Known places in its fields."""
        for text in value.values():
            known_places(text)
        return value

    @field_validator("success")
    @classmethod
    def a_condition(cls, value: str) -> str:
        """A key of the JSON answer and its value, or how the answer begins."""
        if value and not SUCCESS.fullmatch(value):
            raise ValueError('write such as "result.code = 0" for an answer in JSON, or how a text begins: "OK"')
        return value

    @model_validator(mode="after")
    def one_kind_of_body(self) -> "GatewayPart":
        """Signed by us or a template, and a template says to whom what is told."""
        given = [name for name in ("secret", "body", "form") if getattr(self, name)]
        query = self.method is Method.GET and not given
        if len(given) != 1 and not query:
            raise ValueError(
                "write one of secret (our own JSON, signed), body (a JSON text) and form; it has "
                f"{' and '.join(given) or 'none'}"
            )
        if self.method is Method.GET and given and given != ["form"]:
            raise ValueError('GET has no body: write form, which becomes the query, or method = "POST"')
        if not self.secret:
            self._says(NUMBER)
            self._says(TEXT)
        return self

    def _says(self, place: str) -> None:
        if not any(place in PLACE.findall(text) for text in self.gateway("").templates):
            raise ValueError(f"nothing in it says {{{place}}}: write it into form, body or address")

    def gateway(self, name: str) -> Gateway:
        """The same as a value."""
        plain: dict[str, Any] = {**dict(self), "headers": tuple(self.headers.items()), "form": tuple(self.form.items())}
        return Gateway(name=name, **plain)


class RobotPart(Strict):
    """One `[robots.name]`."""

    maker: Maker
    address: str
    secret: Annotated[str, a_variable("ROBOT")] = ""

    @field_validator("address")
    @classmethod
    def an_address_kept_outside(cls, value: str) -> str:
        """The name of the variable that holds it: whoever knows the address of a robot can speak in its group."""
        if not SECRET.fullmatch(value):
            raise ValueError("its address is a secret: name the variable that holds it, such as SITREP_HOOK_ROBOT_URL")
        return value

    @model_validator(mode="after")
    def signed_as_its_maker_does(self) -> "RobotPart":
        """Feishu and DingTalk sign, WeCom has its key in the address."""
        if self.maker is Maker.WECOM and self.secret:
            raise ValueError("a robot of WeCom has no secret: its key is in its address; leave secret out")
        if self.maker is not Maker.WECOM and not self.secret:
            raise ValueError(
                'write secret = "SITREP_HOOK_NAME": switch on its signature in the robot\'s security settings and put '
                "the key into that variable"
            )
        return self

    def robot(self, name: str) -> Robot:
        """The same as a value."""
        return Robot(name=name, maker=self.maker, address=self.address, secret=self.secret)


class PagerPart(Strict):
    """One `[pagerduty.name]`."""

    key: Annotated[str, a_variable("PAGERDUTY")]
    secret: Annotated[str, a_variable("PAGERDUTY")] = ""
    address: Annotated[str, Field(pattern=ADDRESS)] = EVENTS

    @field_validator("address")
    @classmethod
    def usable_address(cls, value: str) -> str:
        """Trusted."""
        return trusted(value)

    @model_validator(mode="after")
    def with_a_key(self) -> "PagerPart":
        """Without its key no event is taken."""
        if not self.key:
            raise ValueError('write key = "SITREP_HOOK_NAME", the variable with the integration key of Events API v2')
        return self

    def pager(self, name: str) -> Pager:
        """The same as a value."""
        return Pager(name=name, key=self.key, secret=self.secret, address=self.address)
