"""Finds a form by what an advisor remembers of it: a part of its name in any language, or of its symbol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cic_desktop.core.text import fold
from cic_desktop.i18n import LANGUAGES

if TYPE_CHECKING:
    from cic_desktop.i18n import Text


def find_words(title: Text, *symbols: str) -> str:
    """What a form is found by: its symbols and its name in every language, as plain Latin words."""
    return " ".join(("", *map(fold, symbols), *(fold(title.render(lang)) for lang in LANGUAGES)))


def is_meant(words: str, typed: str) -> bool:
    """Whether what was typed begins words of the form, or is a piece of them written together (elw1)."""
    parts = fold(typed).split()
    return all(f" {part}" in words for part in parts) or "".join(parts) in words.replace(" ", "")
