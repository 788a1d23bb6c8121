"""The calendar of another system, an iCal feed, as its export: who is on call by it, and the rotation behind that."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot import calendars
from bot.calendars import Unreadable
from bot.config.values import MEMBER
from bot.stop import Stop
from bot.views.moving import terminal as views
from incidents.oncall.moving import pattern
from incidents.oncall.moving.comparing import halves
from incidents.oncall.moving.given import Export, Note, Shown, Why

AHEAD = timedelta(weeks=26)  # So much is read, to find what comes round.
SOMEBODY = re.compile(MEMBER)


def export(text: str, file: str, start: datetime, people: Sequence[str]) -> Export:
    """What a calendar says from `start` on. Raises Stop."""
    begin = halves(start)[0]
    try:
        feed = calendars.read(text, begin, begin + AHEAD, _names(people))
    except Unreadable as broken:
        raise Stop(f"{file}: {broken}") from broken
    notes = list(dict.fromkeys(Note(Why.EVENT, one.name, one.why) for one in feed.bad))
    if not feed.spans:
        told = views.NO_SHIFTS.format(file=file, begin=f"{begin:%Y-%m-%d %H:%M} UTC")
        raise Stop("\n".join((told, *views.noted(notes))))
    shown = Shown(feed.spans, feed.spans[0].begin, max(span.end for span in feed.spans))
    found = pattern.given(feed.name or Path(file).stem, feed.zone, shown, notes)
    return Export(schedules=(found,), notes=tuple(notes))


def _names(people: Sequence[str]) -> Mapping[str, str]:
    """`Ana Doe=ana@example.com`, each. Raises Stop."""
    found: dict[str, str] = {}
    for word in people:
        name, _, who = word.rpartition("=")
        if not name.strip() or not SOMEBODY.fullmatch(who.strip()):
            raise Stop(views.NO_PERSON.format(word=word))
        found[name.strip()] = who.strip()
    return found
