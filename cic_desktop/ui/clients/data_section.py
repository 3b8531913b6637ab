"""Everything known of a person with its dates: what holds now, and folded under it what held before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from cic_desktop import clients, projects
from cic_desktop.clients.fields import FACTS, PARTS, PartForm
from cic_desktop.clients.shown import answer_text
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Option
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Plain, Text, _, pgettext
from cic_desktop.ui.clients.facts import Fact, FactRow, tip
from cic_desktop.ui.clients.facts_dialog import FactsDialog
from cic_desktop.ui.clients.fold import Fold
from cic_desktop.ui.clients.part_dialog import PartDialog
from cic_desktop.ui.clients.part_words import in_sight, part_fact
from cic_desktop.ui.clients.sections import CardSection
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Card, box, card_head, clear, hbox, hide_unless, muted, tool_button, vbox

if TYPE_CHECKING:
    from cic_desktop.clients import ClientCard, Earlier, Part

_FORMS = {form.name: form for form in (*FACTS, *PARTS)}
_TABLES = {
    "stay": "stay", "document": "identity_document", "contact": "contact", "email": "contact", "address": "address",
    "name": "person_name", "citizenship": "citizenship", "language": "person_language",
    "participation": "participation",
}  # fmt: skip


@dataclass(frozen=True)
class _Group:
    """One card: the groups of facts and the parts that stand on it."""

    title: Text
    icon: str
    facts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    def tells(self, earlier: Earlier) -> bool:
        """Whether a value of the past belongs here."""
        if earlier.table == "person":
            return any(earlier.column == item.name for name in self.facts for item in _FORMS[name].fields)
        return earlier.table in {_TABLES[name] for name in self.parts}


_COLUMNS: tuple[tuple[_Group, ...], ...] = (
    (
        _Group(_("Names"), "user", ("identity",), ("name",)),
        _Group(_("Birth, parents, marital status"), "calendar", ("birth", "origin")),
        _Group(_("Citizenship"), "globe", (), ("citizenship",)),
        _Group(_("PESEL and other numbers"), "id-card", ("numbers",)),
        _Group(_("Education, work, insurance"), "graduation-cap", ("life",)),
    ),
    (
        _Group(_("Basis of stay"), "passport", (), ("stay",)),
        _Group(_("Documents"), "id-card", (), ("document",)),
        _Group(_("Addresses"), "map-pin", (), ("address",)),
        _Group(_("Contact and languages"), "phone", (), ("contact", "email", "language")),
        _Group(pgettext("card", "Projects"), "folder", (), ("participation",)),
    ),
)


@dataclass(frozen=True)
class _View:
    card: ClientCard
    earlier: list[Earlier]
    projects: tuple[Option, ...]


class DataSection(CardSection):
    """Cards in two columns; choosing a row changes it, "Add" puts another one in."""

    watches = ("person", *_TABLES.values())

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._person_id = shell, ""
        self.banner = Banner()
        self.cards = [[_GroupCard(shell, group) for group in column] for column in _COLUMNS]
        columns = [box(vbox(*column, None, spacing=18)) for column in self.cards]
        vbox(self.banner, hbox(*((column, 1) for column in columns), spacing=18), parent=self)

    def show_person(self, person_id: str) -> None:
        self._person_id = person_id

        def look(read: Any) -> _View:
            card = clients.card(read, person_id)
            return _View(card, clients.earlier_of(read, person_id), projects.project_options(read))

        self._shell.ctx.ask(look, owner=self, then=self._show, failed=self._failed, latest="data")

    def card_of(self, part: str) -> _GroupCard:
        """The card on which a part or a group of facts stands."""
        return next(card for column in self.cards for card in column if part in (*card.group.parts, *card.group.facts))

    def _show(self, view: _View) -> None:
        if view.card.id == self._person_id:
            self.banner.hide()
            for card in (card for column in self.cards for card in column):
                card.show_view(view)

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)


class _GroupCard(Card):
    """What holds, as rows; what held before, folded."""

    def __init__(self, shell: Shell, group: _Group) -> None:
        super().__init__(spacing=4, margins=(14, 14, 14, 12))
        self._shell, self.group = shell, group
        self._may = shell.ctx.may(Right.EDIT_CLIENTS)
        self._view: _View | None = None
        self.add_button = tool_button("plus", _add_words(group), self._add)
        hide_unless(self._may and bool(group.parts), self.add_button)
        head = card_head(group.title, self.add_button)
        head.setContentsMargins(6, 0, 0, 0)
        self._rows = vbox(spacing=0)
        self._nothing = muted(_("Nothing recorded yet."))
        self._nothing.setContentsMargins(6, 0, 6, 6)
        self.fold = Fold()
        self.facts: list[FactRow] = []
        self.add(head, box(self._rows), self._nothing, self.fold)

    def show_view(self, view: _View) -> None:
        self._view = view
        clear(self._rows)
        parts = [(form, part) for form in self._forms() for part in view.card.parts_of(form.name)]
        shown = {part.id for form in self._forms() for part in in_sight(view.card.parts_of(form.name))}
        self.facts = [*self._once(view), *(self._part(view, *one) for one in parts if one[1].id in shown)]
        for row in self.facts:
            self._rows.addWidget(row)
        self._nothing.setVisible(not self.facts)
        ended = [partial(self._part, view, *one, over=True) for one in parts if one[1].id not in shown]
        told = [partial(_earlier_row, one) for one in view.earlier if self.group.tells(one)]
        self.fold.show_rows([*ended, *told])

    def _forms(self) -> list[PartForm]:
        return [_FORMS[name] for name in self.group.parts]

    def _once(self, view: _View) -> Iterator[FactRow]:
        """Facts with an answer; a group without any has one row that asks for them."""
        for name in self.group.facts:
            form, answers = _FORMS[name], view.card.answers
            told = [item for item in form.fields if answers.get(item.name)]
            change = partial(self._change_facts, form, view)
            for item in told:
                yield self._row(Fact(self.group.icon, item.label, answer_text(item, answers[item.name])), change)
            if not told:
                yield self._row(Fact(self.group.icon, form.title, _("not recorded yet"), tone=""), change)

    def _part(self, view: _View, form: PartForm, part: Part, over: bool = False) -> FactRow:
        fact = part_fact(form, part, view.projects)
        if over:
            fact = Fact(fact.icon, fact.title, fact.words, tone="")
        return self._row(fact, lambda: PartDialog(self._shell, form, view.card.id, part, view.projects).open())

    def _row(self, fact: Fact, change: Callable[[], object]) -> FactRow:
        return tip(FactRow(fact, change), _("Change or remove")) if self._may else FactRow(fact)

    def _change_facts(self, form: PartForm, view: _View) -> None:
        FactsDialog(self._shell, form, view.card.id, view.card.answers).open()

    def _add(self) -> None:
        forms = self._forms()
        if len(forms) == 1:
            self.add_part(forms[0])
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for form in forms:
            menu.addAction(language.text(form.add), partial(self.add_part, form))
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def add_part(self, form: PartForm) -> PartDialog:
        """Open the questions of a new row."""
        assert self._view is not None
        card = self._view.card
        dialog = PartDialog(self._shell, form, card.id, projects=self._view.projects, line=card.line)
        dialog.open()
        return dialog


def _add_words(group: _Group) -> Text:
    if len(group.parts) == 1:
        return _FORMS[group.parts[0]].add
    return _("Add to: {what}", what=group.title)


def _earlier_row(earlier: Earlier) -> FactRow:
    """A value that was changed or taken off: until when it stood there, and who put another in its place."""
    until = _("until {day}", day=Day(clock.local(earlier.until).date(), "short"))
    return FactRow(Fact("clock", earlier.subject, Joined((earlier.words, until, Plain(earlier.who))), tone=""))
