"""The household as a view: who lives together now, who did before, and help given to several of them at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from cic_desktop import clients
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Field, Option
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, LanguageName, Plain, Text, _, ngettext
from cic_desktop.ui.clients.facts import Fact, FactRow
from cic_desktop.ui.clients.fold import Fold
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog, Seen
from cic_desktop.ui.clients.sections import CardSection
from cic_desktop.ui.clients.words import age, initials, stay_end
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import (
    Avatar,
    Banner,
    Card,
    EmptyState,
    Flow,
    box,
    button,
    card_head,
    chip,
    clear,
    hbox,
    line,
    small,
    strong,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine, HouseholdView, Member


class FamilySection(CardSection):
    """Members with ages, languages and the end of their stay. Those ticked are helped in one sitting."""

    watches = ("household_member", "household", "person", "person_language", "stay")

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._person_id, self._name = shell, "", ""
        self._may = shell.ctx.may(Right.EDIT_CLIENTS)
        self.view: HouseholdView | None = None
        self.ticks: dict[str, QCheckBox] = {}
        self.banner = Banner()
        self.add_button = button(_("Add a person"), "user-plus", slot=self.add_person)
        self.add_button.setVisible(self._may)
        self.help_button = button("", "plus", slot=self.record_help)
        self.help_button.setVisible(shell.ctx.may(Right.RECORD_HELP))
        self._rows = vbox(spacing=0)
        self.nobody = EmptyState(
            "family", _("Lives alone, as far as is known"), _("Add a family member: they are helped together then.")
        )
        self.fold = Fold()
        head = card_head(_("Household"), self.add_button, self.help_button)
        self.card = Card(head, box(self._rows), self.nobody, self.fold, spacing=8)
        vbox(self.banner, self.card, None, spacing=12, parent=self)

    def show_person(self, person_id: str) -> None:
        self._person_id = person_id

        def look(read: Any) -> tuple[HouseholdView, str]:
            return clients.household(read, person_id), clients.display_name(read, person_id)

        self._shell.ctx.ask(
            look, owner=self, then=lambda told: self._show(person_id, *told), failed=self._failed, latest="family"
        )

    def record_help(self) -> None:
        """One talk with everybody ticked: the first is the person of the card."""
        chosen = [person_id for person_id, tick in self.ticks.items() if tick.isChecked()]
        others = [person_id for person_id in chosen if person_id != self._person_id]
        own = [self._person_id] if self._person_id in chosen or not chosen else []
        self._shell.open("sitting", person_ids=(*own, *others))

    def add_person(self) -> None:
        """Choose or register somebody who lives here."""
        from cic_desktop.ui.clients.person_picker import PersonPicker

        there = [member.line.id for member in self.view.members] if self.view else []
        without = (*there, self._person_id)
        PersonPicker(self._shell, self.ask_relation, title=_("Who lives together with them?"), without=without).open()

    def ask_relation(self, line: ClientLine) -> None:
        from cic_desktop.ui.clients.relation_dialog import RelationDialog

        RelationDialog(self._shell, line, self._person_id, self._name).open()

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, person_id: str, view: HouseholdView, name: str) -> None:
        if person_id != self._person_id:
            return
        ticked = {key for key, tick in self.ticks.items() if tick.isChecked()} if self.view else set()
        self.view, self._name, self.ticks = view, name, {}
        self.banner.hide()
        clear(self._rows)
        for member in view.members:
            if self._rows.count():
                self._rows.addWidget(line())
            self._rows.addWidget(self._member(member, ticked))
        self.nobody.setVisible(not view.members)
        past = [partial(self._former, member) for member in view.former]
        self.fold.show_rows([*past, *(partial(_lived, member) for member in view.before)])
        self._ticked()

    def _member(self, member: Member, ticked: set[str]) -> QWidget:
        row, today = member.line, clock.today()
        tick = self.ticks[row.id] = QCheckBox()
        tick.setChecked(row.id in ticked or row.id == self._person_id)
        language.bind(tick, "setAccessibleName", _("Help {name} too", name=Plain(row.name)))
        tick.toggled.connect(self._ticked)
        relation = code_label("relation", member.relation or "other")
        facts = Joined((relation, age(row.birth_date, today), self._spoken(member), Plain(row.phone)))
        words = box(vbox(strong(row.name, wrap=True), small(facts, wrap=True), spacing=1))
        end, tone = stay_end(row.stay_valid_to, today)
        title = Joined((code_label("stay_title", row.stay_title or "none"), end))
        states = Flow()
        states.addWidget(chip(title, tone))
        if member.dependant:
            states.addWidget(chip(self._provided(member), "info"))
        made = QWidget()
        column = box(vbox(words, box(states), spacing=4))
        hbox(
            tick, Avatar(initials(row), 40), (column, 1), *self._tools(member),
            margins=(6, 10, 0, 10), spacing=12, parent=made,
        )  # fmt: skip
        return made

    def _tools(self, member: Member) -> list[QWidget]:
        name = Plain(member.line.name)
        tools: list[QWidget] = []
        if member.line.id != self._person_id:
            tools.append(tool_button("arrow-right", _("Open the card of {name}", name=name), partial(self._go, member)))
        if self._may:
            more = tool_button("more", _("More about {name}", name=name))
            more.clicked.connect(lambda: self._menu(member, more))
            tools.append(more)
        return tools

    def _menu(self, member: Member, at: QWidget) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(language.text(_("Relation and who provides…")), lambda: self.change(member).open())
        menu.addAction(language.text(_("Moved out today")), lambda: self.move_out(member))
        menu.popup(at.mapToGlobal(at.rect().bottomLeft()))

    def _spoken(self, member: Member) -> Text:
        return Joined(tuple(LanguageName(code) for code in member.languages), ", ")

    def _provided(self, member: Member) -> Text:
        by = (
            next((one.line.name for one in self.view.members if one.line.id == member.supporter_id), "")
            if self.view
            else ""
        )
        return _("supported by {name}", name=Plain(by)) if by else _("supported by the family")

    def _former(self, member: Member) -> FactRow:
        relation = code_label("relation", member.relation or "other")
        words = Joined((Plain(member.line.name), relation, _span(member)))
        fact = Fact("user", _("Lived here"), words, initials=initials(member.line), tone="")
        return FactRow(fact, partial(self._go, member), "arrow-right")

    def _go(self, member: Member) -> None:
        self._shell.open("client", person_id=member.line.id)

    def _ticked(self, *_args: object) -> None:
        count = sum(tick.isChecked() for tick in self.ticks.values())
        words = ngettext("Record help for {n} person", "Record help for {n} persons", count) if count > 1 else None
        language.bind(self.help_button, "setText", words or _("Record help"))

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    # --- changing -----------------------------------------------------------------------------------

    def change(self, member: Member) -> RowDialog:
        """The questions about a membership."""
        person_id = self._person_id

        def save(work: Any, revision: int, answers: Any) -> None:
            clients.amend_member(work, member.id, revision, answers)

        def latest(read: Any) -> Seen | None:
            view = clients.household(read, person_id)
            found = (one for one in (*view.members, *view.former) if one.id == member.id)
            return next(((one.revision, one.answers) for one in found), None)

        acts = RowActs(save, "change a household", latest)
        name = member.line.name
        return RowDialog(
            self._shell, _("Household"), self._questions(member), acts, (member.revision, member.answers), hint=name
        )

    def _questions(self, member: Member) -> list[Field]:
        members = self.view.members if self.view else ()
        others = tuple(Option(one.line.id, Plain(one.line.name)) for one in members if one.id != member.id)
        return [replace(item, options=others) if item.name == "supporter_id" else item for item in clients.MEMBER]

    def move_out(self, member: Member) -> None:
        """Out since today; the note undoes it, the past stays in sight."""
        ctx, shell, day = self._shell.ctx, self._shell, clock.today()

        def undo() -> None:
            ctx.do(lambda work: clients.come_back(work, member.id), verb="undo leaving a household", owner=ctx)

        ctx.do(
            lambda work: clients.move_out(work, member.id, day),
            verb="leave a household",
            owner=self,
            then=lambda _done: shell.note(_("Left the household."), "ok", _("Undo"), undo),
            failed=self._failed,
        )


def _span(member: Member) -> Text:
    start = Day(member.joined_on, "short") if member.joined_on else Plain("…")
    return _("{first} – {last}", first=start, last=Day(member.left_on, "short") if member.left_on else Plain("…"))


def _lived(member: Member) -> FactRow:
    """A household the person left for this one."""
    title = _("Lived in the household {name}", name=Plain(member.household))
    return FactRow(Fact("home", title, _span(member), tone=""))
