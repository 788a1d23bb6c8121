"""Why a run has ended, and what was told outside Slack.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OUTSIDE = sa.text("kind IN ('robot', 'pager')")
REPLACED = """UPDATE runs SET state = 'ended', ending = 'anew' WHERE state = 'active' AND EXISTS (
SELECT 1 FROM runs AS newer WHERE newer.incident = runs.incident AND newer.number > runs.number)"""


def upgrade() -> None:
    """One column, one index; a run that another has followed is ended."""
    op.add_column("runs", sa.Column("ending", sa.String(length=12), nullable=True))
    op.execute(sa.text(REPLACED))
    op.create_index(
        "ix_outbox_outside", "outbox", ["incident"], unique=False, sqlite_where=OUTSIDE, postgresql_where=OUTSIDE
    )
