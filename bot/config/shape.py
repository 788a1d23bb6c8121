"""The shape of sitrep.toml: every key, its type, its default, and what of it cannot be."""

from datetime import timedelta
from string import Formatter
from typing import Annotated, Literal

from pydantic import Field, field_validator

from bot.config.escalations import EscalationPart
from bot.config.outlets import GatewayPart, PagerPart, RobotPart
from bot.config.runs import RunnerPart
from bot.config.schedules import SchedulePart
from bot.config.values import MEMBER, Strict, a_variable, known_days, known_zone, minutes
from bot.views.words import LANGUAGES
from incidents.policy import Deadline
from incidents.postmortem.templates.flaws import LONGEST_NAME
from incidents.upkeep.settling import NAME
from incidents.upkeep.spans import deadline, span
from incidents.upkeep.writing import DAYS

NAME_OF_HOOK = r"^.{1,80}$"  # It is part of the keys of what is told.
NAME_OF_GATEWAY = r"^[^\s/:]{1,30}$"  # People type it, and it is kept with what they entered.
DEFAULT = "sev3"
FIELDS = {"number", "title", "severity"}


class SeverityPart(Strict):
    """One `[[severities]]`: worst first."""

    key: Annotated[str, Field(pattern=f"^{NAME.pattern}$")]
    meaning: str = ""
    mark: str = "⚫"
    aliases: list[str] = Field(default_factory=list)
    acknowledge_within: timedelta | None = None
    update_every: timedelta | None = None
    silent_after: timedelta | None = None
    postmortem: Annotated[str, Field(max_length=LONGEST_NAME)] | None = None
    postmortem_due: Deadline | Literal["customary"] | None = "customary"

    @field_validator("postmortem_due", mode="before")
    @classmethod
    def in_days(cls, value: object) -> object:
        """Days, working days, or never; what is customary where nothing is said."""
        return value if value == "customary" else deadline(str(value))

    @field_validator("acknowledge_within", "update_every", "silent_after", mode="before")
    @classmethod
    def a_span(cls, value: object) -> object:
        """A length of time, or never."""
        return value if value is None else span(str(value))


class TeamPart(Strict):
    """One `[teams.name]`."""

    members: list[Annotated[str, Field(pattern=MEMBER)]] = Field(default_factory=list)
    channel: str = ""
    schedule: str = ""
    robot: str = ""
    topic: bool | str = False
    user_group: str = ""
    manager: Annotated[str, Field(pattern=rf"^$|{MEMBER}")] = ""


class ServicePart(Strict):
    """One `[services.name]`."""

    team: str = ""
    tier: Annotated[int, Field(ge=1, le=5)] = 3
    links: dict[str, Annotated[str, Field(pattern=r"^https?://\S+$")]] = Field(default_factory=dict)


class HookPart(Strict):
    """One `[hooks.name]`."""

    address: Annotated[str, Field(pattern=r"^https?://\S+$")]
    secret: Annotated[str, a_variable("AUDIT", needed=True)]
    kinds: list[str] = Field(default_factory=list)


class HoursPart(Strict):
    """`[hours]`."""

    begin: str = "09:00"
    end: str = "18:00"
    days: list[str] = Field(default_factory=lambda: list(DAYS[:5]))

    @field_validator("begin", "end")
    @classmethod
    def a_time(cls, value: str) -> str:
        """A time of day."""
        minutes(value)
        return value

    @field_validator("days")
    @classmethod
    def some_days(cls, value: list[str]) -> list[str]:
        """Days of the week, at least one."""
        return known_days(value)


class KnowledgePart(Strict):
    """`[knowledge]`."""

    folder: Annotated[str, Field(max_length=400)] = ""
    owners: list[Annotated[str, Field(pattern=MEMBER)]] = Field(default_factory=list)


class PostmortemsPart(Strict):
    """`[postmortems]`."""

    templates: Annotated[str, Field(max_length=400)] = ""
    folder: Annotated[str, Field(max_length=400)] = ""


class TrackerPart(Strict):
    """One `[trackers.name]`."""

    address: Annotated[str, Field(pattern=r"^https://\S{1,500}$")]

    @field_validator("address")
    @classmethod
    def with_a_title(cls, value: str) -> str:
        """Holds {title}, perhaps {body}, and nothing else in braces."""
        try:
            fields = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
        except ValueError:
            raise ValueError("a brace is not closed") from None
        if "title" not in fields or not fields <= {"title", "body"} or not value.format(title="t", body="b"):
            raise ValueError(
                "use {title}, and if you like {body}: https://tracker.example/new?title={title}&body={body}"
            )
        return value


class ActionsPart(Strict):
    """`[actions]`."""

    due_high: Deadline = Deadline(28)
    due: Deadline = Deadline(56)
    stale_after: timedelta | None = timedelta(days=14)

    @field_validator("due_high", "due", mode="before")
    @classmethod
    def in_days(cls, value: object) -> object:
        """Days or working days: whatever follows from an incident has a day."""
        found = deadline(str(value))
        if found is None:
            raise ValueError("write days such as 28d, or working days such as 20wd")
        return found

    @field_validator("stale_after", mode="before")
    @classmethod
    def a_span(cls, value: object) -> object:
        """A length of time of a day or more, or never."""
        found = span(str(value))
        if found is not None and found < timedelta(days=1):
            raise ValueError("write a day or more, such as 14d, or never")
        return found


class File(Strict):
    """The whole file; every key has a default."""

    language: str = "en"
    default_severity: str = DEFAULT
    channel_name: str = "inc-{number}-{title}"
    announcements: str = "incidents"
    contacts: list[str] = Field(default_factory=list)
    bridge: str = ""
    reaction: str = "memo"
    lesson_reaction: str = "mortar_board"
    keep_pictures: bool = False
    in_threads: list[str] = Field(default_factory=lambda: ["sev4", "sev5"])
    archive_after: timedelta | None = timedelta(days=7)
    daily_at: str = ""
    zone: str = "UTC"
    hours: HoursPart = Field(default_factory=HoursPart)
    knowledge: KnowledgePart = Field(default_factory=KnowledgePart)
    postmortems: PostmortemsPart = Field(default_factory=PostmortemsPart)
    actions: ActionsPart = Field(default_factory=ActionsPart)
    teams: dict[str, TeamPart] = Field(default_factory=dict)
    schedules: dict[str, SchedulePart] = Field(default_factory=dict)
    services: dict[str, ServicePart] = Field(default_factory=dict)
    hooks: dict[Annotated[str, Field(pattern=NAME_OF_HOOK)], HookPart] = Field(default_factory=dict)
    trackers: dict[Annotated[str, Field(pattern=NAME_OF_HOOK)], TrackerPart] = Field(default_factory=dict)
    gateways: dict[Annotated[str, Field(pattern=NAME_OF_GATEWAY)], GatewayPart] = Field(default_factory=dict)
    robots: dict[Annotated[str, Field(pattern=NAME_OF_GATEWAY)], RobotPart] = Field(default_factory=dict)
    pagerduty: dict[Annotated[str, Field(pattern=NAME_OF_GATEWAY)], PagerPart] = Field(default_factory=dict)
    runs: dict[Annotated[str, Field(pattern=NAME_OF_GATEWAY)], RunnerPart] = Field(default_factory=dict)
    escalation: dict[Annotated[str, Field(pattern=NAME_OF_HOOK)], EscalationPart] = Field(default_factory=dict)
    severities: list[SeverityPart] = Field(default_factory=list)

    @field_validator("language")
    @classmethod
    def known_language(cls, value: str) -> str:
        """One of the catalogues."""
        if value not in LANGUAGES:
            raise ValueError(f"sitrep speaks {' and '.join(LANGUAGES)}")
        return value

    @field_validator("channel_name")
    @classmethod
    def usable_template(cls, value: str) -> str:
        """Holds {number}, and nothing unknown: the number is what makes a name unique."""
        try:
            fields = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
        except ValueError:
            raise ValueError("a brace is not closed") from None
        if not fields <= FIELDS or "number" not in fields:
            raise ValueError("use {number}, and if you like {title} and {severity}")
        try:
            value.format(number=1, title="title", severity="severity")
        except ValueError as odd:
            raise ValueError(f"cannot be filled in: {odd}") from None
        return value

    @field_validator("archive_after", mode="before")
    @classmethod
    def a_span(cls, value: object) -> object:
        """A length of time, or never."""
        return value if value is None else span(str(value))

    @field_validator("daily_at")
    @classmethod
    def a_time(cls, value: str) -> str:
        """A time of day, or empty for no daily post."""
        if value:
            minutes(value)
        return value

    @field_validator("zone")
    @classmethod
    def a_zone(cls, value: str) -> str:
        """A zone of the IANA's."""
        return known_zone(value)

    @field_validator("bridge")
    @classmethod
    def usable_bridge(cls, value: str) -> str:
        """An address with {key} or {number} at the most."""
        try:
            filled = value.format(key="INC-1", number=1)
        except (KeyError, IndexError, ValueError):
            raise ValueError("use {key} or {number}, and nothing else in braces") from None
        if value and not filled.startswith(("https://", "http://")):
            raise ValueError("write an address that begins with https://")
        return value
