"""What past incidents are found by, and the cause of an incident.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE knowledge_index USING fts5(terms, content='knowledge', content_rowid='incident', "
    "detail=none, columnsize=0, tokenize=\"ascii tokenchars '_'\")",
)
POSTGRESQL = (
    "CREATE TABLE knowledge_index (incident BIGINT NOT NULL PRIMARY KEY REFERENCES incidents (id), "
    "terms TSVECTOR NOT NULL)",
    "CREATE INDEX ix_knowledge_index_terms ON knowledge_index USING gin (terms) WITH (fastupdate = off)",
)


def upgrade() -> None:
    """Widen incidents and make the index; the bot fills it when it runs."""
    with op.batch_alter_table("incidents") as incidents:
        incidents.add_column(sa.Column("cause", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("incidents") as incidents:
        incidents.alter_column("cause", existing_type=sa.Text(), nullable=False, server_default=None)
    op.create_table(
        "knowledge",
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_with", sa.String(length=16), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_knowledge_incident")),
        sa.PrimaryKeyConstraint("incident", name=op.f("pk_knowledge")),
    )
    op.create_table(
        "knowledge_terms",
        sa.Column(
            "term",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("records", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("term", name=op.f("pk_knowledge_terms")),
    )
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)
