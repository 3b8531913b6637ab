"""Layouts whose height depends on their width: a row that wraps, and the twelve columns of questions."""

from __future__ import annotations

from typing import NamedTuple, Protocol, cast

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

COLUMNS = 12
NARROW = 620  # pixels; below, questions take twice their columns
GAP = 16


class FlexibleLayout(QLayout):
    """The bookkeeping of a layout; a kind of layout only says how it arranges its items."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins())
        self.setSpacing(gap)
        if parent is not None:
            parent.setLayout(self)  # only now: Qt asks a layout for its items at once

    def arrange(self, rect: QRect, *, move: bool) -> int:
        """The height needed in the width of `rect`; with `move` the items are put in their places."""
        raise NotImplementedError

    def items(self) -> list[QLayoutItem]:
        """The items that are shown."""
        return [item for item in self._items if not item.isEmpty()]

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._kept())

    def itemAt(self, index: int) -> QLayoutItem | None:
        kept = self._kept()
        return kept[index] if 0 <= index < len(kept) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self.arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        widths = [item.minimumSize().width() for item in self.items()]
        return QSize(max(widths, default=0), 0)

    def _kept(self) -> list[QLayoutItem]:
        """Qt still asks a layout that is being destroyed, when its Python half has lost its attributes."""
        return self.__dict__.get("_items", [])


class Flow(FlexibleLayout):
    """Widgets in a row that wraps like words, in their natural size; `between` lines, else `gap`."""

    def __init__(
        self, *widgets: QWidget, gap: int = 8, between: int | None = None, parent: QWidget | None = None
    ) -> None:
        self._between = gap if between is None else between
        super().__init__(parent, gap=gap)
        for widget in widgets:
            self.addWidget(widget)

    def arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, row = rect.x(), rect.y(), 0
        for item in self.items():
            wide, tall = min(item.sizeHint().width(), max(rect.width(), 1)), item.sizeHint().height()
            if x > rect.x() and x + wide > rect.right() + 1:
                x, y, row = rect.x(), y + row + self._between, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(wide, tall)))
            x, row = x + wide + self.spacing(), max(row, tall)
        return y + row - rect.y()


class TwoPart(Protocol):
    """A question: what stands above the editor, the editor with what stands below, and its columns."""

    head: QWidget
    tail: QWidget
    span: int


class _Cell(NamedTuple):
    item: QLayoutItem
    box: TwoPart
    first: int
    span: int


class ColumnsLayout(FlexibleLayout):
    """Fills rows of twelve columns with TwoPart widgets in their order; hidden ones take no room.

    Labels of different length would leave the editors of a row at different heights, so all heads of
    a row get the height of the tallest.
    """

    def arrange(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            places = [(cell, *_place(cell, rect)) for cell in row]
            head = max(_height(cell.box.head, width) for cell, _x, width in places)
            tails = [_height(cell.box.tail, width) for cell, _x, width in places]
            if move:
                for (cell, x, width), tail in zip(places, tails, strict=True):
                    cell.box.head.setFixedHeight(head)
                    cell.item.setGeometry(QRect(x, y, width, head + tail))
            y += head + max(tails) + GAP
        return max(0, y - GAP - rect.y())

    def sizeHint(self) -> QSize:
        return QSize(NARROW, self.heightForWidth(max(self.geometry().width(), NARROW)))

    def _rows(self, width: int) -> list[list[_Cell]]:
        rows: list[list[_Cell]] = []
        first = COLUMNS
        for item in self.items():
            box = cast("TwoPart", item.widget())
            span = max(1, min(box.span * 2 if width < NARROW else box.span, COLUMNS))
            if first + span > COLUMNS:
                rows.append([])
                first = 0
            rows[-1].append(_Cell(item, box, first, span))
            first += span
        return rows


def _place(cell: _Cell, rect: QRect) -> tuple[int, int]:
    """(x, width) of a cell in pixels."""
    step = (rect.width() + GAP) / COLUMNS
    left, right = round(cell.first * step), round((cell.first + cell.span) * step)
    return rect.x() + left, right - left - GAP


def _height(part: QWidget, width: int) -> int:
    """The height a part wants at a width, whatever height it was given before; one that was hidden wants none."""
    if part.isHidden() and part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        return 0
    layout = part.layout()
    if layout is None:
        return part.sizeHint().height()
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()
