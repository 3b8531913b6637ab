"""A partner with what it helps with, the languages spoken there, its words for clients and its people."""

from __future__ import annotations

from datetime import date

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = ["Partner", "PartnerContact", "PartnerLanguage", "PartnerText", "PartnerTopic"]


class Partner(Row, table=True):
    """An institution, organisation, school or practice; a practice may bear the name of a person."""

    __tablename__ = "partner"
    __table_args__ = table_args()

    name: str = column("", privacy=Privacy.CONTACT)
    kind: str  # code list `partner_kind`
    regon: str = column("", privacy=Privacy.CONTACT)
    nip: str = column("", privacy=Privacy.CONTACT)
    krs: str = column("", privacy=Privacy.CONTACT)
    street: str = column("", privacy=Privacy.CONTACT)  # with the numbers
    postcode: str = column("", privacy=Privacy.CONTACT)
    town: str = column("", privacy=Privacy.CONTACT)
    phone: str = column("", privacy=Privacy.CONTACT)
    email: str = column("", privacy=Privacy.CONTACT)
    web: str = column("", privacy=Privacy.CONTACT)
    hours: str = column("", privacy=Privacy.CONTACT)  # in Polish; days of the week are known again (`hours_in`)
    help: str = column("", privacy=Privacy.CONTACT)  # in Polish; other languages in `partner_text`
    agreement_number: str = column("", privacy=Privacy.CONTACT)
    agreement_from: date | None = None
    agreement_to: date | None = None
    account_id: str | None = link("account", optional=True)  # who keeps it true
    checked_on: date  # when somebody last made sure of it
    review_on: date
    active: bool = True


class PartnerTopic(Row, table=True):
    """Something the partner helps with."""

    __tablename__ = "partner_topic"
    __table_args__ = table_args()

    partner_id: str = link("partner")
    topic: str  # code list `topic`


class PartnerLanguage(Row, table=True):
    """A language spoken there."""

    __tablename__ = "partner_language"
    __table_args__ = table_args()

    partner_id: str = link("partner")
    language: str


class PartnerText(Row, table=True):
    """What the partner helps with, for a client to read in another language than Polish."""

    __tablename__ = "partner_text"
    __table_args__ = table_args()

    partner_id: str = link("partner")
    language: str
    words: str = column("", privacy=Privacy.CONTACT)


class PartnerContact(Row, table=True):
    """Somebody the centre's people call there; never printed for a client."""

    __tablename__ = "partner_contact"
    __table_args__ = table_args()

    partner_id: str = link("partner")
    name: str = column("", privacy=Privacy.CONTACT)
    role: str = column("", privacy=Privacy.CONTACT)
    phone: str = column("", privacy=Privacy.CONTACT)
    email: str = column("", privacy=Privacy.CONTACT)
