"""Postmortems: saved whole under their version; the sentences of the record beside what people wrote, in versions."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from incidents.model import IncidentId, PersonId
from incidents.postmortem import keeping
from incidents.postmortem.binder import Leaf
from incidents.postmortem.model import Heading, Mark, Section, Sentence
from incidents.postmortem.paper import Edit, Postmortem, State
from storage.errors import Conflict
from storage.tables import incidents
from storage.tables.postmortems import postmortem_edits as edits
from storage.tables.postmortems import postmortem_sentences as sentences
from storage.tables.postmortems import postmortems as table
from storage.values import decoded, encoded

OF = select(table).where(table.c.incident == bindparam("of"))
LOCKED = OF.with_for_update()
UNFINISHED = (
    select(table.c.incident)
    .where(table.c.owner == bindparam("who"), table.c.state != State.PUBLISHED.value)
    .order_by(table.c.incident)
    .limit(bindparam("most"))
)
ARTICLES = select(table.c.incident, table.c.article).where(
    table.c.incident.in_(bindparam("incidents", expanding=True)), table.c.article.is_not(None)
)
PUBLISHED = (
    select(
        table.c.incident,
        table.c.version,
        table.c.published_at,
        incidents.c.title,
        incidents.c.named,
        incidents.c.severity,
        incidents.c.opened_at,
        incidents.c.version.label("of"),
    )
    .join(incidents, incidents.c.id == table.c.incident)
    .where(table.c.state == State.PUBLISHED.value, ~incidents.c.private, ~incidents.c.test)
    .order_by(table.c.incident)
)
INSERT = insert(table)
SAVE = update(table).where(table.c.incident == bindparam("of"), table.c.version == bindparam("seen"))
SENTENCES = (
    select(sentences).where(sentences.c.incident == bindparam("of")).order_by(sentences.c.part, sentences.c.number)
)
CLEAR = delete(sentences).where(sentences.c.incident == bindparam("of"), sentences.c.part == bindparam("section"))
DROP = delete(sentences).where(
    sentences.c.incident == bindparam("of"),
    sentences.c.part == bindparam("section"),
    sentences.c.number == bindparam("at"),
)
WRITE = insert(sentences)
EDITS = select(edits).where(edits.c.incident == bindparam("of")).order_by(edits.c.version)
EDIT = insert(edits)
REWRITE = update(edits).where(
    edits.c.incident == bindparam("of"),
    edits.c.part == bindparam("section"),
    edits.c.version == bindparam("at_version"),
)


class Postmortems:
    """The postmortems as one transaction sees them."""

    def __init__(self, connection: Connection, *, writing: bool) -> None:
        self._connection = connection
        self._find = LOCKED if writing else OF

    def find(self, incident: IncidentId) -> Postmortem | None:
        """The postmortem of an incident, locked for the rest of a writing transaction."""
        row = self._connection.execute(self._find, {"of": incident}).one_or_none()
        return _from_row(row) if row else None

    def owned(self, person: PersonId, limit: int) -> Sequence[IncidentId]:
        """The incidents whose postmortem a person has still to finish."""
        rows = self._connection.execute(UNFINISHED, {"who": person, "most": limit})
        return [IncidentId(number) for number in rows.scalars()]

    def save(self, postmortem: Postmortem) -> Postmortem:
        """Write it under its version, as the next one. Raises Conflict where somebody else was faster."""
        saved = _row(postmortem) | {"version": postmortem.version + 1}
        if not postmortem.version:
            try:
                self._connection.execute(INSERT, saved)
            except IntegrityError as twice:
                raise Conflict(f"postmortem of {postmortem.incident}") from twice
        else:
            seen = {"of": postmortem.incident, "seen": postmortem.version}
            if self._connection.execute(SAVE.values(saved), seen).rowcount != 1:
                raise Conflict(f"postmortem of {postmortem.incident}")
        return _typed(saved)

    def articles(self, incidents: Collection[IncidentId]) -> Mapping[IncidentId, int]:
        """The articles that the postmortems of these became, by incident."""
        if not incidents:
            return {}
        rows = self._connection.execute(ARTICLES, {"incidents": list(incidents)})
        return {IncidentId(row.incident): int(row.article) for row in rows}

    def published(self, language: str) -> Sequence[Leaf]:
        """Those that everybody may read, in the order of their incidents: of no private incident, and of no test."""
        rows = self._connection.execute(PUBLISHED)
        return [
            Leaf(
                incident=IncidentId(row.incident),
                title=row.title if row.named else "",
                severity=row.severity,
                opened_at=row.opened_at,
                published_at=row.published_at,
                stamp=f"{row.of}.{row.version}.{language}",
            )
            for row in rows
        ]

    def sections(self, incident: IncidentId) -> Mapping[str, Section]:
        """What the record says, by section."""
        found: dict[str, list[Sentence]] = {}
        for row in self._connection.execute(SENTENCES, {"of": incident}):
            found.setdefault(row.part, []).append(_sentence(row))
        return {part: Section(part, tuple(said)) for part, said in found.items()}

    def draw_up(self, incident: IncidentId, sections: Sequence[Section]) -> bool:
        """Write what the record says now; whether that is another thing than before. What has not changed stays."""
        before = self.sections(incident)
        after = {section.part: section for section in sections}
        changed = [part for part in {**before, **after} if before.get(part) != after.get(part)]
        for part in changed:
            self._connection.execute(CLEAR, {"of": incident, "section": str(part)})
        rows = [
            _sentence_row(incident, part, number, said)
            for part in changed
            if part in after
            for number, said in enumerate(after[part].sentences)
        ]
        if rows:
            self._connection.execute(WRITE, rows)
        return bool(changed)

    def edits(self, incident: IncidentId) -> Mapping[str, Edit]:
        """The newest text that people wrote into each section."""
        return {edit.part: edit for edit in self.history(incident)}

    def history(self, incident: IncidentId) -> Sequence[Edit]:
        """Every version that people wrote, the oldest first."""
        return [_edit(row) for row in self._connection.execute(EDITS, {"of": incident})]

    def write(self, incident: IncidentId, edit: Edit) -> None:
        """Keep a version of a section. Raises Conflict where that version is there already."""
        row = {"incident": incident, "part": str(edit.part), "version": edit.version}
        written = {"text": edit.text, "author": edit.author, "at": edit.at, "collected": edit.collected}
        try:
            self._connection.execute(EDIT, {**row, **written})
        except IntegrityError as twice:
            raise Conflict(f"{edit.part} of {incident}") from twice

    def erase(self, incident: IncidentId, lines: Collection[int], words: Collection[str], mark: str) -> bool:
        """Nothing that rests on these lines is told any more, nor what a language model made of them and others, for it
        need not have named them; and what people wrote holds these words no more, in no
        version. Whether anything did.
        """
        gone, found = set(lines), False
        rows = self._connection.execute(SENTENCES, {"of": incident}).all()
        for row in rows:
            if gone & set(row.evidence) or (gone and row.mark == Mark.PROPOSED):
                found = True
                self._connection.execute(DROP, {"of": incident, "section": row.part, "at": row.number})
        for edit in self.history(incident):
            text = keeping.erased(list(words), edit.text, mark)
            if text != edit.text:
                found = True
                at = {"of": incident, "section": str(edit.part), "at_version": edit.version}
                self._connection.execute(REWRITE.values(text=text), at)
        return found


def _row(one: Postmortem) -> dict[str, Any]:
    return {
        "incident": one.incident,
        "template": str(one.template),
        "line": one.line,
        "drafted_at": one.drafted_at,
        "state": one.state.value,
        "owner": one.owner,
        "due_at": one.due_at,
        "roles": one.roles,
        "reviewers": list(one.reviewers),
        "approved_by": one.approved_by,
        "published_by": one.published_by,
        "published_at": one.published_at,
        "article": one.article,
        "outline": [[str(heading.part), heading.title] for heading in one.outline],
        "version": one.version,
    }


def _from_row(row: Row[Any]) -> Postmortem:
    return _typed({column.name: getattr(row, column.name) for column in table.columns})


def _typed(row: Mapping[str, Any]) -> Postmortem:
    people = tuple(PersonId(person) for person in row["reviewers"])
    outline = tuple(Heading(part, title) for part, title in row["outline"])
    kept = {**row, "state": State(row["state"]), "reviewers": people, "outline": outline}
    return Postmortem(**kept)


def _sentence_row(incident: IncidentId, part: str, number: int, said: Sentence) -> dict[str, Any]:
    return {
        "incident": incident,
        "part": str(part),
        "number": number,
        "text": said.text,
        "said": {name: encoded(value) for name, value in said.values.items()},
        "evidence": list(said.evidence),
        "mark": said.mark.value,
    }


def _sentence(row: Row[Any]) -> Sentence:
    values = {name: decoded(value) for name, value in row.said.items()}
    return Sentence(row.text, values, tuple(row.evidence), Mark(row.mark))


def _edit(row: Row[Any]) -> Edit:
    return Edit(
        part=row.part,
        version=row.version,
        text=row.text,
        author=PersonId(row.author),
        at=row.at,
        collected=row.collected,
    )
