"""What is asked about a course, its timetable, lessons and people, as data."""

from __future__ import annotations

from dataclasses import replace

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Condition, Field, Option
from cic_desktop.diary.fields import CALL_OFF, GATHERING
from cic_desktop.i18n import Weekday, _, pgettext

__all__ = [
    "AWARD", "BLOCK", "COPY", "COURSE", "CUSTOMARY", "ENROLMENT", "LEAVE", "LESSON", "LEVEL_TEST", "MATERIAL",
    "REASON", "SLOT", "WITH_LEVELS",
]  # fmt: skip

WITH_LEVELS = ("polish", "technical", "children")
"""Kinds of courses that teach a language, with a level of the CEFR."""

CUSTOMARY = {"unit_minutes": "45", "capacity": "15", "min_percent": "80"}
"""What a new course is asked with, and what stands where nothing is answered."""

COURSE: tuple[Field, ...] = (
    Field(
        "name", _("Name"), required=True, width=7, max_length=120,
        help=_("With the group, like “Polish A1, group 2”."),
    ),
    Field("kind", _("Kind"), "choice", options=options("course_kind"), required=True, width=5),
    Field("level", _("Level"), "choice", options=options("cefr"), width=4, when=Condition("kind", WITH_LEVELS)),
    Field("starts_on", _("First day"), "date", required=True, width=4),
    Field("ends_on", _("Last day"), "date", width=4),
    Field("units", _("Teaching hours"), "number", width=4, help=_("Of the whole course.")),
    Field("unit_minutes", _("Minutes of a teaching hour"), "minutes", width=4),
    Field("capacity", _("Places"), "number", width=4),
    Field("min_percent", _("Attendance for a certificate, %"), "number", width=4),
    Field("teacher_id", _("Who teaches"), "choice", width=4),
    Field("room_id", pgettext("lesson", "Room"), "choice", width=4),
    Field("place", _("Place outside the centre"), width=6, max_length=200),
    Field("account_id", _("Who runs it"), "account", width=6),
    Field("project_id", _("Project"), "choice", width=12),
    Field("about", _("What participants should know"), "long_text", max_length=600),
)  # fmt: skip

COPY: tuple[Field, ...] = tuple(
    replace(field, required=True) if field.name == "starts_on" else replace(field, required=False)
    for field in COURSE
    if field.name in ("name", "starts_on")
)

SLOT: tuple[Field, ...] = (
    Field(
        "weekday", _("Day of the week"), "choice", required=True, width=4,
        options=tuple(Option(str(number), Weekday(number)) for number in range(7)),
    ),
    Field("starts_at", _("From"), "time", required=True, width=2),
    Field("minutes", _("Minutes"), "minutes", required=True, width=2),
    Field("room_id", pgettext("lesson", "Room"), "choice", width=4),
    Field("teacher_id", _("Who teaches"), "choice", width=4),
)  # fmt: skip

BLOCK: tuple[Field, ...] = (
    Field("block", _("Block"), "choice", options=options("adaptation_block"), required=True, width=3),
    Field("title", _("Subject"), width=6, max_length=160),
    Field("units", _("Teaching hours"), "number", required=True, width=3),
)

LESSON: tuple[Field, ...] = tuple(field for field in GATHERING if field.name != "speaker")

REASON = CALL_OFF

ENROLMENT: tuple[Field, ...] = (
    Field("enrolled_on", _("Enrolled on"), "date", width=4),
    Field("entry_level", _("Level at the start"), "choice", options=options("cefr"), width=4),
    Field("entry_points", _("Points in the test"), "number", width=4),
    Field("note", _("Note"), "long_text", max_length=600),
)

LEVEL_TEST: tuple[Field, ...] = (
    Field("day", _("Date"), "date", required=True, width=4),
    Field("level", _("Level"), "choice", options=options("cefr"), required=True, width=4),
    Field("points", _("Points in the test"), "number", width=4),
)

LEAVE: tuple[Field, ...] = (
    Field("left_on", _("Last day"), "date", required=True, width=4),
    Field("left_reason", _("Reason"), "choice", options=options("left_reason"), required=True, width=8),
)

MATERIAL: tuple[Field, ...] = (
    Field("title", _("What was given out"), required=True, width=8, max_length=160),
    Field("given_on", _("Date"), "date", required=True, width=4),
)

AWARD: tuple[Field, ...] = (
    Field("day", _("Date of the certificate"), "date", required=True, width=4),
    Field("despite", _("Why it is given all the same"), width=8, max_length=200),
)
