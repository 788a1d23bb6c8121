"""Asked by the courier: what to carry now with all it is drawn from, and what follows from how it fared."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache

from commands import brief, bringing, withhold
from commands.bringing import Brought
from commands.escalation import beyond
from commands.knowledge import guiding, running
from commands.oncall import sheets
from commands.people import hear, rung
from commands.postmortem import drawing
from commands.record import relay
from incidents import messages, undelivered
from incidents.checklist import Guide
from incidents.decision import Decision
from incidents.escalation import outside
from incidents.escalation import running as pursuing
from incidents.knowledge.alike import Alikes
from incidents.life import settling
from incidents.messages import ANNOUNCEMENTS, DM, Message, MessageKind
from incidents.model import (
    SYSTEM,
    Bookmark,
    Entry,
    EntryKind,
    Incident,
    PageState,
    Person,
    PersonId,
    RingState,
    Setting,
    Todo,
)
from incidents.overview.brief import Brief
from incidents.people import paging
from incidents.postmortem.paper import Paper
from incidents.record.chain import Link
from incidents.upkeep import sweeping
from storage.delivery.claims import Again, Job, Lease
from storage.delivery.places import WORKSPACE, Place, Role, bookmark_of, kept_under
from storage.tx import Tx

# delivery.md row 25: after six hours, or twelve tries while others arrive, a message is dead and somebody is told.
MOST_ATTEMPTS = 12
OLDEST = timedelta(hours=6)
LATE = "late"  # Not Slack's: what has lost its point was looked for and is not there.
A_MOMENT = timedelta(seconds=2)
PERSON = re.compile(r"[UW][A-Z0-9]+")  # The id of a person.
NAMING = ("person", "owner", "by", "former", "behind")  # The values of a message that are people.
CARDS = (MessageKind.INTRO, MessageKind.CARD, MessageKind.HANDOVER, MessageKind.QUESTION)  # What shows to-dos, links.
TODOS = (*CARDS, MessageKind.TODO, MessageKind.TODO_SETTLED, MessageKind.EXPORT)
LINKS = (*CARDS, MessageKind.BOOKMARKS, MessageKind.EXPORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A claimed message with what it is drawn from, as it was at the claim. `heard`: it may be told to its follower.
    `late`: it lost its point: looked for, not written. `alikes`, `paper`, and a `brief` that takes long, come later.
    """

    job: Job
    about: Incident | None
    places: Mapping[Role, Place]
    workspace: Mapping[Role, Place]
    dm: Place | None
    kept: Mapping[Role, Place]
    names: Mapping[PersonId, str]
    languages: Mapping[PersonId, str]
    zones: Mapping[PersonId, str]
    now: datetime
    todos: Sequence[Todo] = ()
    bookmarks: Sequence[Bookmark] = ()
    bookmarked: Mapping[int, Place] = field(default_factory=dict)
    lines: Sequence[Link] = ()
    heard: bool = True
    late: bool = False
    brief: Brief = field(default_factory=Brief)
    link: Link | None = None
    call: rung.Call | None = None
    mark: str = ""
    other: Mapping[Role, Place] = field(default_factory=dict)
    alikes: Alikes | None = None
    guide: Guide = field(default_factory=Guide)
    paper: Paper | None = None

    @property
    def incident(self) -> Incident:
        """What it is about. Only a message of the workspace is about none, and none of its errands asks."""
        if self.about is None:
            raise LookupError(self.job.message.key)
        return self.about


def about(parcel: Parcel, post: Message) -> Parcel:
    """The same parcel as if it held another message, which goes where that one goes."""
    return replace(parcel, job=replace(parcel.job, message=post))


def _about(message: Message) -> Message:
    """The message whose place counts: of a sweep the post it is about."""
    return sweeping.post_of(message)[0] if message.kind is MessageKind.SWEEP else message


class Once:
    """What the parcels of one round are drawn from, each read once: messages of one incident mostly leave together."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._people: dict[PersonId, Person | None] = {}
        self.places = cache(tx.places.of)
        self.todos = cache(tx.todos.of)
        self.bookmarks = cache(tx.bookmarks.of)
        self.bookmarks_ever = cache(tx.bookmarks.ever)
        self.runbooks = cache(tx.articles.runbooks)

    def people(self, wanted: Collection[PersonId]) -> Sequence[Person]:
        """Those of them that are known."""
        if new := [person for person in wanted if person not in self._people]:
            self._people |= {**dict.fromkeys(new), **self._tx.people.known(new)}
        return [found for person in wanted if (found := self._people[person])]


def collect(tx: Tx, lease: Lease, limit: int) -> Sequence[Parcel]:
    """Claim what is ready, right before it leaves."""
    return packed(tx, tx.outbox.claim(lease, limit))


def packed(tx: Tx, jobs: Sequence[Job]) -> Sequence[Parcel]:
    """What was claimed, with all it is drawn from; what lost its point is dropped."""
    parcels = []
    # Not locked: whoever writes about one of them now may be waiting for a message that was just claimed.
    incidents = tx.incidents.shown({job.incident for job in jobs if job.incident is not None})
    once = Once(tx)
    for job in jobs:
        incident = incidents[job.incident] if job.incident is not None else None
        if incident and withhold.is_early(tx, job, incident):
            tx.outbox.again(job, Again(at=tx.now + A_MOMENT, error="members_asked", counted=False))
            continue
        late = incident is not None and undelivered.is_pointless(job.message, incident)
        if (late and not withhold.may_stand(job)) or (incident and withhold.is_shut_out(tx, job, incident)):
            tx.outbox.superseded(job)
            continue
        shown = Brief() if brief.takes_long(job.message) else brief.of(tx, job.message)
        link, call = _link(tx, job, incident), _call(tx, job, incident)
        if shown is None or _is_void(job.message.kind, link, call):
            tx.outbox.superseded(job)
            continue
        if beyond.must_wait(tx, job):
            continue
        parcels.append(replace(_parcel(tx, job, incident, once, shown), link=link, call=call, late=late))
    return parcels


def bare(tx: Tx, job: Job) -> Parcel:
    """A claimed message with no more than is needed to say that it cannot be delivered."""
    about = tx.incidents.shown([job.incident]).get(job.incident) if job.incident is not None else None
    return Parcel(
        job=job,
        about=about,
        places=tx.places.of(about.key) if about else {},
        workspace={},
        dm=None,
        kept={},
        names={},
        languages={},
        zones={},
        now=tx.now,
    )


def _link(tx: Tx, job: Job, incident: Incident | None) -> Link | None:
    """The line that a webhook tells."""
    return relay.line(tx, job.message, incident) if incident and job.message.kind is MessageKind.HOOK else None


def _call(tx: Tx, job: Job, incident: Incident | None) -> rung.Call | None:
    """Whom a page rings beside Slack."""
    return rung.call(tx, job.message, incident) if job.message.kind in rung.PERSONAL else None


def _is_void(kind: MessageKind, link: Link | None, call: rung.Call | None) -> bool:
    """True for a line that is gone, and for an address that was taken away."""
    return (kind is MessageKind.HOOK and link is None) or (kind in rung.PERSONAL and call is None)


def _parcel(tx: Tx, job: Job, incident: Incident | None, once: Once, shown: Brief) -> Parcel:
    addressee = _about(job.message).addressee
    kind = job.message.kind
    todos = once.todos(incident.id) if incident and kind in TODOS else ()
    bookmarks = _bookmarks(once, incident, kind) if incident and kind in LINKS else ()
    mentioned = {job.message.reader, *_parts(incident), *(who for todo in todos for who in (todo.owner, todo.added_by))}
    mentioned |= {*shown.people}
    lines = tx.timeline.whole(incident.id) if incident and kind is MessageKind.EXPORT else ()
    named = (text for line in lines for text in (line.actor, *(line.body or {}).values()))
    mentioned |= {PersonId(text) for text in named if PERSON.fullmatch(text)}
    mentioned |= {PersonId(job.message.values[name]) for name in NAMING if name in job.message.values}
    people = once.people({person for person in mentioned if person})
    return Parcel(
        job=job,
        about=incident,
        places=once.places(incident.key) if incident else {},
        workspace=once.places(WORKSPACE),
        dm=once.places(addressee).get(Role.DM) if addressee else None,
        kept=once.places(kept_under(incident, job.message)) if incident and _is_kept(job.message) else {},
        guide=guiding.of(tx, job.message, incident, once.runbooks),
        names={person.id: person.name for person in people},
        languages={person.id: person.language for person in people},
        zones={person.id: person.zone for person in people},
        now=tx.now,
        todos=todos,
        bookmarks=bookmarks,
        lines=lines,
        bookmarked=_bookmarked(incident, bookmarks, once) if incident and kind is MessageKind.BOOKMARKS else {},
        heard=job.message.kind not in hear.TO_FOLLOWERS or hear.hears(tx, job.message, incident),
        brief=shown,
        mark=beyond.mark(tx, job.message, incident),
        other=once.places(other) if (other := _other(job, incident)) else {},
    )


def _is_kept(message: Message) -> bool:
    """Whether a post of its own is redrawn by it: a DM, or a checklist in the channel."""
    return bool(_about(message).addressee or "checklist" in message.values)


def _other(job: Job, incident: Incident | None) -> str:
    """The key of the other incident that a message is about too: the one it names, or that this one was merged into."""
    if named := job.message.values.get("other"):
        return named
    return f"INC-{incident.merged_into}" if incident and incident.merged_into else ""


def _bookmarks(once: Once, incident: Incident, kind: MessageKind) -> Sequence[Bookmark]:
    """What a card shows; the channel's bookmarks need those that were removed as well."""
    return once.bookmarks_ever(incident.id) if kind is MessageKind.BOOKMARKS else once.bookmarks(incident.id)


def _bookmarked(incident: Incident, bookmarks: Sequence[Bookmark], once: Once) -> Mapping[int, Place]:
    """The bookmarks that were put into the channel, by the numbers of their links."""
    found = {one.number: once.places(bookmark_of(incident, one.number)).get(Role.BOOKMARK) for one in bookmarks}
    return {number: place for number, place in found.items() if place}


def _parts(incident: Incident | None) -> tuple[PersonId | None, ...]:
    """Everybody who has a part in it."""
    if incident is None:
        return ()
    asked = (person for page in incident.pages for person in (page.person, page.asked_by))
    return (*settling.everybody(incident), incident.handing_to, *asked)


def delivered(
    tx: Tx,
    parcel: Parcel,
    *,
    places: Sequence[Place] = (),
    forget: Sequence[tuple[str, Role]] = (),
    members: Sequence[PersonId] | None = None,
    found: Brought = None,
) -> None:
    """It arrived: keep what was learned, owe what puts right what a check-up found. A worker whose claim was overtaken
    writes nothing.
    """
    if not tx.outbox.done(parcel.job):
        return
    for place in places:
        tx.places.learn(place)
    for owner, role in forget:
        tx.places.forget(owner, role)
    if members is not None and not tx.outbox.is_owed(parcel.job.message.lane or ""):
        tx.people.replace(parcel.incident.id, members)  # An older answer than one that is still to come is void.
    if parcel.job.message.kind in outside.KINDS:
        beyond.taken(tx, parcel.job)
    bringing.brought(tx, parcel.job.message, parcel.job.incident, found)
    if parcel.job.message.kind in (MessageKind.PAGE, MessageKind.MENTION):
        _paged(tx, parcel)
    tx.stirred = True


def _paged(tx: Tx, parcel: Parcel) -> None:
    """Slack has taken a page: only now does the timeline say so."""
    if parcel.job.message.kind is MessageKind.MENTION:
        rung.came(tx, parcel.job, RingState.SENT)
        return
    incident = tx.incidents.find(parcel.incident.id)
    if incident:
        number = int(parcel.job.message.values["page"])
        drawn = None if parcel.job.ambiguous else parcel.incident  # By an earlier try, nobody knows from what.
        tx.record(paging.arrived(incident, number, drawn=drawn, now=tx.now))


def postponed(
    tx: Tx, parcel: Parcel, again: Again, *, hold: bool = False, patient: bool = False, bounded: bool = False
) -> None:
    """Try later, or give up after too long. `hold`: the whole bucket was asked for patience. `patient`: nothing else
    arrives either, so the number of tries says nothing. `bounded`: nobody there may ask for patience for ever.
    """
    job = parcel.job
    if hold:
        tx.outbox.hold(job.message.lane or job.message.kind.value, again.at)
    counted = again.counted or bounded
    is_poison = job.attempt >= MOST_ATTEMPTS and not patient
    if counted and (is_poison or tx.now - job.created_at > OLDEST):
        given_up(tx, parcel, "failed", again.error)
        return
    tx.outbox.again(job, again)
    if job.message.kind is MessageKind.PAGE:
        rung.hasten(tx, job)


def given_up(tx: Tx, parcel: Parcel, what: str, code: str) -> None:
    """It cannot be delivered: mark it dead, write that into the timeline and tell those concerned where it
    can be read.
    """
    job, message = parcel.job, parcel.job.message
    if message.kind in BESIDE:
        _lost_beside(tx, parcel, what, code)
        return
    if not tx.outbox.dead(job, code) or parcel.about is None or message.kind in UNSEEN:
        return  # What is dead and of no incident, or for no eyes, is counted by /metrics.
    if message.kind is MessageKind.MISHAP and message.lane != parcel.incident.key:
        return
    incident = tx.incidents.find(parcel.incident.id)
    if incident is None:
        return
    if message.kind in (MessageKind.PAGE, MessageKind.MENTION):
        _unpaged(tx, parcel, incident, what, code)
        return
    if message.lane == ANNOUNCEMENTS and what in BROKEN:
        what = "unannounced"
    if message.kind is MessageKind.CHANNEL:
        what = "no_channel"
    entry = Entry(tx.now, SYSTEM, EntryKind.MISHAP, {"what": message.kind.value, "code": code})
    told = tuple(
        undelivered.mishap(
            incident, what, where=lane, code=code, part=message.kind.value, person=message.values.get("person", "")
        )
        for lane in _lanes(incident, parcel, what)
    )
    tx.record(Decision(incident=incident, entries=(entry,), messages=told))


def _unpaged(tx: Tx, parcel: Parcel, incident: Incident, what: str, code: str) -> None:
    """A page that Slack does not take: the next medium rings at once."""
    job = parcel.job
    if job.message.kind is MessageKind.MENTION:
        rung.lost(tx, job, code)
        return
    number, lanes = int(job.message.values["page"]), _lanes(incident, parcel, what)
    refused = paging.refused(incident, number, code=code, lanes=lanes, now=tx.now)
    page = refused.incident.pages[number - 1]
    if page.state is PageState.FAILED:  # No medium of theirs is left: the next person's turn comes at once.
        refused = pursuing.hastened(refused, tx.runs.last(incident.id), pursuing.stage(page), tx.now)
    tx.record(refused)
    rung.hasten(tx, job)


def _lost_beside(tx: Tx, parcel: Parcel, what: str, code: str) -> None:
    """What was meant for others than the room is no news inside the incident; who was not told of a page is."""
    if parcel.job.message.kind is MessageKind.HOOK:
        relay.given_up(tx, parcel.job, code)
    elif parcel.job.message.kind is MessageKind.SHEET:
        sheets.lost(tx, parcel.job, code)
    elif parcel.job.message.kind is MessageKind.RUN:
        running.given_up(tx, parcel.job, code)
    elif parcel.job.message.kind is MessageKind.POSTMORTEM_CANVAS:
        drawing.given_up(tx, parcel.job, code)
    elif parcel.job.message.kind in outside.KINDS:
        beyond.given_up(tx, parcel.job, code)
    else:
        hear.parts(tx, parcel.job, parcel.about, code, lost=what == "gone" or what in BROKEN)


BESIDE = (
    *hear.TO_FOLLOWERS,
    *(MessageKind.HOOK, MessageKind.RUN, MessageKind.SHEET, MessageKind.POSTMORTEM_CANVAS),
    *outside.KINDS,
)
UNSEEN = (MessageKind.SWEEP, MessageKind.WITHDRAW, MessageKind.POSTMORTEM_DRAWN, MessageKind.ACTION_SETTLED)
BROKEN = ("is_archived", "channel_not_found", "not_in_channel", "no_channel")


def _lanes(incident: Incident, parcel: Parcel, what: str) -> Sequence[str]:
    """Where to tell it: in its channel; where that is the trouble, under the announcement and to who leads."""
    lane = parcel.job.message.lane
    threaded = incident.setting is Setting.THREAD
    home = Role.ANNOUNCEMENT if threaded else Role.CHANNEL
    works = home in parcel.places and not (what in BROKEN and lane in (incident.key, None))
    if works and parcel.job.message.kind is not MessageKind.MISHAP:
        return (incident.key,)
    lead = f"{DM}{incident.owner or incident.reporter}"
    return (ANNOUNCEMENTS, lead) if messages.is_told_abroad(incident) and lane != ANNOUNCEMENTS else (lead,)
