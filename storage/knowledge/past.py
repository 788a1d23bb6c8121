"""What past incidents are found by: their terms, kept in step with them in one transaction, and the way back from terms
to incidents. Which of them are alike is a rule's affair: incidents/knowledge.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, TextClause, bindparam, delete, insert, or_, select, text

from incidents.knowledge import analysis, concepts, meaning, ranking, spelling, words
from incidents.knowledge.analysis import Asked, made_from
from incidents.knowledge.concepts import Lexicon
from incidents.knowledge.meaning import Near
from incidents.knowledge.ranking import Candidate, Frequencies, Match
from incidents.model import Incident, IncidentId, PersonId
from storage import tables
from storage.incidents import ALL, from_row
from storage.knowledge.likenesses import Likenesses
from storage.knowledge.meanings import Meanings
from storage.tables.fulltext import INDEX

table, terms_table, incidents = tables.knowledge, tables.knowledge_terms, tables.incidents
ALL_RECORDS = ""  # The term under which every public incident counts.
LOOKED_AT = 60  # Incidents that are compared: those that share the rarest terms.
REACH, EVERYWHERE = 250, 1_000_000  # Incidents of which the first that may be seen are compared.
LOOKED_UP = 4_000  # Entries of the index that one question reads. Terms that stand everywhere are left out first.
MOST_ASKED = 64  # Terms of a question.
SLIPS = 4  # Words of a question whose spelling is looked into.
SPELLED = 400  # Terms that begin alike, of which one may be meant.

KEPT = select(table.c.terms, table.c.digest, table.c.counted).where(table.c.incident == bindparam("of"))
INSERT = insert(table)
UNUSED = delete(terms_table).where(terms_table.c.records <= 0)
FORGET = delete(table).where(table.c.incident == bindparam("of"))
ALIKE = text(
    "SELECT term FROM knowledge_terms WHERE term >= :begin AND term < :end AND records > 0 "
    "ORDER BY records DESC, term LIMIT :most"
)
# Locked: whoever changes an incident waits, and so does another replica that makes its terms.
AFTER = (
    ALL.where(incidents.c.id > bindparam("after"))
    .order_by(incidents.c.id)
    .limit(bindparam("most"))
    .with_for_update(key_share=True)
)
OUTDATED = (
    ALL.outerjoin_from(incidents, table, table.c.incident == incidents.c.id)
    .where(
        incidents.c.test.is_(False),
        or_(table.c.made_with.is_(None), table.c.made_with != bindparam("made_with")),
        incidents.c.id > bindparam("after"),
    )
    .order_by(incidents.c.id)
    .limit(bindparam("most"))
    .with_for_update(key_share=True, of=incidents)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is said differently to each database."""

    index: TextClause
    unindex: TextClause
    count: TextClause
    counted: TextClause
    find: TextClause


def _count(values: str) -> TextClause:
    return text(
        f"INSERT INTO knowledge_terms (term, records) SELECT value, :more FROM {values} WHERE true "  # noqa: S608  # Our own words.
        "ON CONFLICT (term) DO UPDATE SET records = knowledge_terms.records + excluded.records"
    )


def _counted(values: str) -> TextClause:
    return text(f"SELECT term, records FROM knowledge_terms WHERE term IN (SELECT value FROM {values})")  # noqa: S608  # Our own words.


def _find(asked: str, number: str, has: str) -> TextClause:
    """The terms of the incidents that share most, of those that are over and may be seen. Private ones are left out
    before any place is taken. The joins are in the order in which they are made: from few to many, never from all.
    """
    return text(
        f"WITH asked AS MATERIALIZED ({asked}), "  # noqa: S608  # Our own words.
        f"hit AS MATERIALIZED (SELECT entry.{number} AS id, sum(asked.weight) AS much FROM asked CROSS JOIN {has} "
        "GROUP BY 1 ORDER BY 2 DESC, 1 DESC LIMIT :reach), "
        "best AS MATERIALIZED (SELECT one.id, one.service FROM hit CROSS JOIN incidents AS one WHERE one.id = hit.id "
        "AND one.status IN ('resolved', 'closed') AND one.id <> :but AND (NOT one.private OR EXISTS "
        "(SELECT 1 FROM members WHERE members.incident = one.id AND members.person = :person)) "
        "ORDER BY hit.much DESC, one.id DESC LIMIT :most) "
        "SELECT kept.incident, kept.terms, best.service FROM best CROSS JOIN knowledge AS kept "
        "WHERE kept.incident = best.id"
    )


SAID = {
    "sqlite": Words(
        index=text(f"INSERT INTO {INDEX} (rowid, terms) VALUES (:of, :terms)"),  # noqa: S608  # Our own words.
        unindex=text(f"INSERT INTO {INDEX} ({INDEX}, rowid, terms) VALUES ('delete', :of, :terms)"),  # noqa: S608  # Likewise.
        count=_count("json_each(:terms)"),
        counted=_counted("json_each(:terms)"),
        find=_find(
            "SELECT value ->> 0 AS term, value ->> 1 AS weight FROM json_each(:asked)",
            "rowid",
            f"{INDEX} AS entry WHERE entry.{INDEX} MATCH '\"' || asked.term || '\"'",
        ),
    ),
    "postgresql": Words(
        index=text(
            f"INSERT INTO {INDEX} (incident, terms) VALUES (:of, array_to_tsvector(string_to_array(:terms, ' ')))"  # noqa: S608  # Likewise.
        ),
        unindex=text(f"DELETE FROM {INDEX} WHERE incident = :of AND CAST(:terms AS text) IS NOT NULL"),  # noqa: S608  # Likewise.
        count=_count("jsonb_array_elements_text(CAST(:terms AS jsonb))"),
        counted=_counted("jsonb_array_elements_text(CAST(:terms AS jsonb))"),
        find=_find(
            "SELECT value ->> 0 AS term, CAST(value ->> 1 AS integer) AS weight "
            "FROM jsonb_array_elements(CAST(:asked AS jsonb))",
            "incident",
            f"{INDEX} AS entry WHERE entry.terms @@ CAST('''' || asked.term || '''' AS tsquery)",
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is looked for, by whom; `but` is the incident that it is asked of. A `person` who is nobody sees what is
    public. `near` are those that are near in meaning, the nearest first.
    """

    text: str
    person: PersonId
    service: str | None = None
    but: int = 0
    near: Sequence[Near] = ()


class Knowledge:
    """The index as one transaction sees it."""

    def __init__(self, connection: Connection, lexicon: Lexicon | None = None) -> None:
        self._connection = connection
        self._said = SAID[connection.dialect.name]
        self._given = lexicon

    def reading(self, lexicon: Lexicon) -> "Knowledge":
        """The same, asked in the words of another concept map."""
        return Knowledge(self._connection, lexicon)

    @property
    def _lexicon(self) -> Lexicon:
        return self._given or concepts.lexicon()

    def keep(self, incident: Incident, before: Incident | None = None, *, anew: bool = False) -> None:
        """Bring the terms of an incident in step with it; nothing is asked of the database where `before` says that no
        word has changed. Tests are nothing to learn from.
        """
        if before and made_from(before) == made_from(incident):
            return
        kept = self._connection.execute(KEPT, {"of": incident.id}).one_or_none() if incident.version else None
        digest = _digest(incident)
        if kept and kept.digest == digest and not anew:
            return
        if kept:
            self._forget(incident.id, kept.terms, counted=kept.counted)
        if not incident.test:
            self._index(incident, digest)

    def _index(self, incident: Incident, digest: str) -> None:
        fields = analysis.record(incident, self._lexicon)
        terms = "\n".join(" ".join(fields[name]) for name in analysis.FIELDS)
        row = {
            "incident": incident.id,
            "terms": terms,
            "digest": digest,
            "made_with": concepts.fingerprint(),
            "counted": not incident.private,
        }
        self._connection.execute(INSERT, row)
        self._connection.execute(self._said.index, {"of": incident.id, "terms": " ".join(terms.split())})
        if not incident.private:
            self._count(terms, more=1)

    def forget(self, incident: IncidentId) -> None:
        """Take an incident out of the index."""
        before = self._connection.execute(KEPT, {"of": incident}).one_or_none()
        if before:
            self._forget(incident, before.terms, counted=before.counted)

    def _forget(self, incident: IncidentId, terms: str, *, counted: bool) -> None:
        self._connection.execute(self._said.unindex, {"of": incident, "terms": " ".join(terms.split())})
        self._connection.execute(FORGET, {"of": incident})
        Meanings(self._connection).forget(incident)
        if counted:
            self._count(terms, more=-1)

    def _count(self, terms: str, *, more: int) -> None:
        """In a fixed order, so that two who count at once wait for each other and do not lock each other out."""
        distinct = sorted({ALL_RECORDS, *terms.split()})
        self._connection.execute(self._said.count, {"terms": json.dumps(distinct), "more": more})

    def renew(self, after: int, most: int) -> Sequence[IncidentId]:
        """Index the next incidents anew; their numbers, none when there are no more."""
        return self._renew(AFTER, {"after": after, "most": most}, anew=True)

    def catch_up(self, after: int, most: int) -> Sequence[IncidentId]:
        """The same for those alone that are not in the index yet, or in the terms of another concept map."""
        return self._renew(OUTDATED, {"after": after, "most": most, "made_with": concepts.fingerprint()}, anew=False)

    def _renew(self, which: Select[Any], given: Mapping[str, object], *, anew: bool) -> Sequence[IncidentId]:
        found = [from_row(row) for row in self._connection.execute(which, given).all()]
        for incident in found:
            self.keep(incident, anew=anew)
        return [incident.id for incident in found]

    def sweep(self) -> None:
        """Let go of terms that stand nowhere any more."""
        self._connection.execute(UNUSED)

    def similar(self, question: Question) -> tuple[Match, ...]:
        """The past incidents most like what is asked, of those that the person may see. The work is bounded, however
        long the text.
        """
        asked, known = self.understood(question.text, question.but)
        found = self._candidates(asked, known, question) if asked else ()
        near = Meanings(self._connection).seen(question.near, question.person, question.but)[:LOOKED_AT]
        told = Likenesses(self._connection).tallies([*(one.id for one in found), *(one.id for one in near)])
        factors = {number: tally.factor for number, tally in told.items()}
        ranked = ranking.rank(asked, found, known, service=question.service, factors=factors)
        return meaning.fused(ranked, near, service=question.service, factors=factors) if near else ranked

    def understood(self, said: str, but: int = 0) -> tuple[Sequence[Asked], Frequencies]:
        """What a text asks for: at most MOST_ASKED terms, those first that count most, and how frequent each is in all
        incidents but one.
        """
        asked = analysis.question(said, self._lexicon)
        known = self._frequencies(asked)
        mended = self._mended(said, known)
        if mended:
            asked = analysis.mended(said, mended, asked, self._lexicon)
            known = self._frequencies(asked)
        if own := self._connection.execute(KEPT, {"of": but}).one_or_none() if but else None:
            known = known.without(set(own.terms.split())) if own.counted else known
        wanted = ranking.weights(asked, known)
        return sorted(asked, key=lambda one: -wanted[one.term])[:MOST_ASKED], known

    def _frequencies(self, asked: Iterable[Asked]) -> Frequencies:
        terms = json.dumps([ALL_RECORDS, *(one.term for one in asked)])
        rows = {term: int(found) for term, found in self._connection.execute(self._said.counted, {"terms": terms})}
        return Frequencies(rows.get(ALL_RECORDS, 0), rows)

    def _mended(self, said: str, known: Frequencies) -> Mapping[str, str]:
        """The words that nobody has written yet, and what each was meant to be."""
        read = dict.fromkeys(word.term for word in words.words(words.shortened(said)))
        strange = [word for word in read if spelling.is_strange(word) and not known.of.get(words.term_of(word))]
        found = {word: spelling.meant(word, self._alike(word)) for word in strange[:SLIPS]}
        return {word: right for word, right in found.items() if right}

    def _alike(self, word: str) -> Sequence[str]:
        begin = word[:2]
        given = {"begin": begin, "end": begin[0] + chr(ord(begin[1]) + 1), "most": SPELLED}
        return self._connection.execute(ALIKE, given).scalars().all()

    def _candidates(self, asked: Sequence[Asked], known: Frequencies, question: Question) -> Sequence[Candidate]:
        chosen = _affordable(asked, known)
        found = self._within(REACH, chosen, question)
        touched = sum(known.of.get(term, 0) for term, _ in chosen)
        # So many of the likest may be private or still open that others had no place: looked for once more, everywhere.
        return found if len(found) >= LOOKED_AT or touched < REACH else self._within(EVERYWHERE, chosen, question)

    def _within(self, reach: int, chosen: Sequence[tuple[str, int]], question: Question) -> Sequence[Candidate]:
        given = {"asked": json.dumps(chosen), "but": question.but, "person": question.person}
        rows = self._connection.execute(self._said.find, {**given, "most": LOOKED_AT, "reach": reach})
        return [Candidate(IncidentId(number), terms, service) for number, terms, service in rows]


def _affordable(asked: Sequence[Asked], known: Frequencies) -> list[tuple[str, int]]:
    """The terms that are looked up, each with what it counts: the rarest first, as far as they can be afforded, and one
    at least.
    """
    wanted = ranking.weights(asked, known)
    chosen: list[tuple[str, int]] = []
    spent = 0
    for term in sorted(wanted, key=lambda term: (known.of.get(term, 0), term)):
        spent += known.of.get(term, 0)
        if chosen and spent > LOOKED_UP:
            break
        chosen.append((term, round(1000 * wanted[term])))
    return chosen


def _digest(incident: Incident) -> str:
    return sha256(json.dumps((concepts.fingerprint(), *made_from(incident))).encode()).hexdigest()
