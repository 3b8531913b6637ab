"""The rows of the list of help given: a model that grows while scrolling, cells of two lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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

from cic_desktop.assistance.kinds import kind
from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import Day, Joined, LanguageName, Plain, Text, _, ngettext
from cic_desktop.ui.fonts import font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone, theme

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import ServiceLine

Index = QModelIndex | QPersistentModelIndex
PAGE, ROW = 200, 52
SIGNATURE = 4  # the column that is pressed when a signature was brought
_NOTHING: Text = Plain("")
_SIGNED: dict[str, tuple[Text, Tone]] = {
    "now": (_("Signed"), "ok"),
    "list": (_("To sign"), "warn"),
    "none": (_("No signature"), ""),
}


@dataclass(frozen=True)
class Cell:
    """Two lines of words; a chip or an icon stands in a column of its own."""

    first: Text
    second: Text = _NOTHING
    chip: Tone | None = None
    icon: str = ""
    tone: Tone = ""


def _when(line: ServiceLine) -> Cell:
    return Cell(Day(line.day, "short"), ngettext("{n} minute", "{n} minutes", line.minutes))


def _who(line: ServiceLine) -> Cell:
    name: Text = Plain(line.person) if line.person else _("Anonymous")
    others = line.persons - 1
    more = ngettext("and {n} more", "and {n} more", others) if others > 0 else _NOTHING
    spoken = LanguageName(line.language) if line.language else _NOTHING
    return Cell(name, Joined((more, spoken)))


def _what(line: ServiceLine) -> Cell:
    what = kind(line.kind)
    summary = _NOTHING if line.hidden else what.summary(line.details)
    return Cell(what.title, Joined((summary, code_label("topic", line.topic))), icon=what.icon, tone=what.tone)


def _by(line: ServiceLine) -> Cell:
    return Cell(Plain(line.advisor), code_label("place", line.place))


def _signature(line: ServiceLine) -> Cell:
    words, tone = _SIGNED[line.signature]
    return Cell(words, chip=tone)


COLUMNS: tuple[tuple[Text, int, Callable[[ServiceLine], Cell]], ...] = (  # title, share of the width
    (_("Date"), 13, _when),
    (_("Client"), 24, _who),
    (_("Help"), 33, _what),
    (_("By and where"), 17, _by),
    (_("Signature"), 13, _signature),
)


class HelpRows(QAbstractTableModel):
    """Services as far as they were read. `more(offset)` asks for the next page when the end comes near."""

    more = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[ServiceLine] = []
        self._total = 0
        self._asked = False

    def show_lines(self, lines: Sequence[ServiceLine], total: int) -> None:
        """Show a list from its start; `total` is how long it is in all."""
        self.beginResetModel()
        self.lines, self._total, self._asked = list(lines), total, False
        self.endResetModel()

    def add_lines(self, lines: Sequence[ServiceLine]) -> None:
        """The page asked for has come."""
        self._asked = False
        if lines:
            end = len(self.lines)
            self.beginInsertRows(QModelIndex(), end, end + len(lines) - 1)
            self.lines.extend(lines)
            self.endInsertRows()

    def cell(self, row: int, column: int) -> Cell:
        return COLUMNS[column][2](self.lines[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return language.text(COLUMNS[section][0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return language.text(Joined((cell.first, cell.second)))
        if role == Qt.ItemDataRole.ToolTipRole and cell.chip == "warn":
            return language.text(_("Press when the signature was brought."))
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asked and len(self.lines) < self._total

    def fetchMore(self, _parent: Index) -> None:
        self._asked = True
        self.more.emit(len(self.lines))


class HelpTable(QTableView):
    """The list. `opened(row)` on Enter or double click, `pressed_signature(row)` on a signature."""

    opened = Signal(int)
    pressed_signature = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows = HelpRows(self)
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
        self.clicked.connect(self._clicked)
        language.bind(self, "setAccessibleName", _("Support provided"))
        language.on_change(self, self.viewport().update)

    def chosen(self) -> list[ServiceLine]:
        """The selected services."""
        return [self.rows.lines[index.row()] for index in self.selectionModel().selectedRows()]

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        room, total = self.viewport().width(), sum(share for _title, share, _cell in COLUMNS)
        for column, (_title, share, _cell) in enumerate(COLUMNS):
            self.setColumnWidth(column, room * share // total)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == SIGNATURE:
            self.pressed_signature.emit(index.row())


class _Cells(QStyledItemDelegate):
    """Paints two lines, an icon, or a chip."""

    def __init__(self, table: HelpTable) -> None:
        super().__init__(table)
        self._table = table
        self._strong, self._small, self._chip = font(strong=True), font(9.5), font(9.5, strong=True)
        self._plain = font()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell, rect = self._table.rows.cell(index.row(), index.column()), option.rect
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
            self._paint_words(painter, self._after_icon(painter, room, cell), cell, index.column())
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

    def _paint_words(self, painter: QPainter, room: QRect, cell: Cell, column: int) -> None:
        lines = (
            (cell.first, self._strong if column in (1, 2) else self._plain, "text"),
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
        wide = min(QFontMetrics(self._chip).horizontalAdvance(text) + 20, room.width())
        pill = QRectF(room.x(), room.center().y() - 10, wide, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawRoundedRect(pill, 11, 11)
        painter.setPen(front)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
