"""Channels coming to be, people coming and going, topics, names, archiving, with the lines Slack writes about each."""

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
        shape = {"id": room.id, "name": name, "created": room.created, "creator": by}
        space.tell("channel_created", {"type": "channel_created", "channel": shape, "event_ts": f"{now:.6f}"})
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
    posting.say(space, room, person, text, now, subtype=f"{prefix}_join", extra=extra)
    _tell_of_member(space, room, "member_joined_channel", person, now, **extra)
    space.touch(room.id, person)


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
    posting.say(space, room, person, text, now, subtype=f"{prefix}_leave")
    space.touch(room.id, person)


def archive(space: Workspace, room: Channel, by: str, now: float) -> None:
    """Close a channel for good; its name stays taken."""
    prefix = "group" if room.kind is ChannelKind.PRIVATE else "channel"
    posting.say(space, room, by, f"<@{by}> archived the channel", now, subtype=f"{prefix}_archive")
    room.archived = True
    _tell_of_channel(space, room, f"{prefix}_archive", now, channel=room.id, user=by, is_moved=0)


def unarchive(space: Workspace, room: Channel, by: str, now: float) -> None:
    """Open an archived channel again."""
    room.archived = False
    prefix = "group" if room.kind is ChannelKind.PRIVATE else "channel"
    posting.say(space, room, by, f"<@{by}> un-archived the channel", now, subtype=f"{prefix}_unarchive")
    _tell_of_channel(space, room, f"{prefix}_unarchive", now, channel=room.id, user=by)


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
    posting.say(space, room, by, text, now, subtype=f"{prefix}_name", extra={"old_name": old, "name": name})
    shape = {"id": room.id, "name": name, "name_normalized": name, "created": room.created}
    _tell_of_channel(space, room, f"{prefix}_rename", now, channel=shape)


def set_topic(space: Workspace, room: Channel, topic: str, by: str, now: float) -> None:
    """Set the topic and write the line about it."""
    room.topic = {"value": topic, "creator": by, "last_set": int(now)}
    prefix = "group" if room.kind is ChannelKind.PRIVATE else "channel"
    text = f"set the channel topic: {topic}" if topic else "cleared the channel topic"
    posting.say(space, room, by, text, now, subtype=f"{prefix}_topic", extra={"topic": topic})


def set_purpose(space: Workspace, room: Channel, purpose: str, by: str, now: float) -> None:
    """Set the purpose and write the line about it."""
    room.purpose = {"value": purpose, "creator": by, "last_set": int(now)}
    prefix = "group" if room.kind is ChannelKind.PRIVATE else "channel"
    text = f"set the channel description: {purpose}" if purpose else "cleared the channel description"
    posting.say(space, room, by, text, now, subtype=f"{prefix}_purpose", extra={"purpose": purpose})


def update_person(space: Workspace, person: Person, facts: dict[str, Any], now: float) -> None:
    """Change facts about somebody, deactivation included (which ends every membership)."""
    for name, value in facts.items():
        setattr(person, name, value)
    person.updated = int(now)
    if person.deleted:
        for room in space.channels.values():
            if not room.is_direct and person.id in room.members:
                del room.members[person.id]
    shape = shapes.user(space, person, now, with_locale=True)
    space.tell("user_change", {"type": "user_change", "user": shape, "event_ts": f"{now:.6f}"})
    if {"dnd_start", "dnd_end"} & set(facts):
        status = shapes.do_not_disturb(person)
        event = {"type": "dnd_updated_user", "user": person.id, "dnd_status": status, "event_ts": f"{now:.6f}"}
        space.tell("dnd_updated_user", event)
    space.touch(*space.people)


def arrive(space: Workspace, person: Person, now: float) -> None:
    """A new person joins the team."""
    space.people[person.id] = person
    shape = shapes.user(space, person, now, with_locale=True)
    space.tell("team_join", {"type": "team_join", "user": shape, "event_ts": f"{now:.6f}"})
    space.touch(*space.people)


def _tell_of_member(space: Workspace, room: Channel, kind: str, person: str, now: float, **extra: str) -> None:
    if space.bot_user not in room.members:
        return
    sort = "G" if room.kind is ChannelKind.PRIVATE else "C"
    facts = {"user": person, "channel": room.id, "channel_type": sort, "team": space.team_id, **extra}
    space.tell(kind, {"type": kind, **facts, "event_ts": f"{now:.6f}"})


def _tell_of_channel(space: Workspace, room: Channel, kind: str, now: float, **facts: Any) -> None:
    room.updated = int(now * 1000)
    space.touch(room.id)
    if room.is_public or space.bot_user in room.members:
        space.tell(kind, {"type": kind, **facts, "event_ts": f"{now:.6f}"})
