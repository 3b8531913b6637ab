"""The chosen deadline: what to tell the person, what it rests on, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from cic_desktop.core.rights import Right
from cic_desktop.i18n import Dated, Day, LanguageName, Plain, Text, _
from cic_desktop.stay.law import CONFIDENCE
from cic_desktop.ui.assistance.follow_ups import new_follow_up
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.stay.words import days_text, hints, tone
from cic_desktop.ui.widgets import Card, Flow, button, chip, clear, h2, label, line, muted, small

if TYPE_CHECKING:
    from cic_desktop.stay.law import Law
    from cic_desktop.ui.stay.board import Line

Act = Callable[[str], object]  # done, not_applicable, later


class LineCard(Card):
    """One line of the radar in full; `act(state)` when something is done about it."""

    def __init__(self, shell: Shell, act: Act) -> None:
        super().__init__(spacing=10)
        self._shell, self._act = shell, act

    def show_line(self, item: Line, law: Law) -> None:
        rule, due, person = law.rule(item.due.rule), item.due, item.person
        clear(self.column)
        self.add(h2(person.name, wrap=True), _chips(chip(days_text(due.due_on), tone(due.due_on)), chip(rule.title)))
        self.add(label(rule.text, wrap=True))
        if due.hint:
            self.add(label(hints(due), wrap=True, tone="warn"))
        spoken = LanguageName(person.language) if person.language else Plain("")
        self.add(line(), _facts(
            (_("Deadline"), Day(due.due_on, "weekday")),
            (_("Counted from"), Day(due.start)),
            (_("Telephone"), Plain(person.phone)),
            (_("Language"), spoken),
        ))  # fmt: skip
        self.add(self._buttons(person.id, rule.title), line())
        self.add(small(_("Legal basis: {basis}", basis=Dated(rule.basis)), wrap=True))
        self.add(small(_("As of {day}; {how}", day=Day(rule.as_of), how=CONFIDENCE[rule.confidence]), wrap=True), None)

    def _buttons(self, person_id: str, title: Text) -> QWidget:
        def go() -> None:
            self._shell.open("client", person_id=person_id, section="stay")

        opened = button(_("Open the record"), "user", "primary", go)
        made = [opened]
        if self._shell.ctx.may(Right.EDIT_CLIENTS):
            made += [
                button(_("Done"), "check", slot=lambda: self._act("done")),
                button(_("Later"), "clock", slot=lambda: self._act("later")),
                button(_("Does not apply"), "x", "ghost", lambda: self._act("not_applicable")),
            ]
        if self._shell.ctx.may(Right.RECORD_HELP):
            promise = partial(new_follow_up, self._shell, person_id, ("person", person_id), title)
            made.append(button(_("New follow-up"), "flag", "ghost", promise))
        place = QWidget()
        Flow(*made, parent=place)
        return place


def _chips(*chips: QWidget) -> QWidget:
    place = QWidget()
    Flow(*chips, gap=6, parent=place)
    return place


def _facts(*facts: tuple[Text, Text]) -> QWidget:
    """Names and values below each other; empty ones are left out."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, 110)
    grid.setColumnStretch(1, 1)
    for row, pair in enumerate(fact for fact in facts if language.text(fact[1])):
        for column, words in enumerate(pair):
            shown = label(words, wrap=True) if column else muted(words, wrap=True)
            grid.addWidget(shown, row, column, Qt.AlignmentFlag.AlignTop)
    return made
