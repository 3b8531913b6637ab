"""What a document's machine-readable lines say, beside what a card or a form says already: proposals, never changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cic_desktop.clients.fields import INTAKE
from cic_desktop.clients.shown import answer_text
from cic_desktop.core import checks, partial_date
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.mrz import Mrz
from cic_desktop.core.text import fold
from cic_desktop.i18n import Text

__all__ = ["Proposal", "answers_of", "proposals"]

State = Literal["new", "same", "different"]


@dataclass(frozen=True)
class Proposal:
    """One answer the document gives: new where nothing stands yet, the same, or different."""

    name: str
    label: Text
    now: Text
    read: Text
    answer: str
    state: State
    doubtful: bool  # its check digit does not agree


# Which answer each check digit stands over.
_CHECKED = {
    "number": ("document_number",),
    "birth": ("birth_date",),
    "expiry": ("document_valid_to",),
    "personal": ("pesel",),
}


def proposals(found: Mrz, answers: Answers, today: date) -> list[Proposal]:
    """What the document says of each question, in the order of the intake."""
    asked = {item.name: item for step in INTAKE for item in step.fields}
    doubtful = {name for fault in found.faults for name in _CHECKED.get(fault.what, ())}
    said = answers_of(found, today)
    return [
        _proposal(asked[name], str(answers.get(name, "") or ""), said[name], name in doubtful)
        for name in asked
        if said.get(name)
    ]


def _proposal(field: Field, now: str, read: str, doubtful: bool) -> Proposal:
    state: State = "new" if not now.strip() else "same" if _agree(field, now, read) else "different"
    return Proposal(
        field.name, field.label, answer_text(field, _iso(field, now)), answer_text(field, read), read, state, doubtful
    )


def _agree(field: Field, now: str, read: str) -> bool:
    if field.kind in ("date", "partial_date"):
        return _iso(field, now) == read
    return fold(now).replace(" ", "") == fold(read).replace(" ", "")


def _iso(field: Field, typed: str) -> str:
    if field.kind not in ("date", "partial_date"):
        return typed
    try:
        return str(partial_date.parse(typed))
    except CicError:
        return typed


def answers_of(found: Mrz, today: date) -> dict[str, str]:
    """The document's answers to the intake's questions."""
    return {
        "surname": _named(found.surname),
        "given": _named(found.given),
        "birth_date": found.birth,
        "sex": found.sex,
        "citizenship": found.nationality,
        "pesel": _pesel(found, today),
        "document_kind": _kind(found),
        "document_number": found.number,
        "document_country": found.issuer,
        "document_valid_to": found.expires.isoformat() if found.expires else "",
    }


def _named(capitals: str) -> str:
    return " ".join(word.capitalize() for word in capitals.split())


def _kind(found: Mrz) -> str:
    """Passports begin with P; a card issued in Poland to a foreigner is a residence card."""
    if found.code.startswith("V"):
        return "other"
    if found.code.startswith("P"):
        return "passport" if found.issuer != "PL" else "travel_document"
    return "residence_card" if found.issuer == "PL" else "id_card"


def _pesel(found: Mrz, today: date) -> str:
    """Polish documents carry it among the optional data; what fails its own check is not proposed."""
    if found.issuer != "PL":
        return ""
    try:
        return checks.pesel(found.personal, today=today).number
    except CicError:
        return ""
