"""Single lessons: added, amended, moved, called off, taught by somebody else. They lie in the diary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cic_desktop import assistance, diary
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import CicError, Invalid, Missing, Problem
from cic_desktop.core.fields import Answer
from cic_desktop.core.rights import Right
from cic_desktop.courses.attendance import keep_help, lesson_row, lives, refuse_day
from cic_desktop.courses.fields import LESSON, REASON
from cic_desktop.courses.rules import refuse_time, still_open
from cic_desktop.db.work import Work
from cic_desktop.diary.tables import Gathering
from cic_desktop.i18n import _

__all__ = [
    "add_lesson", "amend_lesson", "bring_lesson_back", "call_off_lesson", "hold_again", "move_lesson",
    "put_lesson_back", "put_signature_back", "retire_lesson", "sign_lesson", "substitute",
]  # fmt: skip

Given = Mapping[str, Answer]


def add_lesson(work: Work, course_id: str, answers: Given) -> str:
    """One more lesson; returns its id. Raises Invalid: the group has a lesson then.

    What else speaks against it (a public holiday, a teacher taken) is told by `diary.clashes_of`, not refused.
    """
    work.require(Right.RECORD_HELP)
    still_open(work, course_id)
    values = read_answers(LESSON, answers)
    _refuse(work, course_id, values)
    return diary.add_gathering(work, dict(answers), course_id=course_id)


def amend_lesson(work: Work, lesson_id: str, revision: int, answers: Given) -> diary.GatheringBefore:
    """Correct it; the help a lesson held became follows. Returns how it was. Raises Invalid, Missing, Stale."""
    work.require(Right.RECORD_HELP)
    row = lesson_row(work, lesson_id)
    values = read_answers(LESSON, answers)
    if row.state == "held":
        refuse_day(work, row, values["day"])
    if row.state != "called_off":
        _refuse(work, row.course_id or "", values, but=lesson_id)
    before = diary.amend_gathering(work, lesson_id, revision, dict(answers))
    _follow(work, lesson_id)
    return before


def move_lesson(work: Work, lesson_id: str, day: date, starts_at: str) -> diary.GatheringBefore:
    """To another time, as typed; returns how it was. Raises Invalid: the group has a lesson then, or it was held."""
    work.require(Right.RECORD_HELP)
    row = lesson_row(work, lesson_id)
    at = read_answers(_WHEN, {"starts_at": starts_at})["starts_at"]
    refuse_time(work, row.course_id or "", day, at, row.minutes, but=lesson_id)
    return diary.move_gathering(work, lesson_id, day, at)


def call_off_lesson(work: Work, lesson_id: str, reason: str) -> diary.GatheringBefore:
    """It will not take place, and why; returns how it was. Raises CicError when it was held, Invalid."""
    work.require(Right.RECORD_HELP)
    said = read_answers(REASON, {"reason": reason})
    _not_held(work, lesson_id)
    return diary.call_off_gathering(work, lesson_id, said["reason"])


def hold_again(work: Work, lesson_id: str) -> diary.GatheringBefore:
    """A lesson called off takes place after all; returns how it was.

    Raises Invalid when its time is taken, CicError when it was held.
    """
    work.require(Right.RECORD_HELP)
    row = _not_held(work, lesson_id)
    refuse_time(work, row.course_id or "", row.day, row.starts_at, row.minutes, but=lesson_id)
    return diary.reopen_gathering(work, lesson_id)


def substitute(work: Work, lesson_id: str, teacher_id: str) -> diary.GatheringBefore:
    """Somebody else teaches this lesson; returns how it was. Raises Invalid without a teacher."""
    work.require(Right.RECORD_HELP)
    if not teacher_id:
        raise Invalid(Problem("teacher_id", _("Choose who teaches instead.")))
    row, line = lesson_row(work, lesson_id), diary.gathering(work, lesson_id)
    if line is None:
        raise Missing()
    answers = {**diary.gathering_answers(line), "teacher_id": teacher_id}
    before = diary.amend_gathering(work, lesson_id, row.revision, answers)
    _follow(work, lesson_id)
    return before


def sign_lesson(work: Work, lesson_id: str, *, signed: bool = True) -> assistance.SignedBefore:
    """The paper list of a lesson held is signed by everybody who was there (or is not after all); returns how it was.

    The help it became is signed for then, and waits on no other list; what was ticked on one is taken back when it is
    not. Raises CicError when nobody was there.
    """
    work.require(Right.RECORD_HELP)
    row = lesson_row(work, lesson_id)
    if not row.service_id or not lives(work, row.service_id):
        raise CicError(_("Nobody is marked as having been there, so there is nothing to sign. Mark the lesson first."))
    return assistance.sign_by_hand(work, row.service_id, signed=signed)


def put_signature_back(work: Work, before: assistance.SignedBefore) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    assistance.put_signatures_back(work, before)


def put_lesson_back(work: Work, before: diary.GatheringBefore) -> None:
    """Undo any of these. Raises Missing."""
    work.require(Right.RECORD_HELP)
    diary.put_gathering_back(work, before)
    _follow(work, before.id)


def retire_lesson(work: Work, lesson_id: str) -> None:
    """Take out what was planned by mistake. Raises CicError when it was held."""
    work.require(Right.RECORD_HELP)
    _not_held(work, lesson_id)
    diary.retire_gathering(work, lesson_id)


def bring_lesson_back(work: Work, lesson_id: str) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    diary.bring_gathering_back(work, lesson_id)


_WHEN = [field for field in LESSON if field.name == "starts_at"]


def _not_held(work: Work, lesson_id: str) -> Gathering:
    row = lesson_row(work, lesson_id)
    if row.state == "held":
        raise CicError(_("This lesson was held. Take its attendance back first."))
    return row


def _refuse(work: Work, course_id: str, values: Values, but: str = "") -> None:
    refuse_time(work, course_id, values["day"], values["starts_at"], values["minutes"] or 0, but)


def _follow(work: Work, lesson_id: str) -> None:
    keep_help(work, work.get(Gathering, lesson_id))
