"""Revision 1: the register"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


_JOURNAL = (
    """CREATE TABLE act (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, who TEXT NOT NULL,
        verb TEXT NOT NULL, site INTEGER NOT NULL, schema TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE site (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, letter TEXT NOT NULL, name TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE journal_state (
        one INTEGER PRIMARY KEY CHECK (one = 1), site INTEGER NOT NULL, n INTEGER NOT NULL DEFAULT 0,
        hlc INTEGER NOT NULL DEFAULT 0, act INTEGER
    ) STRICT""",
    """CREATE TABLE op (
        site INTEGER NOT NULL, n INTEGER NOT NULL, hlc INTEGER NOT NULL, act INTEGER NOT NULL,
        tbl TEXT NOT NULL, "row" TEXT NOT NULL, col TEXT, val TEXT, PRIMARY KEY (site, n)
    ) STRICT, WITHOUT ROWID""",
    """CREATE INDEX op_row ON op ("row")""",
    """CREATE INDEX op_act ON op (act)""",
)


def _row() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
    ]


def upgrade() -> None:
    for statement in _JOURNAL:
        op.execute(statement)
    op.create_table(
        "account",
        *_row(),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("speciality", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "role IN ('advisor', 'specialist', 'manager', 'administrator')", name=op.f("ck_account_role_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sqlite_strict=True,
    )
    op.create_table(
        "audit",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("tbl", sa.Text(), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_audit")),
        sqlite_strict=True,
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_row", "audit", ["row"])

    op.create_table(
        "blob",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(bytes) <= 20971520", name=op.f("ck_blob_size")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
        sqlite_strict=True,
    )
    op.create_table(
        "centre",
        *_row(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("logo_sha256", sa.Text(), nullable=False),
        sa.Column("small_cell", sa.Integer(), nullable=False),
        sa.Column("row_level_basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
        sqlite_strict=True,
    )
    op.create_table(
        "draft",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_draft")),
        sqlite_strict=True,
    )
    op.create_index("ix_draft_account_id", "draft", ["account_id"])

    op.create_table(
        "fact",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_fact")),
        sqlite_strict=True,
    )
    op.create_table(
        "form_blank",
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("form_id", name=op.f("pk_form_blank")),
        sqlite_strict=True,
    )
    op.create_table(
        "household",
        *_row(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sqlite_strict=True,
    )
    op.create_table(
        "known_key",
        *_row(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "own_key",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("private", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["known_key.id"], name=op.f("fk_own_key_key_id")),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_own_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "person",
        *_row(),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Text(), nullable=True),
        sa.Column("birth_place", sa.Text(), nullable=False),
        sa.Column("birth_country", sa.Text(), nullable=False),
        sa.Column("father_name", sa.Text(), nullable=False),
        sa.Column("mother_name", sa.Text(), nullable=False),
        sa.Column("mother_maiden_name", sa.Text(), nullable=False),
        sa.Column("marital_status", sa.Text(), nullable=False),
        sa.Column("education", sa.Text(), nullable=False),
        sa.Column("occupation", sa.Text(), nullable=False),
        sa.Column("pesel", sa.Text(), nullable=False),
        sa.Column("pesel_status", sa.Text(), nullable=False),
        sa.Column("national_number", sa.Text(), nullable=False),
        sa.Column("insurance", sa.Text(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "birth_date GLOB '[0-9][0-9][0-9][0-9]' OR birth_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' OR birth_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'",
            name=op.f("ck_person_birth_date_partial_date"),
        ),
        sa.CheckConstraint("sex IN ('', 'F', 'M')", name=op.f("ck_person_sex")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_strict=True,
    )
    op.create_index("ix_person_case_number", "person", ["case_number"])
    op.create_index("ix_person_order", "person", ["sort_key", "id"])
    op.create_index("ix_person_pesel", "person", ["pesel"])

    op.create_table(
        "project",
        *_row(),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("funder", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("last_payment_year", sa.Integer(), nullable=True),
        sa.Column("retention_years", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_project_dates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sqlite_strict=True,
    )
    op.create_table(
        "sent_bundle",
        *_row(),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_bundle")),
        sqlite_strict=True,
    )
    op.create_table(
        "address",
        *_row(),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("house", sa.Text(), nullable=False),
        sa.Column("flat", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_address_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sqlite_strict=True,
    )
    op.create_index("ix_address_person_id", "address", ["person_id"])

    op.create_table(
        "appointment",
        *_row(),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "starts_at GLOB '[0-2][0-9]:[0-5][0-9]'", name=op.f("ck_appointment_starts_at_time")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_appointment_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appointment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sqlite_strict=True,
    )
    op.create_index("ix_appointment_account_id", "appointment", ["account_id"])
    op.create_index("ix_appointment_day", "appointment", ["day", "starts_at"])
    op.create_index("ix_appointment_person_id", "appointment", ["person_id"])

    op.create_table(
        "citizenship",
        *_row(),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_citizenship_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citizenship")),
        sqlite_strict=True,
    )
    op.create_index("ix_citizenship_person_id", "citizenship", ["person_id"])

    op.create_table(
        "consent",
        *_row(),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sqlite_strict=True,
    )
    op.create_index("ix_consent_person_id", "consent", ["person_id"])

    op.create_table(
        "contact",
        *_row(),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sqlite_strict=True,
    )
    op.create_index("ix_contact_person_id", "contact", ["person_id"])

    op.create_table(
        "filled_form",
        *_row(),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.Column("on_blank", sa.Boolean(), nullable=False),
        sa.Column("printed_at", sa.Text(), nullable=True),
        sa.CheckConstraint("json_valid(answers)", name=op.f("ck_filled_form_answers_json")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_filled_form_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filled_form")),
        sqlite_strict=True,
    )
    op.create_index("ix_filled_form_person_id", "filled_form", ["person_id"])

    op.create_table(
        "household_member",
        *_row(),
        sa.Column("household_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("dependant", sa.Boolean(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_household_member_household_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_household_member_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_member")),
        sqlite_strict=True,
    )
    op.create_index("ix_household_member_household_id", "household_member", ["household_id"])
    op.create_index("ix_household_member_person_id", "household_member", ["person_id"])

    op.create_table(
        "identity_document",
        *_row(),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_document_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_document")),
        sqlite_strict=True,
    )
    op.create_index("ix_identity_document_person_id", "identity_document", ["person_id"])

    op.create_table(
        "participation",
        *_row(),
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=True),
        sa.Column("declared_on", sa.Date(), nullable=True),
        sa.Column("eligibility_title", sa.Text(), nullable=False),
        sa.Column("eligibility_document", sa.Text(), nullable=False),
        sa.Column("eligibility_valid_to", sa.Date(), nullable=True),
        sa.Column("eligibility_seen_by", sa.Text(), nullable=False),
        sa.Column("exited_on", sa.Date(), nullable=True),
        sa.Column("exit_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "exited_on IS NULL OR declared_on IS NULL OR exited_on >= declared_on",
            name=op.f("ck_participation_dates"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_participation_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_participation_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sqlite_strict=True,
    )
    op.create_index("ix_participation_person_id", "participation", ["person_id"])
    op.create_index("ix_participation_person_project", "participation", ["person_id", "project_id"])
    op.create_index("ix_participation_project_id", "participation", ["project_id"])

    op.create_table(
        "person_language",
        *_row(),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_language_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_language")),
        sqlite_strict=True,
    )
    op.create_index("ix_person_language_person_id", "person_language", ["person_id"])

    op.create_table(
        "person_name",
        *_row(),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_name_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_name")),
        sqlite_strict=True,
    )
    op.create_index("ix_person_name_person_id", "person_name", ["person_id"])

    op.create_table(
        "sitting",
        *_row(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("interpreter", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("unsigned_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("signature IN ('now', 'list', 'none')", name=op.f("ck_sitting_signature")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name=op.f("ck_sitting_minutes")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sitting_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sqlite_strict=True,
    )
    op.create_index("ix_sitting_account_id", "sitting", ["account_id"])

    op.create_table(
        "stay",
        *_row(),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("seen_by", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name=op.f("ck_stay_dates")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stay_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
        sqlite_strict=True,
    )
    op.create_index("ix_stay_person_id", "stay", ["person_id"])
    op.create_index("ix_stay_valid_to", "stay", ["valid_to"])

    op.create_table(
        "service",
        *_row(),
        sa.Column("sitting_id", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column("next_step_done", sa.Boolean(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("details_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("json_valid(details)", name=op.f("ck_service_details_json")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name=op.f("ck_service_minutes")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_service_project_id")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_service_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sqlite_strict=True,
    )
    op.create_index("ix_service_day", "service", ["day"])
    op.create_index(
        "ix_service_next_step",
        "service",
        ["next_step_on"],
        sqlite_where=sa.text("next_step_done = 0 AND deleted_at IS NULL"),
    )
    op.create_index("ix_service_project_id", "service", ["project_id"])
    op.create_index("ix_service_sitting_id", "service", ["sitting_id"])

    op.create_table(
        "service_person",
        *_row(),
        sa.Column("service_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("stay_title", sa.Text(), nullable=False),
        sa.Column("citizenship", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("age_approximate", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("countable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_service_person_person_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_person_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_person")),
        sqlite_strict=True,
    )
    op.create_index("ix_service_person_person_id", "service_person", ["person_id"])
    op.create_index("ix_service_person_service_id", "service_person", ["service_id"])


def downgrade() -> None:
    for table in (
        "service_person",
        "service",
        "stay",
        "sitting",
        "person_name",
        "person_language",
        "participation",
        "identity_document",
        "household_member",
        "filled_form",
        "contact",
        "consent",
        "citizenship",
        "appointment",
        "address",
        "sent_bundle",
        "project",
        "person",
        "own_key",
        "known_key",
        "household",
        "form_blank",
        "fact",
        "draft",
        "centre",
        "blob",
        "audit",
        "account",
    ):
        op.drop_table(table)
    for table in ("op", "journal_state", "site", "act"):
        op.drop_table(table)
