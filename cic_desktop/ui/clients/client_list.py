"""The painted list of clients: one delegate call for each row seen, all words cut to size beforehand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cic_desktop.core import clock
from cic_desktop.core.codes import label
from cic_desktop.i18n import Country, Joined, LanguageName, Plain, Text, _
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.clients.client_rows import ClientRows, Index
from cic_desktop.ui.clients.words import NOTHING, TO_COMPLETE, birth, initials, stay_end
from cic_desktop.ui.fonts import font
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone, theme
from cic_desktop.ui.widgets import vbox

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine

ROW, HEAD = 50, 36
_NARROW = 780  # pixels; below, the list shows only the columns that identify a person
_AVATAR, _LEFT, _GAP = 32, 16, 14
_FIRST, _SECOND, _CHIP = 20, 38, 18  # baselines of the two lines, height of a chip
_ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True)
class _Cell:
    """Two lines of words; with `chip` the second is a tinted pill."""

    first: Text
    second: Text = NOTHING
    tone: Tone = ""
    chip: bool = False


@dataclass(frozen=True)
class _Column:
    title: Text
    share: int  # of the width
    cell: Callable[[ClientLine], _Cell]
    always: bool = True


def _name(line: ClientLine) -> _Cell:
    return _Cell(Plain(line.name), Joined((Plain(line.original), birth(line.birth_date))))


def _case(line: ClientLine) -> _Cell:
    if line.complete:
        return _Cell(Plain(line.case_number))
    return _Cell(Plain(line.case_number), TO_COMPLETE, "warn", chip=True)


def _origin(line: ClientLine) -> _Cell:
    return _Cell(Country(line.citizenship), LanguageName(line.language))


def _phone(line: ClientLine) -> _Cell:
    return _Cell(Plain(line.phone))


def _stay(line: ClientLine) -> _Cell:
    words, tone = stay_end(line.stay_valid_to, clock.today())
    return _Cell(label("stay_title", line.stay_title), words, tone, chip=bool(tone))


_COLUMNS = (
    _Column(_("Client"), 31, _name),
    _Column(_("Case number"), 17, _case),
    _Column(_("Citizenship, language"), 18, _origin),
    _Column(_("Telephone"), 14, _phone, always=False),
    _Column(_("Basis of stay"), 24, _stay, always=False),
)


@dataclass(frozen=True)
class _Place:
    """A column where it stands."""

    column: _Column
    x: int
    width: int


def _places(width: int) -> list[_Place]:
    shown = [column for column in _COLUMNS if column.always or width >= _NARROW]
    room = width - 2 * _LEFT - _AVATAR - 12
    total, x, places = sum(column.share for column in shown), _LEFT + _AVATAR + 12, []
    for column in shown:
        step = room * column.share // total
        places.append(_Place(column, x, step - _GAP))
        x += step
    return places


class ClientList(QTableView):
    """Clients below each other, in one column: a table lays out a hundred thousand rows at once, a list view
    asks the model about each of them.

    `opened(id)` on Enter or double click; `typed(text)` for the find box."""

    opened = Signal(str)
    typed = Signal(str)
    left = Signal()  # Up in the first row

    def __init__(self) -> None:
        super().__init__()
        self.rows = ClientRows(self)
        self._delegate = _Delegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self._be_a_list()
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.person_id(index.row())))
        language.bind(self, "setAccessibleName", _("Clients"))
        language.on_change(self, self._delegate.forget)
        theme.changed.connect(self._delegate.forget)

    def _be_a_list(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().hide()
        self.verticalScrollBar().setSingleStep(ROW)

    def current(self) -> str:
        """The id of the current row, or of the first one."""
        return self.rows.person_id(max(self.currentIndex().row(), 0))

    def seen(self) -> int:
        """How many rows fit at most."""
        return self.viewport().height() // ROW + 2

    def go(self, row: int) -> None:
        """Make a row the current one."""
        if 0 <= row < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current())
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit()
        elif text.isprintable() and text.strip() and not _with_control(event):
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing belongs to the find box; Qt would walk through every row."""


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: ClientList) -> None:
        super().__init__(view)
        self._view, self._width = view, 0
        self._places: list[_Place] = []
        self._ready: dict[ClientLine, _Ready] = {}
        self._fonts = {"strong": font(strong=True), "plain": font(), "small": font(9.5)}
        self._fonts["chip"], self._fonts["avatar"] = font(9, strong=True), font(9.5, strong=True)
        self._metrics = {name: QFontMetrics(made) for name, made in self._fonts.items()}

    def forget(self) -> None:
        """The language or the colours changed."""
        self._ready.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, state = option.rect, option.state
        if rect.width() != self._width:
            self._width, self._places = rect.width(), _places(rect.width())
            self._ready.clear()
        line = self._view.rows.line(index.row())
        self._ground(painter, rect, state)
        if line is None:
            self._paint_waiting(painter, rect)
        else:
            painter.translate(rect.topLeft())
            self._paint_line(painter, self._of(line), bool(state & QStyle.StateFlag.State_Selected))
            painter.translate(-rect.topLeft())

    def _of(self, line: ClientLine) -> _Ready:
        found = self._ready.get(line)
        if found is None:
            if len(self._ready) > 500:
                self._ready.clear()
            found = self._ready[line] = self._make_ready(line)
        return found

    def _make_ready(self, line: ClientLine) -> _Ready:
        made = _Ready(initials(line), [], [])
        for number, place in enumerate(self._places):
            cell = place.column.cell(line)
            self._add(made, "plain" if number else "strong", place, cell.first, _FIRST, "text")
            if cell.chip:
                words = self._cut("chip", cell.second, place.width - 18)
                width = self._metrics["chip"].horizontalAdvance(words) + 18
                made.chips.append((QRectF(place.x, 26, width, _CHIP), words, cell.tone))
            else:
                self._add(made, "small", place, cell.second, _SECOND, "muted")
        return made

    def _add(self, made: _Ready, style: str, place: _Place, words: Text, y: int, colour: str) -> None:
        shown = self._cut(style, words, place.width)
        if shown:
            made.words.append((style, colour, place.x, y, shown))

    def _cut(self, style: str, words: Text, width: int) -> str:
        text, metrics = language.text(words), self._metrics[style]
        if len(text) * metrics.height() <= width:  # no letter is wider than a line is high: no need to measure
            return text
        return metrics.elidedText(text, _ELIDE, width)

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("primary_bg"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("sunken"))
        painter.setPen(theme.color("border"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if state & QStyle.StateFlag.State_HasFocus and ring_visible(self._view):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _paint_line(self, painter: QPainter, ready: _Ready, selected: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_avatar(painter, ready.initials, "surface" if selected else "primary_bg")
        for style, colour, x, y, text in ready.words:
            painter.setFont(self._fonts[style])
            painter.setPen(theme.color(colour))
            painter.drawText(x, y, text)
        painter.setFont(self._fonts["chip"])
        for box, text, tone in ready.chips:
            back, front = theme.tone(tone)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(box, _CHIP / 2, _CHIP / 2)
            painter.setPen(front)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_avatar(self, painter: QPainter, letters: str, ground: str) -> None:
        disc = QRect(_LEFT, (ROW - _AVATAR) // 2, _AVATAR, _AVATAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        painter.drawEllipse(disc)
        painter.setFont(self._fonts["avatar"])
        painter.setPen(theme.color("primary_tx"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letters)

    def _paint_waiting(self, painter: QPainter, rect: QRect) -> None:
        for place in self._places:
            painter.fillRect(rect.x() + place.x, rect.y() + 20, place.width // 2, 8, theme.color("surface2"))


@dataclass
class _Ready:
    """A line cut to size: (style, colour, x, baseline, words), and its chips."""

    initials: str
    words: list[tuple[str, str, int, int, str]]
    chips: list[tuple[QRectF, str, Tone]]


class ListHead(QWidget):
    """The titles over the columns of a list."""

    def __init__(self, view: ClientList) -> None:
        super().__init__()
        self._view = view
        self.setFixedHeight(HEAD)
        language.on_change(self, self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        painter.setPen(theme.color("border"))
        painter.drawLine(0, HEAD - 1, self.width(), HEAD - 1)
        painter.setFont(font(9.5, strong=True))
        painter.setPen(theme.color("muted"))
        metrics = QFontMetrics(painter.font())
        for number, place in enumerate(_places(self._view.viewport().width())):
            x = _LEFT if number == 0 else place.x
            words = metrics.elidedText(language.text(place.column.title), _ELIDE, place.x + place.width - x)
            painter.drawText(x, 23, words)


class ClientTable(QWidget):
    """A list under its column titles."""

    def __init__(self) -> None:
        super().__init__()
        self.list = ClientList()
        vbox(ListHead(self.list), (self.list, 1), spacing=0, parent=self)


def _with_control(event: QKeyEvent) -> bool:
    held = event.modifiers()
    return bool(held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))
