"""Seeing and printing a PDF: what is previewed, saved and printed are the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QScrollArea, QWidget

from cic_desktop.core.errors import CicError
from cic_desktop.core.files import write_atomically
from cic_desktop.forms.preview import PageImage, page_count, render, render_page
from cic_desktop.i18n import Text, _, ngettext
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.private.picture import PaperPicture
from cic_desktop.ui.widgets import Banner, button, hbox, muted, vbox

SCREEN_DPI, PRINT_DPI = 96, 300
NO_ANSWER: Text = _("The printer did not answer. Check that it is switched on, then print again.")


def image(page: PageImage) -> QImage:
    """A rendered page as Qt paints it."""
    return QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888).copy()


class PdfView(QScrollArea):
    """The pages of a PDF, one below the other, on the page's grey. Long ones are drawn a page at a turn."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        language.bind(self, "setAccessibleName", _("Preview"))
        self.pages = 0
        self._pdf, self._dpi = b"", float(SCREEN_DPI)
        self._blank: list[QLabel] = []  # still to be drawn
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._draw_next)

    def show_pdf(self, pdf: bytes, dpi: float = SCREEN_DPI) -> None:
        """Render anew, keeping the place."""
        place = self.verticalScrollBar().value()
        sheet = QWidget()
        sheet.setProperty("role", "page")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = vbox(margins=(16, 16, 16, 16), spacing=14, parent=sheet)
        self._pdf, self._dpi, self.pages = pdf, dpi, page_count(pdf)
        self._blank = [self._page(number) for number in range(1, self.pages + 1)]
        for shown in self._blank:
            column.addWidget(shown)
        column.addStretch(1)
        first = self._draw_next()
        for shown in self._blank:
            shown.setMinimumSize(first)
        self.setWidget(sheet)
        self.verticalScrollBar().setValue(place)
        self._turn.start()

    def _page(self, number: int) -> QLabel:
        shown = PaperPicture()
        shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        language.bind(shown, "setAccessibleName", _("Page {n}", n=number))
        return shown

    def _draw_next(self) -> QSize:
        """Draw the first page that is blank yet; returns its size."""
        if not self._blank:
            self._turn.stop()
            return QSize()
        shown = self._blank.pop(0)
        drawn = QPixmap.fromImage(image(render_page(self._pdf, self.pages - len(self._blank) - 1, self._dpi)))
        shown.setPixmap(drawn)
        shown.setMinimumSize(drawn.size())
        return drawn.size()


class PdfDialog(QDialog):
    """A preview with Print and Save. `printed` is called after the bytes went to a printer or a file."""

    def __init__(
        self, parent: QWidget, pdf: bytes, title: Words, file_name: str, printed: Callable[[str], object] | None = None
    ) -> None:
        super().__init__(parent)
        self.pdf, self._file_name, self._printed = pdf, file_name, printed
        language.bind(self, "setWindowTitle", title)
        self.banner = Banner()
        self.view = PdfView()
        self.view.show_pdf(pdf)
        pages = muted(ngettext("{n} page, A4, without scaling", "{n} pages, A4, without scaling", self.view.pages))
        self.print_button = button(_("Print"), "printer", "primary", self.print)
        self._tools = hbox(
            pages, None, button(_("Close"), slot=self.reject), button(_("Save as PDF"), "download", slot=self.save),
            self.print_button, spacing=10,
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

    def print(self) -> None:
        try:
            if print_pdf(self, self.pdf, self.windowTitle()):
                self._done("printed")
        except CicError as error:
            self.banner.say("bad", error.text)

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


def print_pdf(parent: QWidget, pdf: bytes, title: str) -> bool:
    """Print at the paper's own size; False when the user changed their mind. Raises CicError."""
    printer = choose_printer(parent, title)
    if printer is None:
        return False
    paint(pdf, printer)
    return True


def choose_printer(parent: QWidget, title: str) -> QPrinter | None:
    """Ask on which printer; None when the user changed their mind."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def paint(pdf: bytes, printer: QPrinter) -> None:
    """Paint every page onto the printer's sheets without scaling."""
    painter = QPainter()
    if not painter.begin(printer):
        raise CicError(NO_ANSWER)
    try:
        for number, page in enumerate(render(pdf, PRINT_DPI)):
            if number:
                printer.newPage()
            scale = printer.resolution() / PRINT_DPI
            painter.drawImage(QRectF(0, 0, page.width * scale, page.height * scale), image(page))
    finally:
        painter.end()


def show_pdf(
    parent: QWidget, pdf: bytes, title: Text, file_name: str, printed: Callable[[str], object] | None = None
) -> PdfDialog:
    """Open the preview over a window."""
    dialog = PdfDialog(parent, pdf, title, file_name, printed)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
