"""Public holidays in Poland (law of 18.01.1951 on days free of work), from the calendar of the package `holidays`."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from cic_desktop.i18n import Text, Texts

__all__ = ["free_day"]

_LANGUAGES = {"pl": "pl", "uk": "uk", "en": "en_US"}


def free_day(day: date) -> Text | None:
    """The name of the public holiday on a day, None on any other."""
    names = _year(day.year).get(day)
    return Texts(names) if names else None


@lru_cache(maxsize=8)
def _year(year: int) -> dict[date, dict[str, str]]:
    """The year's holidays with their names by language; Russian is not in the calendar and falls back to Polish."""
    from holidays.countries.poland import Poland  # half a second: only who looks at a calendar pays it

    found: dict[date, dict[str, str]] = {}
    for lang, code in _LANGUAGES.items():
        for day, name in Poland(years=year, language=code).items():
            found.setdefault(day, {})[lang] = name
    return found
