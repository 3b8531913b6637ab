"""A list of guests pasted from a spreadsheet or taken from a file: seen first, corrected in place, then added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from cic_desktop import events
from cic_desktop.core.codes import options
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Option
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.clients.dialog import ClientDialog, cancel_button, default_button
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import Flow, add, box, button, chip, clear, hbox, muted, set_chip, small, vbox
from cic_desktop.ui.widgets.editors import OptionCombo
from cic_desktop.ui.widgets.table import Cell, Column, LineTable

if TYPE_CHECKING:
    from cic_desktop.db.work import Read
    from cic_desktop.events.sifting import GuestRow, GuestsTaken, Sifted
    from cic_desktop.exchange.importing import GuestTable

__all__ = ["PasteDialog"]

_WAIT = 250  # milliseconds after the last letter
_FILES = "Excel, CSV (*.xlsx *.xlsm *.csv *.txt *.tsv);;* (*)"
_SAMPLE = 24  # letters of a column without a heading
_KNOWN: Text = _("On the list already.")


@dataclass(frozen=True)
class _Left:
    """A row that stays out, and why."""

    number: int
    title: Text
    why: Text


@dataclass(frozen=True)
class _Seen:
    """What was read of the text, and what would become of it."""

    table: GuestTable
    columns: dict[int, str]
    rows: tuple[GuestRow, ...]
    sifted: Sifted


class PasteDialog(ClientDialog):
    """Nothing is written before "Add"; a click on a row that stays out leads to its line.

    `then(taken, broken)` when done: what was written, and how many rows were broken.
    """

    def __init__(self, shell: Shell, event_id: str, then: Callable[[GuestsTaken, int], object]) -> None:
        super().__init__(
            shell, _("Guests from a list"),
            _("Copy the rows in your spreadsheet, with their headings, and paste them here."), width=980,
        )  # fmt: skip
        self._event_id, self._then = event_id, then
        self.seen: _Seen | None = None
        self._chosen: dict[int, str] = {}  # what the user says a column holds
        self._shown: tuple[object, ...] = ()
        self._no_presence = False  # the column was left out, as the event has not begun
        self._timer = QTimer(self, interval=_WAIT, singleShot=True)
        self._timer.timeout.connect(self.look)
        self.text, self.group = QPlainTextEdit(), OptionCombo((Option("", Plain("—")), *options("guest_group")))
        self.combos: dict[int, OptionCombo] = {}
        self.chips = {name: chip("") for name, _words, _tone in _WORDS}
        self.table: LineTable[_Left] = LineTable(
            (
                Column(_("Row"), 8, lambda line: Cell(Plain(str(line.number)))),
                Column(
                    _("Guest, and why the row stays out"), 92, lambda line: Cell(line.title, line.why, hint=line.why)
                ),
            ),
            _("Rows that stay out"),
        )
        self._build()
        self._show(None)

    def paste(self, text: str) -> None:
        """Rows of a spreadsheet as its clipboard gives them."""
        self._chosen.clear()
        self._no_presence = False
        self.text.setPlainText(text)
        self.look()

    def look(self) -> None:
        """Read the text and say what would become of each row; nothing is written."""
        self._timer.stop()
        text, chosen, group, event_id = self.text.toPlainText(), dict(self._chosen), self.group.code(), self._event_id
        self.ctx.ask(
            lambda read: _look(read, event_id, text, chosen, group), owner=self, then=self._show, failed=self._failed,
            latest="look",
        )  # fmt: skip

    def save(self) -> None:
        """Add the rows that can be taken."""
        if self._timer.isActive() or self.seen is None:
            self.look()
            return
        rows, event_id = self.seen.rows, self._event_id
        self.save_button.setEnabled(False)
        self.ctx.do(
            lambda work: events.add_guests(work, event_id, rows), verb="add guests from a list", owner=self,
            then=self._saved, failed=self._failed,
        )  # fmt: skip

    def choose_file(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, language.text(_("Choose a file")), "", _FILES)
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """The rows of a file, as if they had been pasted."""
        from cic_desktop.exchange import importing

        self.ctx.ask(lambda _read: importing.as_text(path), owner=self, then=self.paste, failed=self._failed)

    def leave_presence(self) -> None:
        """Take the guests without saying who was there."""
        if self.seen is not None:
            self._chosen |= {place: "" for place, name in self.seen.columns.items() if name == "attended"}
            self._no_presence = True
            self.look()

    def go_to(self, number: int) -> None:
        """Put the cursor into a line of the text."""
        block = self.text.document().findBlockByNumber(number - 1)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.setFocus()

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, seen: _Seen | None) -> None:
        self.seen = seen if seen and seen.rows else None
        self._say_presence(seen)
        for name, words, tone in _WORDS:
            number = len(getattr(seen.sifted, name)) if seen else 0
            self.chips[name].setVisible(bool(number))
            set_chip(self.chips[name], words(number), tone)
        left = _left(seen) if seen else []
        self.table.rows.show_lines(left, len(left))
        self.table.setVisible(bool(left))
        good, completed = (len(seen.sifted.good), len(seen.sifted.completed)) if seen else (0, 0)
        self.save_button.setEnabled(bool(good or completed))
        language.bind(self.save_button, "setText", _saving(good, completed))
        self._show_columns(seen)
        QTimer.singleShot(0, self.fit)

    def _say_presence(self, seen: _Seen | None) -> None:
        """Before the event nobody's presence is known: the guests can come in without it."""
        self.banner.hide()
        if seen is None:
            return
        if seen.sifted.early:
            told = _("The event has not begun yet: take in the guests now, and who was there on the day itself.")
            self.banner.say("warn", told, (_("Take them without presence"), self.leave_presence))
        elif self._no_presence and "attended" not in seen.columns.values():
            self.banner.say("info", _("Presence is left out, as the event has not begun yet."))

    def _show_columns(self, seen: _Seen | None) -> None:
        """What each column is taken for; built anew only for another list."""
        table = seen.table if seen else None
        shown = (table.headings, table.width, tuple(sorted(seen.columns.items()))) if seen and table else ()
        if shown == self._shown:
            return
        self._shown, self.combos = shown, {}
        clear(self._columns)
        self._what.setVisible(bool(shown))
        if seen is None:
            return
        for place in range(seen.table.width):
            self._columns.addWidget(self._meaning(place, _heading(seen.table, place), seen.columns.get(place, "")))

    def _meaning(self, place: int, heading: str, name: str) -> QWidget:
        combo = self.combos[place] = OptionCombo(_targets())
        combo.set_code(name)
        if not name:
            combo.setCurrentIndex(0)
        combo.setMinimumWidth(190)
        combo.activated.connect(partial(self._means, place))
        language.bind(combo, "setAccessibleName", Joined((_("Column"), Plain(heading)), ": "))
        return box(vbox(small(Plain(heading)), combo, spacing=2))

    def _means(self, place: int, _row: int = 0) -> None:
        self._chosen[place] = self.combos[place].code()
        self.look()

    def _saved(self, taken: GuestsTaken) -> None:
        then, broken = self._then, len(self.seen.sifted.broken) if self.seen else 0
        self.accept()
        then(taken, broken)

    def _failed(self, error: CicError) -> None:
        self._show(None)
        self.banner.say("bad", error.text)

    def _build(self) -> None:
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabStopDistance(120)
        self.text.setMinimumHeight(150)
        self.text.setTabChangesFocus(True)
        language.bind(self.text, "setAccessibleName", _("Rows of the list"))
        example = "Anna Bąk\tSP nr 5\tnauczycielka\ta.bak@example.org"
        self.text.setPlaceholderText(example)
        self.text.textChanged.connect(self._timer.start)
        self.group.setCurrentIndex(0)
        self.group.setMinimumWidth(230)
        self.group.activated.connect(lambda _row: self.look())
        language.bind(self.group, "setAccessibleName", _("Group of guests without one"))
        file = button(_("Choose a file"), "folder", slot=self.choose_file)
        tools = hbox(file, None, muted(_("Group of guests without one")), self.group, spacing=10)
        self._columns = Flow(gap=12, between=8)
        self._what = box(self._columns)
        chips = box(hbox(*self.chips.values(), None, spacing=8))
        self.table.setMinimumHeight(170)
        self.table.opened.connect(lambda row: self.go_to(self.table.rows.lines[row].number))
        self.table.pressed_cell.connect(lambda row, _column: self.go_to(self.table.rows.lines[row].number))
        add(self.body, tools, (self.text, 1), self._what, chips, (self.table, 1))
        self.save_button = default_button(_("Add"), self.save)
        add(self.foot, None, cancel_button(self), self.save_button)


_WORDS: tuple[tuple[str, Callable[[int], Text], Tone], ...] = (
    ("good", lambda n: ngettext("{n} to be added", "{n} to be added", n), "ok"),
    ("completed", lambda n: ngettext("{n} to be completed", "{n} to be completed", n), "info"),
    ("known", lambda n: ngettext("{n} on the list already", "{n} on the list already", n), ""),
    ("broken", lambda n: ngettext("{n} stays out", "{n} stay out", n), "warn"),
)


def _saving(good: int, completed: int) -> Text:
    """What the button does: add guests, or note what the list knows of those there already, or both."""
    if not completed:
        return ngettext("Add {n} guest", "Add {n} guests", good)
    if not good:
        return ngettext("Complete {n} guest", "Complete {n} guests", completed)
    return _("Add {new}, complete {known}", new=good, known=completed)


def _look(read: Read, event_id: str, text: str, chosen: dict[int, str], group: str) -> _Seen:
    from cic_desktop.exchange import importing

    table = importing.guest_table(text)
    columns = {place: name for place, name in {**table.columns, **chosen}.items() if name}
    rows = importing.guest_rows(table, columns, group)
    return _Seen(table, columns, rows, events.sift_guests(read, event_id, rows))


def _left(seen: _Seen) -> list[_Left]:
    broken = [_Left(row.number, _title(row), Joined(tuple(problem.text for problem in row.problems), " "))
              for row in seen.sifted.broken]  # fmt: skip
    return broken + [_Left(row.number, _title(row), _KNOWN) for row in seen.sifted.known]


def _title(row: GuestRow) -> Text:
    return Plain(row.title) if row.title else Plain("—")


def _heading(table: GuestTable, place: int) -> str:
    """The column's own heading, or how it begins."""
    cells = table.headings or (table.rows[0].cells if table.rows else ())
    said = cells[place].strip() if place < len(cells) else ""
    return said if len(said) <= _SAMPLE else f"{said[:_SAMPLE]}…"


def _targets() -> tuple[Option, ...]:
    from cic_desktop.exchange import importing

    return (Option("", _("leave out")), *(Option(field.name, field.label) for field in importing.GUEST_TARGETS))
