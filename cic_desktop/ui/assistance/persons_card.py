"""Who was helped: people with a card, their household with one click, or somebody without a name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from cic_desktop.assistance.fields import ANONYMOUS
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Country, Joined, LanguageName, Plain, Text, _
from cic_desktop.ui.assistance.person_finder import PersonFinder
from cic_desktop.ui.assistance.sitting_start import Attending
from cic_desktop.ui.clients.words import initials
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import (
    Avatar,
    Card,
    Flow,
    box,
    button,
    card_head,
    chip,
    clear,
    hbox,
    muted,
    small,
    strong,
    tool_button,
    vbox,
)
from cic_desktop.ui.widgets.fields import FieldGrid

_SAID = tuple(field for field in ANONYMOUS if field.name != "language")  # the talk's own language counts


class PersonsCard(Card):
    """The people of a sitting. `wanted` asks for somebody to be looked up and added."""

    changed = Signal()
    wanted = Signal(str)  # a person's id

    def __init__(self, shell: Shell) -> None:
        super().__init__(spacing=10)
        self._persons: dict[str, Attending] = {}
        self._marks: dict[str, QLabel] = {}
        self._rows, self._family = vbox(spacing=6), QWidget()
        self._flow = Flow(parent=self._family)
        self.finder = PersonFinder(shell)
        self.finder.chosen.connect(lambda line: self.wanted.emit(line.id))
        self._more = button(_("Add a person"), "plus", "ghost", self.open_finder)
        self.nameless = FieldGrid(_SAID)
        self.nameless.edited.connect(lambda _name: self.changed.emit())
        self._nobody = box(vbox(muted(_NOBODY, wrap=True), self.nameless, spacing=10))
        self.add(card_head(_("Who was helped"), self._more), self._rows, self._family, self.finder, self._nobody)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._persons)

    def people(self) -> tuple[Attending, ...]:
        return tuple(self._persons.values())

    def anonymous(self) -> tuple[dict[str, str], ...]:
        """What is known of somebody without a card; nothing when people with a card are there."""
        return () if self._persons else ({name: str(value) for name, value in self.nameless.values().items()},)

    def start(self, persons: tuple[Attending, ...], said: Answers) -> None:
        """Show other people."""
        self._persons = {person.id: person for person in persons}
        self.nameless.set_values({field.name: said.get(field.name, "") for field in _SAID})
        self._show()

    def add_person(self, person: Attending) -> None:
        """Somebody else was there too."""
        self._persons[person.id] = person
        self._show()
        self.changed.emit()

    def remove(self, person_id: str) -> None:
        del self._persons[person_id]
        self._show()
        self.changed.emit()

    def open_finder(self) -> None:
        self.finder.show()
        self.finder.box.setFocus()

    def show_countable(self, countable: Mapping[str, bool]) -> None:
        """Say beside each person whether this day's help counts in the project."""
        for person_id, mark in self._marks.items():
            mark.setVisible(not countable.get(person_id, True))

    def _show(self) -> None:
        clear(self._rows)
        self._marks.clear()
        for person in self._persons.values():
            self._rows.addWidget(self._row(person))
        self._show_family()
        alone = not self._persons
        self.finder.setVisible(alone)
        self._nobody.setVisible(alone)
        self._more.setVisible(not alone)

    def _row(self, person: Attending) -> QWidget:
        line = person.line
        spoken = (LanguageName(line.language),) if line.language else ()
        country = (Country(line.citizenship),) if line.citizenship else ()
        meta = Joined((Plain(line.case_number), *country, *spoken))
        mark = self._marks[line.id] = chip(_("Not countable yet"), "warn")
        language.bind(mark, "setToolTip", _UNCOUNTABLE)
        mark.hide()
        leave = tool_button("x", _("{name} was not there", name=line.name), partial(self.remove, line.id))
        words = box(vbox(strong(line.name), small(meta), spacing=0))
        return box(hbox(Avatar(initials(line), 34), (words, 1), mark, leave, spacing=12))

    def _show_family(self) -> None:
        clear(self._flow)
        missing = {
            member.id: (member.name, relation)
            for person in self._persons.values()
            for member, relation in person.household
            if member.id not in self._persons
        }
        for person_id, (name, relation) in missing.items():
            words = Joined((Plain(name), relation))
            self._flow.addWidget(button(words, "plus", slot=partial(self.wanted.emit, person_id)))
        self._family.setVisible(bool(missing))


_NOBODY: Text = _("Information can be given anonymously: then choose nobody.")
_UNCOUNTABLE: Text = _(
    "No declaration was signed on or before this day: the help is kept, but does not count in the project."
)
