"""What Slack sends though its packages' types do not know it: taken out before compiling, each with its reason."""

from dataclasses import dataclass

from tests.contract.recorded import Fact


@dataclass(frozen=True)
class Gap:
    """A member, by the end of its path, of a response or payload whose name begins so."""

    name: str
    path: str
    reason: str


GAPS: tuple[Gap, ...] = (
    Gap("api.Conversations", "channel.parent_conversation", "null but for channels made from another one"),
    Gap("api.ConversationsList", "channels.parent_conversation", "null but for channels made from another one"),
    Gap("api.UsersConversations", "channels.parent_conversation", "null but for channels made from another one"),
    Gap("api.Conversations", "channel.properties", "holds the canvas; only some methods' types know it"),
    Gap("api.ConversationsHistory", "messages.pinned_to", "on a pinned message; the types know pinned_info alone"),
    Gap("api.ConversationsHistory", "messages.pinned_info", "as pinned_to"),
    Gap("api.PinsList", "message.pinned_info", "conversations.history's types know it"),
    Gap("bolt.View", "user.username", "in the example of Slack's documentation"),
    Gap("Said", "event.subtype", "pinned_item: the types know no message that tells of a pin"),
    Gap("Said", "event.app_id", "an app's message names the app"),
    Gap('Message<"channel_topic">', "event.team", "other messages about a channel name the team"),
    Gap('Message<"channel_purpose">', "event.team", "other messages about a channel name the team"),
    Gap('Private<"topic">', "event.team", "other messages about a channel name the team"),
    Gap('Private<"purpose">', "event.team", "other messages about a channel name the team"),
    Gap('Event<"app_home_opened">', "event.view", "as it stands; the types know it as it is published"),
    Gap("api.Users", "profile.fields", "null; the types of user_change know it"),
    Gap("api.FilesComplete", "shares.private", "files.info's types know it"),
    Gap("api.Usergroups", "usergroup.user_count", "usergroups.list's types know it"),
    Gap("bolt.BlockSuggestion", "user.username", "all other interactions have it"),
    Gap('Event<"channel_deleted">', "event.actor_id", "in what Slack sends; the types know the channel alone"),
    Gap('Event<"channel_deleted">', "event.event_ts", "every event has one"),
)


def without_gaps(name: str, value: Fact) -> tuple[Fact, set[Gap]]:
    """A value without the members that the types do not know, and the gaps that this used."""
    gaps = [gap for gap in GAPS if name.startswith(gap.name)]
    used: set[Gap] = set()
    left = _stripped(value, "", gaps, used)
    assert isinstance(left, dict)
    return left, used


def _stripped(value: object, path: str, gaps: list[Gap], used: set[Gap]) -> object:
    if isinstance(value, list):
        return [_stripped(each, path, gaps, used) for each in value]
    if not isinstance(value, dict):
        return value
    left = {}
    for key, each in value.items():
        here = f"{path}.{key}"
        found = next((gap for gap in gaps if here.endswith(f".{gap.path}")), None)
        if found is None:
            left[key] = _stripped(each, here, gaps, used)
        else:
            used.add(found)
    return left
