"""A calm table: cells of two lines with an icon or a chip, rows that come as one scrolls, everything by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from cic_desktop.i18n import Joined, Plain, Text
from cic_desktop.ui.fonts import font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone, theme

__all__ = ["Cell", "Column", "LineTable", "Lines"]

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")
ROW = 52  # pixels
NOTHING: Text = Plain("")


@dataclass(frozen=True)
class Cell:
    """Two lines of words; a chip or an icon stands in a column of its own."""

    first: Text
    second: Text = NOTHING
    chip: Tone | None = None
    icon: str = ""
    tone: Tone = ""
    hint: Text = NOTHING  # tool tip


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column: its head, its share of the width, what it shows of a line; `strong` in semibold."""

    title: Text
    share: int
    cell: Callable[[T], Cell]
    strong: bool = False


class Lines(QAbstractTableModel, Generic[T]):
    """Lines as far as they were read. `more(offset)` asks for the next page when the end comes near."""

    more = Signal(int)

    def __init__(self, columns: Sequence[Column[T]], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = columns
        self.lines: list[T] = []
        self._total = 0
        self._asked = False

    def show_lines(self, lines: Sequence[T], total: int | None = None) -> None:
        """Show a list from its start; `total` is how long it is in all. The same list again is left as it stands."""
        shown, total = list(lines), len(lines) if total is None else total
        self._asked = False
        if (shown, total) != (self.lines, self._total):
            self.beginResetModel()
            self.lines, self._total = shown, total
            self.endResetModel()

    def add_lines(self, lines: Sequence[T]) -> None:
        """The page asked for has come."""
        self._asked = False
        if lines:
            end = len(self.lines)
            self.beginInsertRows(QModelIndex(), end, end + len(lines) - 1)
            self.lines.extend(lines)
            self.endInsertRows()

    def cell(self, row: int, column: int) -> Cell:
        return self.columns[column].cell(self.lines[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return language.text(self.columns[section].title)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return language.text(Joined((cell.first, cell.second)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return language.text(cell.hint) or None
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asked and len(self.lines) < self._total

    def fetchMore(self, _parent: Index) -> None:
        self._asked = True
        self.more.emit(len(self.lines))


class LineTable(QTableView, Generic[T]):
    """The list. `opened(row)` on Enter or double click, `pressed(row, column)` on a click."""

    opened = Signal(int)
    pressed_cell = Signal(int, int)

    def __init__(self, columns: Sequence[Column[T]], name: Text) -> None:
        super().__init__()
        self.rows: Lines[T] = Lines(columns, self)
        self.setModel(self.rows)
        self.setItemDelegate(_Cells(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(320)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        self.clicked.connect(lambda index: self.pressed_cell.emit(index.row(), index.column()))
        language.bind(self, "setAccessibleName", name)
        language.on_change(self, self.viewport().update)

    def chosen(self) -> list[T]:
        """The selected lines."""
        return [self.rows.lines[index.row()] for index in self.selectionModel().selectedRows()]

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        room, total = self.viewport().width(), sum(column.share for column in self.rows.columns)
        for number, column in enumerate(self.rows.columns):
            self.setColumnWidth(number, room * column.share // total)


class _Cells(QStyledItemDelegate):
    """Paints two lines, an icon, or a chip."""

    def __init__(self, table: LineTable[Any]) -> None:
        super().__init__(table)
        self._table = table
        self._strong, self._small, self._chip = font(strong=True), font(9.5), font(9.5, strong=True)
        self._plain = font()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = self._table.rows
        cell, rect = rows.cell(index.row(), index.column()), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("primary_bg"))
        painter.setPen(theme.color("border"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        room = rect.adjusted(12, 6, -8, -7)
        if cell.chip is not None:
            self._paint_chip(painter, room, cell)
        else:
            self._paint_words(painter, self._after_icon(painter, room, cell), cell, rows.columns[index.column()].strong)
        painter.restore()

    def _after_icon(self, painter: QPainter, room: QRect, cell: Cell) -> QRect:
        if not cell.icon:
            return room
        back, front = theme.tone(cell.tone)
        tile = QRectF(room.x(), room.y() + (room.height() - 32) / 2, 32, 32)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawRoundedRect(tile, 9, 9)
        paint_icon(painter, tile.adjusted(8, 8, -8, -8), cell.icon, front)
        return room.adjusted(44, 0, 0, 0)

    def _paint_words(self, painter: QPainter, room: QRect, cell: Cell, strong: bool) -> None:
        lines = (
            (cell.first, self._strong if strong else self._plain, "text"),
            (cell.second, self._small, "muted"),
        )
        half = room.height() // 2
        for number, (words, face, colour) in enumerate(lines):
            metrics = QFontMetrics(face)
            shown = metrics.elidedText(language.text(words), Qt.TextElideMode.ElideRight, room.width())
            painter.setFont(face)
            painter.setPen(theme.color(colour))
            painter.drawText(
                QRect(room.x(), room.y() + number * half, room.width(), half),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                shown,
            )

    def _paint_chip(self, painter: QPainter, room: QRect, cell: Cell) -> None:
        back, front = theme.tone(cell.chip or "")
        painter.setFont(self._chip)
        text = language.text(cell.first)
        metrics = QFontMetrics(self._chip)
        wide = min(metrics.horizontalAdvance(text) + 20, room.width())
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide - 18)
        pill = QRectF(room.x(), room.center().y() - 10, wide, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawRoundedRect(pill, 11, 11)
        painter.setPen(front)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
