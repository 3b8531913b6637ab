"""One person in a course twice, because two records turned out to be one: the two enrolments become one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cic_desktop.core.answers import Values
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.courses.tables import Attendance, Enrolment, Material
from cic_desktop.courses.undo import Before, as_is, put_back
from cic_desktop.db.work import Work
from cic_desktop.i18n import _

__all__ = ["Joint", "join_enrolments", "part_enrolments"]


@dataclass(frozen=True)
class Joint:
    """What `part_enrolments` undoes: enrolments as they were, marks and materials moved, marks that were less true."""

    before: Before
    moved: tuple[tuple[str, str, str], ...]  # table, row, the enrolment it came from
    gone: tuple[str, ...]  # marks
    numbers: tuple[tuple[str, str], ...]  # enrolment, the number of its certificate: `before` leaves them out


def join_enrolments(work: Work, enrolment_id: str) -> Joint:
    """Put everything of a person's other enrolments in the same course into this one; returns what undoes it.

    Of two marks in one lesson presence holds; of two days of enrolment the earlier, of two tests the first at the
    start and the last at the end. Raises CicError when the person is there once only, Missing.
    """
    work.require(Right.RECORD_HELP)
    kept = work.get(Enrolment, enrolment_id)
    others = work.rows(Enrolment, _OTHERS, (kept.course_id, kept.person_id, kept.id))
    if not others:
        raise CicError(_("This person is in the course only once."))
    before = as_is([kept, *others])
    numbers = tuple((row.id, row.certificate_number) for row in (kept, *others))
    moved: list[tuple[str, str, str]] = []
    gone: list[str] = []
    for other in others:
        _move_marks(work, other, kept, moved, gone)
        for row in work.rows(Material, _OF, (other.id,)):
            moved.append(("material", row.id, other.id))
            work.amend(row, {"enrolment_id": kept.id})
        if other.certificate_on and not kept.certificate_on:  # changed for each other: no number is lost
            mine, theirs = kept.certificate_number, other.certificate_number
            work.amend(kept, {"certificate_number": theirs, "certificate_on": other.certificate_on})
            work.amend(other, {"certificate_number": mine})
        work.amend(kept, _completed(kept, other))
        work.retire(other)
    return Joint(before, tuple(moved), tuple(gone), numbers)


def part_enrolments(work: Work, joint: Joint) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    for table, row_id, enrolment_id in joint.moved:
        found: Attendance | Material = work.get(_TABLES[table], row_id)
        work.amend(found, {"enrolment_id": enrolment_id})
    for mark_id in joint.gone:
        work.bring_back(Attendance, mark_id)
    put_back(work, joint.before)
    for enrolment_id, number in joint.numbers:
        work.amend(work.get(Enrolment, enrolment_id), {"certificate_number": number})


_TABLES: dict[str, type[Attendance | Material]] = {"attendance": Attendance, "material": Material}
_OTHERS = "course_id = ? AND person_id = ? AND id <> ? AND deleted_at IS NULL ORDER BY id"
_OF = "enrolment_id = ? AND deleted_at IS NULL ORDER BY id"
_TRUER = ("present", "late", "excused", "absent")
_GOES_ON = ("finished", "enrolled", "left", "waiting", "declined")  # of two states the one that says more


def _move_marks(
    work: Work, other: Enrolment, kept: Enrolment, moved: list[tuple[str, str, str]], gone: list[str]
) -> None:
    mine = {row.gathering_id: row for row in work.rows(Attendance, _OF, (kept.id,))}
    for row in work.rows(Attendance, _OF, (other.id,)):
        there = mine.get(row.gathering_id)
        truer = there is None or _TRUER.index(row.mark) < _TRUER.index(there.mark)
        less_true = there if truer else row
        if less_true is not None:
            gone.append(less_true.id)
            work.retire(less_true)
        if truer:
            moved.append(("attendance", row.id, other.id))
            work.amend(row, {"enrolment_id": kept.id})


def _completed(kept: Enrolment, other: Enrolment) -> Values:
    state = min(kept.state, other.state, key=_GOES_ON.index)
    values: Values = {"state": state, "enrolled_on": min(kept.enrolled_on, other.enrolled_on)}
    if _better(other.entry_on, kept.entry_on, earlier=True):
        values |= _test(other, "entry")
    if _better(other.exit_on, kept.exit_on, earlier=False):
        values |= _test(other, "exit")
    if state not in ("left", "declined"):
        values |= {"left_on": None, "left_reason": ""}
    elif state == other.state:
        values |= {name: getattr(other, name) for name in ("left_on", "left_reason")}
    return values | {"note": "\n".join(dict.fromkeys(filter(None, (kept.note, other.note))))}


def _better(theirs: date | None, mine: date | None, *, earlier: bool) -> bool:
    return theirs is not None and (mine is None or (theirs < mine if earlier else theirs > mine))


def _test(row: Enrolment, which: str) -> Values:
    return {f"{which}_{name}": getattr(row, f"{which}_{name}") for name in ("level", "points", "on")}
