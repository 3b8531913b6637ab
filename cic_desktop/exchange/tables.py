"""Bundles made so far: the receipt to answer an audit with."""

from __future__ import annotations

from cic_desktop.db.base import Row, table_args

__all__ = ["SentBundle"]


class SentBundle(Row, table=True):
    """One bundle as it was sealed."""

    __tablename__ = "sent_bundle"
    __table_args__ = table_args()

    period: str  # YYYY-MM
    number: int  # sequence within the centre
    sha256: str  # of the sealed file
    manifest: str  # datapackage.json as sent
    recipients: str  # names, comma separated
