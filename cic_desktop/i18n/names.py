"""Texts whose words come from CLDR: countries, languages, days, months, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from cic_desktop.i18n import cldr


@dataclass(frozen=True)
class Country:
    """A country by ISO 3166-1 alpha-2 code; `XX` is statelessness, an unknown code shows itself."""

    code: str

    def render(self, lang: str) -> str:
        return cldr.country(self.code, lang)


@dataclass(frozen=True)
class LanguageName:
    """A language by ISO 639 code, as a heading (first letter capital)."""

    code: str

    def render(self, lang: str) -> str:
        return cldr.language(self.code, lang)


@dataclass(frozen=True)
class Day:
    """A date: `long` 3 listopada 2026, `short` 3.11.2026, with the day of the week `weekday`, shortly `timetable`."""

    date: date
    style: str = "long"

    def render(self, lang: str) -> str:
        return cldr.day(self.date, lang, self.style)


@dataclass(frozen=True)
class Dated:
    """Words of a data file in which days stand as 2026-04-07: they are shown as the language writes them."""

    words: str

    def render(self, lang: str) -> str:
        return _ISO.sub(lambda found: cldr.day(date.fromisoformat(found[0]), lang, "short"), self.words)


_ISO = re.compile(r"\b20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")


@dataclass(frozen=True)
class Moment:
    """A moment as the wall clock in Poland shows it; `time` alone or `full` with its day."""

    at: datetime
    style: str = "full"

    def render(self, lang: str) -> str:
        return cldr.moment(self.at, lang, self.style)


@dataclass(frozen=True)
class MonthName:
    """A month standing alone: listopad 2026; `short` for the axis of a chart: lis."""

    year: int
    month: int
    style: str = "long"

    def render(self, lang: str) -> str:
        return cldr.month(date(self.year, self.month, 1), lang, self.style)


@dataclass(frozen=True)
class Weekday:
    """A day of the week, 0 = Monday."""

    number: int

    def render(self, lang: str) -> str:
        return cldr.weekday(self.number, lang)


@dataclass(frozen=True)
class Number:
    """A number with the language's grouping."""

    value: float

    def render(self, lang: str) -> str:
        return cldr.number(self.value, lang)
