"""Anonymous answers about a course or an event: no person, no name, only what was said and in which month."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = ["SurveyAnswer"]


class SurveyAnswer(Row, table=True):
    """One sheet of paper, typed in; `helpful` is what indicator R.2.9 counts."""

    __tablename__ = "survey_answer"
    __table_args__ = table_args(
        CheckConstraint("(course_id IS NULL) <> (event_id IS NULL)", name="about_one"),
        CheckConstraint("json_valid(scores)", name="scores_json"),
    )

    course_id: str | None = link("course", optional=True)
    event_id: str | None = link("event", optional=True)
    day: date  # when it was handed in: the last day of the course or event unless said otherwise
    helpful: str  # code list `survey_helpful`: yes, rather_yes, rather_no, no
    sex: str = ""  # only when it was told
    age_band: str = ""  # code list `age_band`, only when it was told
    scores: str = "{}"  # question code → 1..5, as JSON
    words: str = column("", privacy=Privacy.CONTACT)  # as written, without names
