"""One transaction: the nouns it can read and write, and `record`, which writes a decision whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, text

from incidents import messages
from incidents.decision import Decision, TimerKind
from incidents.escalation import backstop, keeping, outside
from incidents.escalation.alike import Stand
from incidents.knowledge import checklists, mending
from incidents.life import hours
from incidents.messages import Message
from incidents.model import Incident, PersonId, key_of
from incidents.people import following, ringing
from incidents.policy import Policy
from incidents.postmortem import keeping as drafting
from incidents.postmortem.paper import Postmortem
from incidents.record import hooks
from storage.actions import Actions
from storage.deeds import Deeds
from storage.delivery.chores import Chores
from storage.delivery.faults import Faults
from storage.delivery.inbound import Inbound
from storage.delivery.listening import Listening
from storage.delivery.outbox import Outbox
from storage.delivery.places import Places, Role
from storage.delivery.timers import Timers
from storage.delivery.workers import Workers
from storage.escalation import alike
from storage.escalation.alike import Alike
from storage.escalation.runs import Runs
from storage.incidents import Incidents
from storage.knowledge.articles import Articles
from storage.knowledge.checklists import Checklists
from storage.knowledge.likenesses import Likenesses
from storage.knowledge.meanings import Meanings
from storage.knowledge.page_faults import PageFaults
from storage.knowledge.past import Knowledge
from storage.knowledge.searches import Searches
from storage.oncall.changes import OnCall
from storage.oncall.feeds import Feeds
from storage.overview import Overview
from storage.people.contacts import Contacts
from storage.people.follows import Follows
from storage.people.people import People
from storage.postmortems import Postmortems
from storage.record.activity import Activity
from storage.record.bookmarks import Bookmarks
from storage.record.picks import Picks
from storage.record.taken import TakenMessages
from storage.record.timeline import Timeline
from storage.record.todos import Todos
from storage.upkeep.conditions import Conditions
from storage.upkeep.settings import Applied, SettingsVersions

VERSION = "0.1.0"


class Tx:
    """What a unit of work sees of the database at one instant, `now`."""

    __slots__ = (
        "actions",
        "activity",
        "articles",
        "bookmarks",
        "checklists",
        "chores",
        "conditions",
        "connection",
        "contacts",
        "deeds",
        "due",
        "enacted",
        "faults",
        "feeds",
        "follows",
        "inbound",
        "incidents",
        "knowledge",
        "likenesses",
        "listening",
        "meanings",
        "now",
        "oncall",
        "outbox",
        "overview",
        "page_faults",
        "people",
        "picks",
        "places",
        "policy",
        "postmortems",
        "runs",
        "searches",
        "settings",
        "stirred",
        "taken",
        "timeline",
        "timers",
        "todos",
        "workers",
    )

    def __init__(self, connection: Connection, *, now: datetime, policy: Policy, writing: bool) -> None:
        self.connection = connection
        self.now = now
        self.policy = policy
        self.stirred = False
        self.due: datetime | None = None
        self.enacted: Policy | None = None
        self.incidents = Incidents(connection, writing=writing)
        self.knowledge = Knowledge(connection)
        self.likenesses = Likenesses(connection)
        self.meanings = Meanings(connection)
        self.timeline = Timeline(connection, now)
        self.timers = Timers(connection, now)
        self.outbox = Outbox(connection, now)
        self.inbound = Inbound(connection, now)
        self.people = People(connection, now)
        self.places = Places(connection)
        self.postmortems = Postmortems(connection, writing=writing)
        self.todos = Todos(connection)
        self.actions = Actions(connection)
        self.deeds = Deeds(connection)
        self.runs = Runs(connection)
        self.bookmarks = Bookmarks(connection)
        self.overview = Overview(connection)
        self.follows = Follows(connection)
        self.chores = Chores(connection, now)
        self.conditions = Conditions(connection, now)
        self.faults = Faults(connection, now)
        self.taken = TakenMessages(connection)
        self.articles = Articles(connection)
        self.page_faults = PageFaults(connection, now)
        self.checklists = Checklists(connection, now)
        self.searches = Searches(connection, now)
        self.picks = Picks(connection, now)
        self.activity = Activity(connection, now)
        self.contacts = Contacts(connection, now)
        self.listening = Listening(connection, now)
        self.oncall = OnCall(connection, now)
        self.feeds = Feeds(connection, now)
        self.workers = Workers(connection, now)
        self.settings = SettingsVersions(connection, now)

    def record(self, decision: Decision) -> None:
        """Write state, timeline, messages and timers. A decision that changes nothing writes nothing.

        The incident goes first: its row's lock puts two writers of one incident in order, and so their messages.
        """
        if not _says_anything(decision):
            return
        decision = self._escalated(decision)
        [decision] = self._rung([decision])
        incident = decision.incident
        first = not incident.version
        before = self.incidents.before(incident.id)
        decision = self._resumed(decision, before)
        self.incidents.save(incident)
        self.knowledge.keep(incident, before)
        line = self.timeline.append(incident.id, decision.entries, first=first)
        self.people.admit(incident.id, decision.members)
        self.todos.save(incident.id, decision.todos)
        self.actions.save(decision.actions)
        self.bookmarks.save(incident.id, decision.bookmarks)
        if decision.run:
            self.runs.save(incident.id, decision.run)
        if not first:
            self.timers.drop(incident.id, decision.drop_timers)
            self.outbox.settle(incident.id, _pointless(decision))
        if decision.checklist:
            self.checklists.save(incident.id, decision.checklist)
        self.timers.set(incident.id, decision.set_timers, first=first)
        beside = (
            *self._asked_to_mend(decision, before),
            *self._told_beside(decision, line),
            *backstop.owed(decision, self.policy),
            *self._drafted(decision, line),
        )
        self.outbox.owe(incident.id, (*decision.messages, *beside), first=first)
        self.stirred = True
        self.due = min((timer.due_at for timer in decision.set_timers), default=self.due)

    def _resumed(self, decision: Decision, before: Incident | None) -> Decision:
        """With the timer of its steps where it is open again. Here, so that no way to open one again can forget it."""
        if before is None or before.is_open or not decision.incident.is_open or decision.checklist:
            return decision
        return checklists.resumed(decision, self.checklists.of(before.id), self.now)

    def _asked_to_mend(self, decision: Decision, before: Incident | None) -> Sequence[Message]:
        """What owners of runbooks are asked after an incident in which steps were left out or wrong. Here, so that no
        way to end one can forget it.
        """
        told, incident = [], decision.incident
        ends = before is None or before.is_open or decision.checklist
        known = self.checklists.of(incident.id) if ends and not incident.is_open and incident.version else ()
        for checklist in mending.flawed(incident, known):
            self.checklists.save(incident.id, mending.asked(checklist, self.now))
            article = self.articles.find(checklist.article)
            owner = self.people.person(article.page.owner) if article else None
            if owner:
                told.append(mending.ask(incident, checklist, owner, due=self.civil(owner)))
        return told

    def civil(self, person: PersonId) -> datetime:
        """When a person may be told what can wait: now while they are at work, else in their next morning."""
        known = self.people.known([person]).get(person)
        return hours.civil(self.policy.hours, known.zone if known else self.policy.zone, self.now)

    def _drafted(self, decision: Decision, line: int) -> Sequence[Message]:
        """The draft of a postmortem that follows from it. Here, so that no way to end an incident can forget it, nor
        any line that is written later.
        """
        if decision.actions and (known := self.postmortems.find(decision.incident.id)):
            return self._shown_anew(decision.incident, self.postmortems.save(known))
        if not drafting.concerns(decision):
            return ()
        known = self.postmortems.find(decision.incident.id)
        return drafting.owed(decision, line + len(decision.entries) - 1, self.policy, known)

    def _shown_anew(self, incident: Incident, postmortem: Postmortem) -> Sequence[Message]:
        """Its post and its canvas, drawn anew."""
        told = [drafting.redrawn(incident, postmortem)]
        if self.has_canvas(incident):
            told.append(drafting.drawn_as_canvas(incident, postmortem, drafting.next_drawing(self.now)))
        return told

    def has_canvas(self, incident: Incident) -> bool:
        """Whether the canvas of its postmortem is there, or is being made."""
        place = self.places.of(incident.key).get(Role.CANVAS)
        return place.ts is not None if place else self.outbox.is_owed(drafting.canvas_lane(incident))

    def record_alike(self, decided: Sequence[tuple[Incident, Decision, Sequence[Stand]]]) -> None:
        """Write decisions with few statements: each was made of one incident, as it was before, and is true of many,
        all locked here. Only their pages have changed, and the run that goes on in them.
        """
        if not decided:
            return
        rung = self._rung([decision for _, decision, _ in decided])
        told = [
            Alike(before, decision, self._told_of(decision, stands), stands)
            for (before, _, stands), decision in zip(decided, rung, strict=True)
        ]
        for one in told:
            waits = [timer.kind for timer in one.decision.set_timers if timer.kind is not TimerKind.ESCALATE]
            self.timers.drop_all([stand.incident for stand in one.stands], waits)
        lines = alike.record(self.connection, self.now, told)
        self.outbox.supersede({**lines, **self._unwatched(told)})
        self.stirred = True
        self.due = min((timer.due_at for one in told for timer in one.decision.set_timers), default=self.due)

    def _told_of(self, decision: Decision, stands: Sequence[Stand]) -> tuple[Message, ...]:
        """What is told beside a decision about many; in a storm Slack is not asked to watch over each of them."""
        beside = self._told_beside(decision, stands[0].line + 1)
        return (*beside, *backstop.owed(decision, self.policy)) if len(stands) <= backstop.MOST else beside

    def _unwatched(self, told: Sequence[Alike]) -> Mapping[str, str]:
        """Slack forgets what it watches over of those who are too many to be asked about anew: the step that it was to
        stand in for is taken. The lines of what it was still to be asked for, by the keys of what goes in their stead.
        """
        crowds = [one for one in told if len(one.stands) > backstop.MOST and self._is_watched(one.decision)]
        stands = {key_of(stand.incident): stand for one in crowds for stand in one.stands}
        off = {key: backstop.forgotten(key, f"crowd/{stand.version}") for key, stand in stands.items()}
        self.outbox.owe_each([(stands[key].incident, off[key]) for key in self.places.backstops(off)])
        return {one.key: backstop.line(key) for key, one in off.items()}

    def _is_watched(self, decision: Decision) -> bool:
        return self.policy.severity(decision.incident.severity) in self.policy.worst

    def _rung(self, decisions: Sequence[Decision]) -> Sequence[Decision]:
        """With what is owed to the own media of whom they page. Here, so that whoever pages rings all of them."""
        people = {person for decision in decisions for person in ringing.paged(decision)}
        known = self.contacts.of(people) if people else {}
        return [ringing.with_media(decision, known, self.now) for decision in decisions] if known else decisions

    def _escalated(self, decision: Decision) -> Decision:
        """With the run that it begins or ends. Here, so that no rule and no verb can forget it."""
        if not keeping.concerns(decision):
            return decision
        last = self.runs.last(decision.incident.id) if decision.incident.version else None
        return keeping.kept(decision, last, self.policy, self.now)

    def _told_beside(self, decision: Decision, line: int) -> tuple[Message, ...]:
        """What those are told who are not part of it: followers, and webhooks of the lines from this one on. Here, so
        that no verb can forget them.
        """
        subjects, hooked = following.concerned(decision), hooks.told(decision, line, self.policy.hooks)
        hooked = (*hooked, *self._told_outside(decision))
        if not subjects:
            return hooked
        told = following.told(decision, self.follows.told_at_once(decision.incident, subjects))
        if following.ends(decision):
            self.follows.end(decision.incident.key)
        return (*told, *hooked)

    def _told_outside(self, decision: Decision) -> tuple[Message, ...]:
        """What robots and services outside Slack are told of a page, and of what becomes of it if they were told."""
        paged, incident = outside.of_teams(decision, self.policy), decision.incident
        if not incident.version or not outside.may_tell(decision, self.policy):
            return paged
        return (*paged, *outside.turned(incident, self.outbox.told_outside(incident.id)))

    def enact(self, policy: Policy, text: str, *, by: str, after: int) -> Applied:
        """Write these settings as the version that follows `after`; in force here once it is durable, elsewhere within
        a second. Raises Conflict where somebody else was faster.
        """
        made = self.settings.apply(text, by=by, after=after, templates=policy.templates)
        self.enacted = replace(policy, version=made.version)
        return made

    def mark(self) -> None:
        """Remember this point; `back` returns to the last one."""
        self.connection.exec_driver_sql("SAVEPOINT mark")

    def back(self) -> None:
        """Undo what was written since the mark."""
        self.enacted = None
        self.incidents.forget()
        self.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT mark")

    def database_time(self) -> datetime:
        """What the database's own clock says; PostgreSQL only."""
        told: datetime = self.connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        return told

    def resume(self, worker: str, *, alone: bool) -> None:
        """Take up what dead workers left. `alone`: the file's lock proves that every earlier worker is dead.

        Who is in a private channel may have changed while nobody listened: nobody counts as inside until
        Slack has said so.
        """
        alive = () if alone else tuple(self.workers.alive())
        self.outbox.void_leases(but=alive)
        if not alive:
            for incident in self.incidents.private_ones():
                self.people.replace(incident.id, ())
                self.outbox.owe(incident.id, [messages.members(incident, worker)])
        self.workers.beat(worker, VERSION)


def _says_anything(decision: Decision) -> bool:
    parts = (
        decision.entries,
        decision.messages,
        decision.set_timers,
        decision.drop_timers,
        decision.members,
        decision.todos,
        decision.bookmarks,
        decision.actions,
    )
    return any(parts)


def _pointless(decision: Decision) -> tuple[str, ...]:
    incident = decision.incident
    answered = bool(incident.acknowledged_at) or not incident.is_open
    return ("acknowledged",) if answered else ()
