"""What can be begun from a client's card besides its buttons, in groups: for the person, papers, the record itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from cic_desktop.core.rights import Right
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.clients.card_prints import print_services, print_whole_file
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.ui.clients.card_view import CardView

__all__ = ["CardMenu"]

Choice = tuple[Text, Callable[[], object], Right]

_BEGUN: tuple[tuple[Text, str], ...] = (
    (_("Prepare a visit…"), "visit"),
    (_("Housing search…"), "housing"),
    (_("Translation order…"), "translations"),
    (_("Power of attorney…"), "powers"),
)
"""What is begun on a page of its own: its words and the page's key."""


class CardMenu(QMenu):
    """Shows nothing one's role does not allow; `retire` takes the person out of the lists."""

    def __init__(self, parent: QWidget, shell: Shell, view: CardView, retire: Callable[[], object]) -> None:
        super().__init__(parent)
        self._parent, self._shell, self._view, self._retire = parent, shell, view, retire
        self._person_id = view.card.line.id
        for group in (self._begun(), self._papers(), self._record()):
            self.addSeparator()
            for words, run, right in group:
                if shell.ctx.may(right):
                    self.addAction(language.text(words), run)
        self.aboutToHide.connect(self.deleteLater)

    def _begun(self) -> Iterator[Choice]:
        for words, page in _BEGUN:
            yield words, partial(self._open, page), Right.RECORD_HELP
        yield _("New follow-up…"), self._new_follow_up, Right.RECORD_HELP

    def _papers(self) -> Iterator[Choice]:
        yield _("Arrival pack…"), partial(self._open, "form", form_id="pack:arrival"), Right.FILL_FORMS
        yield _("Prepare for MOS…"), partial(self._open, "mos"), Right.FILL_FORMS
        yield _("Card of services to be signed…"), partial(self._print, print_services), Right.EDIT_CLIENTS
        whole = _("Whole file (access request, RODO art. 15)…")
        yield whole, partial(self._print, print_whole_file), Right.EDIT_CLIENTS

    def _record(self) -> Iterator[Choice]:
        yield _("Read a document…"), self._read_document, Right.EDIT_CLIENTS
        yield _("Make one of this and another record…"), self._merge, Right.EDIT_CLIENTS
        for merged in self._view.merges:
            words = _("Undo the merge with {number}…", number=Plain(merged.gone_number))
            yield words, partial(self._undo_merge, merged.id), Right.EDIT_CLIENTS
        yield _("Take out of the lists (registered by mistake)…"), self._retire, Right.EDIT_CLIENTS

    def _open(self, page: str, **args: str) -> None:
        self._shell.open(page, person_id=self._person_id, **args)

    def _print(self, make: Callable[[QWidget, Shell, str], None]) -> None:
        make(self._parent, self._shell, self._person_id)

    def _new_follow_up(self) -> None:
        from cic_desktop.ui.assistance.follow_ups import new_follow_up

        new_follow_up(self._shell, self._person_id, ("person", self._person_id))

    def _read_document(self) -> None:
        from cic_desktop.ui.clients.document_dialog import DocumentDialog

        take = partial(self._shell.open, "intake", person_id=self._person_id)
        DocumentDialog(self._shell, self._view.card.answers, lambda answers: take(answers=answers)).open()

    def _merge(self) -> None:
        from cic_desktop.ui.clients.person_picker import PersonPicker

        title, go = _("Which record is the same person?"), partial(self._shell.open, "merge", first_id=self._person_id)
        PersonPicker(self._shell, lambda other: go(second_id=other.id), title=title, without=(self._person_id,)).open()

    def _undo_merge(self, merge_id: str) -> None:
        from cic_desktop.ui.clients.merge_page import UndoMergeDialog

        UndoMergeDialog(self._shell, merge_id).open()
