"""The steps of a wizard: where one is, what is done, and a way back to every finished step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cic_desktop.i18n import Text, _
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.fonts import font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets.boxes import hbox

_RADIUS, _TOP, _HEIGHT = 13, 3, 62
_STATES = {"done": _("done"), "current": _("you are here"), "ahead": _("not yet")}


class Stepper(QWidget):
    """Steps in a row. Steps already reached can be clicked or reached with Tab: `chosen(index)`."""

    chosen = Signal(int)

    def __init__(self, steps: Sequence[Text], current: int = 0) -> None:
        super().__init__()
        self.current = self.reached = current
        self._steps = [_Step(self, index, words) for index, words in enumerate(steps)]
        row = hbox(spacing=0, parent=self)
        for step in self._steps:
            row.addWidget(step, 1)
            step.clicked.connect(lambda _checked=False, index=step.index: self.chosen.emit(index))
        self.setFixedHeight(_HEIGHT)
        self.go(current)

    def go(self, current: int) -> None:
        """Show `current` as the present step; what was reached once stays reachable."""
        self.current, self.reached = current, max(self.reached, current)
        for step in self._steps:
            step.refresh(len(self._steps))
        self.update()

    def state(self, index: int) -> str:
        if index == self.current:
            return "current"
        return "done" if index <= self.reached else "ahead"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        y = _TOP + _RADIUS + 0.5
        for before, after in zip(self._steps, self._steps[1:], strict=False):
            painter.setPen(QPen(theme.color("primary" if after.index <= self.reached else "border2"), 2))
            left, right = before.geometry().center().x(), after.geometry().center().x()
            painter.drawLine(QPointF(left + _RADIUS + 8, y), QPointF(right - _RADIUS - 8, y))


class _Step(QAbstractButton):
    def __init__(self, stepper: Stepper, index: int, words: Text) -> None:
        super().__init__(stepper)
        self.index, self._stepper, self._words = index, stepper, words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._count = 1
        language.on_change(self, lambda: self.refresh(self._count))

    def refresh(self, count: int) -> None:
        self._count = count
        state = self._stepper.state(self.index)
        self.setEnabled(state != "ahead")
        self.setCursor(Qt.CursorShape.PointingHandCursor if state == "done" else Qt.CursorShape.ArrowCursor)
        self.setText(language.text(self._words))
        name = _("Step {number} of {count}: {name}", number=self.index + 1, count=count, name=self._words)
        self.setAccessibleName(language.text(name))
        self.setAccessibleDescription(language.text(_STATES[state]))
        self.setToolTip(self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        state = self._stepper.state(self.index)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.rect().center().x(), _TOP + _RADIUS)
        self._paint_disc(painter, centre, state)
        painter.setFont(font(strong=state == "current"))
        painter.setPen(theme.color("text" if state == "current" else "muted"))
        shown = QFontMetricsF(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 12)
        painter.drawText(QRectF(6, 36, self.width() - 12, 22), Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_disc(self, painter: QPainter, centre: QPointF, state: str) -> None:
        if ring_visible(self):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawEllipse(centre, _RADIUS + 2.5, _RADIUS + 2.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface2" if state == "ahead" else "primary"))
        painter.drawEllipse(centre, _RADIUS, _RADIUS)
        colour = theme.color("muted" if state == "ahead" else "on_primary")
        disc = QRectF(centre.x() - _RADIUS, centre.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
        if state == "done":
            paint_icon(painter, disc.adjusted(5, 5, -5, -5), "check", colour, 2.6)
        else:
            painter.setFont(font(strong=True))
            painter.setPen(colour)
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self.index + 1))
