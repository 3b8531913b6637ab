"""Revision 3: the life of a form after print (signed, submitted, called, decided), signatures drawn on the screen,
partners"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ADDED: tuple[tuple[str, Any, Any], ...] = (  # column, kind, what rows that are there get (None: nothing)
    ("step", sa.Integer(), "0"),
    ("language", sa.Text(), ""),
    ("pack", sa.Text(), ""),
    ("proof_sha256", sa.Text(), ""),
    ("signed_on", sa.Date(), None),
    ("submitted_on", sa.Date(), None),
    ("submitted_how", sa.Text(), ""),
    ("office", sa.Text(), ""),
    ("reference", sa.Text(), ""),
    ("called_on", sa.Date(), None),
    ("complete_by", sa.Date(), None),
    ("letter_id", sa.Text(), None),
    ("decided_on", sa.Date(), None),
    ("decision", sa.Text(), ""),
)
_OPEN = "state IN ('started', 'submitted', 'called') AND deleted_at IS NULL"
_FILLED = [column for column, _kind, default in _ADDED if default is not None]


def _options() -> dict[str, Any]:
    """How the table is rebuilt; SQLite does not tell its own checks then."""
    check = sa.CheckConstraint("json_valid(answers)", name=op.f("ck_filled_form_answers_json"))
    return {"table_args": (check,), "table_kwargs": {"sqlite_strict": True}, "recreate": "always"}

_DAY, _LINK = sa.Date(), {"partner_id": "partner", "account_id": "account", "service_id": "service"}
_PARTNERS: dict[str, dict[str, Any]] = {  # column -> kind; a link names its table
    "partner": {
        **dict.fromkeys(
            "name kind regon nip krs street postcode town phone email web hours help agreement_number".split(), sa.Text()
        ),
        "agreement_from": _DAY, "agreement_to": _DAY, "account_id": sa.Text(), "checked_on": _DAY, "review_on": _DAY,
        "active": sa.Boolean(),
    },
    "partner_topic": {"partner_id": sa.Text(), "topic": sa.Text()},
    "partner_language": {"partner_id": sa.Text(), "language": sa.Text()},
    "partner_text": {"partner_id": sa.Text(), "language": sa.Text(), "words": sa.Text()},
    "partner_contact": dict.fromkeys("partner_id name role phone email".split(), sa.Text()),
    "service_partner": {"service_id": sa.Text(), "partner_id": sa.Text()},
}
_EMPTY = ("agreement_from", "agreement_to", "account_id")  # may be


def _table(name: str, columns: dict[str, Any]) -> None:
    """A table of rows: the common columns come first."""
    links = [column for column in columns if column in _LINK]
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        *(sa.Column(f"{what}_{how}", sa.Text(), nullable=False) for what in ("created", "updated") for how in ("at", "by")),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        *(sa.Column(column, kind, nullable=column in _EMPTY) for column, kind in columns.items()),
        *(
            sa.ForeignKeyConstraint([column], [f"{_LINK[column]}.id"], name=op.f(f"fk_{name}_{column}"))
            for column in links
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_strict=True,
    )
    for column in links:
        op.create_index(f"ix_{name}_{column}", name, [column])


def upgrade() -> None:
    with op.batch_alter_table("filled_form", **_options()) as batch:
        for column, kind, default in _ADDED:
            batch.add_column(sa.Column(column, kind, nullable=default is None, server_default=default))
        batch.create_foreign_key(op.f("fk_filled_form_letter_id"), "letter", ["letter_id"], ["id"])
    with op.batch_alter_table("filled_form", **_options()) as batch:
        for column in _FILLED:
            batch.alter_column(column, server_default=None)
    op.execute("UPDATE filled_form SET state = 'started' WHERE state = 'filled' AND pdf_sha256 = ''")
    op.create_index("ix_filled_form_letter_id", "filled_form", ["letter_id"])
    op.create_index("ix_filled_form_open", "filled_form", ["state"], sqlite_where=sa.text(_OPEN))
    op.create_table(
        "signature",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("filled_form_id", sa.Text(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("strokes_sha256", sa.Text(), nullable=False),
        sa.Column("document_sha256", sa.Text(), nullable=False),
        sa.Column("signed_sha256", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.Text(), nullable=True),
        sa.Column("witness_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signature_person_id")),
        sa.ForeignKeyConstraint(["filled_form_id"], ["filled_form.id"], name=op.f("fk_signature_filled_form_id")),
        sa.ForeignKeyConstraint(["witness_id"], ["account.id"], name=op.f("fk_signature_witness_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sqlite_strict=True,
    )
    for column in ("person_id", "filled_form_id", "witness_id"):
        op.create_index(f"ix_signature_{column}", "signature", [column])
    for name, columns in _PARTNERS.items():
        _table(name, columns)


def downgrade() -> None:
    """The states of the revision before are fewer: each form gets the nearest one. One that was only started keeps
    its answers, and is known by having no bytes."""
    for name in reversed(_PARTNERS):
        op.drop_table(name)
    op.drop_table("signature")
    op.drop_index("ix_filled_form_open", "filled_form")
    op.drop_index("ix_filled_form_letter_id", "filled_form")
    op.execute("UPDATE filled_form SET state = 'filled' WHERE state = 'started'")
    op.execute("UPDATE filled_form SET state = 'submitted' WHERE state IN ('called', 'decided')")
    op.execute("UPDATE filled_form SET state = 'printed' WHERE state = 'signed'")
    with op.batch_alter_table("filled_form", **_options()) as batch:
        batch.drop_constraint(op.f("fk_filled_form_letter_id"), type_="foreignkey")
        for column, _kind, _default in _ADDED:
            batch.drop_column(column)
