"""The manager of a team is told of a postmortem that is overdue: one chore for each that has a time, weekly."""

from commands.core import sees
from incidents.life import hours
from incidents.model import Incident, IncidentId, PersonId
from incidents.overview.routine import Chore
from incidents.postmortem import keeping, reminding
from incidents.postmortem.paper import Postmortem
from storage.tx import Tx


def plan(tx: Tx, postmortem: Postmortem) -> None:
    """Tell them by what is true now."""
    name, incident = reminding.manager_chore(postmortem.incident), tx.incidents.find(postmortem.incident)
    manager = _manager(tx, incident) if incident else None
    at = reminding.manager_at(postmortem, tx.policy.hours, _zone(tx, manager), tx.now)
    if at is None:
        tx.chores.drop(name)
        return
    tx.chores.plan(name, at)
    tx.chores.again(name, at)


def run(chore: Chore, tx: Tx) -> None:
    """Tell them by DM, in their working hours, and say when again. Who is named only now is told from now on."""
    number = IncidentId(int(chore.name.removeprefix(reminding.MANAGER)))
    incident, found = tx.incidents.find(number), tx.postmortems.find(number)
    if incident is None or found is None or found.due_at is None:
        tx.chores.drop(chore.name)
        return
    plan(tx, found)
    manager = _manager(tx, incident)
    late = reminding.weeks_late(found, tx.now)
    if manager is None or late is None or incident.is_open or manager == found.owner:
        return
    if sees(tx, manager, incident) and hours.at_work(tx.policy.hours, _zone(tx, manager), tx.now):
        occasion = f"{found.due_at.isoformat()}/{late}"
        tx.outbox.owe(number, [keeping.told(incident, "behind", manager, occasion=occasion)])
        tx.stirred = True


def _manager(tx: Tx, incident: Incident) -> PersonId | None:
    """Of the team that answers for what failed; None where the settings name nobody, or nobody who is there."""
    service = tx.policy.service(incident.service or "")
    team = tx.policy.team(service.team) if service and service.team else None
    return tx.people.person(team.manager) if team and team.manager else None


def _zone(tx: Tx, person: PersonId | None) -> str:
    known = tx.people.known([person]).get(person) if person else None
    return known.zone if known else tx.policy.zone
