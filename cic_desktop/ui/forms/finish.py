"""From the last look to paper: fill for good, show those very bytes, keep what went out with the client."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from cic_desktop import forms
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Text, _
from cic_desktop.ui.forms.interview import Interview
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import PdfDialog, show_pdf
from cic_desktop.ui.widgets import Card, Flow, IconTile, button, h2, hbox, muted, vbox

if TYPE_CHECKING:
    from cic_desktop.forms.pdf import FilledForm


class Finish(QObject):
    """One form on its way out. `kept` tells the id under which it lies with the client ("" without one)."""

    kept = Signal(str)
    refused = Signal(object)  # CicError

    def __init__(self, ctx: AppContext, window: QWidget, interview: Interview, *, on_blank: bool) -> None:
        super().__init__(window)
        self._ctx, self._window, self._interview = ctx, window, interview
        self._on_blank = on_blank
        self._save_as: Path | None = None
        self.filled_id = ""
        self.form: FilledForm | None = None
        self.dialog: PdfDialog | None = None

    def start(self, save_as: Path | None = None) -> None:
        """Fill without the draft mark and show the result; with `save_as` it is saved there at once."""
        self._save_as = save_as
        interview = self._interview
        definition, answers = interview.definition, dict(interview.answers)
        blank = interview.opening.blank if self._on_blank else None
        self._ctx.side(
            lambda _tick: forms.fill(definition, answers, blank=blank),
            owner=self,
            then=self._filled,
            failed=self.refused.emit,
        )

    def show(self) -> None:
        """The finished form with Print and Save. Its file name tells nothing about the client."""
        if self.form is not None:
            info = self._interview.definition.info
            self.dialog = show_pdf(self._window, self.form.pdf, info.title, f"{info.id}.pdf", self._went_out)

    def _filled(self, form: FilledForm) -> None:
        self.form = form
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

    def _keep(self, work: Any) -> str:
        interview, client = self._interview, self._interview.opening.client
        assert client is not None and self.form is not None
        return forms.save_filled(
            work,
            client.id,
            interview.definition,
            interview.answers,
            self.form,
            "printed",
            on_blank=self._on_blank,
        )

    def _was_kept(self, filled_id: str) -> None:
        self.filled_id = filled_id
        self.kept.emit(filled_id)

    def _do(self, change: Any, then: Any) -> None:
        self._ctx.do(change, verb="print a form", owner=self, then=then, failed=self._not_kept)

    def _not_kept(self, error: CicError) -> None:
        """The paper is out but the register refused: said where the user looks, and below."""
        if self.dialog is not None:
            self.dialog.banner.say("bad", error.text)
        self.refused.emit(error)


class DoneCard(Card):
    """The form is out: what can be done next."""

    def __init__(self) -> None:
        super().__init__(spacing=16, margins=(28, 26, 28, 26))
        self.words, self.hint = h2("", wrap=True), muted("", wrap=True)
        self.record = button(_("Record as help"), "hand-heart", "primary")
        self.client = button(_("Open the client's record"), "user")
        self.again = button(_("Show the PDF"), "eye")
        self.other = button(_("Fill another form"), "form")
        head = hbox(IconTile("check", "ok", 44), (vbox(self.words, self.hint, spacing=2), 1), spacing=16)
        buttons = QWidget()
        Flow(self.record, self.client, self.again, self.other, gap=10, parent=buttons)
        self.add(head, buttons)
        self.hide()

    def say(self, interview: Interview, filled_id: str) -> None:
        """Say what became of the form."""
        client = interview.opening.client
        words: Text = _("The form is ready.")
        hint: Text = _("It was not kept, because no client was chosen.")
        if client is not None and filled_id:
            words = _("The form is with {name} now.", name=client.name)
            hint = _("Its edition and the very pages that were printed are kept. Record it as help, so that it counts.")
        language.bind(self.words, "setText", words)
        language.bind(self.hint, "setText", hint)
        for shown in self._needing_client():
            shown.setVisible(client is not None)

    def _needing_client(self) -> tuple[QPushButton, QPushButton]:
        return self.record, self.client
