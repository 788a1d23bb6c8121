"""What an organisation has settled: severities, names, language. Read from sitrep.toml at the rim; pure values here."""

from dataclasses import dataclass, field
from datetime import timedelta

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity:
    """One severity. `acknowledge_within` and `update_every` are None where nobody is reminded."""

    key: str
    meaning: str
    mark: str
    aliases: tuple[str, ...] = ()
    acknowledge_within: timedelta | None = None
    update_every: timedelta | None = None

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
    ),
    Severity(
        key="sev2",
        meaning="Major: an important function fails for many",
        mark="🟠",
        aliases=("2", "p2", "s2", "major", "high", "二级", "高"),
        acknowledge_within=5 * MINUTE,
        update_every=60 * MINUTE,
    ),
    Severity(
        key="sev3",
        meaning="Minor: a function is impaired, or fails for some",
        mark="🟡",
        aliases=("3", "p3", "s3", "minor", "medium", "三级", "中"),
        acknowledge_within=15 * MINUTE,
        update_every=240 * MINUTE,
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
class Policy:
    """The settings that rules and views read. Severities are ordered, worst first."""

    severities: tuple[Severity, ...] = SEVERITIES
    default_severity: str = "sev3"
    channel_template: str = "inc-{number}-{title}"
    announcements: str = "incidents"
    language: str = "en"
    contacts: tuple[str, ...] = ()
    by_word: dict[str, Severity] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for severity in self.severities:
            for word in (severity.key, *severity.aliases):
                self.by_word[word.casefold()] = severity

    def named(self, word: str) -> Severity | None:
        """The severity that a person means by a word (`sev2`, `P0`, `严重`), or None."""
        return self.by_word.get(word.casefold())

    def severity(self, key: str) -> Severity:
        """The severity of a recorded key; one that the settings no longer know is shown as it was recorded."""
        return self.by_word.get(key) or Severity(key=key, meaning="", mark="⚫")

    def rank(self, key: str) -> int:
        """0 is the worst; a key that is no longer known ranks last."""
        keys = [severity.key for severity in self.severities]
        return keys.index(key) if key in keys else len(keys)
