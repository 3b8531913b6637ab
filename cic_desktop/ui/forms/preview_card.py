"""What will be printed, made anew after every pause in typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea

from cic_desktop import forms
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import CicError
from cic_desktop.forms.model import Place
from cic_desktop.i18n import _
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import image
from cic_desktop.ui.private.picture import PaperPicture
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets import Banner, Card, hbox, small, strong, tool_button

PAUSE = 90  # milliseconds without a key; with filling and painting it stays below 150
POINTS_PER_INCH, A4_WIDTH = 72.0, 595.28


class Printable(Protocol):
    """Something that will go to paper."""

    @property
    def pdf(self) -> bytes: ...


class PreviewCard(Card):
    """One page as wide as the card, with a way to the others. `filled` carries every new `Printable`."""

    filled = Signal(object)
    refused = Signal(object)  # CicError
    enlarged = Signal()

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(spacing=8, margins=(14, 10, 14, 14))
        self._ctx = ctx
        self._make: Callable[[], Printable] | None = None
        self._busy = False
        self._round = 0  # what was asked for before `clear_form` is not shown any more
        self.form: Printable | None = None
        self.page, self.count = 0, 1
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._fill)
        self.sheet = PageView()
        self.sheet.resized.connect(self._paint)
        self.number = small("")
        self.before = tool_button("chevron-left", _("Page before"), lambda: self.turn(self.page - 1))
        self.after = tool_button("chevron-right", _("Next page"), lambda: self.turn(self.page + 1))
        larger = tool_button("search", _("Show it larger"), self.enlarged.emit)
        self.add(hbox(strong(_("Preview")), None, self.before, self.number, self.after, larger, spacing=2))
        self.trouble = Banner()
        self.add(self.trouble)
        self.column.addWidget(self.sheet, 1)

    def ask(self, make: Callable[[], Printable], *, pause: bool) -> None:
        """Fill with `make` on the side lane, at once or when the typing pauses; the newest wins."""
        self._make = make
        if pause:
            self._timer.start()
        else:
            self._fill()

    def turn(self, page: int, place: Place | None = None) -> None:
        """Show a page, and the part of it where an answer is written."""
        turned, self.page = page != self.page, max(0, min(page, self.count - 1))
        if turned:
            self._paint()
        if place is not None:
            self.sheet.show_part(place.box.y, place.box.bottom)
        elif turned:
            self.sheet.verticalScrollBar().setValue(0)

    def show_form(self, form: Printable) -> None:
        """Show something that is ready."""
        self.form = form
        self.trouble.hide()
        self.count = forms.page_count(form.pdf)
        self.page = min(self.page, self.count - 1)
        self._paint()

    def say_why(self, error: CicError) -> None:
        """Above the last page that could be shown: why there is no newer one."""
        self.trouble.say("bad", error.text)

    def clear_form(self) -> None:
        """Forget what was shown and asked for before; it may have been about somebody else."""
        self._round += 1
        self._make = None
        self.form, self.page, self.count = None, 0, 1
        self.trouble.hide()
        self.sheet.label.clear()

    def _fill(self) -> None:
        if self._busy or self._make is None:
            return
        self._busy, make, self._make = True, self._make, None
        asked = self._round
        self._ctx.side(
            lambda _tick: make(),
            owner=self,
            then=lambda form: self._made(form, asked),
            failed=lambda error: self._failed(error, asked),
        )

    def _made(self, form: Printable, asked: int) -> None:
        self._busy = False
        if asked == self._round:
            self.show_form(form)
            self.filled.emit(form)
        self._again()

    def _failed(self, error: CicError, asked: int) -> None:
        self._busy = False
        if asked == self._round:
            self.refused.emit(error)
        self._again()

    def _again(self) -> None:
        """Somebody typed on while this was being filled."""
        if self._make is not None:
            self._timer.start()

    def _paint(self) -> None:
        if self.form is None:
            return
        language.bind(self.number, "setText", f"{self.page + 1} / {self.count}")
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page < self.count - 1)
        self.sheet.show_page(self.form.pdf, self.page)


class PageView(QScrollArea):
    """One page as wide as there is room."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        language.bind(self, "setAccessibleName", _("Preview"))
        self.label = PaperPicture()
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(self.label)
        self._scale = 1.0  # pixels of the widget per point of the page

    def show_page(self, pdf: bytes, number: int) -> None:
        """Paint a page, in the window's thread."""
        ratio = self.devicePixelRatioF()
        self._scale = max(self.viewport().width(), 80) / A4_WIDTH
        shown = forms.render_page(pdf, number, POINTS_PER_INCH * self._scale * ratio)
        pixmap = QPixmap.fromImage(image(shown))
        _edge(pixmap)
        pixmap.setDevicePixelRatio(ratio)
        self.label.setPixmap(pixmap)

    def show_part(self, top: float, bottom: float) -> None:
        """Scroll until the part between two heights (points) can be seen."""
        middle = (top + bottom) / 2 * self._scale
        bar = self.verticalScrollBar()
        if not bar.value() + 30 < middle < bar.value() + self.viewport().height() - 30:
            bar.setValue(round(middle - self.viewport().height() / 2))

    def sizeHint(self) -> QSize:
        return QSize(360, 420)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


def _edge(page: QPixmap) -> None:
    """The edge of the paper: white on a white card would have none."""
    painter = QPainter(page)
    painter.setPen(theme.color("border"))
    painter.drawRect(page.rect().adjusted(0, 0, -1, -1))
    painter.end()
