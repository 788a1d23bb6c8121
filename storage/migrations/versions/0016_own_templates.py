"""Postmortems by templates that a team has written: their headings, and longer keys of sections.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns, and two that hold more."""
    with op.batch_alter_table("postmortems") as postmortems:
        postmortems.add_column(sa.Column("outline", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("postmortems") as postmortems:
        postmortems.alter_column("outline", existing_type=sa.JSON(), nullable=False, server_default=None)
    with op.batch_alter_table("settings") as settings:
        settings.add_column(sa.Column("templates", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("settings") as settings:
        settings.alter_column("templates", existing_type=sa.JSON(), nullable=False, server_default=None)
    for name in ("postmortem_sentences", "postmortem_edits"):
        with op.batch_alter_table(name) as table:
            table.alter_column(
                "part", existing_type=sa.String(length=20), type_=sa.String(length=60), existing_nullable=False
            )
