"""Protection of minors: guardians, who may collect, incidents, staff checks.

Source: act on protecting minors, art. 21 and 22b-c (facts §9).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = ["Guardian", "Incident", "StaffCheck"]


class Guardian(Row, table=True):
    """An adult of a minor: a client of the centre (`adult_id`) or somebody known by name only."""

    __tablename__ = "guardian"
    __table_args__ = table_args()

    person_id: str = link("person")  # the minor
    adult_id: str | None = link("person", optional=True)
    name: str = column("", privacy=Privacy.CONTACT)
    phone: str = column("", privacy=Privacy.CONTACT)
    relation: str = ""
    legal: bool = False  # legal representative, else only somebody who may collect
    may_collect: bool = False
    document: str = column("", privacy=Privacy.CONTACT)  # what the right was shown by
    valid_from: date | None = None
    valid_to: date | None = None


class Incident(Row, table=True):
    """Something that endangered a minor: what happened and what was done. Few may read it."""

    __tablename__ = "incident"
    __table_args__ = table_args(
        CheckConstraint("starts_at = '' OR starts_at GLOB '[0-2][0-9]:[0-5][0-9]'", name="starts_at_time")
    )

    person_id: str | None = link("person", optional=True)
    account_id: str = link("account")  # who noted it
    day: date
    starts_at: str = ""
    place: str = column("", privacy=Privacy.SECRET)
    description: str = column("", privacy=Privacy.SECRET)
    measures: str = column("", privacy=Privacy.SECRET)
    reported_to: str = column("", privacy=Privacy.SECRET)
    reported_on: date | None = None
    closed_on: date | None = None


class StaffCheck(Row, table=True):
    """A colleague was looked up in the register of sexual offenders, or acknowledged the standards."""

    __tablename__ = "staff_check"
    __table_args__ = table_args()

    account_id: str = link("account")
    kind: str  # register, standards
    checked_on: date
    renew_on: date | None = None
