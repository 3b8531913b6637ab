"""What the registers beside help given have in common: lists to choose from, a table, a card of the chosen line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Number, Plain, Text, _
from cic_desktop.ui.assistance.two_columns import TwoColumns
from cic_desktop.ui.clients.facts import Fact, FactRow
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    EmptyState,
    Flow,
    Page,
    box,
    button,
    chip,
    chip_button,
    clear,
    h2,
    hbox,
    hide_unless,
    label,
    line,
    muted,
    tool_button,
)
from cic_desktop.ui.widgets.boxes import add
from cic_desktop.ui.widgets.buttons import Kind
from cic_desktop.ui.widgets.table import NOTHING, Column, LineTable

if TYPE_CHECKING:
    from cic_desktop.db.work import Read, Work

_MISTAKE: Text = _("Noted by mistake")
_CARD, _NAME = 360, 128  # pixels: the card of the chosen line, the names of its facts


@dataclass(frozen=True)
class Act:
    """Something to do with the chosen line."""

    title: Text
    icon: str
    run: Callable[[], object]
    kind: Kind = ""
    right: Right = Right.RECORD_HELP


@dataclass(frozen=True)
class Beneath:
    """A line of the chosen line, on its card: clicked it is changed; noted by mistake it is taken out."""

    fact: Fact
    change: Callable[[], object]
    withdraw: Callable[[], object]


@dataclass(frozen=True)
class Shown:
    """The chosen line on its card."""

    title: Text
    meta: Text = NOTHING
    chips: tuple[tuple[Text, Tone], ...] = ()
    facts: tuple[tuple[Text, Text], ...] = ()
    body: Text = NOTHING
    acts: tuple[Act, ...] = ()
    beneath: tuple[Beneath, ...] = ()


@dataclass(frozen=True)
class Found:
    """One list of the register, with how many each list holds (nothing: not counted)."""

    lines: Sequence[Any]
    counts: dict[str, int]


class RegisterPage(Page):
    """A page says its lists, columns, `look` and `shown`; choosing, acting and undoing are done here."""

    watches: tuple[str, ...] = ()
    heading: Text = Plain("")
    about: Text = Plain("")
    lists: tuple[tuple[str, Text], ...] = ()
    columns: tuple[Column[Any], ...] = ()
    empty: tuple[str, Text, Text] = ("list", Plain(""), Plain(""))  # icon, title, what to do next
    new_title: Text = Plain("")

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self.may_record = shell.ctx.may(Right.RECORD_HELP)
        super().__init__(self.heading, self.about, self._head_acts(), max_width=1640)
        self.which = self.lists[0][0] if self.lists else ""
        self._wanted = ""  # the line to show once it is read
        self._arriving, self._choosing = True, False
        self.banner, self.table = Banner(), LineTable[Any](self.columns, self.heading)
        self.card = Card(spacing=10)
        self.chips: dict[str, QPushButton] = {}
        self._build()

    # --- what a page says ---------------------------------------------------------------------------

    def look(self, read: Read, which: str) -> Found:
        """Read one of the lists."""
        raise NotImplementedError

    def shown(self, line: Any) -> Shown:
        """A line on the card."""
        raise NotImplementedError

    def new(self) -> None:
        """The page's primary action."""

    def tools(self) -> tuple[QWidget, ...]:
        """What stands between the lists to choose from and the table."""
        return ()

    def open_line(self, line: Any) -> None:
        """Enter or a double click: by default the person's card."""
        if getattr(line, "person_id", ""):
            self._shell.open("client", person_id=line.person_id)

    # --- arriving -----------------------------------------------------------------------------------

    def arrive(self, which: str = "", chosen: str = "") -> None:
        """Show a list, and in it a line."""
        if which in self.chips:
            self.which = which
            self.chips[which].setChecked(True)
        self._wanted, self._arriving = chosen, True
        self.reload()

    def reload(self) -> None:
        which = self.which
        self._shell.ctx.ask(
            lambda read: self.look(read, which), owner=self, then=self._show, failed=self._failed, latest="list"
        )

    def chosen(self) -> Any:
        """The line shown on the card, or None."""
        rows = self.table.chosen()
        return rows[0] if rows else None

    def do(self, change: Callable[[Work], Any], verb: str, said: Text, undo: Callable[[Work], Any] | None) -> None:
        """Change the register, say so, and offer the way back."""

        def back() -> None:
            if undo is not None:
                self._shell.ctx.do(undo, verb=f"undo: {verb}", owner=self, failed=self._failed)

        def told(_made: Any) -> None:
            self._shell.note(said, "ok", _("Undo") if undo else None, back if undo else None)

        self._shell.ctx.do(change, verb=verb, owner=self, then=told, failed=self._failed)

    def preview(self, pdf: bytes, title: Text, name: str, printed: Callable[[str], object] | None = None) -> None:
        """Show what would be printed."""
        show_pdf(self, pdf, title, name, printed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.arrange(self.width())

    # --- inside -------------------------------------------------------------------------------------

    def _show(self, found: Found) -> None:
        before = self._wanted or getattr(self.chosen(), "id", "")
        lines = list(found.lines)
        self.table.rows.show_lines(lines, len(lines))
        for key, title in self.lists:
            count = found.counts.get(key)
            words = title if count is None else Joined((title, Number(count)), "  ")
            language.bind(self.chips[key], "setText", words)
        self._empty.setVisible(not lines)
        self.table.setVisible(bool(lines))
        self._choose(next((row for row, item in enumerate(lines) if getattr(item, "id", "") == before), self._first))
        self._wanted, self._arriving = "", False

    @property
    def _first(self) -> int:
        """The line shown at first. When one left the list under the hands, none: the next act would be on another's."""
        return 0 if self._arriving else -1

    def _choose(self, row: int) -> None:
        self._choosing = True  # the card is made once
        if row < 0:
            self.table.clearSelection()
        elif self.table.rows.lines:
            flag = QItemSelectionModel.SelectionFlag
            index = self.table.rows.index(row, 0)
            model = self.table.selectionModel()
            model.setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            self.table.scrollTo(index)
        self._choosing = False
        self._show_card()

    def _show_card(self) -> None:
        item = self.chosen()
        self.card.setVisible(item is not None)
        clear(self.card.column)
        if item is not None:
            fill_card(self.card.column, self.shown(item), self._shell.ctx.may)

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    def _head_acts(self) -> tuple[QWidget, ...]:
        if not self.may_record or not language.text(self.new_title):
            return ()
        return (button(self.new_title, "plus", "primary", self.new),)

    def _build(self) -> None:
        chips, group = QWidget(), QButtonGroup(self)
        flow = Flow(parent=chips)
        for key, title in self.lists:
            made = self.chips[key] = chip_button(title, checked=key == self.which)
            made.clicked.connect(partial(self.arrive, key))
            group.addButton(made)
            flow.addWidget(made)
        hide_unless(len(self.lists) > 1, chips)
        icon, title, hint = self.empty
        self._empty = EmptyState(icon, title, hint)
        self._empty.hide()
        lines = Card(self.table, self._empty, spacing=0, margins=(1, 8, 1, 8))
        lines.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._columns = TwoColumns(lines, self.card, right_width=_CARD)
        self.table.setSelectionMode(LineTable.SelectionMode.SingleSelection)
        self.table.setMinimumHeight(420)
        self.add(self.banner, chips, *self.tools(), (self._columns, 1))
        self.card.hide()
        self.table.opened.connect(lambda row: self.open_line(self.table.rows.lines[row]))
        self.table.selectionModel().selectionChanged.connect(lambda *_: None if self._choosing else self._show_card())


def fill_card(column: QVBoxLayout, shown: Shown, may: Callable[[Right], bool]) -> None:
    """Put a line into the empty column of a card, with the acts the reader may do."""
    add(column, h2(shown.title, wrap=True))
    if language.text(shown.meta):
        add(column, muted(shown.meta, wrap=True))
    if shown.chips:
        chips = QWidget()
        Flow(*(chip(words, tone) for words, tone in shown.chips), gap=6, parent=chips)
        add(column, chips)
    if facts := [(name, value) for name, value in shown.facts if language.text(value)]:
        add(column, line(), facts_grid(facts))
    if language.text(shown.body):
        add(column, line(), label(shown.body, wrap=True))
    if shown.beneath:
        add(column, line(), *(_beneath(one, changing=may(Right.RECORD_HELP)) for one in shown.beneath))
    if acts := [act for act in shown.acts if may(act.right)]:
        buttons = QWidget()
        Flow(*(button(act.title, act.icon, act.kind, act.run) for act in acts), parent=buttons)
        add(column, line(), buttons)
    add(column, None)


def _beneath(one: Beneath, *, changing: bool) -> QWidget:
    if not changing:
        return FactRow(one.fact)
    out = tool_button("trash", Joined((one.fact.words, _MISTAKE), ": "), one.withdraw)
    return box(hbox((FactRow(one.fact, one.change), 1), out, spacing=2))


class CaseworkPage(RegisterPage):
    """A register whose new lines are begun from a client's card too: `arrive(person_id=…)` asks at once."""

    once = ("person_id", "known")  # arguments that ask for something now; coming back does not ask again

    def ask_for(self, person_id: str) -> None:
        """Begin a new line for somebody."""
        raise NotImplementedError

    def arrive(self, which: str = "", chosen: str = "", person_id: str = "") -> None:
        """Show a list, and in it a line; with `person_id` begin a new line for them."""
        super().arrive(which, chosen)
        if person_id and self.may_record:
            self.ask_for(person_id)

    def begin_for(self, dialog: QDialog) -> None:
        """Whoever changes their mind is back on the card they came from; not when the window locks."""
        dialog.rejected.connect(lambda: self._shell.back() if self.isVisible() else None)


def facts_grid(facts: Sequence[tuple[Text, Text]]) -> QWidget:
    """Names and values below each other."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, _NAME)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(facts):
        named = muted(name, wrap=True)
        named.setMaximumWidth(_NAME)
        for column, made_label in enumerate((named, label(value, wrap=True))):
            made_label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(made_label, row, column)
    return made


def mistake_act(run: Callable[[], object]) -> Act:
    """Out of the register again: it should never have been there."""
    return Act(_MISTAKE, "trash", run, "ghost")


def follow_up_act(shell: Shell, person_id: str, table: str, row_id: str) -> Act:
    """Something to be done by a day, noted from the record it comes from."""
    from cic_desktop.ui.assistance.follow_ups import new_follow_up

    return Act(_("New follow-up"), "flag", lambda: new_follow_up(shell, person_id, (table, row_id)), "ghost")


# What such an act says, and what it says where help was counted for the line.
TAKEN_OUT: Text = _("Taken out of the register.")
UNCOUNTED: Text = _("Taken out of the register; the help it became is no longer counted.")


def person_act(shell: Shell, person_id: str) -> Act:
    """To the client's card."""
    return Act(
        _("Client record"), "user", lambda: shell.open("client", person_id=person_id), "ghost", Right.READ_CLIENTS
    )
