"""The tables of what a team has written down: articles, files that are none, searches that found nothing."""

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, String, Table, Text

from storage.columns import UTCDateTime, metadata

# `source` says where it comes from, `digest` is of what was read there; `matching` says for which incidents a runbook
# is meant; `review_every` is in minutes.
articles = Table(
    "articles",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("tags", JSON, nullable=False),
    Column("owner", String(320), nullable=False),
    Column("reviewed_at", UTCDateTime),
    Column("review_every", Integer),
    Column("matching", JSON, nullable=False),
    Column("source", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("added_by", String(40), nullable=False),
    Column("added_at", UTCDateTime, nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("withdrawn_at", UTCDateTime),
    Column("version", Integer, nullable=False),
    Index("ix_articles_source", "source"),
    Index("ix_articles_kind", "kind"),
)

# Files of the folder that cannot be read as articles, and why: a sentence with its values.
page_faults = Table(
    "page_faults",
    metadata,
    Column("path", String(400), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("sentence", Text, nullable=False),
    Column("said", JSON, nullable=False),
    Column("since", UTCDateTime, nullable=False),
)
