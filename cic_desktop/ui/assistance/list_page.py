"""Help given: the list, its totals, and signatures brought later. Also the list behind a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cic_desktop import assistance
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.assistance.help_acts import HelpActs
from cic_desktop.ui.assistance.help_card import HelpCard, shown_help
from cic_desktop.ui.assistance.help_filters import HelpFilters
from cic_desktop.ui.assistance.help_rows import PAGE, HelpTable
from cic_desktop.ui.assistance.shelf import Shelf
from cic_desktop.ui.assistance.taken_back import TakenBackDialog, taken_back_words
from cic_desktop.ui.assistance.two_columns import TwoColumns
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Card, EmptyState, Page, box, button, hbox, hide_unless, muted, vbox

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import HelpFilter, HelpTotals, ServiceLine
    from cic_desktop.assistance.talks import Talk

Day = date | str | None
_CARD = 360  # pixels: the card of the chosen line


class HelpPage(Page):
    """Every service given, newest first; only what is looked at is read."""

    watches = ("service", "sitting", "service_person", "person")

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        super().__init__(_("Support provided"), actions=self._actions(), max_width=1640)
        me = shell.ctx.actor.id
        self.filters, self.table = HelpFilters(me), HelpTable()
        self.banner, self.totals = Banner(), muted("")
        self.sign_button = button(_("Mark as signed"), "signature", slot=lambda: self.sign(self.table.chosen()))
        self.gone_button = button("", "undo", "ghost", self.show_taken_back)
        self.acts, self.card = HelpActs(shell, self, self._failed), HelpCard(shell.ctx.may)
        self._arriving, self._wanted_id, self._choosing = True, "", False
        self._on_card: tuple[Talk, ServiceLine] | None = None
        self._narrowed: tuple[str, tuple[Any, ...]] = ("", ())  # the condition behind a number
        self._build()
        self._connect()

    def arrive(
        self,
        first: Day = None,
        last: Day = None,
        where: str = "",
        params: Sequence[Any] = (),
        title: Text | str = "",
        kind: str = "",
        unsigned: bool = False,
        chosen: str = "",
    ) -> None:
        """Show the list; with arguments the list behind a number, `title` saying which; `chosen` on the card."""
        if first or last or where or kind or unsigned:
            self.filters.show_filter(assistance.HelpFilter(_day(first), _day(last), kind, unsigned=unsigned))
        self._narrowed = (where, tuple(params))
        if where:
            self.banner.say("info", _("Behind the number: {what}", what=_text(title)), (_("Show all"), self._widen))
        else:
            self.banner.hide()
        self._arriving, self._wanted_id = True, chosen
        self.reload()

    def reload(self) -> None:
        """Read the list from its start."""
        wanted = self._wanted()
        if wanted is None:
            return
        asked = self._shell.ctx.may(Right.RECORD_HELP) and not wanted.where
        self._shell.ctx.ask(
            lambda read: (
                assistance.help_list(read, wanted, PAGE),
                assistance.help_totals(read, wanted),
                len(assistance.taken_back(read, wanted)) if asked else 0,
            ),
            owner=self,
            then=lambda found: self._show(*found),
            failed=self._failed,
            latest="list",
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.arrange(self.width())

    def sign(self, lines: Sequence[ServiceLine]) -> None:
        """The signatures of these services' talks were brought; can be undone."""
        sittings = sorted({line.sitting_id for line in lines if line.to_sign})
        if not sittings or not self._shell.ctx.may(Right.RECORD_HELP):
            return

        def told(_done: object) -> None:
            said = ngettext("{n} signature noted.", "{n} signatures noted.", len(sittings))
            self._shell.note(said, "ok", _("Undo"), lambda: self._set_signature(sittings, "list"))

        self._set_signature(sittings, "now", told)

    def _set_signature(self, sittings: Sequence[str], signature: str, then: Any = None) -> None:
        def change(work: Any) -> None:
            for sitting_id in sittings:
                assistance.sign(work, sitting_id, signature)

        self._shell.ctx.do(change, verb="note a signature", owner=self, then=then, failed=self._failed)

    def _wanted(self) -> HelpFilter | None:
        chosen = self.filters.wanted()
        where, params = self._narrowed
        return chosen and replace(chosen, where=where, params=params)

    def show_taken_back(self) -> None:
        """What was taken back in the period, to be put back."""
        wanted = self._wanted()
        if wanted is not None:
            TakenBackDialog(self._shell, wanted).open()

    def _show(self, lines: list[ServiceLine], totals: HelpTotals, gone: int) -> None:
        before = [self._wanted_id] if self._wanted_id else [line.id for line in self.table.chosen()]
        self.table.rows.show_lines(lines, totals.services)
        language.bind(self.totals, "setText", total_words(totals))
        language.bind(self.gone_button, "setText", taken_back_words(gone))
        self.gone_button.setVisible(gone > 0)
        self._empty.setVisible(not lines)
        self.table.setVisible(bool(lines))
        again = [row for row, line in enumerate(lines) if line.id in before]
        self._choose(again or [0] * (bool(lines) and self._arriving))
        self._arriving, self._wanted_id = False, ""

    def _choose(self, rows: Sequence[int]) -> None:
        """Select rows; the card is asked for once."""
        self._choosing, flag = True, QItemSelectionModel.SelectionFlag
        model = self.table.selectionModel()
        self.table.clearSelection()
        for row in rows:
            model.select(self.table.rows.index(row, 0), flag.Select | flag.Rows)
        if rows:
            model.setCurrentIndex(self.table.rows.index(rows[0], 0), flag.NoUpdate)
            self.table.scrollTo(self.table.rows.index(rows[0], 0))
        self._choosing = False
        self._chosen_changed()

    def _more(self, offset: int) -> None:
        wanted = self._wanted()
        if wanted is None:
            return
        self._shell.ctx.ask(
            lambda read: assistance.help_list(read, wanted, PAGE, offset),
            owner=self,
            then=self.table.rows.add_lines,
            latest="list",
        )

    def _widen(self) -> None:
        """From behind a number back to the whole list of the period."""
        self.arrive()

    def _chosen_changed(self) -> None:
        chosen = self.table.chosen()
        self.sign_button.setEnabled(any(line.to_sign for line in chosen))
        if len(chosen) != 1:
            self.card.hide()
            return
        [line] = chosen
        self._shell.ctx.ask(
            lambda read: assistance.talk(read, line.sitting_id),
            owner=self,
            then=lambda talk: self._show_card(talk, line),
            failed=lambda _error: self.card.hide(),  # taken back a moment ago: the list is read again
            latest="card",
        )

    def _show_card(self, talk: Talk, line: ServiceLine) -> None:
        held = line.id in [item.id for item in talk.services]  # not so when a colleague took it out just now
        if not held or [chosen.id for chosen in self.table.chosen()] != [line.id]:
            return
        if (talk, line) != self._on_card:  # the list was read again for something else
            self._on_card = talk, line
            self.card.show_help(shown_help(talk, line, self.acts.of(talk, line)))
        self.card.show()

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    def _actions(self) -> tuple[QWidget, ...]:
        if not self._shell.ctx.may(Right.RECORD_HELP):
            return ()
        asked = button(_("Quick enquiry"), "message", slot=self._new_enquiry)
        return asked, button(_("Record help"), "plus", "primary", lambda: self._shell.open("sitting"))

    def _new_enquiry(self) -> None:
        from cic_desktop.ui.assistance.enquiry import EnquiryDialog

        EnquiryDialog(self._shell).open()

    def _build(self) -> None:
        hint = _("Choose another period, or record the help given today.")
        self._empty = EmptyState("hand-heart", _("Nothing in this list"), hint)
        card = Card(self.table, self._empty, spacing=0, margins=(1, 8, 1, 8))
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        hide_unless(self._shell.ctx.may(Right.RECORD_HELP), self.sign_button)
        self.shelf = Shelf(self._shell)
        self.gone_button.hide()
        above = hbox(self.totals, None, self.gone_button, self.sign_button, spacing=10)
        left = box(vbox(above, (card, 1), spacing=12))
        left.setSizePolicy(card.sizePolicy())
        self._columns = TwoColumns(left, self.card, right_width=_CARD)
        self.card.hide()
        self.add(self.banner, self.shelf, self.filters, (self._columns, 1))

    def _connect(self) -> None:
        self.filters.changed.connect(self.reload)
        self.table.rows.more.connect(self._more)
        self.table.opened.connect(lambda row: self.acts.open(self.table.rows.lines[row]))
        self.table.pressed_signature.connect(lambda row: self.sign([self.table.rows.lines[row]]))
        self.table.selectionModel().selectionChanged.connect(
            lambda *_: None if self._choosing else self._chosen_changed()
        )


def total_words(totals: HelpTotals) -> Text:
    """Services and persons, counted apart."""
    parts: list[Text] = [
        ngettext("{n} service", "{n} services", totals.services),
        ngettext("{n} person", "{n} persons", totals.persons),
    ]
    if totals.anonymous:
        parts.append(ngettext("{n} anonymous", "{n} anonymous", totals.anonymous))
    return Joined(tuple(parts))


def _day(value: Day) -> date | None:
    if isinstance(value, str):
        return date.fromisoformat(value) if value else None
    return value


def _text(words: Text | str) -> Text:
    return Plain(words) if isinstance(words, str) else words
