"""A postmortem on its way: whose it is, by when, who looks at it, approved, published."""

from collections.abc import Sequence
from dataclasses import replace

from commands import whom
from commands.core import Ask, known, sees
from commands.oncall import moments
from commands.oncall.moments import Here
from commands.postmortem import drawing, reminders, showing
from commands.words import Words, people
from incidents.decision import Decision, Refused
from incidents.life import lifecycle
from incidents.messages import Message
from incidents.model import Entry, EntryKind, Incident, PersonId, Status, Who
from incidents.postmortem import finishing, keeping
from incidents.postmortem.paper import Postmortem
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

NAMES = ("names", "姓名")


def assign(ask: Ask, incident: Incident, left: Words, tx: Tx) -> Reply:
    """Somebody sees to it that it is finished; they are told by DM."""
    showing.kept(incident, tx)
    to = whom.mentioned(ask, left, incident, tx)
    if to is None:
        raise Refused("Who finishes it? `/incident postmortem {key} assign @person`.", key=incident.key)
    hand_on(ask, incident, to, tx)
    return reply(Answer.POSTMORTEM_GIVEN, key=incident.key, person=Who(to))


def hand_on(ask: Ask, incident: Incident, to: PersonId, tx: Tx) -> None:
    """It is theirs now, and they are told."""
    whom.demand_fit(tx, to, incident)
    demand_inside(tx, to, incident)
    found = showing.kept(incident, tx)
    after = _saved(found, finishing.assign(found, to), incident, tx)
    if to != ask.person:
        told = keeping.told(incident, "yours", to, occasion=str(after.version), by=ask.person)
        tx.outbox.owe(incident.id, [told])


def due(ask: Ask, incident: Incident, left: Words, tx: Tx) -> Reply:
    """It is due at another time."""
    found = showing.kept(incident, tx)
    person = known(tx, [ask.person])[ask.person]
    at, _ = moments.at(left, Here(tx.now, person.zone))
    if at is None:
        raise Refused(
            "Say a day: `/incident postmortem {key} due friday`, or `due 2026-03-05 17:00`.", key=incident.key
        )
    _saved(found, finishing.due(found, at, now=tx.now), incident, tx)
    return reply(Answer.POSTMORTEM_DUE, key=incident.key, at=at)


def blameless(incident: Incident, left: Words, tx: Tx) -> Reply:
    """Parts in the place of names, or names again."""
    found = showing.kept(incident, tx)
    roles = left.first.casefold() not in NAMES
    _saved(found, finishing.named(found, roles=roles), incident, tx)
    return reply(Answer.POSTMORTEM_MASKED if roles else Answer.POSTMORTEM_NAMED, key=incident.key)


def review(ask: Ask, incident: Incident, left: Words, tx: Tx) -> Reply:
    """Ask people to look at it; each is told by DM."""
    found = showing.kept(incident, tx)
    asked = [whom.demand_fit(tx, person, incident).id for person in people(left)]
    for person in asked:
        demand_inside(tx, person, incident)
    after = _saved(found, finishing.review(found, incident, asked), incident, tx)
    occasion = str(after.version)
    told = [keeping.told(incident, "review", one, occasion=occasion, by=ask.person) for one in after.reviewers]
    _written(ask, incident, "review", told, tx)
    return reply(Answer.POSTMORTEM_REVIEW, key=incident.key, person=Who(after.reviewers[0]), n=len(after.reviewers))


def approve(ask: Ask, incident: Incident, tx: Tx) -> Reply:
    """It is right as it stands."""
    paper = showing.demanded(incident, tx)
    after = _saved(paper.postmortem, finishing.approve(paper, by=ask.person), incident, tx)
    told: tuple[Message, ...] = ()
    if after.owner and after.owner != ask.person:
        told = (keeping.told(incident, "approved", after.owner, occasion=str(after.version), by=ask.person),)
    _written(ask, incident, "approved", told, tx)
    return reply(Answer.POSTMORTEM_APPROVED, key=incident.key)


def publish(ask: Ask, incident: Incident, tx: Tx) -> Reply:
    """It is finished: an article that everybody finds, and the incident is closed. Of a private one nothing leaves."""
    paper = showing.demanded(incident, tx)
    after = _saved(paper.postmortem, finishing.publish(paper, by=ask.person, now=tx.now), incident, tx)
    entry = Entry(tx.now, ask.person, EntryKind.POSTMORTEM, {"act": "published"})
    decision = Decision(incident)
    if incident.status is Status.RESOLVED:
        decision = lifecycle.move(incident, Status.CLOSED, by=ask.person, now=tx.now, policy=tx.policy)
    told = () if incident.private else (keeping.article(incident, after),)
    tx.record(replace(decision, entries=(entry, *decision.entries), messages=(*decision.messages, *told)))
    return reply(Answer.POSTMORTEM_KEPT_INSIDE if incident.private else Answer.POSTMORTEM_PUBLISHED, key=incident.key)


def demand_inside(tx: Tx, person: PersonId, incident: Incident) -> None:
    """Raise Refused for who may not see a private incident: nothing of it leaves those inside."""
    if not sees(tx, person, incident):
        raise Refused(
            "{key} is private and {person} is not in its channel. Invite them there first.",
            key=incident.key,
            person=Who(person),
        )


def _saved(before: Postmortem, after: Postmortem, incident: Incident, tx: Tx) -> Postmortem:
    """Keep it, draw its post anew, and remind by what is true now."""
    if after == before:
        return before
    kept = tx.postmortems.save(after)
    drawing.again(tx, incident, kept)
    reminders.plan(tx, kept)
    return kept


def _written(ask: Ask, incident: Incident, act: str, told: Sequence[Message], tx: Tx) -> None:
    """A line in the timeline, and who is told."""
    entry = Entry(tx.now, ask.person, EntryKind.POSTMORTEM, {"act": act})
    tx.record(Decision(incident, entries=(entry,), messages=tuple(told)))
