"""Hours on call and pages of everybody as a table that spreadsheets read: CSV, RFC 4180."""

import csv
import io
from collections.abc import Sequence
from datetime import timedelta

from bot.views.record.export import cell, unmarked
from bot.views.words import Voice
from incidents.model import PersonId
from incidents.oncall.burden import Load

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def table(loads: Sequence[Load], voice: Voice) -> str:
    """A line for each person in the order of their names. Hours and minutes have two places after the point."""
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(
        (
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
    )
    named = sorted((_named(one.person, voice), one.person, one) for one in loads)
    rows.writerows([cell(name), cell(person), *_figures(one)] for name, person, one in named)
    return file.getvalue()


def _figures(one: Load) -> list[str]:
    spans = (one.primary, one.backup, one.night, one.weekend, one.holiday)
    counts = (one.pages, one.pages_at_night, one.answered)
    after = "" if one.answered_after is None else f"{one.answered_after / MINUTE:.2f}"
    return [*(f"{span / HOUR:.2f}" for span in spans), *map(str, counts), after]


def _named(person: str, voice: Voice) -> str:
    return unmarked(voice.name(PersonId(person)), voice.names)
