"""A course is one group on its way through a programme; its lessons are gatherings of the diary."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = ["Attendance", "Course", "CourseBlock", "CourseSlot", "Enrolment", "Material"]


class Course(Row, table=True):
    """A course of one group: what is taught, how long, to how many."""

    __tablename__ = "course"
    __table_args__ = table_args(
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"),
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint("unit_minutes BETWEEN 30 AND 90", name="unit_minutes"),
        CheckConstraint("min_percent BETWEEN 0 AND 100", name="min_percent"),
    )

    kind: str  # code list `course_kind`; a lesson held counts as the kind of help of the same code
    name: str
    level: str = ""  # code list `cefr`: what is taught; empty where there are no levels
    project_id: str = link("project")
    account_id: str = link("account")  # who runs it
    teacher_id: str | None = link("teacher", optional=True)  # unless a lesson has another
    room_id: str | None = link("room", optional=True)
    place: str = column("", privacy=Privacy.CONTACT)  # where it is when not in a room of the centre
    starts_on: date
    ends_on: date | None = None
    units: int = 0  # teaching hours planned
    unit_minutes: int = 45  # minutes of one teaching hour
    capacity: int = 15
    min_percent: int = 80  # of the lessons held, for a certificate
    state: str = "planned"  # code list `course_state`: planned, running, ended, called_off
    about: str = column("", privacy=Privacy.CONTACT)  # what participants should know
    reason: str = column("", privacy=Privacy.CONTACT)  # why it was called off


class CourseSlot(Row, table=True):
    """A line of the timetable: every week at this time."""

    __tablename__ = "course_slot"
    __table_args__ = table_args(
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("starts_at GLOB '[0-2][0-9]:[0-5][0-9]'", name="starts_at_time"),
        CheckConstraint("minutes BETWEEN 5 AND 600", name="minutes"),
    )

    course_id: str = link("course")
    weekday: int  # 0 = Monday
    starts_at: str
    minutes: int
    room_id: str | None = link("room", optional=True)
    teacher_id: str | None = link("teacher", optional=True)


class CourseBlock(Row, table=True):
    """A block of an adaptation course: how many teaching hours it is to have (facts §9: hours per block)."""

    __tablename__ = "course_block"
    __table_args__ = table_args(CheckConstraint("units >= 0", name="units"))

    course_id: str = link("course")
    block: str  # code list `adaptation_block`
    title: str = column("", privacy=Privacy.CONTACT)  # the centre's own words
    units: int = 0


class Enrolment(Row, table=True):
    """A person in a course: from the waiting list to the certificate."""

    __tablename__ = "enrolment"
    __table_args__ = table_args(
        CheckConstraint("left_on IS NULL OR left_on >= enrolled_on", name="dates"),
    )

    course_id: str = link("course")
    person_id: str = link("person")
    state: str = "enrolled"  # code list `enrolment_state`: waiting, enrolled, finished, left, declined
    enrolled_on: date  # or put on the waiting list
    entry_level: str = ""  # code list `cefr`
    entry_points: int | None = None
    entry_on: date | None = None
    exit_level: str = ""
    exit_points: int | None = None
    exit_on: date | None = None
    left_on: date | None = None
    left_reason: str = ""  # code list `left_reason`
    certificate_number: str = ""  # stays when the certificate is taken back: nobody else ever gets it
    certificate_on: date | None = None  # says whether there is a certificate
    note: str = column("", privacy=Privacy.CONTACT)


class Attendance(Row, table=True):
    """One participant's mark in one lesson."""

    __tablename__ = "attendance"
    __table_args__ = table_args(
        CheckConstraint("mark IN ('present', 'late', 'absent', 'excused')", name="mark"),
    )

    gathering_id: str = link("gathering")
    enrolment_id: str = link("enrolment")
    mark: str  # code list `attendance_mark`


class Material(Row, table=True):
    """Something handed out to a participant."""

    __tablename__ = "material"
    __table_args__ = table_args()

    enrolment_id: str = link("enrolment")
    title: str = column("", privacy=Privacy.CONTACT)
    given_on: date
