"""Projects and participation: the heart of accounting (facts: support before the declaration does not count)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = ["Participation", "Project"]


class Project(Row, table=True):
    """A financed project; every service belongs to one."""

    __tablename__ = "project"
    __table_args__ = table_args(CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"))

    number: str
    name: str
    programme: str = ""
    funder: str = ""
    starts_on: date
    ends_on: date | None = None
    last_payment_year: int | None = None
    retention_years: int = 5  # review on 31 December of last_payment_year + retention_years


class Participation(Row, table=True):
    """A person takes part in a project from the declaration to the exit, with eligibility seen."""

    __tablename__ = "participation"
    __table_args__ = table_args(
        CheckConstraint("exited_on IS NULL OR declared_on IS NULL OR exited_on >= declared_on", name="dates"),
        Index("ix_participation_person_project", "person_id", "project_id"),  # by project alone: all its people
    )

    project_id: str = link("project")
    person_id: str = link("person")
    enrolled_on: date | None = None  # enrolment form
    declared_on: date | None = None  # declaration: help counts from this day
    eligibility_title: str = ""
    eligibility_document: str = column("", privacy=Privacy.CONTACT)
    eligibility_valid_to: date | None = None
    eligibility_seen_by: str = ""
    exited_on: date | None = None
    exit_reason: str = ""
