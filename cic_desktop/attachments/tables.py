"""Scans and files kept with a person, encrypted inside the register; their bytes are in `blob`."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = ["Attachment"]


class Attachment(Row, table=True):
    """One scan or file: what it is, when the original was seen, how many pages it has."""

    __tablename__ = "attachment"
    __table_args__ = table_args(Index("ix_attachment_owner", "owner_table", "owner_id"))

    person_id: str | None = link("person", optional=True)
    owner_table: str = ""  # what it belongs to beside the person: `service`, `letter`, `power_of_attorney` …
    owner_id: str = ""
    kind: str = ""  # code list `attachment_kind`
    title: str = column("", privacy=Privacy.CONTACT)
    seen_on: date | None = None
    pages: int = 0
    media_type: str = ""
    size: int = 0  # bytes
    sha256: str = ""  # bytes in `blob`
