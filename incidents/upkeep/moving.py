"""What another system says as our settings: schedules, escalation policies and teams, beside what is there already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from incidents.escalation.choosing import LONGEST, SHORTEST
from incidents.oncall.moving.given import Carried, Crew, Export, Goal, Ladder, Note, Rung, Why
from incidents.oncall.moving.naming import Names
from incidents.oncall.moving.stacking import carried
from incidents.plan import Escalation, Reach, Step, Target
from incidents.policy import Policy, Team

ROUNDS = 9  # At the most, beside the first.
Targets = Mapping[tuple[Goal, str], tuple[Target, ...]]


def settled(export: Export, before: Policy, now: datetime) -> tuple[Policy, Sequence[Carried], Sequence[Note]]:
    """The settings after the move, what became of each schedule, and what could not be carried over. A schedule takes
    the place of one of its name, and so does a policy; a team that is there stays as it is.
    """
    notes = list(export.notes)
    teams = _teams(export.crews, before, notes)
    names = Names()
    moved = [
        carried(replace(one, team=teams[one.team].name if one.team in teams else ""), names, now, notes)
        for one in export.schedules
    ]
    schedules = tuple(schedule for one in moved for schedule in one.schedules)
    kept = tuple(one for one in before.schedules if one.name.casefold() not in names.taken)
    known = {team.name.casefold() for team in before.teams}
    new = tuple(team for team in teams.values() if team.name.casefold() not in known)
    escalations = _escalations(export.ladders, _targets(moved, teams), notes)
    policy = replace(
        before,
        schedules=(*kept, *schedules),
        teams=(*before.teams, *new),
        escalations=(*_others(before, escalations), *escalations),
    )
    return policy, moved, tuple(dict.fromkeys(notes))


def _others(before: Policy, escalations: Sequence[Escalation]) -> Sequence[Escalation]:
    """The policies that are here already under another name."""
    taken = {one.name.casefold() for one in escalations}
    return [one for one in before.escalations if one.name.casefold() not in taken]


def _targets(moved: Sequence[Carried], teams: Mapping[str, Team]) -> Targets:
    """What became of schedules and teams, by their keys there."""
    schedules = {
        (Goal.SCHEDULE, one.given.key): tuple(Target(Reach.PRIMARY, schedule.name) for schedule in one.schedules)
        for one in moved
    }
    return {**schedules, **{(Goal.TEAM, key): (Target(Reach.TEAM, team.name),) for key, team in teams.items()}}


def _escalations(ladders: Sequence[Ladder], targets: Targets, notes: list[Note]) -> Sequence[Escalation]:
    """Those that tell somebody at all."""
    names, found = Names(), []
    for ladder in ladders:
        made = [_step(rung, ladder.name, targets, notes) for rung in ladder.rungs]
        steps = tuple(step for step in made if step.targets)
        if not steps:
            notes.append(Note(Why.UNWRITTEN, ladder.name))
            continue
        if ladder.again > ROUNDS:
            notes.append(Note(Why.REPEAT, ladder.name, str(ladder.again)))
        name = names.unused(ladder.name)
        notes.append(Note(Why.UNCHOSEN, ladder.name, name))
        found.append(Escalation(name=name, steps=steps, repeat=min(ladder.again, ROUNDS)))
    return found


def _step(rung: Rung, where: str, targets: Targets, notes: list[Note]) -> Step:
    found: list[Target] = []
    for goal, key in rung.goals:
        reached = (Target(Reach.PERSON, key),) if goal is Goal.PERSON else targets.get((goal, key), ())
        if not reached:
            notes.append(Note(Why.TARGET, where, f"{goal} {key}"))
        found += reached
    wait = min(max(rung.wait, SHORTEST), LONGEST)
    if found and wait != rung.wait:
        notes.append(Note(Why.WAIT, where, f"{rung.wait // SHORTEST} min"))
    return Step(targets=tuple(dict.fromkeys(found)), wait=wait)


def _teams(crews: Sequence[Crew], before: Policy, notes: list[Note]) -> Mapping[str, Team]:
    """By their keys there: those that somebody is in, under the name of a team that is here already if it has one."""
    found: dict[str, Team] = {}
    names = Names()
    for crew in crews:
        if not crew.people:
            notes.append(Note(Why.TEAMLESS, crew.name))
            continue
        name = names.unused(crew.name)
        members = tuple(dict.fromkeys(crew.people))
        found[crew.key] = before.team(name) or Team(name=name, members=members)
    return found
