"""Secrets and addresses from the environment, frozen. What an organisation settles in sitrep.toml is in config.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.config.outlets import trusted

TWILIO_API = "https://api.twilio.com"
SLACK_API = "https://slack.com/api/"
HOOK = "SITREP_HOOK_"  # Variables of this beginning hold the keys that webhooks are signed with.
LONGEST_CALL = 10.0
MEGABYTE = 1024 * 1024
RESERVE = 32 * MEGABYTE  # Bytes of the disk, for the hour in which it is full.
MOST_CONNECTIONS = 2  # Of the ten that Slack allows an app in all.
SHORTEST_CALL = 0.1  # aiohttp takes 0 for no limit at all.


class Unset(Exception):
    """Something needed is not set; says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where it is asked: what comes before `/chat/completions`, the key if it wants one, the name of the model."""

    url: str = field(repr=False)  # An address may hold a secret.
    key: str = field(default="", repr=False)
    model: str = ""

    @property
    def headers(self) -> Mapping[str, str]:
        """Who asks."""
        key = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "sitrep", **key}

    def of(self, path: str) -> str:
        """An address of its API."""
        return f"{self.url.rstrip('/')}/{path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this process reaches Slack and its database. Tokens never appear in its repr."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    hook_secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    public_url: str = ""
    twilio_sid: str = ""
    twilio_token: str = field(default="", repr=False)
    twilio_from: str = ""
    twilio_api: str = TWILIO_API
    database: str = field(default="sitrep.db", repr=False)
    slack_api: str = SLACK_API
    call_limit: float = LONGEST_CALL
    connections: int = MOST_CONNECTIONS
    host: str = "127.0.0.1"
    port: int = 3000
    config: Path | None = None
    json_logs: bool = False
    user: str = ""
    reserve: int = RESERVE
    heartbeat: str = field(default="", repr=False)  # Such addresses are secrets.
    embeddings: Path | None = None
    proposals: Endpoint | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the environment. Raises ValueError with the variable's name for a value that cannot be."""
        return cls(
            bot_token=env.get("SLACK_BOT_TOKEN", ""),
            app_token=env.get("SLACK_APP_TOKEN", ""),
            signing_secret=env.get("SLACK_SIGNING_SECRET", ""),
            hook_secrets={name: key for name, key in env.items() if name.startswith(HOOK) and key},
            smtp_url=env.get("SITREP_SMTP_URL", ""),
            mail_from=env.get("SITREP_MAIL_FROM", ""),
            public_url=_public(env),
            twilio_sid=env.get("TWILIO_ACCOUNT_SID", ""),
            twilio_token=env.get("TWILIO_AUTH_TOKEN", ""),
            twilio_from=env.get("TWILIO_FROM", ""),
            twilio_api=env.get("TWILIO_API_URL", "") or TWILIO_API,
            database=env.get("DATABASE_URL", "") or "sitrep.db",
            slack_api=env.get("SLACK_API_URL", "") or SLACK_API,
            call_limit=_number(env, "SLACK_CALL_LIMIT", LONGEST_CALL, least=SHORTEST_CALL, most=15),
            connections=int(_number(env, "SLACK_CONNECTIONS", MOST_CONNECTIONS, least=1, most=MOST_CONNECTIONS)),
            host=env.get("SITREP_HOST", "") or "127.0.0.1",
            port=int(_number(env, "SITREP_PORT", 3000, least=0, most=65535)),
            config=_config(env),
            json_logs=env.get("SITREP_LOG", "") == "json",
            user=env.get("SITREP_USER", ""),
            reserve=int(_number(env, "SITREP_RESERVE", RESERVE / MEGABYTE, least=0, most=10_000) * MEGABYTE),
            heartbeat=env.get("SITREP_HEARTBEAT", ""),
            embeddings=Path(env["SITREP_EMBEDDINGS"]) if env.get("SITREP_EMBEDDINGS") else None,
            proposals=_proposals(env),
        )

    def demand(self) -> None:
        """Raise Unset where Slack cannot be reached with what is set."""
        if not self.bot_token or not (self.app_token or self.signing_secret):
            raise Unset


def _config(env: Mapping[str, str]) -> Path | None:
    if named := env.get("SITREP_CONFIG", ""):
        return Path(named)
    usual = Path("sitrep.toml")
    return usual if usual.exists() else None


def _public(env: Mapping[str, str]) -> str:
    """Where we are reached from outside, without a slash at its end."""
    address = env.get("SITREP_PUBLIC_URL", "").rstrip("/")
    if address and not address.startswith(("https://", "http://127.0.0.1")):
        msg = "SITREP_PUBLIC_URL begins with https://: what is sent there acts for people"
        raise ValueError(msg)
    return address


def _proposals(env: Mapping[str, str]) -> Endpoint | None:
    """The language model that proposes sentences; none unless both its address and its name are set."""
    url, model = (env.get(f"SITREP_PROPOSALS_{name}", "").strip() for name in ("URL", "MODEL"))
    if bool(url) != bool(model):
        msg = "SITREP_PROPOSALS_URL and SITREP_PROPOSALS_MODEL belong together: set both, or neither for no proposals"
        raise ValueError(msg)
    if not url:
        return None
    try:
        address = trusted(url)
    except ValueError as wrong:
        msg = f"SITREP_PROPOSALS_URL: {wrong}"
        raise ValueError(msg) from wrong
    return Endpoint(url=address, key=env.get("SITREP_PROPOSALS_KEY", "").strip(), model=model)


def _number(env: Mapping[str, str], name: str, default: float, *, least: float, most: float) -> float:
    text = env.get(name, "")
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not least <= value <= most:
        msg = f"{name} is a number from {least:g} to {most:g}, not {text!r}"
        raise ValueError(msg)
    return value
