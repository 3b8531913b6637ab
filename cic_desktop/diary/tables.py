"""Appointments: times are the wall clock's in Poland, `day` + `starts_at` as HH:MM."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, text

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = ["Appointment", "Gathering", "Interpreter", "OfficeHours", "Room", "Teacher"]


class Appointment(Row, table=True):
    """A meeting agreed on: with whom, when, where, about what."""

    __tablename__ = "appointment"
    __table_args__ = table_args(
        CheckConstraint("starts_at GLOB '[0-2][0-9]:[0-5][0-9]'", name="starts_at_time"),
        Index("ix_appointment_day", "day", "starts_at"),
        Index("ix_appointment_service", "service_id", sqlite_where=text("service_id IS NOT NULL")),
    )

    person_id: str | None = link("person", optional=True)
    account_id: str = link("account")
    day: date
    starts_at: str
    minutes: int = 30
    kind: str  # a kind of help
    place: str = "office"
    state: str = "planned"  # planned, held, no_show, called_off
    about: str = column("", privacy=Privacy.CONTACT)
    service_id: str | None = None  # the service it became
    room_id: str | None = link("room", optional=True)
    interpreter_id: str | None = link("interpreter", optional=True)
    language: str = ""  # to be interpreted from and into, else the person's own
    address: str = column("", privacy=Privacy.CONTACT)  # where to go when it is not the centre
    bring: str = column("", privacy=Privacy.CONTACT)  # what to bring, a line each
    reason: str = column("", privacy=Privacy.CONTACT)  # why it was called off


class Room(Row, table=True):
    """A room of the centre that can be taken."""

    __tablename__ = "room"
    __table_args__ = table_args()

    name: str
    seats: int = 0
    active: bool = True


class Interpreter(Row, table=True):
    """Somebody who interprets: a colleague, or a person from outside. Never a child."""

    __tablename__ = "interpreter"
    __table_args__ = table_args()

    name: str = column("", privacy=Privacy.CONTACT)
    languages: str = ""  # codes, space separated
    phone: str = column("", privacy=Privacy.CONTACT)
    sworn: bool = False
    account_id: str | None = link("account", optional=True)
    active: bool = True


class OfficeHours(Row, table=True):
    """When somebody is there every week: the slots that can be booked."""

    __tablename__ = "office_hours"
    __table_args__ = table_args(
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("starts_at GLOB '[0-2][0-9]:[0-5][0-9]'", name="starts_at_time"),
        CheckConstraint("ends_at GLOB '[0-2][0-9]:[0-5][0-9]'", name="ends_at_time"),
    )

    account_id: str = link("account")
    weekday: int  # 0 = Monday
    starts_at: str
    ends_at: str
    slot_minutes: int = 30
    room_id: str | None = link("room", optional=True)
    every_weeks: int = 1
    valid_from: date
    valid_to: date | None = None


class Teacher(Row, table=True):
    """Somebody who teaches or lectures: a colleague, or a person from outside."""

    __tablename__ = "teacher"
    __table_args__ = table_args()

    name: str = column("", privacy=Privacy.CONTACT)
    phone: str = column("", privacy=Privacy.CONTACT)
    email: str = column("", privacy=Privacy.CONTACT)
    account_id: str | None = link("account", optional=True)
    active: bool = True


class Gathering(Row, table=True):
    """A time of a group: a lesson of a course, or a point of an event's programme.

    It lies here, below courses and events, so that one question finds whatever takes a teacher, a room, an
    interpreter or a person at a time.
    """

    __tablename__ = "gathering"
    __table_args__ = table_args(
        CheckConstraint("(course_id IS NULL) <> (event_id IS NULL)", name="of_one"),
        CheckConstraint("starts_at GLOB '[0-2][0-9]:[0-5][0-9]'", name="starts_at_time"),
        CheckConstraint("minutes BETWEEN 5 AND 1440", name="minutes"),
        CheckConstraint("state IN ('planned', 'held', 'called_off')", name="state"),
        Index("ix_gathering_day", "day", "starts_at"),
        Index("ix_gathering_service", "service_id", sqlite_where=text("service_id IS NOT NULL")),
    )

    course_id: str | None = link("course", optional=True)
    event_id: str | None = link("event", optional=True)
    day: date
    starts_at: str
    minutes: int
    title: str = column("", privacy=Privacy.CONTACT)  # the lesson's subject, or the point of the programme
    speaker: str = column("", privacy=Privacy.CONTACT)  # who speaks, when it is nobody of the list of teachers
    teacher_id: str | None = link("teacher", optional=True)
    interpreter_id: str | None = link("interpreter", optional=True)
    room_id: str | None = link("room", optional=True)
    place: str = column("", privacy=Privacy.CONTACT)  # when not in a room of the centre
    block: str = ""  # of an adaptation course: code list `adaptation_block`
    state: str = "planned"  # planned, held, called_off
    reason: str = column("", privacy=Privacy.CONTACT)  # why it was called off
    service_id: str | None = None  # the help a lesson held became
