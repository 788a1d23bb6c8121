"""Roles, to-dos, links, what was taken from channels, followers, applied settings.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen incidents and people, add what a team keeps beside them."""
    columns()
    kept_with_an_incident()
    taken_from_channels()
    followers_and_settings()


def columns() -> None:
    """New columns; what must not be empty gets its value for the rows there are."""
    with op.batch_alter_table("incidents") as incidents:
        incidents.add_column(sa.Column("comms", sa.String(length=40), nullable=True))
        incidents.add_column(sa.Column("scribe", sa.String(length=40), nullable=True))
        incidents.add_column(sa.Column("handing_to", sa.String(length=40), nullable=True))
        incidents.add_column(sa.Column("merged_into", sa.BigInteger(), nullable=True))
        incidents.add_column(sa.Column("setting", sa.String(length=12), nullable=False, server_default="own"))
        incidents.add_column(sa.Column("here", sa.String(length=40), nullable=True))
        incidents.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        incidents.add_column(sa.Column("origin", sa.String(length=200), nullable=True))
        incidents.add_column(sa.Column("pages", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("email", sa.String(length=320), nullable=False, server_default=""))
    with op.batch_alter_table("incidents") as incidents:
        incidents.alter_column("setting", existing_type=sa.String(length=12), nullable=False, server_default=None)
        incidents.alter_column("pages", existing_type=sa.JSON(), nullable=False, server_default=None)
    with op.batch_alter_table("people") as people:
        people.alter_column("email", existing_type=sa.String(length=320), nullable=False, server_default=None)
    op.create_index("uq_incidents_origin", "incidents", ["origin"], unique=True)
    op.create_index("ix_people_email", "people", ["email"], unique=False)


def kept_with_an_incident() -> None:
    """To-dos, links, the last activity, the last act."""
    op.create_table(
        "todos",
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_todos_incident")),
        sa.PrimaryKeyConstraint("incident", "number", name=op.f("pk_todos")),
    )
    op.create_index("ix_todos_owner", "todos", ["owner", "state"], unique=False)
    op.create_table(
        "bookmarks",
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_bookmarks_incident")),
        sa.PrimaryKeyConstraint("incident", "number", name=op.f("pk_bookmarks")),
    )
    op.create_table(
        "deeds",
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("timers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_deeds_incident")),
        sa.PrimaryKeyConstraint("incident", name=op.f("pk_deeds")),
    )
    op.create_table(
        "activity",
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_activity_incident")),
        sa.PrimaryKeyConstraint("incident", name=op.f("pk_activity")),
    )


def taken_from_channels() -> None:
    """Messages that became lines, copies of their pictures, and the first of two messages that somebody picks."""
    op.create_table(
        "taken",
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("ts", sa.String(length=40), nullable=False),
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("edited", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_taken_incident")),
        sa.PrimaryKeyConstraint("channel", "ts", name=op.f("pk_taken")),
    )
    op.create_table(
        "pictures",
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_pictures_incident")),
        sa.PrimaryKeyConstraint("incident", "seq", "number", name=op.f("pk_pictures")),
    )
    op.create_table(
        "picks",
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("ts", sa.String(length=40), nullable=False),
        sa.Column("thread", sa.String(length=40), nullable=False),
        sa.Column("picked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_picks")),
    )


def followers_and_settings() -> None:
    """Who is told without joining, what is due again and again, and every applied sitrep.toml."""
    op.create_table(
        "follows",
        sa.Column("follower", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=220), nullable=False),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("follower", "subject", name=op.f("pk_follows")),
    )
    op.create_index("ix_follows_subject", "follows", ["subject"], unique=False)
    op.create_table(
        "chores",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chores")),
    )
    op.create_index("ix_chores_due", "chores", ["due_at"], unique=False)
    op.create_table(
        "settings",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("applied_by", sa.String(length=80), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_settings")),
    )
