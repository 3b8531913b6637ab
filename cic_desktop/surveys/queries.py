"""Counting sheets of a course or of an event; what indicators count of them is read in `reports`."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.i18n.collation import sort_key
from cic_desktop.surveys.fields import QUESTIONS
from cic_desktop.surveys.rows import LEAST, Mean, Opinion, Remark, SurveyCounts, split

__all__ = ["survey_counts"]

_SHEETS = "SELECT id, helpful, sex, age_band, scores, words FROM survey_answer WHERE deleted_at IS NULL AND "


def survey_counts(read: Read, *, course_id: str = "", event_id: str = "") -> SurveyCounts:
    """The sheets about a course or an event, counted."""
    read.require(Right.READ_CLIENTS)
    name, row_id = ("course_id", course_id) if course_id else ("event_id", event_id)
    return _counted(read.sql(f"{_SHEETS}{name} = ?", (row_id,)))


def _counted(rows: list[Any]) -> SurveyCounts:
    sheets = [Opinion(*row[1:4]) for row in rows]
    enough = len(sheets) >= LEAST
    remarks = sorted((Remark(row[0], row[5]) for row in rows if row[5]), key=lambda remark: sort_key(remark.words))
    return SurveyCounts(
        len(sheets), Counter(sheet.helpful for sheet in sheets), _means(row[4] for row in rows),
        split(sheets, "sex") if enough else {}, split(sheets, "age_band") if enough else {}, tuple(remarks),
    )  # fmt: skip


def _means(scores: Any) -> tuple[Mean, ...]:
    marks = defaultdict[str, list[int]](list)
    for sheet in scores:
        for question, mark in json.loads(sheet).items():
            marks[question].append(mark)
    asked = [field.name for field in QUESTIONS if marks[field.name]]
    return tuple(Mean(name, sum(marks[name]) / len(marks[name]), len(marks[name])) for name in asked)
