"""Legal stay in motion: proceedings, letters served, events that start a term, crossings of the border.

The rules themselves are data (`resources/law/stay_rules.toml`); a centre's own corrections are `StayRule` rows.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, text

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = ["Crossing", "Letter", "Proceeding", "RadarMark", "StayEvent", "StayRule"]

_CONTACT = Privacy.CONTACT


def _open(table: str, column: str) -> Index:
    """What is not closed yet, by person: the radar reads nothing else, however long the register grows."""
    return Index(f"ix_{table}_open", "person_id", sqlite_where=text(f"{column} IS NULL AND deleted_at IS NULL"))


class Proceeding(Row, table=True):
    """An application for a residence title: filed, confirmed without defects, decided.

    A receipt (UPO) alone is not yet legal stay: it needs `complete_on` (facts §9, art. 108 of the act on foreigners).
    """

    __tablename__ = "proceeding"
    __table_args__ = table_args(_open("proceeding", "final_on"), Index("ix_proceeding_final_on", "final_on"))

    person_id: str = link("person")
    kind: str  # code list `proceeding_kind`
    purpose: str = ""
    office: str = column("", privacy=_CONTACT)
    case_sign: str = column("", privacy=_CONTACT)  # znak sprawy
    filed_on: date | None = None
    receipt_number: str = column("", privacy=_CONTACT)  # UPO
    complete_on: date | None = None  # without defects, or defects mended
    certificate_number: str = column("", privacy=_CONTACT)  # art. 108(3): replaces the stamp
    suspended_on: date | None = None  # at the party's request: the stay is no longer legal by it
    decided_on: date | None = None
    final_on: date | None = None
    outcome: str = ""  # code list `proceeding_outcome`
    representative: str = column("", privacy=_CONTACT)  # letters go there (KPA art. 40 § 2)
    remarks: str = column("", privacy=_CONTACT)


class Letter(Row, table=True):
    """A letter from an office. Terms run from service; a first notice starts the 14-day fiction (KPA art. 44)."""

    __tablename__ = "letter"
    __table_args__ = table_args(
        CheckConstraint("term_days IS NULL OR term_days > 0", name="term_days"), _open("letter", "answered_on")
    )

    person_id: str = link("person")
    proceeding_id: str | None = link("proceeding", optional=True)
    kind: str  # code list `letter_kind`; names the rule that gives the term
    office: str = column("", privacy=_CONTACT)
    case_sign: str = column("", privacy=_CONTACT)
    dated_on: date | None = None
    noticed_on: date | None = None  # first notice left (awizo)
    served_on: date | None = None
    term_days: int | None = None  # as the letter says; the rule's when empty
    answered_on: date | None = None
    remarks: str = column("", privacy=_CONTACT)


class StayEvent(Row, table=True):
    """Something that starts a term: a card lost, data changed, a job lost, entry to Poland."""

    __tablename__ = "stay_event"
    __table_args__ = table_args(_open("stay_event", "settled_on"))

    person_id: str = link("person")
    kind: str  # code list `stay_event`
    happened_on: date
    settled_on: date | None = None
    remarks: str = column("", privacy=_CONTACT)


class Crossing(Row, table=True):
    """A visit counted for 90 days in any 180: the days of entry and of exit both count."""

    __tablename__ = "crossing"
    __table_args__ = table_args(
        CheckConstraint("left_on IS NULL OR left_on >= entered_on", name="dates"), _open("crossing", "left_on")
    )

    person_id: str = link("person")
    entered_on: date
    left_on: date | None = None
    country: str = ""


class StayRule(Row, table=True):
    """A centre's own version of a rule of the radar; the newest living one with a code wins over the file's."""

    __tablename__ = "stay_rule"
    __table_args__ = table_args(CheckConstraint("unit IN ('days', 'working_days', 'months')", name="unit"))

    code: str
    amount: int
    unit: str
    basis: str = ""  # the article
    source: str = ""
    as_of: date
    fixed_on: date | None = None  # a calendar day instead of a term (end of temporary protection)
    warn_days: str = ""  # days before, space separated
    active: bool = True


class RadarMark(Row, table=True):
    """A line of the radar dealt with, or put off: it does not come back for the same day."""

    __tablename__ = "radar_mark"
    __table_args__ = table_args(Index("ix_radar_mark_line", "person_id", "rule", "due_on"))

    person_id: str = link("person")
    rule: str
    due_on: date
    state: str = "done"  # done, not_applicable, later
    later_on: date | None = None
    remarks: str = column("", privacy=_CONTACT)
