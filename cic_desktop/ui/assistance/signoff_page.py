"""Signatures: what still has to be signed, lists and cards to print, codes typed or scanned back, the month's hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QSizePolicy, QWidget

from cic_desktop import assistance, reports
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Option
from cic_desktop.core.periods import Month
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.reports.long_work import run_long
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    EmptyState,
    Flow,
    Page,
    box,
    button,
    card_head,
    chip_button,
    clear,
    hbox,
    label,
    muted,
    vbox,
)
from cic_desktop.ui.widgets.editors import OptionCombo
from cic_desktop.ui.widgets.labels import chip
from cic_desktop.ui.widgets.table import Cell, Column, LineTable

if TYPE_CHECKING:
    from cic_desktop.assistance.signing import SignLine, SignList, Ticked
    from cic_desktop.db.work import Read
    from cic_desktop.ui.theme import Tone

_SHOWN = 12  # the last codes that were typed
_PERIODS: tuple[tuple[str, Text], ...] = (
    ("day", _("Today")),
    ("week", _("This week")),
    ("last_week", _("Last week")),
    ("month", _("This month")),
    ("last_month", _("Last month")),
)
_EVERYBODY = Option("", _("All help"))
_STATES: dict[str, tuple[Text, Tone]] = {
    "ok": (_("Signed"), "ok"),
    "again": (_("Was signed before"), "info"),
    "unknown": (_("No such line"), "bad"),
    "misread": (_("Misread: type it again"), "bad"),
}


def period(code: str, today: date) -> tuple[date, date]:
    """First and last day of a period by its code; none reaches beyond today."""
    monday, month = today - timedelta(days=today.weekday()), Month.of(today)
    return {
        "day": (today, today),
        "week": (monday, today),
        "last_week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "month": (month.first, today),
        "last_month": (month.previous().first, month.previous().last),
    }[code]


def _what(line: SignLine) -> Cell:
    return Cell(line.what(shared=True), ngettext("{n} minute", "{n} minutes", line.minutes))


COLUMNS: tuple[Column[Any], ...] = (
    Column(_("Date"), 14, lambda line: Cell(Day(line.day, "short"), Plain(line.starts_at))),
    Column(_("Participant"), 29, lambda line: Cell(Plain(line.person), Plain(line.case_number)), strong=True),
    Column(_("Help"), 27, _what),
    Column(_("Advisor"), 16, lambda line: Cell(Plain(line.advisor))),
    Column(_("Code"), 14, lambda line: Cell(Plain(assistance.shown_code(line.code) if line.code else "–"))),
)


class SignOffPage(Page):
    """The week's signatures: print, let sign, tick."""

    watches = ("sitting", "signature_line", "service", "service_person", "gathering", "course")

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self.print_button = button(_("Print the list"), "printer", "primary", self.print_list)
        super().__init__(
            _("Signatures"),
            _("Every form of help is confirmed by the participant's legible signature."),
            (
                button(_("Attendance list"), "users", slot=self._open_attendance),
                button(_("Record of hours"), "clock", slot=self._open_hours),
                self.print_button,
            ),
            max_width=1640,
        )
        self.banner, self.total = Banner(), muted("")
        self.periods: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.mine = chip_button(_("Only mine"))
        self.groups = OptionCombo((_EVERYBODY,))
        self.groups.setMinimumWidth(220)
        self.table: LineTable[SignLine] = LineTable(COLUMNS, _("To be signed"))
        self.codes = QLineEdit()
        self.results = vbox(spacing=6)
        self._last: list[Ticked] = []
        self._build()

    def arrive(self, **_args: Any) -> None:
        self.reload()
        self.codes.setFocus()

    def reload(self) -> None:
        """Read again what is to be signed."""
        wanted = self.wanted()
        self._shell.ctx.ask(
            lambda read: _look(read, wanted), owner=self, then=self._show, failed=self._failed, latest="lines"
        )

    def wanted(self) -> SignList:
        """The list as chosen above."""
        code = next(code for code, made in self.periods.items() if made.isChecked())
        course = self.groups.code()
        kind = "group" if course else {"day": "day", "month": "month", "last_month": "month"}.get(code, "week")
        account = self._shell.ctx.actor.id if self.mine.isChecked() else ""
        return assistance.SignList(kind, *period(code, clock.today()), account, course_id=course)

    # --- printing -----------------------------------------------------------------------------------

    def print_list(self) -> None:
        """Give every line its code, then show the list to be printed."""
        wanted = self.wanted()
        self._shell.ctx.do(
            lambda work: assistance.make_sign_list(work, wanted),
            verb="print a list of signatures", owner=self, then=lambda _lines: self._draw(wanted), failed=self._failed,
        )  # fmt: skip

    def _draw(self, wanted: SignList) -> None:
        self._pdf(
            _("List of signatures"), lambda read: reports.sign_list_pdf(read, wanted, language.code), "signatures.pdf"
        )

    def _open_hours(self) -> None:
        from cic_desktop.ui.assistance.hours_dialog import HoursDialog

        HoursDialog(self._shell).open()

    def _open_attendance(self) -> None:
        from cic_desktop.ui.assistance.attendance_dialog import AttendanceDialog

        AttendanceDialog(self._shell).open()

    def _pdf(self, title: Text, draw: Any, name: str) -> None:
        ctx = self._shell.ctx

        def work(_tick: Any) -> bytes:
            with ctx.opened.database.read(ctx.actor) as read:
                return bytes(draw(read))

        run_long(self, ctx, title, work, lambda pdf: show_pdf(self, pdf, title, name), self._failed)

    # --- ticking ------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Note the signatures whose codes stand in the line."""
        typed, today = self.codes.text(), clock.today()
        if not assistance.read_codes(typed):
            return
        self._shell.ctx.do(
            lambda work: assistance.tick_codes(work, typed, today),
            verb="note a signature", owner=self, then=self._ticked, failed=self._failed,
        )  # fmt: skip

    def _ticked(self, ticked: list[Ticked]) -> None:
        self.codes.clear()
        self._last = [*reversed(ticked), *self._last][:_SHOWN]
        clear(self.results)
        for one in self._last:
            self.results.addWidget(_result(one))
        done = [one.line for one in ticked if one.state == "ok" and one.line]
        if done:
            said = ngettext("{n} signature noted.", "{n} signatures noted.", len(done))
            self._shell.note(said, "ok", _("Undo"), lambda: self._untick([line.line_id for line in done]))

    def _untick(self, line_ids: list[str]) -> None:
        self._last = [one for one in self._last if one.line is None or one.line.line_id not in line_ids]
        self._shell.ctx.do(
            lambda work: assistance.untick_lines(work, line_ids),
            verb="take back a signature", owner=self, then=lambda _done: self._ticked([]), failed=self._failed,
        )  # fmt: skip

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, found: tuple[tuple[Option, ...], list[SignLine]]) -> None:
        groups, lines = found
        self.groups.set_options((_EVERYBODY, *groups))
        self.groups.setVisible(bool(groups))
        self.banner.hide()
        self.table.rows.show_lines(lines)
        self.table.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self.print_button.setEnabled(bool(lines) and self._shell.ctx.may(Right.RECORD_HELP))
        language.bind(self.total, "setText", ngettext("{n} to be signed", "{n} to be signed", len(lines)))

    def _open(self, row: int) -> None:
        self._shell.open("client", person_id=self.table.rows.lines[row].person_id)

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    def _build(self) -> None:
        for code, words in _PERIODS:
            made = chip_button(words)
            made.clicked.connect(lambda _checked=False: self.reload())
            self._group.addButton(made)
            self.periods[code] = made
        self.periods["month"].setChecked(True)
        self.mine.clicked.connect(lambda _checked=False: self.reload())
        self.groups.activated.connect(lambda _row: self.reload())
        language.bind(self.groups, "setAccessibleName", _("Group"))
        self._empty = EmptyState(
            "signature", _("Everything is signed"), _("Choose another period to look further back.")
        )
        card = Card(self.table, self._empty, spacing=0, margins=(1, 8, 1, 8))
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.table.opened.connect(self._open)
        chips = box(Flow(*self.periods.values(), self.mine))
        columns = hbox((box(vbox(card)), 66), (self._tick_card(), 34), spacing=18)
        self.add(self.banner, hbox((chips, 1), self.groups, self.total, spacing=12), (columns, 1))

    def _tick_card(self) -> QWidget:
        language.bind(self.codes, "setPlaceholderText", _("Codes, for example {example}", example="ACKD-MPRT"))
        language.bind(self.codes, "setAccessibleName", _("Codes of the lines signed on paper"))
        self.codes.returnPressed.connect(self.tick)
        self.codes.setEnabled(self._shell.ctx.may(Right.RECORD_HELP))
        hint = muted(_("Type or scan the codes of the lines that were signed on paper, and press Enter."), wrap=True)
        tools = hbox((self.codes, 1), button(_("Tick"), "check", slot=self.tick), spacing=8)
        card = Card(card_head(_("Signed on paper")), hint, tools, self.results, None, spacing=12)
        card.setMinimumWidth(320)
        return card


def _look(read: Read, wanted: SignList) -> tuple[tuple[Option, ...], list[SignLine]]:
    """The groups one may choose, and the lines; a group without a lesson in the period is chosen no more."""
    groups = assistance.sign_groups(read, wanted)
    if wanted.course_id not in {group.code for group in groups}:
        wanted = replace(wanted, course_id="")
    return groups, assistance.sign_lines(read, wanted)


def _result(one: Ticked) -> QWidget:
    words, tone = _STATES[one.state]
    who: Text = Plain(assistance.shown_code(one.code))
    if one.line:
        who = Joined((who, Plain(one.line.person), Day(one.line.day, "short")))
    return box(hbox((label(who, wrap=True), 1), chip(words, tone), spacing=8))
