"""Many forms on their way out: made with progress, what cannot be printed named, then printed or saved and kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from cic_desktop import forms
from cic_desktop.core.errors import Cancelled, CicError
from cic_desktop.core.files import write_atomically
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody
from cic_desktop.ui.forms.batch_look import BatchLook
from cic_desktop.ui.language import language
from cic_desktop.ui.print_job import PrintJob
from cic_desktop.ui.printing import choose_printer
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import button, clear, h2, hbox, hide_unless, line, muted, strong, vbox

if TYPE_CHECKING:
    from cic_desktop.app.context import Task
    from cic_desktop.db.work import Work
    from cic_desktop.forms.kept.batch import Batch, Refused

__all__ = ["BatchDialog"]

Make = Callable[[Any, Callable[[float], None]], "Batch"]  # (read, tick) -> what is ready
FILE_NAME = "forms.pdf"  # nothing about the clients


class BatchDialog(ClientDialog):
    """`make` runs beside the window. What went to paper or into a file is kept in one act; else nothing is."""

    def __init__(
        self, shell: Shell, title: Text, make: Make, then: Callable[[list[str]], object] = lambda _ids: None
    ) -> None:
        super().__init__(shell, title, _("Printed one after the other. What cannot be printed is named."))
        self._title, self._make, self._then = title, make, then
        self.batch: Batch | None = None
        self._task: Task | None = None
        self.job: PrintJob | None = None
        self.words = h2("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        language.bind(self.bar, "setAccessibleName", title)
        self._refused = vbox(spacing=8)
        self.body.addWidget(self.words)
        self.body.addWidget(self.bar)
        self._place = DialogBody(self._refused, None)
        self._place.hide()
        self.body.addWidget(self._place, 1)
        self.stop = button(_("Cancel"), kind="ghost", slot=self.reject)
        self.look_button = button(_("Look through"), "eye", slot=self.look)
        self.save_button = button(_("Save as PDF"), "download", slot=self.save)
        self.print_button = button(_("Print"), "printer", "primary", self.print)
        self.foot.addStretch(1)
        self._ways = (self.look_button, self.save_button, self.print_button)
        for made in (self.stop, *self._ways):
            self.foot.addWidget(made)
        self._begin()

    # --- making -------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._busy(_("The forms are being filled…"))
        database, actor, make = self.ctx.opened.database, self.ctx.actor, self._make

        def work(tick: Callable[[float], None]) -> Batch:
            with database.read(actor) as read:
                return make(read, tick)

        self._task = self.ctx.side(work, owner=self, then=self._made, failed=self._gave_up, lane="long")
        self._task.progress.connect(lambda share: self._progress(round(share * 1000), 1000))

    def _made(self, batch: Batch) -> None:
        self.batch = batch
        self._ready()
        clear(self._refused)
        self._place.setVisible(bool(batch.refused))
        for number, one in enumerate(batch.refused):
            if number:
                self._refused.addWidget(line())
            self._refused.addWidget(self._row(one))
        self.fit()

    def _ready(self) -> None:
        """Say what is ready; it can be printed, saved, or left."""
        assert self.batch is not None
        ready = len(self.batch.ready)
        said = [ngettext("{n} form is ready.", "{n} forms are ready.", ready)] if ready else []
        language.bind(self.words, "setText", Joined((*said, self._refused_words()), " "))
        self.bar.hide()
        for made in self._ways:
            made.setEnabled(ready > 0)
        self.stop.setEnabled(True)

    # --- going out ----------------------------------------------------------------------------------

    def look(self) -> BatchLook:
        """See each form before it goes out."""
        assert self.batch is not None
        shown = BatchLook(self, self._title, self.batch.ready)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.open()
        return shown

    def print(self) -> None:
        """Ask for the printer, then paint page by page."""
        printer = choose_printer(self, self.windowTitle())
        if printer is None or self.batch is None:
            return
        self.job = PrintJob(self.ctx, self, self.batch.pdf, printer)
        self.job.progress.connect(self._progress)
        self.job.finished.connect(self._went_out)
        self.job.failed.connect(self._not_out)
        self._busy(_("Printing…"))
        self.job.start()

    def save(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(self, self.windowTitle(), FILE_NAME, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the whole batch as one file, or nothing."""
        assert self.batch is not None
        pdf = self.batch.pdf
        self._busy(_("The file is being written…"))
        self.ctx.side(
            lambda _tick: write_atomically(path, pdf),
            owner=self,
            then=lambda _done: self._went_out(),
            failed=self._not_out,
        )

    def _went_out(self) -> None:
        """It is on paper: keep all of it, in one act."""
        self.job, batch = None, self.batch
        self.ctx.do(
            lambda work: forms.keep_batch(work, batch),  # type: ignore[arg-type]
            verb="print forms",
            owner=self,
            then=self._kept,
            failed=self._not_out,
        )

    def _kept(self, kept: list[str]) -> None:
        """Done; what was refused stays on view, to be opened one by one."""
        said = ngettext("{n} form is printed and kept.", "{n} forms are printed and kept.", len(kept))
        self.shell.note(said)
        self._then(kept)
        if self.batch is None or not self.batch.refused:
            self.accept()
            return
        language.bind(self.words, "setText", Joined((said, self._refused_words()), " "))
        language.bind(self.stop, "setText", _("Close"))
        self.bar.hide()

    def _not_out(self, error: CicError) -> None:
        """Nothing was noted as printed; it can be tried again."""
        self.job = None
        self._ready()
        self.banner.say("warn" if isinstance(error, Cancelled) else "bad", error.text)
        self.fit()

    # --- what was refused ---------------------------------------------------------------------------

    def _refused_words(self) -> Text:
        count = len(self.batch.refused) if self.batch else 0
        return _("Cannot be printed: {n}", n=count) if count else Plain("")

    def _row(self, one: Refused) -> QWidget:
        go = button(_("Open the form"), "pencil", slot=partial(self.go_on, one))
        language.bind(go, "setAccessibleName", _("Open the form of {name}", name=Plain(one.name)))
        hide_unless(bool(one.form_id) and self.ctx.may(Right.FILL_FORMS), go)
        made = QWidget()
        hbox((vbox(strong(Plain(one.name)), muted(one.why, wrap=True), spacing=1), 1), go, spacing=12, parent=made)
        return made

    def go_on(self, one: Refused) -> None:
        """Go on with it by hand; what was known for it is kept as an unfinished form first."""
        if one.filled_id or one.answers is None:
            self._open(one, one.filled_id)
            return

        def begin(work: Work) -> str:
            return forms.save_started(work, one.person_id, forms.load(one.form_id), one.answers or {}, forms.Started())

        self.ctx.do(begin, verb="begin a form", owner=self, then=partial(self._open, one), failed=self._not_begun)

    def _open(self, one: Refused, filled_id: str) -> None:
        super().reject()
        self.shell.open("form", form_id=one.form_id, person_id=one.person_id, filled_id=filled_id)

    def _not_begun(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
        self.fit()

    # --- waiting and stopping -----------------------------------------------------------------------

    def reject(self) -> None:
        """Cancel, Escape, the window's cross: stop what is being done; when nothing is, close."""
        if (working := self._working) is None:
            super().reject()
        else:
            self.stop.setEnabled(False)
            working.cancel()

    @property
    def _working(self) -> Task | PrintJob | None:
        return self._task if self._task and not self._task.over else self.job

    def _gave_up(self, error: CicError) -> None:
        if isinstance(error, Cancelled):
            super().reject()
            return
        self.bar.hide()
        self.stop.setEnabled(True)
        self.words.hide()
        self.banner.say("bad", error.text)
        self.fit()

    def _busy(self, words: Text) -> None:
        self.banner.hide()
        language.bind(self.words, "setText", words)
        self.bar.setRange(0, 0)
        self.bar.show()
        for made in self._ways:
            made.setEnabled(False)

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
