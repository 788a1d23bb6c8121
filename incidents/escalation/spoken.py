"""What an escalation tells beside the pages: that a seat is empty, that nobody has it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from incidents.life import reminders
from incidents.messages import DM, Message, MessageKind, Priority, home
from incidents.model import Incident, PageState, PersonId
from incidents.people import paging, ringing
from incidents.plan import Run, Target


def vacant(incident: Incident, run: Run, empty: Sequence[Target]) -> tuple[Message, ...]:
    """Say in the channel which seats had nobody, in one post."""
    if not empty:
        return ()
    named = " ".join(f"{one.reach}:{one.name}" for one in dict.fromkeys(empty))
    return (said(incident, "empty", run=str(run.number), generation=str(run.generation), targets=named),)


def said(incident: Incident, act: str, **values: str) -> Message:
    """Tell the channel of a turn in the escalation."""
    return Message(
        kind=MessageKind.ESCALATION,
        key=f"{incident.key}/escalation/{act}/{incident.version}",
        lane=incident.key,
        after=f"{incident.key}/intro",
        priority=Priority.TURN,
        values={"act": act, **values},
    )


def nobody_has_it(incident: Incident, run: Run) -> tuple[Message, ...]:
    """The cry of reminders.py with what was tried; where the paging stops, by DM to everybody paged in this run too."""
    values = {"run": str(run.number), "on": "yes" if run.plan.again is not None else ""}
    cries = tuple(replace(cry, values={**cry.values, **values}) for cry in reminders.cry(incident, run.generation))
    if run.plan.again is not None:
        return cries  # Whoever is in it is paged again right now.
    heard = {cry.addressee for cry in cries}
    others = dict.fromkeys(page.person for page in incident.pages if page.run == run.number)
    return (*cries, *(_by_dm(incident, "nobody", one, values) for one in others if one not in heard))


def _by_dm(incident: Incident, act: str, person: PersonId, values: Mapping[str, str]) -> Message:
    return Message(
        kind=MessageKind.ESCALATION,
        key=f"{incident.key}/escalation/{act}/{incident.version}/{person}",
        lane=f"{DM}{person}",
        after=home(incident),
        priority=Priority.PAGE,
        until="acknowledged",
        values={"person": person, **values, "act": act},
    )


def to_paged(incident: Incident, act: str, *, but: PersonId, **values: str) -> tuple[Message, ...]:
    """Tell by DM everybody who was paged and may still be wanted: who could not come is left in peace."""
    wanted = (page for page in paging.newest(incident) if page.state not in (PageState.CANNOT, PageState.FAILED))
    people = [page.person for page in wanted if page.person != but and page.seat != ringing.SHADOW]
    return tuple(_by_dm(incident, act, one, values) for one in people)
