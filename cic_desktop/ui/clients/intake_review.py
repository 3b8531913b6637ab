"""Beside and after the questions of the intake: how far each step is, and every answer to look over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from cic_desktop.clients.fields import IntakeStep
from cic_desktop.clients.shown import answer_text
from cic_desktop.core.fields import Answers, Field, applicable
from cic_desktop.i18n import Moment, Text, _
from cic_desktop.ui.clients.facts import Fact, FactRow, tip
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import (
    Card,
    IconTile,
    box,
    card_head,
    clear,
    h2,
    hbox,
    label,
    line,
    muted,
    small,
    strong,
    vbox,
)

_ICONS = {"person": "user", "stay": "passport", "contact": "phone", "life": "graduation-cap", "project": "folder"}


@dataclass(frozen=True)
class Progress:
    """How many of the questions that apply are answered, and whether a required one is not."""

    answered: int
    asked: int
    missing: bool


def progress(step: IntakeStep, answers: Answers) -> Progress:
    shown = applicable(step.fields, answers)
    given = [field for field in shown if answers.get(field.name)]
    missing = any(field.required and not answers.get(field.name) for field in shown)
    return Progress(len(given), len(shown), missing)


class ProgressCard(Card):
    """What is filled in so far, step by step, and when typing was last kept."""

    def __init__(self, steps: Sequence[IntakeStep]) -> None:
        super().__init__(spacing=14)
        self._steps = steps
        self._bars: list[QProgressBar] = []
        self._counts = [small("") for _step in steps]
        self.add(h2(_("What is filled in"), wrap=True))
        for step, count in zip(steps, self._counts, strict=True):
            self.add(self._row(step, count))
        self._kept = muted("", wrap=True)
        note = vbox(
            self._kept,
            small(_("Every field is kept as you type. You may close the laptop at any moment."), wrap=True),
            spacing=4,
        )
        self.add(line(), box(note), None)
        self.kept(None)

    def show_answers(self, answers: Answers) -> None:
        for step, bar, count in zip(self._steps, self._bars, self._counts, strict=True):
            now = progress(step, answers)
            bar.setRange(0, now.asked)
            bar.setValue(now.answered)
            count.setText(f"{now.answered}/{now.asked}")

    def kept(self, note: Moment | None) -> None:
        """Say when the draft was last written."""
        words: Text = _("Draft saved at {time}", time=note) if note else _("No draft yet")
        language.bind(self._kept, "setText", words)

    def _row(self, step: IntakeStep, count: QWidget) -> QWidget:
        count.setMinimumWidth(38)
        bar = QProgressBar()
        bar.setTextVisible(False)
        language.bind(bar, "setAccessibleName", step.title)
        self._bars.append(bar)
        words = vbox(strong(step.title, wrap=True), hbox((bar, 1), count, spacing=10), spacing=3)
        return box(hbox(IconTile(_ICONS[step.name], "primary", 34), (box(words), 1), spacing=12))


class ReviewCard(Card):
    """All answers, each a way back to its question. `go` gets the step's number and the field's name."""

    def __init__(self, steps: Sequence[IntakeStep], go: Callable[[int, str], object]) -> None:
        super().__init__(spacing=8)
        self._steps, self._go = steps, go
        hint = muted(_("Look everything over. Choose an answer to change it."), wrap=True)
        self.add(h2(_("Review"), wrap=True), hint)
        self._sections = vbox(spacing=6)
        self._rows: list[FactRow] = []
        self.add(box(self._sections))

    def show_answers(self, answers: Answers, fields: Sequence[Sequence[Field]]) -> None:
        """`fields` are the questions of each step, with their options filled in."""
        clear(self._sections)
        self._rows.clear()
        for number, (step, asked) in enumerate(zip(self._steps, fields, strict=True)):
            self._sections.addWidget(card_head(step.title))
            self._sections.addWidget(self._section(number, step, asked, answers))

    def rows(self) -> list[FactRow]:
        """The answers shown, in their order."""
        return list(self._rows)

    def _section(self, number: int, step: IntakeStep, asked: Sequence[Field], answers: Answers) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        told = [field for field in applicable(asked, answers) if answers.get(field.name) or field.required]
        for place, field in enumerate(told):
            grid.addWidget(self._row(number, step, field, answers), place // 2, place % 2)
        if not told:
            grid.addWidget(label(_("Nothing filled in"), "muted"), 0, 0)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return made

    def _row(self, number: int, step: IntakeStep, field: Field, answers: Answers) -> FactRow:
        missing = not answers.get(field.name)
        chip: tuple[Text, Tone] | None = (_("missing"), "bad") if missing else None
        fact = Fact(_ICONS[step.name], field.label, answer_text(field, answers.get(field.name)), chip, tone="")
        row = FactRow(fact, lambda: self._go(number, field.name))
        self._rows.append(row)
        return tip(row, _("Change this answer"))
