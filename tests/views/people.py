"""What can be shown about people's parts: pages in every state, posts about who comes and who does what."""

from bot.views.people.posts import ROSTERS
from incidents.messages import MessageKind
from incidents.model import Page, PageState
from tests.desk import ANA, BEA, CHEN, NOON

EARLY = (PageState.ASKED, PageState.SENT, PageState.FAILED)
LATE = (PageState.COMING, PageState.CANNOT, PageState.SENT)


def pages(text: str, states: tuple[PageState, ...] = EARLY, *, helping: bool = False) -> tuple[Page, ...]:
    """A page in each of three states: Bea as a member of a team, Chen and Ana by name."""
    return tuple(
        Page(
            number=number,
            person=person,
            asked_by=ANA,
            asked_at=NOON,
            stood_at=NOON,
            state=state,
            team=text[:60] if person == BEA else "",
            why=text,
            helping=helping,
        )
        for number, (person, state) in enumerate(zip((BEA, CHEN, ANA), states, strict=True), start=1)
    )


def pages_said(text: str) -> list[dict[str, str]]:
    """What a page's message holds, for each of them."""
    return [{"page": str(page.number), "person": page.person} for page in pages(text)]


def pages_settled(text: str) -> list[dict[str, str]]:
    """The same for their redraws."""
    return [{**values, "settled": "yes"} for values in pages_said(text)]


def rosters(text: str) -> list[dict[str, str]]:
    """Every post about who has which part, bare and full."""
    full = {"why": text, "code": "user_not_found"}
    told = [{"roster": roster, "person": BEA} for roster in ROSTERS]
    return [*told, *({**one, **full} for one in told)]


VALUES = {
    MessageKind.PAGE: pages_said,
    MessageKind.PAGE_SETTLED: pages_settled,
    MessageKind.ROSTER: rosters,
}
