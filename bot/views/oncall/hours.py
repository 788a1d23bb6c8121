"""Hours on call and pages of everybody as a table that spreadsheets read."""

from collections.abc import Sequence
from datetime import timedelta

from bot.views.record.export import named, rows
from bot.views.words import Voice
from incidents.oncall.burden import Load

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def table(loads: Sequence[Load], voice: Voice) -> str:
    """A line for each person in the order of their names. Hours and minutes have two places after the point."""
    heads = (
        voice.word("Person"),
        voice.word("Id"),
        voice.word("Hours as primary"),
        voice.word("Hours as backup"),
        voice.word("Of these at night"),
        voice.word("Of these at weekends"),
        voice.word("Of these on holidays"),
        voice.word("Pages"),
        voice.word("Pages at night"),
        voice.word("Pages answered"),
        voice.word("Median minutes to the answer"),
    )
    people = sorted((named(one.person, voice), one.person, one) for one in loads)
    return rows((heads, *([name, person, *_figures(one)] for name, person, one in people)))


def _figures(one: Load) -> list[str]:
    spans = (one.primary, one.backup, one.night, one.weekend, one.holiday)
    counts = (one.pages, one.pages_at_night, one.answered)
    after = "" if one.answered_after is None else f"{one.answered_after / MINUTE:.2f}"
    return [*(f"{span / HOUR:.2f}" for span in spans), *map(str, counts), after]
