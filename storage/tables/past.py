"""The tables of what past incidents are found by."""

from sqlalchemy import DDL, BigInteger, Boolean, Column, ForeignKey, Index, LargeBinary, String, Table, Text, event

from storage.columns import UTCDateTime, metadata
from storage.tables import fulltext

# What past incidents are found by: their terms, a line for each field, the digest of what they were made from, and the
# fingerprint of the concept map that made them.
# `counted`: in knowledge_terms, which counts in how many public incidents a term stands; under the empty one, all.
knowledge = Table(
    "knowledge",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("terms", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("made_with", String(16), nullable=False),
    Column("counted", Boolean, nullable=False),
)
knowledge_terms = Table(
    "knowledge_terms",
    metadata,
    # Compared byte by byte on either database: the words that begin alike stand together.
    Column("term", String(80).with_variant(String(80, collation="C"), "postgresql"), primary_key=True),
    Column("records", BigInteger, nullable=False),
)
# What people said of two that look alike: `about` likeness, same or different; `about` help, helped or useless.
likenesses = Table(
    "likenesses",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("other", ForeignKey("incidents.id"), primary_key=True),
    Column("about", String(20), primary_key=True),
    Column("verdict", String(20), nullable=False),
    Column("person", String(64), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Index("ix_likenesses_other", "other"),
)
# What an incident means to a model, `made_with`, where one is set: float32, little-endian, made of the words that had
# this digest in `knowledge`. Whoever changes those words drops it in the same transaction.
meanings = Table(
    "meanings",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("made_with", String(40), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Index("ix_meanings_made", "made_with", "made_at"),
)
for dialect, statements in fulltext.MADE.items():
    for statement in statements:
        made = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]  # SQLAlchemy's own.
        event.listen(knowledge, "after_create", made)
event.listen(knowledge, "before_drop", DDL(fulltext.GONE))  # type: ignore[no-untyped-call]  # Likewise.
