"""A timeline line of every kind, with one text wherever people's words can stand."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache

from bot.views.deeds import CAME
from incidents.life.lifecycle import UNTITLED
from incidents.model import EntryKind
from incidents.record import chain
from incidents.record.chain import Link
from tests.desk import ANA, BEA, NOON
from tests.views import actions, alike, escalation, knowledge, life, recorded

MINUTE = timedelta(minutes=1)
ACTS = {
    EntryKind.ESCALATED: "empty",
    EntryKind.STEP: "done",
    EntryKind.POSTMORTEM: "published",
    EntryKind.ACTION: "done",
}
STAMP = "1772452800.000100"
MESSAGE = "https://acme.slack.com/archives/C0INC42/p1772452800000100?thread_ts=1772452800.000100&cid=C0INC42"
PLAIN = "checkout is failing"


@cache
def links(text: str = PLAIN) -> tuple[Link, ...]:
    """A line of every kind, twice where it can be said in two ways, and a redacted one; the newest first."""
    bodies: list[tuple[EntryKind, Mapping[str, str] | None]] = [(kind, body(kind, text)) for kind in EntryKind]
    bodies += [
        (EntryKind.OPENED, {"severity": "blocker", "title": UNTITLED}),
        (EntryKind.CORRECTED, {"field": "severity", "from": "sev2", "to": "sev1"}),
        (EntryKind.UPDATE, {"number": "4", "unchanged": "yes"}),
        (EntryKind.RESOLVED, {"fix": ""}),
        (EntryKind.RESOLVED, {"fix": "", "itself": "yes"}),
        (EntryKind.REOPENED, {"why": "", "fix": text}),
        *recorded.lines(text),
        *life.lines(text),
        *((EntryKind.ARTICLE, said) for said in knowledge.lines(text)),
        *((EntryKind.STEP, said) for said in knowledge.steps(text)),
        *((EntryKind.ESCALATED, said) for said in escalation.lines(text)),
        *alike.lines(),
        *((EntryKind.ACTION, said) for said in actions.lines(text)),
        (EntryKind.NOTE, None),
        (EntryKind.ASKED, {"people": ANA, "why": ""}),
        (EntryKind.PAGED, {"to": BEA, "medium": "sms"}),
        *((EntryKind.PAGED, {"to": BEA, "medium": text[:30], "state": state}) for state in CAME),
        (EntryKind.PAGED, {"to": "", "target": f"pagerduty:{text[:30]}"}),
        (EntryKind.UNPAGED, {"to": "", "target": f"robot:{text[:30]}", "code": text[:80]}),
        (EntryKind.UNPAGED, {"to": BEA, "medium": text[:40], "code": text[:80]}),
        (EntryKind.COMING, {"why": ""}),
        (EntryKind.ROLE, {"role": "scribe", "to": "", "from": BEA}),
        (EntryKind.OFFERED, {"to": BEA, "note": ""}),
        (EntryKind.DECLINED, {"why": ""}),
        (EntryKind.CANNOT, {"why": ""}),
        (EntryKind.MOVED, {"to": "thread", "code": text[:80]}),
        (EntryKind.MOVED, {"to": "own", "code": text[:80]}),
        (
            EntryKind.MESSAGE,
            {"text": text, "permalink": f"no {text}", "name": text, "files": f"<{text}>", "edited": STAMP},
        ),
        (EntryKind.MESSAGE, {"permalink": MESSAGE, "files": f"{MESSAGE} {MESSAGE}"}),
        (EntryKind.EDITED, {"ts": STAMP, "text": text, "permalink": MESSAGE}),
        *((EntryKind.NOTE, {"text": text, **more}) for more in _sources(text)),
    ]
    return tuple(_link(seq, kind, said) for seq, (kind, said) in reversed(list(enumerate(bodies, start=8))))


def _sources(text: str) -> tuple[dict[str, str], ...]:
    """Messages that a line may have been taken from: of a person, of a program, with addresses that are none."""
    return (
        {"author": BEA, "link": MESSAGE, "files": f"{MESSAGE} {MESSAGE}"},
        {"author": text, "link": MESSAGE},
        {"link": f"no {text}", "files": f"ftp:{text} <{text}>"},
    )


def body(kind: EntryKind, text: str = PLAIN) -> dict[str, str]:
    """What a line of this kind may hold at most."""
    graded = ("sev2", "sev1")
    moves = {EntryKind.SEVERITY: graded, EntryKind.OWNER: (ANA, BEA), EntryKind.CORRECTED: (text, text)}
    moves[EntryKind.UNDONE] = graded
    to_bea = (EntryKind.PAGED, EntryKind.UNPAGED, EntryKind.ROLE, EntryKind.OFFERED, EntryKind.WITHDRAWN)
    moves |= dict.fromkeys((*to_bea, EntryKind.HANDED), (ANA, BEA))
    before, after = moves.get(kind, ("investigating", "identified"))
    said = dict.fromkeys(("title", "text", "note", "what", "impact", "next", "fix", "why", "code"), text)
    return {
        **said,
        "what": text if kind is EntryKind.UPDATE else "pin",
        "severity": "sev2",
        "parts": "topic pin",
        "origin": text,
        "reporter": text,
        "field": "title",
        "address": recorded.address(text),
        "owner": BEA,
        "number": "3",
        "minutes": "15",
        "who": BEA,
        "ts": STAMP,
        "lines": "3, 7",
        "people": f"{ANA} {BEA}",
        "role": "comms",
        "act": ACTS.get(kind, "severity"),
        "seat": "primary",
        "name": text[:60],
        "into": "INC-41",
        "other": "INC-41",
        "verdict": "same",
        "article": "KB-3",
        "step": "3",
        "todos": "0",
        "from": before,
        "to": text if kind is EntryKind.NAMED else after,
    }


def _link(seq: int, kind: EntryKind, said: Mapping[str, str] | None) -> Link:
    salt = f"{seq:032x}"
    return Link(
        incident=42,
        seq=seq,
        occurred_at=NOON + seq * MINUTE,
        recorded_at=NOON + seq * MINUTE,
        actor=ANA if seq % 2 else BEA,
        kind=kind.value,
        body=said,
        salt=salt,
        digest=chain.digest(said or {}, salt),
        previous=chain.GENESIS,
        seal=chain.GENESIS,
    )
