"""The week of a course and the blocks of its programme: a whole list is kept at once, and what was there comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answer, Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.courses.fields import BLOCK, SLOT
from cic_desktop.courses.rows import answers_of
from cic_desktop.courses.rules import span
from cic_desktop.courses.tables import Course, CourseBlock, CourseSlot
from cic_desktop.db.base import Row
from cic_desktop.db.work import Work
from cic_desktop.diary.slots import DAY_LONG, Span
from cic_desktop.i18n import _

__all__ = ["keep_blocks", "keep_slots"]

Given = Mapping[str, Answer]
LONGEST = 600  # minutes of one lesson, as the tables take it


def keep_slots(work: Work, course_id: str, slots: Sequence[Given]) -> tuple[Answers, ...]:
    """Bring the timetable to these lines; returns the lines that were there, to be kept again as the undo.

    Raises Invalid with the line's number before the field: `1.starts_at`.
    """
    work.require(Right.RECORD_HELP)
    wanted = _read(SLOT, slots)
    problems = [*_lengths(wanted), *_overlaps(wanted)]
    if problems:
        raise Invalid(*problems)
    return _bring(work, CourseSlot, course_id, [_slot(values) for values in wanted])


def keep_blocks(work: Work, course_id: str, blocks: Sequence[Given]) -> tuple[Answers, ...]:
    """The same for the blocks of an adaptation course. Raises Invalid: a block twice."""
    work.require(Right.RECORD_HELP)
    wanted = _read(BLOCK, blocks)
    names = [values["block"] for values in wanted]
    twice = [number for number, name in enumerate(names) if name in names[:number]]
    if twice:
        raise Invalid(*(Problem(f"{number}.block", _("This block is in the list already.")) for number in twice))
    return _bring(work, CourseBlock, course_id, wanted)


def _read(fields: tuple[Field, ...], lines: Sequence[Given]) -> list[Values]:
    """Every line's values, or everything that is wrong with them at once."""
    values: list[Values] = []
    problems: list[Problem] = []
    for number, answers in enumerate(lines):
        try:
            values.append(read_answers(fields, answers))
        except Invalid as error:
            problems += (Problem(f"{number}.{problem.field}", problem.text) for problem in error.problems)
    if problems:
        raise Invalid(*problems)
    return values


def _slot(values: Values) -> Values:
    links = {name: values[name] or None for name in ("room_id", "teacher_id")}
    return {**values, **links, "weekday": int(values["weekday"])}


def _lengths(slots: list[Values]) -> Iterable[Problem]:
    for number, slot in enumerate(slots):
        if not 5 <= slot["minutes"] <= LONGEST:
            yield Problem(f"{number}.minutes", _("Please give a number from {least} to {most}.", least=5, most=LONGEST))
        elif _span(slot).end > DAY_LONG:
            yield Problem(f"{number}.minutes", _("It must end before midnight."))


def _overlaps(slots: list[Values]) -> Iterable[Problem]:
    for (_first, one), (number, other) in combinations(enumerate(slots), 2):
        if one["weekday"] == other["weekday"] and _span(one).meets(_span(other)):
            yield Problem(f"{number}.starts_at", _("This overlaps with another line of the timetable."))


def _span(slot: Values) -> Span:
    return span(slot["starts_at"], slot["minutes"])


def _bring(work: Work, table: type[Row], course_id: str, wanted: list[Values]) -> tuple[Answers, ...]:
    """Rows like the wanted stay, the others go, what is missing comes."""
    work.get(Course, course_id)
    names = [name for name in table.model_fields if name not in Row.model_fields and name != "course_id"]
    before, missing = [], list(wanted)
    for row in work.rows(table, "course_id = ? AND deleted_at IS NULL ORDER BY id", (course_id,)):
        values = {name: getattr(row, name) for name in names}
        before.append(answers_of(values))
        if values in missing:
            missing.remove(values)
        else:
            work.retire(row)
    for values in missing:
        work.add(table(course_id=course_id, **values))
    return tuple(before)
