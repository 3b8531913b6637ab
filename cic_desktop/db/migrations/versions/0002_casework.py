"""Revision 2: casework (stay in motion, plans, protection of minors, referrals, rooms, sign-off, imports, merges)"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _table(name: str, *columns: Any) -> None:
    """A table of rows: the common columns come first."""
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_strict=True,
    )


def _append(name: str, columns: dict[str, Any], links: dict[str, str], checks: dict[str, str]) -> None:
    """Put columns behind those a table has; `checks` are its own, which SQLite does not tell when it is rebuilt.

    A column that may not be empty gets "" in the rows that are there, then loses that default again.
    """
    own = tuple(sa.CheckConstraint(text, name=op.f(f"ck_{name}_{check}")) for check, text in checks.items())
    options: dict[str, Any] = {"table_kwargs": {"sqlite_strict": True}, "recreate": "always"}
    with op.batch_alter_table(name, table_args=own, **options) as batch:
        for column, kind in columns.items():
            optional = column in links or isinstance(kind, sa.Date)
            batch.add_column(sa.Column(column, kind, nullable=optional, server_default=None if optional else ""))
        for column, target in links.items():
            batch.create_foreign_key(op.f(f"fk_{name}_{column}"), target, [column], ["id"])
    filled = [column for column, kind in columns.items() if column not in links and not isinstance(kind, sa.Date)]
    if filled:
        with op.batch_alter_table(name, table_args=own, **options) as batch:
            for column in filled:
                batch.alter_column(column, server_default=None)


def _remove(name: str, columns: list[str], links: list[str], checks: dict[str, str]) -> None:
    own = tuple(sa.CheckConstraint(text, name=op.f(f"ck_{name}_{check}")) for check, text in checks.items())
    with op.batch_alter_table(name, table_args=own, table_kwargs={"sqlite_strict": True}, recreate="always") as batch:
        for column in links:
            batch.drop_constraint(op.f(f"fk_{name}_{column}"), type_="foreignkey")
        for column in columns:
            batch.drop_column(column)


_CHECKS: dict[str, dict[str, str]] = {
    "appointment": {"starts_at_time": "starts_at GLOB '[0-2][0-9]:[0-5][0-9]'"},
    "contact": {},
    "household_member": {},
    "person_name": {},
    "sitting": {"minutes": "minutes BETWEEN 0 AND 1440", "signature": "signature IN ('now', 'list', 'none')"},
}


def upgrade() -> None:
    _table(
        "imported_row",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.CheckConstraint("json_valid(cells)", name=op.f("ck_imported_row_cells_json")),
    )
    _table(
        "room",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
    )
    _table(
        "stay_rule",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("fixed_on", sa.Date(), nullable=True),
        sa.Column("warn_days", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("unit IN ('days', 'working_days', 'months')", name=op.f("ck_stay_rule_unit")),
    )
    _table(
        "apart_pair",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_apart_pair_other_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_apart_pair_person_id")),
    )
    _table(
        "attachment",
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("owner_table", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attachment_person_id")),
    )
    _table(
        "crossing",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("country", sa.Text(), nullable=False),
        sa.CheckConstraint("left_on IS NULL OR left_on >= entered_on", name=op.f("ck_crossing_dates")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_crossing_person_id")),
    )
    _table(
        "follow_up",
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about_table", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_follow_up_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follow_up_person_id")),
    )
    _table(
        "guardian",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("adult_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("legal", sa.Boolean(), nullable=False),
        sa.Column("may_collect", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["adult_id"], ["person.id"], name=op.f("fk_guardian_adult_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_guardian_person_id")),
    )
    _table(
        "housing_search",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("rooms", sa.Integer(), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("districts", sa.Text(), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_housing_search_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_housing_search_person_id")),
    )
    _table(
        "incident",
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("reported_to", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "starts_at = '' OR starts_at GLOB '[0-2][0-9]:[0-5][0-9]'", name=op.f("ck_incident_starts_at_time")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_incident_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_incident_person_id")),
    )
    _table(
        "interpreter",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("sworn", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_interpreter_account_id")),
    )
    _table(
        "merge",
        sa.Column("kept_id", sa.Text(), nullable=False),
        sa.Column("gone_id", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("undone_on", sa.Date(), nullable=True),
        sa.CheckConstraint("json_valid(steps)", name=op.f("ck_merge_steps_json")),
        sa.ForeignKeyConstraint(["gone_id"], ["person.id"], name=op.f("fk_merge_gone_id")),
        sa.ForeignKeyConstraint(["kept_id"], ["person.id"], name=op.f("fk_merge_kept_id")),
    )
    _table(
        "need",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_need_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_need_person_id")),
    )
    _table(
        "office_hours",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Text(), nullable=True),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("ends_at GLOB '[0-2][0-9]:[0-5][0-9]'", name=op.f("ck_office_hours_ends_at_time")),
        sa.CheckConstraint("starts_at GLOB '[0-2][0-9]:[0-5][0-9]'", name=op.f("ck_office_hours_starts_at_time")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_office_hours_weekday")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_office_hours_account_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_office_hours_room_id")),
    )
    _table(
        "plan",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_plan_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_person_id")),
    )
    _table(
        "power_of_attorney",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("attorney", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_power_of_attorney_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_power_of_attorney_person_id")),
    )
    _table(
        "proceeding",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("case_sign", sa.Text(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("receipt_number", sa.Text(), nullable=False),
        sa.Column("complete_on", sa.Date(), nullable=True),
        sa.Column("certificate_number", sa.Text(), nullable=False),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("final_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("representative", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_proceeding_person_id")),
    )
    _table(
        "radar_mark",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("later_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_radar_mark_person_id")),
    )
    _table(
        "sheet",
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sheet_account_id")),
    )
    _table(
        "signature_list",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_signature_list_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signature_list_person_id")),
    )
    _table(
        "staff_check",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("renew_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_staff_check_account_id")),
    )
    _table(
        "stay_event",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stay_event_person_id")),
    )
    _table(
        "tally",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_tally_account_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_tally_project_id")),
    )
    _table(
        "goal",
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_goal_plan_id")),
    )
    _table(
        "housing_offer",
        sa.Column("search_id", sa.Text(), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("rent", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["search_id"], ["housing_search.id"], name=op.f("fk_housing_offer_search_id")),
    )
    _table(
        "letter",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("proceeding_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("case_sign", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("noticed_on", sa.Date(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("term_days", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.CheckConstraint("term_days IS NULL OR term_days > 0", name=op.f("ck_letter_term_days")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_person_id")),
        sa.ForeignKeyConstraint(["proceeding_id"], ["proceeding.id"], name=op.f("fk_letter_proceeding_id")),
    )
    _table(
        "sheet_copy",
        sa.Column("sheet_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sheet_copy_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sheet_copy_person_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_copy_sheet_id")),
    )
    _table(
        "signature_line",
        sa.Column("list_id", sa.Text(), nullable=False),
        sa.Column("sitting_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["signature_list.id"], name=op.f("fk_signature_line_list_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signature_line_person_id")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_signature_line_sitting_id")),
    )
    _table(
        "referral",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("specialist", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_on", sa.Date(), nullable=False),
        sa.Column("waiting_since", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("qualified_by", sa.Text(), nullable=False),
        sa.Column("qualified_on", sa.Date(), nullable=True),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("interpreter_language", sa.Text(), nullable=False),
        sa.Column("appointment_id", sa.Text(), nullable=True),
        sa.Column("service_id", sa.Text(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_referral_account_id")),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], name=op.f("fk_referral_appointment_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_referral_person_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_referral_service_id")),
    )
    _table(
        "step",
        sa.Column("goal_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_step_account_id")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_step_goal_id")),
    )
    _table(
        "translation_order",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("from_language", sa.Text(), nullable=False),
        sa.Column("to_language", sa.Text(), nullable=False),
        sa.Column("sworn", sa.Boolean(), nullable=False),
        sa.Column("page_characters", sa.Integer(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("translator", sa.Text(), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.CheckConstraint("page_characters IN (1125, 1800)", name=op.f("ck_translation_order_page_characters")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_translation_order_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_translation_order_person_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_translation_order_service_id")),
    )
    _table(
        "visit",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("appointment_id", sa.Text(), nullable=True),
        sa.Column("service_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("institution_kind", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("authorised", sa.Boolean(), nullable=False),
        sa.Column("authorised_on", sa.Date(), nullable=True),
        sa.Column("interprets", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("left_at", sa.Text(), nullable=False),
        sa.Column("returned_at", sa.Text(), nullable=False),
        sa.CheckConstraint("json_valid(answers)", name=op.f("ck_visit_answers_json")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_visit_account_id")),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], name=op.f("fk_visit_appointment_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_person_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_visit_service_id")),
    )
    _table(
        "specialist_note",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("referral_id", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_specialist_note_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_specialist_note_person_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_specialist_note_referral_id")),
    )
    _append(
        "appointment",
        {
            "room_id": sa.Text(),
            "interpreter_id": sa.Text(),
            "language": sa.Text(),
            "address": sa.Text(),
            "bring": sa.Text(),
            "reason": sa.Text(),
        },
        {"room_id": "room", "interpreter_id": "interpreter"},
        _CHECKS["appointment"],
    )
    _append("contact", {"valid_to": sa.Date()}, {}, _CHECKS["contact"])
    _append("household_member", {"supporter_id": sa.Text()}, {"supporter_id": "person"}, _CHECKS["household_member"])
    _append("person_name", {"used_until": sa.Date()}, {}, _CHECKS["person_name"])
    _append("sitting", {"signed_on": sa.Date(), "ends_at": sa.Text()}, {}, _CHECKS["sitting"])
    op.create_index(op.f("ix_imported_row_key"), "imported_row", ["kind", "key"])
    op.create_index(op.f("ix_apart_pair_other_id"), "apart_pair", ["other_id"])
    op.create_index(op.f("ix_apart_pair_person_id"), "apart_pair", ["person_id"])
    op.create_index(op.f("ix_attachment_owner"), "attachment", ["owner_table", "owner_id"])
    op.create_index(op.f("ix_attachment_person_id"), "attachment", ["person_id"])
    op.create_index(
        op.f("ix_crossing_open"),
        "crossing",
        ["person_id"],
        sqlite_where=sa.text("left_on IS NULL AND deleted_at IS NULL"),
    )
    op.create_index(op.f("ix_crossing_person_id"), "crossing", ["person_id"])
    op.create_index(op.f("ix_follow_up_account_id"), "follow_up", ["account_id"])
    op.create_index(op.f("ix_follow_up_due"), "follow_up", ["due_on"])
    op.create_index(op.f("ix_follow_up_person_id"), "follow_up", ["person_id"])
    op.create_index(op.f("ix_guardian_adult_id"), "guardian", ["adult_id"])
    op.create_index(op.f("ix_guardian_person_id"), "guardian", ["person_id"])
    op.create_index(op.f("ix_housing_search_account_id"), "housing_search", ["account_id"])
    op.create_index(op.f("ix_housing_search_person_id"), "housing_search", ["person_id"])
    op.create_index(op.f("ix_incident_account_id"), "incident", ["account_id"])
    op.create_index(op.f("ix_incident_person_id"), "incident", ["person_id"])
    op.create_index(op.f("ix_interpreter_account_id"), "interpreter", ["account_id"])
    op.create_index(op.f("ix_merge_gone_id"), "merge", ["gone_id"])
    op.create_index(op.f("ix_merge_kept_id"), "merge", ["kept_id"])
    op.create_index(op.f("ix_need_account_id"), "need", ["account_id"])
    op.create_index(op.f("ix_need_person_id"), "need", ["person_id"])
    op.create_index(op.f("ix_office_hours_account_id"), "office_hours", ["account_id"])
    op.create_index(op.f("ix_office_hours_room_id"), "office_hours", ["room_id"])
    op.create_index(op.f("ix_plan_account_id"), "plan", ["account_id"])
    op.create_index(op.f("ix_plan_person_id"), "plan", ["person_id"])
    op.create_index(op.f("ix_power_of_attorney_account_id"), "power_of_attorney", ["account_id"])
    op.create_index(op.f("ix_power_of_attorney_person_id"), "power_of_attorney", ["person_id"])
    op.create_index(op.f("ix_proceeding_final_on"), "proceeding", ["final_on"])
    op.create_index(
        op.f("ix_proceeding_open"),
        "proceeding",
        ["person_id"],
        sqlite_where=sa.text("final_on IS NULL AND deleted_at IS NULL"),
    )
    op.create_index(op.f("ix_proceeding_person_id"), "proceeding", ["person_id"])
    op.create_index(op.f("ix_radar_mark_line"), "radar_mark", ["person_id", "rule", "due_on"])
    op.create_index(op.f("ix_radar_mark_person_id"), "radar_mark", ["person_id"])
    op.create_index(op.f("ix_sheet_account_id"), "sheet", ["account_id"])
    op.create_index(op.f("ix_signature_list_account_id"), "signature_list", ["account_id"])
    op.create_index(op.f("ix_signature_list_person_id"), "signature_list", ["person_id"])
    op.create_index(op.f("ix_staff_check_account_id"), "staff_check", ["account_id"])
    op.create_index(
        op.f("ix_stay_event_open"),
        "stay_event",
        ["person_id"],
        sqlite_where=sa.text("settled_on IS NULL AND deleted_at IS NULL"),
    )
    op.create_index(op.f("ix_stay_event_person_id"), "stay_event", ["person_id"])
    op.create_index(op.f("ix_tally_account_id"), "tally", ["account_id"])
    op.create_index(op.f("ix_tally_day"), "tally", ["day"])
    op.create_index(op.f("ix_tally_project_id"), "tally", ["project_id"])
    op.create_index(op.f("ix_goal_plan_id"), "goal", ["plan_id"])
    op.create_index(op.f("ix_housing_offer_search_id"), "housing_offer", ["search_id"])
    op.create_index(
        op.f("ix_letter_open"),
        "letter",
        ["person_id"],
        sqlite_where=sa.text("answered_on IS NULL AND deleted_at IS NULL"),
    )
    op.create_index(op.f("ix_letter_person_id"), "letter", ["person_id"])
    op.create_index(op.f("ix_letter_proceeding_id"), "letter", ["proceeding_id"])
    op.create_index(op.f("ix_sheet_copy_account_id"), "sheet_copy", ["account_id"])
    op.create_index(op.f("ix_sheet_copy_person_id"), "sheet_copy", ["person_id"])
    op.create_index(op.f("ix_sheet_copy_sheet_id"), "sheet_copy", ["sheet_id"])
    op.create_index(op.f("ix_signature_line_code"), "signature_line", ["code"])
    op.create_index(op.f("ix_signature_line_list_id"), "signature_line", ["list_id"])
    op.create_index(op.f("ix_signature_line_person_id"), "signature_line", ["person_id"])
    op.create_index(op.f("ix_signature_line_sitting_id"), "signature_line", ["sitting_id"])
    op.create_index(op.f("ix_referral_account_id"), "referral", ["account_id"])
    op.create_index(op.f("ix_referral_appointment_id"), "referral", ["appointment_id"])
    op.create_index(op.f("ix_referral_person_id"), "referral", ["person_id"])
    op.create_index(op.f("ix_referral_service_id"), "referral", ["service_id"])
    op.create_index(op.f("ix_referral_waiting"), "referral", ["state", "specialist"])
    op.create_index(op.f("ix_step_account_id"), "step", ["account_id"])
    op.create_index(op.f("ix_step_goal_id"), "step", ["goal_id"])
    op.create_index(op.f("ix_translation_order_account_id"), "translation_order", ["account_id"])
    op.create_index(op.f("ix_translation_order_person_id"), "translation_order", ["person_id"])
    op.create_index(op.f("ix_translation_order_service_id"), "translation_order", ["service_id"])
    op.create_index(op.f("ix_visit_account_id"), "visit", ["account_id"])
    op.create_index(op.f("ix_visit_appointment_id"), "visit", ["appointment_id"])
    op.create_index(op.f("ix_visit_person_id"), "visit", ["person_id"])
    op.create_index(op.f("ix_visit_service_id"), "visit", ["service_id"])
    op.create_index(op.f("ix_specialist_note_account_id"), "specialist_note", ["account_id"])
    op.create_index(op.f("ix_specialist_note_person_id"), "specialist_note", ["person_id"])
    op.create_index(op.f("ix_specialist_note_referral_id"), "specialist_note", ["referral_id"])
    op.create_index(op.f("ix_appointment_interpreter_id"), "appointment", ["interpreter_id"])
    op.create_index(op.f("ix_appointment_room_id"), "appointment", ["room_id"])
    op.create_index(op.f("ix_household_member_supporter_id"), "household_member", ["supporter_id"])
    op.create_index(op.f("ix_identity_document_ends"), "identity_document", ["kind", "valid_to"])


def downgrade() -> None:
    op.drop_index(op.f("ix_appointment_interpreter_id"), "appointment")
    op.drop_index(op.f("ix_appointment_room_id"), "appointment")
    op.drop_index(op.f("ix_household_member_supporter_id"), "household_member")
    _remove("sitting", ["signed_on", "ends_at"], [], _CHECKS["sitting"])
    _remove("person_name", ["used_until"], [], _CHECKS["person_name"])
    _remove("household_member", ["supporter_id"], ["supporter_id"], _CHECKS["household_member"])
    _remove("contact", ["valid_to"], [], _CHECKS["contact"])
    _remove(
        "appointment",
        ["room_id", "interpreter_id", "language", "address", "bring", "reason"],
        ["room_id", "interpreter_id"],
        _CHECKS["appointment"],
    )
    for name in [
        "specialist_note",
        "visit",
        "translation_order",
        "step",
        "referral",
        "signature_line",
        "sheet_copy",
        "letter",
        "housing_offer",
        "goal",
        "tally",
        "stay_event",
        "staff_check",
        "signature_list",
        "sheet",
        "radar_mark",
        "proceeding",
        "power_of_attorney",
        "plan",
        "office_hours",
        "need",
        "merge",
        "interpreter",
        "incident",
        "housing_search",
        "guardian",
        "follow_up",
        "crossing",
        "attachment",
        "apart_pair",
        "stay_rule",
        "room",
        "imported_row",
    ]:
        op.drop_table(name)
