"""A long print: rendered beside the window, painted in strips between two keystrokes, stopped at any page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import Cancelled, CicError
from cic_desktop.forms.page.preview import PageImage, page_count, render_page
from cic_desktop.forms.page.shift import UNMOVED, Shift
from cic_desktop.i18n import _
from cic_desktop.ui.printing import NO_ANSWER, PRINT_DPI, image, printer_shift

__all__ = ["PrintJob"]

MM_PER_INCH = 25.4
STRIP = 240  # pixels of a page painted at a turn: a few hundredths of a second


class PrintJob(QObject):
    """Paints a PDF onto a printer's sheets without scaling. Ends with `finished`, or `failed` (Cancelled too).

    All of it is moved by `shift`, or else by this machine's own offset. Without lanes (no register is open yet) it
    renders in place.
    """

    progress = Signal(int, int)  # pages painted, pages in all
    finished = Signal()
    failed = Signal(object)  # CicError

    def __init__(
        self, ctx: AppContext | None, owner: QObject, pdf: bytes, printer: QPrinter, shift: Shift | None = None
    ) -> None:
        super().__init__(owner)
        kept = printer_shift(ctx.settings) if ctx else UNMOVED
        self._shift = kept if shift is None else shift
        self._ctx, self._pdf, self._printer = ctx, pdf, printer
        self._painter = QPainter()
        self._page, self._pages = 0, page_count(pdf)
        self._strips: Iterator[None] = iter(())
        self._stop = False
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._paint)

    def start(self) -> None:
        """Begin; a printer that is not there is said by `failed`."""
        if self._painter.begin(self._printer):
            self._next()
        else:
            self.failed.emit(CicError(NO_ANSWER))

    def cancel(self) -> None:
        """Stop before the next strip; sheets that are out are out."""
        self._stop = True

    def _next(self) -> None:
        """Render the next page on the side, or end."""
        self.progress.emit(self._page, self._pages)
        if self._page == self._pages:
            self._painter.end()
            self.finished.emit()
            return
        pdf, number = self._pdf, self._page
        if self._ctx is None:
            self._rendered(render_page(pdf, number, PRINT_DPI))
            return
        self._ctx.side(
            lambda _tick: render_page(pdf, number, PRINT_DPI), owner=self, then=self._rendered, failed=self._give_up
        )

    def _rendered(self, page: PageImage) -> None:
        if self._page and not self._printer.newPage():
            self._give_up(CicError(_("The printer stopped answering. Look which pages came out, then print again.")))
            return
        self._strips = self._painted(page)
        self._turn.start()

    def _painted(self, page: PageImage) -> Iterator[None]:
        dpi = self._printer.resolution()
        whole, scale = image(page), dpi / PRINT_DPI
        right, down = (round(moved / MM_PER_INCH * dpi) for moved in (self._shift.right, self._shift.down))
        for top in range(0, page.height, STRIP):
            strip = whole.copy(QRect(0, top, page.width, min(STRIP, page.height - top)))
            place = QRectF(right, down + top * scale, page.width * scale, strip.height() * scale)
            self._painter.drawImage(place, strip)
            yield

    def _paint(self) -> None:
        if self._stop:
            self._give_up(Cancelled())
        elif next(self._strips, self) is self:  # the page is whole
            self._turn.stop()
            self._page += 1
            self._next()

    def _give_up(self, error: CicError) -> None:
        self._turn.stop()
        self._printer.abort()
        self._painter.end()
        self.failed.emit(error)
