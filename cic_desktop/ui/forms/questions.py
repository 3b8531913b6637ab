"""The questions of one step: in the client's language, with where each answer came from and whether it fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from cic_desktop.core.errors import Problem
from cic_desktop.i18n import Text, _
from cic_desktop.ui.forms.interview import Interview, Origin
from cic_desktop.ui.forms.words import Spoken
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import Card, Glyph, box, button, clear, h2, hbox, label, muted, set_chip, small, vbox
from cic_desktop.ui.widgets.field_box import FieldBox
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.forms.answers import Overflow

_ORIGINS: dict[Origin, tuple[Text, Tone]] = {
    "record": (_("from the client's record"), "primary"),
    "changed": (_("differs from the client's record"), "info"),
}


class QuestionsCard(Card):
    """One step of the interview. `edited(name)` fires for the user's changes; `left` asks to leave the form."""

    edited = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=14, margins=(24, 20, 24, 22))
        self.heading, self.help, self.place = h2("", wrap=True), muted("", wrap=True), small("")
        head = hbox((self.heading, 1), self.place, spacing=12)
        self._body = vbox(spacing=0)
        self.advice = Advice()
        self.advice.leave.clicked.connect(self.left)
        self.add(vbox(head, self.help, spacing=3), self._body, self.advice)
        self.grid = FieldGrid(())
        self._marks: dict[str, Marks] = {}
        self._lang = "pl"

    def show_step(self, interview: Interview, lang: str) -> None:
        """Ask what the present step asks."""
        step = interview.step
        assert step is not None
        self._lang = lang
        language.bind(self.heading, "setText", Spoken(step.title, lang))
        language.bind(self.help, "setText", Spoken(step.help, lang) if step.help else "")
        self.help.setVisible(step.help is not None)
        at = _("Step {number} of {count}", number=interview.at + 1, count=len(interview.steps) + 1)
        language.bind(self.place, "setText", at)
        clear(self._body)
        self.grid = FieldGrid(interview.fields(lang), official=True)
        self.grid.set_values(interview.answers)
        self._marks = {name: Marks(shown) for name, shown in self.grid.boxes.items()}
        self._body.addWidget(self.grid)
        self.grid.show()  # at once: what is not shown yet cannot take the focus
        self.grid.edited.connect(self.edited)
        self.refresh(interview)

    def refresh(self, interview: Interview) -> None:
        """Say where the answers come from, and whether the form is needed at all."""
        for name, marks in self._marks.items():
            marks.show_origin(interview.origin(name))
        self.advice.say(interview.stop, self._lang)
        self.place.setVisible(interview.stop is None)

    def focus(self) -> None:
        """Put the cursor where typing starts; the page stays at its top."""
        first = next((shown for shown in self.grid.boxes.values() if not shown.isHidden()), None)
        if first is not None:
            first.editor.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        return self.grid.show_problems(problems)

    def show_fits(self, overflows: Sequence[Overflow]) -> None:
        """Warn beside the answers that are longer than their boxes."""
        long = {overflow.field: overflow for overflow in overflows}
        for name, marks in self._marks.items():
            marks.show_fit(long.get(name), self._lang)


class Marks(QWidget):
    """Two quiet lines below an editor: where the answer came from, and that it is too long for its box."""

    def __init__(self, shown: FieldBox) -> None:
        super().__init__()
        self._origin, self._origin_words = Glyph("user", "primary", 14), small("")
        self._fit_words = small("", wrap=True)
        self.origin_line = box(hbox(self._origin, (self._origin_words, 1), spacing=5))
        self.fit_line = box(hbox(Glyph("alert", "warn", 15), (self._fit_words, 1), spacing=5))
        self._fit_words.setProperty("role", "problem")
        self._fit_words.setProperty("tone", "warn")
        vbox(self.origin_line, self.fit_line, spacing=2, parent=self)
        layout = shown.tail.layout()
        assert layout is not None
        layout.insertWidget(1, self)  # type: ignore[attr-defined]
        self.origin_line.hide()
        self.fit_line.hide()

    def show_origin(self, origin: Origin) -> None:
        if origin:
            words, tone = _ORIGINS[origin]
            set_chip(self._origin_words, words, "")
            self._origin.show_icon("user" if origin == "record" else "pencil", tone)
        self.origin_line.setVisible(bool(origin))

    def show_fit(self, overflow: Overflow | None, lang: str) -> None:
        if overflow is not None:
            words = _(
                "{n} of {m} letters fit here. The whole text will stand on an added sheet.",
                n=overflow.capacity,
                m=len(overflow.text),
            )
            language.bind(self._fit_words, "setText", Spoken(words, lang))
        self.fit_line.setVisible(overflow is not None)


class Advice(QFrame):
    """Good news instead of a form: what to do, kindly, and a way out."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", wrap=True)
        self.leave = button(_("Choose another form"), "form")
        self.setProperty("role", "banner")
        self.setProperty("tone", "info")
        text = vbox(self.words, hbox(self.leave, None), spacing=12)
        row = hbox(spacing=14, margins=(18, 16, 18, 16), parent=self)
        row.addWidget(Glyph("info", "info", 24), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(box(text), 1)
        self.hide()

    def say(self, advice: Text | None, lang: str) -> None:
        if advice is not None:
            language.bind(self.words, "setText", Spoken(advice, lang))
        self.setVisible(advice is not None)
