"""What about being on call is sent as a file, by DM to whoever asked; and what is said where it cannot be."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import PersonId

AHEAD = timedelta(days=92)  # A calendar holds so much of what is to come.
ODD = re.compile(r"[^\w-]+")


class Paper(StrEnum):
    """What is sent."""

    CALENDAR = "calendar"
    HOURS = "hours"


ENDINGS = {Paper.CALENDAR: "ics", Paper.HOURS: "csv"}


def calendar(to: PersonId, schedule: str, now: datetime) -> Message:
    """A calendar of a schedule; without one, of whatever seats the asker has."""
    return _sheet(Paper.CALENDAR, to, schedule or "me", now, {"schedule": schedule})


def hours(to: PersonId, schedule: str, begin: datetime, end: datetime, now: datetime) -> Message:
    """Hours on call and pages of everybody of a schedule; without one, of all, between two times."""
    span = {"begin": begin.isoformat(), "end": end.isoformat()}
    return _sheet(Paper.HOURS, to, schedule or "all", now, {"schedule": schedule, **span})


def paper(said: Mapping[str, str]) -> Paper:
    """What a message sends: a calendar where it does not say."""
    return Paper(said.get("paper", Paper.CALENDAR))


def unsent(sheet: Message, code: str) -> Message:
    """Tell whoever asked that Slack does not take the file."""
    return Message(
        kind=MessageKind.UNSENT,
        key=f"{sheet.key}/unsent",
        lane=sheet.lane,
        priority=Priority.TURN,
        values={"file": sheet.values["file"], "code": code},
    )


def _sheet(paper: Paper, to: PersonId, of: str, now: datetime, values: dict[str, str]) -> Message:
    """Asked for again it is another file: the time is in its name, by which it is known where it was shared already."""
    made = f"{now.astimezone(UTC):%Y%m%dT%H%M%S%f}"
    return Message(
        kind=MessageKind.SHEET,
        key=f"oncall/{paper}/{to}/{of.casefold()}/{made}",
        lane=f"{DM}{to}",
        priority=Priority.TURN,
        values={"paper": paper.value, "person": to, "file": f"oncall-{_plain(of)}-{made}.{ENDINGS[paper]}", **values},
    )


def _plain(name: str) -> str:
    """A name as part of a file's."""
    return ODD.sub("-", name).strip("-")[:60] or "schedule"
