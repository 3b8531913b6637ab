"""The section "Numbers and notes": people by group, heads counted, photographs and costs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from cic_desktop import events
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Number, Plain, Text, _, ngettext, pgettext
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.two_columns import TwoColumns
from cic_desktop.ui.events.acts import EventActs, tell
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Card, Page, box, button, card_head, clear, label, line, muted, small, strong, vbox
from cic_desktop.ui.widgets.page import MARGIN

if TYPE_CHECKING:
    from cic_desktop.events.rows import EventCard, GroupCount

__all__ = ["SummarySection"]

_HEADS = (_("Group"), _("Guests"), pgettext("guests", "Were there"), _("Counted by head"), _("Together"))


class SummarySection(Page):
    """Everything here is read from the event; two dialogs change it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(max_width=1640)
        self._shell = shell
        self.card: EventCard | None = None
        self.acts = EventActs(shell, self, self._failed)
        self._rows, self._notes = vbox(spacing=8), vbox(spacing=14)
        may = shell.ctx.may(Right.RECORD_HELP)
        count = [button(_("Count by head"), "plus", slot=self.count)] if may else []
        note = [button(_("Edit"), "pencil", slot=self._note)] if may else []
        groups = Card(card_head(_("People by group"), *count), self._rows)
        notes = Card(card_head(_("Photographs and costs"), *note), self._notes)
        self._columns = TwoColumns(groups, notes, right_width=380)
        self.add(self._columns, None)

    def show_event(self, card: EventCard, chosen: str = "") -> None:
        self.card = card
        self._show_groups(card)
        self._show_notes(card)

    def count(self) -> AskDialog | None:
        """Heads of people nobody was named for."""
        if self.card is None:
            return None
        event_id = self.card.line.id
        dialog = AskDialog(
            self._shell, _("Count by head"), events.COUNTS,
            lambda work, _person, answers, _revision: events.keep_counts(work, event_id, answers),
            verb="count heads", start={group: str(people) for group, people in self.card.heads.items()},
            hint=_("People who are on no list: how many of each group were there."),
            then=lambda before: tell(
                self._shell, _("Counted."), before, lambda work, were: events.put_counts_back(work, event_id, were)
            ),
        )  # fmt: skip
        dialog.open()
        return dialog

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.arrange(self.width())
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), 6, margins.right(), MARGIN)

    # --- inside -------------------------------------------------------------------------------------

    def _note(self) -> None:
        if self.card is not None:
            self.acts.ask_notes(self.card.line)

    def _failed(self, error: CicError) -> None:
        self._shell.note(error.text, "bad")

    def _show_groups(self, card: EventCard) -> None:
        clear(self._rows)
        if not card.groups:
            self._rows.addWidget(muted(_("Nobody yet. Add guests, or count people by head."), wrap=True))
            return
        line_ = card.line
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        put = partial(_put, grid)
        put(0, [small(words, wrap=True) for words in _HEADS])
        for row, group in enumerate(card.groups, start=1):
            put(row, _group(group))
        together = (line_.guests, line_.attended, line_.heads, line_.people)
        put(len(card.groups) + 1, [strong(_("Together")), *(strong(Number(number)) for number in together)])
        self._rows.addWidget(table)

    def _show_notes(self, card: EventCard) -> None:
        clear(self._notes)
        event = card.line
        asked: list[Text] = [
            ngettext("{n} agrees", "{n} agree", card.noted("photo", "yes")),
            ngettext("{n} does not agree", "{n} do not agree", card.noted("photo", "no")),
            ngettext("{n} not asked", "{n} not asked", card.noted("photo", "")),
        ]
        counted = box(vbox(*(muted(words) for words in asked), spacing=2)) if card.guests else None
        notes = (
            (_("Photographs"), event.photo_note, counted),
            (_("Costs"), event.cost_note, None),
            (_("What guests should know"), event.about, None),
        )
        for name, words, more in notes:
            text = label(Plain(words), wrap=True) if words else muted(pgettext("note", "nothing noted"))
            self._notes.addWidget(box(vbox(strong(name), text, *([more] if more else []), spacing=3)))
            if name is not notes[-1][0]:
                self._notes.addWidget(line())


def _group(group: GroupCount) -> list[QWidget]:
    name = code_label("guest_group", group.group) if group.group else _("no group noted")
    numbers = (group.guests, group.attended, group.heads, group.people)
    return [label(name, wrap=True), *(label(Number(number)) for number in numbers)]


def _put(grid: QGridLayout, row: int, widgets: list[QWidget]) -> None:
    for column, widget in enumerate(widgets):
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        grid.addWidget(widget, row, column, side | Qt.AlignmentFlag.AlignVCenter if column else side)
        if column and isinstance(widget, QWidget):
            widget.setMinimumWidth(70)
            widget.setProperty("alignment", side | Qt.AlignmentFlag.AlignVCenter)
