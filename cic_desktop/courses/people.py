"""Reading the people of courses: a group with its presence and materials, and the courses of one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import fields
from datetime import date
from typing import Any

from cic_desktop import clients
from cic_desktop.clients.history import HistoryPart
from cic_desktop.core import clock
from cic_desktop.core.codes import options
from cic_desktop.core.fields import Field
from cic_desktop.core.rights import Right
from cic_desktop.courses.fields import ENROLMENT, LEAVE
from cic_desktop.courses.rows import EnrolmentLine, MaterialLine, PersonCourse, Suspect
from cic_desktop.db.work import Read
from cic_desktop.i18n import _

__all__ = ["HISTORY", "courses_of", "enrolment", "people_of", "same_person"]


HISTORY: dict[str, HistoryPart] = {
    "enrolment": HistoryPart(
        _("Course"),
        {
            "state": Field("state", _("State"), "choice", options=options("enrolment_state")),
            **{field.name: field for field in (*ENROLMENT, *LEAVE)},
            "entry_on": Field("entry_on", _("Test at the start"), "date"),
            "exit_level": Field("exit_level", _("Level at the end"), "choice", options=options("cefr")),
            "exit_points": Field("exit_points", _("Points in the test"), "number"),
            "exit_on": Field("exit_on", _("Test at the end"), "date"),
            "certificate_number": Field("certificate_number", _("Certificate")),
            "certificate_on": Field("certificate_on", _("Date of the certificate"), "date"),
        },
    )
}
"""How a person's history words these tables."""


def people_of(read: Read, course_id: str) -> tuple[EnrolmentLine, ...]:
    """Everybody who is or was in a course, in Polish order."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(f"{_LINE} WHERE e.course_id = ? AND e.deleted_at IS NULL ORDER BY p.sort_key, e.id", (course_id,))
    days = [day for (day,) in read.sql(_HELD_DAYS, (course_id,))]
    present = dict(read.sql(_PRESENT, (course_id,)))
    materials = _materials(read, course_id)
    times = Counter(row[_PERSON] for row in rows)
    lines = []
    for row in rows:
        found = _read(dict(zip(_COLUMNS, row, strict=False)))
        last = str(found["left_on"] or date.max)
        lines.append(
            EnrolmentLine(
                **found,
                present=present.get(row[0], 0),
                held=0 if found["state"] in ("waiting", "declined") else len(days),  # they were never in the group
                since=sum(str(found["enrolled_on"]) <= day <= last for day in days),
                materials=tuple(materials.get(row[0], ())),
                twice=times[row[_PERSON]] > 1,
            )
        )
    return tuple(lines)


def enrolment(read: Read, enrolment_id: str) -> EnrolmentLine | None:
    """One person of a course."""
    read.require(Right.READ_CLIENTS)
    found = read.sql("SELECT course_id FROM enrolment WHERE id = ? AND deleted_at IS NULL", (enrolment_id,))
    people = people_of(read, found[0][0]) if found else ()
    return next((line for line in people if line.id == enrolment_id), None)


def same_person(read: Read, course_id: str, person_id: str) -> tuple[Suspect, ...]:
    """Who of a course may be the person about to be enrolled, written in another way; the likeliest first.

    Two records once found to be two people are not suggested.
    """
    read.require(Right.READ_CLIENTS)
    there = {line.person_id: line for line in people_of(read, course_id)}
    alike = clients.alike_among(read, person_id, there)
    return tuple(Suspect(there[line.id], match.score, match.reasons) for line, match in alike)


def courses_of(read: Read, person_id: str) -> tuple[PersonCourse, ...]:
    """A person's courses, the newest first."""
    read.require(Right.READ_CLIENTS)
    asked = {"person": person_id, "today": clock.today().isoformat()}
    return tuple(_person_course(row, asked["today"]) for row in read.sql(_OF_PERSON, asked))


_LINE = """
SELECT e.id, e.revision, e.course_id, e.person_id, trim(p.surname || ' ' || p.given), p.case_number,
  coalesce((SELECT language FROM person_language l WHERE l.person_id = p.id AND l.deleted_at IS NULL
            ORDER BY l.preferred DESC, l.id LIMIT 1), ''),
  coalesce((SELECT value FROM contact k WHERE k.person_id = p.id AND k.kind = 'phone' AND k.deleted_at IS NULL
            ORDER BY k.valid_to IS NOT NULL, k.preferred DESC, k.id DESC LIMIT 1), ''),
  e.state, e.enrolled_on, e.entry_level, e.entry_points, e.entry_on, e.exit_level, e.exit_points, e.exit_on,
  e.left_on, e.left_reason, e.certificate_number, e.certificate_on, e.note
FROM enrolment e JOIN person p ON p.id = e.person_id"""
_COLUMNS = [field.name for field in fields(EnrolmentLine)]
_PERSON = _COLUMNS.index("person_id")
_DAYS = ("enrolled_on", "entry_on", "exit_on", "left_on", "certificate_on", "starts_on", "ends_on", "next_day")
_HELD_DAYS = "SELECT day FROM gathering WHERE course_id = ? AND state = 'held' AND deleted_at IS NULL"
_PRESENT = """
SELECT m.enrolment_id, count(*) FROM gathering g JOIN attendance m ON m.gathering_id = g.id
WHERE g.course_id = ? AND g.state = 'held' AND g.deleted_at IS NULL AND m.deleted_at IS NULL
  AND m.mark IN ('present', 'late') GROUP BY m.enrolment_id"""
_OF_PERSON = """
SELECT e.id, c.id, c.name, c.kind, c.level, c.state, c.starts_on, c.ends_on, e.state, e.enrolled_on, e.left_on,
  e.left_reason, e.entry_level, e.exit_level, e.exit_on, e.certificate_number, e.certificate_on,
  (SELECT count(*) FROM attendance m JOIN gathering g ON g.id = m.gathering_id WHERE m.enrolment_id = e.id
   AND m.deleted_at IS NULL AND m.mark IN ('present', 'late') AND g.state = 'held' AND g.deleted_at IS NULL),
  (SELECT count(*) FROM gathering g WHERE g.course_id = c.id AND g.state = 'held' AND g.deleted_at IS NULL
   AND e.state NOT IN ('waiting', 'declined')),
  n.day, coalesce(n.starts_at, '')
FROM enrolment e JOIN course c ON c.id = e.course_id LEFT JOIN gathering n ON n.id = (
  SELECT g.id FROM gathering g WHERE g.course_id = c.id AND g.state = 'planned' AND g.day >= :today
  AND g.deleted_at IS NULL AND e.state IN ('enrolled', 'finished') ORDER BY g.day, g.starts_at, g.id LIMIT 1)
WHERE e.person_id = :person AND e.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY c.starts_on DESC, e.id DESC"""


def _read(found: dict[str, Any]) -> dict[str, Any]:
    """Days as days; a number kept for a certificate taken back is none."""
    found |= {name: date.fromisoformat(found[name]) for name in _DAYS if found.get(name)}
    return found if found["certificate_on"] else found | {"certificate_number": ""}


def _person_course(row: Any, today: str) -> PersonCourse:
    found = dict(zip((field.name for field in fields(PersonCourse)), row, strict=True))
    if found["course_state"] in ("planned", "running"):
        found["course_state"] = "running" if found["starts_on"] <= today else "planned"
    return PersonCourse(**_read(found))


def _materials(read: Read, course_id: str) -> dict[str, list[MaterialLine]]:
    rows = read.sql(
        "SELECT m.enrolment_id, m.id, m.title, m.given_on FROM enrolment e JOIN material m ON m.enrolment_id = e.id "
        "WHERE e.course_id = ? AND m.deleted_at IS NULL ORDER BY m.given_on, m.id",
        (course_id,),
    )
    found: dict[str, list[MaterialLine]] = defaultdict(list)
    for enrolment_id, row_id, title, given_on in rows:
        found[enrolment_id].append(MaterialLine(row_id, title, date.fromisoformat(given_on)))
    return found
