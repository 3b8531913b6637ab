"""Dates of which sometimes only the year or the month is known: `YYYY[-MM[-DD]]`."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from cic_desktop.core.checks import BadValue
from cic_desktop.i18n import Day, MonthName, Plain, Text, _

FIRST_YEAR, LAST_YEAR = 1850, 2150  # beyond them a year is a slip of the finger
FULL_AGE = 18

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_TYPED = (
    re.compile(r"(?P<y>\d{4})(?:[./\- ](?P<m>\d{1,2})(?:[./\- ](?P<d>\d{1,2}))?)?"),
    re.compile(r"(?:(?P<d>\d{1,2})[./\- ])?(?P<m>\d{1,2})[./\- ](?P<y>\d{4})"),
)
_RUN_TOGETHER = (
    re.compile(r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
)


@dataclass(frozen=True)
class Age:
    """Full years; `approximate` when the birth date is not known to the day."""

    years: int
    approximate: bool


@dataclass(frozen=True, order=True)
class PartialDate:
    """A day, a month or a year. Its `str` is ISO, and ISO texts sort as the dates do."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise BadValue(_("The year {year} cannot be right. Check it.", year=Plain(str(self.year))))
        if self.month is not None and not 1 <= self.month <= 12:
            raise BadValue(_("There are only 12 months. Write the day first, then the month, then the year."))
        if self.day is not None and not 1 <= self.day <= monthrange(self.year, self.month or 1)[1]:
            name = MonthName(self.year, self.month or 1)
            raise BadValue(_("{month} does not have a day {day}. Check the date.", month=name, day=self.day))

    def __str__(self) -> str:
        parts = (f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """The stored form back; raises BadValue when it is none."""
        if not (found := _ISO.fullmatch(text)):
            raise BadValue(_not_a_date())
        return cls(*(int(part) if part else None for part in found.groups()))  # type: ignore[arg-type]

    @property
    def exact(self) -> bool:
        return self.day is not None

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def age_on(self, day: date) -> Age:
        """Age on a day, by the earliest possible birth date; never below 0."""
        born = self.earliest
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return Age(max(years, 0), not self.exact)

    def text(self) -> Text:
        """As it is shown: 23.11.2026, November 2026 or 2026, in the reader's language."""
        if self.day is not None:
            return Day(self.earliest, "short")
        return MonthName(self.year, self.month) if self.month else Plain(str(self.year))


def is_minor(iso: str | None, day: date) -> bool:
    """Whether somebody born then is, or may be, under eighteen on a day; nobody of unknown birth is."""
    if not iso:
        return False
    born = PartialDate.from_iso(iso).latest
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < FULL_AGE


def parse(text: str) -> PartialDate:
    """What people type: 2026, 11.2026, 2026-11, 23.11.2026, 23/11/2026, 2026-11-23, 23112026.

    Day before month, as in Poland. Raises BadValue with a sentence that says what to do.
    """
    typed = re.sub(r"\s*[./\-–]\s*", ".", re.sub(r"\s*(r|р|год|рік)\.?$", "", text.strip().lower())).rstrip(".")
    typed = re.sub(r"\s+", " ", typed)
    if not typed.isascii():
        raise BadValue(_not_a_date())
    if re.fullmatch(r"\d{8}", typed):
        return _run_together(typed)
    for pattern in _TYPED:
        if found := pattern.fullmatch(typed):
            return _from(found)
    if re.fullmatch(r"\d{1,2}[. ]\d{1,2}[. ]\d{2}", typed):
        raise BadValue(_("Write the year with four digits, like {example}.", example="23.11.2026"))
    raise BadValue(_not_a_date())


def _run_together(digits: str) -> PartialDate:
    """23112026 or 20261123: only one of the two orders gives a year anybody could mean."""
    readings = [found for pattern in _RUN_TOGETHER if (found := pattern.fullmatch(digits))]
    likely = [found for found in readings if FIRST_YEAR <= int(found["y"]) <= LAST_YEAR]
    return _from((likely or readings)[0])


def _from(found: re.Match[str]) -> PartialDate:
    year, month, day = (int(part) if part else None for part in (found["y"], found["m"], found["d"]))
    return PartialDate(year or 0, month, day)


def _not_a_date() -> Text:
    return _("Write a date like {day}, or only the month ({month}) or the year.", day="23.11.2026", month="11.2026")
