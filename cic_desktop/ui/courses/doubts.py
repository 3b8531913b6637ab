"""What speaks against lessons as they are typed: a holiday, a teacher, a room, a participant taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cic_desktop import courses, diary
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import Invalid
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Day, Joined, ngettext

if TYPE_CHECKING:
    from cic_desktop.db.work import Read
    from cic_desktop.diary.rows import Clash, GatheringLine

    Doubts = Callable[[Read, Answers], Sequence[Clash]]

__all__ = ["lesson_doubts", "teacher_doubts"]

_WHEN = tuple(field for field in courses.LESSON if field.name in ("day", "starts_at", "minutes"))


def lesson_doubts(course_id: str, line: GatheringLine | None = None) -> Doubts:
    """What speaks against a lesson as it is typed: a holiday, a teacher, a room, a participant taken."""
    known = diary.gathering_answers(line) if line else {}

    def look(read: Read, answers: Answers) -> Sequence[Clash]:
        try:
            values = read_answers(_WHEN, {**known, **answers})
        except Invalid:
            return ()
        named: dict[str, Any] = {
            name: str({**known, **answers}.get(name, "")) for name in ("teacher_id", "room_id", "interpreter_id")
        }
        occasion = diary.Occasion(**values, **named, course_id=course_id, but=line.id if line else "")
        return diary.clashes_of(read, occasion)

    return look


def teacher_doubts(lines: Sequence[GatheringLine]) -> Doubts:
    """At how many of some lessons the teacher who is chosen is taken, and where first."""

    def look(read: Read, answers: Answers) -> Sequence[Clash]:
        teacher_id = str(answers.get("teacher_id", ""))
        wanted = [replace(diary.occasion_of(line), teacher_id=teacher_id) for line in lines]
        found = zip(lines, diary.clashes_of_many(read, wanted), strict=True)
        taken = [(line, clash) for line, clashes in found for clash in clashes if clash.field == "teacher_id"]
        if not taken:
            return ()
        line, clash = taken[0]
        where = Joined((Day(line.day, "short"), clash.text))
        many = len({line.id for line, _clash in taken})
        words = ngettext("{n} lesson overlaps: {clash}", "{n} lessons overlap, first: {clash}", many, clash=where)
        return (replace(clash, text=words),)

    return look
