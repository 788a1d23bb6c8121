"""Asked by the courier: what whoever comes on call is told, and whoever goes, for just what they may see."""

from collections.abc import Iterator, Sequence

from commands.core import channels, sees, visible
from incidents.decision import TimerKind
from incidents.messages import Message
from incidents.model import Incident, PersonId
from incidents.oncall import handoffs
from incidents.oncall.changing import A_MOMENT
from incidents.oncall.handoffs import Handoff, Silence, Tally
from incidents.overview.brief import Brief
from storage.tx import Tx

LOOKED_AT = 50
SHOWN = 15  # Of what is open; of what is over half as many.


def begins(tx: Tx, message: Message) -> Brief:
    """What is open of the services whose team has this schedule, and of those that are no team's; what of it is
    silenced; what happened in the last shift.
    """
    person, schedule = PersonId(message.values["person"]), message.values["schedule"]
    found = _open(tx, person, schedule)
    shown = found[:SHOWN]
    silenced = tuple(one for incident in shown for one in _silenced(tx, incident))
    tally = _tally(tx, person, message)
    over = tally.over[: SHOWN // 2]
    handoff = Handoff(tally=tally, over=over, silenced=silenced)
    return _brief(tx, shown, over, more=len(found) > SHOWN, handoff=handoff)


def ends(tx: Tx, message: Message) -> Brief:
    """What of it whoever goes still leads."""
    person = PersonId(message.values["person"])
    led = [one for one in _open(tx, person, message.values["schedule"]) if one.owner == person]
    return _brief(tx, led[:SHOWN], (), more=False)


def _brief(
    tx: Tx, shown: Sequence[Incident], over: Sequence[Incident], *, more: bool, handoff: Handoff | None = None
) -> Brief:
    every = (*shown, *over)
    threads = tx.places.threads([incident.key for incident in every])
    return Brief(incidents=tuple(shown), channels=channels(tx, every), threads=threads, more=more, handoff=handoff)


def _open(tx: Tx, person: PersonId, schedule: str) -> Sequence[Incident]:
    return [one for one in visible(tx, person, only_open=True, limit=LOOKED_AT) if _is_of(tx, one, schedule)]


def _tally(tx: Tx, person: PersonId, message: Message) -> Tally:
    begin, end = handoffs.span(message.values)
    moved = tx.overview.moved(person, begin - A_MOMENT, end)
    found = [one for one in moved if _is_of(tx, one, message.values["schedule"]) and sees(tx, person, one)]
    paged = {page.person for incident in found for page in incident.pages}
    zones = {facts.id: facts.zone for facts in tx.people.known(sorted(paged)).values()} if paged else {}
    return handoffs.tally(found, begin, end, zones)


def _silenced(tx: Tx, incident: Incident) -> Iterator[Silence]:
    """Reminders of updates that nobody wants, or that were put off beyond the time at which the update is due."""
    if incident.quiet:
        yield Silence(key=incident.key)
        return
    due = incident.update_due_at
    for timer in tx.timers.armed(incident.id):
        if timer.kind is TimerKind.UPDATE_DUE and due and timer.due_at > due:
            yield Silence(key=incident.key, until=timer.due_at)


def _is_of(tx: Tx, incident: Incident, schedule: str) -> bool:
    service = tx.policy.service(incident.service) if incident.service else None
    theirs = tx.policy.schedule_of(service.team) if service and service.team else None
    return theirs is None or theirs.name == schedule
