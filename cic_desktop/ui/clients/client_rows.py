"""The rows behind a list of clients: an array of ids, and the lines of those that were looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from cic_desktop.i18n import Country, Joined, LanguageName, Plain
from cic_desktop.ui.clients.words import TO_COMPLETE, birth
from cic_desktop.ui.language import language

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine

Index = QModelIndex | QPersistentModelIndex
PAGE = 64
_KEPT = 40 * PAGE  # lines kept in memory
_AT_ONCE = 3  # pages asked for together: what was scrolled past is not fetched


class ClientRows(QAbstractListModel):
    """A row is an id; its line may not be there yet, then `missing` asks for those of the pages painted."""

    missing = Signal(list)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ids: Sequence[str] = ()
        self._lines: OrderedDict[str, ClientLine] = OrderedDict()
        self._missed: list[int] = []  # pages, the one painted last at the end
        self._ask = QTimer(self, singleShot=True, interval=0)
        self._ask.timeout.connect(self._ask_for_missed)

    def show_lines(self, lines: Sequence[ClientLine]) -> None:
        """Show exactly these."""
        self.show_found([line.id for line in lines], lines)

    def show_found(self, ids: Sequence[str], lines: Sequence[ClientLine]) -> None:
        """Show exactly these people; the lines of the first of them are there."""
        self.beginResetModel()
        self._ids = ids
        self._take(lines)
        self.endResetModel()

    def show_ids(self, ids: Sequence[str]) -> None:
        """Show all of these; lines known already are kept, so the top of the list does not flicker."""
        if ids[: len(self._ids)] == self._ids and len(self._ids) < len(ids):
            self.beginInsertRows(QModelIndex(), len(self._ids), len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
        elif ids != self._ids:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()

    def forget_lines(self) -> None:
        """Something was changed: every line is read again when it is looked at."""
        self._lines.clear()

    def put_lines(self, lines: Sequence[ClientLine]) -> None:
        """Lines that were asked for."""
        self._take(lines)
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def _take(self, lines: Sequence[ClientLine]) -> None:
        for line in lines:
            self._lines[line.id] = line
            self._lines.move_to_end(line.id)
        while len(self._lines) > _KEPT:
            self._lines.popitem(last=False)

    def line(self, row: int) -> ClientLine | None:
        """The line of a row; when it is not there it is asked for and arrives through `put_lines`."""
        found = self._lines.get(self._ids[row])
        if found is None:
            page = row // PAGE
            if page in self._missed:
                self._missed.remove(page)
            self._missed.append(page)
            if not self._ask.isActive():
                self._ask.start()
        return found

    def person_id(self, row: int) -> str:
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def row_of(self, person_id: str) -> int:
        """The row of a person, -1 when not in the list."""
        return self._ids.index(person_id) if person_id in self._ids else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """What a screen reader says of a row; the delegate paints from `line`."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self._lines.get(self._ids[index.row()])
        return language.text(spoken(line)) if line else ""

    def _ask_for_missed(self) -> None:
        pages, self._missed = self._missed[-_AT_ONCE:], []
        wanted = [one for page in sorted(pages) for one in self._ids[page * PAGE : (page + 1) * PAGE]]
        missing = [one for one in wanted if one not in self._lines]
        if missing:
            self.missing.emit(missing)


def spoken(line: ClientLine) -> Joined:
    """A client in one sentence."""
    return Joined(
        (
            Plain(line.name),
            Plain(line.original),
            birth(line.birth_date),
            Plain(line.case_number),
            Country(line.citizenship),
            LanguageName(line.language),
            Plain(line.phone),
            TO_COMPLETE if not line.complete else Plain(""),
        ),
        "; ",
    )
