"""The left side of a card: what is known of the person, part by part, and whom they live with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from cic_desktop.clients.fields import INTAKE, PARTS, PartForm
from cic_desktop.clients.shown import answer_text
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.clients.card_view import CardView
from cic_desktop.ui.clients.facts import Fact, FactRow, tip
from cic_desktop.ui.clients.part_dialog import PartDialog
from cic_desktop.ui.clients.part_words import in_sight, part_fact
from cic_desktop.ui.clients.words import age, birth, initials
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import (
    Card,
    Flow,
    box,
    button,
    card_head,
    chip,
    clear,
    hbox,
    hide_unless,
    label,
    muted,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine, Part

# What is asked once in the intake and shown in one line each: icon, title and the names of the answers.
_ONCE: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("home", _("Place of birth"), ("birth_place", "birth_country")),
    ("family", _("Parents"), ("father_name", "mother_name", "mother_maiden_name")),
    ("heart", _("Marital status"), ("marital_status",)),
    ("id-card", _("Personal number in the home country"), ("national_number",)),
    ("graduation-cap", _("Education"), ("education",)),
    ("briefcase", _("Occupation"), ("occupation",)),
    ("stethoscope", _("Health insurance"), ("insurance",)),
)
_ASKED = {field.name: field for step in INTAKE for field in step.fields}


class DataCard(Card):
    """Every part of the card as rows: choose one to change it, "Add" for another."""

    def __init__(self, shell: Shell, edit: Callable[[], object]) -> None:
        super().__init__(spacing=6, margins=(14, 18, 14, 14))
        self._shell, self._edit = shell, edit
        self._may = shell.ctx.may(Right.EDIT_CLIENTS)
        self._view: CardView | None = None
        self._facts: list[FactRow] = []
        self.add_button = tool_button("plus", _("Add to the card"), self.show_menu)
        hide_unless(self._may, self.add_button)
        head = card_head(_("Data"), self.add_button)
        head.setContentsMargins(6, 0, 0, 0)
        self._rows = vbox(spacing=0)
        self.add(head, box(self._rows))

    def show_view(self, view: CardView) -> None:
        self._view = view
        clear(self._rows)
        self._facts = [*self._part_rows(view), *self._once_rows(view)]
        for row in self._facts:
            self._rows.addWidget(row)

    def rows(self) -> list[FactRow]:
        """The facts shown, in their order."""
        return list(self._facts)

    def add_part(self, name: str) -> PartDialog:
        """Open the questions of a new row of a part."""
        assert self._view is not None
        form = next(form for form in PARTS if form.name == name)
        card, projects = self._view.card, self._view.projects
        dialog = PartDialog(self._shell, form, card.id, projects=projects, line=card.line)
        dialog.open()
        return dialog

    def show_menu(self) -> None:
        """What can be added."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for form in PARTS:
            menu.addAction(language.text(form.add), partial(self.add_part, form.name))
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def _part_rows(self, view: CardView) -> Iterator[FactRow]:
        """What a person may have several of; birth and sex stand behind the basis of stay."""
        for form in PARTS:
            for part in in_sight(view.card.parts_of(form.name)):
                if part.answers.get("kind") != "original":  # the head shows that spelling
                    yield self._part_row(view, form, part)
            if form.name == "stay":
                yield self._person_row(view)

    def _once_rows(self, view: CardView) -> Iterator[FactRow]:
        for fact in _once(view):
            yield tip(FactRow(fact, self._edit if self._may else None), _("Change it in the intake"))

    def _person_row(self, view: CardView) -> FactRow:
        answers, born = view.card.answers, view.card.line.birth_date
        sex = answer_text(_ASKED["sex"], answers.get("sex"))
        words = Joined((birth(born), age(born, clock.today()), sex))
        return tip(
            FactRow(Fact("calendar", _("Date of birth, sex"), words), self._edit if self._may else None),
            _("Change it in the intake"),
        )

    def _part_row(self, view: CardView, form: PartForm, part: Part) -> FactRow:
        fact = part_fact(form, part, view.projects)
        if not self._may:
            return FactRow(fact)

        def change() -> None:
            PartDialog(self._shell, form, view.card.id, part, view.projects).open()

        return tip(FactRow(fact, change), _("Change or remove"))


def _once(view: CardView) -> Iterator[Fact]:
    for icon, title, names in _ONCE:
        words = [answer_text(_ASKED[name], view.card.answers.get(name)) for name in names]
        if any(view.card.answers.get(name) for name in names):
            yield Fact(icon, title, Joined(tuple(words)), tone="")


class NeedsCard(Card):
    """What the person came for."""

    def __init__(self) -> None:
        super().__init__(spacing=10, margins=(16, 16, 16, 18))
        self._chips, self._remarks = Flow(), label("", wrap=True)
        self.add(card_head(_("Needs and remarks")), box(self._chips), self._remarks)

    def show_view(self, view: CardView) -> None:
        needs, remarks = view.card.answers.get("needs") or [], str(view.card.answers.get("remarks", ""))
        clear(self._chips)
        for code in needs:
            self._chips.addWidget(chip(code_label("topic", code), "info"))
        language.bind(self._remarks, "setText", remarks)
        self._remarks.setVisible(bool(remarks))
        self.setVisible(bool(needs or remarks))


class HouseholdCard(Card):
    """The people one lives with; choosing one opens their card."""

    def __init__(self, shell: Shell, add_person: Callable[[], object], leave: Callable[[], object]) -> None:
        super().__init__(spacing=6, margins=(14, 18, 14, 14))
        self._shell = shell
        may = shell.ctx.may(Right.EDIT_CLIENTS)
        self.add_button = tool_button("user-plus", _("Add a person of the household"), add_person)
        hide_unless(may, self.add_button)
        head = card_head(_("Household"), self.add_button)
        head.setContentsMargins(6, 0, 0, 0)
        self._rows = vbox(spacing=0)
        self._nobody = muted(_("Nobody yet. Family members are helped together when they are added here."), wrap=True)
        self._nobody.setContentsMargins(6, 0, 6, 6)
        self.leave_button = button(_("Leave the household"), "log-out", "ghost", leave)
        self._leave_row = QWidget()
        hbox(self.leave_button, None, parent=self._leave_row)
        self._may = may
        self.add(head, box(self._rows), self._nobody, self._leave_row)

    def show_view(self, view: CardView) -> None:
        clear(self._rows)
        for member in view.card.household:
            self._rows.addWidget(self._member(member, view.card.household_words[member.id]))
        self._nobody.setVisible(not view.card.household)
        self._leave_row.setVisible(bool(view.card.household) and self._may)

    def _member(self, member: ClientLine, relation: Text) -> FactRow:
        words = Joined((Plain(member.name), age(member.birth_date, clock.today())))
        fact = Fact("user", relation, words, initials=initials(member), tone="violet")
        row = FactRow(fact, lambda: self._shell.open("client", person_id=member.id), "arrow-right")
        return tip(row, _("Open this card"))
