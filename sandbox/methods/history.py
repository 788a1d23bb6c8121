"""conversations.history and conversations.replies: what was said, a page at a time."""

from bisect import bisect_left, bisect_right
from itertools import islice

from sandbox import shapes
from sandbox.method import HISTORY, Args, Caller, Method, accepts, any_scope
from sandbox.methods.paging import page, sealed, size, unsealed
from sandbox.model import Channel, Message, Wire
from sandbox.refusal import Refusal


def history(caller: Caller, args: Args, now: float) -> Wire:
    """The newest messages first, thread replies left out unless they were also sent to the channel."""
    room = caller.joined(args["channel"], HISTORY)
    limit = size(args)
    start, end = _window(room.order, args)
    end = min(end, _caught_up(caller, room.order, now))
    mark = unsealed(args.get("cursor", ""))
    if mark:
        end = min(end, bisect_left(room.order, mark))
    said = (room.messages[room.order[index]] for index in range(end - 1, start - 1, -1))
    found = list(islice((each for each in said if each.in_channel), limit + 1))
    more = len(found) > limit
    answer: Wire = {
        "messages": _shown(caller, found[:limit], args),
        "has_more": more,
        "pin_count": len(room.pins),
        "channel_actions_ts": None,
        "channel_actions_count": 0,
    }
    return answer | ({"response_metadata": {"next_cursor": sealed(found[limit - 1].ts)}} if more else {})


def replies(caller: Caller, args: Args, now: float) -> Wire:
    """A thread, its parent first, oldest first."""
    room = caller.joined(args["channel"], HISTORY)
    parent = _parent(room, args["ts"])
    if not _caught_up(caller, [parent.ts], now):
        raise Refusal("thread_not_found")
    start, end = _window(parent.replies, args)
    end = min(end, _caught_up(caller, parent.replies, now))
    thread = [room.messages[ts] for ts in parent.replies[start:end]]
    found, metadata = page([parent, *thread], args, default=1000)
    more = bool(metadata["next_cursor"])
    answer: Wire = {"messages": _shown(caller, list(found), args), "has_more": more}
    return answer | ({"response_metadata": metadata} if more else {})


def _parent(room: Channel, ts: str) -> Message:
    asked = room.messages.get(ts)
    if asked is None:
        raise Refusal("thread_not_found")
    return room.messages.get(asked.thread_ts or asked.ts, asked)


def _caught_up(caller: Caller, order: list[str], now: float) -> int:
    """How many of these history knows already."""
    lag = caller.space.settings.history_lag
    return bisect_right(order, _stamp(str(now - lag), "")) if lag else len(order)


def _window(order: list[str], args: Args) -> tuple[int, int]:
    """Where the wanted stretch of a list of ts begins and ends."""
    oldest = _stamp(args.get("oldest") or "0", "invalid_ts_oldest")
    latest = _stamp(args.get("latest") or "9999999999", "invalid_ts_latest")
    if args.get("inclusive"):
        return bisect_left(order, oldest), bisect_right(order, latest)
    return bisect_right(order, oldest), bisect_left(order, latest)


def _stamp(ts: str, code: str) -> str:
    try:
        return f"{float(ts):017.6f}"
    except ValueError:
        raise Refusal(code) from None


def _shown(caller: Caller, found: list[Message], args: Args) -> list[Wire]:
    with_metadata = args.get("include_all_metadata", False)
    return [shapes.message(caller.space, each, with_metadata=with_metadata) for each in found]


WINDOW = accepts("channel cursor latest oldest", number="limit", flag="inclusive include_all_metadata")
METHODS = (
    Method("conversations.history", history, WINDOW, required=("channel",), scopes=any_scope(HISTORY)),
    Method(
        "conversations.replies",
        replies,
        {**WINDOW, **accepts("ts")},
        required=("channel", "ts"),
        scopes=any_scope(HISTORY),
    ),
)
