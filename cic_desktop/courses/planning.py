"""From the timetable to lessons: proposed with public holidays left out and clashes told, then kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cic_desktop import diary
from cic_desktop.core import clock
from cic_desktop.core.answers import Values
from cic_desktop.core.errors import Invalid, Missing, Problem
from cic_desktop.core.rights import Right
from cic_desktop.courses.lessons import retire_lesson
from cic_desktop.courses.queries import course
from cic_desktop.courses.rows import CourseCard, ProposedLesson, SlotLine
from cic_desktop.courses.rules import lessons_in, span, still_open
from cic_desktop.courses.tables import Course
from cic_desktop.db.work import Read, Work
from cic_desktop.diary.free_days import free_day
from cic_desktop.diary.tables import Gathering
from cic_desktop.i18n import _

__all__ = ["Planned", "moved_by_hand", "plan_lessons", "propose_lessons", "unplan_lessons", "units_kept"]

_FURTHEST = timedelta(days=731)  # a course by teaching hours alone ends some day


@dataclass(frozen=True)
class Planned:
    """Lessons put into the diary, and those they took the place of."""

    made: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.made)


def propose_lessons(read: Read, course_id: str) -> tuple[ProposedLesson, ...]:
    """Lessons by the timetable until the last day or until all teaching hours are in lessons, whichever is first.

    Lessons held, called off or over keep their time; those still planned are proposed anew, and those of them the
    timetable does not ask for (moved, added by hand) are told with `goes`. A lesson with `skipped` falls on a public
    holiday and makes the course longer. Raises Invalid when there is no timetable, or nothing says when the course
    ends.
    """
    read.require(Right.READ_CLIENTS)
    card = course(read, course_id)
    if card is None:
        raise Missing()
    if not card.slots:
        raise Invalid(Problem("slots", _("Add a line to the timetable first: a day of the week and a time.")))
    if not card.line.units and not card.line.ends_on:
        raise Invalid(Problem("ends_on", _("Give the last day of the course or its teaching hours.")))
    proposed = list(_with_there(card, _with_blocks(card, _with_subjects(card, _until_enough(card)))))
    everything = [*_with_clashes(read, course_id, proposed), *_leaving(card, proposed)]
    return tuple(sorted(everything, key=lambda each: (each.day, each.starts_at)))


def moved_by_hand(proposed: Sequence[ProposedLesson]) -> list[ProposedLesson]:
    """What is better left as it is: lessons that were moved, and the hours they were moved from.

    While most lessons to come are where the timetable wants them, one elsewhere was moved; after a change of the
    timetable itself most are elsewhere, and nothing is concluded.
    """
    going = [each for each in proposed if each.goes]
    if len(going) >= sum(bool(each.there) and not each.goes for each in proposed):
        return []
    new = [each for each in proposed if not each.there and each.skipped is None]
    for moved in going:
        near = (each for each in new if abs(each.day - moved.day) < timedelta(days=7))
        if origin := min(near, key=lambda each: abs(each.day - moved.day), default=None):
            new.remove(origin)
            going = [*going, origin]
    return going


def units_kept(read: Read, course_id: str) -> float:
    """Teaching hours of the lessons that planning anew leaves alone. Raises Missing."""
    read.require(Right.READ_CLIENTS)
    card = course(read, course_id)
    if card is None:
        raise Missing()
    return _minutes(_staying(card)) / card.line.unit_minutes


def plan_lessons(work: Work, course_id: str, proposed: Sequence[ProposedLesson]) -> Planned:
    """Put proposed lessons into the diary, each in place of the one to come at its time; returns what undoes it.

    A lesson to come is taken out only when told with `goes`: nothing leaves the plan that was not on the list.
    """
    work.require(Right.RECORD_HELP)
    row = still_open(work, course_id)
    rows = lessons_in(work, course_id, "planned", "held", "called_off")
    today = clock.today()
    old = {(each.day, each.starts_at): each for each in rows if _replaced(each, today)}
    told = {(each.day, each.starts_at) for each in proposed if each.skipped is None}
    staying = [each for each in rows if not _replaced(each, today) or (each.day, each.starts_at) not in told]
    made, gone = [], []
    for each in proposed:
        there = old.get((each.day, each.starts_at))
        if each.skipped is not None or (there and not each.goes and _same(there, each, row)):
            continue
        if not each.goes and _meets_any(each, staying):
            continue
        if there:
            work.retire(there)
            gone.append(there.id)
        if not each.goes:
            made.append(work.add(_lesson(row, each, there)).id)
    return Planned(tuple(made), tuple(gone))


def unplan_lessons(work: Work, planned: Planned) -> None:
    """Undo that. Raises CicError when one of the lessons was held since, Missing."""
    work.require(Right.RECORD_HELP)
    for lesson_id in planned.made:
        retire_lesson(work, lesson_id)
    for lesson_id in planned.gone:
        work.bring_back(Gathering, lesson_id)


def _replaced(lesson: Gathering | diary.GatheringLine, today: date) -> bool:
    return lesson.state == "planned" and lesson.day >= today


def _meets_any(wanted: ProposedLesson, lessons: Iterable[Gathering | diary.GatheringLine]) -> bool:
    at = span(wanted.starts_at, wanted.minutes)
    return any(each.day == wanted.day and span(each.starts_at, each.minutes).meets(at) for each in lessons)


def _until_enough(card: CourseCard) -> Iterator[ProposedLesson]:
    """The series with its holidays, but no longer than the course is to be."""
    staying = _staying(card)
    wanted = card.line.units * card.line.unit_minutes or float("inf")
    there = _minutes(staying)
    for lesson in _series(card):
        if there >= wanted:
            return
        if not _meets_any(lesson, staying):
            there += 0 if lesson.skipped else lesson.minutes
            yield lesson


def _staying(card: CourseCard) -> list[diary.GatheringLine]:
    """What planning anew leaves alone."""
    today = clock.today()
    return [each for each in card.lessons if not _replaced(each, today)]


def _minutes(lessons: Iterable[diary.GatheringLine]) -> int:
    return sum(each.minutes for each in lessons if each.state != "called_off")


def _series(card: CourseCard) -> Iterator[ProposedLesson]:
    day, last = card.line.starts_on, card.line.ends_on or card.line.starts_on + _FURTHEST
    while day <= last:
        for slot in card.slots:
            if slot.weekday == day.weekday():
                yield _by_slot(card, slot, day)
        day += timedelta(days=1)


def _by_slot(card: CourseCard, slot: SlotLine, day: date) -> ProposedLesson:
    return ProposedLesson(
        day, slot.starts_at, slot.minutes,
        room_id=slot.room_id or card.line.room_id,
        teacher_id=slot.teacher_id or card.line.teacher_id,
        skipped=free_day(day),
    )  # fmt: skip


def _with_subjects(card: CourseCard, lessons: Iterable[ProposedLesson]) -> Iterator[ProposedLesson]:
    """The subjects written for lessons to come stay in their order, whenever the lessons are now."""
    today = clock.today()
    titles = iter([each.title for each in card.lessons if _replaced(each, today)])
    for lesson in lessons:
        yield lesson if lesson.skipped else replace(lesson, title=next(titles, ""))


def _with_blocks(card: CourseCard, lessons: Iterable[ProposedLesson]) -> Iterator[ProposedLesson]:
    """The blocks one after the other, each until its teaching hours are in lessons."""
    left = {each.block: each.units * card.line.unit_minutes for each in card.blocks}
    today = clock.today()
    for there in card.lessons:
        if there.block in left and there.state != "called_off" and not _replaced(there, today):
            left[there.block] -= there.minutes
    titles = {each.block: each.title for each in card.blocks}
    for lesson in lessons:
        block = next((name for name, minutes in left.items() if minutes > 0), "")
        if block and not lesson.skipped:
            left[block] -= lesson.minutes
            lesson = replace(lesson, block=block, title=lesson.title or titles[block])
        yield lesson


def _with_there(card: CourseCard, lessons: Iterable[ProposedLesson]) -> Iterator[ProposedLesson]:
    """The lesson that has the time already, and what of it would change."""
    today = clock.today()
    there = {(each.day, each.starts_at): each for each in card.lessons if _replaced(each, today)}
    for lesson in lessons:
        old = there.get((lesson.day, lesson.starts_at))
        if old is None or lesson.skipped:
            yield lesson
            continue
        same = (old.teacher_id, old.room_id) == (lesson.teacher_id, lesson.room_id)
        yield replace(lesson, there=old.id, now="" if same else _where_now(old))


def _leaving(card: CourseCard, proposed: Sequence[ProposedLesson]) -> Iterator[ProposedLesson]:
    """Lessons to come which the timetable does not ask for: moved, added by hand, or of the timetable before."""
    today, times = clock.today(), {(each.day, each.starts_at) for each in proposed if each.skipped is None}
    for old in card.lessons:
        if _replaced(old, today) and (old.day, old.starts_at) not in times:
            yield ProposedLesson(
                old.day, old.starts_at, old.minutes, old.room_id, old.teacher_id, old.block, old.title,
                there=old.id, now=_where_now(old), goes=True,
            )  # fmt: skip


def _where_now(old: diary.GatheringLine) -> str:
    return ", ".join(word for word in (old.teacher, old.room) if word)


def _with_clashes(read: Read, course_id: str, lessons: list[ProposedLesson]) -> Iterator[ProposedLesson]:
    occasions = [
        diary.Occasion(
            each.day, each.starts_at, each.minutes, teacher_id=each.teacher_id, room_id=each.room_id,
            course_id=course_id,
        )
        for each in lessons
    ]  # fmt: skip
    for lesson, clashes in zip(lessons, diary.clashes_of_many(read, occasions), strict=True):
        yield lesson if lesson.skipped else replace(lesson, clashes=tuple(clashes))


def _values(row: Course, lesson: ProposedLesson) -> Values:
    return {
        "minutes": lesson.minutes, "teacher_id": lesson.teacher_id or None, "room_id": lesson.room_id or None,
        "block": lesson.block, "title": lesson.title, "place": "" if lesson.room_id else row.place,
    }  # fmt: skip


def _same(there: Gathering, lesson: ProposedLesson, row: Course) -> bool:
    return all(getattr(there, name) == value for name, value in _values(row, lesson).items())


def _lesson(row: Course, lesson: ProposedLesson, there: Gathering | None) -> Gathering:
    """A lesson to come; the interpreter of the one whose time it takes stays with it."""
    interpreter_id = there.interpreter_id if there else None
    values = _values(row, lesson)
    return Gathering(
        course_id=row.id, day=lesson.day, starts_at=lesson.starts_at, interpreter_id=interpreter_id, **values
    )
