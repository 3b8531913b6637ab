"""What screens show of kept files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["AttachmentLine"]


@dataclass(frozen=True)
class AttachmentLine:
    """A kept file without its bytes."""

    id: str
    revision: int
    person_id: str
    owner: tuple[str, str]  # table and id of what it belongs to beside the person; empty when to nothing
    kind: str
    title: str
    seen_on: date | None
    pages: int
    media_type: str
    size: int  # bytes
    kept_by: str
