"""Texts that are data: names as they are, the words of data files, several texts in a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cic_desktop.i18n.texts import Text


@dataclass(frozen=True)
class Plain:
    """Data, the same in every language (a person's name, a number of a document)."""

    text: str

    def render(self, lang: str) -> str:
        return self.text


@dataclass(frozen=True)
class Texts:
    """The words of a data file in several languages; a missing one falls back to Polish."""

    by_lang: Mapping[str, str]

    def render(self, lang: str) -> str:
        return self.by_lang.get(lang) or self.by_lang.get("pl") or next(iter(self.by_lang.values()), "")

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.by_lang.items())))


@dataclass(frozen=True)
class Joined:
    """Several texts in a row, e.g. `date · advisor · 45 min`; empty ones are left out."""

    parts: tuple[Text, ...]
    separator: str = " · "

    def render(self, lang: str) -> str:
        return self.separator.join(filter(None, (part.render(lang) for part in self.parts)))
