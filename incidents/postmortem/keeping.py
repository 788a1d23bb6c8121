"""When a draft is asked for, what a draft becomes, and who is told. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from incidents.decision import Decision
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import EntryKind, Incident, PersonId
from incidents.policy import Policy
from incidents.postmortem import deadlines
from incidents.postmortem.accounts import SILENT
from incidents.postmortem.model import Draft
from incidents.postmortem.paper import Postmortem, State

DRAWN_EVERY = timedelta(seconds=10)
AGAIN = frozenset((EntryKind.REOPENED, EntryKind.UNDONE, EntryKind.REDACTED))


def concerns(decision: Decision) -> bool:
    """Whether a draft may follow from a decision: of what is over each line that tells something, else that it is open
    again, or that words were erased.
    """
    incident = decision.incident
    kinds = {entry.kind for entry in decision.entries if entry.kind not in SILENT or entry.kind is EntryKind.REDACTED}
    return bool(kinds) and (not incident.is_open or bool(kinds & AGAIN))


def owed(decision: Decision, line: int, policy: Policy, known: Postmortem | None) -> tuple[Message, ...]:
    """The draft that follows from a decision whose last line has this number: the first one where it is resolved and
    its severity asks for one, a new one where there is one that is not published.
    """
    if known is not None:
        return () if known.state is State.PUBLISHED else (asked(decision.incident, line),)
    return (asked(decision.incident, line),) if _begins(decision, policy) else ()


def _begins(decision: Decision, policy: Policy) -> bool:
    kinds = {entry.kind for entry in decision.entries}
    incident = decision.incident
    due = policy.severity(incident.severity).postmortem_due
    ends = EntryKind.RESOLVED in kinds and EntryKind.IMPORTED not in kinds
    return ends and due is not None and not incident.test


def asked(incident: Incident, line: int, *, by: PersonId | None = None) -> Message:
    """Make the draft from the record up to this line at least; of several that wait the newest is enough. `by` wants
    one though nothing else asks for it.
    """
    lane = f"{incident.key}/draft"
    return Message(
        kind=MessageKind.DRAFT,
        key=f"{lane}/{line}/{by}" if by else f"{lane}/{line}",
        lane=lane,
        supersede=lane,
        values={"line": str(line), **({"person": by} if by else {})},
    )


def begun(incident: Incident, draft: Draft, policy: Policy, zone: str, *, now: datetime) -> Postmortem:
    """The postmortem that a first draft becomes: of whoever led, due by the severity."""
    deadline = policy.severity(incident.severity).postmortem_due
    ended = incident.resolved_at or now
    return Postmortem(
        incident=incident.id,
        template=draft.template,
        outline=draft.outline,
        line=draft.line,
        drafted_at=now,
        owner=incident.owner or incident.acknowledged_by or incident.reporter,
        due_at=deadlines.due(deadline, policy.hours, zone, ended) if deadline else None,
    )


def drawn_up(known: Postmortem, draft: Draft, written: Collection[str]) -> Postmortem:
    """The same postmortem with what the record says now. What people have written under keeps its heading."""
    there = {heading.part for heading in draft.outline}
    stays = (one for one in known.outline if one.part in written and one.part not in there)
    outline = (*draft.outline, *stays)
    return replace(known, template=draft.template, outline=outline, line=max(known.line, draft.line))


def template_of(incident: Incident, policy: Policy) -> str:
    """The template that its severity asks for."""
    return policy.severity(incident.severity).postmortem


def posted(incident: Incident, postmortem: Postmortem, *, canvas: bool) -> tuple[Message, ...]:
    """The draft is there: post it in the incident's channel, and the whole of it as the channel's canvas, else as a
    file under the post.
    """
    told = Message(
        kind=MessageKind.POSTMORTEM,
        key=f"{incident.key}/postmortem",
        lane=incident.key,
        after=f"{incident.key}/intro",
        priority=Priority.TURN,
    )
    return (told, drawn_as_canvas(incident, postmortem) if canvas else under_the_post(incident))


def under_the_post(incident: Incident) -> Message:
    """The whole of it as a file under its post."""
    return file(incident, "md", number="0", after=f"{incident.key}/postmortem")


def drawn_as_canvas(incident: Incident, postmortem: Postmortem, due: datetime | None = None) -> Message:
    """Write the canvas of the incident's channel: made where there is none, else written anew. Of several that wait the
    newest is enough.
    """
    line = canvas_lane(incident)
    return Message(
        kind=MessageKind.POSTMORTEM_CANVAS,
        key=f"{line}/{postmortem.version}",
        lane=line,
        after=f"{incident.key}/postmortem",
        supersede=line,
        due=due,
    )


def canvas_lane(incident: Incident) -> str:
    """In which a canvas is written, one change after the other."""
    return f"{incident.key}/postmortem/canvas"


def next_drawing(now: datetime) -> datetime:
    """When what has changed now is written into a canvas: changes that follow each other are written once."""
    return now + DRAWN_EVERY - (now - datetime.min.replace(tzinfo=now.tzinfo)) % DRAWN_EVERY


def file(
    incident: Incident, form: str, *, number: str, after: str | None = None, to: PersonId | None = None
) -> Message:
    """Send it as a file: under the post, or to a person by DM. `number` tells one file from the next."""
    where = f"{DM}{to}" if to else f"{incident.key}/postmortem/file"
    values = {"form": form, "number": number, **({"person": to} if to else {})}
    return Message(
        kind=MessageKind.POSTMORTEM_FILE,
        key=f"{incident.key}/postmortem/file/{to or 'channel'}/{form}/{number}",
        lane=where,
        after=after,
        priority=Priority.FACT,
        values=values,
    )


def redrawn(incident: Incident, postmortem: Postmortem) -> Message:
    """Draw the post anew, once for each version."""
    line = f"{incident.key}/postmortem/drawn"
    return Message(
        kind=MessageKind.POSTMORTEM_DRAWN,
        key=f"{line}/{postmortem.version}",
        lane=line,
        after=f"{incident.key}/postmortem",
        supersede=line,
    )


def pointing(incident: Incident) -> Message:
    """Draw the post anew once the canvas is there: it says where the whole stands."""
    line = f"{incident.key}/postmortem/drawn"
    return Message(
        kind=MessageKind.POSTMORTEM_DRAWN,
        key=f"{line}/canvas",
        lane=line,
        after=f"{incident.key}/postmortem",
        supersede=line,
    )


def told(incident: Incident, what: str, to: PersonId, *, occasion: str, by: PersonId | None = None) -> Message:
    """Tell a person by DM what is theirs: `what` says which; once for each occasion."""
    return Message(
        kind=MessageKind.POSTMORTEM_TOLD,
        key=f"{incident.key}/postmortem/{what}/{to}/{occasion}",
        lane=f"{DM}{to}",
        priority=Priority.DIGEST,
        values={"what": what, "person": to, **({"by": by} if by else {})},
    )


def article(incident: Incident, postmortem: Postmortem) -> Message:
    """Make it, as it stands now, an article that everybody can find."""
    lane = f"{incident.key}/postmortem/article"
    return Message(kind=MessageKind.POSTMORTEM_ARTICLE, key=f"{lane}/{postmortem.version}", lane=lane, supersede=lane)


def erased(words: Sequence[str], text: str, mark: str) -> str:
    """A text that people wrote without these words."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, mark)
    return text
