"""One service of a sitting: the kind's own questions and those of every service; folds to one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from cic_desktop import assistance
from cic_desktop.assistance.fields import SERVICE
from cic_desktop.assistance.kinds import Kind
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import Problem
from cic_desktop.core.fields import Answers, Field, Option
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import (
    Card,
    Flow,
    IconTile,
    box,
    chip_button,
    clear,
    h2,
    hbox,
    label,
    muted,
    tool_button,
    vbox,
)
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import ServiceDraft

Offered = Mapping[str, tuple[Option, ...]]  # by the name of the question


class ServiceCard(Card):
    """A service being typed. `edited(name)` for the user's changes, `removed` when it is taken away."""

    edited = Signal(str)
    removed = Signal()

    def __init__(self, kind: Kind, offered: Offered, project_id: str) -> None:
        super().__init__(spacing=14)
        self.kind = kind
        self.service_id = ""  # of the service it corrects
        self.grid = FieldGrid(service_fields(kind, offered))
        self.grid.set_values({"minutes": str(kind.minutes), "project_id": project_id, **kind.defaults})
        self.grid.edited.connect(self.edited)
        self._chips: dict[str, QPushButton] = {}
        self._people, self._trouble = QWidget(), label("", "problem", wrap=True)
        self._flow = Flow(parent=self._people)
        self._trouble.hide()
        self._body = box(vbox(self._people, self._trouble, self.grid, spacing=12))
        self._summary = muted("", wrap=True)
        self.add(self._head(), self._body)
        self.fold(False)

    def answers(self) -> Answers:
        """Raw answers of the questions shown."""
        return self.grid.values()

    def draft(self, anonymous: tuple[dict[str, str], ...]) -> ServiceDraft:
        """The service as typed; `anonymous` were there without a name."""
        return assistance.ServiceDraft(self.kind.code, self.answers(), self.persons(), anonymous, self.service_id)

    def typing(self) -> dict[str, Any]:
        """What a draft keeps of it."""
        return {
            "kind": self.kind.code, "answers": self.grid.values(hidden=True), "persons": list(self.persons()),
            "id": self.service_id,
        }  # fmt: skip

    def show_typing(self, kept: Mapping[str, Any], people: Sequence[tuple[str, str]]) -> None:
        """Put a draft's typing back, or what was written down."""
        self.service_id = kept.get("id", "")
        self.grid.set_values(kept["answers"])
        self.show_people(people, kept["persons"])

    def minutes(self) -> int:
        typed = str(self.grid.values(hidden=True).get("minutes", "")).strip()
        return int(typed) if typed.isdecimal() else 0

    def persons(self) -> tuple[str, ...]:
        """For whom of those present it was."""
        return tuple(person_id for person_id, made in self._chips.items() if made.isChecked())

    def show_people(self, people: Sequence[tuple[str, str]], chosen: Sequence[str] | None = None) -> None:
        """Offer those present, (id, name); somebody new was helped unless told otherwise."""
        left_out = {person_id for person_id, made in self._chips.items() if not made.isChecked()}
        clear(self._flow)
        self._chips = {}
        for person_id, name in people:
            on = person_id in chosen if chosen is not None else person_id not in left_out
            made = self._chips[person_id] = chip_button(name, checked=on)
            made.clicked.connect(lambda: self.edited.emit("persons"))
            self._flow.addWidget(made)
        self._people.setVisible(len(people) > 1)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Put each problem beside its field; unfolds itself."""
        self._say(None)
        if problems:
            self.fold(False)
        for problem in self.grid.show_problems(problems):
            self._say(problem.text)

    def fold(self, folded: bool) -> None:
        """Show the questions, or one line of what was answered."""
        self._body.setVisible(not folded)
        self._summary.setVisible(folded)
        self._turn.setVisible(folded)
        language.bind(self._summary, "setText", self.summary() if folded else "")

    def summary(self) -> Text:
        """What was answered, in one line."""
        given = self.grid.values(hidden=True)
        parts = (
            self.kind.summary(given),
            code_label("topic", str(given.get("topic", ""))),
            ngettext("{n} minute", "{n} minutes", self.minutes()) if self.minutes() else Plain(""),
        )
        return Joined(parts)

    def _say(self, text: Text | None) -> None:
        language.bind(self._trouble, "setText", text or "")
        self._trouble.setVisible(text is not None)

    def _head(self) -> QWidget:
        title = self.kind.title
        self._turn = tool_button("pencil", _("Go on with this help"), lambda: self.fold(False))
        away = tool_button("x", _("Take this help away"), self.removed.emit)
        words = box(vbox(h2(title), self._summary, spacing=0))
        return box(hbox(IconTile(self.kind.icon, self.kind.tone, 36), (words, 1), self._turn, away, spacing=12))


def service_fields(kind: Kind, offered: Offered) -> tuple[Field, ...]:
    """The questions of a service of this kind, what the register has to choose from filled in."""
    return tuple(
        replace(field, options=offered[field.name]) if field.name in offered else field
        for field in (*kind.fields, *SERVICE)
    )


def same_again(kind: Kind, details: dict[str, object], topic: str, minutes: int) -> Answers:
    """Answers to start from when the last help is given again: nothing that belongs to that day."""
    lasting = {field.name: field.kind for field in kind.fields if field.kind not in ("date", "time")}
    kept: Answers = {
        name: str(value).split() if lasting[name] == "choices" else str(value)
        for name, value in details.items()
        if name in lasting
    }
    return {**kept, "topic": topic, "minutes": str(minutes)}


def by_place(problems: Iterable[Problem]) -> tuple[list[Problem], dict[int, list[Problem]]]:
    """Problems of the talk, and those of each service (`1.topic`: the second's topic)."""
    talk: list[Problem] = []
    services: dict[int, list[Problem]] = {}
    for problem in problems:
        number, dot, name = problem.field.partition(".")
        if dot:
            services.setdefault(int(number), []).append(replace(problem, field=name))
        else:
            talk.append(problem)
    return talk, services
