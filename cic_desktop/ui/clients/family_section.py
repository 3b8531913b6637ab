"""The household as a view: who lives together now, who did before, and help given to several of them at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from cic_desktop import clients
from cic_desktop.clients.relations import HEAD, relation_words
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.codes import options
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Field, Option
from cic_desktop.core.partial_date import is_minor
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
    hide_unless,
    line,
    small,
    strong,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine, HouseholdView, Member
    from cic_desktop.core.answers import Values


class FamilySection(CardSection):
    """Members with ages, languages and the end of their stay. Those ticked are helped in one sitting."""

    watches = ("household_member", "household", "person", "person_language", "stay")

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._person_id = shell, ""
        self._may = shell.ctx.may(Right.EDIT_CLIENTS)
        self.view: HouseholdView | None = None
        self.ticks: dict[str, QCheckBox] = {}
        self.banner = Banner()
        self.add_button = button(_("Add a person"), "user-plus", slot=self.add_person)
        hide_unless(self._may, self.add_button)
        self.help_button = button("", "plus", slot=self.record_help)
        hide_unless(shell.ctx.may(Right.RECORD_HELP), self.help_button)
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

        self._shell.ctx.ask(
            lambda read: clients.household(read, person_id),
            owner=self,
            then=lambda view: self._show(person_id, view),
            failed=self._failed,
            latest="family",
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
        title = _("Who lives together with them?")
        family_of = self._person_id
        PersonPicker(self._shell, self.ask_relation, title=title, without=without, family_of=family_of).open()

    def ask_relation(self, line: ClientLine) -> None:
        from cic_desktop.ui.clients.relation_dialog import ask_relation

        ask_relation(self._shell, self, line.id, self._person_id)

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, person_id: str, view: HouseholdView) -> None:
        if person_id != self._person_id:
            return
        ticked = {key for key, tick in self.ticks.items() if tick.isChecked()} if self.view else set()
        self.view, self.ticks = view, {}
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
        relation = self._relation(member)
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
        if member.relation != HEAD:
            menu.addAction(language.text(_("Head of the household")), lambda: self.make_head(member))
        menu.addAction(language.text(_("Moved out today")), lambda: self.move_out(member))
        menu.popup(at.mapToGlobal(at.rect().bottomLeft()))

    def _relation(self, member: Member) -> Text:
        """What they are to the person of the card; of that person, what they are to the head."""
        members = self.view.members if self.view else ()
        own = next((one.relation for one in members if one.line.id == self._person_id != member.line.id), "")
        return relation_words(own, member.relation, self._head.line.name if self._head else "")

    @property
    def _head(self) -> Member | None:
        members = self.view.members if self.view else ()
        return next((one for one in members if one.relation == HEAD), None)

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
        relation = self._relation(member)
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
        others = tuple(
            Option(one.line.id, Plain(one.line.name))
            for one in members
            if one.id != member.id
            and (one.line.id == member.supporter_id or not is_minor(one.line.birth_date, clock.today()))
        )
        changed = {"supporter_id": {"options": others}, "relation": self._relation_asked(member)}
        return [replace(item, **changed.get(item.name, {})) for item in clients.MEMBER]

    def _relation_asked(self, member: Member) -> dict[str, Any]:
        """Whom the relation is to; another head is chosen in the menu."""
        heads = member.relation == HEAD
        found = tuple(one for one in options("relation") if (one.code == HEAD) == heads)
        words = _("Relation to {head}", head=Plain(self._head.line.name)) if self._head and not heads else None
        return {"options": found, **({"label": words} if words else {})}

    def make_head(self, member: Member) -> None:
        """The household becomes theirs; what the others are to them follows, or is to be put right."""
        ctx, shell, name = self._shell.ctx, self._shell, Plain(member.line.name)

        def told(before: dict[str, Values]) -> None:
            def undo() -> None:
                ctx.do(lambda work: clients.put_relations(work, before), verb="undo a head of household", owner=ctx)

            said = _("Head of the household: {name}. Check what the others are to them.", name=name)
            shell.note(said, "ok", _("Undo"), undo)

        ctx.do(
            lambda work: clients.make_head(work, member.id),
            verb="choose a head of household",
            owner=self,
            then=told,
            failed=self._failed,
        )

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
