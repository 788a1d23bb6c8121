"""Those who took part most are asked by DM what they saw; what they answer is collected for the postmortem."""

from collections.abc import Iterable
from datetime import datetime

from commands.core import Ask, sees
from commands.postmortem import collecting
from incidents.decision import Refused
from incidents.life import hours
from incidents.model import EntryKind, Incident, IncidentId, PersonId
from incidents.overview.routine import Chore
from incidents.permissions import Act, may
from incidents.postmortem import contributing
from incidents.postmortem.contributing import MOST
from incidents.postmortem.paper import Postmortem, State
from incidents.postmortem.shown import Shown
from incidents.reply import Answer, Form, FormKind, Reply, reply
from storage.tx import Tx


def plan(tx: Tx, number: IncidentId) -> None:
    """Ask in their next morning; nobody about a test or about what was run elsewhere."""
    incident, postmortem = tx.incidents.find(number), tx.postmortems.find(number)
    if incident is None or postmortem is None:
        return
    if incident.test or tx.timeline.of_kind(incident.id, EntryKind.IMPORTED):
        return
    everybody = contributing.took_part(incident, tx.timeline.whole(incident.id))
    for person in list(_fit(tx, incident, postmortem, everybody))[:MOST]:
        tx.chores.plan(contributing.chore(incident, person), _morning(tx, person))


def _fit(tx: Tx, incident: Incident, postmortem: Postmortem, people: Iterable[PersonId]) -> Iterable[PersonId]:
    """Those of them who are here, may see it, and do not finish it anyway."""
    asked = list(people)
    known = tx.people.known(asked)
    for person in asked:
        found = known.get(person)
        if found and person != postmortem.owner and may(found.standing, Act.CHANGE) and sees(tx, person, incident):
            yield person


def run(chore: Chore, tx: Tx) -> None:
    """Ask one of them, at work there: not while it is open again, and nobody once it is published."""
    number, _, name = chore.name.removeprefix(contributing.CHORE).partition(":")
    person = PersonId(name)
    incident, found = tx.incidents.find(IncidentId(int(number))), tx.postmortems.find(IncidentId(int(number)))
    if incident is None or found is None or found.state is State.PUBLISHED:
        tx.chores.drop(chore.name)
        return
    if incident.is_open or not hours.at_work(tx.policy.hours, _zone(tx, person), tx.now):
        tx.chores.again(chore.name, _morning(tx, person))
        return
    tx.chores.drop(chore.name)
    if person in _fit(tx, incident, found, [person]):
        tx.outbox.owe(incident.id, [contributing.asked(incident, person)])
        tx.stirred = True


def saw(ask: Ask, incident: Incident, tx: Tx) -> Reply:
    """The form that asks them, and what they answer in it."""
    paper = collecting.sheet(incident, tx)
    if paper.postmortem.state is State.PUBLISHED:
        raise Refused(
            "The postmortem of {key} is published. `/incident postmortem {key} edit` corrects it.", key=incident.key
        )
    if not ask.form:
        form = Form(FormKind.SAW, incident.id)
        return Reply(kind=Answer.FORM, form=form, data=Shown(paper))
    last = tx.timeline.read(incident.id, limit=1)[0].seq
    tx.record(contributing.heard(incident, paper.parts, ask.form, last=last, by=ask.person, now=tx.now))
    collecting.redraw(tx, incident)
    return reply(Answer.CONTRIBUTED, key=incident.key)


def _morning(tx: Tx, person: PersonId) -> datetime:
    return contributing.morning(tx.policy.hours, _zone(tx, person), tx.now)


def _zone(tx: Tx, person: PersonId) -> str:
    known = tx.people.known([person]).get(person)
    return known.zone if known else tx.policy.zone
