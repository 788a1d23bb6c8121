"""The schema, for SQLite and PostgreSQL alike. The migrations build the same; a test compares them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Serial, UTCDateTime
from storage.columns import metadata as metadata
from storage.tables import articles as articles
from storage.tables.actions import actions as actions
from storage.tables.contacts import contacts as contacts
from storage.tables.contacts import keys as keys
from storage.tables.feeds import feeds as feeds
from storage.tables.past import knowledge as knowledge
from storage.tables.past import knowledge_terms as knowledge_terms
from storage.tables.past import likenesses as likenesses
from storage.tables.past import meanings as meanings
from storage.tables.postmortems import postmortem_edits as postmortem_edits
from storage.tables.postmortems import postmortem_sentences as postmortem_sentences
from storage.tables.postmortems import postmortems as postmortems
from storage.tables.replicas import buckets as buckets
from storage.tables.replicas import conditions as conditions
from storage.tables.replicas import workers as workers

HEAD = "0018"  # The newest migration; a database that knows a newer one is refused.

# Numbers that only grow: the newest incident's, and the second until which Slack reached us.
counters = Table(
    "counters", metadata, Column("name", String(40), primary_key=True), Column("value", BigInteger, nullable=False)
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("severity", String(40), nullable=False),
    Column("reporter", String(40), nullable=False),
    Column("opened_at", UTCDateTime, nullable=False),
    Column("status", String(20), nullable=False),
    Column("named", Boolean, nullable=False),
    Column("owner", String(40)),
    Column("service", String(200)),
    Column("private", Boolean, nullable=False),
    Column("test", Boolean, nullable=False),
    Column("acknowledged_at", UTCDateTime),
    Column("acknowledged_by", String(40)),
    Column("mitigated_at", UTCDateTime),
    Column("resolved_at", UTCDateTime),
    Column("impact", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("updates", Integer, nullable=False),
    Column("updated_at", UTCDateTime),
    Column("update_due_at", UTCDateTime),
    Column("quiet", Boolean, nullable=False),
    Column("fix", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("comms", String(40)),
    Column("scribe", String(40)),
    Column("handing_to", String(40)),
    Column("merged_into", BigInteger),
    Column("setting", String(12), nullable=False),
    Column("here", String(40)),
    Column("closed_at", UTCDateTime),
    Column("origin", String(200)),
    Column("pages", JSON, nullable=False),
    Column("cause", Text, nullable=False),
    Index("ix_incidents_status", "status", "id"),
    Index("uq_incidents_origin", "origin", unique=True),
)

timeline = Table(
    "timeline",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("occurred_at", UTCDateTime, nullable=False),
    Column("recorded_at", UTCDateTime, nullable=False),
    Column("actor", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("body", JSON(none_as_null=True)),
    Column("salt", String(32)),
    Column("digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
)

# Who may see a private incident: the people in its channel, kept by Slack's events.
members = Table(
    "members",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("person", String(40), primary_key=True),
)

todos = Table(
    "todos",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("owner", String(40)),
    Column("state", String(12), nullable=False),
    Column("added_by", String(40), nullable=False),
    Column("added_at", UTCDateTime, nullable=False),
    Column("ended_by", String(40)),
    Column("ended_at", UTCDateTime),
    Column("source", Text, nullable=False),
    Index("ix_todos_owner", "owner", "state"),
)

# The last act on an incident that can be taken back: what it changed, before and after, and the timers it touched.
deeds = Table(
    "deeds",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("act", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("timers", JSON, nullable=False),
)

bookmarks = Table(
    "bookmarks",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("title", String(200), nullable=False),
    Column("address", Text, nullable=False),
    Column("added_by", String(40), nullable=False),
    Column("added_at", UTCDateTime, nullable=False),
    Column("removed_by", String(40)),
)

# Which message of a channel became which line: the same one is taken once, and followed when it is edited or deleted.
# `last` is the newest line about it, `edited` the edit (Slack's stamp) that its first line shows, or empty.
taken = Table(
    "taken",
    metadata,
    Column("channel", String(40), primary_key=True),
    Column("ts", String(40), primary_key=True),
    Column("incident", ForeignKey("incidents.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("edited", String(40), nullable=False),
)

# Copies of the pictures of messages that became lines, kept only where the settings say so.
pictures = Table(
    "pictures",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# The first of the two messages between which a person wants everything taken.
picks = Table(
    "picks",
    metadata,
    Column("person", String(40), primary_key=True),
    Column("channel", String(40), nullable=False),
    Column("ts", String(40), nullable=False),
    Column("thread", String(40), nullable=False),
    Column("picked_at", UTCDateTime, nullable=False),
)

# When something was last written in an incident's channel, by anybody; exact to a minute.
activity = Table(
    "activity",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("at", UTCDateTime, nullable=False),
)

# Who is told of what without joining: `follower` a person or a channel, `subject` a key, a severity, a service.
follows = Table(
    "follows",
    metadata,
    Column("follower", String(40), primary_key=True),
    Column("subject", String(220), primary_key=True),
    Column("digest", Boolean, nullable=False),
    Column("added_by", String(40), nullable=False),
    Column("added_at", UTCDateTime, nullable=False),
    Column("told_at", UTCDateTime, nullable=False),
    Index("ix_follows_subject", "subject"),
)

# What is due again and again without belonging to an incident: the daily post, digests.
chores = Table(
    "chores",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("due_at", UTCDateTime, nullable=False),
    Index("ix_chores_due", "due_at"),
)

# What changes in a schedule from day to day; the schedule itself stands in the settings. A row is never changed but to
# say who took it back.
overrides = Table(
    "overrides",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("schedule", String(80), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("begin_at", UTCDateTime, nullable=False),
    Column("end_at", UTCDateTime, nullable=False),
    Column("person", String(40), nullable=False),
    Column("instead", String(40), nullable=False),
    Column("seat", String(12), nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("ended_by", String(40)),
    Column("ended_at", UTCDateTime),
    Index("ix_overrides_schedule", "schedule", "end_at"),
)

# Who asks whom to take a shift, and what they said. `back_*` is the shift that is given for it, if one is.
swaps = Table(
    "swaps",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("schedule", String(80), nullable=False),
    Column("asked_by", String(40), nullable=False),
    Column("asked", String(40), nullable=False),
    Column("begin_at", UTCDateTime, nullable=False),
    Column("end_at", UTCDateTime, nullable=False),
    Column("back_begin", UTCDateTime),
    Column("back_end", UTCDateTime),
    Column("asked_at", UTCDateTime, nullable=False),
    Column("state", String(12), nullable=False),
    Column("answered_at", UTCDateTime),
)

# Who is ready for which seat of a service, who says so, and since when.
readiness = Table(
    "readiness",
    metadata,
    Column("person", String(40), primary_key=True),
    Column("service", String(200), primary_key=True),
    Column("seat", String(12), primary_key=True),
    Column("signed_by", String(40), nullable=False),
    Column("signed_at", UTCDateTime, nullable=False),
)

# Every version of sitrep.toml that was applied; the newest is in force on all replicas.
settings = Table(
    "settings",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("templates", JSON, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("applied_by", String(80), nullable=False),
    Column("applied_at", UTCDateTime, nullable=False),
)

timers = Table(
    "timers",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("incident", ForeignKey("incidents.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("step", Integer, nullable=False),
    Column("due_at", UTCDateTime, nullable=False),
    Column("state", String(12), nullable=False),
    Column("fired_at", UTCDateTime),
    Index(
        "uq_timers_armed",
        "incident",
        "kind",
        unique=True,
        sqlite_where=text("state = 'armed'"),
        postgresql_where=text("state = 'armed'"),
    ),
    Index("ix_timers_due", "due_at", sqlite_where=text("state = 'armed'"), postgresql_where=text("state = 'armed'")),
)

# The escalations of an incident: the plan as it was when the run began, and how far it has come.
runs = Table(
    "runs",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("policy", String(80), nullable=False),
    Column("plan", Text, nullable=False),
    Column("sha", String(64), nullable=False),
    Column("severity", String(40), nullable=False),
    Column("began_at", UTCDateTime, nullable=False),
    Column("state", String(12), nullable=False),
    Column("at", Integer, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("ending", String(12)),
)

OPEN = text("state IN ('pending', 'sending')")
IN_DOUBT = text("doubt > 0")
OUTSIDE = text("kind IN ('robot', 'pager')")

outbox = Table(
    "outbox",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("key", String(200), nullable=False),
    Column("incident", ForeignKey("incidents.id")),
    Column("kind", String(20), nullable=False),
    Column("lane", String(120)),
    Column("after", String(200)),
    Column("supersede", String(120)),
    Column("bucket", String(120), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("until", String(20)),
    Column("body", JSON, nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("plain", Boolean, nullable=False),
    Column("ambiguous", Boolean, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("next_at", UTCDateTime, nullable=False),
    Column("first_at", UTCDateTime),
    Column("last_at", UTCDateTime),
    Column("lease_owner", String(40)),
    Column("lease_until", UTCDateTime),
    Column("done_at", UTCDateTime),
    Column("error", String(200)),
    Column("doubt", Integer, nullable=False),  # How often it is still looked whether it stands twice.
    UniqueConstraint("key"),
    Index("ix_outbox_ready", "priority", "next_at", sqlite_where=OPEN, postgresql_where=OPEN),
    Index("ix_outbox_lane", "lane", "id", sqlite_where=OPEN, postgresql_where=OPEN),
    Index("ix_outbox_supersede", "supersede", sqlite_where=OPEN, postgresql_where=OPEN),
    Index("ix_outbox_doubt", "doubt", sqlite_where=IN_DOUBT, postgresql_where=IN_DOUBT),
    Index("ix_outbox_outside", "incident", sqlite_where=OUTSIDE, postgresql_where=OUTSIDE),
)

# What the courier learns of Slack: where an incident's channel, intro, announcement and a person's DM are. The courier
# alone writes it.
places = Table(
    "places",
    metadata,
    Column("owner", String(60), primary_key=True),
    Column("role", String(20), primary_key=True),
    Column("incident", BigInteger),
    Column("channel", String(40), nullable=False),
    Column("ts", String(40)),
    Column("label", String(200), nullable=False),
    Index("ix_places_channel", "channel"),
)

inbound = Table(
    "inbound",
    metadata,
    Column("key", String(300), primary_key=True),
    Column("received_at", UTCDateTime, nullable=False),
    Column("answer", JSON(none_as_null=True)),
    Index("ix_inbound_received", "received_at"),
)

people = Table(
    "people",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("standing", String(12), nullable=False),
    Column("zone", String(60), nullable=False),
    Column("language", String(20), nullable=False),
    Column("seen_at", UTCDateTime, nullable=False),
    Column("email", String(320), nullable=False),
    Index("ix_people_email", "email"),
)
