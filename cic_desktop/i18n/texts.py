"""Messages that wait for their language."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from cic_desktop.i18n.catalogues import catalogue

LANGUAGES = ("pl", "uk", "ru", "en")


@runtime_checkable
class Text(Protocol):
    """Anything a person reads; turned into a string only with an explicit language."""

    def render(self, lang: str) -> str: ...


class Msg:
    """A message of the program's catalogue with its arguments (str, int, date or another Text). A value.

    Written out: the first window shows nothing else, and `dataclasses` alone would take it four milliseconds.
    """

    __slots__ = ("_value", "args", "context", "message", "n", "plural")

    def __init__(
        self,
        message: str,
        plural: str | None = None,
        n: int | None = None,
        context: str | None = None,
        args: tuple[tuple[str, Any], ...] = (),
    ) -> None:
        self.message, self.plural, self.n, self.context, self.args = self._value = (message, plural, n, context, args)

    def __eq__(self, other: object) -> bool:
        return self._value == other._value if isinstance(other, Msg) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return f"Msg{self._value}"

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
                return found.npgettext(self.context, self.message, self.plural, self.n)
            return found.ngettext(self.message, self.plural, self.n)
        return found.pgettext(self.context, self.message) if self.context else found.gettext(self.message)


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
    if hasattr(value, "render"):  # quicker than to ask whether it is a Text: lists are painted with this
        return str(value.render(lang))
    from datetime import date, datetime  # as late as CLDR: the first window says neither days nor numbers

    from cic_desktop.i18n import cldr

    if isinstance(value, datetime):
        return cldr.moment(value, lang)
    if isinstance(value, date):
        return cldr.day(value, lang)
    if isinstance(value, int):
        return cldr.number(value, lang)
    return str(value)
