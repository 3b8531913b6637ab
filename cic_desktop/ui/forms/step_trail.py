"""Where one is in a long interview: a numbered disc per step, without room for ten headings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cic_desktop.i18n import Text, _
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.fonts import font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets import clear, hbox

RADIUS, SIDE = 12, 30


class StepTrail(QWidget):
    """Discs on a line; those reached can be pressed: `chosen(index)`. Names are in the tool tips."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.discs: list[StepDisc] = []
        self._row = hbox(spacing=0, parent=self)
        self._names: tuple[Text, ...] = ()
        self.current = self.reached = 0
        self.setFixedHeight(SIDE + 2)

    def show_steps(self, names: Sequence[Text], current: int, reached: int) -> None:
        """Show these steps; the discs are made anew only when their names change."""
        self.current, self.reached = current, max(current, reached)
        if tuple(names) != self._names:
            self._names = tuple(names)
            self._make()
        for disc in self.discs:
            disc.refresh(len(self.discs))
        self.update()

    def state(self, index: int) -> str:
        if index == self.current:
            return "current"
        return "done" if index <= self.reached else "ahead"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for before, after in zip(self.discs, self.discs[1:], strict=False):
            painter.setPen(QPen(theme.color("primary" if after.index <= self.reached else "border2"), 2))
            y = before.geometry().center().y() + 0.5
            left, right = before.geometry().center().x(), after.geometry().center().x()
            painter.drawLine(QPointF(left + RADIUS + 6, y), QPointF(right - RADIUS - 6, y))

    def _make(self) -> None:
        clear(self._row)
        self.discs = [StepDisc(self, index, name) for index, name in enumerate(self._names)]
        for disc in self.discs:
            if disc.index:
                self._row.addStretch(1)
            self._row.addWidget(disc)
            disc.clicked.connect(lambda _checked=False, index=disc.index: self.chosen.emit(index))


class StepDisc(QAbstractButton):
    """One step of the trail."""

    def __init__(self, trail: StepTrail, index: int, name: Text) -> None:
        super().__init__(trail)
        self.index, self._trail, self._name = index, trail, name
        self._count = 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        language.on_change(self, lambda: self.refresh(self._count))

    def refresh(self, count: int) -> None:
        self._count = count
        state = self._trail.state(self.index)
        self.setEnabled(state != "ahead")
        self.setCursor(Qt.CursorShape.PointingHandCursor if state == "done" else Qt.CursorShape.ArrowCursor)
        self.setToolTip(language.text(self._name))
        words = _("Step {number} of {count}: {name}", number=self.index + 1, count=count, name=self._name)
        self.setAccessibleName(language.text(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        state = self._trail.state(self.index)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(0, 0, 2 * RADIUS, 2 * RADIUS)
        disc.moveCenter(QRectF(self.rect()).center())
        if ring_visible(self):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawEllipse(disc.adjusted(-2, -2, 2, 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface2" if state == "ahead" else "primary"))
        painter.drawEllipse(disc)
        colour = theme.color("muted" if state == "ahead" else "on_primary")
        if state == "done":
            paint_icon(painter, disc.adjusted(5, 5, -5, -5), "check", colour, 2.6)
        else:
            painter.setFont(font(9.5, strong=True))
            painter.setPen(colour)
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self.index + 1))
