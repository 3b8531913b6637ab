"""Revision 4: courses, events, teachers, gatherings in the diary, anonymous surveys; what a service came of is found fast"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TEXT, _DAY, _NUMBER, _FLAG = sa.Text(), sa.Date(), sa.Integer(), sa.Boolean()
_TIME = "starts_at GLOB '[0-2][0-9]:[0-5][0-9]'"
_LINKS = {  # column -> the table it names
    **{f"{name}_id": name for name in ("account", "course", "event", "gathering", "interpreter", "partner", "person")},
    **{f"{name}_id": name for name in ("project", "room", "teacher", "enrolment")},
}
_MAY_BE_EMPTY = "?"

# Columns in their order, "?" behind the names of those that may be empty; then the checks by name.
_TABLES: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "teacher": (
        {"name": _TEXT, "phone": _TEXT, "email": _TEXT, "account_id?": _TEXT, "active": _FLAG},
        {},
    ),
    "course": (
        {
            "kind": _TEXT, "name": _TEXT, "level": _TEXT, "project_id": _TEXT, "account_id": _TEXT,
            "teacher_id?": _TEXT, "room_id?": _TEXT, "place": _TEXT, "starts_on": _DAY, "ends_on?": _DAY,
            "units": _NUMBER, "unit_minutes": _NUMBER, "capacity": _NUMBER, "min_percent": _NUMBER, "state": _TEXT,
            "about": _TEXT, "reason": _TEXT,
        },
        {
            "dates": "ends_on IS NULL OR ends_on >= starts_on", "capacity": "capacity > 0",
            "unit_minutes": "unit_minutes BETWEEN 30 AND 90", "min_percent": "min_percent BETWEEN 0 AND 100",
        },
    ),
    "course_slot": (
        {
            "course_id": _TEXT, "weekday": _NUMBER, "starts_at": _TEXT, "minutes": _NUMBER, "room_id?": _TEXT,
            "teacher_id?": _TEXT,
        },
        {"weekday": "weekday BETWEEN 0 AND 6", "starts_at_time": _TIME, "minutes": "minutes BETWEEN 5 AND 600"},
    ),
    "course_block": (
        {"course_id": _TEXT, "block": _TEXT, "title": _TEXT, "units": _NUMBER},
        {"units": "units >= 0"},
    ),
    "enrolment": (
        {
            "course_id": _TEXT, "person_id": _TEXT, "state": _TEXT, "enrolled_on": _DAY, "entry_level": _TEXT,
            "entry_points?": _NUMBER, "entry_on?": _DAY, "exit_level": _TEXT, "exit_points?": _NUMBER, "exit_on?": _DAY,
            "left_on?": _DAY, "left_reason": _TEXT, "certificate_number": _TEXT, "certificate_on?": _DAY,
            "note": _TEXT,
        },
        {"dates": "left_on IS NULL OR left_on >= enrolled_on"},
    ),
    "event": (
        {
            "kind": _TEXT, "name": _TEXT, "project_id": _TEXT, "account_id": _TEXT, "partner_id?": _TEXT,
            "organiser": _TEXT, "starts_on": _DAY, "ends_on": _DAY, "room_id?": _TEXT, "place": _TEXT,
            "capacity": _NUMBER, "state": _TEXT, "about": _TEXT, "cost_note": _TEXT, "photo_note": _TEXT,
            "reason": _TEXT,
        },
        {"dates": "ends_on >= starts_on"},
    ),
    "event_guest": (
        {
            "event_id": _TEXT, "name": _TEXT, "organisation": _TEXT, "role": _TEXT, "email": _TEXT, "phone": _TEXT,
            "guest_group": _TEXT, "partner_id?": _TEXT, "person_id?": _TEXT, "invited_on?": _DAY, "answer": _TEXT,
            "attended": _TEXT, "photo": _TEXT, "note": _TEXT,
        },
        {},
    ),
    "event_count": ({"event_id": _TEXT, "guest_group": _TEXT, "people": _NUMBER}, {"people": "people > 0"}),
    "gathering": (
        {
            "course_id?": _TEXT, "event_id?": _TEXT, "day": _DAY, "starts_at": _TEXT, "minutes": _NUMBER,
            "title": _TEXT, "speaker": _TEXT, "teacher_id?": _TEXT, "interpreter_id?": _TEXT, "room_id?": _TEXT,
            "place": _TEXT, "block": _TEXT, "state": _TEXT, "reason": _TEXT, "service_id?": _TEXT,
        },
        {
            "of_one": "(course_id IS NULL) <> (event_id IS NULL)", "starts_at_time": _TIME,
            "minutes": "minutes BETWEEN 5 AND 1440", "state": "state IN ('planned', 'held', 'called_off')",
        },
    ),
    "attendance": (
        {"gathering_id": _TEXT, "enrolment_id": _TEXT, "mark": _TEXT},
        {"mark": "mark IN ('present', 'late', 'absent', 'excused')"},
    ),
    "material": ({"enrolment_id": _TEXT, "title": _TEXT, "given_on": _DAY}, {}),
    "survey_answer": (
        {
            "course_id?": _TEXT, "event_id?": _TEXT, "day": _DAY, "helpful": _TEXT, "sex": _TEXT, "age_band": _TEXT,
            "scores": _TEXT, "words": _TEXT,
        },
        {"about_one": "(course_id IS NULL) <> (event_id IS NULL)", "scores_json": "json_valid(scores)"},
    ),
}


def _table(name: str, columns: dict[str, Any], checks: dict[str, str]) -> None:
    """A table of rows: the common columns come first."""
    links = [column.rstrip(_MAY_BE_EMPTY) for column in columns if column.rstrip(_MAY_BE_EMPTY) in _LINKS]
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        *(sa.Column(f"{what}_{how}", sa.Text(), nullable=False) for what in ("created", "updated") for how in ("at", "by")),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        *(
            sa.Column(column.rstrip(_MAY_BE_EMPTY), kind, nullable=column.endswith(_MAY_BE_EMPTY))
            for column, kind in columns.items()
        ),
        *(sa.CheckConstraint(text, name=op.f(f"ck_{name}_{check}")) for check, text in checks.items()),
        *(
            sa.ForeignKeyConstraint([column], [f"{_LINKS[column]}.id"], name=op.f(f"fk_{name}_{column}"))
            for column in links
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_strict=True,
    )
    for column in links:
        op.create_index(f"ix_{name}_{column}", name, [column])


def upgrade() -> None:
    for name, (columns, checks) in _TABLES.items():
        _table(name, columns, checks)
    op.create_index("ix_gathering_day", "gathering", ["day", "starts_at"])
    became = sa.text("service_id IS NOT NULL")
    op.create_index("ix_appointment_service", "appointment", ["service_id"], sqlite_where=became)
    op.create_index("ix_follow_up_about", "follow_up", ["about_id"])


def downgrade() -> None:
    op.drop_index("ix_follow_up_about", "follow_up")
    op.drop_index("ix_appointment_service", "appointment")
    for name in reversed(_TABLES):
        op.drop_table(name)
