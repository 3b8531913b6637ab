"""What will be printed, made anew after every pause in typing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea

from cic_desktop import forms
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import CicError
from cic_desktop.forms.definition.model import Place
from cic_desktop.forms.page.preview import POINTS_PER_INCH, PageImage
from cic_desktop.i18n import _
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import image
from cic_desktop.ui.private.picture import PaperPicture
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets import Banner, Card, hbox, small, strong, tool_button

PAUSE = 70  # milliseconds without a key; with filling and painting it stays below 150
A4_WIDTH = 595.28


class Printable(Protocol):
    """Something that will go to paper."""

    @property
    def pdf(self) -> bytes: ...


@dataclass(frozen=True)
class _Drawn:
    """One page of it as pixels, made beside the window: an office's blank takes longer than a keystroke may wait."""

    form: Printable
    count: int  # of pages
    page: int
    dpi: float
    image: PageImage


def _draw(form: Printable, page: int, dpi: float) -> _Drawn:
    count = forms.page_count(form.pdf)
    page = min(page, count - 1)
    return _Drawn(form, count, page, dpi, forms.render_page(form.pdf, page, dpi))


class PreviewCard(Card):
    """One page as wide as the card, with a way to the others. `filled` carries a `Printable` once it is the newest."""

    filled = Signal(object)
    refused = Signal(object)  # CicError
    enlarged = Signal()

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(spacing=8, margins=(14, 10, 14, 14))
        self._ctx = ctx
        self._make: Callable[[], Printable] | None = None
        self._busy = self._painting = False
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
        theme.changed.connect(self._paint)  # the edge of the paper is the theme's

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
        self.ask(lambda: form, pause=False)

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
        asked, page, dpi = self._round, self.page, self.sheet.dpi
        self._ctx.side(
            lambda _tick: _draw(make(), page, dpi),
            owner=self,
            then=partial(self._made, asked),
            failed=partial(self._failed, asked),
        )

    def _made(self, asked: int, drawn: _Drawn) -> None:
        self._busy = False
        if asked == self._round:
            self.form, self.count = drawn.form, drawn.count
            self.page = min(self.page, self.count - 1)
            self.trouble.hide()
            self._show(drawn)
            if self._make is None:  # else it is the past already, and must not be taken for what will be printed
                self.filled.emit(drawn.form)
        self._again()

    def _failed(self, asked: int, error: CicError) -> None:
        self._busy = False
        if asked == self._round:
            self.refused.emit(error)
        self._again()

    def _again(self) -> None:
        """Somebody typed on while this was being filled."""
        if self._make is not None:
            self._timer.start()

    def _paint(self) -> None:
        """Ask for the present page at the present size; while one is on its way, that one is looked at first."""
        if self.form is None:
            return
        self._say_number()
        if not self._painting:
            self._painting, form, page, dpi = True, self.form, self.page, self.sheet.dpi
            self._ctx.side(
                lambda _tick: _draw(form, page, dpi), owner=self, then=self._painted, failed=self._not_painted
            )

    def _painted(self, drawn: _Drawn) -> None:
        self._painting = False
        self._show(drawn)

    def _not_painted(self, error: CicError) -> None:
        self._painting = False
        self.refused.emit(error)

    def _show(self, drawn: _Drawn) -> None:
        """Show a page, or go for the one that is wanted by now."""
        if drawn.form is self.form and (drawn.page, drawn.dpi) == (self.page, self.sheet.dpi):
            self._say_number()
            self.sheet.show_page(drawn.image)
        else:
            self._paint()

    def _say_number(self) -> None:
        language.bind(self.number, "setText", f"{self.page + 1} / {self.count}")
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page < self.count - 1)


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

    @property
    def _scale(self) -> float:
        """Pixels of the widget per point of the page."""
        return max(self.viewport().width() - 1, 80) / A4_WIDTH  # a page's pixels are rounded up

    @property
    def dpi(self) -> float:
        """At which a page is as wide as there is room."""
        return POINTS_PER_INCH * self._scale * self.devicePixelRatioF()

    def show_page(self, page: PageImage) -> None:
        pixmap = QPixmap.fromImage(image(page))
        _edge(pixmap)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
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
