"""The head of a card: who it is, how things stand, what can be done now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.clients.card_prints import print_services, print_whole_file
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
    label,
    line,
    muted,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine

Act = Callable[[], object]


_WHOLE_FILE = _("Whole file (access request, RODO art. 15)…")


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
        self.form = button(_("Fill a form"), "form", slot=self._fill_form)
        self.papers = button(_("Print papers"), "printer", slot=lambda: shell.open("papers", **self._who()))
        self.edit = button(_("Edit"), "pencil", slot=edit)
        self.history = button(_("History"), "clock", "ghost", history)
        self.more = tool_button("more", _("More"), self._show_more)
        self._retire = retire
        self.help.setVisible(self._may(Right.RECORD_HELP))
        self.again.setVisible(self._may(Right.RECORD_HELP))
        self.form.setVisible(self._may(Right.FILL_FORMS))
        for made in (self.papers, self.edit, self.more):
            made.setVisible(self._may(Right.EDIT_CLIENTS))

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
        acts = Flow(gap=10)
        for act in (self.help, self.again, self.form, self.papers, self.edit, self.history, self.more):
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

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(language.text(_("New follow-up…")), self._new_follow_up)
        if self._may(Right.FILL_FORMS):
            arrival = partial(self._shell.open, "form", form_id="pack:arrival", **self._who())
            menu.addAction(language.text(_("Arrival pack…")), arrival)
        menu.addAction(language.text(_("Read a document…")), self._read_document)
        if self._may(Right.FILL_FORMS):
            menu.addAction(language.text(_("Prepare for MOS…")), lambda: self._shell.open("mos", **self._who()))
        menu.addAction(language.text(_("Make one of this and another record…")), self._merge)
        for merged in self._view.merges if self._view else ():
            words = _("Undo the merge with {number}…", number=Plain(merged.gone_number))
            menu.addAction(language.text(words), partial(self._undo_merge, merged.id))
        menu.addSeparator()
        prints = ((_("Card of services to be signed…"), print_services), (_WHOLE_FILE, print_whole_file))
        for words, make in prints:
            menu.addAction(language.text(words), partial(make, self, self._shell, self._line().id))
        menu.addAction(language.text(_("Take out of the lists (registered by mistake)…")), self._retire)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _new_follow_up(self) -> None:
        from cic_desktop.ui.assistance.follow_ups import new_follow_up

        person_id = self._line().id
        new_follow_up(self._shell, person_id, ("person", person_id))

    def _read_document(self) -> None:
        from cic_desktop.ui.clients.document_dialog import DocumentDialog

        assert self._view is not None
        person_id = self._line().id
        take = partial(self._shell.open, "intake", person_id=person_id)
        DocumentDialog(self._shell, self._view.card.answers, lambda answers: take(answers=answers)).open()

    def _merge(self) -> None:
        from cic_desktop.ui.clients.person_picker import PersonPicker

        person_id = self._line().id
        title = _("Which record is the same person?")
        go = partial(self._shell.open, "merge", first_id=person_id)
        PersonPicker(self._shell, lambda other: go(second_id=other.id), title=title, without=(person_id,)).open()

    def _undo_merge(self, merge_id: str) -> None:
        from cic_desktop.ui.clients.merge_page import UndoMergeDialog

        UndoMergeDialog(self._shell, merge_id).open()

    def _who(self) -> dict[str, str]:
        return {"person_id": self._line().id}

    def _line(self) -> ClientLine:
        assert self._view is not None
        return self._view.card.line

    def _answer(self, name: str) -> str:
        assert self._view is not None
        return str(self._view.card.answers.get(name, ""))
