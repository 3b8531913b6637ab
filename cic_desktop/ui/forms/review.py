"""Every answer before it goes to paper, each with a way back; what is missing; what the record does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cic_desktop.clients.shown import answer_text
from cic_desktop.core.errors import Problem
from cic_desktop.forms.definition.model import Question
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.forms.interview import Interview
from cic_desktop.ui.language import Spoken, language
from cic_desktop.ui.theme import Tone, theme
from cic_desktop.ui.widgets import (
    Card,
    Glyph,
    box,
    button,
    card_head,
    clear,
    hbox,
    label,
    line,
    muted,
    strong,
    vbox,
)
from cic_desktop.ui.widgets.gradual import Gradual

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_NOTHING: Text = Plain("—")
LABELS = 4  # of ten parts of a row's width
_AT_ONCE = 12  # headings and rows: what is in sight without scrolling
_IN_A_PART = 40
Make = Callable[[QWidget], None]


class AnswersCard(Card):
    """All answers by step. `chosen(name)` leads back to the question."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=4)
        self._rows, self.gradual = vbox(spacing=0), Gradual(self)
        self.rows: dict[str, AnswerRow] = {}
        self.proof = button(_("Proof for the client to sign"), "printer", "ghost")
        self.add(card_head(_("Answers"), self.proof), self._rows)

    def show_answers(self, interview: Interview, lang: str, problems: Sequence[Problem]) -> None:
        """List what was answered, in the client's language; what is wrong stands with its answer."""
        clear(self._rows)
        self.rows = {}
        made, first = self._listing(interview, lang, problems), self._part()
        for make in islice(made, _AT_ONCE):
            make(first)
        _appear(first)
        self.gradual.begin(self._rest(made))

    def _rest(self, made: Iterator[Make]) -> Iterator[Callable[[], object]]:
        """What is not in sight yet, part by part."""
        while makes := list(islice(made, _IN_A_PART)):
            part = self._part()
            yield from (partial(make, part) for make in makes)
            yield partial(_appear, part)

    def _part(self) -> QWidget:
        """Several rows, shown as a whole so that none of them jumps."""
        part = QWidget()
        vbox(spacing=0, parent=part)
        self._rows.addWidget(part)
        part.hide()
        return part

    def _listing(self, interview: Interview, lang: str, problems: Sequence[Problem]) -> Iterator[Make]:
        """What makes the list, row by row: a long form has a hundred and more."""
        gravest = {found.field: found for found in sorted(problems, key=lambda found: found.severity == "error")}
        for number, (step, questions) in enumerate(interview.asked(*interview.steps)):
            yield partial(self._head, Spoken(step.title, lang), 18 if number else 0)
            for question in questions:
                yield partial(self._row, interview, question, lang, gravest.get(question.name))

    def _head(self, title: Text, above: int, part: QWidget) -> None:
        heading = QWidget()
        vbox(label(title, "field"), margins=(0, above, 0, 4), parent=heading)
        _put(part, heading)

    def _row(self, interview: Interview, question: Question, lang: str, problem: Problem | None, part: QWidget) -> None:
        shown = answer_text(question.field, interview.answers.get(question.name))
        with language.speaking(lang):
            made = AnswerRow(question.field.label, shown, problem)
        made.activated.connect(partial(self.chosen.emit, question.name))
        self.rows[question.name] = made
        _put(part, line(), made)


def _appear(part: QWidget) -> None:
    """Show a part and make room for it at once, before anything is painted."""
    part.show()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _put(part: QWidget, *made: QWidget) -> None:
    """Add to a part that is not shown yet, ready to be."""
    column = part.layout()
    assert column is not None
    for widget in made:
        column.addWidget(widget)
        for child in (widget, *widget.findChildren(QWidget)):
            child.ensurePolished()


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
