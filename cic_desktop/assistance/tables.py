"""Sitting → service → person: one talk with one signature may hold several services for several persons.

What reports count is a real column; what belongs to one kind of help is `details`, JSON validated by
that kind, with a version.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, text

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = ["Service", "ServicePerson", "Sitting"]


class Sitting(Row, table=True):
    """One talk: when, where, with whom, in which language, and whether it was signed for."""

    __tablename__ = "sitting"
    __table_args__ = table_args(
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="minutes"),
        CheckConstraint("signature IN ('now', 'list', 'none')", name="signature"),
    )

    day: date
    starts_at: str = ""  # HH:MM
    minutes: int
    place: str
    account_id: str = link("account")
    language: str = ""
    interpreter: str = column("", privacy=Privacy.CONTACT)
    signature: str = "list"
    unsigned_reason: str = ""


class Service(Row, table=True):
    """One service given in a sitting."""

    __tablename__ = "service"
    __table_args__ = table_args(
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="minutes"),
        CheckConstraint("json_valid(details)", name="details_json"),
        Index("ix_service_day", "day"),
        Index("ix_service_next_step", "next_step_on", sqlite_where=text("next_step_done = 0 AND deleted_at IS NULL")),
    )

    sitting_id: str = link("sitting")
    project_id: str = link("project")
    day: date  # the sitting's, for reports
    kind: str
    topic: str = ""
    minutes: int
    description: str = column("", privacy=Privacy.CONTACT)
    outcome: str = ""
    next_step: str = column("", privacy=Privacy.CONTACT)
    next_step_on: date | None = None
    next_step_done: bool = False
    details: str = column("{}", privacy=Privacy.SPECIAL)
    details_version: int = 1


class ServicePerson(Row, table=True):
    """Somebody a service was given to, with the snapshot of that day; without a person = anonymous."""

    __tablename__ = "service_person"
    __table_args__ = table_args()

    service_id: str = link("service")
    person_id: str | None = link("person", optional=True)
    stay_title: str = ""
    citizenship: str = ""
    sex: str = ""
    age: int | None = None
    age_approximate: bool = False
    language: str = ""
    countable: bool = False  # declared on or before the day, and not yet left the project
