"""The attendance being marked: what is saved, what is not yet, and the way back step by step. No Qt here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from cic_desktop.core.text import fold, spellings

if TYPE_CHECKING:
    from cic_desktop.courses.rows import EnrolmentLine, Register
    from cic_desktop.diary.rows import GatheringLine

__all__ = ["ABSENT", "EXCUSED", "LATE", "PRESENT", "THERE", "Key", "Sheet"]

Key = tuple[str, str]  # the ids of a lesson and of an enrolment
PRESENT, LATE, ABSENT, EXCUSED = "present", "late", "absent", "excused"
THERE = (PRESENT, LATE)  # who counts as having been there


class Sheet:
    """A course's lessons by day and its people by name; `marks` hold what is seen, saved or not."""

    def __init__(self, register: Register, today: date) -> None:
        self.lessons: tuple[GatheringLine, ...] = register.lessons
        self.people: tuple[EnrolmentLine, ...] = register.people
        self.today, self.least = today, register.line.min_percent
        self.saved: dict[Key, str] = dict(register.marks)
        self.marks: dict[Key, str] = dict(register.marks)
        self._steps: list[dict[Key, str]] = []  # what each step replaced
        self._words = [fold(line.person) for line in self.people]
        self._count_held()

    # --- what is there ------------------------------------------------------------------------------

    def mark(self, lesson: int, person: int) -> str:
        return self.marks.get(self.key(lesson, person), "")

    def key(self, lesson: int, person: int) -> Key:
        return self.lessons[lesson].id, self.people[person].id

    def open_on(self, lesson: int) -> bool:
        """Whether a lesson can be marked: not one that is still to come."""
        return self.lessons[lesson].day <= self.today

    def expects(self, lesson: int, person: int) -> bool:
        """Whether somebody belongs to the group on a lesson's day, or was marked in it all the same."""
        return self.people[person].expected(self.lessons[lesson].day) or bool(self.mark(lesson, person))

    def counts(self, lesson: int) -> Counter[str]:
        """How many of each mark; "" for those nobody has marked yet."""
        return Counter(self.mark(lesson, n) for n in range(len(self.people)) if self.expects(lesson, n))

    def share(self, person: int) -> tuple[int, int]:
        """In how many of the lessons held somebody was; what a certificate goes by."""
        who = self.people[person].id
        return sum(self.marks.get((lesson, who), "") in THERE for lesson in self._held), len(self._held)

    def first_lesson(self) -> int:
        """Where marking begins: today's lesson, else the last one that was not marked, else the last one."""
        past = [n for n in range(len(self.lessons)) if self.open_on(n)]
        todays = [n for n in past if self.lessons[n].day == self.today]
        waiting = [n for n in past if self.lessons[n].state == "planned"]
        return next(iter((*todays[-1:], *waiting[-1:], *past[-1:])), 0)

    def find(self, typed: str, start: int) -> int:
        """The next person, from `start` on, whose name or one of its words begins so; -1 for nobody."""
        wanted = [text for text in spellings(typed) if text]
        order = (*range(start, len(self.people)), *range(start))
        fits = (n for n in order if any(_begins(self._words[n], text) for text in wanted))
        return next(fits, -1)

    # --- marking ------------------------------------------------------------------------------------

    def put(self, marks: Mapping[Key, str]) -> bool:
        """One step: set these marks ("" takes one away). Says whether anything changed."""
        before = {key: self.marks.get(key, "") for key, mark in marks.items() if self.marks.get(key, "") != mark}
        if before:
            self._steps.append(before)
            self._set({key: marks[key] for key in before})
        return bool(before)

    def fill(self, lesson: int) -> bool:
        """Everybody not marked yet was there."""
        people = range(len(self.people))
        return self.put(
            {self.key(lesson, n): PRESENT for n in people if self.expects(lesson, n) and not self.mark(lesson, n)}
        )

    def copy(self, lesson: int, marks: Mapping[str, str]) -> bool:
        """The marks of another lesson (by enrolment) for this one; who has none there keeps theirs."""
        people = [n for n, line in enumerate(self.people) if self.expects(lesson, n) and marks.get(line.id)]
        return self.put({self.key(lesson, n): marks[self.people[n].id] for n in people})

    def undo(self) -> Key | None:
        """One step back; returns a cell of it."""
        if not self._steps:
            return None
        before = self._steps.pop()
        self._set(before)
        return next(iter(before))

    @property
    def can_undo(self) -> bool:
        return bool(self._steps)

    def unsaved(self) -> dict[str, dict[str, str]]:
        """What differs from the register: lesson → enrolment → mark, "" where one was taken away."""
        found: dict[str, dict[str, str]] = {}
        for key in self.marks.keys() | self.saved.keys():
            mark = self.marks.get(key, "")
            if mark != self.saved.get(key, ""):
                found.setdefault(key[0], {})[key[1]] = mark
        return found

    def saved_now(self, written: Mapping[str, Mapping[str, str]]) -> None:
        """These marks stand in the register: lesson → enrolment → mark."""
        self.saved |= {(lesson, who): mark for lesson, marks in written.items() for who, mark in marks.items()}

    def keep_from(self, other: Sheet) -> None:
        """Take over what was typed into an earlier reading of the same course."""
        lessons, people = {line.id for line in self.lessons}, {line.id for line in self.people}
        for lesson_id, marks in other.unsaved().items():
            self._set({(lesson_id, who): mark for who, mark in marks.items() if lesson_id in lessons and who in people})
        self._steps = [
            step
            for before in other._steps
            if (step := {k: m for k, m in before.items() if k[0] in lessons and k[1] in people})
        ]

    def restore(self, typed: Iterable[tuple[Key, str]]) -> None:
        """Show marks kept as a draft."""
        lessons, people = {line.id for line in self.lessons}, {line.id for line in self.people}
        self.put({key: mark for key, mark in typed if key[0] in lessons and key[1] in people})

    def _set(self, marks: Mapping[Key, str]) -> None:
        for key, mark in marks.items():
            if mark:
                self.marks[key] = mark
            else:
                self.marks.pop(key, None)
        self._count_held()

    def _count_held(self) -> None:
        marked = {lesson for lesson, _who in self.marks}
        self._held = [line.id for line in self.lessons if line.state == "held" or line.id in marked]


def _begins(name: str, typed: str) -> bool:
    return name.startswith(typed) or f" {typed}" in f" {name}"
