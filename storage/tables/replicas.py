"""The tables by which replicas agree: what waits for whom, what holds for all of them, and which of them live."""

from sqlalchemy import JSON, Column, String, Table

from storage.columns import UTCDateTime, metadata

buckets = Table(
    "buckets",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("free_at", UTCDateTime, nullable=False),
    Column("turns", JSON),  # When something of it left lately, where its pace is ours to keep; else null.
)

conditions = Table(
    "conditions",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("since", UTCDateTime, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("detail", String(200), nullable=False),
)

workers = Table(
    "workers",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("started_at", UTCDateTime, nullable=False),
    Column("beat_at", UTCDateTime, nullable=False),
    Column("version", String(40), nullable=False),
)
