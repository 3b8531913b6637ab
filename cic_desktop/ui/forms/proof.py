"""The bilingual proof of an interview: shown, printed or signed, and kept with the form once that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cic_desktop import forms
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Text, _
from cic_desktop.ui.forms.interview import Interview
from cic_desktop.ui.forms.signing import SignTool
from cic_desktop.ui.printing import PdfDialog, show_pdf

if TYPE_CHECKING:
    from cic_desktop.forms.page.strokes import Strokes

TITLE: Text = _("Proof for the client to sign")
FILE_NAME = "proof.pdf"  # nothing about the client


class Proof(QObject):
    """What the client reads of one interview. It is kept with the form only while it says the same."""

    refused = Signal(object)  # CicError

    def __init__(self, ctx: AppContext, window: QWidget, interview: Interview, lang: str) -> None:
        super().__init__(window)
        self._ctx, self._window, self._interview, self._lang = ctx, window, interview, lang
        self._answers = dict(interview.answers)
        self._ids: list[str] = []
        self._out = False
        self.pdf = b""
        self.dialog: PdfDialog | None = None

    def show(self, filled_ids: Sequence[str] = ()) -> None:
        """Draw it in the client's language and show it; `filled_ids` are the forms it repeats, once they are kept."""
        self._ids = list(filled_ids)
        client = self._interview.opening.client
        definition, answers, lang, person_id = (
            self._interview.definition, self._answers, self._lang, client.id if client else "",
        )  # fmt: skip
        database, actor = self._ctx.opened.database, self._ctx.actor

        def draw(_tick: Any) -> bytes:
            with database.read(actor) as read:
                return forms.print_proof(read, definition, answers, lang, person_id)

        self._ctx.side(draw, owner=self, then=self._show, failed=self.refused.emit)

    def kept(self, filled_ids: Sequence[str], answers: dict[str, Any]) -> None:
        """The forms are in the register now: what went out of this proof goes with them."""
        if self._out and answers == self._answers:
            self._ids = list(filled_ids)
            self._keep()

    def _show(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.dialog = show_pdf(self._window, pdf, TITLE, FILE_NAME, self._went_out)
        client = self._interview.opening.client
        if client is not None and self._ids:
            SignTool(self._ctx, self.dialog, client.name, TITLE, self._sign, lambda _kept: None)

    def _went_out(self, _how: str) -> None:
        self._out = True
        if self._ids:
            self._keep()

    def _keep(self) -> None:
        ids, pdf = list(self._ids), self.pdf

        def keep(work: Any) -> None:
            for filled_id in ids:
                forms.keep_proof(work, filled_id, pdf)

        self._ctx.do(keep, verb="keep a proof", owner=self, failed=self._failed)

    def _sign(self, work: Any, strokes: Strokes, signer: str) -> tuple[str, bytes]:
        client = self._interview.opening.client
        assert client is not None
        for filled_id in self._ids:
            forms.keep_proof(work, filled_id, self.pdf)
        made = forms.sign_paper(work, client.id, forms.PROOF, self.pdf, strokes, signer, self._ids[0])
        return made, forms.signed_pdf(work, made)

    def _failed(self, error: CicError) -> None:
        self.refused.emit(error)
