"""What can be shown about people's parts, in Chinese: pages in every state, posts, lines, what is typed."""

from collections.abc import Mapping

from bot.views.people.posts import ROSTERS
from incidents.messages import MessageKind
from incidents.model import EntryKind, Page, PageState
from tests.desk import ANA, BEA, CHEN, NOON

PAGES = tuple(
    Page(
        number=number,
        person=person,
        asked_by=ANA,
        asked_at=NOON,
        stood_at=NOON,
        state=state,
        team=team,
        why="数据库",
        helping=state is PageState.COMING,
    )
    for number, (person, state, team) in enumerate(
        [
            (BEA, PageState.SENT, "支付"),
            (CHEN, PageState.ASKED, ""),
            (ANA, PageState.COMING, ""),
            (ANA, PageState.CANNOT, ""),
            (CHEN, PageState.FAILED, ""),
        ],
        start=1,
    )
)
PAGED = [{"person": page.person, "page": str(page.number)} for page in PAGES]
SAID: dict[MessageKind, list[dict[str, str]]] = {
    MessageKind.PAGE: PAGED,
    MessageKind.PAGE_SETTLED: [{**said, "settled": "yes"} for said in PAGED],
    MessageKind.ROSTER: [
        {"roster": roster, "person": ANA, "why": why, "code": "restricted_action"}
        for roster in ROSTERS
        for why in ("", "在路上")
    ],
}
LINES: list[tuple[EntryKind, Mapping[str, str]]] = [
    (EntryKind.ASKED, {"people": f"{ANA} {BEA}", "why": "数据库"}),
    (EntryKind.ASKED, {"people": BEA, "why": ""}),
    (EntryKind.PAGED, {"to": BEA}),
    (EntryKind.UNPAGED, {"to": BEA, "code": "restricted_action"}),
    (EntryKind.COMING, {"why": ""}),
    (EntryKind.COMING, {"why": "在路上"}),
    (EntryKind.CANNOT, {"why": ""}),
    (EntryKind.CANNOT, {"why": "在路上"}),
]
ASKED = (
    "page 1",
    "page 1 支付",
    "page 1 <@UBEA> 数据库",
    "page 1 <@UBEA>",
    "page 1 <@UGUS>",
    "page 1 --cannot",
    "more 1",
)
