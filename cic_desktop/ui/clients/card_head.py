"""The head of a card: who it is, how things stand, what can be done now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.clients.card_menu import CardMenu
from cic_desktop.ui.clients.card_view import CardView, project_chips
from cic_desktop.ui.clients.words import TO_COMPLETE, initials, stay_end
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import (
    Avatar,
    Card,
    Flow,
    box,
    button,
    chip,
    clear,
    hbox,
    hide_unless,
    label,
    line,
    muted,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine

Act = Callable[[], object]


class CardHead(Card):
    """Filled by `show_view`; the page gives what `edit`, `history` and `retire` do."""

    def __init__(self, shell: Shell, edit: Act, history: Act, retire: Act) -> None:
        super().__init__(spacing=14, margins=(22, 20, 22, 16))
        self._shell, self._may = shell, shell.ctx.may
        self._view: CardView | None = None
        self._avatar = Avatar("", 60)
        self.name = label("", "h1", wrap=True)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._original = muted("", wrap=True)
        self.case_number, self._pesel = muted(""), muted("")
        self._chips = Flow()
        self._acts(edit, history, retire)
        self._build()

    def show_view(self, view: CardView) -> None:
        """Show a person."""
        self._view = view
        row, pesel = view.card.line, str(view.card.answers.get("pesel", ""))
        self._avatar.set_initials(initials(row))
        for shown, words in (
            (self.name, row.name),
            (self._original, row.original),
            (self.case_number, row.case_number),
            (self._pesel, _("PESEL {number}", number=Plain(pesel)) if pesel else ""),
        ):
            language.bind(shown, "setText", words)
        self._original.setVisible(bool(row.original))
        self._pesel_row.setVisible(bool(pesel))
        self._show_chips(view)
        language.bind(self.edit, "setText", _("Edit") if row.complete else _("Complete the intake"))

    def _show_chips(self, view: CardView) -> None:
        clear(self._chips)
        for words, tone in self._states(view):
            self._chips.addWidget(chip(words, tone))

    def _states(self, view: CardView) -> list[tuple[Text, Tone]]:
        row = view.card.line
        end, tone = stay_end(row.stay_valid_to, clock.today())
        stay = Joined((code_label("stay_title", row.stay_title or "none"), end))
        states: list[tuple[Text, Tone]] = [(stay, tone), *project_chips(view)]
        if not view.card.line.citizenship:
            states.append((_("citizenship not known"), "warn"))
        if view.card.rodo_given_on is None:
            states.append((_("RODO information not handed over"), "warn"))
        if view.unguarded:
            states.append((_("minor without a guardian"), "warn"))
        return states if row.complete else [*states, (TO_COMPLETE, "warn")]

    def _acts(self, edit: Act, history: Act, retire: Act) -> None:
        shell = self._shell
        self.help = button(_("Record help"), "plus", "primary", self._record_help)
        again = partial(self._record_help, again="last")
        self.again = button(_("Same again"), "redo", slot=again)
        self.agree = button(_("New appointment"), "calendar", slot=self._new_appointment)
        self.form = button(_("Fill a form"), "form", slot=self._fill_form)
        self.papers = button(_("Print papers"), "printer", slot=lambda: shell.open("papers", **self._who()))
        self.edit = button(_("Edit"), "pencil", slot=edit)
        self.history = button(_("History"), "clock", "ghost", history)
        self.more = tool_button("more", _("More"), self._show_more)
        self._retire = retire
        helps, edits = self._may(Right.RECORD_HELP), self._may(Right.EDIT_CLIENTS)
        hide_unless(helps, self.help, self.again, self.agree)
        hide_unless(self._may(Right.FILL_FORMS), self.form)
        hide_unless(edits, self.papers, self.edit)
        hide_unless(helps or edits, self.more)

    def _build(self) -> None:
        numbers = Flow(gap=18)
        case = self._copied(self.case_number, lambda: self._line().case_number, _("Copy the case number"))
        self._pesel_row = self._copied(self._pesel, lambda: self._answer("pesel"), _("Copy the PESEL number"))
        for made in (case, self._pesel_row):
            numbers.addWidget(made)
        words = vbox(self.name, self._original, box(numbers), 2, box(self._chips), spacing=2)
        top = hbox(spacing=18)
        top.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(box(words), 1)
        tools = box(hbox(self.edit, self.history, self.more, spacing=6))
        top.addWidget(tools, 0, Qt.AlignmentFlag.AlignTop)
        acts = Flow(gap=10)
        for act in (self.help, self.again, self.agree, self.form, self.papers):
            acts.addWidget(act)
        self.add(top, line(), box(acts))

    def _copied(self, shown: QWidget, text: Callable[[], str], tip: Text) -> QWidget:
        made = QWidget()
        copy = tool_button("copy", tip, lambda: self._copy(text()))
        copy.setFixedSize(28, 28)
        hbox(shown, copy, spacing=4, parent=made)
        return made

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._shell.note(_("Copied."))

    def _record_help(self, **args: str) -> None:
        self._shell.open("sitting", person_ids=(self._line().id,), **args)

    def _fill_form(self) -> None:
        self._shell.open("forms", **self._who())

    def _new_appointment(self) -> None:
        from cic_desktop.ui.assistance.appointment import AppointmentDialog

        AppointmentDialog(self._shell, self._line().id).open()

    def _show_more(self) -> None:
        assert self._view is not None
        menu = CardMenu(self, self._shell, self._view, self._retire)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _who(self) -> dict[str, str]:
        return {"person_id": self._line().id}

    def _line(self) -> ClientLine:
        assert self._view is not None
        return self._view.card.line

    def _answer(self, name: str) -> str:
        assert self._view is not None
        return str(self._view.card.answers.get(name, ""))
