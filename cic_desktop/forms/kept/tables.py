"""Forms filled for clients, and the blanks the centre supplied."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from cic_desktop.db.base import Moment, Privacy, Row, column, link, table_args

__all__ = ["FilledFormRow", "FormBlank", "SignatureRow"]


class FilledFormRow(Row, table=True):
    """A form filled for a client; keeps its edition and its bytes for ever, and what became of it at the office.

    `state` is a `life.FormState`. A form that is `started` has answers and no bytes yet.
    """

    __tablename__ = "filled_form"
    __table_args__ = table_args(
        CheckConstraint("json_valid(answers)", name="answers_json"),
        Index(
            "ix_filled_form_open",
            "state",
            sqlite_where=text("state IN ('started', 'submitted', 'called') AND deleted_at IS NULL"),
        ),
    )

    person_id: str = link("person")
    form_id: str
    edition: str
    answers: str = column("{}", privacy=Privacy.CONTACT)
    state: str = "filled"
    pdf_sha256: str = ""  # bytes in `blob`
    on_blank: bool = False
    printed_at: datetime | None = Field(default=None, sa_type=Moment)
    step: int = 0  # of the interview, while it is `started`
    language: str = ""  # the interview was held in
    pack: str = ""  # of several forms filled in one interview: an id they share
    proof_sha256: str = ""  # of the bilingual proof the client signed; bytes in `blob`
    signed_on: date | None = None
    submitted_on: date | None = None
    submitted_how: str = ""  # code list `submitted_how`
    office: str = column("", privacy=Privacy.CONTACT)
    reference: str = column("", privacy=Privacy.CONTACT)  # UPO number or znak sprawy
    called_on: date | None = None  # the call to complete was served
    complete_by: date | None = None  # the term as it was when the call was noted; the radar reckons with the letter
    letter_id: str | None = link("letter", optional=True)  # the call, among the letters of legal stay
    decided_on: date | None = None
    decision: str = ""  # code list `form_decision`


class SignatureRow(Row, table=True):
    """A signature drawn on the screen: by whom, under what, before whom. The strokes never leave the register."""

    __tablename__ = "signature"
    __table_args__ = table_args()

    person_id: str = link("person")
    filled_form_id: str | None = link("filled_form", optional=True)
    paper: str = ""  # a paper of the centre, by its id, when it is no form
    signer: str = column("", privacy=Privacy.CONTACT)  # who signed for the person; empty: themselves
    strokes_sha256: str = column("", privacy=Privacy.CONTACT)  # bytes in `blob`
    document_sha256: str = ""  # the very bytes that were signed
    signed_sha256: str = ""  # the same with the signature in them; bytes of both in `blob`
    signed_at: datetime | None = Field(default=None, sa_type=Moment)
    witness_id: str | None = link("account", optional=True)


class FormBlank(SQLModel, table=True):
    """An official blank this machine may print on.

    Not journaled: it has neither the id nor the revision the triggers need, and its bytes do not travel. Nothing that
    does travel hangs on it, since a form filled on a blank is kept whole. The audit tells who put it here.
    """

    __tablename__ = "form_blank"
    __table_args__ = table_args(journal=False)

    form_id: str = Field(primary_key=True)
    sha256: str  # bytes in `blob`
    known: bool
    added_at: datetime = Field(sa_type=Moment)
