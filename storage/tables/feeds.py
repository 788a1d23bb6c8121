"""The table of calendars that teams keep in other programs."""

from sqlalchemy import Column, Integer, String, Table, Text

from storage.columns import UTCDateTime, metadata

# What was read last of a schedule's calendar, and how the last look at it went. The schedule goes by its name in small
# letters; `slots` and `odd` are as incidents/oncall/feeds.py writes them.
feeds = Table(
    "feeds",
    metadata,
    Column("schedule", String(80), primary_key=True),
    Column("source", String(64), nullable=False),
    Column("mark", String(400), nullable=False),
    Column("slots", Text, nullable=False),
    Column("odd", Text, nullable=False),
    Column("whole_at", UTCDateTime),
    Column("seen_at", UTCDateTime),
    Column("due_at", UTCDateTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("trouble", String(40), nullable=False),
    Column("failed_at", UTCDateTime),
)
