"""Forms filled for clients, and the blanks the centre supplied."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from cic_desktop.db.base import Moment, Privacy, Row, column, link, table_args

__all__ = ["FilledFormRow", "FormBlank"]


class FilledFormRow(Row, table=True):
    """A form filled for a client; keeps its edition and its bytes for ever."""

    __tablename__ = "filled_form"
    __table_args__ = table_args(CheckConstraint("json_valid(answers)", name="answers_json"))

    person_id: str = link("person")
    form_id: str
    edition: str
    answers: str = column("{}", privacy=Privacy.CONTACT)
    state: str = "filled"  # filled, printed, submitted
    pdf_sha256: str = ""  # bytes in `blob`
    on_blank: bool = False
    printed_at: datetime | None = Field(default=None, sa_type=Moment)


class FormBlank(SQLModel, table=True):
    """An official blank this machine may print on; kept locally."""

    __tablename__ = "form_blank"
    __table_args__ = table_args(journal=False)

    form_id: str = Field(primary_key=True)
    sha256: str  # bytes in `blob`
    known: bool
    added_at: datetime = Field(sa_type=Moment)
