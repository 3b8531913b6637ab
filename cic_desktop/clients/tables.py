"""Tables of people. Everything that changes in a life has a row of its own with its dates.

No UNIQUE on human data: two machines may register one person, and real numbers carry errors.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from cic_desktop.db.base import Privacy, Row, column, link, partial_date, table_args

__all__ = [
    "Address", "ApartPair", "Citizenship", "Consent", "Contact", "Household", "HouseholdMember",
    "IdentityDocument", "Merge", "Person", "PersonLanguage", "PersonName", "Stay",
]  # fmt: skip

_CONTACT = Privacy.CONTACT


class Person(Row, table=True):
    """A client. `surname` and `given` are the passport's Latin spelling; others are `PersonName`s."""

    __tablename__ = "person"
    __table_args__ = table_args(
        partial_date("birth_date"),
        CheckConstraint("sex IN ('', 'F', 'M')", name="sex"),
        Index("ix_person_order", "sort_key", "id"),
        Index("ix_person_gone", "id", sqlite_where=text("deleted_at IS NOT NULL")),
    )

    case_number: str = Field(index=True)
    surname: str = column(privacy=_CONTACT)
    given: str = column("", privacy=_CONTACT)
    sort_key: str = column(..., privacy=_CONTACT)  # Polish collation of surname and given name
    sex: str = ""
    birth_date: str | None = column(None, privacy=_CONTACT)  # YYYY[-MM[-DD]]
    birth_place: str = column("", privacy=_CONTACT)
    birth_country: str = ""
    father_name: str = column("", privacy=_CONTACT)
    mother_name: str = column("", privacy=_CONTACT)
    mother_maiden_name: str = column("", privacy=_CONTACT)
    marital_status: str = ""
    education: str = ""
    occupation: str = ""
    pesel: str = column("", privacy=_CONTACT, index=True)
    pesel_status: str = "none"
    national_number: str = column("", privacy=_CONTACT)  # RNOKPP, Belarusian personal number …
    insurance: str = column("", privacy=Privacy.SPECIAL)
    registered_on: date
    complete: bool = False  # False: registered in 90 seconds, to be completed
    needs: str = ""  # codes of topics, space separated
    remarks: str = column("", privacy=Privacy.SPECIAL)


class PersonName(Row, table=True):
    """Another name of a person: original script, former, at birth, as a relative spells it."""

    __tablename__ = "person_name"
    __table_args__ = table_args()

    person_id: str = link("person")
    kind: str  # original, former, birth, other
    surname: str = column("", privacy=_CONTACT)
    given: str = column("", privacy=_CONTACT)
    used_until: date | None = None  # of a former name


class Citizenship(Row, table=True):
    """A citizenship by ISO code; XX = stateless. The first living one is shown in lists."""

    __tablename__ = "citizenship"
    __table_args__ = table_args()

    person_id: str = link("person")
    country: str
    valid_from: date | None = None
    valid_to: date | None = None


class IdentityDocument(Row, table=True):
    """A document seen: passport, card, certificate."""

    __tablename__ = "identity_document"
    __table_args__ = table_args(Index("ix_identity_document_ends", "kind", "valid_to"))

    person_id: str = link("person")
    kind: str
    series: str = column("", privacy=_CONTACT)
    number: str = column("", privacy=_CONTACT)
    issued_on: date | None = None
    valid_to: date | None = None
    issuer: str = ""
    country: str = ""


class Stay(Row, table=True):
    """A basis of stay in Poland with its dates; the latest living one is today's."""

    __tablename__ = "stay"
    __table_args__ = table_args(
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="dates"),
        Index("ix_stay_valid_to", "valid_to"),
    )

    person_id: str = link("person")
    title: str
    purpose: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    document: str = column("", privacy=_CONTACT)
    seen_by: str = ""


class Address(Row, table=True):
    """An address: place of stay, registered, in the country of origin, previous."""

    __tablename__ = "address"
    __table_args__ = table_args()

    person_id: str = link("person")
    kind: str
    country: str = "PL"
    region: str = ""  # voivodeship in Poland, oblast or province elsewhere
    district: str = ""
    commune: str = ""
    town: str = column("", privacy=_CONTACT)
    street: str = column("", privacy=_CONTACT)
    house: str = column("", privacy=_CONTACT)
    flat: str = column("", privacy=_CONTACT)
    postcode: str = column("", privacy=_CONTACT)
    valid_from: date | None = None
    valid_to: date | None = None


class Contact(Row, table=True):
    """A telephone or an e-mail address; `value` as typed, `digits` for searching."""

    __tablename__ = "contact"
    __table_args__ = table_args()

    person_id: str = link("person")
    kind: str  # phone, email
    value: str = column(privacy=_CONTACT)
    digits: str = column("", privacy=_CONTACT)
    preferred: bool = False
    valid_to: date | None = None  # nobody answers there any more


class PersonLanguage(Row, table=True):
    """A language to talk in; the preferred one is used for prints and lists."""

    __tablename__ = "person_language"
    __table_args__ = table_args()

    person_id: str = link("person")
    language: str
    preferred: bool = False


class Consent(Row, table=True):
    """Information given (RODO art. 13) or consent: which wording, in which language, when, by whom."""

    __tablename__ = "consent"
    __table_args__ = table_args()

    person_id: str = link("person")
    kind: str  # rodo_information, reminders, image
    version: str
    language: str
    given_on: date
    withdrawn_on: date | None = None


class Household(Row, table=True):
    """People who live and are helped together."""

    __tablename__ = "household"
    __table_args__ = table_args()

    name: str = column("", privacy=_CONTACT)


class HouseholdMember(Row, table=True):
    """Membership of a household; moving out keeps its history."""

    __tablename__ = "household_member"
    __table_args__ = table_args()

    household_id: str = link("household")
    person_id: str = link("person")
    relation: str = ""
    dependant: bool = False
    joined_on: date | None = None
    left_on: date | None = None
    supporter_id: str | None = link("person", optional=True)  # who of them provides for a dependant


class ApartPair(Row, table=True):
    """Two people somebody looked at and found to be two: they are not suggested as one again."""

    __tablename__ = "apart_pair"
    __table_args__ = table_args()

    person_id: str = link("person")
    other_id: str = link("person")


class Merge(Row, table=True):
    """Two records made one: what was moved and changed, so that it can be undone to the byte."""

    __tablename__ = "merge"
    __table_args__ = table_args(CheckConstraint("json_valid(steps)", name="steps_json"))

    kept_id: str = link("person")
    gone_id: str = link("person")
    steps: str = column("[]", privacy=Privacy.SPECIAL)  # JSON: [table, row, column, before, after] in order
    undone_on: date | None = None
