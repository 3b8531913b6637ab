"""Referrals: who waits for which specialist and since when; each goes a step on with one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from cic_desktop import assistance
from cic_desktop.assistance.referrals import ENDED, STEPS, WAITING, ReferralFilter
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.codes import options
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Option
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, LanguageName, Number, Plain, Text, _, ngettext
from cic_desktop.ui.language import language
from cic_desktop.ui.referrals.steps import TONES, NeedDialog, Steps, state_words
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import Banner, Card, EmptyState, Flow, Page, box, button, chip_button, hbox
from cic_desktop.ui.widgets.editors import OptionCombo
from cic_desktop.ui.widgets.menus import menu
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column, LineTable

if TYPE_CHECKING:
    from cic_desktop.assistance.referrals import ReferralLine
    from cic_desktop.db.work import Read

    Found = tuple[list[ReferralLine], dict[str, int]]

PAGE, NEXT_STEP = 200, 5  # rows read at once; the column that is pressed
_STATES: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("waiting", _("Waiting"), WAITING),
    ("booked", _("Booked"), ("booked",)),
    ("ended", _("Ended"), ENDED),
)
_URGENT: dict[str, Tone] = {"urgent": "bad", "soon": "warn"}


class ReferralsPage(Page):
    """Those who wait, by urgency and days; what is booked; what came of it."""

    watches = ("referral", "appointment", "person", "service")

    def __init__(self, shell: Shell) -> None:
        self._shell, self.steps = shell, Steps(shell)
        super().__init__(_("Referrals"), actions=self._actions(), max_width=1640)
        self.banner = Banner()
        self.chips = {code: chip_button(words) for code, words, _states in _STATES}
        self.specialist = OptionCombo((Option("", _("All specialists")), *options("specialist")))
        self.mine = chip_button(_("Only mine"))
        self.table: LineTable[ReferralLine] = LineTable(self._columns(), _("Referrals"))
        self._build()
        self._connect()

    def arrive(self, specialist: str = "", states: str = "") -> None:
        """The waiting list; of one specialist, or in other states (`booked`, `ended`) when they are named."""
        if specialist:
            self.specialist.set_code(specialist)
        if states:
            self.chips[states].setChecked(True)
        self.reload()

    def reload(self) -> None:
        wanted = self.wanted()

        def look(read: Read) -> Found:
            counts = assistance.referral_counts(read, wanted.specialist, wanted.account_id)
            return assistance.referral_list(read, wanted, PAGE), counts

        self._shell.ctx.ask(look, owner=self, then=self._show, failed=self._failed, latest="list")

    def wanted(self) -> ReferralFilter:
        """The filter as chosen."""
        states = next(states for code, _words, states in _STATES if self.chips[code].isChecked())
        mine = self._shell.ctx.actor.id if self.mine.isChecked() else ""
        return ReferralFilter(states, self.specialist.code(), mine)

    def choices_at(self, point: QPoint) -> None:
        """The menu of the row under a point of the table."""
        index = self.table.indexAt(point)
        if index.isValid():
            self._popup(index.row(), self.table.viewport().mapToGlobal(point))

    # --- inside -------------------------------------------------------------------------------------

    def _show(self, found: Found) -> None:
        lines, counts = found
        for code, words, states in _STATES:
            number = sum(counts.get(state, 0) for state in states)
            language.bind(self.chips[code], "setText", Joined((words, Number(number)), "  "))
        total = sum(counts.get(state, 0) for state in self.wanted().states)
        self.table.rows.show_lines(lines, total)
        self._empty.setVisible(not lines)
        self.table.setVisible(bool(lines))

    def _more(self, offset: int) -> None:
        wanted = self.wanted()
        self._shell.ctx.ask(
            lambda read: assistance.referral_list(read, wanted, PAGE, offset),
            owner=self,
            then=self.table.rows.add_lines,
            latest="list",
        )

    def _pressed(self, row: int, column: int) -> None:
        line = self.table.rows.lines[row]
        state = self.steps.main(line)
        if column == NEXT_STEP and state:
            self.steps.take(line, state)

    def _opened(self, row: int) -> None:
        """Enter or double click: everything that can be done."""
        at = self.table.visualRect(self.table.rows.index(row, 1)).bottomLeft()
        self._popup(row, self.table.viewport().mapToGlobal(at))

    def _popup(self, row: int, at: QPoint) -> None:
        menu(self.table, self.steps.choices(self.table.rows.lines[row])).popup(at)

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    def _next(self, line: ReferralLine) -> Cell:
        state = self.steps.main(line)
        return Cell(STEPS[state].title, chip="primary") if state else Cell(NOTHING)

    def _columns(self) -> tuple[Column[ReferralLine], ...]:
        return (
            Column(_("Waiting"), 13, _waiting),
            Column(_("Client"), 16, _client, strong=True),
            Column(_("Specialist and need"), 22, _specialist, strong=True),
            Column(_("State"), 16, lambda line: Cell(state_words(line), chip=TONES[line.state])),
            Column(_("Agreed"), 15, _agreed),
            Column(_("Next step"), 18, self._next),
        )

    def _actions(self) -> tuple[QWidget, ...]:
        if not self._shell.ctx.may(Right.RECORD_HELP):
            return ()
        return (button(_("A specialist is needed"), "plus", "primary", lambda: NeedDialog(self._shell).open()),)

    def _build(self) -> None:
        group = QButtonGroup(self)
        for made in self.chips.values():
            group.addButton(made)
        self.chips["waiting"].setChecked(True)
        self.specialist.setCurrentIndex(0)
        self.specialist.setMinimumWidth(250)
        language.bind(self.specialist, "setAccessibleName", _("Specialist"))
        hint = _("A need noted here or on a client's card waits in this list until it is met.")
        self._empty = EmptyState("share", _("Nobody in this list"), hint)
        card = Card(self.table, self._empty, spacing=0, margins=(1, 8, 1, 8))
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        bar = hbox((box(Flow(*self.chips.values(), self.mine)), 1), self.specialist, spacing=12)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.add(self.banner, bar, (card, 1))

    def _connect(self) -> None:
        for made in (*self.chips.values(), self.mine):
            made.clicked.connect(lambda: self.reload())
        self.specialist.activated.connect(lambda _row: self.reload())
        self.table.rows.more.connect(self._more)
        self.table.opened.connect(self._opened)
        self.table.pressed_cell.connect(self._pressed)
        self.table.customContextMenuRequested.connect(self.choices_at)


def _waiting(line: ReferralLine) -> Cell:
    days = line.waited(clock.today())
    urgency: Text = code_label("urgency", line.urgency) if line.urgency in _URGENT else Plain("")
    return Cell(ngettext("{n} day", "{n} days", days), urgency)


def _client(line: ReferralLine) -> Cell:
    spoken: Text = LanguageName(line.language) if line.language else NOTHING
    return Cell(Plain(line.person), Joined((Plain(line.case_number), spoken)))


def _specialist(line: ReferralLine) -> Cell:
    words = line.ended_reason if line.state in ("called_off", "declined") and line.ended_reason else line.reason
    tone: Tone = _URGENT.get(line.urgency, "primary")
    return Cell(code_label("specialist", line.specialist), Plain(words), icon="briefcase", tone=tone)


def _agreed(line: ReferralLine) -> Cell:
    if line.appointed_on:
        return Cell(Joined((Day(line.appointed_on, "short"), Plain(line.appointed_at)), " "), Plain(line.advisor))
    off = _("called off: {why}", why=line.ended_reason) if line.waits_again else _qualified(line)
    return Cell(Plain(line.advisor), off)


def _qualified(line: ReferralLine) -> Text:
    return _("qualified by {name}", name=line.qualified_by) if line.qualified_by else NOTHING
