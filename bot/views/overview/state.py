"""One incident as `show` shows it, and in one line as lists do."""

from collections.abc import Sequence

from bot.views import timeline
from bot.views.blocks import EMPTY, Block, Drawn, buttons, context, fitting, is_address, link, outward, paragraphs
from bot.views.called import called
from bot.views.record.kept import service_line
from bot.views.words import SafeText, Voice, cut, esc
from incidents.decision import Choice
from incidents.model import Bookmark, Incident, PersonId, Status, Todo
from incidents.policy import Policy
from incidents.reply import Reply, State

MOST = 10  # To-dos and links: more of them are counted, not shown.


def draw(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """Everything that is known of one incident on a page, its newest lines last."""
    if not isinstance(told.data, State):
        return EMPTY
    incident, data = told.data.incident, told.data
    rows: list[str] = [line(incident, voice, policy, data.channel, data.thread), *_details(incident, voice, policy)]
    rows += [voice.say("merged into {other}", other=data.merged_into.key)] if data.merged_into else []
    rows += [*_todos(data.todos, voice), *_links(data.bookmarks, voice)]
    newest = [timeline.line(one, voice, policy) for one in data.lines]
    shown = fitting([SafeText(row) for row in (*rows, *newest)])
    rows, newest = [*shown[: len(rows)]], [*shown[len(rows) :]]
    blocks: list[Block] = [*paragraphs(rows), *([context(*newest)] if newest else [])]
    number = incident.id
    acts = (Choice("Update", "update", number), Choice("Timeline", "timeline", number), Choice("Join", "join", number))
    over = (Choice("Timeline", "timeline", number), *_after(incident, data.merged_into))
    return Drawn("\n".join(rows), (*blocks, *buttons(voice, acts if incident.is_open else over)))


def _after(incident: Incident, other: Incident | None) -> tuple[Choice, ...]:
    """What one does with what is over."""
    if other:
        return (Choice("Join {key}", "join", other.id, values=(("key", other.key),)),)
    return () if incident.status is Status.MERGED else (Choice("Reopen", "reopen", incident.id),)


def line(incident: Incident, voice: Voice, policy: Policy, channel: str | None, thread: str = "") -> SafeText:
    """One incident in one line: what, how bad, where it stands, who leads, where it is run."""
    severity = policy.severity(incident.severity)
    mark = severity.mark if incident.is_open else "✅"
    title = esc(cut(incident.title, 120)) if incident.named else voice.say("Untitled incident")
    owner = (
        voice.say("{name} leads", name=voice.name(incident.owner)) if incident.owner else voice.say("nobody leads yet")
    )
    parts = [f"{mark} *{incident.key}* {title}", severity.name, esc(voice.status(incident.status)), owner]
    parts += [voice.say("TEST")] if incident.test else []
    parts += [voice.say("private")] if incident.private else []
    if channel:
        parts.append(f"<#{channel}>")
    elif is_address(thread):
        parts.append(link(thread, voice.say("thread")))
    return SafeText(" · ".join(parts))


def _details(incident: Incident, voice: Voice, policy: Policy) -> list[str]:
    lines: list[str] = [voice.say("Reported {at} by {name}", at=incident.opened_at, name=voice.name(incident.reporter))]
    lines += _roles(incident, voice)
    if asked := called(incident, voice):
        lines.append(voice.say("Asked: {names}", names=asked))
    if incident.service:
        lines.append(service_line(incident.service, voice, policy))
    if incident.impact:
        lines.append(voice.say("Impact: {impact}", impact=cut(incident.impact, 600)))
    if incident.summary:
        lines.append(voice.say("Now: {summary}", summary=cut(incident.summary, 600)))
    if incident.next_step:
        lines.append(voice.say("next: {step}", step=cut(incident.next_step, 300)))
    lines += _clocks(incident, voice)
    if incident.fix:
        lines.append(voice.say("fixed by: {fix}", fix=cut(incident.fix, 600)))
    return lines


def _roles(incident: Incident, voice: Voice) -> list[str]:
    def of(person: PersonId | None, label: SafeText) -> list[str]:
        return [f"*{label}* {voice.name(person)}"] if person else []

    held = (
        *of(incident.owner, voice.say("Owner")),
        *of(incident.comms, voice.say("Comms")),
        *of(incident.scribe, voice.say("Scribe")),
    )
    return [" · ".join(held)] if held else []


def _clocks(incident: Incident, voice: Voice) -> list[str]:
    """How long each step took, and what is due, in one line."""
    opened, parts = incident.opened_at, list[str]()
    if incident.acknowledged_at:
        parts.append(voice.say("acknowledged after {span}", span=incident.acknowledged_at - opened))
    if incident.mitigated_at:
        parts.append(voice.say("mitigated after {span}", span=incident.mitigated_at - opened))
    if incident.resolved_at:
        parts.append(voice.say("resolved after {span}", span=incident.resolved_at - opened))
    if incident.closed_at:
        parts.append(voice.say("closed {at}", at=incident.closed_at))
    if incident.update_due_at and incident.is_open:
        parts.append(voice.say("Next update by {at}", at=incident.update_due_at))
    return [" · ".join(parts)] if parts else []


def _todos(todos: Sequence[Todo], voice: Voice) -> list[str]:
    if not todos:
        return []
    lines: list[str] = [f"*{voice.say('To do')}*"]
    for todo in todos[:MOST]:
        owner = f" ({voice.name(todo.owner)})" if todo.owner else ""
        lines.append(f"{todo.number}. {esc(cut(todo.text, 200))}{owner}")
    if len(todos) > MOST:
        lines.append(voice.say("and {n} more", n=len(todos) - MOST))
    return lines


def _links(bookmarks: Sequence[Bookmark], voice: Voice) -> list[str]:
    if not bookmarks:
        return []
    shown = [outward(one.address, cut(one.title, 75)) for one in bookmarks[:MOST]]
    more = [voice.say("and {n} more", n=len(bookmarks) - MOST)] if len(bookmarks) > MOST else []
    return [f"*{voice.say('Links')}* " + " · ".join((*shown, *more))]
