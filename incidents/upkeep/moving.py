"""What another system says as our settings: its schedules and teams, beside what the settings hold already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from incidents.oncall.moving.given import Carried, Crew, Export, Note, Why
from incidents.oncall.moving.naming import Names
from incidents.oncall.moving.stacking import carried
from incidents.policy import Policy, Team


def settled(export: Export, before: Policy, now: datetime) -> tuple[Policy, Sequence[Carried], Sequence[Note]]:
    """The settings after the move, what became of each schedule, and what could not be carried over. A schedule takes
    the place of one of its name; a team that is there stays as it is.
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
    policy = replace(before, schedules=(*kept, *schedules), teams=(*before.teams, *new))
    return policy, moved, tuple(dict.fromkeys(notes))


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
