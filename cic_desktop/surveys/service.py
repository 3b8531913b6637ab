"""Sheets typed in: no person, no name; taken back when typed by mistake."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date

from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import Invalid, Missing, Problem
from cic_desktop.core.fields import Answer
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _
from cic_desktop.surveys.fields import QUESTIONS, SURVEY
from cic_desktop.surveys.tables import SurveyAnswer

__all__ = [
    "add_answer", "answer_day", "bring_answer_back", "put_words_back", "remove_words", "retire_answer",
]  # fmt: skip

_TRACE = re.compile(r"@|(?:\d[\s.-]?){9,}")  # an e-mail, a telephone, a PESEL


def add_answer(
    work: Work, answers: Mapping[str, Answer], *, course_id: str = "", event_id: str = "", day: date | None = None
) -> str:
    """Type in a sheet about one of both; returns its id. `day` is when it was handed in: see `answer_day`.

    Raises Invalid for words that show who wrote them, and for a day to come.
    """
    work.require(Right.RECORD_HELP)
    values = read_answers(SURVEY, answers)
    if _TRACE.search(values["words"]):
        raise Invalid(Problem("words", _("This looks like somebody's number or e-mail. Leave it out.")))
    day = day or answer_day(work, course_id=course_id, event_id=event_id)
    if day > clock.today():
        raise Invalid(Problem("day", _("This day has not come yet.")))
    scores = {field.name: int(mark) for field in QUESTIONS if (mark := values.pop(field.name))}
    row = SurveyAnswer(
        course_id=course_id or None, event_id=event_id or None, day=day, scores=json.dumps(scores), **values
    )
    return work.add(row).id


def answer_day(read: Read, *, course_id: str = "", event_id: str = "") -> date:
    """When sheets are taken to be handed in: the last day of the course or event, today when that is to come.

    Raises Missing.
    """
    read.require(Right.READ_CLIENTS)
    # Courses and events lie in the layers above: they are read here by the names of their tables.
    table, row_id = ("course", course_id) if course_id else ("event", event_id)
    found = read.sql(f"SELECT ends_on FROM {table} WHERE id = ? AND deleted_at IS NULL", (row_id,))
    if not found:
        raise Missing()
    last = date.fromisoformat(found[0][0]) if found[0][0] else clock.today()
    return min(last, clock.today())


def retire_answer(work: Work, answer_id: str) -> None:
    """Take a sheet back that was typed by mistake."""
    work.require(Right.RECORD_HELP)
    work.retire(work.get(SurveyAnswer, answer_id))


def bring_answer_back(work: Work, answer_id: str) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    work.bring_back(SurveyAnswer, answer_id)


def remove_words(work: Work, answer_id: str) -> str:
    """Take words off a sheet because they show who wrote them; its marks stay. Returns the words."""
    work.require(Right.RECORD_HELP)
    row = work.get(SurveyAnswer, answer_id)
    words = row.words
    work.amend(row, {"words": ""})
    return words


def put_words_back(work: Work, answer_id: str, words: str) -> None:
    """Undo that."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(SurveyAnswer, answer_id), {"words": words})
