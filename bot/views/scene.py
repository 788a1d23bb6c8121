"""What a message is drawn from: the incident as it is at delivery, and where it stands in Slack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.views.blocks import Drawn, buttons, is_address, link, section
from bot.views.words import SafeText, Voice, cut, esc
from incidents.checklist import Guide
from incidents.decision import Choice
from incidents.knowledge.alike import Alikes
from incidents.model import Bookmark, ChannelId, Incident, Todo
from incidents.overview.brief import Brief
from incidents.policy import Policy, Severity
from incidents.postmortem.paper import Paper

SHORT = 120


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The channel of another incident that a message speaks of, and its name."""

    channel: ChannelId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything a view may look at. `said` holds the message's own values; `now` is the time of drawing,
    `thread` the address of the thread it runs in; `brief` is for what shows many incidents, `alikes` what looks like
    this one, `guide` for runbooks, `paper` for its postmortem.
    """

    about: Incident | None
    policy: Policy
    voice: Voice
    now: datetime
    channel: ChannelId | None = None
    thread: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    todos: Sequence[Todo] = ()
    bookmarks: Sequence[Bookmark] = ()
    brief: Brief = field(default_factory=Brief)
    other: Elsewhere | None = None
    alikes: Alikes | None = None
    guide: Guide = field(default_factory=Guide)
    paper: Paper | None = None

    @property
    def incident(self) -> Incident:
        """What it is about. Only a message of the workspace is about none, and its view never asks."""
        if self.about is None:
            raise LookupError
        return self.about

    @property
    def severity(self) -> Severity:
        """The incident's severity."""
        return self.policy.severity(self.incident.severity)


def banner(scene: Scene) -> str:
    """TEST at the start of every line that leaves: a drill must never be taken for the real thing."""
    return scene.voice.say("TEST") + " " if scene.incident.test else ""


def mark(scene: Scene) -> str:
    """One mark for the state: its severity while it is open, a tick when it is over."""
    return scene.severity.mark if scene.incident.is_open else "✅"


def title(scene: Scene) -> SafeText:
    """The title as mark-up, short enough for one line."""
    incident = scene.incident
    return esc(cut(incident.title, SHORT)) if incident.named else scene.voice.say("Untitled incident")


def plain(scene: Scene) -> str:
    """The start of every fallback: mark, key, severity, title."""
    incident = scene.incident
    return f"{banner(scene)}{mark(scene)} {incident.key} {scene.severity.name}: {title(scene)}"


def place(scene: Scene) -> str:
    """The incident's channel, or the thread it runs in, or its key while there is neither."""
    if scene.channel:
        return f"<#{scene.channel}>"
    return link(scene.thread, scene.incident.key) if is_address(scene.thread) else scene.incident.key


def elsewhere(scene: Scene, key: str) -> SafeText:
    """The other incident: by its key, and its channel where it has one."""
    return SafeText(f"{esc(key)} (<#{scene.other.channel}>)" if scene.other else esc(key))


def post(scene: Scene, said: str, acts: tuple[Choice, ...] = ()) -> Drawn:
    """One paragraph in the channel with its buttons; its fallback says of which incident."""
    drawn = (section(f"{banner(scene)}{said}"), *buttons(scene.voice, acts, block_id="acts"))
    return Drawn(f"{plain(scene)} · {said}", drawn)
