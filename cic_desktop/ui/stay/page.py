"""Stay deadlines: who has to do what by when, to call them one language after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy

from cic_desktop import reports, stay
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.assistance.two_columns import TwoColumns
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.stay.board import Board, Line, read_board, read_page
from cic_desktop.ui.stay.filters import Filters
from cic_desktop.ui.stay.line_card import LineCard
from cic_desktop.ui.stay.words import BUCKET_WORDS, columns
from cic_desktop.ui.widgets import Banner, Card, EmptyState, Page, button
from cic_desktop.ui.widgets.table import LineTable

if TYPE_CHECKING:
    from cic_desktop.stay.radar import Bucket
    from cic_desktop.stay.rows import Due

_CARD = 350  # pixels
_SHORTEST, _ABOVE = 380, 236  # of the list; what stands above and below it on the page


class DeadlinesPage(Page):
    """The radar with its filters; the chosen line in full at the right. D: done, L: later, N: does not apply."""

    watches = (
        "stay", "identity_document", "proceeding", "letter", "stay_event", "crossing", "stay_rule", "radar_mark",
        "person", "contact", "person_language", "citizenship",
    )  # fmt: skip

    def __init__(self, shell: Shell) -> None:
        self._shell, self._ctx = shell, shell.ctx
        rules = button(_("Rules of law"), "scales", "ghost", lambda: shell.open("stay_rules"))
        self.print_button = button(_("Print the call list"), "printer", slot=self.print_list)
        super().__init__(_("Stay deadlines"), " ", (rules, self.print_button), max_width=1640)
        self.board: Board | None = None
        self.banner, self.filters = Banner(), Filters()
        self.table: LineTable[Line] = LineTable(columns(stay.shipped()), _("Stay deadlines"))
        self.card = LineCard(shell, self.act)
        self._build()
        self._connect()

    def arrive(self, bucket: Bucket | None = None, **_args: Any) -> None:
        """Show the page, or one of its lists."""
        if bucket:
            self.filters.choose(bucket)
        self.reload()

    def reload(self) -> None:
        wanted = self.filters.wanted()
        self._ctx.ask(
            lambda read: read_board(read, wanted), owner=self, then=self._show, failed=self._failed, latest="radar"
        )

    def chosen(self) -> Line | None:
        """The line shown at the right."""
        lines = self.table.chosen()
        return lines[0] if lines else None

    # --- acting -------------------------------------------------------------------------------------

    def act(self, state: str) -> None:
        """Mark the chosen line: done, not_applicable, or later (asks until when)."""
        item = self.chosen()
        if item is None:
            return
        if state == "later":
            from cic_desktop.ui.stay.dialogs import later_dialog

            later_dialog(self._shell, item.due, lambda mark: self._told(state, item, mark)).open()
            return
        due = item.due
        self._ctx.do(
            lambda work: stay.mark_line(work, due.person_id, due.rule, due.due_on, state),
            verb="mark a deadline", owner=self, then=lambda mark: self._told(state, item, mark), failed=self._failed,
        )  # fmt: skip

    def _told(self, state: str, item: Line, mark: str) -> None:
        def undo() -> None:
            self._ctx.do(lambda work: stay.unmark(work, mark), verb="undo a mark", owner=self._ctx)

        what = Joined((Plain(item.person.name), self._rule_title(item.due)))
        words = {
            "done": _("Done: {what}", what=what),
            "not_applicable": _("Does not apply: {what}", what=what),
            "later": _("Put off: {what}", what=what),
        }
        self._shell.note(words[state], "ok", _("Undo"), undo)

    def _rule_title(self, due: Due) -> Text:
        law = self.board.outlook.law if self.board else stay.shipped()
        return law.rule(due.rule).title

    def print_list(self) -> None:
        """The list as it is filtered now, on paper, grouped by language."""
        board = self.board
        if board is None:
            return
        wanted, outlook, lang = board.wanted, board.outlook, language.code
        which = Joined((BUCKET_WORDS[wanted.bucket], Day(outlook.today)))
        opened, actor = self._ctx.opened, self._ctx.actor

        def work(_tick: Any) -> bytes:
            with opened.database.read(actor) as read:
                return reports.call_list_pdf(read, stay.lines_of(read, wanted, outlook), outlook.law, which, lang)

        self._ctx.side(work, owner=self, then=self._preview, failed=self._failed)

    def _preview(self, pdf: bytes) -> None:
        from cic_desktop.ui.printing import show_pdf

        name = f"{language.text(_('stay-deadlines'))}.pdf"
        show_pdf(self, pdf, _("Stay deadlines: call list"), name, self._printed)

    def _printed(self, how: str) -> None:
        verb = "print the call list" if how == "printed" else "save the call list"
        self._ctx.do(lambda work: work.note(verb), verb=verb, owner=self)

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, board: Board) -> None:
        at = max(self.table.currentIndex().row(), 0)
        before = self.chosen()
        self.board = board
        self.banner.hide()
        self.set_title(_("Stay deadlines"), _("Rules as of {day}", day=Day(board.outlook.law.as_of)))
        self.filters.show_board(board)
        self.table.rows.columns = columns(board.outlook.law)
        self.table.rows.show_lines(board.first, board.total)
        self._stack(bool(board.total))
        self._choose(_row_of(board.first, before, at))

    def _stack(self, any_lines: bool) -> None:
        self.table.setVisible(any_lines)
        self._empty.setVisible(not any_lines)
        self.card.setVisible(any_lines)
        self.print_button.setEnabled(any_lines)

    def _choose(self, row: int) -> None:
        if 0 <= row < self.table.rows.rowCount():
            index, flag = self.table.rows.index(row, 0), QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self._show_card()

    def _show_card(self) -> None:
        item = self.chosen()
        if item and self.board:
            self.card.show_line(item, self.board.outlook.law)

    def _more(self, offset: int) -> None:
        if self.board is not None:
            wanted, outlook = self.board.wanted, self.board.outlook
            self._ctx.ask(
                lambda read: read_page(read, wanted, outlook, offset),
                owner=self,
                then=self.table.rows.add_lines,
                latest="more",
            )

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text, (_("Try again"), self.reload))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.arrange(self.width())
        self.table.setFixedHeight(max(_SHORTEST, self.height() - _ABOVE))

    def _connect(self) -> None:
        self.filters.changed.connect(self.reload)
        self.table.rows.more.connect(self._more)
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._show_card())
        self.table.opened.connect(
            lambda row: self._shell.open("client", person_id=self.table.rows.lines[row].person.id, section="stay")
        )
        for key, state in (("D", "done"), ("L", "later"), ("N", "not_applicable")):
            made = QShortcut(QKeySequence(key), self.table)
            made.activated.connect(lambda state=state: self.act(state))

    def _build(self) -> None:
        hint = _("Deadlines come from bases of stay, documents, letters and events written down on clients' cards.")
        self._empty = EmptyState("check", _("No deadline in this list"), hint)
        lines = Card(self.table, self._empty, spacing=0, margins=(1, 8, 1, 8))
        lines.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.table.setSelectionMode(LineTable.SelectionMode.SingleSelection)
        self._columns = TwoColumns(lines, self.card, right_width=_CARD)
        self.add(self.banner, self.filters, (self._columns, 1))
        self._stack(any_lines=False)


def _row_of(lines: list[Line], before: Line | None, at: int) -> int:
    """The line one was at, or the one that took its place."""
    same = (row for row, item in enumerate(lines) if before and item.due == before.due)
    return next(same, min(at, len(lines) - 1))
