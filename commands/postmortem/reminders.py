"""The owner of a postmortem is reminded: one chore for each that is not published and has a time."""

from commands.postmortem import overdue
from incidents.life import hours
from incidents.model import IncidentId
from incidents.overview.routine import Chore
from incidents.postmortem import keeping, reminding
from incidents.postmortem.paper import Postmortem
from storage.tx import Tx


def plan(tx: Tx, postmortem: Postmortem) -> None:
    """Remind by what is true now: its owner, and after them the manager."""
    overdue.plan(tx, postmortem)
    _plan_owner(tx, postmortem)


def _plan_owner(tx: Tx, postmortem: Postmortem) -> None:
    name, at = (
        reminding.chore(postmortem),
        reminding.next_at(postmortem, tx.policy.hours, _zone(tx, postmortem), tx.now),
    )
    if at is None:
        tx.chores.drop(name)
        return
    tx.chores.plan(name, at)
    tx.chores.again(name, at)


def run(chore: Chore, tx: Tx) -> None:
    """Remind its owner by DM, in their working hours, and say when again."""
    number = IncidentId(int(chore.name.removeprefix(reminding.CHORE)))
    incident, found = tx.incidents.find(number), tx.postmortems.find(number)
    if incident is None or found is None or found.due_at is None:
        tx.chores.drop(chore.name)
        return
    _plan_owner(tx, found)
    zone = _zone(tx, found)
    if found.owner and not incident.is_open and hours.at_work(tx.policy.hours, zone, tx.now):
        what = "late" if tx.now > found.due_at else "due"
        tx.outbox.owe(number, [keeping.told(incident, what, found.owner, occasion=chore.due_at.isoformat())])
        tx.stirred = True


def _zone(tx: Tx, postmortem: Postmortem) -> str:
    known = tx.people.known([postmortem.owner] if postmortem.owner else [])
    person = known.get(postmortem.owner) if postmortem.owner else None
    return person.zone if person else tx.policy.zone
