"""Named functions a form's TOML may use: what is printed, and what is taken over from the register.

A transform turns an answer into the text that is printed. A prefill turns a known value into an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from cic_desktop.core.fields import Answer
from cic_desktop.i18n import Country

STATELESS = "XX"


def upper(text: str) -> str:
    """Block capitals, as the instruction printed on the forms asks for."""
    return " ".join(text.split()).upper()


def compact_upper(text: str) -> str:
    """Capitals without spaces, for numbers written one character to a cell."""
    return "".join(text.split()).upper()


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def date_ddmmyyyy(text: str) -> str:
    """`1992-04-15` → `15041992`; unknown parts of a partial date stay blank cells."""
    year, month, day = (*text.split("-"), "", "")[:3]
    return f"{day:>2}{month:>2}{year:>4}" if text else ""


def country_pl(text: str) -> str:
    """The country's Polish name in capitals."""
    return Country(text).render("pl").upper() if text else ""


def first_word(value: Answer) -> str:
    return _word(value, 0)


def second_word(value: Answer) -> str:
    return _word(value, 1)


def later_words(value: Answer) -> str:
    return " ".join(_first(value).split()[2:])


def citizenship_kind(value: Answer) -> str:
    """polish, stateless or other, by the citizenships held; one Polish citizenship decides."""
    codes = value if isinstance(value, list) else value.split()
    if not codes:
        return ""
    if "PL" in codes:
        return "polish"
    return "stateless" if set(codes) == {STATELESS} else "other"


def _first(value: Answer) -> str:
    return (value[0] if value else "") if isinstance(value, list) else value


def _word(value: Answer, index: int) -> str:
    words = _first(value).split()
    return words[index] if index < len(words) else ""


TRANSFORMS: Mapping[str, Callable[[str], str]] = {
    "upper": upper,
    "compact_upper": compact_upper,
    "digits": digits,
    "date_ddmmyyyy": date_ddmmyyyy,
    "country_pl": country_pl,
}
PREFILLS: Mapping[str, Callable[[Answer], str]] = {
    "": _first,
    "first_word": first_word,
    "second_word": second_word,
    "later_words": later_words,
    "citizenship_kind": citizenship_kind,
}
