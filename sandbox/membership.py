"""Channels coming to be, people coming and going, topics, names, archiving, with the lines Slack writes about each."""

from dataclasses import replace
from typing import Any

from sandbox import shapes
from sandbox.model import Channel, ChannelKind, Person
from sandbox.state import posting
from sandbox.workspace import Workspace


def create(space: Workspace, name: str, by: str, now: float, *, is_private: bool = False) -> Channel:
    """Make a channel with its creator in it."""
    kind = ChannelKind.PRIVATE if is_private else ChannelKind.PUBLIC
    room = Channel(space.new_id("C"), name, kind, by, int(now))
    space.add_channel(room)
    if not is_private:
        made = shapes.new_channel(space, room) | {"is_frozen": False}
        space.tell("channel_created", {"type": "channel_created", "channel": made, "event_ts": f"{now:.6f}"})
    enter(space, room, by, now)
    return room


def direct(space: Workspace, members: list[str], now: float) -> Channel:
    """The direct message of exactly these people, opened when there is none."""
    everyone = frozenset(members)
    if everyone in space.directs:
        return space.directs[everyone]
    kind = ChannelKind.IM if len(everyone) <= 2 else ChannelKind.MPIM
    names = "--".join(space.people[member].name for member in members)
    room = Channel(space.new_id("D" if kind is ChannelKind.IM else "C"), f"mpdm-{names}-1", kind, members[0], int(now))
    room.members = dict.fromkeys(members)
    space.add_channel(room)
    space.touch(room.id, *members)
    return room


def enter(space: Workspace, room: Channel, person: str, now: float, inviter: str | None = None) -> None:
    """Make somebody a member."""
    room.members[person] = None
    extra = {"inviter": inviter} if inviter else {}
    prefix = "group" if room.kind is ChannelKind.PRIVATE else "channel"
    text = f"<@{person}> has joined the channel"
    _write(space, room, person, now, f"{prefix}_join", text, **extra)
    _tell_of_member(space, room, "member_joined_channel", person, now, **extra)
    space.touch(room.id, person)


def share(space: Workspace, room: Channel, team: str, now: float) -> None:
    """Share a channel with another team, whose people may come in from now on."""
    if team in room.connected:
        return
    room.connected.append(team)
    _tell_of_channel(space, room, "channel_shared", now, channel=room.id, connected_team_id=team)


def meet(space: Workspace, person: Person, room: Channel | None, now: float) -> None:
    """Somebody of another team becomes known: in a channel shared with that team, or as a stranger without one."""
    space.people[person.id] = replace(person)
    if room is not None:
        share(space, room, person.team_id, now)
        enter(space, room, person.id, now)
    space.touch(*space.people)


def depart(space: Workspace, room: Channel, person: str, now: float, removed_by: str | None = None) -> None:
    """End somebody's membership."""
    _tell_of_member(space, room, "member_left_channel", person, now)
    if person == space.bot_user:
        kind = "group_left" if room.kind is ChannelKind.PRIVATE else "channel_left"
        actor = removed_by or person
        space.tell(kind, {"type": kind, "channel": room.id, "actor_id": actor, "event_ts": f"{now:.6f}"})
    del room.members[person]
    prefix = "group" if room.kind is ChannelKind.PRIVATE else "channel"
    text = f"<@{person}> was removed from the channel" if removed_by else f"<@{person}> has left the channel"
    _write(space, room, person, now, f"{prefix}_leave", text)
    space.touch(room.id, person)


def archive(space: Workspace, room: Channel, by: str, now: float) -> None:
    """Close a channel for good; its name stays taken."""
    prefix = "group" if room.kind is ChannelKind.PRIVATE else "channel"
    _write(space, room, by, now, f"{prefix}_archive", f"<@{by}> archived the channel")
    room.archived = True
    _tell_of_channel(space, room, f"{prefix}_archive", now, channel=room.id, user=by, is_moved=0)


def unarchive(space: Workspace, room: Channel, by: str, now: float) -> None:
    """Open an archived channel again."""
    room.archived = False
    prefix = "group" if room.kind is ChannelKind.PRIVATE else "channel"
    _write(space, room, by, now, f"{prefix}_unarchive", f"<@{by}> un-archived the channel")
    actor = {"actor_id": by} if prefix == "group" else {"user": by}
    _tell_of_channel(space, room, f"{prefix}_unarchive", now, channel=room.id, **actor)


def remove(space: Workspace, room: Channel, by: str, now: float) -> None:
    """Delete a channel with all that was said in it; its name is free again."""
    prefix = "group" if room.kind is ChannelKind.PRIVATE else "channel"
    extra: dict[str, Any] = {"date_deleted": int(now)} if prefix == "group" else {}
    _tell_of_channel(space, room, f"{prefix}_deleted", now, channel=room.id, actor_id=by, **extra)
    space.touch(*space.people)
    del space.channels[room.id]
    del space.by_name[room.name]


def rename(space: Workspace, room: Channel, name: str, by: str, now: float) -> None:
    """Give a channel another name; the old one is free again."""
    old = room.name
    del space.by_name[old]
    room.previous_names.insert(0, old)
    room.name = name
    space.by_name[name] = room
    prefix = "group" if room.kind is ChannelKind.PRIVATE else "channel"
    text = f'has renamed the channel from "{old}" to "{name}"'
    _write(space, room, by, now, f"{prefix}_name", text, old_name=old, name=name)
    shape: dict[str, Any] = {"id": room.id, "name": name, "name_normalized": name, "created": room.created}
    shape |= {"is_channel": prefix == "channel", "is_mpim": False}
    _tell_of_channel(space, room, f"{prefix}_rename", now, channel=shape)


def set_topic(space: Workspace, room: Channel, topic: str, by: str, now: float) -> None:
    """Set the topic and write the line about it."""
    room.topic = {"value": topic, "creator": by, "last_set": int(now)}
    prefix = "group" if room.kind is ChannelKind.PRIVATE else "channel"
    text = f"set the channel topic: {topic}" if topic else "cleared the channel topic"
    _write(space, room, by, now, f"{prefix}_topic", text, topic=topic)


def set_purpose(space: Workspace, room: Channel, purpose: str, by: str, now: float) -> None:
    """Set the purpose and write the line about it."""
    room.purpose = {"value": purpose, "creator": by, "last_set": int(now)}
    prefix = "group" if room.kind is ChannelKind.PRIVATE else "channel"
    text = f"set the channel description: {purpose}" if purpose else "cleared the channel description"
    _write(space, room, by, now, f"{prefix}_purpose", text, purpose=purpose)


def update_person(space: Workspace, person: Person, facts: dict[str, Any], now: float) -> None:
    """Change facts about somebody, deactivation included (which ends every membership)."""
    for name, value in facts.items():
        setattr(person, name, value)
    person.updated = int(now)
    if person.deleted:
        for room in space.channels.values():
            if not room.is_direct and person.id in room.members:
                del room.members[person.id]
    space.touch(*space.people)
    if space.foreign(person):  # What is said of another team's people is that team's affair.
        return
    shape = shapes.user(space, person, now, with_locale=True)
    event = {"type": "user_change", "user": shape, "cache_ts": int(now), "event_ts": f"{now:.6f}"}
    space.tell("user_change", event)
    if {"dnd_start", "dnd_end"} & set(facts):
        status = shapes.do_not_disturb(person)
        quiet = {"type": "dnd_updated_user", "user": person.id, "dnd_status": status, "event_ts": f"{now:.6f}"}
        space.tell("dnd_updated_user", quiet)


def arrive(space: Workspace, person: Person, now: float) -> None:
    """A new person joins the team."""
    space.people[person.id] = person
    shape = shapes.user(space, person, now, with_locale=True)
    event = {"type": "team_join", "user": shape, "cache_ts": int(now), "event_ts": f"{now:.6f}"}
    space.tell("team_join", event)
    space.touch(*space.people)


def _write(space: Workspace, room: Channel, by: str, now: float, subtype: str, text: str, **extra: str) -> None:
    """The line that Slack writes into the channel about what happened to it."""
    posting.say(space, room, by, text, now, subtype=subtype, extra={"team": space.team_of(by), **extra})


def _tell_of_member(space: Workspace, room: Channel, kind: str, person: str, now: float, **extra: str) -> None:
    if space.bot_user not in room.members:
        return
    sort = "G" if room.kind is ChannelKind.PRIVATE else "C"
    facts = {"user": person, "channel": room.id, "channel_type": sort, "team": space.team_of(person), **extra}
    space.tell(kind, {"type": kind, **facts, "event_ts": f"{now:.6f}"})


def _tell_of_channel(space: Workspace, room: Channel, kind: str, now: float, **facts: Any) -> None:
    room.updated = int(now * 1000)
    space.touch(room.id)
    if room.is_public or space.bot_user in room.members:
        space.tell(kind, {"type": kind, **facts, "event_ts": f"{now:.6f}"})
