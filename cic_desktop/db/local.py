"""Tables that are no one's feature: attachments' bytes, the audit, drafts, facts about the file itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from cic_desktop.db.base import Moment, Privacy, column, table_args

__all__ = ["Audit", "Blob", "Draft", "Fact"]


class Blob(SQLModel, table=True):
    """The bytes of a printed form or a scan, by their SHA-256; written once, never changed."""

    __tablename__ = "blob"
    __table_args__ = table_args(CheckConstraint("length(bytes) <= 20971520", name="size"), journal=False)

    sha256: str = Field(primary_key=True)
    bytes: bytes


class Audit(SQLModel, table=True):
    """What is not a change: log-ins, views, prints, exports."""

    __tablename__ = "audit"
    __table_args__ = table_args(journal=False)

    n: int | None = Field(default=None, primary_key=True)
    at: str = Field(index=True)
    who: str
    verb: str
    tbl: str = ""
    row: str = Field(default="", index=True)
    detail: str = ""


class Fact(SQLModel, table=True):
    """A fact about this file: `register_id`, `demo`, version of the search index …"""

    __tablename__ = "fact"
    __table_args__ = table_args(journal=False)

    name: str = Field(primary_key=True)
    value: str


class Draft(SQLModel, table=True):
    """Unfinished typing: raw answers of one wizard, local to this machine, not in the journal."""

    __tablename__ = "draft"
    __table_args__ = table_args(journal=False)

    key: str = Field(primary_key=True)  # what, edition, person and account
    account_id: str = Field(index=True)
    what: str  # `intake`, `sitting`, `form:EL-W-1`
    edition: str = ""
    person_id: str = ""
    title: str = column("", privacy=Privacy.CONTACT)
    step: int = 0
    answers: str = column("{}", privacy=Privacy.SPECIAL)  # JSON
    saved_at: datetime = Field(sa_type=Moment)
