"""Signing on the screen: what is shown is signed there and then, kept in the register, and shown again signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from cic_desktop import forms
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.forms.signature_pad import SignatureDialog
from cic_desktop.ui.printing import PdfDialog
from cic_desktop.ui.widgets import button

if TYPE_CHECKING:
    from cic_desktop.forms.page.strokes import Strokes

Sign = Callable[[Any, "Strokes", str], tuple[Any, bytes]]  # (work, strokes, signer) -> what is kept, the signed PDF
ON_SCREEN: Text = _("Sign on the screen")


def ask_signature(parent: QWidget, name: str, what: Text, then: Callable[[Strokes, str], object]) -> SignatureDialog:
    """Ask for one; `then` gets the strokes and who signed for the person ("": themselves)."""
    dialog = SignatureDialog(parent, Plain(name), what)
    dialog.signed.connect(lambda strokes: then(strokes, dialog.signer))
    dialog.open()
    return dialog


def offer_paper(ctx: AppContext, dialog: PdfDialog, person_id: str, name: str, paper: str, title: Text) -> None:
    """Let one of the centre's papers (by its id) be signed where it is shown; the card keeps it."""
    pdf = dialog.pdf

    def sign(work: Any, strokes: Strokes, signer: str) -> tuple[str, bytes]:
        made = forms.sign_paper(work, person_id, paper, pdf, strokes, signer)
        return made, forms.signed_pdf(work, made)

    if ctx.may(Right.EDIT_CLIENTS):
        SignTool(ctx, dialog, name, title, sign, lambda _made: None)


class SignTool(QObject):
    """A button beside Print; it goes once the paper is signed. `then` gets what was kept."""

    def __init__(
        self, ctx: AppContext, dialog: PdfDialog, name: str, what: Text, sign: Sign, then: Callable[[Any], object]
    ) -> None:
        super().__init__(dialog)
        self._ctx, self._dialog, self._name, self._what = ctx, dialog, name, what
        self._sign, self._then = sign, then
        self.asking: SignatureDialog | None = None
        self.button: QPushButton = button(ON_SCREEN, "signature", slot=self.ask)
        dialog.add_tool(self.button)

    def ask(self) -> None:
        """Hand the pen over."""
        self.asking = ask_signature(self._dialog, self._name, self._what, self._keep)

    def _keep(self, strokes: Strokes, signer: str) -> None:
        self._ctx.do(
            lambda work: self._sign(work, strokes, signer),
            verb="sign on the screen", owner=self._dialog, then=self._kept, failed=self._failed,
        )  # fmt: skip

    def _kept(self, made: tuple[Any, bytes]) -> None:
        kept, pdf = made
        self._dialog.show_other(pdf)
        self._dialog.banner.say("ok", _("Signed. It is kept in the register as it is shown here."))
        self.button.hide()
        self._then(kept)

    def _failed(self, error: CicError) -> None:
        self._dialog.banner.say("bad", error.text)
