"""The table of action items."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table, Text

from storage.columns import UTCDateTime, metadata

# Numbers come from the counter `action`. `later`: until when its owner wants to hear nothing.
actions = Table(
    "actions",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("incident", ForeignKey("incidents.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("added_by", String(40), nullable=False),
    Column("added_at", UTCDateTime, nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("due_at", UTCDateTime, nullable=False),
    Column("owner", String(40)),
    Column("weight", String(12), nullable=False),
    Column("aim", String(12)),
    Column("link", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("ended_by", String(40)),
    Column("ended_at", UTCDateTime),
    Column("why", Text, nullable=False),
    Column("later", UTCDateTime),
    Index("ix_actions_incident", "incident"),
    Index("ix_actions_state", "state", "due_at"),
)
