"""`/incident who [severity] [service or team] [when]`: who would be paged then, if nobody answered. It pages nobody."""

import difflib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from commands.core import MOST_CHOICES, Ask, Command
from commands.escalation import rehearsing
from commands.knowledge import finding
from commands.oncall import choosing, moments
from commands.oncall.moments import Here
from commands.words import Token, TokenKind, Words, looks_like_severity
from incidents import zones
from incidents.decision import Choice, Refused
from incidents.escalation import rehearsal
from incidents.escalation.rehearsal import Case
from incidents.permissions import Act
from incidents.policy import Policy, Severity
from incidents.reply import Answer, Reply
from storage.tx import Tx

LOOKS_LIKE_TIME = re.compile(r"\d+[:\uff1a.]\d.*|\d{4}-.*|\d{1,2}(?:am|pm)", re.IGNORECASE)
LOOKS_LIKE_ZONE = re.compile(r"[A-Za-z_]{2,}(?:/[A-Za-z0-9_+-]+)+|UTC|GMT")
NAMES = ("svc:", "service:", "team:")
WHEN = "sunday 03:10"


@dataclass(frozen=True, slots=True)
class Said:
    """What the words come to, in whatever order: each at most once."""

    severity: Severity | None = None
    name: str = ""
    at: datetime | None = None


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Rehearse an incident that nobody answers."""
    zone, left = _zone(said)
    here = choosing.here(ask, tx)
    told = _read(left, replace(here, zone=zone or here.zone), tx.policy)
    running = finding.here(ask, tx)  # In its channel it is the one that is meant.
    policy, service = rehearsal.subject(tx.policy, told.name or (running and running.service) or "") or (tx.policy, "")
    severity = told.severity or tx.policy.severity(running.severity if running else tx.policy.default_severity)
    found = rehearsing.forecast(tx, Case(severity=severity, service=service, at=told.at or tx.now), policy)
    return Reply(kind=Answer.REHEARSED, data=found, choices=() if service else _services(ask, tx.policy))


def _zone(said: Words) -> tuple[str, Words]:
    """By whose clock a time is meant, where a zone is named."""
    named = [token for token in said.tokens if token.kind is TokenKind.WORD and LOOKS_LIKE_ZONE.fullmatch(token.text)]
    if not named:
        return "", said
    if not zones.is_known(named[0].text):
        raise Refused(
            "I do not know the time zone “{word}”. Write one such as {example}, or none: then your own counts.",
            word=named[0].text,
            example="Europe/Stockholm",
        )
    return named[0].text, said.without(named[:1])


def _read(said: Words, here: Here, policy: Policy) -> Said:
    told, left = Said(), said
    while left.tokens:
        at, after = moments.at(left, here) if left.tokens[0].kind is TokenKind.WORD else (None, left)
        if at and told.at is None:
            told, left = replace(told, at=at), after
        else:
            told, left = _word(left.tokens[0], told, policy), left.after_first()
    return told


def _word(token: Token, told: Said, policy: Policy) -> Said:
    """One word that is no time: a severity, else the name of what fails."""
    severity = policy.named(token.text) if token.kind is TokenKind.WORD else None
    if severity and told.severity is None:
        return replace(told, severity=severity)
    name = token.text.partition(":")[2] if token.value.startswith(NAMES) else token.text
    if rehearsal.subject(policy, name) is None:
        raise _unknown(token.text, policy)
    if told.name:
        raise Refused("One service or team at a time: “{word}” or “{name}”?", word=told.name, name=name)
    return replace(told, name=name)


def _unknown(word: str, policy: Policy) -> Refused:
    """What to write in place of a word that is nothing."""
    if looks_like_severity(word):
        names = ", ".join(one.key for one in policy.severities)
        return Refused("I do not know the severity “{word}”. Write one of {names}.", word=word, names=names)
    if LOOKS_LIKE_TIME.fullmatch(word):
        return Refused(
            "“{word}” is no time that I can read here. Write it such as `{example}`.", word=word, example=WHEN
        )
    every = [*(one.name for one in policy.services), *(one.name for one in policy.teams)]
    close = difflib.get_close_matches(word, every, n=1)
    return Refused(
        "I do not know “{word}”. Name a service or team ({names}) and if you like a severity and a time: "
        "`/incident {example}`.",
        word=word,
        names=", ".join(dict.fromkeys(every)) or "-",
        example=f"who {policy.severities[0].key} {' '.join((*(close or every)[:1], WHEN))}",
    )


def _services(ask: Ask, policy: Policy) -> tuple[Choice, ...]:
    """None was named: the same of one of them."""
    names = [one.name for one in policy.services][:MOST_CHOICES]
    return tuple(Choice("{name}", f'{ask.words} "{name}"', values=(("name", name),)) for name in names)


COMMAND = Command(
    name="who",
    usage="[severity] [service or team] [sunday 03:10]",
    summary="Show who would be paged, when and by what, if nobody answered; nobody is paged",
    example="who sev1 sunday 03:10",
    run=run,
    act=Act.SEE,
    aliases=("rehearse", "preview", "演练"),
)
