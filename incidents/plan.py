"""What an escalation is made of: targets, steps, policies as the settings write them, and the plan that a run keeps.

Names are as sitrep.toml writes them; who they are is found out at the moment of paging.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class Reach(StrEnum):
    """What a target is."""

    PRIMARY = "primary"
    BACKUP = "backup"
    PERSON = "person"
    TEAM = "team"
    CHANNEL = "channel"
    WEBHOOK = "webhook"
    ROBOT = "robot"
    PAGERDUTY = "pagerduty"
    OWNER = "owner"  # Who had it and has fallen silent: never written in the settings.


class Shift(StrEnum):
    """When a step applies: within the working hours of the settings, outside of them, or always."""

    ALWAYS = ""
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody or something that is told: a seat of a schedule or team, a person (Slack id or e-mail address), a team,
    a channel (its id), a webhook, the robot of a group, a service of PagerDuty.
    """

    reach: Reach
    name: str

    @property
    def written(self) -> str:
        """As sitrep.toml writes it."""
        return f"{self.reach}:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Whom to tell, and how long to wait for an answer before the next step. Without `severities` it is for all."""

    targets: tuple[Target, ...]
    wait: timedelta
    severities: tuple[str, ...] = ()
    hours: Shift = Shift.ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """An escalation policy of the settings. It is chosen for its services, teams and severities; one with none of them
    is used by name only. `then` names the policy that goes on after it; `forever` are severities for which it does not
    stop by itself.
    """

    name: str
    steps: tuple[Step, ...]
    repeat: int = 0
    forever: tuple[str, ...] = ()
    fallback: tuple[Target, ...] = ()
    then: str = ""
    services: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A policy as a run keeps it: every step in order, rounds written out. `again` is the step from which it begins
    anew after the last, None where it stops; whoever is in `fallback` is told then.
    """

    policy: str
    steps: tuple[Step, ...]
    again: int | None = None
    fallback: tuple[Target, ...] = ()

    def written(self) -> str:
        """As JSON."""
        return json.dumps(
            {
                "policy": self.policy,
                "steps": [
                    [[one.written for one in step.targets], int(step.wait.total_seconds()), step.hours.value]
                    for step in self.steps
                ],
                "again": self.again,
                "fallback": [one.written for one in self.fallback],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @property
    def sha(self) -> str:
        """By which it is told apart from every other."""
        return hashlib.sha256(self.written().encode()).hexdigest()


def target(written: str) -> Target:
    """A target as it is written. Raises ValueError."""
    reach, _, name = written.partition(":")
    return Target(Reach(reach), name)


def plan(written: str) -> Plan:
    """A plan from its JSON."""
    kept: dict[str, Any] = json.loads(written)
    return Plan(
        policy=kept["policy"],
        steps=tuple(
            Step(targets=tuple(map(target, targets)), wait=timedelta(seconds=wait), hours=Shift(hours))
            for targets, wait, hours in kept["steps"]
        ),
        again=kept["again"],
        fallback=tuple(map(target, kept["fallback"])),
    )


class RunState(StrEnum):
    """How a run stands: paging, ended by an answer or otherwise, at the end of its steps."""

    ACTIVE = "active"
    ENDED = "ended"
    EXHAUSTED = "exhausted"


class Ending(StrEnum):
    """Why a run has ended: somebody has it, it is over, its severity is another now, another run was begun in its
    stead, or no policy is meant for it any more.
    """

    ANSWERED = "answered"
    OVER = "over"
    GRADED = "graded"
    ANEW = "anew"
    NO_POLICY = "no_policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One escalation of an incident, numbered from 1 in it. `at` is the step that comes next, `generation` counts what
    has happened in it: a timer or a button of an earlier one is stale. `ending` says why it has ended.
    """

    number: int
    plan: Plan
    severity: str
    began_at: datetime
    state: RunState = RunState.ACTIVE
    at: int = 0
    generation: int = 0
    ending: Ending | None = None
