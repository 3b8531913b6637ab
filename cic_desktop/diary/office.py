"""What the centre can be booked by: office hours, rooms, interpreters, teachers."""

from __future__ import annotations

from datetime import date
from typing import Any

from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.base import Row
from cic_desktop.db.work import Read, Work
from cic_desktop.diary.fields import INTERPRETER, OFFICE_HOURS, ROOM, TEACHER
from cic_desktop.diary.rows import HoursLine, InterpreterLine, RoomLine, TeacherLine
from cic_desktop.diary.tables import Interpreter, OfficeHours, Room, Teacher
from cic_desktop.i18n import _
from cic_desktop.i18n.collation import sort_key

__all__ = [
    "bring_back", "interpreters", "keep_hours", "keep_interpreter", "keep_room", "keep_teacher", "name_kept",
    "office_hours", "retire_bookable", "rooms", "teachers",
]  # fmt: skip

_TABLES: dict[str, type[Row]] = {
    "room": Room, "interpreter": Interpreter, "office_hours": OfficeHours, "teacher": Teacher,
}  # fmt: skip


def keep_room(work: Work, answers: Answers, row_id: str = "", revision: int = 0) -> str:
    """Add a room, or change one; returns its id. Raises Invalid, Missing, Stale."""
    values = read_answers(ROOM, answers)
    return _keep(work, Room, {**values, "seats": values["seats"] or 0}, row_id, revision)


def keep_interpreter(work: Work, answers: Answers, row_id: str = "", revision: int = 0) -> str:
    """Add an interpreter of age, or change one; returns the id. Raises Invalid for a child."""
    values = read_answers(INTERPRETER, answers)
    if values.pop("adult") == "no":
        raise Invalid(
            Problem("adult", _("A child must not interpret. Choose a colleague or somebody of age from outside."))
        )
    values["languages"] = values["languages"].strip()
    return _keep(work, Interpreter, {**values, "sworn": values["sworn"] == "yes"}, row_id, revision)


def keep_teacher(work: Work, answers: Answers, row_id: str = "", revision: int = 0) -> str:
    """Add somebody who teaches, or change them; returns the id. Raises Invalid, Missing, Stale."""
    work.require(Right.RECORD_HELP)
    values = read_answers(TEACHER, answers)
    return _keep(work, Teacher, {**values, "account_id": values["account_id"] or None}, row_id, revision)


def keep_hours(work: Work, answers: Answers, row_id: str = "", revision: int = 0) -> str:
    """Add office hours, or change them; returns the id. Raises Invalid: an end before the start, a meeting too long."""
    values = _hours(read_answers(OFFICE_HOURS, answers))
    return _keep(work, OfficeHours, values, row_id, revision)


def retire_bookable(work: Work, table: str, row_id: str) -> None:
    """Take a room, an interpreter, a teacher or office hours off the list; what was booked with them stays."""
    work.require(Right.RECORD_HELP)
    work.retire(work.get(_TABLES[table], row_id))


def bring_back(work: Work, table: str, row_id: str) -> None:
    """Undo that."""
    work.require(Right.RECORD_HELP)
    work.bring_back(_TABLES[table], row_id)


def rooms(read: Read) -> list[RoomLine]:
    """The rooms by name."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql("SELECT id, revision, name, seats FROM room WHERE deleted_at IS NULL AND active ORDER BY name, id")
    return [RoomLine(*row) for row in rows]


def interpreters(read: Read, lang: str = "") -> list[InterpreterLine]:
    """The interpreters by name; those who speak the language first."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        "SELECT id, revision, name, languages, phone, sworn FROM interpreter WHERE deleted_at IS NULL AND active "
        "ORDER BY name, id"
    )
    lines = [InterpreterLine(row[0], row[1], row[2], tuple(row[3].split()), row[4], bool(row[5])) for row in rows]
    return sorted(lines, key=lambda line: bool(lang) and lang not in line.languages)


def teachers(read: Read) -> list[TeacherLine]:
    """Those who teach, by name."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        "SELECT t.id, t.revision, t.name, t.phone, t.email, coalesce(t.account_id, ''), coalesce(a.name, '') "
        "FROM teacher t LEFT JOIN account a ON a.id = t.account_id WHERE t.deleted_at IS NULL AND t.active"
    )
    return sorted((TeacherLine(*row) for row in rows), key=lambda line: (sort_key(line.name), line.id))


def name_kept(read: Read, table: str, row_id: str) -> str:
    """The name of a room, an interpreter or a teacher, on the list or taken off it; empty for nobody."""
    read.require(Right.READ_CLIENTS)
    found = read.sql(f"SELECT name FROM {_TABLES[table].__tablename__} WHERE id = ?", (row_id,))
    return found[0][0] if found else ""


def office_hours(read: Read, account_id: str = "") -> list[HoursLine]:
    """Everybody's office hours, or one colleague's, in the order of the week."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        "SELECT h.id, h.revision, h.account_id, a.name, h.weekday, h.starts_at, h.ends_at, h.slot_minutes, "
        "coalesce(h.room_id, ''), coalesce(r.name, ''), h.every_weeks, h.valid_from, h.valid_to "
        "FROM office_hours h JOIN account a ON a.id = h.account_id LEFT JOIN room r ON r.id = h.room_id "
        "WHERE h.deleted_at IS NULL AND (:account = '' OR h.account_id = :account) "
        "ORDER BY h.weekday, h.starts_at, a.name, h.id",
        {"account": account_id},
    )
    return [HoursLine(*row[:11], *(date.fromisoformat(day) if day else None for day in row[11:])) for row in rows]


def _keep(work: Work, table: type[Row], values: dict[str, Any], row_id: str, revision: int) -> str:
    work.require(Right.RECORD_HELP)
    if not row_id:
        return work.add(table(**values)).id
    return work.amend(work.get(table, row_id), values, revision).id


def _hours(values: Values) -> Values:
    """The columns of office hours, checked against each other."""
    start, end = (int(values[name][:2]) * 60 + int(values[name][3:]) for name in ("starts_at", "ends_at"))
    problems = []
    if end <= start:
        problems.append(Problem("ends_at", _("The end must come after the start.")))
    elif not 0 < values["slot_minutes"] <= end - start:
        problems.append(Problem("slot_minutes", _("One meeting must fit into the hours.")))
    if values["valid_to"] and values["valid_to"] < values["valid_from"]:
        problems.append(Problem("valid_to", _("The end must come after the start.")))
    if problems:
        raise Invalid(*problems)
    return {
        **values, "weekday": int(values["weekday"]), "every_weeks": int(values["every_weeks"]),
        "room_id": values["room_id"] or None,
    }  # fmt: skip
