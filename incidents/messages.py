"""What is told to whom, and in which order: messages as values. How they look is in bot/views, how they travel in
bot/courier.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from incidents.model import NOTHING, Incident, Page, PageState, PersonId, Setting

ANNOUNCEMENTS = "announcements"
DM = "dm:"
HOME = "home:"  # A person's Home in the app, by their id.
ROOM = "room:"  # A channel that is nobody's incident, by its id.
TEAM = "team:"  # The same as the settings write it: by its name or its id.


class MessageKind(StrEnum):
    """One kind, one view or one errand, one Slack call that matters."""

    CHANNEL = "channel"
    INVITE = "invite"
    PURPOSE = "purpose"
    TOPIC = "topic"
    INTRO = "intro"
    PIN = "pin"
    FIRST = "first"
    ANNOUNCEMENT = "announcement"
    DUTY = "duty"
    SETTLED = "settled"
    TURN = "turn"
    ABROAD = "abroad"
    UPDATE = "update"
    NOBODY = "nobody"
    REMINDER = "reminder"
    RETRACT = "retract"
    CARD = "card"
    HEADLINE = "headline"
    MISHAP = "mishap"
    MEMBERS = "members"
    TODO = "todo"
    TODO_SETTLED = "todo_settled"
    BOOKMARKS = "bookmarks"
    EXPORT = "export"
    RETOUCH = "retouch"
    FOLLOW = "follow"
    DIGEST = "digest"
    DAILY = "daily"
    HOME = "home"
    HOOK = "hook"
    OUTAGE = "outage"
    QUESTION = "question"
    ARCHIVE = "archive"
    PAGE = "page"
    PAGE_SETTLED = "page_settled"
    ROSTER = "roster"
    ROLE = "role"
    HANDOVER = "handover"
    HANDOVER_SETTLED = "handover_settled"
    HANDED_BACK = "handed_back"
    OFFER = "offer"
    MOVE = "move"
    TAKE = "take"
    GATHER = "gather"
    GATHERED = "gathered"
    REREAD = "reread"
    AMEND = "amend"
    MARK = "mark"
    PICTURE = "picture"
    BECAME = "became"
    CHECKUP = "checkup"
    CHECKED = "checked"
    MOVED = "moved"
    SHIFT = "shift"
    ROTA_LOOK = "rota_look"
    ROTA_TOLD = "rota_told"
    SHEET = "sheet"
    UNSENT = "unsent"
    ROTA_TOPIC = "rota_topic"
    ROTA_GROUP = "rota_group"
    ROTA_STUCK = "rota_stuck"
    SWEEP = "sweep"
    WITHDRAW = "withdraw"
    RING = "ring"
    MENTION = "mention"
    CODE = "code"
    TRIAL = "trial"
    ESCALATION = "escalation"
    CALL = "call"
    BACKSTOP = "backstop"
    BACKSTOP_OFF = "backstop_off"
    ROBOT = "robot"
    PAGER = "pager"
    ARTICLE = "article"
    KNOWLEDGE = "knowledge"
    CHECKLIST = "checklist"
    CHECKLIST_DRAWN = "checklist_drawn"
    STEP_LATE = "step_late"
    RUN = "run"
    RUN_TOLD = "run_told"
    DRAFT = "draft"
    POSTMORTEM = "postmortem"
    POSTMORTEM_DRAWN = "postmortem_drawn"
    POSTMORTEM_FILE = "postmortem_file"
    POSTMORTEM_CANVAS = "postmortem_canvas"
    POSTMORTEM_TOLD = "postmortem_told"
    POSTMORTEM_ARTICLE = "postmortem_article"
    FILE_GONE = "file_gone"
    ACTION_TOLD = "action_told"
    ACTION_SETTLED = "action_settled"
    ACTION_LATE = "action_late"
    ACTION_DIGEST = "action_digest"


RINGS = (MessageKind.RING, MessageKind.MENTION)  # What calls a person beside the DM.


class Priority(IntEnum):
    """A smaller number leaves first."""

    PAGE = 0
    TURN = 1
    FACT = 2
    DIGEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing to tell.

    `key` is unique for ever: recording it twice records it once. Posts of one `lane` keep their order. `after` is the
    key of the one message that must be done first. Of the pending ones with the same `supersede` only the newest is
    sent. `until` names what makes it pointless; undelivered.py knows each. It leaves at `due`, or at once.
    """

    kind: MessageKind
    key: str
    lane: str | None = None
    after: str | None = None
    supersede: str | None = None
    priority: Priority = Priority.FACT
    until: str | None = None
    values: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    due: datetime | None = None

    @property
    def addressee(self) -> PersonId | None:
        """The person whose DM or Home this goes to, if it goes to one."""
        lane = self.lane or ""
        return PersonId(lane.partition(":")[2]) if lane.startswith((DM, HOME)) else None

    @property
    def reader(self) -> PersonId | None:
        """The one person who reads it: by DM, by a medium of their own, or in a channel where nobody else sees it."""
        alone = (MessageKind.OFFER, MessageKind.RING, MessageKind.CODE, MessageKind.BACKSTOP)
        return PersonId(self.values["person"]) if self.kind in alone else self.addressee


def opening(incident: Incident, *, invited: tuple[PersonId, ...] = ()) -> tuple[Message, ...]:
    """All that follows a declaration. The reporter is invited apart: no other name can spoil it; a thread mentions."""
    key, threaded = incident.key, incident.setting is Setting.THREAD
    people = () if incident.test else tuple(person for person in invited if person != incident.reporter)
    told = [announcement(incident)] if threaded else [*_channel(incident, people)]
    told += [
        Message(kind=MessageKind.INTRO, key=f"{key}/intro", lane=key, after=home(incident), priority=Priority.TURN),
        post(
            incident,
            MessageKind.FIRST,
            f"{key}/first",
            {"people": " ".join(people)} if threaded and people else NOTHING,
        ),
    ]
    if not threaded:
        told.append(_pin(incident, f"{key}/intro"))
    if incident.setting is Setting.OWN:
        told += [purpose(incident), topic(incident)]
    if is_announced(incident) and not threaded:
        told.append(announcement(incident))
    if incident.owner and incident.owner != incident.reporter and not incident.test:
        told.append(duty(incident, incident.owner))
    if incident.setting is Setting.HERE and incident.private:
        told.append(members(incident, "here"))
    return tuple(told)


def _channel(incident: Incident, people: tuple[PersonId, ...]) -> tuple[Message, ...]:
    """The channel, and those who come into it; where it was there before, the reporter is in it already. Its name is
    made of what is true now: tried again under another, it would be made twice.
    """
    reporter = () if incident.setting is Setting.HERE else (incident.reporter,)
    made = Message(
        kind=MessageKind.CHANNEL,
        key=f"{incident.key}/channel",
        priority=Priority.PAGE,
        values={"title": incident.title if incident.named else "", "severity": incident.severity},
    )
    return (made, *(invitation(incident, person) for person in (*reporter, *people)))


def furnished(incident: Incident, people: tuple[PersonId, ...]) -> tuple[Message, ...]:
    """A channel of its own for an incident that has run in a thread until now: its card anew, and in the thread where
    it goes on. What is posted from now on waits for the card.
    """
    key = incident.key
    intro = f"{key}/intro/{incident.version}"
    return (
        *roomed(incident, people, intro=intro),
        Message(kind=MessageKind.INTRO, key=intro, lane=key, after=home(incident), priority=Priority.TURN),
        moved(incident, ANNOUNCEMENTS, after=home(incident)),
        _headline(incident, f"{key}/headline/moved", after=home(incident)),
    )


def roomed(incident: Incident, people: tuple[PersonId, ...], *, intro: str) -> tuple[Message, ...]:
    """A channel with these people in it, its purpose, and the card pinned that the message `intro` brings."""
    others = tuple(person for person in people if person != incident.reporter)
    return (*_channel(incident, others), _pin(incident, intro), purpose(incident))


def home(incident: Incident) -> str:
    """The key of the message that makes the place where it is run."""
    return f"{incident.key}/{'announcement' if incident.setting is Setting.THREAD else 'channel'}"


def announcement(incident: Incident) -> Message:
    """The one message in the announcement channel; an incident that runs under it cannot wait for a channel."""
    return Message(
        kind=MessageKind.ANNOUNCEMENT,
        key=f"{incident.key}/announcement",
        lane=ANNOUNCEMENTS,
        after=None if incident.setting is Setting.THREAD else home(incident),
        priority=Priority.TURN,
    )


def purpose(incident: Incident) -> Message:
    """Set the channel's purpose."""
    return Message(kind=MessageKind.PURPOSE, key=f"{incident.key}/purpose", after=f"{incident.key}/channel")


def _pin(incident: Incident, intro: str) -> Message:
    return Message(kind=MessageKind.PIN, key=f"{incident.key}/pin", after=intro)


def moved(incident: Incident, lane: str, *, after: str, code: str = "", people: str = "") -> Message:
    """Say where it is run from now on, with Slack's code where Slack refused the place before; `people` are ids."""
    said = {"to": incident.setting.value, "code": code, "people": people}
    return Message(
        kind=MessageKind.MOVED,
        key=f"{incident.key}/moved/{incident.setting}/{incident.version}",
        lane=lane,
        after=after,
        priority=Priority.TURN,
        values={name: value for name, value in said.items() if value},
    )


def is_announced(incident: Incident) -> bool:
    """A private or a test incident is never told outside its channel."""
    return not (incident.private or incident.test)


def is_told_abroad(incident: Incident) -> bool:
    """True if a turn is told under the announcement too; what runs there anyway is told there once."""
    return is_announced(incident) and incident.setting is not Setting.THREAD


def invitation(incident: Incident, person: PersonId) -> Message:
    """Bring one person into the channel."""
    return Message(
        kind=MessageKind.INVITE,
        key=f"{incident.key}/invite/{person}/{incident.version}",
        after=f"{incident.key}/channel",
        priority=Priority.PAGE,
        values={"person": person},
    )


def topic(incident: Incident) -> Message:
    """Set the channel's topic from the state."""
    line = f"{incident.key}/topic"
    after = f"{incident.key}/channel"
    return Message(kind=MessageKind.TOPIC, key=f"{line}/{incident.version}", lane=line, after=after, supersede=line)


def duty(incident: Incident, person: PersonId) -> Message:
    """Tell a person by DM that the incident is theirs."""
    return Message(
        kind=MessageKind.DUTY,
        key=f"{incident.key}/duty/{person}/{incident.version}",
        lane=f"{DM}{person}",
        after=home(incident),
        priority=Priority.PAGE,
        until="owned",
        values={"person": person},
    )


def settled(incident: Incident, *people: PersonId | None) -> tuple[Message, ...]:
    """Redraw the DM that made each of these people the owner, if they ever got one, and every page: they say what is
    true now.
    """
    named = dict.fromkeys(person for person in people if person)
    owners = (_resettled(incident, MessageKind.SETTLED, f"settled/{person}", person) for person in named)
    return (*owners, *(page_settled(incident, page) for page in incident.pages if page.state is not PageState.FAILED))


def page_settled(incident: Incident, page: Page) -> Message:
    """Redraw the DM of a page."""
    line, number = f"page/{page.number}/settled", str(page.number)
    return _resettled(incident, MessageKind.PAGE_SETTLED, line, page.person, page=number, settled="yes")


def unhanded(before: Incident, after: Incident) -> tuple[Message, ...]:
    """Redraw the packet of whoever was to take over, if somebody was and is not any more."""
    return (handover_settled(after, before.handing_to),) if before.handing_to and not after.handing_to else ()


def handover_settled(incident: Incident, person: PersonId) -> Message:
    """Redraw the packet of a handover: it says what is true now."""
    return _resettled(incident, MessageKind.HANDOVER_SETTLED, f"handover/{person}/settled", person)


def _resettled(incident: Incident, kind: MessageKind, line: str, person: PersonId, **values: str) -> Message:
    line = f"{incident.key}/{line}"
    told = {"person": person, **values}
    return Message(kind=kind, key=f"{line}/{incident.version}", lane=f"{DM}{person}", supersede=line, values=told)


def card(incident: Incident) -> Message:
    """Redraw the card in the channel."""
    line = f"{incident.key}/card"
    after = f"{incident.key}/intro"
    return Message(kind=MessageKind.CARD, key=f"{line}/{incident.version}", lane=line, after=after, supersede=line)


def redrawn(incident: Incident) -> tuple[Message, ...]:
    """Redraw the facts wherever they stand: intro, topic, announcement."""
    facts = [card(incident)]
    if incident.setting is Setting.OWN:
        facts.append(topic(incident))
    if is_announced(incident):
        facts.append(_headline(incident, f"{incident.key}/headline", after=f"{incident.key}/announcement"))
    return tuple(facts)


def _headline(incident: Incident, key: str, *, after: str) -> Message:
    line = f"{incident.key}/headline"
    return Message(kind=MessageKind.HEADLINE, key=f"{key}/{incident.version}", lane=line, after=after, supersede=line)


def turn(incident: Incident, what: str, **values: str) -> tuple[Message, ...]:
    """Tell a turn of events in the channel and, where the incident is announced, under its announcement."""
    key = f"{incident.key}/turn/{what}/{incident.version}"
    said = {"turn": what, **values}
    told = [post(incident, MessageKind.TURN, key, said)]
    if is_told_abroad(incident):
        told.append(
            Message(
                kind=MessageKind.ABROAD,
                key=f"{key}/abroad",
                lane=ANNOUNCEMENTS,
                after=f"{incident.key}/announcement",
                priority=Priority.TURN,
                values=said,
            )
        )
    return tuple(told)


def update(incident: Incident, **values: str) -> Message:
    """Post a written update in the channel."""
    return post(incident, MessageKind.UPDATE, f"{incident.key}/update/{incident.version}", values)


def post(incident: Incident, kind: MessageKind, key: str, values: Mapping[str, str]) -> Message:
    """Say something in the channel, once it is there."""
    after, turn = f"{incident.key}/intro", Priority.TURN
    return Message(kind=kind, key=key, lane=incident.key, after=after, priority=turn, values=values)


def retraction(incident: Incident, role: str = "reminder") -> Message:
    """Take away what stands in a role, if anything does: the last reminder, the last question to the channel."""
    return Message(
        kind=MessageKind.RETRACT,
        key=f"{incident.key}/retract/{role}/{incident.version}",
        lane=f"{incident.key}/retract",
        after=f"{incident.key}/intro",
        values={"role": role},
    )


def members(incident: Incident, occasion: str) -> Message:
    """Ask Slack who is in a private incident's channel, once for each occasion: events may have passed while nobody
    listened, and those that come may come late. The last question's answer counts, so they are asked in order.
    """
    line, after = f"{incident.key}/members", f"{incident.key}/channel"
    return Message(kind=MessageKind.MEMBERS, key=f"{line}/{occasion}", lane=line, after=after, priority=Priority.PAGE)
