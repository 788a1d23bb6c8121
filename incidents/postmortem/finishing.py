"""How a postmortem is finished: whose it is, by when, who reviews it, what is missing, that it is published. Pure: each
rule gives the postmortem as it is then, or refuses.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from incidents.decision import Choice, Refused
from incidents.model import Incident, PersonId, Who
from incidents.postmortem import fields
from incidents.postmortem.fields import Spot
from incidents.postmortem.model import Part
from incidents.postmortem.paper import Edit, Paper, Postmortem, State

MOST_REVIEWERS = 5
MOST_CHOICES = 5


def assign(postmortem: Postmortem, to: PersonId) -> Postmortem:
    """Somebody sees to it that it is finished."""
    return replace(postmortem, owner=to)


def due(postmortem: Postmortem, at: datetime, *, now: datetime) -> Postmortem:
    """It is due at another time, in the future."""
    if at <= now:
        raise Refused("That is over: say a day to come, such as `due friday` or `due 2026-03-05`.")
    return replace(postmortem, due_at=at)


def named(postmortem: Postmortem, *, roles: bool) -> Postmortem:
    """It is shown with parts in the place of names, or with names."""
    return replace(postmortem, roles=roles)


def review(postmortem: Postmortem, incident: Incident, reviewers: Sequence[PersonId]) -> Postmortem:
    """Ask these people to look at it; who was asked before is still asked."""
    _demand_unpublished(postmortem, incident)
    asked = tuple(dict.fromkeys((*postmortem.reviewers, *reviewers)))
    if not asked:
        raise Refused("Who is to look at it? `/incident postmortem {key} review @person`.", key=incident.key)
    if len(asked) > MOST_REVIEWERS:
        raise Refused("{most} people at most look at one postmortem.", most=MOST_REVIEWERS)
    return replace(postmortem, state=State.REVIEW, reviewers=asked, approved_by=None)


def approve(paper: Paper, *, by: PersonId) -> Postmortem:
    """Whoever was asked to look at it says that it is right; never its owner alone."""
    postmortem, incident = paper.postmortem, paper.incident
    _demand_unpublished(postmortem, incident)
    if postmortem.state is State.DRAFT:
        raise Refused(
            "Nobody was asked to look at the postmortem of {key} yet: `/incident postmortem {key} review @person`.",
            key=incident.key,
        )
    if by not in postmortem.reviewers:
        raise Refused(
            "The postmortem of {key} is approved by who was asked to look at it: {who}.",
            key=incident.key,
            who=Who(postmortem.reviewers[0]),
        )
    demand_whole(paper)
    return replace(postmortem, state=State.APPROVED, approved_by=by)


def publish(paper: Paper, *, by: PersonId, now: datetime) -> Postmortem:
    """It is finished: nothing is missing, and who was asked to look at it has approved it."""
    postmortem, incident = paper.postmortem, paper.incident
    _demand_unpublished(postmortem, incident)
    if incident.is_open:
        raise Refused("{key} is still open. Its postmortem is published when it is resolved.", key=incident.key)
    demand_whole(paper)
    if postmortem.state is State.REVIEW:
        raise Refused(
            "The postmortem of {key} is in review. It is published once {who} has approved it.",
            key=incident.key,
            who=Who(postmortem.reviewers[0]),
        )
    return replace(postmortem, state=State.PUBLISHED, published_by=by, published_at=now)


def demand_whole(paper: Paper) -> None:
    """Raise Refused with what is missing, each with its button."""
    if not paper.missing:
        return
    raise Refused(
        "The postmortem of {key} still needs people in {n} of its sections. Fill them in: each button opens one.",
        n=len(paper.missing),
        key=paper.incident.key,
        choices=tuple(fill(paper, part) for part in paper.missing[:MOST_CHOICES]),
    )


def fill(paper: Paper, part: str) -> Choice:
    """The button that opens a section; that of the action items adds one."""
    if part == Part.ACTIONS:
        return Choice("Add an action item", "action add", paper.incident.id)
    return Choice("{word}", f"postmortem edit {part}", paper.incident.id, values=(("word", paper.name(part)),))


def written(paper: Paper, spot: Spot, text: str, *, by: PersonId, now: datetime) -> Edit:
    """The next version of the section that a form was about."""
    said = text.strip()
    if not said:
        raise Refused("A section needs words. Where there is nothing to say, say so: nothing.")
    fields.demand_fits(said)
    part, seen = spot.part, spot.collected
    return Edit(part=part, version=paper.version(part) + 1, text=said, author=by, at=now, collected=seen)


def demand_as_opened(paper: Paper, *, published: bool) -> None:
    """Raise Refused where it was published after a form was opened: what stands is what everybody has read."""
    at = paper.postmortem.published_at
    if paper.postmortem.state is State.PUBLISHED and not published and at:
        raise Refused(
            "The postmortem of {key} was published at {at}, while you wrote; your text is still here. Copy it and open "
            "the section again: what is changed now is a correction.",
            key=paper.incident.key,
            at=at,
        )


def edited(postmortem: Postmortem) -> Postmortem:
    """After a section was written: what was approved is to be looked at again."""
    if postmortem.state is State.APPROVED:
        return replace(postmortem, state=State.REVIEW, approved_by=None)
    return postmortem


def _demand_unpublished(postmortem: Postmortem, incident: Incident) -> None:
    if postmortem.state is State.PUBLISHED:
        raise Refused(
            "The postmortem of {key} is published. `/incident postmortem {key} edit` corrects it.",
            key=incident.key,
            choices=(Choice("Show", "postmortem show", incident.id),),
        )
