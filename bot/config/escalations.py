"""`[escalation.name]` with its steps: their shape, and the escalation policy they say."""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field, field_validator

from bot.config.values import MEMBER, Strict
from incidents.escalation.choosing import LONGEST, SHORTEST
from incidents.plan import Escalation, Reach, Shift, Step, Target
from incidents.upkeep.spans import span

Spelled = Mapping[str, Target]  # By how they are written, in small letters.
NAMED = tuple(one for one in Reach if one is not Reach.OWNER)
REACHED = re.compile(rf"({'|'.join(NAMED)}):(\S.*)")
CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")
TARGETS = (
    "primary:NAME or backup:NAME of a schedule or team, team:NAME, a person's Slack id or e-mail address, "
    "channel:ID, webhook:NAME, robot:NAME or pagerduty:NAME"
)


def target(written: str) -> Target:
    """`primary:payments`, `U0ANA`. Raises ValueError for anything else."""
    found = REACHED.fullmatch(written)
    if found is None and re.fullmatch(MEMBER, written):
        return Target(Reach.PERSON, written)
    made = Target(Reach(found[1]), found[2]) if found else None
    if made and made.reach is Reach.PERSON and not re.fullmatch(MEMBER, made.name):
        made = None
    if made is None:
        raise ValueError(f"“{written}” is nobody that can be paged: write {TARGETS}")
    if made.reach is Reach.CHANNEL and not CHANNEL.fullmatch(made.name):
        raise ValueError(f"“{made.name}” is not a channel's id: write it such as channel:C0123ABCD")
    return made


def _targets(written: Iterable[str], spelled: Spelled) -> tuple[Target, ...]:
    found = (spelled.get(one.casefold()) or target(one) for one in written)
    return tuple(dict.fromkeys(found))


class StepPart(Strict):
    """One `[[escalation.name.steps]]`."""

    page: Annotated[list[str], Field(min_length=1)]
    wait: timedelta = timedelta(minutes=5)
    severities: list[str] = Field(default_factory=list)
    hours: Shift = Shift.ALWAYS

    @field_validator("page")
    @classmethod
    def reachable(cls, value: list[str]) -> list[str]:
        """Each is a target."""
        for one in value:
            target(one)
        return value

    @field_validator("wait", mode="before")
    @classmethod
    def a_wait(cls, value: Any) -> Any:  # noqa: ANN401  # As TOML has it.
        """From 1 minute to 7 days."""
        try:
            waited = span(str(value))
        except ValueError:
            waited = None
        if waited is None or not SHORTEST <= waited <= LONGEST:
            raise ValueError("a step waits from 1m to 7d: write a length of time such as 5m")
        return waited

    def step(self, spelled: Spelled) -> Step:
        """The same as a value."""
        return Step(
            targets=_targets(self.page, spelled),
            wait=self.wait,
            severities=tuple(self.severities),
            hours=self.hours,
        )


class EscalationPart(Strict):
    """One `[escalation.name]`."""

    steps: Annotated[list[StepPart], Field(min_length=1)]
    repeat: Annotated[int, Field(ge=0, le=9)] = 0
    forever: list[str] = Field(default_factory=list)
    fallback: list[str] = Field(default_factory=list)
    then: str = ""
    services: list[str] = Field(default_factory=list)
    teams: list[str] = Field(default_factory=list)
    severities: list[str] = Field(default_factory=list)

    @field_validator("fallback")
    @classmethod
    def reachable(cls, value: list[str]) -> list[str]:
        """Each is a target."""
        for one in value:
            target(one)
        return value

    def escalation(self, name: str, spelled: Spelled) -> Escalation:
        """The same as a value, with what stands outside Slack as its own table spells it."""
        return Escalation(
            name=name,
            steps=tuple(step.step(spelled) for step in self.steps),
            repeat=self.repeat,
            forever=tuple(self.forever),
            fallback=_targets(self.fallback, spelled),
            then=self.then,
            services=tuple(self.services),
            teams=tuple(self.teams),
            severities=tuple(self.severities),
        )
