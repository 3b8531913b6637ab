"""From the last look to paper: fill for good, show those very bytes, keep what went out with the client."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from cic_desktop import forms
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import CicError
from cic_desktop.forms.kept.service import Started
from cic_desktop.i18n import Text, _
from cic_desktop.ui.forms.interview import Interview
from cic_desktop.ui.forms.signing import ON_SCREEN, SignTool
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import PdfDialog, show_pdf
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Card, Flow, IconTile, button, h2, hbox, muted, vbox

if TYPE_CHECKING:
    from cic_desktop.forms.kept.life import FormState
    from cic_desktop.forms.page.strokes import Strokes
    from cic_desktop.forms.pdf import FilledForm


class Finish(QObject):
    """One form on its way out. `kept` tells the id under which it lies with the client ("" without one)."""

    kept = Signal(str)
    refused = Signal(object)  # CicError

    def __init__(
        self, ctx: AppContext, window: QWidget, interview: Interview, *, on_blank: bool, language: str = ""
    ) -> None:
        super().__init__(window)
        self._ctx, self._window, self._interview = ctx, window, interview
        self._on_blank, self._language = on_blank, language
        self._answers = dict(interview.answers)  # as they are printed, whatever is typed meanwhile
        self.busy = False  # between the button and the form on view: a second press is the same one
        self._save_as: Path | None = None
        self._unseen = self._is_signed = False
        self._tool: SignTool | None = None
        self.filled_id = ""
        self.form: FilledForm | None = None
        self.dialog: PdfDialog | None = None

    def start(self, save_as: Path | None = None) -> None:
        """Fill without the draft mark and show the result; with `save_as` it is saved there at once.

        A worksheet is kept without a look: it goes on to the portal, not to paper.
        """
        self._save_as, interview = save_as, self._interview
        self._unseen = interview.for_portal and save_as is None
        self.busy = True
        definition, answers = interview.definition, self._answers
        blank = interview.opening.blank if self._on_blank else None
        head = interview.opening.head
        self._ctx.side(
            lambda _tick: forms.fill(definition, answers, blank=blank, head=head),
            owner=self,
            then=self._filled,
            failed=self._give_up,
        )

    def show(self) -> None:
        """The finished form with Print and Save. Its file name tells nothing about the client."""
        if self.form is not None:
            info = self._interview.definition.info
            self.dialog = show_pdf(self._window, self.form.pdf, info.title, f"{info.id}.pdf", self._went_out)
            client = self._interview.opening.client
            if self.to_sign and client is not None:
                self._tool = SignTool(self._ctx, self.dialog, client.name, info.title, self._signed, self._was_signed)

    @property
    def to_sign(self) -> bool:
        """Whether it may still be signed on the screen."""
        interview = self._interview
        accepted = interview.definition.info.signature == "screen" and interview.opening.client is not None
        return accepted and not self._is_signed

    def sign(self) -> None:
        """Show the form and hand the pen over."""
        self.show()
        if self._tool is not None:
            self._tool.ask()

    def _signed(self, work: Any, strokes: Strokes, signer: str) -> tuple[str, bytes]:
        filled_id = self.filled_id or self._keep(work, "filled")
        forms.sign_form(work, filled_id, strokes, signer)
        return filled_id, forms.filled_pdf(work, filled_id)

    def _was_signed(self, filled_id: str) -> None:
        assert self.form is not None and self.dialog is not None
        self.form = replace(self.form, pdf=self.dialog.pdf, sha256=hashlib.sha256(self.dialog.pdf).hexdigest())
        self._is_signed, self._tool = True, None
        self._was_kept(filled_id)

    def _filled(self, form: FilledForm) -> None:
        self.form = form
        if self._unseen:
            self._do(partial(self._keep, state="filled"), self._was_kept)
            return
        self.busy = False
        self.show()
        if self._save_as is not None and self.dialog is not None:
            self.dialog.save_to(self._save_as)
            self.dialog.close()

    def _went_out(self, _how: str) -> None:
        client = self._interview.opening.client
        if client is None:
            self.kept.emit("")
        elif self.filled_id:
            filled_id = self.filled_id
            self._do(lambda work: forms.mark_printed(work, filled_id), lambda _done: None)
        else:
            self._do(self._keep, self._was_kept)

    def _keep(self, work: Any, state: FormState = "printed") -> str:
        interview, client = self._interview, self._interview.opening.client
        assert client is not None and self.form is not None
        return forms.save_filled(
            work,
            client.id,
            interview.definition,
            self._answers,
            self.form,
            state,
            on_blank=self._on_blank,
            started=interview.started(self._language),
        )

    def _was_kept(self, filled_id: str) -> None:
        self.filled_id, self.busy = filled_id, False
        self._interview.opening = replace(self._interview.opening, started=Started())  # what comes next is another
        self.kept.emit(filled_id)

    def _do(self, change: Any, then: Any) -> None:
        self._ctx.do(change, verb="print a form", owner=self, then=then, failed=self._not_kept)

    def _not_kept(self, error: CicError) -> None:
        """The paper is out but the register refused: said where the user looks, and below."""
        if self.dialog is not None:
            self.dialog.banner.say("bad", error.text)
        self._give_up(error)

    def _give_up(self, error: CicError) -> None:
        self.busy = False
        self.refused.emit(error)


class DoneCard(Card):
    """The form is out: what can be done next."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(spacing=16, margins=(28, 26, 28, 26))
        self._shell, self._person_id, self._filled_id = shell, "", ""
        self.words, self.hint = h2("", wrap=True), muted("", wrap=True)
        self.record = button(_("Record as help"), "hand-heart", "primary", self._record)
        self.portal = button(_("Prepare for MOS"), "copy", slot=self.prepare)
        self.client = button(_("Open the client's record"), "user", slot=self._open_client)
        self.again = button(_("Show the PDF"), "eye")
        self.sign = button(ON_SCREEN, "signature")
        self.proof = button(_("Proof for the client to sign"), "printer")
        self.other = button(_("Fill another form"), "form", slot=self._fill_another)
        head = hbox(IconTile("check", "ok", 44), (vbox(self.words, self.hint, spacing=2), 1), spacing=16)
        buttons = QWidget()
        shown = (self.record, self.portal, self.sign, self.proof, self.client, self.again, self.other)
        Flow(*shown, gap=10, parent=buttons)
        self.add(head, buttons)
        self.hide()

    def say(self, interview: Interview, filled_id: str, *, to_sign: bool = False) -> None:
        """Say what became of the form; `to_sign`: it may be signed on the screen."""
        client = interview.opening.client
        self._person_id, self._filled_id = client.id if client else "", filled_id
        words: Text = _("The form is ready.")
        hint: Text = _("It was not kept, because no client was chosen.")
        if client is not None and filled_id:
            words = _("The form is with {name} now.", name=client.name)
            hint = _("Its edition and the very pages that were printed are kept. Record it as help, so that it counts.")
        language.bind(self.words, "setText", words)
        language.bind(self.hint, "setText", hint)
        for shown in self._needing_client():
            shown.setVisible(client is not None)
        self.portal.setVisible(interview.for_portal)
        self.sign.setVisible(to_sign)
        self.show()

    def prepare(self) -> None:
        """Go on to the portal with the worksheet that was kept."""
        self._shell.open("mos", filled_id=self._filled_id)

    def _record(self) -> None:
        self._shell.open("sitting", person_ids=(self._person_id,), filled_ids=(self._filled_id,))

    def _fill_another(self) -> None:
        self._shell.open("forms", person_id=self._person_id)

    def _open_client(self) -> None:
        self._shell.open("client", person_id=self._person_id)

    def _needing_client(self) -> tuple[QPushButton, QPushButton]:
        return self.record, self.client
