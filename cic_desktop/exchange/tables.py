"""Bundles made so far: the receipt to answer an audit with."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index

from cic_desktop.db.base import Row, table_args

__all__ = ["ImportedRow", "SentBundle"]


class SentBundle(Row, table=True):
    """One bundle as it was sealed."""

    __tablename__ = "sent_bundle"
    __table_args__ = table_args()

    period: str  # YYYY-MM
    number: int  # sequence within the centre
    sha256: str  # of the sealed file
    manifest: str  # datapackage.json as sent
    recipients: str  # names, comma separated


class ImportedRow(Row, table=True):
    """A row of a spreadsheet taken in: the same row again is found by its key and not doubled."""

    __tablename__ = "imported_row"
    __table_args__ = table_args(
        Index("ix_imported_row_key", "kind", "key"), CheckConstraint("json_valid(cells)", name="cells_json")
    )

    kind: str  # clients, services
    key: str  # keyed hash of what identifies the row in its file
    digest: str  # keyed hash of the whole row: unchanged when equal
    target_id: str  # person or service
    cells: str = "{}"  # JSON: keyed hash of each answer, to tell who changed it since: the file or somebody here
