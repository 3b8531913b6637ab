"""Answers in words: what a card, the review of a wizard and the history say for a stored or typed answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cic_desktop.core import partial_date
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answer, Field
from cic_desktop.i18n import Country, Day, Joined, LanguageName, Plain, Text, _

__all__ = ["answer_text"]

NOTHING = Plain("")
YES_NO: dict[str, Text] = {"yes": _("yes"), "no": _("no")}


def answer_text(field: Field, answer: Answer | None) -> Text:
    """The words of an answer; nothing for none. What cannot be understood shows as it was typed."""
    if isinstance(answer, list):
        return Joined(tuple(answer_text(field, one) for one in answer), ", ")
    if not answer:
        return NOTHING
    if field.options:
        return _option(field, answer)
    return _WORDS.get(field.kind, Plain)(answer)


def _option(field: Field, code: str) -> Text:
    return next((option.label for option in field.options if option.code == code), Plain(code))


def _day(answer: str) -> Text:
    try:
        return Day(date.fromisoformat(answer), "short")
    except ValueError:
        return Plain(answer)


def _partial(answer: str) -> Text:
    try:
        return partial_date.parse(answer).text()
    except CicError:
        return Plain(answer)


_WORDS: dict[str, Callable[[str], Text]] = {
    "country": Country,
    "language": LanguageName,
    "date": _day,
    "partial_date": _partial,
    "yes_no": lambda answer: YES_NO.get(answer, Plain(answer)),
}
