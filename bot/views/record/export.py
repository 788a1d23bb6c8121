"""The record of an incident as a file: Markdown, JSON, CSV. Pure: values in, text out; whatever people wrote is
harmless in each form.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from bot.views import timeline
from bot.views.scene import Scene
from bot.views.words import OVERRIDES, SafeText, Voice
from incidents.model import PersonId
from incidents.policy import Policy
from incidents.record import chain
from incidents.record.chain import Link
from incidents.record.exports import Form, Record

TOKEN = re.compile(r"<([^<>]*)>")
# A spreadsheet reads a cell as a formula if it begins with one of these; the wide ones are those of Chinese keyboards.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BOM = "\ufeff"  # The mark by which a spreadsheet knows UTF-8.
MARKED = {one: f"\\{one}" for one in "\\`*_[]|~#"}
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
MARKDOWN = str.maketrans({**MARKED, **ENTITIES} | dict.fromkeys(map(chr, OVERRIDES), ""))


def written(record: Record, form: Form, voice: Voice, policy: Policy) -> str:
    """The file's text."""
    return WRITERS[form](record, voice, policy)


def of_scene(scene: Scene, lines: Sequence[Link], form: Form) -> str:
    """The file's text for the reader of a scene."""
    record = Record(incident=scene.incident, lines=lines, todos=scene.todos, bookmarks=scene.bookmarks, at=scene.now)
    return written(record, form, scene.voice, scene.policy)


def comment(scene: Scene) -> str:
    """What is said with the file."""
    return scene.voice.say("The timeline of {key}, as you asked.", key=scene.incident.key)


def _markdown(record: Record, voice: Voice, policy: Policy) -> str:
    incident = record.incident
    title = incident.title if incident.named else voice.word("Untitled incident")
    parts = [f"# {incident.key} · {markdown(title)}", "", *_facts(record, voice, policy)]
    if record.todos:
        parts += ["", f"## {voice.word('To-dos')}", ""]
        parts += [
            f"- {_todo_mark(one.state.value)} {one.number}. {markdown(_task(one.text, one.owner, voice))}"
            for one in record.todos
        ]
    if standing := [one for one in record.bookmarks if one.removed_by is None]:
        parts += [
            "",
            f"## {voice.word('Links')}",
            "",
            *(f"- [{markdown(one.title)}](<{one.address}>)" for one in standing),
        ]
    zone = voice.zone
    head = ("#", "UTC", *((markdown(zone),) if zone != "UTC" else ()), voice.word("Who"), voice.word("What"))
    parts += ["", f"## {voice.word('Timeline')}", "", _row(head), _row(["---"] * len(head))]
    parts += [_row(_cells(link, voice, policy)) for link in record.lines]
    return "\n".join(parts) + "\n"


def _facts(record: Record, voice: Voice, policy: Policy) -> list[str]:
    incident = record.incident
    facts = [
        (voice.word("Severity"), policy.severity(incident.severity).name),
        (voice.word("Status"), voice.status(incident.status)),
        (voice.word("Reported"), f"{_utc(incident.opened_at)} ({named(incident.reporter, voice)})"),
        (voice.word("Owner"), named(incident.owner, voice) if incident.owner else voice.word("nobody")),
        (voice.word("Impact"), incident.impact),
        (voice.word("Fixed by"), incident.fix),
        (voice.word("Exported"), _utc(record.at)),
    ]
    told = [f"- {label}: {markdown(text)}" for label, text in facts if text]
    return [f"- {voice.word('TEST')}", *told] if incident.test else told


def _cells(link: Link, voice: Voice, policy: Policy) -> Sequence[str]:
    at = link.occurred_at
    local = (_local(at, voice),) if voice.zone != "UTC" else ()
    who, what = named(link.actor, voice), _sentence(link, voice, policy)
    return (str(link.seq), _utc(at), *local, markdown(who), markdown(what))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _todo_mark(state: str) -> str:
    return {"open": "[ ]", "done": "[x]"}.get(state, "[-]")


def _task(text: str, owner: PersonId | None, voice: Voice) -> str:
    return f"{text} ({named(owner, voice)})" if owner else text


def markdown(text: str) -> str:
    """Text that Markdown shows as it was written: no mark-up, no HTML, no cell of a table ends in it."""
    return "<br>".join(text.translate(MARKDOWN).split("\n")).replace("\r", "")


def _csv(record: Record, voice: Voice, policy: Policy) -> str:
    heads = (voice.word("Line"), "UTC", voice.zone, voice.word("Recorded"), voice.word("Who"), voice.word("Kind"))
    lines = (
        (
            str(link.seq),
            _utc(link.occurred_at),
            _local(link.occurred_at, voice),
            _utc(link.recorded_at),
            named(link.actor, voice),
            link.kind,
            _sentence(link, voice, policy),
        )
        for link in record.lines
    )
    return BOM + rows(((*heads, voice.word("What")), *lines))


def rows(table: Iterable[Iterable[str]]) -> str:
    """A table that spreadsheets read: CSV, RFC 4180."""
    file = io.StringIO()
    csv.writer(file).writerows([cell(one) for one in row] for row in table)
    return file.getvalue()


def cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _json(record: Record, voice: Voice, policy: Policy) -> str:
    lines = [
        {
            **asdict(link),
            "local": _local(link.occurred_at, voice),
            "who": named(link.actor, voice),
            "text": _sentence(link, voice, policy),
        }
        for link in record.lines
    ]
    told = {
        "incident": {"key": record.incident.key, **asdict(record.incident)},
        "exported_at": record.at,
        "zone": voice.zone,
        "people": {str(person): name for person, name in voice.names.items()},
        "chain": {"genesis": chain.GENESIS, "broken_at": chain.broken(record.lines)},
        "timeline": lines,
        "todos": [asdict(one) for one in record.todos],
        "links": [asdict(one) for one in record.bookmarks],
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _plain(value: Any) -> str:  # noqa: ANN401  # Whatever JSON does not know: times here.
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(type(value).__name__)


def _sentence(link: Link, voice: Voice, policy: Policy) -> str:
    return unmarked(timeline.sentence(link, voice, policy), voice.names)


def unmarked(text: SafeText, names: Mapping[PersonId, str]) -> str:
    """Our mark-up as people read it. Between < and > stands only what we made: everything else is escaped."""
    plain = TOKEN.sub(lambda found: _token(found[1], names), text)
    quiet = plain.replace("@\u200b", "@")
    return quiet.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _token(inner: str, names: Mapping[PersonId, str]) -> str:
    first, _, label = inner.partition("|")
    if first.startswith("@"):
        return names.get(PersonId(first[1:]), first[1:])
    if first.startswith("!"):
        return label
    return f"{label} ({first})" if label else first


def named(person: str, voice: Voice) -> str:
    """A name as plain text."""
    return unmarked(voice.name(PersonId(person)), voice.names)


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _local(at: datetime, voice: Voice) -> str:
    return voice.plain_day(at)


WRITERS = {Form.MARKDOWN: _markdown, Form.JSON: _json, Form.CSV: _csv}
