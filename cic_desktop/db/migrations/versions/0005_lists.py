"""Revision 5: waiting lists of any length at once, and what a lesson became"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_LISTED = ["state", "specialist", "account_id", "appointment_id", "person_id", "urgency", "waiting_since", "id"]


def upgrade() -> None:
    op.drop_index("ix_referral_waiting", "referral")
    op.create_index("ix_referral_list", "referral", _LISTED, sqlite_where=sa.text("deleted_at IS NULL"))
    op.create_index("ix_person_gone", "person", ["id"], sqlite_where=sa.text("deleted_at IS NOT NULL"))
    op.create_index("ix_gathering_service", "gathering", ["service_id"], sqlite_where=sa.text("service_id IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("ix_gathering_service", "gathering")
    op.drop_index("ix_person_gone", "person")
    op.drop_index("ix_referral_list", "referral")
    op.create_index("ix_referral_waiting", "referral", ["state", "specialist"])
