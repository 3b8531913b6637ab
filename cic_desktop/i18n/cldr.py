"""Dates, numbers, countries and languages as each language writes them (CLDR through Babel).

Babel is imported on first use only: nothing of it is needed before the first window is painted.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

STATELESS = "XX"
_LOCALES = {"pl": "pl_PL", "uk": "uk_UA", "ru": "ru_RU", "en": "en_GB", "qps": "en_GB"}
_DAY = {
    "long": "d MMMM y", "short": "dd.MM.y", "weekday": "EEEE, d MMMM y", "number": "d", "day_month": "d MMM",
    "timetable": "EEE, dd.MM.y",
}  # fmt: skip
_STATELESS_NAMES = {
    "pl": "bezpaństwowiec", "uk": "особа без громадянства", "ru": "лицо без гражданства", "en": "stateless",
}  # fmt: skip
# CLDR's names that the people concerned or the field do not use.
_LANGUAGE_NAMES = {
    "rom": {"pl": "romski", "uk": "ромська", "ru": "ромский", "en": "Romani"},
    "fa_AF": {"pl": "dari", "uk": "дарі", "ru": "дари", "en": "Dari"},
}
_LANGUAGES = (
    "uk ru be pl en ka hy az kk ky uz tg tk ro bg sr hr sq mk sl cs sk hu lt lv et de fr es pt it nl el tr ku "
    "ar fa fa_AF ps ur hi bn pa ta te ml gu mr ne si my th vi lo km id ms tl zh ja ko mn am ti so sw ha yo ig "
    "ln rw fi sv da nb is he rom"
).split()
_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}


@lru_cache(maxsize=8)
def locale(lang: str) -> Locale:
    from babel import Locale

    return Locale.parse(_LOCALES[lang])


@lru_cache(maxsize=4096)
def day(value: date, lang: str, style: str = "long") -> str:
    from babel.dates import format_date

    return format_date(value, _DAY[style], locale=locale(lang))


def month(value: date, lang: str, style: str = "long") -> str:
    from babel.dates import format_date

    return format_date(value, "LLLL y" if style == "long" else "LLL", locale=locale(lang))


def weekday(number: int, lang: str) -> str:
    return locale(lang).days["stand-alone"]["wide"][number]


def moment(value: datetime, lang: str, style: str = "full") -> str:
    from zoneinfo import ZoneInfo

    shown = value.astimezone(ZoneInfo("Europe/Warsaw"))
    clock = f"{shown.hour:02d}:{shown.minute:02d}"
    return clock if style == "time" else f"{day(shown.date(), lang)}, {clock}"


def number(value: float, lang: str) -> str:
    if isinstance(value, int) and -1000 < value < 1000:
        return str(value)
    from babel.numbers import format_decimal

    return format_decimal(value if math.isfinite(value) else 0, locale=locale(lang))


def country(code: str, lang: str) -> str:
    if code == STATELESS:
        return _STATELESS_NAMES.get(lang, _STATELESS_NAMES["en"])
    return locale(lang).territories.get(code, code)


def language(code: str, lang: str) -> str:
    """The language's name with a capital first letter: it stands alone wherever we show it."""
    special = _LANGUAGE_NAMES.get(code)
    name = (special.get(lang) or special["en"]) if special else locale(lang).languages.get(code, code)
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=8)
def countries(lang: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of the world's countries and statelessness, in the language's order."""
    known = map(str, locale(lang).territories)
    codes = [code for code in known if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES]
    return _sorted([(code, country(code, lang)) for code in [*codes, STATELESS]])


@lru_cache(maxsize=8)
def languages(lang: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of the languages clients speak; the centre's four working languages come first."""
    first = [(code, language(code, lang)) for code in ("uk", "ru", "pl", "en")]
    rest = [(code, language(code, lang)) for code in _LANGUAGES if code not in ("uk", "ru", "pl", "en")]
    return (*first, *_sorted(rest))


def _sorted(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    from cic_desktop.i18n.collation import sort_key

    return tuple(sorted(pairs, key=lambda pair: sort_key(pair[1])))
