"""A name typed in its own script: the passport's spelling is proposed, one click takes it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cic_desktop.core.fields import Answers
from cic_desktop.core.transliteration import passport_latin
from cic_desktop.i18n import Plain, _
from cic_desktop.ui.clients.prefill import is_cyrillic, script_language
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Glyph, chip_button, hbox, muted

_PAIRS = (("surname", "original_surname"), ("given", "original_given"))


def proposal(answers: Answers) -> Answers:
    """What the passport would show for the Cyrillic names typed; nothing when it stands there already.

    A name typed in Cyrillic into the field of the passport's spelling is moved to its own field.
    """
    found: Answers = {}
    typed = " ".join(str(answers.get(name, "")) for pair in _PAIRS for name in pair)
    rules = script_language(typed, str(answers.get("citizenship", "")))
    for latin, original in _PAIRS:
        name, own = str(answers.get(latin, "")).strip(), str(answers.get(original, "")).strip()
        if is_cyrillic(name):
            found |= {latin: passport_latin(name, rules), original: own or name}
        elif is_cyrillic(own) and not name:
            found[latin] = passport_latin(own, rules)
    return found


class SpellingHint(QWidget):
    """Hidden until there is something to propose; `take` gets the answers to set."""

    def __init__(self, take: Callable[[Answers], object]) -> None:
        super().__init__()
        self._take, self._proposed = take, Answers()
        self.button = chip_button("")
        self.button.setCheckable(False)
        self.button.clicked.connect(lambda _checked=False: self._taken())
        words = muted(_("Passport spelling:"))
        hbox(Glyph("languages", "info"), words, self.button, None, spacing=8, parent=self)
        self.hide()

    def look(self, answers: Answers) -> None:
        """Propose what these answers call for."""
        self._proposed = proposal(answers)
        names = (str(self._proposed.get(latin) or answers.get(latin, "")) for latin, _own in _PAIRS)
        name = Plain(" ".join(filter(None, names)))
        language.bind(self.button, "setText", name)
        language.bind(self.button, "setAccessibleName", _("Take the passport spelling {name}", name=name))
        self.setVisible(bool(self._proposed))

    def _taken(self) -> None:
        proposed = self._proposed
        self.hide()
        self._take(proposed)


def in_tab_order(*parts: QWidget) -> None:
    """Let Tab walk through the parts in this order: what was made later comes last otherwise."""
    stops = [widget for part in parts for widget in _stops(part)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops(part: QWidget) -> list[QWidget]:
    """What takes the focus inside a part, in the order Tab has it now."""
    inside: list[QWidget] = []
    at: QWidget | None = part
    while at is not None and (at is part or part.isAncestorOf(at)):
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.focusProxy() is None:
            inside.append(at)
        at = at.nextInFocusChain()
        if at is part:
            break
    return inside
