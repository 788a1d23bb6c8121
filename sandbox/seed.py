"""What a fresh local Slack contains: the team, its people and its channels; shipped ones or from a JSON file."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.model import Person


@dataclass(frozen=True, slots=True)
class ChannelSeed:
    """A channel that exists from the start; `members` are user names or ids, None meaning everybody but guests."""

    id: str
    name: str
    is_private: bool = False
    topic: str = ""
    purpose: str = ""
    members: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Seed:
    """The team, its people and its channels. Tokens left empty are made at start."""

    team_id: str = "T0ACME"
    team_name: str = "Acme"
    team_domain: str = "acme"
    app_id: str = "A0SITREP"
    bot_user: str = "U0SITREP"
    bot_id: str = "B0SITREP"
    bot_name: str = "sitrep"
    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    people: tuple[Person, ...] = ()
    channels: tuple[ChannelSeed, ...] = field(default=())

    @classmethod
    def default(cls) -> "Seed":
        """Acme: three engineers, a manager, a service desk, a guest and a newcomer in three channels."""
        return cls(people=_people(), channels=_channels())

    @classmethod
    def load(cls, path: Path) -> "Seed":
        """Read a seed from JSON with the same keys as this class; what is absent is as in the default.

        Raises ValueError or TypeError naming what is not understood.
        """
        facts = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(facts, dict):
            raise TypeError("the seed must be a JSON object")
        people = facts.pop("people", None)
        channels = facts.pop("channels", None)
        facts["people"] = _people() if people is None else tuple(_person(each) for each in people)
        facts["channels"] = _channels() if channels is None else tuple(_channel(each) for each in channels)
        try:
            return cls(**facts)
        except TypeError as problem:
            raise ValueError(f"the seed is not understood: {problem}") from problem


def _person(facts: dict[str, Any]) -> Person:
    try:
        return Person(**facts)
    except TypeError as problem:
        raise ValueError(f"a person of the seed is not understood: {problem}") from problem


def _channel(facts: dict[str, Any]) -> ChannelSeed:
    members = facts.get("members")
    try:
        return ChannelSeed(**{**facts, "members": None if members is None else tuple(members)})
    except TypeError as problem:
        raise ValueError(f"a channel of the seed is not understood: {problem}") from problem


def _people() -> tuple[Person, ...]:
    return (
        Person(
            "U0ANA",
            "ana",
            "Ana Ruiz",
            "Engineer, payments",
            "ana@acme.example",
            phone="+15555550101",
            tz="Europe/Madrid",
        ),
        Person(
            "U0BEA",
            "bea",
            "Bea Lund",
            "Engineer, platform",
            "bea@acme.example",
            phone="+15555550102",
            tz="Europe/Stockholm",
        ),
        Person(
            "U0CHEN",
            "chen",
            "陈伟",
            "Engineer, data",
            "chen@acme.example",
            phone="+15555550103",
            tz="Asia/Shanghai",
            locale="zh-CN",
        ),
        Person(
            "U0MIA", "mia", "Mia Okoye", "Engineering manager", "mia@acme.example", phone="+15555550104", is_admin=True
        ),
        Person("U0DEV", "dev", "Dev Patel", "Service desk", "dev@acme.example", phone="+15555550105"),
        Person("U0GUS", "gus", "Gus Hale", "Contractor (guest)", "gus@partner.example", is_restricted=True),
        Person("U0NIA", "nia", "Nia Brooks", "New this week", "nia@acme.example", tz="America/New_York"),
    )


def _channels() -> tuple[ChannelSeed, ...]:
    return (
        ChannelSeed("C0GENERAL", "general", purpose="Company-wide announcements and small talk"),
        ChannelSeed("C0PAYMENTS", "payments", topic="Payments team", members=("ana", "bea", "chen", "mia", "gus")),
        ChannelSeed("C0INCIDENTS", "incidents", purpose="Every incident is announced here"),
    )
