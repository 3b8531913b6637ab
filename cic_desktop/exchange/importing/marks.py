"""A list of attendance for a course: a column for each lesson, or a row for each day. Marks here stay as they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from cic_desktop import courses
from cic_desktop.core import clock, partial_date
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.codes import options
from cic_desktop.core.errors import CicError, Missing
from cic_desktop.core.text import fold
from cic_desktop.courses.rows import EnrolmentLine
from cic_desktop.db.work import Read, Work
from cic_desktop.diary.rows import GatheringLine
from cic_desktop.exchange.importing import values
from cic_desktop.exchange.importing.ledger import Ledger
from cic_desktop.exchange.importing.mapping import MARK, data
from cic_desktop.exchange.importing.reader import Reading, RowReader, put_name, put_number
from cic_desktop.exchange.importing.rows import CellNote, Columns, Line, SheetRow, Table, cell_name, each_row
from cic_desktop.exchange.importing.whom import Whom
from cic_desktop.i18n import LANGUAGES, Day, Text, _

Tick = Callable[[float], None]
_PUTS = {
    "full_name": put_name(surname_first=False), "reversed_name": put_name(surname_first=True), "number": put_number,
}  # fmt: skip
_NOBODY: Text = _("Nobody in this course is called so. Enrol the person first.")
_NO_LESSON: Text = _("The course has no lesson then. Plan it first, or correct the date.")


@dataclass(frozen=True)
class Marking:
    """A row as read: whose marks, by lesson."""

    enrolment_id: str
    marks: Mapping[str, str]


class AttendanceImport:
    """One list against one state of a course's register."""

    def __init__(self, read: Read, table: Table, columns: Columns, course_id: str) -> None:
        found = courses.register(read, course_id)
        if found is None:
            raise Missing()
        self._table, self._register, self.ledger = table, found, Ledger(read, "attendance")
        self._marks = [place for place, name in sorted(columns.items()) if name == MARK]
        own = {place: name for place, name in columns.items() if name != MARK}
        self._reader = RowReader("attendance", table, own, _PUTS)
        self._people = {line.person_id: line for line in found.people}
        self._whom = Whom(read, self._people)
        self._lessons = {place: self._lesson(table.headings[place]) for place in self._marks}
        self._seen: dict[tuple[str, str], int] = {}

    def lines(self, tick: Tick) -> tuple[Line, ...]:
        """What becomes of each row."""
        return tuple(self.rows(tick))

    def rows(self, tick: Tick) -> list[Line]:
        return each_row(self._table, self._line, tick)

    def _line(self, row: SheetRow) -> Line | None:
        reading = self._reader.read(row)
        if reading is None:
            return None
        person_id = self._whom.find(reading, _NOBODY)
        line = Line(row.number, "rejected", self._people[person_id].person if person_id else _title(reading))
        if not person_id or reading.problems:
            return replace(line, problems=tuple(reading.problems))
        who = self._people[person_id]
        marks = dict(self._taken(reading, who, row))
        if reading.problems:
            return replace(line, problems=tuple(reading.problems))
        state, notes = ("new" if marks else "unchanged"), tuple(reading.notes)
        return replace(line, state=state, notes=notes, target=who.id, found=Marking(who.id, marks))  # type: ignore[arg-type]

    def _taken(self, reading: Reading, who: EnrolmentLine, row: SheetRow) -> Iterator[tuple[str, str]]:
        """The marks of a row that go in; why others do not is noted beside their cells."""
        for place in self._marks:
            raw = values.plain(row.cell(place))
            if not raw:
                continue
            lesson, mark = self._lessons[place] or self._of_day(reading), mark_of(raw)
            note = _note(reading, row, place)
            if mark is None:
                reading.problems.append(note(_UNKNOWN_MARK))
            elif (why := self._refused(lesson, who)) is not None:
                reading.notes.append(note(why))
            elif lesson and (known := self._register.marks.get((lesson.id, who.id))):
                if known != mark:
                    reading.notes.append(note(_kept(known)))
            elif lesson:
                yield lesson.id, mark

    def _refused(self, lesson: GatheringLine | None, who: EnrolmentLine) -> Text | None:
        """Why a mark cannot stand there."""
        if lesson is None:
            return _NO_LESSON
        if lesson.day > clock.today():
            return _("This lesson is still to come.")
        if not who.expected(lesson.day):
            return _("Was not in the course on {day}.", day=Day(lesson.day, "short"))
        return None

    def _of_day(self, reading: Reading) -> GatheringLine | None:
        """The lesson of the row's own date and time."""
        return self._lesson(f"{reading.answers.get('day', '')} {reading.answers.get('starts_at', '')}")

    def _lesson(self, said: str) -> GatheringLine | None:
        """The only lesson on a day, at a time where one is said."""
        day, time = day_of(said), _TIME.search(said)
        found = [one for one in self._register.lessons if _on(one, day)]
        if time and len(found) > 1:
            at = f"{int(time[1]):02d}:{time[2]}"
            found = [one for one in found if one.starts_at == at] or found
        return found[0] if len(found) == 1 else None


_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?\s*$")
_WHOLE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_DAY_MONTH = re.compile(r"\b(\d{1,2})[./](\d{1,2})\b")
_UNKNOWN_MARK: Text = _("Write {marks}, or leave the cell empty.", marks="+, –, s, u")


def day_of(said: str) -> tuple[int, int, int] | None:
    """Year, month and day a heading or a cell says; the year is 0 where it is not said."""
    if whole := _WHOLE.search(said):
        try:
            day = partial_date.parse(whole[0]).earliest
        except CicError:
            return None
        return day.year, day.month, day.day
    found = _DAY_MONTH.search(said)
    return (0, int(found[2]), int(found[1])) if found else None


def _on(lesson: GatheringLine, day: tuple[int, int, int] | None) -> bool:
    return day is not None and day[1:] == (lesson.day.month, lesson.day.day) and day[0] in (0, lesson.day.year)


def mark_of(raw: str) -> str | None:
    """The mark a cell means: a sign, or its words in any language; None for something else."""
    text = raw.strip().casefold()
    return _signs().get(text) or _signs().get(fold(raw))


@cache
def _signs() -> dict[str, str]:
    known = {word: code for code, words in data("attendance")["marks"].items() for word in words}
    for option in options("attendance_mark"):
        known |= {fold(word): option.code for word in (option.code, *map(option.label.render, LANGUAGES))}
    return known


def _kept(known: str) -> Text:
    return _("Kept as it is in the register: {value}.", value=code_label("attendance_mark", known))


def _note(reading: Reading, row: SheetRow, place: int) -> Callable[[Text], CellNote]:
    def made(text: Text) -> CellNote:
        return CellNote(cell_name(row.number, place), reading.headings[place], row.cell(place)[:200], text)

    return made


def _title(reading: Reading) -> str:
    return f"{reading.answers.get('surname', '')} {reading.answers.get('given', '')}".strip()


def put_in(work: Work, lines: Iterable[Line]) -> None:
    """Save the marks lesson by lesson."""
    by_lesson: dict[str, dict[str, str]] = defaultdict(dict)
    for line in lines:
        for lesson_id, mark in line.found.marks.items():
            by_lesson[lesson_id][line.found.enrolment_id] = mark
    for lesson_id, marks in by_lesson.items():
        courses.save_marks(work, lesson_id, marks)
