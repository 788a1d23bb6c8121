"""The tables of postmortems."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from storage.columns import UTCDateTime, metadata

# `line` is the last line of the timeline that the sentences were made from.
postmortems = Table(
    "postmortems",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("template", String(40), nullable=False),
    Column("line", Integer, nullable=False),
    Column("drafted_at", UTCDateTime, nullable=False),
    Column("state", String(12), nullable=False),
    Column("owner", String(40)),
    Column("due_at", UTCDateTime),
    Column("roles", Boolean, nullable=False),
    Column("reviewers", JSON, nullable=False),
    Column("approved_by", String(40)),
    Column("published_by", String(40)),
    Column("published_at", UTCDateTime),
    Column("article", BigInteger),
    Column("outline", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_postmortems_due", "state", "due_at"),
)

# What the record says: each sentence with its values and the lines that it rests on.
postmortem_sentences = Table(
    "postmortem_sentences",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("part", String(60), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("said", JSON, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("mark", String(12), nullable=False),
)

# What people have written into a section instead; every version of it stays. `collected` is the line up to which they
# had what was collected before them.
postmortem_edits = Table(
    "postmortem_edits",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("part", String(60), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("author", String(40), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("collected", Integer, nullable=False),
)
