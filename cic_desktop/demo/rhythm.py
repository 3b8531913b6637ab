"""How a centre's work spreads over three years: weekdays, seasons, holidays, and more of it every year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import accumulate

from cic_desktop.core.clock import WARSAW

YEARS = 3
_LAST_MORNING = 2
_WEEKDAYS = (1.25, 1.1, 1.3, 1.0, 0.85, 0.35, 0.0)
_MONTHS = (1.0, 1.05, 1.1, 1.0, 0.95, 0.9, 0.75, 0.8, 1.3, 1.2, 1.05, 0.75)
_HOLIDAYS = {(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 24), (12, 25), (12, 26)}


def first_day(until: date) -> date:
    """The day after the same day three years earlier."""
    return date(until.year - YEARS, until.month, min(until.day, 28)) + timedelta(days=1)


def days(until: date) -> list[date]:
    first = first_day(until)
    return [first + timedelta(days=n) for n in range((until - first).days + 1)]


def is_open(day: date) -> bool:
    """Whether the centre works on this day (law of 18.01.1951 on days free of work)."""
    return _WEEKDAYS[day.weekday()] > 0 and (day.month, day.day) not in _HOLIDAYS and day not in _moving(day.year)


def working_days_after(day: date, count: int) -> list[date]:
    """The next days on which the centre works, Saturdays left out."""
    found: list[date] = []
    while len(found) < count:
        day += timedelta(days=1)
        if is_open(day) and day.weekday() < 5:
            found.append(day)
    return found


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment by the wall clock in Poland."""
    return datetime.combine(day, time(hour, minute), WARSAW)


def sums(calendar: Sequence[date], total: int) -> list[int]:
    """How many of `total` things are to be done by the end of each day; a few are left for the last one."""
    weights = [_weight(day, place / len(calendar)) for place, day in enumerate(calendar[:-1])]
    reached = accumulate(weights)
    early = total - min(_LAST_MORNING, total // 10)
    return [*(round(early * done / sum(weights)) for done in reached), total]


def _weight(day: date, progress: float) -> float:
    if not is_open(day):
        return 0.0
    wave = 0.8 + (day.toordinal() * 7919 % 101) / 250  # no two days alike
    return _WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1] * (0.55 + progress) * wave


@cache
def _moving(year: int) -> frozenset[date]:
    """Easter Monday and Corpus Christi (Gauss's rule as given by Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + shift - 7 * ((a + 11 * h + 22 * shift) // 451) + 114, 31)
    easter = date(year, month, day + 1)
    return frozenset((easter + timedelta(days=1), easter + timedelta(days=60)))
