"""User groups coming to be and changing, with the events Slack sends about them. No permissions here."""

from typing import Any

from sandbox import shapes
from sandbox.model import UserGroup
from sandbox.workspace import Workspace


def create(space: Workspace, name: str, handle: str, by: str, now: float, **facts: Any) -> UserGroup:
    """Make an empty group; `facts` are further fields of UserGroup."""
    group = UserGroup(space.new_id("S"), name, handle, facts.pop("description", ""), by, int(now), int(now), **facts)
    group.updated_by = by
    space.groups[group.id] = group
    _tell(space, "subteam_created", group, now)
    return group


def update(space: Workspace, group: UserGroup, facts: dict[str, Any], by: str, now: float) -> None:
    """Change a group's name, handle, description or channels."""
    for name, value in facts.items():
        setattr(group, name, value)
    _stamp(group, by, now)
    _tell(space, "subteam_updated", group, now)


def set_members(space: Workspace, group: UserGroup, members: list[str], by: str, now: float) -> None:
    """Put exactly these people into the group."""
    added = [each for each in members if each not in group.members]
    removed = [each for each in group.members if each not in members]
    before, group.members = group.updated, members
    _stamp(group, by, now)
    if added or removed:
        event = {
            "type": "subteam_members_changed",
            "subteam_id": group.id,
            "team_id": space.team_id,
            "date_previous_update": before,
            "date_update": group.updated,
            "added_users": added,
            "added_users_count": len(added),
            "removed_users": removed,
            "removed_users_count": len(removed),
            "event_ts": f"{now:.6f}",
        }
        space.tell("subteam_members_changed", event)
    _tell(space, "subteam_updated", group, now)


def _stamp(group: UserGroup, by: str, now: float) -> None:
    group.updated = int(now)
    group.updated_by = by


def _tell(space: Workspace, kind: str, group: UserGroup, now: float) -> None:
    space.touch(*space.people)
    event = {"type": kind, "subteam": shapes.group(space, group, with_users=True), "event_ts": f"{now:.6f}"}
    space.tell(kind, event)
