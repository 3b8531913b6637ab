"""Reading forms: what a client's record answers already, what was filled, the blanks the centre supplied."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from cic_desktop.core import case_number
from cic_desktop.core.errors import CicError, Missing
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.blobs import bytes_of
from cic_desktop.db.work import Read
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.filling.answers import Prefilled, prefill
from cic_desktop.forms.filling.sources import client_sources
from cic_desktop.forms.kept import tables
from cic_desktop.forms.kept.blanks import Recognised, prepare_blank, recognise
from cic_desktop.forms.kept.service import Started
from cic_desktop.i18n import _

if TYPE_CHECKING:
    from cic_desktop.forms.pdf.prepared import PreparedBlank

__all__ = [
    "FilledLine",
    "FormList",
    "Unfinished",
    "blank_for",
    "blank_state",
    "filled_answers",
    "filled_form",
    "filled_forms",
    "filled_pdf",
    "form_counts",
    "person_by_case_number",
    "prefilled",
    "unfinished",
]

FormList = Literal["", "started", "waiting", "called", "decided"]


@dataclass(frozen=True)
class FilledLine:
    """A form in a list. `state` is a `life.FormState`; one that was completed after a call is `submitted` again."""

    id: str
    revision: int
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
    pack: str = ""
    signed_on: date | None = None
    submitted_on: date | None = None
    submitted_how: str = ""
    office: str = ""
    reference: str = ""  # UPO number or znak sprawy
    called_on: date | None = None
    complete_by: date | None = None
    completed_on: date | None = None
    decided_on: date | None = None
    decision: str = ""
    proof_sha256: str = ""
    witness: str = ""  # of the signature, when it was drawn on the screen


@dataclass(frozen=True)
class Unfinished:
    """A form somebody began and kept in the register, to go on with."""

    person_id: str
    form_id: str
    edition: str
    answers: Answers
    started: Started


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


def filled_forms(read: Read, person_id: str = "", limit: int = 100, which: FormList = "") -> list[FilledLine]:
    """Forms of one client or of anybody, the newest first.

    Those that wait for the office: the longest waiting first; those called to complete: the most urgent first.
    """
    read.require(Right.READ_CLIENTS)
    sql = f"{_FILLED} AND {_LISTS[which]} {_of(person_id)} ORDER BY {_ORDERS.get(which, _NEWEST)} LIMIT :limit"
    return [_line(row) for row in read.sql(sql, {"person": person_id, "limit": limit})]


def filled_form(read: Read, filled_id: str) -> FilledLine:
    """One form as the lists show it. Raises Missing."""
    read.require(Right.READ_CLIENTS)
    found = read.sql(f"{_FILLED} AND f.id = :id", {"id": filled_id})
    if not found:
        raise Missing()
    return _line(found[0])


def form_counts(read: Read, person_id: str = "") -> dict[str, int]:
    """How many forms each list of what is open holds."""
    read.require(Right.READ_CLIENTS)
    parts = ", ".join(f"coalesce(sum({_LISTS[which]}), 0)" for which in _OPEN)
    [row] = read.sql(f"SELECT {parts} {_FROM} AND {_ANY_OPEN} {_of(person_id)}", {"person": person_id})
    return dict(zip(_OPEN, row, strict=True))


def unfinished(read: Read, filled_id: str) -> Unfinished | None:
    """A form begun and kept in the register; None when it is finished. Raises Missing."""
    read.require(Right.FILL_FORMS)
    row = read.get(tables.FilledFormRow, filled_id)
    if row.state != "started":
        return None
    started = Started(row.id, row.revision, row.step, row.language, row.pack)
    return Unfinished(row.person_id, row.form_id, row.edition, json.loads(row.answers), started)


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
    """The centre's blank ready to print on; None when none fits."""
    kept = _kept(read, definition) if blank_state(read, definition) else None
    return _prepared(definition, kept) if kept else None


_FROM = """
FROM filled_form f JOIN person p ON p.id = f.person_id
LEFT JOIN letter l ON l.id = f.letter_id AND l.deleted_at IS NULL
WHERE f.deleted_at IS NULL AND p.deleted_at IS NULL
"""
_FILLED = f"""
SELECT f.id, f.revision, f.person_id, trim(p.surname || ' ' || p.given), p.case_number, f.form_id, f.edition,
  CASE WHEN f.state = 'called' AND l.answered_on IS NOT NULL THEN 'submitted' ELSE f.state END,
  f.on_blank, f.created_at, f.printed_at,
  coalesce((SELECT a.name FROM account a WHERE a.id = CASE f.state WHEN 'started' THEN f.updated_by
    ELSE f.created_by END), ''),
  f.pdf_sha256, f.pack, f.signed_on, f.submitted_on, f.submitted_how, f.office, f.reference,
  coalesce(l.served_on, f.called_on), f.complete_by, l.answered_on, f.decided_on, f.decision, f.proof_sha256,
  coalesce((SELECT a.name FROM signature s JOIN account a ON a.id = s.witness_id
    WHERE s.filled_form_id = f.id AND s.paper = '' AND s.deleted_at IS NULL), '')
{_FROM}
"""
_LISTS: dict[str, str] = {
    "": "1",
    "started": "f.state = 'started'",
    "waiting": "(f.state = 'submitted' OR (f.state = 'called' AND l.answered_on IS NOT NULL))",
    "called": "(f.state = 'called' AND l.answered_on IS NULL)",
    "decided": "f.state = 'decided'",
}
_OPEN = ("started", "waiting", "called")
_ANY_OPEN = "f.state IN ('started', 'submitted', 'called')"  # as `ix_filled_form_open` has it
_NEWEST = "f.created_at DESC, f.id DESC"
_ORDERS = {
    "waiting": "f.submitted_on, f.id",
    "called": "f.complete_by, f.id",
    "decided": "f.decided_on DESC, f.id DESC",
}
_MOMENTS, _DATES = (
    ("filled_at", "printed_at"),
    ("signed_on", "submitted_on", "called_on", "complete_by", "completed_on", "decided_on"),
)


def _of(person_id: str) -> str:
    """For one person the index of persons is gone through, else the list's own."""
    return "AND f.person_id = :person" if person_id else ""


def _line(row: Sequence[Any]) -> FilledLine:
    values = dict(zip(FilledLine.__dataclass_fields__, row, strict=True))
    values["on_blank"] = bool(values["on_blank"])
    for names, read in ((_MOMENTS, datetime.fromisoformat), (_DATES, date.fromisoformat)):
        for name in names:
            values[name] = read(values[name]) if values[name] else None
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
