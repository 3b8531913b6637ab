"""Named functions a form's TOML may use: what is printed, and what is taken over from the register.

A transform turns an answer into the text that is printed. A prefill turns a known value into an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from cic_desktop.core import clock
from cic_desktop.core.checks import BadValue
from cic_desktop.core.fields import Answer
from cic_desktop.core.partial_date import PartialDate, is_minor
from cic_desktop.i18n import Country, Day, LanguageName, MonthName

STATELESS = "XX"
_GEORGIAN = {capital: capital - 0x1C90 + 0x10D0 for capital in range(0x1C90, 0x1CC0)}  # nobody writes names in these
EACH = "each"  # the prefill that gives every copy of a repeated step its item of a list


def upper(text: str) -> str:
    """Block capitals, as the instruction printed on the forms asks for."""
    return _capitals(" ".join(text.split()))


def compact_upper(text: str) -> str:
    """Capitals without spaces, for numbers written one character to a cell."""
    return _capitals("".join(text.split()))


def _capitals(text: str) -> str:
    return text.upper().translate(_GEORGIAN)


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def date_ddmmyyyy(text: str) -> str:
    """`1992-04-15` → `15041992`; unknown parts of a partial date stay blank cells."""
    year, month, day = _parts(text)
    return f"{day:>2}{month:>2}{year:>4}" if text else ""


def date_yyyymmdd(text: str) -> str:
    """`1992-04-15` → `19920415`; unknown parts stay blank cells."""
    year, month, day = _parts(text)
    return f"{year:>4}{month:>2}{day:>2}" if text else ""


def date_pl(text: str) -> str:
    """`2026-03-04` → `4 marca 2026 r.`; a month or a year alone is written as such."""
    try:
        date = PartialDate.from_iso(text)
    except BadValue:  # said beside the question; the draft shows what was typed
        return text
    if date.exact:
        return f"{Day(date.earliest).render('pl')} r."
    return f"{MonthName(date.year, date.month).render('pl') if date.month else date.year} r."


def date_dotted(text: str) -> str:
    """`2026-03-04` → `04.03.2026`."""
    return ".".join(filter(None, reversed(_parts(text))))


def date_slashed(text: str) -> str:
    """`2026-03-04` → `2026/03/04`."""
    return "/".join(filter(None, _parts(text)))


def letters(text: str) -> str:
    """The letters of a document number, in capitals."""
    return "".join(char for char in text if char.isalpha()).upper()


def sex_pl(text: str) -> str:
    """The letter of the Polish word: K or M."""
    return {"F": "K"}.get(text, text)


def countries_pl(text: str) -> str:
    """Polish names of countries in capitals; codes parted by commas or spaces."""
    return ", ".join(country_pl(code) for code in re.split(r"[,\s]+", text) if code)


def country_pl(text: str) -> str:
    """The country's Polish name in capitals."""
    return Country(text).render("pl").upper() if text else ""


def rest_of_name(value: Answer) -> str:
    """Every word but the first."""
    return " ".join(_first(value).split()[1:])


def all_names(value: Answer) -> str:
    """Every item of a list."""
    return ", ".join(value) if isinstance(value, list) else value


def second_item(value: Answer) -> str:
    return _item(value, 1)


def third_item(value: Answer) -> str:
    return _item(value, 2)


def country_names(value: Answer) -> str:
    """The Polish names of countries, as somebody would write them."""
    codes = value if isinstance(value, list) else value.split()
    return ", ".join(Country(code).render("pl") for code in codes)


def series(value: Answer) -> str:
    """The letters a document number begins with."""
    return _split_number(value)[0]


def number(value: Answer) -> str:
    """A document number without the letters it begins with."""
    return _split_number(value)[1]


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


def known(value: Answer) -> str:
    """yes: the register knows it. What it does not know is asked."""
    return "yes" if value else ""


def minor(value: Answer) -> str:
    """Whether somebody born then is under 18 today."""
    try:
        return "yes" if is_minor(_first(value), clock.today()) else "no"
    except BadValue:
        return ""


def _parts(date: str) -> tuple[str, str, str]:
    """Year, month and day of a partial date; empty where not known."""
    year, month, day = (*date.split("-"), "", "")[:3]
    return year, month, day


def _split_number(value: Answer) -> tuple[str, str]:
    compact = compact_upper(_first(value))
    rest = compact.lstrip("".join(filter(str.isalpha, set(compact))))
    return compact.removesuffix(rest), rest


def _first(value: Answer) -> str:
    return (value[0] if value else "") if isinstance(value, list) else value


def _item(value: Answer, index: int) -> str:
    return value[index] if isinstance(value, list) and index < len(value) else ""


def _word(value: Answer, index: int) -> str:
    words = _first(value).split()
    return words[index] if index < len(words) else ""


TRANSFORMS: Mapping[str, Callable[[str], str]] = {
    "upper": upper,
    "compact_upper": compact_upper,
    "digits": digits,
    "date_ddmmyyyy": date_ddmmyyyy,
    "date_yyyymmdd": date_yyyymmdd,
    "date_pl": date_pl,
    "date_dotted": date_dotted,
    "date_slashed": date_slashed,
    "country_pl": country_pl,
    "countries_pl": countries_pl,
    "sex_pl": sex_pl,
    "letters": letters,
}
PREFILLS: Mapping[str, Callable[[Answer], str]] = {
    "": _first,
    "first_word": first_word,
    "second_word": second_word,
    "later_words": later_words,
    "rest_of_name": rest_of_name,
    EACH: _first,
    "all": all_names,
    "second_item": second_item,
    "third_item": third_item,
    "country_names": country_names,
    "letters": series,
    "digits": number,
    "citizenship_kind": citizenship_kind,
    "known": known,
    "minor": minor,
}
# What is printed of an answer by its kind where a form names no transform.
POLISH_WORDS: Mapping[str, Callable[[str], str]] = {
    "country": lambda text: Country(text).render("pl"),
    "language": lambda text: LanguageName(text).render("pl"),
    "date": date_dotted,
    "partial_date": date_dotted,
    "yes_no": lambda text: {"yes": "tak", "no": "nie"}.get(text, text),
}
