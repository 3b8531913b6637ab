"""Rows of courses as they were, to put them back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cic_desktop.core.rights import Right
from cic_desktop.courses.attendance import keep_help_of
from cic_desktop.courses.tables import Course, Enrolment
from cic_desktop.db.base import Row
from cic_desktop.db.work import Work
from cic_desktop.diary.tables import Gathering

__all__ = ["Before", "put_back"]

_TABLES: dict[str, type[Row]] = {"course": Course, "enrolment": Enrolment, "gathering": Gathering}
# A certificate's number is on a paper once it was given: it stays with its row, so that nobody else ever gets it.
# A person's rows may have gone to another record in a merge since.
_NEVER_TAKEN_BACK = {"certificate_number", "person_id"}
_LEFT_OUT = frozenset(Row.model_fields) - {"deleted_at"} | _NEVER_TAKEN_BACK


@dataclass(frozen=True)
class WasRow:
    """One row's columns as they were."""

    table: str
    id: str
    values: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Before:
    """What `put_back` writes again."""

    rows: tuple[WasRow, ...]


def as_is(rows: Iterable[Row]) -> Before:
    """Courses, enrolments and lessons before they are changed."""
    return Before(tuple(WasRow(str(row.__tablename__), row.id, _values(row)) for row in rows))


def put_back(work: Work, before: Before) -> None:
    """Undo a change of courses, enrolments or lessons."""
    work.require(Right.RECORD_HELP)
    for was in before.rows:
        for row in work.rows(_TABLES[was.table], "id = ?", (was.id,)):
            called = _called(row)
            if _called(work.amend(row, dict(was.values))) != called:
                keep_help_of(work, row.id)


def _called(row: Row) -> tuple[str, str] | None:
    """What lessons held say of their course."""
    return (row.name, row.kind) if isinstance(row, Course) else None


def _values(row: Row) -> tuple[tuple[str, Any], ...]:
    return tuple((name, getattr(row, name)) for name in type(row).model_fields if name not in _LEFT_OUT)
