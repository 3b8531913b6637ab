"""Labels: one function per place in the type scale. Texts follow the language; a `str` is data."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from cic_desktop.ui.accessibility import set_property
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.theme import Tone


def label(words: Words = "", role: str = "", *, wrap: bool = False, tone: Tone = "") -> QLabel:
    """A label of plain text; `role` names its look in the style sheet."""
    made = QLabel()
    made.setProperty("textFormat", "PlainText")  # by name: see `ui.later`
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    return language.bind(made, "setText", words)


def h1(words: Words) -> QLabel:
    """The heading of a page."""
    return label(words, "h1")


def h2(words: Words, *, wrap: bool = False) -> QLabel:
    """The heading of a card."""
    return label(words, "h2", wrap=wrap)


def strong(words: Words, *, wrap: bool = False) -> QLabel:
    """The first line of a row: a name, a title."""
    return label(words, "strong", wrap=wrap)


def muted(words: Words, *, wrap: bool = False) -> QLabel:
    """A second line in the base size."""
    return label(words, "muted", wrap=wrap)


def small(words: Words, *, wrap: bool = False) -> QLabel:
    """A remark, a date, a unit."""
    return label(words, "small", wrap=wrap)


def chip(words: Words, tone: Tone = "") -> QLabel:
    """A short state as a tinted pill."""
    from PySide6.QtWidgets import QSizePolicy  # the first window has no chips

    made = label(words, "chip", tone=tone)
    made.setFixedHeight(22)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def set_chip(made: QLabel, words: Words, tone: Tone) -> None:
    """Change the words and the tone of a chip."""
    language.bind(made, "setText", words)
    set_property(made, "tone", tone)
