"""What can be shown of an escalation: pages for each seat, posts of each turn, lines of the timeline."""

from dataclasses import replace
from datetime import timedelta

from bot.views.escalation.lines import ACTS as LINES
from bot.views.escalation.posts import ACTS, SEATS
from bot.views.people.pages import SEATED
from incidents.messages import MessageKind
from incidents.model import Incident, Page, PageState
from tests.desk import ANA, BEA, CHEN, NOON

NAMES = {"person": BEA}


def paged(incident: Incident, text: str) -> Incident:
    """The incident with a page for each seat and of each state, the last one without anybody after it."""
    states = tuple(PageState)
    seats = enumerate(SEATED, start=1)
    pages = tuple(
        Page(
            number=number,
            person=(ANA, BEA, CHEN)[number % 3],
            asked_by=ANA,
            asked_at=NOON,
            stood_at=NOON,
            state=states[number % len(states)],
            team=text[:60],
            run=1,
            generation=number,
            seat=seat,
            answer_by=NOON + timedelta(minutes=5),
            then=(CHEN, BEA) if number % 2 else (),
        )
        for number, seat in seats
    )
    return replace(incident, pages=pages)


def turns(text: str) -> list[dict[str, str]]:
    """Every turn with the values that its makers give it."""
    seats = " ".join(f"{seat}:{NAMES.get(seat, 'payments')}" for seat in SEATS)
    full = {
        "person": BEA,
        "run": "1",
        "generation": "2",
        "targets": seats,
        "why": text,
        "to": CHEN,
        "by": ANA,
        "pages": "1 2",
    }
    full |= {"target": f"robot:{text[:30]}", "code": text[:80]}
    return [{**full, "act": act, "on": on} for act in ACTS for on in ("", "yes")]


def cries(text: str) -> list[dict[str, str]]:
    """That nobody has it, with what was tried."""
    return [{"person": ANA, "step": "0", "run": run, "on": on} for run, on in (("1", "yes"), ("1", ""), ("7", ""))]


def lines(text: str) -> list[dict[str, str]]:
    """What the lines about it hold."""
    full = {"why": text, "to": CHEN, "name": text[:60], "by": ANA}
    return [{**full, "act": act, "seat": seat} for act in LINES for seat in SEATS]


def backstops(text: str) -> list[dict[str, str]]:
    """What Slack is asked to say in our stead."""
    return [{"person": CHEN, "at": NOON.isoformat()}]


VALUES = {MessageKind.BACKSTOP: backstops, MessageKind.ESCALATION: turns}
