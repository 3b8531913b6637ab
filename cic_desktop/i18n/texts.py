"""Texts that wait for their language: messages, names from CLDR, and plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, runtime_checkable

from cic_desktop.i18n.catalogues import catalogue

LANGUAGES = ("pl", "uk", "ru", "en")


@runtime_checkable
class Text(Protocol):
    """Anything a person reads; turned into a string only with an explicit language."""

    def render(self, lang: str) -> str: ...


@dataclass(frozen=True)
class Msg:
    """A message of the program's catalogue with its arguments (str, int, date or another Text)."""

    id: str
    plural: str | None = None
    n: int | None = None
    context: str | None = None
    args: tuple[tuple[str, Any], ...] = ()

    def render(self, lang: str) -> str:
        text = self._lookup(lang)
        args = {name: _shown(value, lang) for name, value in self.args}
        if self.n is not None:
            args.setdefault("n", _shown(self.n, lang))
        return text.format(**args) if args else text

    def _lookup(self, lang: str) -> str:
        found = catalogue(lang)
        if self.plural is not None and self.n is not None:
            if self.context:
                return found.npgettext(self.context, self.id, self.plural, self.n)
            return found.ngettext(self.id, self.plural, self.n)
        return found.pgettext(self.context, self.id) if self.context else found.gettext(self.id)


def _(message: str, **args: Any) -> Msg:
    """A message to translate later: lazy, so it may be made at import time."""
    return Msg(message, args=tuple(args.items()))


def ngettext(one: str, many: str, n: int, **args: Any) -> Msg:
    """A message that counts; `{n}` is the number as the language writes it."""
    return Msg(one, plural=many, n=n, args=tuple(args.items()))


def pgettext(context: str, message: str, **args: Any) -> Msg:
    """A message whose words depend on where it stands ("Planned" visit, "Planned" course)."""
    return Msg(message, context=context, args=tuple(args.items()))


def _shown(value: Any, lang: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Text):
        return value.render(lang)
    from cic_desktop.i18n import cldr

    if isinstance(value, datetime):
        return cldr.moment(value, lang)
    if isinstance(value, date):
        return cldr.day(value, lang)
    if isinstance(value, int):
        return cldr.number(value, lang)
    return str(value)


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
