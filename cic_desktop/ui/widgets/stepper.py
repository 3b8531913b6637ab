"""The steps of a wizard: where one is, what is done, and a way back to every finished step.

`Stepper` names its steps; `StepTrail` is for long interviews, without room for ten headings.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cic_desktop.i18n import Text, _
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.fonts import BASE, font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets.boxes import hbox

_STATES = {
    "done": _("done"),
    "open": _("an answer is missing or wrong"),
    "current": _("you are here"),
    "ahead": _("not yet"),
}
_MARKS = {"done": "check", "open": "alert"}
_COLOURS = {"ahead": ("surface2", "muted"), "open": ("warn_bg", "warn")}  # of the disc, and in it


class _Steps(QWidget):
    """Discs on a line. Those already reached can be clicked or reached with Tab: `chosen(index)`."""

    chosen = Signal(int)
    gap = 8.0  # pixels between a disc and the line

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[_Step] = []
        self._row = hbox(spacing=0, parent=self)
        self.current = self.reached = 0
        self.open: Collection[int] = ()  # reached, and to be gone back to

    def state(self, index: int) -> str:
        if index == self.current:
            return "current"
        if index > self.reached:
            return "ahead"
        return "open" if index in self.open else "done"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = [step for step in self.steps if not step.isHidden()]
        for before, after in pairwise(shown):
            style = Qt.PenStyle.SolidLine if after.index == before.index + 1 else Qt.PenStyle.DotLine
            painter.setPen(QPen(theme.color("primary" if after.index <= self.reached else "border2"), 2, style))
            away, y = before.radius + self.gap, before.y() + before.line
            left, right = before.geometry().center().x(), after.geometry().center().x()
            painter.drawLine(QPointF(left + away, y), QPointF(right - away, y))

    def _go(self, current: int, reached: int) -> None:
        self.current, self.reached = current, max(current, reached)
        for step in self.steps:
            step.refresh(len(self.steps))
        self.update()


class Stepper(_Steps):
    """Steps in a row, each with its name below."""

    def __init__(self, steps: Sequence[Text], current: int = 0) -> None:
        super().__init__()
        self.steps = [_NamedStep(self, index, name) for index, name in enumerate(steps)]
        for step in self.steps:
            self._row.addWidget(step, 1)
        self.setFixedHeight(_NamedStep.room.height())
        self.go(current)

    def go(self, current: int) -> None:
        """Show `current` as the present step; what was reached once stays reachable."""
        self._go(current, self.reached)


def steps_near(count: int, current: int, most: int) -> list[int]:
    """The steps there is room for: the first, the last and those around the present one."""
    if count <= most:
        return list(range(count))
    start = min(max(current - (most - 2) // 2, 1), count + 1 - most)
    return [0, *range(start, start + most - 2), count - 1]


class StepTrail(_Steps):
    """Discs without names, which are in the tool tips; the steps may change on the way.

    Of a long interview only those near the present one are shown, between the first and the last.
    """

    gap = 6.0
    most = 15  # discs there is room for beside a preview

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[Text, ...] = ()
        self.setFixedHeight(_Step.room.height() + 2)

    def show_steps(self, names: Sequence[Text], current: int, reached: int, open_steps: Collection[int] = ()) -> None:
        """Show these steps, those with something missing marked; the discs are made anew only with other names."""
        self.open = open_steps
        if tuple(names) != self._names:
            self._names = tuple(names)
            self._make()
        self._go(current, reached)
        self._lay_out(steps_near(len(names), current, self.most))

    def _make(self) -> None:
        for step in self.steps:
            step.hide()
            step.deleteLater()
        self.steps = [_Step(self, index, name) for index, name in enumerate(self._names)]

    def _lay_out(self, shown: Sequence[int]) -> None:
        while self._row.takeAt(0) is not None:
            pass
        for step in self.steps:
            step.setVisible(step.index in shown)
        for index in shown:
            if index:
                self._row.addStretch(1)
            self._row.addWidget(self.steps[index])


class _Step(QAbstractButton):
    """One disc: its number, a tick once it is done, a warning sign while something of it is missing."""

    room = QSize(30, 30)
    radius, ring = 12.0, 2.0  # of the disc; from it to the ring of the focus
    line = 14.5  # where the line between the discs runs
    points = 9.5  # of the number
    stretches = QSizePolicy.Policy.Fixed

    def __init__(self, steps: _Steps, index: int, name: Text) -> None:
        super().__init__(steps)
        self.index, self._steps, self._name = index, steps, name
        self._count = 1
        self.setSizePolicy(self.stretches, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: steps.chosen.emit(index))
        language.on_change(self, lambda: self.refresh(self._count))

    def refresh(self, count: int) -> None:
        self._count = count
        state = self._steps.state(self.index)
        self.setEnabled(state != "ahead")
        self.setCursor(Qt.CursorShape.PointingHandCursor if state in _MARKS else Qt.CursorShape.ArrowCursor)
        name = _("Step {number} of {count}: {name}", number=self.index + 1, count=count, name=self._name)
        self.setAccessibleName(language.text(name))
        self.setAccessibleDescription(language.text(_STATES[state]))
        self.setToolTip(language.text(self._name))
        self.update()

    def sizeHint(self) -> QSize:
        return self.room

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, self._steps.state(self.index))

    def _paint(self, painter: QPainter, state: str) -> None:
        centre, wide = self._centre(), self.radius + self.ring
        if ring_visible(self):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawEllipse(centre, wide, wide)
        painter.setPen(Qt.PenStyle.NoPen)
        ground, ink = _COLOURS.get(state, ("primary", "on_primary"))
        painter.setBrush(theme.color(ground))
        painter.drawEllipse(centre, self.radius, self.radius)
        colour = theme.color(ink)
        disc = QRectF(0, 0, 2 * self.radius, 2 * self.radius)
        disc.moveCenter(centre)
        if state in _MARKS:
            paint_icon(painter, disc.adjusted(5, 5, -5, -5), _MARKS[state], colour, 2.6)
        else:
            painter.setFont(font(self.points, strong=True))
            painter.setPen(colour)
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self.index + 1))

    def _centre(self) -> QPointF:
        return QRectF(self.rect()).center()


class _NamedStep(_Step):
    room = QSize(80, 62)
    radius, ring, line, points = 13.0, 2.5, 16.5, BASE
    stretches = QSizePolicy.Policy.Expanding

    def refresh(self, count: int) -> None:
        self.setText(language.text(self._name))
        super().refresh(count)

    def _paint(self, painter: QPainter, state: str) -> None:
        super()._paint(painter, state)
        painter.setFont(font(strong=state == "current"))
        painter.setPen(theme.color("text" if state == "current" else "muted"))
        shown = QFontMetricsF(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 12)
        painter.drawText(QRectF(6, 36, self.width() - 12, 22), Qt.AlignmentFlag.AlignCenter, shown)

    def _centre(self) -> QPointF:
        return QPointF(self.rect().center().x(), 16)
