"""Reading forms: what a client's record answers already, what was filled, the blanks the centre supplied."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cic_desktop.core import case_number
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.blobs import bytes_of
from cic_desktop.db.work import Read
from cic_desktop.forms import tables
from cic_desktop.forms.answers import Prefilled, prefill
from cic_desktop.forms.blanks import Recognised, prepare_blank, recognise
from cic_desktop.forms.model import Definition
from cic_desktop.forms.sources import client_sources
from cic_desktop.i18n import _

if TYPE_CHECKING:
    from cic_desktop.forms.pdf.prepared import PreparedBlank

__all__ = [
    "FilledLine",
    "blank_for",
    "blank_state",
    "filled_answers",
    "filled_forms",
    "filled_pdf",
    "person_by_case_number",
    "prefilled",
]


@dataclass(frozen=True)
class FilledLine:
    """A filled form in a list. `state` is filled, printed or submitted."""

    id: str
    person_id: str
    name: str
    case_number: str
    form_id: str
    edition: str
    state: str
    on_blank: bool
    filled_at: datetime
    printed_at: datetime | None
    by: str
    sha256: str


def prefilled(read: Read, definition: Definition, person_id: str) -> Prefilled:
    """What the client's record answers of a form already. Raises Missing."""
    read.require(Right.FILL_FORMS)
    return prefill(definition, client_sources(read, person_id))


# A record merged into another still means the person: its number stands on papers handed out.
_BY_NUMBER = """
SELECT id FROM person WHERE case_number = :number AND deleted_at IS NULL UNION ALL
SELECT m.kept_id FROM merge m JOIN person g ON g.id = m.gone_id WHERE g.case_number = :number AND m.undone_on IS NULL
"""


def person_by_case_number(read: Read, number: str) -> str:
    """The client a typed case number means (any case, spaces, dashes left out). Raises CicError."""
    read.require(Right.READ_CLIENTS)
    wanted = str(case_number.parse(number))
    found = read.sql(_BY_NUMBER, {"number": wanted})
    if not found:
        raise CicError(_("There is no client with the case number {number}.", number=wanted))
    return str(found[0][0])


def filled_forms(read: Read, person_id: str = "", limit: int = 100) -> list[FilledLine]:
    """Forms filled for one client, or for anybody; the newest first."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(_FILLED, {"person": person_id, "limit": limit})
    return [_line(row) for row in rows]


def filled_answers(read: Read, filled_id: str) -> tuple[str, str, Answers]:
    """(form, edition, answers) of a filled form, to start another from. Raises Missing."""
    read.require(Right.FILL_FORMS)
    row = read.get(tables.FilledFormRow, filled_id)
    return row.form_id, row.edition, json.loads(row.answers)


def filled_pdf(read: Read, filled_id: str) -> bytes:
    """The very bytes that were printed. Raises Missing."""
    read.require(Right.READ_CLIENTS)
    return bytes_of(read, read.get(tables.FilledFormRow, filled_id).pdf_sha256)


def blank_state(read: Read, definition: Definition) -> Recognised | None:
    """What the centre's blank of a form is to this edition; None when there is none (or no longer fits)."""
    kept = _kept(read, definition)
    if kept is None:
        return None
    try:
        return _recognised(definition, kept)
    except CicError:  # made for an edition with other pages
        return None


def blank_for(read: Read, definition: Definition) -> PreparedBlank | None:
    """The centre's blank ready to print on, None when there is none that fits."""
    return _prepared(definition, kept) if blank_state(read, definition) and (kept := _kept(read, definition)) else None


_FILLED = """
SELECT f.id, f.person_id, trim(p.surname || ' ' || p.given), p.case_number, f.form_id, f.edition, f.state,
  f.on_blank, f.created_at, f.printed_at, coalesce(a.name, ''), f.pdf_sha256
FROM filled_form f JOIN person p ON p.id = f.person_id LEFT JOIN account a ON a.id = f.created_by
WHERE f.deleted_at IS NULL AND p.deleted_at IS NULL AND (:person = '' OR f.person_id = :person)
ORDER BY f.created_at DESC, f.id DESC LIMIT :limit
"""


def _line(row: Sequence[Any]) -> FilledLine:
    values = dict(zip(FilledLine.__dataclass_fields__, row, strict=True))
    values["on_blank"] = bool(values["on_blank"])
    for name in ("filled_at", "printed_at"):
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    return FilledLine(**values)


@dataclass(frozen=True)
class _Kept:
    """A blank's bytes, told apart by their hash: what was made of them is found again."""

    sha256: str
    pdf: bytes = field(compare=False, repr=False)


def _kept(read: Read, definition: Definition) -> _Kept | None:
    found = read.sql("SELECT sha256 FROM form_blank WHERE form_id = ?", (definition.info.id,))
    return _Kept(found[0][0], bytes_of(read, found[0][0])) if found else None


@lru_cache(maxsize=8)
def _recognised(definition: Definition, kept: _Kept) -> Recognised:
    return recognise(definition, kept.pdf)


@lru_cache(maxsize=8)
def _prepared(definition: Definition, kept: _Kept) -> PreparedBlank:
    return prepare_blank(definition, kept.pdf)
