"""Second step: what each column is taken for, over the first rows as they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from cic_desktop.core.fields import Option
from cic_desktop.i18n import Plain, Text, _, ngettext
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets import Card, muted, small, vbox
from cic_desktop.ui.widgets.editors.choices import OptionCombo

if TYPE_CHECKING:
    from cic_desktop.exchange.importing import Line, Table, What

Index = QModelIndex | QPersistentModelIndex
SHOWN = 10  # rows of the preview
_WIDTH, _FIRST, _ROW = 186, 46, 31  # pixels
LEFT_OUT: Text = _("— left out —")


class ColumnsStep(QWidget):
    """`changed()` when a column is taken for something else; `columns` is the mapping."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.columns: dict[int, str] = {}
        self._options: tuple[Option, ...] = ()
        self.model = Preview(self)
        self.view = QTableView()
        self.told = muted("", wrap=True)
        self._set_up()
        hint = small(_("Cells that cannot be taken are marked; point at one to read why."), wrap=True)
        card = Card(vbox(self.told, hint, spacing=2), (self.view, 1))
        vbox((card, 1), parent=self)

    def show_table(self, what: What, table: Table, columns: Mapping[int, str]) -> None:
        """The first rows and a meaning for each column."""
        from cic_desktop.exchange import importing

        labels = tuple(Option(field.name, field.label) for field in importing.targets(what))
        self._options = (Option("", LEFT_OUT), *labels)
        self.columns = dict(columns)
        self.model.show_table(table)
        self._tell()
        for place in range(self.model.columnCount()):
            self.view.setColumnWidth(place, _WIDTH)
        QTimer.singleShot(0, self._make_boxes)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """What the check says of the first rows."""
        self.model.show_problems({note.cell: note.text for line in lines for note in line.problems})

    def box_of(self, place: int) -> OptionCombo:
        """The list of meanings over a column, made when it is first seen."""
        index = self.model.index(0, place)
        made = self.view.indexWidget(index)
        if not isinstance(made, OptionCombo):
            made = OptionCombo(self._options)
            made.set_code(self.columns.get(place, ""))
            if not made.code():
                made.setCurrentIndex(0)
            heading = Plain(self.model.heading(place))
            language.bind(made, "setAccessibleName", _("Column {name} is", name=heading))
            made.activated.connect(lambda _at, place=place, made=made: self.take(place, made.code()))
            self.view.setIndexWidget(index, made)
        return made

    def take(self, place: int, name: str) -> None:
        """Take a column for something; another column that was taken for the same loses it unless they join."""
        from cic_desktop.exchange import importing

        for other, taken in list(self.columns.items()):
            if name and taken == name and other != place and name not in importing.mapping.JOINED:
                del self.columns[other]
                self.box_of(other).setCurrentIndex(0)
        self.columns.pop(place, None)
        if name:
            self.columns[place] = name
        self.box_of(place).set_code(name) if name else self.box_of(place).setCurrentIndex(0)
        self._tell()
        self.changed.emit()

    # --- inside -------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setShowGrid(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setWordWrap(False)
        view.setMinimumHeight(_FIRST + SHOWN * _ROW + 54)
        view.verticalHeader().setDefaultSectionSize(_ROW)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.horizontalScrollBar().valueChanged.connect(lambda _value: self._make_boxes())
        language.bind(view, "setAccessibleName", _("The first rows of the file"))
        theme.changed.connect(view.viewport().update)

    def _make_boxes(self) -> None:
        """Boxes for the columns in sight: a sheet may have two hundred."""
        self.view.setRowHeight(0, _FIRST)
        first = max(self.view.columnAt(0), 0)
        seen = max(self.view.viewport().width(), 900) // _WIDTH + 2
        for place in range(first, min(first + seen, self.model.columnCount())):
            self.box_of(place)

    def _tell(self) -> None:
        left = self.model.columnCount() - len(self.columns)
        said: Text = ngettext("{n} column is left out.", "{n} columns are left out.", left)
        language.bind(self.told, "setText", said if left else _("Every column is taken."))


class Preview(QAbstractTableModel):
    """The first rows of a table; the row above them holds the boxes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._problems: dict[str, Text] = {}

    def show_table(self, table: Table) -> None:
        self.beginResetModel()
        self._table, self._problems = table, {}
        self.endResetModel()

    def show_problems(self, problems: dict[str, Text]) -> None:
        """Texts by the name of the cell."""
        self._problems = problems
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def heading(self, place: int) -> str:
        from cic_desktop.exchange import importing

        told = self._table.headings[place] if self._table else ""
        return told or importing.column_letters(place)

    def problem(self, row: int, place: int) -> Text | None:
        from cic_desktop.exchange import importing

        number = self._table.rows[row - 1].number if self._table else 0
        return self._problems.get(importing.cell_name(number, place))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() or not self._table else 1 + min(len(self._table.rows), SHOWN)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self._table else len(self._table.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or not self._table:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self.heading(section)
        return str(self._table.rows[section - 1].number) if section else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not self._table or not index.row():
            return None
        problem = self.problem(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            text = self._table.rows[index.row() - 1].cell(index.column())[:120].replace("\n", " ⏎ ")
            return text or ("—" if problem else "")
        if problem is None:
            return None
        if role == Qt.ItemDataRole.BackgroundRole:
            return theme.color("bad_bg")
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.color("bad")
        return language.text(problem) if role == Qt.ItemDataRole.ToolTipRole else None
