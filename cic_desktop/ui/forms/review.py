"""Every answer before it goes to paper, each with a way back; what is missing; what the record does not know."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cic_desktop.clients.shown import answer_text
from cic_desktop.core.errors import Problem
from cic_desktop.forms.model import Question
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.forms.interview import Interview
from cic_desktop.ui.forms.words import Spoken
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone, theme
from cic_desktop.ui.widgets import (
    Card,
    Glyph,
    add,
    box,
    card_head,
    clear,
    hbox,
    label,
    line,
    muted,
    strong,
    vbox,
)

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_NOTHING: Text = Plain("—")
LABELS = 4  # of ten parts of a row's width


class AnswersCard(Card):
    """All answers by step. `chosen(name)` leads back to the question."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=4)
        self._rows = vbox(spacing=0)
        self.rows: dict[str, AnswerRow] = {}
        self.add(card_head(_("Answers")), self._rows)

    def show_answers(self, interview: Interview, lang: str, problems: Sequence[Problem]) -> None:
        """List what was answered, in the client's language; what is wrong stands with its answer."""
        clear(self._rows)
        self.rows = {}
        gravest = {found.field: found for found in sorted(problems, key=lambda found: found.severity == "error")}
        listed = QWidget()
        column = vbox(spacing=0, parent=listed)
        for number, step in enumerate(interview.steps):
            heading = label(Spoken(step.title, lang), "field")
            add(column, *([18] if number else []), heading, 4)
            for question in interview.asked(step):
                add(column, line(), self._row(interview, question, lang, gravest.get(question.name)))
        self._rows.addWidget(listed)
        listed.show()  # all at once, so that no row is painted before it has its height

    def _row(self, interview: Interview, question: Question, lang: str, problem: Problem | None) -> AnswerRow:
        shown = answer_text(question.field, interview.answers.get(question.name))
        made = AnswerRow(Spoken(question.field.label, lang), Spoken(shown, lang), problem)
        made.activated.connect(partial(self.chosen.emit, question.name))
        self.rows[question.name] = made
        return made


class AnswerRow(QWidget):
    """A question and its answer; pressing it leads back."""

    activated = Signal()

    def __init__(self, question: Text, answer: Text, problem: Problem | None) -> None:
        super().__init__()
        said: list[QWidget] = [strong(answer, wrap=True)] if answer.render("pl") else [muted(_NOTHING)]
        self.problem = problem
        if problem is not None:
            tone: Tone = "bad" if problem.severity == "error" else "warn"
            words = label(problem.text, "problem", wrap=True, tone=tone)
            said.append(box(hbox(Glyph("alert", tone, 15), (words, 1), spacing=6)))
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 7, 6, 7)
        row.setSpacing(14)
        row.addWidget(muted(question, wrap=True), LABELS, Qt.AlignmentFlag.AlignTop)
        row.addWidget(box(vbox(*said, spacing=2)), 10 - LABELS)
        row.addWidget(Glyph("pencil", "", 15))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        language.bind(self, "setAccessibleName", Joined((question, answer), ": "))
        language.bind(self, "setToolTip", _("Change this answer"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if ring_visible(self):
            painter = QPainter(self)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def problems_words(problems: Sequence[Problem]) -> Text | None:
    """What the review says of its problems altogether."""
    errors = sum(found.severity == "error" for found in problems)
    if errors:
        return ngettext(
            "{n} answer is missing or needs a change before printing.",
            "{n} answers are missing or need a change before printing.",
            errors,
        )
    if problems:
        return ngettext("Please look at {n} answer once more.", "Please look at {n} answers once more.", len(problems))
    return None


def worst(problems: Sequence[Problem]) -> Problem:
    """The first that keeps the form from being printed, else the first."""
    return next((found for found in problems if found.severity == "error"), problems[0])
