"""What can be shown about people's parts, in Chinese: pages in every state, posts, lines, what is typed."""

from collections.abc import Mapping

from bot.views.deeds import CAME
from bot.views.people.media import TRIALS
from bot.views.people.posts import ROSTERS
from bot.views.roles import ROLES
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
    MessageKind.MENTION: [{"person": CHEN, "page": "1", "contact": "1"}],
    MessageKind.TRIAL: [
        {"person": CHEN, "contact": "1", "medium": "sms", "trial": how, "code": "21211"} for how in TRIALS
    ],
    MessageKind.PAGE_SETTLED: [{**said, "settled": "yes"} for said in PAGED],
    MessageKind.ROSTER: [
        {"roster": roster, "role": "comms", "person": ANA, "why": why, "code": "restricted_action"}
        for roster in ROSTERS
        for why in ("", "在路上")
    ],
}
BRIEF = {"person": ANA, "by": BEA, "owner": CHEN, "former": ANA}
SAID[MessageKind.ROSTER] += [{**BRIEF, "roster": "role", "role": role} for role in ROLES]
SAID[MessageKind.ROSTER] += [{"person": ANA, "owner": ANA, "roster": "role", "role": role} for role in ROLES]
SAID[MessageKind.ROLE] = [{**BRIEF, "role": role} for role in ROLES]
SAID[MessageKind.HANDOVER] = [{**BRIEF, "note": "数据库"}, {**BRIEF, "person": CHEN, "note": ""}]
SAID[MessageKind.HANDOVER_SETTLED] = SAID[MessageKind.HANDOVER]
SAID[MessageKind.HANDED_BACK] = [{**BRIEF, "person": BEA, "why": "在路上"}, {**BRIEF, "why": ""}]
LINES: list[tuple[EntryKind, Mapping[str, str]]] = [
    (EntryKind.ASKED, {"people": f"{ANA} {BEA}", "why": "数据库"}),
    (EntryKind.ASKED, {"people": BEA, "why": ""}),
    (EntryKind.PAGED, {"to": BEA}),
    (EntryKind.UNPAGED, {"to": BEA, "code": "restricted_action"}),
    (EntryKind.PAGED, {"to": "", "target": "pagerduty:支付"}),
    *((EntryKind.PAGED, {"to": BEA, "medium": "voice", "state": state}) for state in CAME),
    (EntryKind.UNPAGED, {"to": "", "target": "robot:支付", "code": "restricted_action"}),
    (EntryKind.COMING, {"why": ""}),
    (EntryKind.COMING, {"why": "在路上"}),
    (EntryKind.CANNOT, {"why": ""}),
    (EntryKind.CANNOT, {"why": "在路上"}),
    *((EntryKind.ROLE, {"role": role, "to": to, "from": ""}) for role in ROLES for to in (BEA, "")),
    (EntryKind.OFFERED, {"to": BEA, "note": "数据库"}),
    (EntryKind.OFFERED, {"to": BEA, "note": ""}),
    (EntryKind.HANDED, {"from": BEA}),
    (EntryKind.DECLINED, {"why": ""}),
    (EntryKind.DECLINED, {"why": "在路上"}),
    (EntryKind.WITHDRAWN, {"to": BEA}),
]
ASKED = (
    "page 1",
    "page 1 支付",
    "page 1 <@UBEA> 数据库",
    "page 1 <@UBEA>",
    "page 1 <@UGUS>",
    "page 1 --cannot",
    "more 1",
    "role 1",
    "role 1 <@UBEA>",
    "role 1 comms",
    "role 1 comms me",
    "role 1 comms <@UBEA>",
    "role 1 comms <@UBEA>",
    "role 1 comms me --free",
    "role 1 comms --back",
    "role 1 comms nobody",
    "role 1 scribe <@UGUS>",
    "handover 1",
    "owner 1 me",
    "handover 1 <@UBEA> 数据库",
    "handover 1 <@UBEA>",
    "handover 1 <@UANA>",
    "handover 1 --accept",
    "handover 1 off",
    "handover 1 off",
    "handover 1 --decline",
    "handover 1 <@UCHEN>",
    "owner 1 <@UBEA>",
    "handover 1 <@UANA>",
    "handover 1 off",
    "catchup 1",
    *("escalate 1", "escalate 1 to 未知", "escalate 1 --as 1.9", "escalate 1 <@UMIA> 数据库"),
    *("unack 1 没电了", "unack 1", "escalate 1 <@UBEA>", "escalate 1 --as 1.9", "escalate 1 all", "ack 1"),
)
