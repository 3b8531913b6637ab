"""The centre's own papers signed on the screen: kept as they were shown, listed, taken back again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from cic_desktop import clients
from cic_desktop.core.errors import Missing
from cic_desktop.core.rights import Right
from cic_desktop.db.blobs import bytes_of
from cic_desktop.db.work import Read, Work
from cic_desktop.forms.kept.signatures import add_signature
from cic_desktop.forms.kept.tables import SignatureRow
from cic_desktop.forms.page.strokes import Strokes
from cic_desktop.forms.papers.model import read_papers
from cic_desktop.i18n import Joined, Plain, Text

__all__ = ["SignedLine", "restore_signature", "retire_signature", "sign_paper", "signed_papers", "signed_pdf"]


@dataclass(frozen=True)
class SignedLine:
    """A paper signed on the screen. `signer` is "" when the person signed themselves."""

    id: str
    person_id: str
    title: Text
    signer: str
    signed_at: datetime
    witness: str
    filled_id: str


def sign_paper(
    work: Work, person_id: str, paper: str, pdf: bytes, strokes: Strokes, signer: str = "", filled_id: str = ""
) -> str:
    """Sign one of the centre's own papers, as it was shown; `filled_id` is the form a proof repeats. Gives an id.

    Raises CicError (nothing was drawn, no line to sign on), Missing.
    """
    work.require(Right.EDIT_CLIENTS)
    person_id = clients.living_id(work, person_id)
    if paper not in _titles():
        raise Missing()
    return add_signature(work, person_id, pdf, strokes, signer, paper=paper, filled_form_id=filled_id or None).id


def retire_signature(work: Work, signature_id: str) -> None:
    """Take the signature of a paper back: it was drawn by mistake. It stays in the register with its history."""
    work.require(Right.EDIT_CLIENTS)
    work.retire(_of_a_paper(work.get(SignatureRow, signature_id)))


def restore_signature(work: Work, signature_id: str) -> None:
    """Undo `retire_signature`."""
    work.require(Right.EDIT_CLIENTS)
    _of_a_paper(work.bring_back(SignatureRow, signature_id))


def signed_papers(read: Read, person_id: str) -> list[SignedLine]:
    """The centre's papers a person signed on the screen, the newest first; the forms are among the forms."""
    read.require(Right.READ_CLIENTS)
    return [_line(row) for row in read.sql(_SIGNED, (person_id,))]


def signed_pdf(read: Read, signature_id: str) -> bytes:
    """The paper with its signature. Raises Missing."""
    read.require(Right.READ_CLIENTS)
    return bytes_of(read, read.get(SignatureRow, signature_id).signed_sha256)


_SIGNED = """
SELECT s.id, s.person_id, s.paper, s.signer, s.signed_at, coalesce(a.name, ''), coalesce(f.id, ''),
  coalesce(f.form_id, '')
FROM signature s LEFT JOIN account a ON a.id = s.witness_id LEFT JOIN filled_form f ON f.id = s.filled_form_id
WHERE s.person_id = ? AND s.paper <> '' AND s.deleted_at IS NULL ORDER BY s.signed_at DESC, s.id DESC
"""


def _line(row: Sequence[Any]) -> SignedLine:
    signature_id, person_id, paper, signer, signed_at, witness, filled_id, form_id = row
    title = _titles().get(paper, Plain(paper))  # of a paper that is no longer printed only its id is known
    if form_id:
        title = Joined((title, Plain(form_id.replace("-", "/"))))
    return SignedLine(signature_id, person_id, title, signer, datetime.fromisoformat(signed_at), witness, filled_id)


def _of_a_paper(row: SignatureRow) -> SignatureRow:
    """That of a form is a step of its path and is taken back there."""
    if not row.paper:
        raise Missing()
    return row


@lru_cache(maxsize=1)
def _titles() -> dict[str, Text]:
    return {paper.id: paper.title for folder in ("papers", "slips") for paper in read_papers(folder)}
