"""The questions of one step: in the client's language, with where each answer came from and whether it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from cic_desktop.core.errors import Problem
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.accessibility import set_property
from cic_desktop.ui.forms.interview import Interview, Origin
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import (
    Card,
    Glyph,
    box,
    button,
    chip_button,
    clear,
    h2,
    hbox,
    label,
    muted,
    set_chip,
    small,
    vbox,
)
from cic_desktop.ui.widgets.field_box import FieldBox
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.forms.filling.answers import Overflow

_ORIGINS: dict[Origin, tuple[Text, Tone]] = {
    "record": (_("from the client's record"), "primary"),
    "guardian": (_("from the record of who represents the client"), "primary"),
    "centre": (_("from the centre's data"), "primary"),
    "changed": (_("differs from the client's record"), "info"),
}
_SAME = _("The same as the place of stay")
_ICONS: dict[Origin, str] = {"record": "user", "guardian": "users", "centre": "home", "changed": "pencil"}


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
        self._same: Answers = {}
        self.same, self._address = chip_button(_SAME), muted("", wrap=True)
        self.same.setCheckable(False)
        self.same.clicked.connect(self._take_same)
        self.same_line = box(hbox(self.same, (self._address, 1), spacing=8))
        self.add(vbox(head, self.help, spacing=3), self.same_line, self._body, self.advice)
        self.grid = FieldGrid(())
        self._marks: dict[str, Marks] = {}
        self._lang = "pl"

    def show_step(self, interview: Interview, lang: str) -> None:
        """Ask what the present step asks."""
        step = interview.step
        assert step is not None
        self._lang = lang
        at = _("Step {number} of {count}", number=interview.at + 1, count=len(interview.steps) + 1)
        clear(self._body)
        with language.speaking(lang):
            language.bind(self.heading, "setText", step.title)
            language.bind(self.help, "setText", step.help or "")
            language.bind(self.place, "setText", at)
            self.grid = FieldGrid(interview.fields(lang), official=True)
            self.grid.set_values(interview.answers)
            self._marks = {name: Marks(shown, partial(self._spell, name)) for name, shown in self.grid.boxes.items()}
        self.help.setVisible(step.help is not None)
        self.grid.edited.connect(self.edited)
        self.refresh(interview)  # before it is seen: on view every mark would be laid out by itself
        self._body.addWidget(self.grid)
        self.grid.show()  # at once: what is not shown yet cannot take the focus

    def refresh(self, interview: Interview) -> None:
        """Say where the answers come from, and whether the form is needed at all."""
        with language.speaking(self._lang):
            for name, marks in self._marks.items():
                marks.show_origin(interview.origin(name))
                marks.show_letters(*interview.letters(name))
                marks.show_spelling(interview.spelling(name))
            self.advice.say(interview.stop)
            self._offer_same(interview)
        self.place.setVisible(interview.stop is None)

    def _offer_same(self, interview: Interview) -> None:
        """Another address of the record, to be taken with one press."""
        self._same = interview.same_address()
        if self._same:
            address = Plain(str(interview.opening.sources["address.line"]))
            language.bind(self._address, "setText", address)
            language.bind(self.same, "setText", _SAME)  # in the language spoken now
            language.bind(self.same, "setAccessibleName", Joined((_SAME, address), ": "))
        self.same_line.setVisible(bool(self._same))

    def _take_same(self) -> None:
        """Take that address, as if it had been typed."""
        taken = dict(self._same)
        self.grid.set_values(taken)
        self.edited.emit(next(iter(taken)))

    def focus(self) -> None:
        """Put the cursor where typing starts; the page stays at its top."""
        first = next((shown for shown in self.grid.boxes.values() if not shown.isHidden()), None)
        if first is not None:
            first.editor.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _spell(self, name: str, spelling: str) -> None:
        """Take the proposed spelling, as if it had been typed."""
        self.grid.set_values({name: spelling})
        self.grid.focus(name)
        self.edited.emit(name)

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        return self.grid.show_problems(problems)

    def show_fits(self, overflows: Sequence[Overflow]) -> None:
        """Warn beside the answers that are longer than their boxes."""
        long = {overflow.field: overflow for overflow in overflows}
        with language.speaking(self._lang):
            for name, marks in self._marks.items():
                marks.show_fit(long.get(name))


class Marks(QWidget):
    """Quiet lines below an editor: where the answer came from, how it fits its boxes, how a passport would spell it."""

    def __init__(self, shown: FieldBox, spell: Callable[[str], object]) -> None:
        super().__init__()
        self._spelling = ""
        self.letters, self.spelling = small(""), chip_button("")
        self.spelling.setCheckable(False)
        self.spelling.clicked.connect(lambda _checked=False: spell(self._spelling))
        proposed = hbox(Glyph("languages", "info", 15), muted(_("Passport spelling:")), self.spelling, None, spacing=6)
        self.spelling_line = box(proposed)
        self._origin, self._origin_words = Glyph("user", "primary", 14), small("")
        self._fit_words = small("", wrap=True)
        self.origin_line = box(hbox(self._origin, self._origin_words, spacing=5))
        self.fit_line = box(hbox(Glyph("alert", "warn", 15), (self._fit_words, 1), spacing=5))
        self._fit_words.setProperty("role", "problem")
        self._fit_words.setProperty("tone", "warn")
        self._first = box(hbox(self.origin_line, None, self.letters, spacing=8))
        vbox(self._first, self.fit_line, self.spelling_line, spacing=2, parent=self)
        layout = shown.tail.layout()
        assert layout is not None
        layout.insertWidget(1, self)  # type: ignore[attr-defined]
        for hidden in (self.origin_line, self.letters, self._first, self.fit_line, self.spelling_line):
            hidden.hide()

    def show_origin(self, origin: Origin) -> None:
        if origin:
            words, tone = _ORIGINS[origin]
            set_chip(self._origin_words, words, "")
            self._origin.show_icon(_ICONS[origin], tone)
        self.origin_line.setVisible(bool(origin))
        self._show_first()

    def show_letters(self, used: int, cells: int) -> None:
        """Count the letters against the boxes on paper while they are typed."""
        if used:
            words = ngettext("{used} of {n} box", "{used} of {n} boxes", cells, used=used)
            language.bind(self.letters, "setText", words)
            set_property(self.letters, "tone", "warn" if used > cells else "")
        self.letters.setVisible(bool(used))
        self._show_first()

    def show_spelling(self, spelling: str) -> None:
        """Propose the passport's spelling of what was typed in Cyrillic."""
        self._spelling = spelling
        if spelling:
            name = Plain(spelling)
            language.bind(self.spelling, "setText", name)
            language.bind(self.spelling, "setAccessibleName", _("Take the passport spelling {name}", name=name))
        self.spelling_line.setVisible(bool(spelling))

    def _show_first(self) -> None:
        self._first.setVisible(not self.origin_line.isHidden() or not self.letters.isHidden())

    def show_fit(self, overflow: Overflow | None) -> None:
        if overflow is not None:
            words = _(
                "{n} of {m} letters fit here. The whole text will stand on an added sheet.",
                n=overflow.capacity,
                m=len(overflow.text),
            )
            language.bind(self._fit_words, "setText", words)
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

    def say(self, advice: Text | None) -> None:
        if advice is not None:
            language.bind(self.words, "setText", advice)
        self.setVisible(advice is not None)
