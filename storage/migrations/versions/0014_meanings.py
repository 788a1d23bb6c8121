"""What past incidents mean, as vectors of a model.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "meanings",
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("made_with", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_meanings_incident")),
        sa.PrimaryKeyConstraint("incident", "made_with", name=op.f("pk_meanings")),
    )
    op.create_index("ix_meanings_made", "meanings", ["made_with", "made_at"])
