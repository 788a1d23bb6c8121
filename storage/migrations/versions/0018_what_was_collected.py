"""How much of what was collected for a section of a postmortem those who wrote it had before them.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column."""
    with op.batch_alter_table("postmortem_edits") as edits:
        edits.add_column(sa.Column("collected", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("postmortem_edits") as edits:
        edits.alter_column("collected", existing_type=sa.Integer(), nullable=False, server_default=None)
