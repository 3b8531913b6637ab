"""The timetable and the teaching hours of a course in two lines; unfolded, the hours of each block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import Joined, Number, Plain, Text, _, pgettext
from cic_desktop.ui.courses.words import hours_told, week
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Card, box, chip, clear, hbox, line, muted, small, strong, tool_button, vbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cic_desktop.courses.rows import BlockLine, CourseCard

__all__ = ["PlanStrip"]

_INDENT = 24  # between the columns of hours, pixels


class PlanStrip(Card):
    """`acts` are the buttons at its end."""

    def __init__(self, acts: Sequence[QWidget]) -> None:
        super().__init__(spacing=10, margins=(18, 12, 14, 12))
        self._week, self._hours = strong("", wrap=True), muted("", wrap=True)
        self.more = tool_button("chevron-down", _("Teaching hours of each block"), self.unfold)
        self._card: CourseCard | None = None
        self._room = vbox(spacing=8)
        self.blocks = box(self._room)
        self.blocks.hide()
        words = box(vbox(self._week, self._hours, spacing=2))
        self.add(hbox((words, 1), *acts, self.more, spacing=8), self.blocks)

    def show_course(self, card: CourseCard) -> None:
        self._card = card
        none = _("No timetable yet: give the days and the times first.")
        language.bind(self._week, "setText", week(card.slots) if card.slots else none)
        planned = Joined((_("in the plan"), Number(card.line.units_planned)), " ")
        told = (Joined((_("Teaching hours"), hours_told(card.line)), " "), planned, *_blocks_told(card))
        language.bind(self._hours, "setText", Joined(told))
        self.more.setVisible(bool(card.blocks))
        self._fill(shown=bool(card.blocks) and not self.blocks.isHidden())

    def unfold(self) -> None:
        """The blocks with their hours: shown, or hidden again."""
        self._fill(shown=self.blocks.isHidden())

    def _fill(self, *, shown: bool) -> None:
        clear(self._room)
        if shown and self._card is not None:
            self._room.addWidget(line())
            self._room.addWidget(_table(self._card.blocks))
        self.blocks.setVisible(shown)


def _table(blocks: Sequence[BlockLine]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(_INDENT)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    heads = (
        _("Block"), pgettext("teaching hours", "Wanted"), pgettext("teaching hours", "In the plan"),
        pgettext("teaching hours", "Held"),
    )  # fmt: skip
    for column, words in enumerate(heads):
        _put(grid, small(words), 0, column)
    for row, block in enumerate(blocks, 1):
        name = Joined((code_label("adaptation_block", block.block), Plain(block.title)))
        _put(grid, muted(name, wrap=True), row, 0)
        for column, units in enumerate((block.units, block.planned, block.held), 1):
            _put(grid, strong(Number(units)), row, column)
        if missing := max(block.units - block.planned, 0):
            grid.addWidget(chip(_("missing in the plan: {n}", n=Number(round(missing, 2))), "warn"), row, len(heads))
    return made


def _put(grid: QGridLayout, made: QLabel, row: int, column: int) -> None:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    made.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(made, row, column)


def _blocks_told(card: CourseCard) -> tuple[Text, ...]:
    """How many of the blocks have all their hours in the plan."""
    if not card.blocks:
        return ()
    whole = sum(block.planned >= block.units for block in card.blocks)
    return (_("blocks in the plan: {n} of {all}", n=whole, all=len(card.blocks)),)
