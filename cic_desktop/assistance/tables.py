"""Sitting → service → person: one talk with one signature may hold several services for several persons.

What reports count is a real column; what belongs to one kind of help is `details`, JSON validated by
that kind, with a version.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, text

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = [
    "FollowUp", "HousingOffer", "HousingSearch", "PowerOfAttorney", "Referral", "Service", "ServicePartner",
    "ServicePerson", "Sheet", "SheetCopy", "SignatureLine", "SignatureList", "Sitting", "SpecialistNote", "Tally",
    "TranslationOrder", "Visit",
]  # fmt: skip


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
    signed_on: date | None = None  # when a signature brought later was noted
    ends_at: str = ""  # HH:MM, when it was stopped by the clock


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


class ServicePartner(Row, table=True):
    """A partner somebody was told to turn to."""

    __tablename__ = "service_partner"
    __table_args__ = table_args()

    service_id: str = link("service")
    partner_id: str = link("partner")


class Referral(Row, table=True):
    """A need for a specialist on its way: need → qualified → proposed → booked → held, or how else it ended."""

    __tablename__ = "referral"
    __table_args__ = table_args(
        Index(  # all that counting and putting a list in order asks of a row
            "ix_referral_list", "state", "specialist", "account_id", "appointment_id", "person_id", "urgency",
            "waiting_since", "id", sqlite_where=text("deleted_at IS NULL"),
        )
    )  # fmt: skip

    person_id: str = link("person")
    specialist: str  # code list `specialist`
    urgency: str = ""
    state: str = "need"  # code list `referral_state`
    state_on: date
    waiting_since: date
    reason: str = column("", privacy=Privacy.SPECIAL)  # the need in a few words
    criteria: str = ""  # codes of `referral_criterion`, space separated
    qualified_by: str = ""
    qualified_on: date | None = None
    account_id: str | None = link("account", optional=True)  # the specialist it is meant for
    interpreter_language: str = ""
    appointment_id: str | None = link("appointment", optional=True)
    service_id: str | None = link("service", optional=True)  # the service it came from
    ended_reason: str = column("", privacy=Privacy.SPECIAL)


class SpecialistNote(Row, table=True):
    """What a lawyer or a psychologist wrote: its existence is known to others, its words to the author alone."""

    __tablename__ = "specialist_note"
    __table_args__ = table_args()

    person_id: str = link("person")
    account_id: str = link("account")
    referral_id: str | None = link("referral", optional=True)
    day: date
    words: str = column("", privacy=Privacy.SECRET)


class HousingSearch(Row, table=True):
    """A search for a place to live: open until it is closed with an outcome."""

    __tablename__ = "housing_search"
    __table_args__ = table_args()

    person_id: str = link("person")
    account_id: str = link("account")
    opened_on: date
    people: int = 1
    children: int = 0
    rooms: int = 0
    budget: int = 0  # złoty a month, all in
    districts: str = column("", privacy=Privacy.CONTACT)
    needed_by: date | None = None
    needs: str = column("", privacy=Privacy.SPECIAL)  # pets, lift, ground floor …
    closed_on: date | None = None
    outcome: str = ""  # code list `housing_outcome`


class HousingOffer(Row, table=True):
    """An offer shown to the household."""

    __tablename__ = "housing_offer"
    __table_args__ = table_args()

    search_id: str = link("housing_search")
    shown_on: date
    place: str = column("", privacy=Privacy.CONTACT)
    rent: int = 0
    source: str = column("", privacy=Privacy.CONTACT)
    outcome: str = ""  # code list `offer_outcome`
    remarks: str = column("", privacy=Privacy.CONTACT)


class TranslationOrder(Row, table=True):
    """A document given to a translator; a page is 1125 (sworn) or 1800 characters."""

    __tablename__ = "translation_order"
    __table_args__ = table_args(CheckConstraint("page_characters IN (1125, 1800)", name="page_characters"))

    person_id: str = link("person")
    service_id: str | None = link("service", optional=True)
    account_id: str = link("account")
    document: str = column("", privacy=Privacy.CONTACT)
    from_language: str
    to_language: str
    sworn: bool = False
    page_characters: int = 1800
    characters: int = 0
    pages: int = 0
    translator: str = column("", privacy=Privacy.CONTACT)
    ordered_on: date
    due_on: date | None = None
    returned_on: date | None = None
    received_on: date | None = None  # the client signed for it
    remarks: str = column("", privacy=Privacy.CONTACT)


class PowerOfAttorney(Row, table=True):
    """A power of attorney given and withdrawn; the advisor is never the default."""

    __tablename__ = "power_of_attorney"
    __table_args__ = table_args()

    person_id: str = link("person")
    attorney: str = column("", privacy=Privacy.CONTACT)
    account_id: str | None = link("account", optional=True)  # when a colleague is the attorney after all
    kind: str = "single"  # single, general
    scope: str = column("", privacy=Privacy.CONTACT)
    office: str = column("", privacy=Privacy.CONTACT)
    given_on: date
    valid_to: date | None = None
    withdrawn_on: date | None = None
    duty: str = ""  # code list `stamp_duty`
    remarks: str = column("", privacy=Privacy.CONTACT)


class Sheet(Row, table=True):
    """An information sheet in one language: who keeps it true, and when it is read again."""

    __tablename__ = "sheet"
    __table_args__ = table_args()

    topic: str
    language: str
    title: str
    body: str
    source: str = ""
    account_id: str | None = link("account", optional=True)  # owner
    as_of: date
    review_on: date


class SheetCopy(Row, table=True):
    """Copies of an information sheet handed out on a day."""

    __tablename__ = "sheet_copy"
    __table_args__ = table_args()

    sheet_id: str = link("sheet")
    account_id: str = link("account")
    person_id: str | None = link("person", optional=True)
    day: date
    copies: int = 1


class Tally(Row, table=True):
    """One-minute questions counted with one key: nobody's data, only that they were."""

    __tablename__ = "tally"
    __table_args__ = table_args(Index("ix_tally_day", "day"))

    account_id: str = link("account")
    project_id: str = link("project")
    day: date
    topic: str = ""
    place: str = "office"
    count: int = 1


class FollowUp(Row, table=True):
    """Something promised that is not a step of a service: from any record, or from none."""

    __tablename__ = "follow_up"
    __table_args__ = table_args(Index("ix_follow_up_due", "due_on"), Index("ix_follow_up_about", "about_id"))

    person_id: str | None = link("person", optional=True)
    account_id: str = link("account")  # whose it is
    due_on: date
    title: str = column("", privacy=Privacy.CONTACT)
    about_table: str = ""
    about_id: str = ""
    done_on: date | None = None


class SignatureList(Row, table=True):
    """A list or card printed to be signed: of a day, a week, a group, one person."""

    __tablename__ = "signature_list"
    __table_args__ = table_args()

    kind: str  # day, week, person, group
    starts_on: date
    ends_on: date
    account_id: str | None = link("account", optional=True)  # one advisor's, else the centre's
    person_id: str | None = link("person", optional=True)


class SignatureLine(Row, table=True):
    """One line to sign: a person in a sitting, with the short code that ticks it."""

    __tablename__ = "signature_line"
    __table_args__ = table_args(Index("ix_signature_line_code", "code"))

    list_id: str = link("signature_list")
    sitting_id: str = link("sitting")
    person_id: str = link("person")
    code: str  # letters with a check letter, shown as ACKD-MPRT
    signed_on: date | None = None


class Visit(Row, table=True):
    """An accompanied visit in three acts: prepared, being there, told afterwards."""

    __tablename__ = "visit"
    __table_args__ = table_args(CheckConstraint("json_valid(answers)", name="answers_json"))

    person_id: str = link("person")
    account_id: str = link("account")
    appointment_id: str | None = link("appointment", optional=True)
    service_id: str | None = link("service", optional=True)
    state: str = "prepared"  # prepared, under_way, done, called_off
    day: date
    starts_at: str = ""
    institution_kind: str
    institution: str = column("", privacy=Privacy.CONTACT)
    address: str = column("", privacy=Privacy.CONTACT)
    authorised: bool = False  # the patient's written authorisation was seen
    authorised_on: date | None = None
    interprets: str = ""
    answers: str = column("{}", privacy=Privacy.SPECIAL)  # the three acts' questions as JSON
    left_at: str = ""  # HH:MM
    returned_at: str = ""
