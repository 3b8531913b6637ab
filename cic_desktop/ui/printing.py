"""Seeing and printing a PDF: what is previewed, saved and printed are the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPageSize, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QScrollArea, QWidget

from cic_desktop.core.errors import Cancelled, CicError, Invalid
from cic_desktop.core.files import write_atomically
from cic_desktop.forms.page.preview import POINTS_PER_INCH, PageImage, page_sizes, render_page
from cic_desktop.forms.page.shift import SHIFT, UNMOVED, Shift, read_shift
from cic_desktop.i18n import Text, _, ngettext
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.private.picture import PaperPicture
from cic_desktop.ui.widgets import Banner, button, hbox, muted, vbox

if TYPE_CHECKING:
    from cic_desktop.app.context import AppContext
    from cic_desktop.app.settings import Settings
    from cic_desktop.ui.print_job import PrintJob

SCREEN_DPI, PRINT_DPI = 96, 300
SHIFT_KEY = "printer/{}"  # in this machine's settings
NO_ANSWER: Text = _("The printer did not answer. Check that it is switched on, then print again.")


def printer_shift(settings: Settings) -> Shift:
    """The offset kept on this machine; nothing is moved when somebody spoilt the file."""
    try:
        return read_shift({field.name: settings.get(SHIFT_KEY.format(field.name)) for field in SHIFT})
    except Invalid:
        return UNMOVED


def image(page: PageImage) -> QImage:
    """A rendered page as Qt paints it."""
    return QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888).copy()


class PdfView(QScrollArea):
    """The pages of a PDF, one below the other, on the page's grey; drawn one by one beside the window."""

    def __init__(self, ctx: AppContext | None = None) -> None:
        super().__init__()
        self._ctx = ctx
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        language.bind(self, "setAccessibleName", _("Preview"))
        self.pages = 0
        self._pdf, self._dpi = b"", float(SCREEN_DPI)
        self._blank: list[QLabel] = []  # still to be drawn

    def show_pdf(self, pdf: bytes, dpi: float = SCREEN_DPI) -> None:
        """Render anew, keeping the place."""
        place = self.verticalScrollBar().value()
        sheet = QWidget()
        sheet.setProperty("role", "page")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = vbox(margins=(16, 16, 16, 16), spacing=14, parent=sheet)
        sizes = page_sizes(pdf)
        self._pdf, self._dpi, self.pages = pdf, dpi, len(sizes)
        self._blank = [self._page(number, *size) for number, size in enumerate(sizes, 1)]
        for shown in self._blank:
            column.addWidget(shown)
        column.addStretch(1)
        self.setWidget(sheet)
        self.verticalScrollBar().setValue(place)
        self._draw_next()

    def _page(self, number: int, width: float, height: float) -> QLabel:
        """A page's place, as large as the page will be."""
        shown = PaperPicture()
        shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        shown.setMinimumSize(round(width * self._dpi / POINTS_PER_INCH), round(height * self._dpi / POINTS_PER_INCH))
        language.bind(shown, "setAccessibleName", _("Page {n}", n=number))
        return shown

    def _draw_next(self) -> None:
        """Draw the first page that is blank yet."""
        if not self._blank:
            return
        pdf, number, dpi = self._pdf, self.pages - len(self._blank), self._dpi
        if self._ctx is None:
            self._show(pdf, render_page(pdf, number, dpi))
        else:
            self._ctx.side(lambda _tick: render_page(pdf, number, dpi), owner=self, then=partial(self._show, pdf))

    def _show(self, pdf: bytes, page: PageImage) -> None:
        if pdf is self._pdf:  # else others are drawn by now
            shown = self._blank.pop(0)
            shown.setPixmap(QPixmap.fromImage(image(page)))
            QTimer.singleShot(0, self, self._draw_next)


class PdfDialog(QDialog):
    """A preview with Print and Save. `printed` is called after the bytes went to a printer or a file.

    On paper they are moved as this machine's printer needs it, or by `shift`.
    """

    def __init__(
        self,
        parent: QWidget,
        pdf: bytes,
        title: Words,
        file_name: str,
        printed: Callable[[str], object] | None = None,
        shift: Shift | None = None,
    ) -> None:
        super().__init__(parent)
        self.pdf, self._file_name, self._printed, self._shift = pdf, file_name, printed, shift
        language.bind(self, "setWindowTitle", title)
        self.banner = Banner()
        self._ctx = _context(parent)
        self.view = PdfView(self._ctx)
        self.view.show_pdf(pdf)
        self.job: PrintJob | None = None  # while it prints
        self._pages = muted("")
        self._count()
        self.print_button = button(_("Print"), "printer", "primary", self.print)
        self.save_button = button(_("Save as PDF"), "download", slot=self.save)
        self._tools = hbox(
            self._pages, None, button(_("Close"), slot=self.reject), self.save_button, self.print_button, spacing=10
        )  # fmt: skip
        vbox(self.banner, (self.view, 1), self._tools, margins=(18, 16, 18, 16), spacing=12, parent=self)
        self.resize(920, 720)

    def add_tool(self, tool: QWidget) -> None:
        """Put something beside Print."""
        self._tools.insertWidget(self._tools.count() - 1, tool)
        tool.show()  # the dialog may be open already

    def show_other(self, pdf: bytes) -> None:
        """From now on these are the bytes that are shown, printed and saved."""
        self.pdf = pdf
        self.view.show_pdf(pdf)
        self._count()

    def _count(self) -> None:
        words = ngettext("{n} page, A4, without scaling", "{n} pages, A4, without scaling", self.view.pages)
        language.bind(self._pages, "setText", words)

    def print(self) -> None:
        """Ask for the printer, then paint page by page at the paper's own size."""
        from cic_desktop.ui.print_job import PrintJob

        printer = choose_printer(self, self.windowTitle())
        if printer is None or self.job is not None:
            return
        self.job = job = PrintJob(self._ctx, self, self.pdf, printer, self._shift)
        job.finished.connect(self._printed_out)
        job.failed.connect(self._not_printed)
        self.banner.say("info", _("Printing…"))
        self._enable(False)
        job.start()

    def reject(self) -> None:
        """Close; while it prints, stop that first."""
        if self.job is None:
            super().reject()
        else:
            self.job.cancel()

    def _printed_out(self) -> None:
        self.job = None
        self.banner.hide()
        self._enable(True)
        self._done("printed")

    def _not_printed(self, error: CicError) -> None:
        self.job = None
        self._enable(True)
        self.banner.say("warn" if isinstance(error, Cancelled) else "bad", error.text)

    def _enable(self, on: bool) -> None:
        for made in (self.save_button, self.print_button):
            made.setEnabled(on)

    def save(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(self, self.windowTitle(), self._file_name, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        try:
            write_atomically(path, self.pdf)
        except CicError as error:
            self.banner.say("bad", error.text)
            return
        self.banner.say("ok", _("Saved."))
        self._done("saved")

    def _done(self, how: str) -> None:
        if self._printed:
            self._printed(how)


def choose_printer(parent: QWidget, title: str) -> QPrinter | None:
    """Ask on which printer; None when the user changed their mind."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def _context(widget: QWidget | None) -> AppContext | None:
    """The lanes of the window a dialog belongs to; none while no register is open."""
    while widget is not None and not hasattr(widget, "ctx"):
        widget = widget.parentWidget()
    return widget.ctx if widget is not None else None


def show_pdf(
    parent: QWidget,
    pdf: bytes,
    title: Text,
    file_name: str,
    printed: Callable[[str], object] | None = None,
    shift: Shift | None = None,
) -> PdfDialog:
    """Open the preview over a window."""
    dialog = PdfDialog(parent, pdf, title, file_name, printed, shift)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
