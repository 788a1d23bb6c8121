"""What people said of two incidents that look alike.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "likenesses",
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("other", sa.BigInteger(), nullable=False),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=op.f("fk_likenesses_incident")),
        sa.ForeignKeyConstraint(["other"], ["incidents.id"], name=op.f("fk_likenesses_other")),
        sa.PrimaryKeyConstraint("incident", "other", "about", name=op.f("pk_likenesses")),
    )
    op.create_index("ix_likenesses_other", "likenesses", ["other"])
