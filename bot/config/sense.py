"""What no key of sitrep.toml shows by itself: words that mean two things, names of what is not there, and what would
surprise somebody at night.

It looks at the raw tables, which may have any shape: what is no text or list is the shape's business, not ours.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from bot.config import steps
from bot.config.shape import DEFAULT
from bot.config.values import LOOPBACK
from incidents.model import EntryKind
from incidents.people.contacts import TAKEN
from incidents.policy import SEVERITIES
from incidents.record import hooks
from incidents.upkeep.settling import is_channel

Mistake = tuple[tuple[str, ...], str]
Table = Mapping[str, Any]

EMOJI = re.compile(r":?[\w+'-]+:?")
GROUP = re.compile(r"@?[a-z0-9][a-z0-9._-]{0,79}")


def mistakes(parsed: Table) -> list[Mistake]:
    """All of them."""
    people = (_severities, _named, _twice, _teams, _schedules, _boards, _services)
    looks = (*people, _hooks, _gateways, _robots, steps.mistakes, _places, _folders)
    return list(chain.from_iterable(look(parsed) for look in looks))


def _severities(parsed: Table) -> Iterator[Mistake]:
    """A word that means two severities, or that nobody can type."""
    keys: list[str] = []
    words: dict[str, str] = {}
    for number, part in enumerate(_list(parsed, "severities")):
        key = _text(part, "key")
        for name, word in _words(part):
            other = words.setdefault(word.casefold(), key)
            if name == "key" and word in keys:
                yield ("severities", str(number), name), f"there is a severity “{word}” already"
            elif other != key:
                yield ("severities", str(number), name), f"“{word}” means both {other} and {key}"
            if word != "".join(word.split()) or not word:
                yield ("severities", str(number), name), f"“{word}” is not one word: nobody can type it"
        keys.append(key)


def _folders(parsed: Table) -> Iterator[Mistake]:
    """One folder that is both read and written: what is written would come back as articles."""
    read, kept = (str(_table(parsed, name).get("folder", "")).rstrip("/") for name in ("knowledge", "postmortems"))
    if kept and kept == read:
        yield ("postmortems", "folder"), "the articles are read from this folder: name another one"


def _named(parsed: Table) -> Iterator[Mistake]:
    """A severity that is none of them."""
    keys = [_text(part, "key") for part in _list(parsed, "severities")]
    known = [key for key in keys if key] or [severity.key for severity in SEVERITIES]
    default = parsed.get("default_severity", DEFAULT)
    if isinstance(default, str) and default not in known:
        yield ("default_severity",), f"“{default}” is not one of {', '.join(known)}"
    for word in _texts(parsed, "in_threads"):
        if word not in known:
            yield ("in_threads",), f"“{word}” is not one of {', '.join(known)}"


def _twice(parsed: Table) -> Iterator[Mistake]:
    """Names that differ only in the case of their letters, or that nobody can type."""
    for table in ("teams", "schedules", "services", "hooks", "gateways", "robots", "pagerduty", "runs", steps.TABLE):
        seen: dict[str, str] = {}
        for name in _table(parsed, table):
            other = seen.setdefault(name.casefold(), name)
            if other != name:
                yield (table, name), f"“{name}” and “{other}” are one name: case makes no difference"
            if not name or name != "".join(name.split()):
                yield (table, name), f"“{name}” is not one word: nobody can type it"


def _teams(parsed: Table) -> Iterator[Mistake]:
    """Somebody twice, nobody at all."""
    for name, part in _table(parsed, "teams").items():
        members = [member.casefold() for member in _texts(part, "members")]
        for member in dict.fromkeys(one for one in members if members.count(one) > 1):
            yield ("teams", name, "members"), f"“{member}” is in it twice"
        if isinstance(part, Mapping) and not part.get("members") and not part.get("channel"):
            yield ("teams", name), "nobody is in it, and it has no channel: to page it would reach nobody"


def _schedules(parsed: Table) -> Iterator[Mistake]:
    """A schedule of a team that is not there, a team with a schedule that is not there."""
    teams, schedules = _names(parsed, "teams"), _names(parsed, "schedules")
    for name, part in _table(parsed, "schedules").items():
        team = _text(part, "team")
        if team and team.casefold() not in teams:
            yield ("schedules", name, "team"), f"there is no team “{team}”; write [teams.{team}]"
    for name, part in _table(parsed, "teams").items():
        schedule = _text(part, "schedule")
        if schedule and schedule.casefold() not in schedules:
            yield ("teams", name, "schedule"), f"there is no schedule “{schedule}”; write [schedules.{schedule}]"


def _boards(parsed: Table) -> Iterator[Mistake]:
    """A topic without a channel, a user group that cannot be one or that two teams want, nobody to name there."""
    owners: dict[str, str] = {}
    for name, part in _table(parsed, "teams").items():
        topic, group = part.get("topic") if isinstance(part, Mapping) else None, _text(part, "user_group")
        if topic is True and not _text(part, "channel"):
            yield ("teams", name, "topic"), "there is no channel to write it in: set `channel`, or name one here"
        if isinstance(topic, str) and topic and not is_channel(topic):
            yield ("teams", name, "topic"), "write true, a channel's name in small letters, or its id"
        if group and not GROUP.fullmatch(group):
            yield ("teams", name, "user_group"), "write the handle of a user group, such as payments-oncall"
        if group and (other := owners.setdefault(group.removeprefix("@"), name)) != name:
            yield ("teams", name, "user_group"), f"“{group}” follows team “{other}” already"
        if (topic or group) and not _has_schedule(parsed, name, part):
            where = "topic" if topic else "user_group"
            yield ("teams", name, where), f"nobody is on call for it: write [schedules.{name}]"


def _has_schedule(parsed: Table, name: str, part: object) -> bool:
    schedules = _table(parsed, "schedules")
    naming = {_text(one, "team").casefold() for one in schedules.values()}
    return bool(_text(part, "schedule")) or name.casefold() in naming | _names(parsed, "schedules")


def _robots(parsed: Table) -> Iterator[Mistake]:
    """A team with a robot that is not there."""
    robots = _names(parsed, "robots")
    for name, part in _table(parsed, "teams").items():
        robot = _text(part, "robot")
        if robot and robot.casefold() not in robots:
            yield ("teams", name, "robot"), f"there is no robot “{robot}”; write [robots.{robot}]"


def _services(parsed: Table) -> Iterator[Mistake]:
    """A team that is not there."""
    teams = _names(parsed, "teams")
    for name, part in _table(parsed, "services").items():
        team = _text(part, "team")
        if team and team.casefold() not in teams:
            yield ("services", name, "team"), f"there is no team “{team}”; write [teams.{team}]"


def _hooks(parsed: Table) -> Iterator[Mistake]:
    """An address that anybody on the way can read, a kind of line that never comes."""
    kinds = [*(kind.value for kind in EntryKind), *(event.value for event in hooks.Event)]
    for name, part in _table(parsed, "hooks").items():
        address = _text(part, "address")
        if address.startswith("http://") and _host(address) not in LOOPBACK:
            yield ("hooks", name, "address"), "write https://: what is sent could be read on the way"
        for kind in _texts(part, "kinds"):
            if kind not in kinds:
                yield ("hooks", name, "kinds"), f"“{kind}” is not one of {', '.join(kinds)}"


def _gateways(parsed: Table) -> Iterator[Mistake]:
    """A name that means something else where people type it."""
    for name in _table(parsed, "gateways"):
        if name.casefold() in TAKEN or name.isdigit():
            yield ("gateways", name), f"“{name}” means something else after `/incident me`: write such as my-{name}"


def _emoji(parsed: Table) -> Iterator[Mistake]:
    """Emoji that Slack cannot have, and one that means two things."""
    reactions = {"reaction": parsed.get("reaction", "memo"), "lesson_reaction": parsed.get("lesson_reaction", "")}
    for name, emoji in reactions.items():
        if isinstance(emoji, str) and emoji and not EMOJI.fullmatch(emoji):
            yield (name,), "write the name of an emoji, such as memo"
    timeline, lesson = (str(emoji).strip(":") for emoji in reactions.values())
    if timeline == (lesson or "mortar_board"):
        yield ("lesson_reaction",), "write another emoji than that of reaction"


def _places(parsed: Table) -> Iterator[Mistake]:
    """Channels and emoji that Slack cannot have, hours that are none, contacts that reach nobody."""
    wanted = parsed.get("announcements", "incidents")
    if isinstance(wanted, str) and not is_channel(wanted):
        yield ("announcements",), "write a channel's name in small letters, without spaces, or its id"
    for name, part in _table(parsed, "teams").items():
        channel = _text(part, "channel")
        if channel and not is_channel(channel):
            yield ("teams", name, "channel"), "write a channel's name in small letters, without spaces, or its id"
    yield from _emoji(parsed)
    hours = parsed.get("hours")
    if isinstance(hours, Mapping) and hours.get("begin", "09:00") == hours.get("end", "18:00"):
        yield ("hours", "end"), "they end when they begin"
    if any(not contact.strip() for contact in _texts(parsed, "contacts")):
        yield ("contacts",), "one of them is empty"


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _words(part: object) -> Iterator[tuple[str, str]]:
    """The words that mean a severity, each with the name of its key."""
    if isinstance(part, Mapping):
        key = part.get("key")
        yield from [("key", key)] if isinstance(key, str) else []
        yield from (("aliases", word) for word in _texts(part, "aliases"))


def _table(parsed: Table, name: str) -> Table:
    found = parsed.get(name)
    return found if isinstance(found, Mapping) else {}


def _names(parsed: Table, table: str) -> set[str]:
    return {name.casefold() for name in _table(parsed, table)}


def _list(parsed: Table, name: str) -> Sequence[object]:
    found = parsed.get(name)
    return found if isinstance(found, list) else []


def _texts(part: object, name: str) -> list[str]:
    found = part.get(name) if isinstance(part, Mapping) else None
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _text(part: object, name: str) -> str:
    found = part.get(name) if isinstance(part, Mapping) else None
    return found if isinstance(found, str) else ""
