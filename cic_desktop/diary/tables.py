"""Appointments: times are the wall clock's in Poland, `day` + `starts_at` as HH:MM."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = ["Appointment"]


class Appointment(Row, table=True):
    """A meeting agreed on: with whom, when, where, about what."""

    __tablename__ = "appointment"
    __table_args__ = table_args(
        CheckConstraint("starts_at GLOB '[0-2][0-9]:[0-5][0-9]'", name="starts_at_time"),
        Index("ix_appointment_day", "day", "starts_at"),
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
