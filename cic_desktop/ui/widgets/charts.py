"""Charts on the screen: what `reports.charts` describes, painted in the colours of the theme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cic_desktop.i18n import Number
from cic_desktop.reports.charts import Label, Line, Primitive, Rect, Series, bars, legend, stacked_bars
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.fonts import FAMILY
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.theme import theme

SIZE = 13.0  # pixels
ROW = 32
_ALIGN = {
    "start": Qt.AlignmentFlag.AlignLeft,
    "middle": Qt.AlignmentFlag.AlignHCenter,
    "end": Qt.AlignmentFlag.AlignRight,
}


def chart_font(size: float = SIZE) -> QFont:
    made = QFont(FAMILY)
    made.setPixelSize(round(size))
    return made


def text_width(text: str, size: float) -> float:
    """Pixels a text takes: what `reports.charts` calls `measure`."""
    return QFontMetricsF(chart_font(size)).horizontalAdvance(text)


def paint(painter: QPainter, drawn: Sequence[Primitive], faded: int = -1) -> None:
    """Paint drawing instructions; with `faded` >= 0 all bars but those of that index step back."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in drawn:
        if isinstance(item, Rect):
            _paint_rect(painter, item, pale=faded >= 0 and item.index not in (-1, faded))
        elif isinstance(item, Line):
            painter.setPen(QPen(theme.color(item.colour), item.width))
            painter.drawLine(QPointF(item.x1, round(item.y1) + 0.5), QPointF(item.x2, round(item.y2) + 0.5))
        else:
            _paint_label(painter, item)


class Chart(QWidget):
    """Painted bars. The pointer or the arrow keys choose one, a click or Enter emits `activated(index)`."""

    activated = Signal(int)

    def __init__(self, name: Words) -> None:
        super().__init__()
        self._chosen = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        language.bind(self, "setAccessibleName", name)
        language.on_change(self, self._redraw)

    def draw(self) -> list[Primitive]:
        """The instructions at the present size and language."""
        raise NotImplementedError

    def told(self) -> list[str]:
        """One sentence per index, for the tool tip and the screen reader."""
        raise NotImplementedError

    def index_at(self, point: QPointF) -> int:
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, self.draw(), self._chosen)
        if ring_visible(self):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(self.index_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position())
        if index >= 0:
            self.activated.emit(index)

    def leaveEvent(self, event: object) -> None:
        self._choose(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = event.key(), len(self.told())
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) and count:
            self._choose(min(self._chosen + 1, count - 1))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up) and count:
            self._choose(max(self._chosen - 1, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._chosen >= 0:
            self.activated.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def _choose(self, index: int) -> None:
        if index != self._chosen:
            self._chosen = index
            told = self.told()[index] if index >= 0 else ""
            self.setToolTip(told)
            self.setAccessibleDescription(told or "\n".join(self.told()))
            self.update()

    def _redraw(self) -> None:
        self._chosen = -1
        self.setAccessibleDescription("\n".join(self.told()))
        self.updateGeometry()
        self.update()


class StackedBars(Chart):
    """Bars over categories (months), made of series (topics), with a legend above."""

    def __init__(self, name: Words) -> None:
        super().__init__(name)
        self._categories: tuple[Words, ...] = ()
        self._series: tuple[tuple[Words, tuple[int, ...], str], ...] = ()
        self.setMinimumHeight(250)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_data(self, categories: Sequence[Words], series: Sequence[tuple[Words, tuple[int, ...], str]]) -> None:
        """`series` holds (name, a value per category, colour token)."""
        self._categories, self._series = tuple(categories), tuple(series)
        self._redraw()

    def draw(self) -> list[Primitive]:
        series = [Series(language.text(name), values, colour) for name, values, colour in self._series]
        head, tall = legend(series, self.width(), measure=text_width, size=SIZE)
        names = [language.text(name) for name in self._categories]
        body = stacked_bars(
            names,
            series,
            self.width(),
            self.height() - tall - 10,
            number=_number,
            measure=text_width,
            size=SIZE,
        )
        return head + [_lower(item, tall + 10) for item in body]

    def told(self) -> list[str]:
        return [self._tell(index) for index in range(len(self._categories))]

    def index_at(self, point: QPointF) -> int:
        found = [item for item in self.draw() if isinstance(item, Rect) and item.index >= 0]
        near = [item.index for item in found if item.x - 8 <= point.x() <= item.x + item.width + 8]
        return near[0] if near else -1

    def _tell(self, index: int) -> str:
        parts = [f"{language.text(name)} {_number(values[index])}" for name, values, _colour in self._series]
        return f"{language.text(self._categories[index])}: {', '.join(parts)}"


class Bars(Chart):
    """Horizontal bars, one row per name."""

    def __init__(self, name: Words, colour: str = "chart1") -> None:
        super().__init__(name)
        self._colour = colour
        self._rows: tuple[tuple[Words, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_data(self, rows: Sequence[tuple[Words, int]]) -> None:
        self._rows = tuple(rows)
        self._redraw()

    def sizeHint(self) -> QSize:
        return QSize(240, ROW * max(len(self._rows), 1))

    def draw(self) -> list[Primitive]:
        rows = [(language.text(name), value) for name, value in self._rows]
        return bars(
            rows,
            self.width(),
            row_height=ROW,
            colour=self._colour,
            number=_number,
            measure=text_width,
            size=14,
        )

    def told(self) -> list[str]:
        return [f"{language.text(name)}: {_number(value)}" for name, value in self._rows]

    def index_at(self, point: QPointF) -> int:
        index = int(point.y() // ROW)
        return index if 0 <= index < len(self._rows) else -1


def _number(value: int) -> str:
    return language.text(Number(value))


def _lower(item: Primitive, by: float) -> Primitive:
    if isinstance(item, Line):
        return Line(item.x1, item.y1 + by, item.x2, item.y2 + by, item.colour, item.width)
    if isinstance(item, Rect):
        return Rect(item.x, item.y + by, item.width, item.height, item.colour, item.radius, item.index)
    return Label(item.x, item.y + by, item.text, item.size, item.colour, item.anchor)


def _paint_rect(painter: QPainter, item: Rect, *, pale: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(item.colour))
    painter.setOpacity(0.45 if pale else 1.0)
    painter.drawRoundedRect(QRectF(item.x, item.y, item.width, item.height), item.radius, item.radius)
    painter.setOpacity(1.0)


def _paint_label(painter: QPainter, item: Label) -> None:
    painter.setFont(chart_font(item.size))
    painter.setPen(theme.color(item.colour))
    wide = 2000
    left = {"start": item.x, "middle": item.x - wide / 2, "end": item.x - wide}[item.anchor]
    box = QRectF(left, item.y - item.size, wide, item.size * 2)
    painter.drawText(box, _ALIGN[item.anchor] | Qt.AlignmentFlag.AlignVCenter, item.text)
