"""When a robot of a group spoke lately: its pace holds for all replicas.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column."""
    op.add_column("buckets", sa.Column("turns", sa.JSON(), nullable=True))
