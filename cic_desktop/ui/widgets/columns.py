"""The twelve-column layout of questions: exact columns, and editors of one row on one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

COLUMNS = 12
NARROW = 620  # pixels; below, questions take twice their columns
GAP = 16


class TwoPart(Protocol):
    """A question: what stands above the editor, and the editor with what stands below."""

    head: QWidget
    tail: QWidget


@dataclass
class _Cell:
    item: QLayoutItem
    box: TwoPart
    span: int


class ColumnsLayout(QLayout):
    """Fills rows with boxes in their order; hidden boxes take no room.

    Labels of different length would leave the editors of a row at different heights, so all heads of
    a row get the height of the tallest.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cells: list[_Cell] = []
        self._next: tuple[TwoPart, int] | None = None
        self.setContentsMargins(QMargins())

    def add_box(self, box: QWidget, span: int) -> None:
        """Append a box (a QWidget that is a TwoPart) over `span` of twelve columns."""
        self._next = (box, max(1, min(span, COLUMNS)))  # type: ignore[assignment]
        self.addWidget(box)

    def addItem(self, item: QLayoutItem) -> None:
        assert self._next is not None
        self._cells.append(_Cell(item, *self._next))

    def count(self) -> int:
        return len(self._cells)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._cells[index].item if 0 <= index < len(self._cells) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._cells.pop(index).item if 0 <= index < len(self._cells) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return QSize(NARROW, self.heightForWidth(max(self.geometry().width(), NARROW)))

    def minimumSize(self) -> QSize:
        widths = [cell.item.minimumSize().width() for cell in self._cells if not cell.item.isEmpty()]
        return QSize(max(widths, default=0), 0)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            spots = _spots(row, rect)
            head = max(_height(cell.box.head, width) for cell, _x, width in spots)
            tail = max(_height(cell.box.tail, width) for cell, _x, width in spots)
            for cell, x, width in spots if move else ():
                cell.box.head.setFixedHeight(head)
                cell.item.setGeometry(QRect(x, y, width, head + _height(cell.box.tail, width)))
            y += head + tail + GAP
        return max(0, y - GAP - rect.y())

    def _rows(self, width: int) -> list[list[tuple[_Cell, int, int]]]:
        """Rows of (cell, first column, span) at a width."""
        rows: list[list[tuple[_Cell, int, int]]] = []
        column = COLUMNS
        for cell in self._cells:
            if not cell.item.isEmpty():
                span = min(cell.span * 2, COLUMNS) if width < NARROW else cell.span
                if column + span > COLUMNS:
                    rows.append([])
                    column = 0
                rows[-1].append((cell, column, span))
                column += span
        return rows


def _spots(row: list[tuple[_Cell, int, int]], rect: QRect) -> list[tuple[_Cell, int, int]]:
    """(cell, x, width) of a row's cells in pixels."""
    step = (rect.width() + GAP) / COLUMNS
    return [
        (cell, rect.x() + round(column * step), round((column + span) * step) - round(column * step) - GAP)
        for cell, column, span in row
    ]


def _height(part: QWidget, width: int) -> int:
    """The height a part wants at a width, whatever height it was given before."""
    layout = part.layout()
    if layout is None:
        return part.sizeHint().height()
    return (
        layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    )
