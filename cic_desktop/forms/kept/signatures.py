"""Forms signed on the screen: the drawing goes into the very PDF somebody has read and is kept with its hash.

Nothing of it is ever outside the register: no file is written, and the strokes are kept apart from the paper.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Stale
from cic_desktop.core.rights import Right
from cic_desktop.db.blobs import bytes_of, keep_bytes
from cic_desktop.db.work import Work
from cic_desktop.forms.edition.reader import load
from cic_desktop.forms.kept.life import Taken, step_columns
from cic_desktop.forms.kept.tables import FilledFormRow, SignatureRow
from cic_desktop.forms.page.strokes import Strokes
from cic_desktop.forms.pdf.signed import signed
from cic_desktop.i18n import Day, _

__all__ = ["PROOF", "keep_proof", "sign_form"]

PROOF = "proof"  # the paper that repeats a form in the client's language


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
    drawn = add_signature(work, row.person_id, bytes_of(work, row.pdf_sha256), strokes, signer, filled_form_id=row.id)
    taken = Taken(filled_id, 0, step_columns(row), signature=("retire", drawn.id))
    changes = {"state": "signed", "signed_on": clock.local(work.now).date(), "pdf_sha256": drawn.signed_sha256}
    return replace(taken, revision=work.amend(row, changes, revision).revision)


def keep_proof(work: Work, filled_id: str, pdf: bytes) -> None:
    """Keep the proof the client was given with the form it repeats."""
    work.require(Right.FILL_FORMS)
    work.amend(work.get(FilledFormRow, filled_id), {"proof_sha256": keep_bytes(work, pdf)})
    work.note("print", "filled_form", filled_id, PROOF)


def add_signature(work: Work, person_id: str, pdf: bytes, strokes: Strokes, signer: str, **about: Any) -> SignatureRow:
    """Draw it into the PDF and keep what was signed, the strokes and the result, each by its hash.

    For services that asked for their right; `about` are the columns that say what was signed.
    Raises CicError (nothing was drawn, no line to sign on).
    """
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
