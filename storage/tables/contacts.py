"""The tables of how people are reached; storage/tables/__init__.py has all the others."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from storage.columns import UTCDateTime, metadata

# How people are reached beside Slack, each with its own number for ever. The only place where addresses are.
contacts = Table(
    "contacts",
    metadata,
    Column("person", String(40), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("medium", String(40), nullable=False),
    Column("address", String(320), nullable=False),
    Column("place", Integer, nullable=False),
    Column("delay", Integer, nullable=False),
    Column("added_at", UTCDateTime, nullable=False),
    Column("verified_at", UTCDateTime),
    Column("nonce", String(40), nullable=False),
    Column("code_at", UTCDateTime),
    Column("tries", Integer, nullable=False),
    Column("tested", String(40), nullable=False),
    Column("tested_at", UTCDateTime),
    Column("removed_at", UTCDateTime),
    Index("ix_contacts_address", "address"),
)

# What the bot signs with.
keys = Table(
    "keys",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
)
