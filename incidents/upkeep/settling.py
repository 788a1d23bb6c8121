"""What the set-up form changes in the settings. Each rule returns the settings as they would be, or refuses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from incidents.decision import Refused
from incidents.model import PersonId
from incidents.policy import Policy, Severity, Team
from incidents.upkeep.spans import span, spelt

NAME = re.compile(r"[a-z][a-z0-9-]{0,19}")
IDENTITY = re.compile(r"[CG][A-Z0-9]{2,}")
CHANNEL = re.compile(r"[^\W_][\w-]{0,79}")
MOST_SEVERITIES = 9
LONGEST_TEAM = 40
SHOWN = 80
MARKS = ("🔴", "🟠", "🟡", "🔵", "⚪")


def is_channel(name: str) -> bool:
    """True for what can be a channel: its id, or a name as Slack takes it, with or without # in front."""
    plain = name.removeprefix("#")
    return bool(IDENTITY.fullmatch(plain) or (CHANNEL.fullmatch(plain) and plain == plain.lower()))


def announce(policy: Policy, channel: str, language: str) -> Policy:
    """Announce in this channel; channels are written in this language."""
    wanted = channel.strip().removeprefix("#")
    if not is_channel(wanted):
        raise Refused(
            "“{name}” cannot be a channel: small letters, digits and dashes, such as incidents.", name=channel
        )
    return replace(policy, announcements=wanted, language=language)


def lines(policy: Policy) -> str:
    """The severities as the form shows them: a line each, the worst first."""
    return "\n".join(_line(severity) for severity in policy.severities)


def _line(severity: Severity) -> str:
    waits = f"{spelt(severity.acknowledge_within)} {spelt(severity.update_every)}"
    return f"{severity.key} {waits} {_shown(severity.meaning)}".rstrip()


def _shown(meaning: str) -> str:
    return " ".join(meaning.split())[:SHOWN].rstrip()


def grade(policy: Policy, text: str, default: str) -> Policy:
    """These severities, one in a line. One that was there before keeps its mark, its other names and what of its
    meaning was not shown.
    """
    rows = [line for line in text.splitlines() if line.strip()]
    if not 0 < len(rows) <= MOST_SEVERITIES:
        raise Refused("Write one to {most} severities, each in a line of its own.", most=MOST_SEVERITIES)
    made = [_read(row, at, policy) for at, row in enumerate(rows)]
    keys = [severity.key for severity in made]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise Refused("The severity {name} is there twice.", name=twice)
    if default.strip() not in keys:
        raise Refused("The default severity must be one of them; “{name}” is not.", name=default.strip())
    severities = tuple(replace(one, aliases=_free(one, keys)) for one in made)
    threads = tuple(key for key in policy.in_threads if key in keys)
    return replace(policy, severities=severities, default_severity=default.strip(), in_threads=threads)


def _free(severity: Severity, keys: Sequence[str]) -> tuple[str, ...]:
    """Its other names that are not the key of another one now."""
    return tuple(name for name in severity.aliases if name == severity.key or name.casefold() not in keys)


def _read(row: str, at: int, policy: Policy) -> Severity:
    key, *rest = row.split(maxsplit=3)
    known = {severity.key: severity for severity in policy.severities}
    if not NAME.fullmatch(key):
        raise Refused("“{name}” cannot name a severity: small letters, digits and dashes, such as sev1.", name=key)
    old = known.get(key, Severity(key=key, meaning="", mark=MARKS[min(at, len(MARKS) - 1)]))
    acknowledge, update = _waits(rest, row)
    meaning = rest[2].strip() if len(rest) > 2 else ""
    kept = old.meaning if meaning == _shown(old.meaning) else meaning
    return replace(old, meaning=kept, acknowledge_within=acknowledge, update_every=update)


def _waits(rest: Sequence[str], row: str) -> tuple[timedelta | None, timedelta | None]:
    try:
        acknowledge, update = rest[:2]
        return span(acknowledge), span(update)
    except ValueError:
        raise Refused(
            "“{name}” is not a severity: after its name write two lengths of time such as 5m, 2h, 1d or never: until "
            "somebody must have acknowledged, and between updates.",
            name=row.strip()[:SHOWN],
        ) from None


def man(policy: Policy, name: str, people: Sequence[PersonId]) -> Policy:
    """The people who answer first in this team, in this order; who was in it before stays behind them."""
    word = name.strip()
    if not word or word != "".join(word.split()) or len(word) > LONGEST_TEAM:
        raise Refused("A team's name is one word, such as payments.")
    if not people:
        raise Refused("Name who answers first in {name}.", name=word)
    old = policy.team(word) or Team(name=word)
    members = tuple(dict.fromkeys((*people, *old.members)))
    made = replace(old, members=members)
    others: Mapping[str, Team] = {team.name: team for team in policy.teams}
    return replace(policy, teams=tuple({**others, made.name: made}.values()))
