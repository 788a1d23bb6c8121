"""What shows a postmortem is drawn anew when it changes: its post, and the canvas of the channel, where Slack lets us
write one.
"""

from datetime import timedelta

from incidents.model import Incident, IncidentId, Setting
from incidents.postmortem import keeping
from incidents.postmortem.paper import NoCanvas, Postmortem
from storage.delivery.claims import Job
from storage.delivery.places import Role, of_incident
from storage.tx import Tx

NONE_HERE = "no_canvas"  # The condition that the workspace has no canvases for us; `detail` is Slack's code.
ASKED_AGAIN = timedelta(days=7)  # A plan changes, and so do permissions.


def first(tx: Tx, incident: Incident, postmortem: Postmortem) -> None:
    """Post it where the incident was run."""
    tx.outbox.owe(incident.id, keeping.posted(incident, postmortem, canvas=_may_have_one(tx, incident)))


def again(tx: Tx, incident: Incident, postmortem: Postmortem, *, at_once: bool = False) -> None:
    """Draw it anew wherever it stands. `at_once`: what stands there may not stand there any longer."""
    told = [keeping.redrawn(incident, postmortem)]
    if tx.has_canvas(incident):
        due = None if at_once else keeping.next_drawing(tx.now)
        told.append(keeping.drawn_as_canvas(incident, postmortem, due))
    tx.outbox.owe(incident.id, told)
    tx.stirred = True


def made(tx: Tx, number: IncidentId | None) -> None:
    """There is a canvas: the post says so."""
    incident = tx.incidents.find(number) if number is not None else None
    if incident:
        tx.outbox.owe(incident.id, [keeping.pointing(incident)])
        tx.stirred = True


def refused(tx: Tx, number: IncidentId | None, none: NoCanvas) -> None:
    """There is no canvas of this incident: it is sent as a file. What holds for every incident is remembered."""
    if none.everywhere:
        tx.conditions.note(NONE_HERE, none.code)
    incident = tx.incidents.find(number) if number is not None else None
    if incident is None:
        return
    place = tx.places.of(incident.key).get(Role.CHANNEL)
    if place:
        tx.places.learn(of_incident(incident, Role.CANVAS, place.channel, label=none.code))
    tx.outbox.owe(incident.id, [keeping.under_the_post(incident)])
    tx.stirred = True


def given_up(tx: Tx, job: Job, code: str) -> None:
    """A canvas cannot be written, whatever was tried: it is sent as a file."""
    if tx.outbox.dead(job, code):
        refused(tx, job.incident, NoCanvas(code, everywhere=False))


def _may_have_one(tx: Tx, incident: Incident) -> bool:
    """Only in a channel of its own: elsewhere the canvas is other people's."""
    none = tx.conditions.of(NONE_HERE)
    return incident.setting is Setting.OWN and (none is None or tx.now - none.at > ASKED_AGAIN)


def has_one(tx: Tx, incident: Incident) -> bool:
    """Whether its canvas is there."""
    place = tx.places.of(incident.key).get(Role.CANVAS)
    return place is not None and place.ts is not None
