"""What every editor of an answer can do; the field grid knows nothing else about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answer, Field
from cic_desktop.ui.accessibility import set_property
from cic_desktop.ui.language import Words, language


class Editor(QWidget):
    """One answer as raw text. `edited` fires for the user's changes only, `left` when they go on."""

    edited = Signal()
    left = Signal()
    target: QWidget  # takes the focus and the name

    def value(self) -> Answer:
        """The raw answer; what cannot be understood comes back as it was typed."""
        raise NotImplementedError

    def set_value(self, answer: Answer) -> None:
        """Show a stored or drafted answer, whatever it is."""
        raise NotImplementedError

    def name(self, words: Words) -> None:
        """Give the editor its name for the screen reader."""
        language.bind(self.target, "setAccessibleName", words)

    def describe(self, words: Words) -> None:
        """Give the screen reader the help or the problem of the field."""
        language.bind(self.target, "setAccessibleDescription", words)

    def mark(self, severity: str) -> None:
        """Show "error", "warning" or nothing ("")."""
        set_property(self.target, "invalid", severity)


def understood(field: Field, typed: str) -> Any:
    """What was typed as `core.answers` reads it, or None when it cannot be read (yet)."""
    from cic_desktop.core.answers import read_answer

    try:
        return read_answer(replace(field, required=False), typed) or None
    except CicError:
        return None


def one(answer: Answer) -> str:
    """A single answer; of a list, its items separated by commas."""
    return answer if isinstance(answer, str) else ", ".join(answer)
