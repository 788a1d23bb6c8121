"""The tables of what a team has written down: articles, files that are none, searches that found nothing."""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from storage.columns import UTCDateTime, metadata

# `source` says where it comes from, `digest` is of what was read there; `matching` says for which incidents a runbook
# is meant; `review_every` is in minutes. `terms` are a line for each field, by the concept map `indexed`.
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
    Column("terms", Text, nullable=False),
    Column("indexed", String(64), nullable=False),
    Index("ix_articles_source", "source"),
    Index("ix_articles_kind", "kind"),
)

# In which articles that are not withdrawn a term stands. Theirs are few beside those of incidents: a table is enough.
article_terms = Table(
    "article_terms",
    metadata,
    Column("term", String(80), primary_key=True),
    Column("article", ForeignKey("articles.number"), primary_key=True),
    Index("ix_article_terms_article", "article"),
)

# What people looked for and did not find: the words, how often, when last; `told_at` is when an owner heard of it.
missed_searches = Table(
    "missed_searches",
    metadata,
    Column("words", String(200), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last_at", UTCDateTime, nullable=False),
    Column("told_at", UTCDateTime),
)

# Runbooks under way in incidents: their steps as they were when it was started, and who settled which when.
checklists = Table(
    "checklists",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("article", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("items", JSON, nullable=False),
    Column("started_by", String(40), nullable=False),
    Column("started_at", UTCDateTime, nullable=False),
    Column("ended_at", UTCDateTime),
    Column("asked_at", UTCDateTime),
)

# When a runbook was last started: in an incident, in a test.
article_uses = Table(
    "article_uses",
    metadata,
    Column("article", ForeignKey("articles.number"), primary_key=True),
    Column("used_at", UTCDateTime),
    Column("drilled_at", UTCDateTime),
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
