"""Whoever has an action item is reminded of it, in their working hours: one chore for each that is open."""

from incidents.action import Action, Weight
from incidents.actions import reminding, telling
from incidents.actions.reminding import What
from incidents.life import hours
from incidents.messages import is_announced
from incidents.model import Incident
from incidents.overview.routine import Chore
from storage.tx import Tx


def plan(tx: Tx, incident: Incident, action: Action) -> None:
    """Remind by what is true now; of a test nobody is reminded."""
    name = reminding.chore(action)
    at = None if incident.test else reminding.next_at(action, tx.policy, zone(tx, action), tx.now)
    if at is None:
        tx.chores.drop(name)
        return
    tx.chores.plan(name, at)
    tx.chores.again(name, at)


def run(chore: Chore, tx: Tx) -> None:
    """Remind whose it is, and say when again. What falls due at night waits for their morning."""
    known = tx.actions.find(int(chore.name.removeprefix(reminding.CHORE)))
    incident = tx.incidents.shown([known.incident]).get(known.incident) if known else None
    if known is None or incident is None or not known.is_open:
        tx.chores.drop(chore.name)
        return
    there = zone(tx, known)
    if not hours.at_work(tx.policy.hours, there, tx.now):
        tx.chores.again(chore.name, hours.next_morning(tx.policy.hours, there, tx.now))
        return
    what = reminding.what(known, tx.policy, there, tx.now)
    plan(tx, incident, known)
    if what is None:
        return
    tx.outbox.owe(incident.id, [telling.told(incident, known, what.value, occasion=chore.due_at.isoformat())])
    if what is What.LATE and known.weight is Weight.HIGH and is_announced(incident):
        tx.outbox.owe(incident.id, [telling.late(incident, known, channel_of(incident, tx))])
    tx.stirred = True


def zone(tx: Tx, action: Action) -> str:
    """Where whoever is reminded lives."""
    person = tx.people.known([action.reader]).get(action.reader)
    return person.zone if person else tx.policy.zone


def channel_of(incident: Incident, tx: Tx) -> str:
    """The channel of the team that answers for it; nothing where none does, or where it has none."""
    service = tx.policy.service(incident.service or "")
    team = tx.policy.team(service.team) if service else None
    return team.channel.removeprefix("#") if team else ""
