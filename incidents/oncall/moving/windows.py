"""Hours of the week as spans of minutes: cut, laid together, and as the masks that say them."""

from collections.abc import Iterable, Sequence

from incidents.oncall.model import ALWAYS, Hours, Mask
from incidents.oncall.moving.given import DAY, WEEK, Window

WHOLE: tuple[Window, ...] = ((0, WEEK),)


def window(day: int, begin: int, length: int) -> Window:
    """So many minutes from a time of day on a weekday, a week at the most. Monday is 0."""
    at = (day * DAY + begin) % WEEK
    return at, at + min(length, WEEK)


def joined(windows: Iterable[Window]) -> tuple[Window, ...]:
    """The same minutes as spans of one week that do not touch, in order. None at all means always."""
    cut = sorted(piece for one in windows for piece in _within_week(one))
    found: list[Window] = []
    for begin, end in cut or WHOLE:
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return tuple(found)


def common(one: Iterable[Window], other: Iterable[Window]) -> tuple[Window, ...]:
    """The minutes that are in both; nothing where there are none."""
    ours, theirs = joined(one), joined(other)
    met = ((max(a, c), min(b, d)) for a, b in ours for c, d in theirs)
    return tuple((begin, end) for begin, end in met if begin < end)


def masks(windows: Iterable[Window]) -> Sequence[Mask]:
    """The masks that together say exactly these minutes: one for all days that have the same hours."""
    whole = joined(windows)
    if whole == WHOLE:
        return [ALWAYS]
    days: dict[tuple[Hours, ...], list[int]] = {}
    for day in range(7):
        pieces = common(whole, ((day * DAY, (day + 1) * DAY),))
        if pieces:
            hours = tuple(Hours(begin - day * DAY, end - day * DAY) for begin, end in pieces)
            days.setdefault(hours, []).append(day)
    return [Mask(days=tuple(found), hours=() if hours == (Hours(0, DAY),) else hours) for hours, found in days.items()]


def minutes(mask: Mask) -> tuple[Window, ...]:
    """What a mask of `masks` says, as minutes."""
    hours = mask.hours or (Hours(0, DAY),)
    return joined((day * DAY + one.begin, day * DAY + one.end) for day in mask.days for one in hours)


def _within_week(window: Window) -> Iterable[Window]:
    begin, end = window
    return [(begin, end)] if end <= WEEK else [(begin, WEEK), (0, end - WEEK)]
