"""Signatures drawn on the screen: put into the very PDF somebody has read, kept with its hash, taken back again.

Nothing of them is ever outside the register: no file is written, and the strokes are kept apart from the paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from cic_desktop import clients
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Missing, Stale
from cic_desktop.core.rights import Right
from cic_desktop.db.blobs import bytes_of, keep_bytes
from cic_desktop.db.work import Read, Work
from cic_desktop.forms.definition import load
from cic_desktop.forms.life import Taken, step_columns
from cic_desktop.forms.papers.model import read_papers
from cic_desktop.forms.pdf.signed import signed
from cic_desktop.forms.strokes import Strokes
from cic_desktop.forms.tables import FilledFormRow, SignatureRow
from cic_desktop.i18n import Day, Joined, Plain, Text, _

__all__ = ["PROOF", "SignedLine", "keep_proof", "restore_signature", "retire_signature", "sign_form", "sign_paper",
           "signed_pdf", "signed_papers"]  # fmt: skip

PROOF = "proof"  # the paper that repeats a form in the client's language


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


def sign_form(work: Work, filled_id: str, strokes: Strokes, signer: str = "", revision: int | None = None) -> Taken:
    """Sign a kept form on the screen; `life.undo_step` takes what this gives. The form's PDF is the signed one then.

    `signer` is who signed for the person. Raises CicError (the office wants a pen, nothing was drawn, no line), Stale.
    """
    work.require(Right.FILL_FORMS)
    row = work.get(FilledFormRow, filled_id)
    if load(row.form_id, row.edition).info.signature != "screen":
        raise CicError(_("This form is signed with a pen: nobody said that the office accepts anything else."))
    if row.state not in ("filled", "printed"):
        raise Stale()
    drawn = _sign(work, row.person_id, bytes_of(work, row.pdf_sha256), strokes, signer, filled_form_id=row.id)
    taken = Taken(filled_id, 0, step_columns(row), signature=("retire", drawn.id))
    changes = {"state": "signed", "signed_on": clock.local(work.now).date(), "pdf_sha256": drawn.signed_sha256}
    return replace(taken, revision=work.amend(row, changes, revision).revision)


def sign_paper(
    work: Work, person_id: str, paper: str, pdf: bytes, strokes: Strokes, signer: str = "", filled_id: str = ""
) -> str:
    """Sign one of the centre's own papers, as it was shown; `filled_id` is the form a proof repeats. Gives an id.

    Raises CicError (nothing was drawn, no line to sign on), Missing.
    """
    work.require(Right.EDIT_CLIENTS)
    person_id = clients.living_id(work, person_id)
    _title(paper)
    return _sign(work, person_id, pdf, strokes, signer, paper=paper, filled_form_id=filled_id or None).id


def retire_signature(work: Work, signature_id: str) -> None:
    """Take the signature of a paper back: it was drawn by mistake. It stays in the register with its history."""
    work.require(Right.EDIT_CLIENTS)
    work.retire(_of_a_paper(work.get(SignatureRow, signature_id)))


def restore_signature(work: Work, signature_id: str) -> None:
    """Undo `retire_signature`."""
    work.require(Right.EDIT_CLIENTS)
    _of_a_paper(work.bring_back(SignatureRow, signature_id))


def keep_proof(work: Work, filled_id: str, pdf: bytes) -> None:
    """Keep the proof the client was given with the form it repeats."""
    work.require(Right.FILL_FORMS)
    work.amend(work.get(FilledFormRow, filled_id), {"proof_sha256": keep_bytes(work, pdf)})
    work.note("print", "filled_form", filled_id, PROOF)


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
    form = Plain(form_id.replace("-", "/"))
    title = Joined((_title(paper), form)) if form_id else _title(paper)
    return SignedLine(
        signature_id, person_id, title, signer, datetime.fromisoformat(signed_at), witness, filled_id
    )  # fmt: skip


def _sign(work: Work, person_id: str, pdf: bytes, strokes: Strokes, signer: str, **about: Any) -> SignatureRow:
    if not strokes:
        raise CicError(_("Nothing is drawn yet. Please sign above the line."))
    day = Day(clock.local(work.now).date(), "short").render("pl")
    return work.add(
        SignatureRow(
            person_id=person_id,
            signer=" ".join(signer.split()),
            strokes_sha256=keep_bytes(work, strokes.to_bytes()),
            document_sha256=keep_bytes(work, pdf),
            signed_sha256=keep_bytes(work, signed(pdf, strokes, day)),
            signed_at=work.now,
            witness_id=work.actor.id,
            **about,
        )
    )


def _of_a_paper(row: SignatureRow) -> SignatureRow:
    """That of a form is a step of its path and is taken back there."""
    if not row.paper:
        raise Missing()
    return row


@lru_cache(maxsize=1)
def _titles() -> dict[str, Text]:
    return {paper.id: paper.title for folder in ("papers", "slips") for paper in read_papers(folder)}


def _title(paper: str) -> Text:
    if paper not in _titles():
        raise Missing()
    return _titles()[paper]
