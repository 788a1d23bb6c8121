"""Posts that may stand twice, and conditions that all replicas agree on.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

IN_DOUBT = sa.text("doubt > 0")


def upgrade() -> None:
    """One column with its index, one table."""
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("doubt", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("doubt", existing_type=sa.Integer(), nullable=False, server_default=None)
    op.create_index(
        "ix_outbox_doubt", "outbox", ["doubt"], unique=False, sqlite_where=IN_DOUBT, postgresql_where=IN_DOUBT
    )
    op.create_table(
        "conditions",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_conditions")),
    )
