"""First step: which file, what it holds, how it is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from cic_desktop.core.fields import Option
from cic_desktop.i18n import Plain, Text, _, ngettext
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import (
    Card,
    EmptyState,
    box,
    button,
    card_head,
    chip_button,
    hbox,
    muted,
    small,
    strong,
    vbox,
)
from cic_desktop.ui.widgets.editors.choices import OptionCombo

if TYPE_CHECKING:
    from cic_desktop.exchange.importing import Source, Table, What

_FILES = "Excel, CSV (*.xlsx *.xlsm *.csv *.txt *.tsv);;* (*)"
WHAT: tuple[tuple[What, Text], ...] = (("clients", _("Clients")), ("services", _("Support provided")))
_ENCODINGS: tuple[tuple[str, Text], ...] = (
    ("utf-8", Plain("UTF-8")),
    ("cp1250", _("Windows, Central Europe (1250)")),
    ("iso8859-2", Plain("ISO 8859-2")),
    ("cp1251", _("Windows, Cyrillic (1251)")),
    ("utf-16-le", Plain("UTF-16")),
    ("utf-16-be", Plain("UTF-16 BE")),
    ("cp852", _("DOS, Central Europe (852)")),
)
_DELIMITERS: tuple[tuple[str, Text], ...] = (
    (";", _("semicolon ;")), (",", _("comma ,")), ("\t", _("tab")), ("|", Plain("|")),
)  # fmt: skip


_HEADERS = 40  # rows in which the headings may stand
_HINT = _("An Excel workbook (.xlsx) or a CSV file. Nothing is changed before you have seen what would be.")


class FileStep(QWidget):
    """`chosen(path)` for a new file, `changed()` when it is to be read another way, `what_changed()`."""

    chosen = Signal(object)
    changed = Signal()
    what_changed = Signal()

    def __init__(self, whats: tuple[tuple[What, Text], ...] = WHAT) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        choose = button(_("Choose a file"), "folder", "primary", self.choose)
        self.drop = Card(EmptyState("upload", _("Drag a spreadsheet here"), _HINT, choose))
        self.sheet, self.encoding = OptionCombo(()), OptionCombo(_options(_ENCODINGS))
        self.delimiter = OptionCombo(_options(_DELIMITERS))
        self.header = OptionCombo(tuple(Option(str(row), Plain(str(row))) for row in range(1, _HEADERS + 1)))
        self.name, self.told = strong(""), muted("", wrap=True)
        self._kinds = QButtonGroup(self)
        self.what_buttons = {what: chip_button(words, checked=what == whats[0][0]) for what, words in whats}
        self._rows: dict[str, QWidget] = {}
        self.how = self._make_how()
        self.how.hide()
        vbox(self.drop, self.how, None, spacing=18, parent=self)
        for combo in (self.sheet, self.encoding, self.delimiter, self.header):
            combo.activated.connect(self.changed)

    @property
    def what(self) -> What:
        return next(what for what, made in self.what_buttons.items() if made.isChecked())

    def set_what(self, what: What) -> None:
        self.what_buttons[what].setChecked(True)

    def source(self, path: Path) -> Source:
        """How the file is to be read from now on."""
        from cic_desktop.exchange import importing

        header = int(self.header.code() or 0)
        return importing.Source(path, self.sheet.code(), self.encoding.code(), self.delimiter.code(), header)

    def show_table(self, table: Table) -> None:
        """Say what was read, and how."""
        source = table.source
        self.name.setText(source.path.name)
        rows = ngettext("{n} row below the headings", "{n} rows below the headings", len(table.rows))
        language.bind(self.told, "setText", rows)
        self.sheet.set_options(tuple(_sheet(sheet.name, sheet.hidden) for sheet in table.sheets))
        self.sheet.set_code(source.sheet)
        self.encoding.set_code(source.encoding)
        self.delimiter.set_code(source.delimiter)
        self.header.set_code(str(source.header))
        for name, shown in (
            ("what", len(self.what_buttons) > 1),
            ("sheet", len(table.sheets) > 1),
            ("encoding", not table.sheets),
            ("delimiter", not table.sheets),
        ):
            self._rows[name].setVisible(shown)
        self.how.show()
        self.drop.hide()

    def forget(self) -> None:
        """No file yet."""
        self.how.hide()
        self.drop.show()

    def choose(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, language.text(_("Choose a file")), "", _FILES)
        if path:
            self.chosen.emit(Path(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.chosen.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    # --- inside -------------------------------------------------------------------------------------

    def _make_how(self) -> Card:
        for made in self.what_buttons.values():
            self._kinds.addButton(made)
            made.clicked.connect(lambda _checked=False: self.what_changed.emit())
        asked: tuple[tuple[str, Text, QWidget], ...] = (
            ("what", _("What it holds"), box(hbox(*self.what_buttons.values()))),
            ("sheet", _("Sheet"), self.sheet),
            ("encoding", _("Encoding (when letters look wrong)"), self.encoding),
            ("delimiter", _("Separator"), self.delimiter),
            ("header", _("Row of the headings"), self.header),
        )
        rows = []
        for name, words, widget in asked:
            language.bind(widget, "setAccessibleName", words)
            text = small(words)
            text.setFixedWidth(270)
            self._rows[name] = box(hbox(text, widget, None, spacing=12))
            rows.append(self._rows[name])
        for combo in (self.sheet, self.encoding, self.delimiter):
            combo.setFixedWidth(340)
        self.header.setFixedWidth(90)
        other = button(_("Choose another file"), "folder", slot=self.choose)
        return Card(card_head(_("The file"), other), vbox(self.name, self.told, spacing=2), 2, *rows)


def _options(pairs: tuple[tuple[str, Text], ...]) -> tuple[Option, ...]:
    return tuple(Option(code, words) for code, words in pairs)


def _sheet(name: str, hidden: bool) -> Option:
    return Option(name, _("{name} (hidden)", name=Plain(name)) if hidden else Plain(name))
