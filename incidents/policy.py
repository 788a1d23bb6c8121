"""What an organisation has settled: severities, names, language. Read from sitrep.toml at the rim; pure values here."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta

from incidents.oncall.model import Schedule
from incidents.outlets import Gateway, Pager, Robot, Runner
from incidents.plan import Escalation

MINUTE = timedelta(minutes=1)
WORST = 2  # Outages and what comes near: sev1 and sev2, whatever an organisation calls them.


@dataclass(frozen=True, slots=True)
class Deadline:
    """So many days after the end of an incident, or working days."""

    days: int
    working: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity:
    """One severity. `acknowledge_within` and `update_every` are None where nobody is reminded; everybody hears of it
    where nothing was written for `silent_after`. `postmortem` is the template of its postmortem: it is drafted as soon
    as one is resolved where there is a time by which it is due, else when somebody asks for it.
    """

    key: str
    meaning: str
    mark: str
    aliases: tuple[str, ...] = ()
    acknowledge_within: timedelta | None = None
    update_every: timedelta | None = None
    silent_after: timedelta | None = None
    postmortem: str = "light"
    postmortem_due: Deadline | None = None

    @property
    def name(self) -> str:
        """How people read it: SEV2."""
        return self.key.upper()


# The waits follow common practice of published incident handbooks: minutes for an outage, none for what can wait.
SEVERITIES = (
    Severity(
        key="sev1",
        meaning="Critical: customers cannot use the service, or data is at risk",
        mark="🔴",
        aliases=("1", "p1", "p0", "s1", "critical", "crit", "一级", "严重", "紧急"),
        acknowledge_within=5 * MINUTE,
        update_every=30 * MINUTE,
        silent_after=30 * MINUTE,
        postmortem="full",
        postmortem_due=Deadline(3),
    ),
    Severity(
        key="sev2",
        meaning="Major: an important function fails for many",
        mark="🟠",
        aliases=("2", "p2", "s2", "major", "high", "二级", "高"),
        acknowledge_within=5 * MINUTE,
        update_every=60 * MINUTE,
        silent_after=30 * MINUTE,
        postmortem="full",
        postmortem_due=Deadline(5, working=True),
    ),
    Severity(
        key="sev3",
        meaning="Minor: a function is impaired, or fails for some",
        mark="🟡",
        aliases=("3", "p3", "s3", "minor", "medium", "三级", "中"),
        acknowledge_within=15 * MINUTE,
        update_every=240 * MINUTE,
        postmortem="cause",
        postmortem_due=Deadline(10, working=True),
    ),
    Severity(
        key="sev4",
        meaning="Low: little impact, or a way round",
        mark="🔵",
        aliases=("4", "p4", "s4", "low", "四级", "低"),
    ),
    Severity(
        key="sev5",
        meaning="Informational: to be looked at",
        mark="⚪",
        aliases=("5", "p5", "s5", "info", "五级", "提示"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """People who answer together. `members` are Slack ids or e-mail addresses; `channel` a name or id, or empty;
    `schedule` says who is on call for it, where that is not the schedule of its own name; `robot` is told whenever
    one of them is paged as such; `manager` (an id or an address) is told of a postmortem that is overdue. The
    `topic` of that channel and the `user_group` of that handle follow who is on call.
    """

    name: str
    members: tuple[str, ...] = ()
    channel: str = ""
    schedule: str = ""
    robot: str = ""
    topic: str = ""
    user_group: str = ""
    manager: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What can fail: `team` answers for it, `tier` 1 is the most important, `links` are (title, address)."""

    name: str
    team: str = ""
    tier: int = 3
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """An address that is told of every event of public incidents. `secret` names the environment variable that holds
    the key its bodies are signed with; `kinds` are the timeline lines it wants, all of them where empty.
    """

    name: str
    address: str
    secret: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTemplate:
    """A template of postmortems that a team has written: its name, and its Markdown."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Where articles come from: a `folder` of Markdown files, beside sitrep.toml unless it is absolute. `owners` (Slack
    ids or e-mail addresses) are told what is wrong with it and what is missing in it.
    """

    folder: str = ""
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Binder:
    """Where published postmortems are written: a `folder` that is there, beside sitrep.toml unless it is absolute."""

    folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker:
    """Where tickets are kept: the `address` that opens a new one filled in, with {title} and {body} in it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """How long there is for an action item, of high priority and of any other; after how long without a change its
    owner is asked about it, None for never.
    """

    due_high: Deadline = field(default_factory=lambda: Deadline(28))
    due: Deadline = field(default_factory=lambda: Deadline(56))
    stale_after: timedelta | None = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When people work, in their own zone: from and to as minutes after midnight, on `days` (Monday is 0)."""

    begin: int = 9 * 60
    end: int = 18 * 60
    days: tuple[int, ...] = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The settings that rules and views read. Severities are ordered, worst first.

    `bridge` is the address of a call, with {key} and {number}; `reaction` the emoji that takes a message into the
    timeline, `lesson` the one that puts it into the postmortem too; severities `in_threads` get no channel of their
    own; a closed incident's channel is archived `archive_after`; what is open is posted daily `daily_at` minutes after
    midnight in `zone`. `version` counts what was applied; 0 comes from the file. `template_folder` is where
    `templates` of postmortems were read: beside sitrep.toml unless it is absolute.
    """

    severities: tuple[Severity, ...] = SEVERITIES
    default_severity: str = "sev3"
    channel_template: str = "inc-{number}-{title}"
    announcements: str = "incidents"
    language: str = "en"
    contacts: tuple[str, ...] = ()
    teams: tuple[Team, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    services: tuple[Service, ...] = ()
    hooks: tuple[Hook, ...] = ()
    trackers: tuple[Tracker, ...] = ()
    gateways: tuple[Gateway, ...] = ()
    robots: tuple[Robot, ...] = ()
    pagers: tuple[Pager, ...] = ()
    runners: tuple[Runner, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    bridge: str = ""
    reaction: str = "memo"
    lesson: str = "mortar_board"
    keep_pictures: bool = False
    in_threads: tuple[str, ...] = ("sev4", "sev5")
    archive_after: timedelta | None = timedelta(days=7)
    daily_at: int | None = None
    zone: str = "UTC"
    hours: Hours = field(default_factory=Hours)
    knowledge: Library = field(default_factory=Library)
    template_folder: str = ""
    templates: tuple[OwnTemplate, ...] = ()
    postmortems: Binder = field(default_factory=Binder)
    actions: FollowUp = field(default_factory=FollowUp)
    version: int = field(default=0, compare=False)
    by_word: dict[str, Severity] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for severity in self.severities:
            for word in (severity.key, *severity.aliases):
                self.by_word[word.casefold()] = severity

    @property
    def sha(self) -> str:
        """By which it is told apart from every other, whatever its version; 64 characters."""
        return hashlib.sha256(repr(replace(self, version=0)).encode()).hexdigest()

    @property
    def worst(self) -> tuple[Severity, ...]:
        """The two worst severities: for these nobody may depend on Slack alone, as a medium or as a clock."""
        return self.severities[:WORST]

    def named(self, word: str) -> Severity | None:
        """The severity that a person means by a word (`sev2`, `P0`, `严重`), or None."""
        return self.by_word.get(word.casefold())

    def severity(self, key: str) -> Severity:
        """The severity of a recorded key; one that the settings no longer know is shown as it was recorded."""
        return self.by_word.get(key) or Severity(key=key, meaning="", mark="⚫")

    def template(self, name: str) -> OwnTemplate | None:
        """The template of postmortems that a team has written under a name; None for a shipped one."""
        return next((one for one in self.templates if one.name == name), None)

    def team(self, name: str) -> Team | None:
        """The team of a name, in any case of letters."""
        return next((team for team in self.teams if team.name.casefold() == name.casefold()), None)

    def service(self, name: str) -> Service | None:
        """The service of a name, in any case of letters; None for a word that is only a tag."""
        return next((one for one in self.services if one.name.casefold() == name.casefold()), None)

    def escalation(self, name: str) -> Escalation | None:
        """The escalation policy of a name, in any case of letters."""
        return next((one for one in self.escalations if one.name.casefold() == name.casefold()), None)

    def gateway(self, name: str) -> Gateway | None:
        """The gateway of a name, in any case of letters."""
        return next((one for one in self.gateways if one.name.casefold() == name.casefold()), None)

    def robot(self, name: str) -> Robot | None:
        """The robot of a name, in any case of letters."""
        return next((one for one in self.robots if one.name.casefold() == name.casefold()), None)

    def pager(self, name: str) -> Pager | None:
        """The service of PagerDuty of a name, in any case of letters."""
        return next((one for one in self.pagers if one.name.casefold() == name.casefold()), None)

    def runner(self, name: str) -> Runner | None:
        """The runner of a name, in any case of letters."""
        return next((one for one in self.runners if one.name.casefold() == name.casefold()), None)

    def schedule(self, name: str) -> Schedule | None:
        """The schedule of a name, in any case of letters."""
        return next((one for one in self.schedules if one.name.casefold() == name.casefold()), None)

    def schedule_of(self, team: str) -> Schedule | None:
        """The schedule of a team: the one that it names, the one that names it, the one of its own name."""
        known = self.team(team)
        if known and known.schedule:
            return self.schedule(known.schedule)
        naming = (one for one in self.schedules if one.team.casefold() == team.casefold())
        return next(naming, None) or self.schedule(team)

    def teams_on(self, schedule: str) -> tuple[Team, ...]:
        """The teams whose schedule is the one of this name."""
        wanted = self.schedule(schedule)
        return tuple(team for team in self.teams if wanted and self.schedule_of(team.name) is wanted)

    def teams_of(self, name: str) -> tuple[Team, ...]:
        """Who is meant by the name that a page was made under: the team of that name, else all on that schedule."""
        if known := self.team(name):
            return (known,)
        return self.teams_on(name)

    def rank(self, key: str) -> int:
        """0 is the worst; a key that is no longer known ranks last."""
        keys = [severity.key for severity in self.severities]
        return keys.index(key) if key in keys else len(keys)
