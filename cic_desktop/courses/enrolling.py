"""People of a course: enrolled or put on the waiting list, moved up, tested, left, back again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cic_desktop import clients, diary
from cic_desktop.core import clock
from cic_desktop.core.answers import MISSING, Values, read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answer
from cic_desktop.core.rights import Right
from cic_desktop.courses.fields import ENROLMENT, LEAVE, LEVEL_TEST
from cic_desktop.courses.rules import lessons_in, still_open, taken
from cic_desktop.courses.tables import Course, Enrolment
from cic_desktop.courses.undo import Before, as_is
from cic_desktop.db.work import Work
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext

__all__ = [
    "Enrolled", "WhichTest", "already", "amend_enrolment", "back_in", "bring_enrolment_back", "clear_level", "decline",
    "enrol", "leave", "move_up", "read_enrolment", "retire_enrolment", "set_level", "set_levels",
]  # fmt: skip

Given = Mapping[str, Answer]
WhichTest = Literal["entry", "exit"]


@dataclass(frozen=True)
class Enrolled:
    """The new enrolment, and whether the person is in the group or waits: `enrolled` or `waiting`.

    `clashes` say which lessons to come fall into another lesson or an appointment of the person; `first` is who
    waited already for the place that is free.
    """

    id: str
    state: str
    clashes: tuple[Text, ...] = ()
    first: str = ""


def enrol(work: Work, course_id: str, person_id: str, answers: Given | None = None, *, over: bool = False) -> Enrolled:
    """Take a person into a course, today unless a day is given; into the waiting list when the group is full, or
    when somebody waits already for the place that is free.

    `over` takes them into the group all the same. Raises Invalid beside `person_id` for somebody who is in the course
    already; CicError when the course is over; Missing.
    """
    work.require(Right.RECORD_HELP)
    row = still_open(work, course_id)
    person_id = clients.living_id(work, person_id)
    name = clients.display_name(work, person_id)
    _refuse_twice(work, course_id, person_id, name)
    values = read_enrolment(answers or {})
    free = taken(work, course_id) < row.capacity
    first = _first_waiting(work, course_id) if free and not over else ""
    state = "enrolled" if over or (free and not first) else "waiting"
    clashes = _clashes(work, course_id, person_id)
    made = work.add(Enrolment(course_id=course_id, person_id=person_id, state=state, **values))
    return Enrolled(made.id, state, clashes, first)


def amend_enrolment(work: Work, enrolment_id: str, revision: int, answers: Given) -> Before:
    """Correct the day, the level at the start, the note; returns how it was. Raises Invalid, Missing, Stale."""
    work.require(Right.RECORD_HELP)
    row = work.get(Enrolment, enrolment_id)
    before, values = as_is([row]), read_enrolment(answers)
    if row.entry_level and values["entry_level"]:
        values["entry_on"] = row.entry_on  # the test stays on its day
    late = [Problem("enrolled_on", problem.text) for problem in _order({**vars(row), **values})]
    if problems := [*late, *_marked(work, row, values)]:
        raise Invalid(problems[0])
    work.amend(row, values, revision)
    return before


def move_up(work: Work, enrolment_id: str, *, over: bool = False) -> Before:
    """From the waiting list into the group, from today on; returns how it was. Raises CicError when it is full."""
    work.require(Right.RECORD_HELP)
    row = work.get(Enrolment, enrolment_id)
    if row.state != "waiting":
        raise CicError(_("Only somebody on the waiting list can be moved up."))
    return _into_group(work, row, over)


def back_in(work: Work, enrolment_id: str, *, over: bool = False) -> Before:
    """Somebody who left or declined comes after all; returns how it was. Raises CicError when the group is full.

    Whoever had left keeps the day of enrolment and what was marked; whoever had declined begins today.
    """
    work.require(Right.RECORD_HELP)
    row = work.get(Enrolment, enrolment_id)
    if row.state not in ("left", "declined"):
        raise CicError(_("Only somebody who left the course can come back."))
    return _into_group(work, row, over)


def leave(work: Work, enrolment_id: str, answers: Given) -> Before:
    """The person no longer comes; returns how it was. Raises Invalid: a day before the enrolment or to come."""
    work.require(Right.RECORD_HELP)
    row = work.get(Enrolment, enrolment_id)
    values = read_answers(LEAVE, answers)
    problems = [*_leaving(work, row, values)]
    if problems:
        raise Invalid(*problems)
    return _amend(work, row, {"state": "left", **values})


def decline(work: Work, enrolment_id: str) -> Before:
    """The person did not want the place before it began; returns how it was. Raises CicError after a first mark."""
    work.require(Right.RECORD_HELP)
    row = work.get(Enrolment, enrolment_id)
    if _last_there(work, row):
        raise CicError(_("This person was at a lesson. Note that they left, and why."))
    return _amend(work, row, {"state": "declined", "left_on": max(clock.today(), row.enrolled_on)})


def set_level(work: Work, enrolment_id: str, which: WhichTest, answers: Given) -> Before:
    """Note a level test at the start or at the end; returns how it was.

    Raises Invalid beside `day`: a test before the enrolment, one at the end before the one at the start.
    """
    work.require(Right.RECORD_HELP)
    row = work.get(Enrolment, enrolment_id)
    values = read_answers(LEVEL_TEST, answers)
    changes = {
        f"{which}_level": values["level"], f"{which}_points": values["points"], f"{which}_on": values["day"],
    }  # fmt: skip
    problems = [Problem("day", problem.text) for problem in _order({**vars(row), **changes})]
    if problems:
        raise Invalid(problems[0])
    return _amend(work, row, changes)


def set_levels(work: Work, which: WhichTest, tests: Sequence[tuple[str, Given]]) -> list[Before]:
    """The tests of a group at once, by enrolment; one without a level and points takes the test away.

    All or none. Raises Invalid with the place in `tests` before the field: `2.level`.
    """
    work.require(Right.RECORD_HELP)
    before, problems = [], []
    for place, (enrolment_id, given) in enumerate(tests):
        try:
            empty = not given.get("level") and not given.get("points")
            before.append(
                clear_level(work, enrolment_id, which) if empty else set_level(work, enrolment_id, which, given)
            )
        except Invalid as refused:
            problems += [Problem(f"{place}.{problem.field}", problem.text) for problem in refused.problems]
        except CicError as refused:
            problems.append(Problem(f"{place}.level", refused.text))
    if problems:
        raise Invalid(*problems)
    return before


def clear_level(work: Work, enrolment_id: str, which: WhichTest) -> Before:
    """Take a test noted by mistake away; returns how it was."""
    work.require(Right.RECORD_HELP)
    row = work.get(Enrolment, enrolment_id)
    if which == "entry" and row.exit_level:
        raise CicError(_("There is a test at the end already. Take it away first."))
    return _amend(work, row, {f"{which}_level": "", f"{which}_points": None, f"{which}_on": None})


def retire_enrolment(work: Work, enrolment_id: str) -> None:
    """Take out somebody enrolled by mistake. Raises CicError when there is a mark or a certificate."""
    work.require(Right.RECORD_HELP)
    row = work.get(Enrolment, enrolment_id)
    if row.certificate_on or work.sql(_ANY_MARK, (row.id,)):
        raise CicError(_("This person was marked in a lesson or has a certificate. Note that they left, and why."))
    work.retire(row)


def bring_enrolment_back(work: Work, enrolment_id: str) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    work.bring_back(Enrolment, enrolment_id)


def read_enrolment(answers: Given) -> Values:
    """The columns of an enrolment; a level given with it was tested on its day. Raises Invalid."""
    values = read_answers(ENROLMENT, answers)
    values["enrolled_on"] = values["enrolled_on"] or clock.today()
    if values["entry_points"] is not None and not values["entry_level"]:
        raise Invalid(Problem("entry_level", MISSING))
    if values["enrolled_on"] > clock.today():
        raise Invalid(Problem("enrolled_on", _("This day is still to come.")))
    return {**values, "entry_on": values["enrolled_on"] if values["entry_level"] else None}


def already(state: str, name: Text) -> Text:
    """What is said to somebody who enrols a person twice; `state` is that of the enrolment there is."""
    if state == "waiting":
        return _("{name} is on the waiting list of this course already.", name=name)
    if state == "left":
        return _("{name} left this course. Bring them back instead of enrolling them again.", name=name)
    if state == "declined":
        return _("{name} declined this course. Bring them back instead of enrolling them again.", name=name)
    return _("{name} is in this course already.", name=name)


_ANY_MARK = "SELECT 1 FROM attendance WHERE enrolment_id = ? AND deleted_at IS NULL LIMIT 1"
_DAYS_THERE = """
SELECT min(g.day), max(g.day) FROM attendance m JOIN gathering g ON g.id = m.gathering_id
WHERE m.enrolment_id = ? AND m.deleted_at IS NULL AND m.mark IN ('present', 'late') AND g.deleted_at IS NULL"""


def _amend(work: Work, row: Enrolment, changes: Values) -> Before:
    before = as_is([row])
    work.amend(row, changes)
    return before


def _refuse_twice(work: Work, course_id: str, person_id: str, name: str) -> None:
    where = "course_id = ? AND person_id = ? AND deleted_at IS NULL ORDER BY id DESC"
    for row in work.rows(Enrolment, where, (course_id, person_id)):
        raise Invalid(Problem("person_id", already(row.state, Plain(name))))


def _first_waiting(work: Work, course_id: str) -> str:
    """The name of whoever has waited longest, whatever day they were entered for; empty when nobody waits."""
    where = "course_id = ? AND state = 'waiting' AND deleted_at IS NULL ORDER BY id LIMIT 1"
    return next((clients.display_name(work, row.person_id) for row in work.rows(Enrolment, where, (course_id,))), "")


def _clashes(work: Work, course_id: str, person_id: str) -> tuple[Text, ...]:
    """What else the person has at the lessons to come: told, since people choose between two courses themselves."""
    today = clock.today()
    lessons = [each for each in lessons_in(work, course_id, "planned") if each.day >= today]
    occasions = [diary.Occasion(each.day, each.starts_at, each.minutes, persons=(person_id,)) for each in lessons]
    found = zip(lessons, diary.clashes_of_many(work, occasions), strict=True)
    return tuple(
        Joined((Day(lesson.day, "short"), clash.text))
        for lesson, clashes in found
        for clash in clashes
        if clash.field == "starts_at"
    )


def _into_group(work: Work, row: Enrolment, over: bool) -> Before:
    course = still_open(work, row.course_id)
    if not over and taken(work, course.id) >= course.capacity:
        raise CicError(_full(course))
    began = {} if row.state == "left" else {"enrolled_on": clock.today()}
    return _amend(work, row, {"state": "enrolled", "left_on": None, "left_reason": "", **began})


def _full(course: Course) -> Text:
    return ngettext("The group is full: it has {n} place.", "The group is full: it has {n} places.", course.capacity)


def _order(values: Values) -> Iterable[Problem]:
    """The days of an enrolment in their order; `values` are its columns.

    Whoever came from the waiting list may have been tested while they waited: since the row was made.
    """
    enrolled, entry, exit_on, left = (values[name] for name in ("enrolled_on", "entry_on", "exit_on", "left_on"))
    today, known = clock.today(), min(enrolled, clock.local(values["created_at"]).date())
    for name, day in (("entry_on", entry), ("exit_on", exit_on)):
        if day and day > today:
            yield Problem(name, _("This day is still to come."))
        elif day and day < known:
            yield Problem(name, _("The test is before the enrolment on {day}.", day=Day(known, "short")))
    if exit_on and not entry:
        yield Problem("exit_on", _("Note the test at the start first: the two are compared."))
    elif exit_on and exit_on < entry:
        yield Problem(
            "exit_on", _("The test at the end is before the one at the start on {day}.", day=Day(entry, "short"))
        )
    if left and left < enrolled:
        yield Problem("enrolled_on", _("The person left on {day}, before this day.", day=Day(left, "short")))


def _marked(work: Work, row: Enrolment, values: Values) -> Iterable[Problem]:
    first = work.sql(_DAYS_THERE, (row.id,))[0][0]
    if first and values["enrolled_on"].isoformat() > first:
        yield Problem("enrolled_on", _("The person was at a lesson before this day."))


def _last_there(work: Work, row: Enrolment) -> str:
    return str(work.sql(_DAYS_THERE, (row.id,))[0][1] or "")


def _leaving(work: Work, row: Enrolment, values: Values) -> Iterable[Problem]:
    day = values["left_on"]
    if day > clock.today():
        yield Problem("left_on", _("This day is still to come."))
    elif day < row.enrolled_on:
        told = _("This is before the enrolment on {day}.", day=Day(row.enrolled_on, "short"))
        yield Problem("left_on", told)
    elif day.isoformat() < _last_there(work, row):
        yield Problem("left_on", _("The person was at a lesson after this day."))
