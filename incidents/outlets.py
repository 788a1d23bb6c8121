"""What stands outside Slack as the settings name it: gateways that reach one person, robots that speak in a group,
services of PagerDuty. Their addresses are the settings' own and so trusted; what is secret in them is only named, by an
environment variable.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SECRET = re.compile(r"SITREP_HOOK_[A-Z0-9_]+")
PLACE = re.compile(r"\{([A-Za-z0-9_]+)\}")
NUMBER, TEXT, LINK = "number", "text", "link"
FILLED = (NUMBER, TEXT, LINK)


class Speech(StrEnum):
    """What a gateway is told: a whole message to somebody's name there, an SMS of one part or what a voice says to
    their number.
    """

    MESSAGE = "message"
    SMS = "sms"
    VOICE = "voice"


class Method(StrEnum):
    """How it is asked."""

    POST = "POST"
    PUT = "PUT"
    GET = "GET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A way to one person that they choose by `name` and give their number or their name there. Either `secret` names
    the key that our own JSON is signed with, or `body` (a JSON text) or `form` is the template of what it wants;
    `success` is what it answers where it took it, nothing where any 2xx does.
    """

    name: str
    address: str
    kind: Speech = Speech.MESSAGE
    method: Method = Method.POST
    secret: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    form: tuple[tuple[str, str], ...] = ()
    success: str = ""

    @property
    def templates(self) -> tuple[str, ...]:
        """Every text in it that may hold places to fill in."""
        return (self.address, self.body, *(value for _, value in (*self.headers, *self.form)))

    @property
    def variables(self) -> tuple[str, ...]:
        """The environment variables that it needs."""
        named = (place for text in self.templates for place in PLACE.findall(text) if SECRET.fullmatch(place))
        return tuple(dict.fromkeys((*((self.secret,) if self.secret else ()), *named)))


class Maker(StrEnum):
    """Whose robot it is."""

    FEISHU = "feishu"
    DINGTALK = "dingtalk"
    WECOM = "wecom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Robot:
    """The robot of a group. `address` names the variable that holds its address, which is a secret by itself; `secret`
    the one with the key that it is signed with (WeCom has none).
    """

    name: str
    maker: Maker
    address: str
    secret: str = ""

    @property
    def variables(self) -> tuple[str, ...]:
        """The environment variables that it needs."""
        return tuple(one for one in (self.address, self.secret) if one)


# How much a robot says: DingTalk and WeCom allow so much in any minute; Feishu's hundred are never needed.
MOST, WITHIN = 20, timedelta(minutes=1)


def next_turn(spoken: Iterable[datetime], now: datetime) -> datetime:
    """When a robot that has spoken at these times may speak again: now, or when its twentieth word before is a minute
    old. A time ahead of now was written by a clock that was wrong, and does not count.
    """
    lately = sorted(at for at in spoken if now - WITHIN < at <= now)
    return lately[-MOST] + WITHIN if len(lately) >= MOST else now


EVENTS = "https://events.pagerduty.com/v2/enqueue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """A service of PagerDuty. `key` names the variable with its integration key, `secret` the one with the secret of
    the webhook that brings back what is answered there, or nothing where none does.
    """

    name: str
    key: str
    secret: str = ""
    address: str = EVENTS

    @property
    def variables(self) -> tuple[str, ...]:
        """The environment variables that it needs."""
        return tuple(one for one in (self.key, self.secret) if one)


class Doer(StrEnum):
    """What a runner speaks to: anything that takes a signed webhook, GitHub Actions, Jenkins, AWX."""

    WEBHOOK = "webhook"
    GITHUB = "github"
    JENKINS = "jenkins"
    AWX = "awx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """What a step of a runbook may run. `secret` names the variable with the key or token (for Jenkins `user:token`);
    `inputs` may hold places such as {key}; `ref` is the branch of a workflow of GitHub. One that is `risky` needs a
    second person; one that is `repeatable` may be asked again after a try whose end nobody saw: it knows the request
    again by its Idempotency-Key.
    """

    name: str
    kind: Doer
    address: str
    secret: str
    ref: str = "main"
    inputs: tuple[tuple[str, str], ...] = ()
    risky: bool = False
    repeatable: bool = False


INPUTS = ("key", "title", "service", "severity", "step", "person")


def filled(template: str, value: Callable[[str], str]) -> str:
    """The text with every place filled in, each once: what is filled in is never looked through again."""
    return PLACE.sub(lambda found: value(found[1]), template)
