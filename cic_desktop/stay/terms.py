"""Reckoning of terms: days, working days, months, and the day a term that ends on a holiday moves to.

The Polish calendar of holidays comes from the library `holidays`; it knows that 24 December is one since 2025.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

__all__ = ["Unit", "is_working_day", "next_working_day", "shifted"]

Unit = Literal["days", "working_days", "months"]
_DAY = timedelta(days=1)
_SATURDAY = 5


def shifted(start: date, amount: int, unit: str) -> date:
    """The day `amount` units after a day (before it when negative); the day itself is not counted (KPA art. 57 § 1).

    A term in months ends on the day of the same number, or on the month's last one (KPA art. 57 § 3).
    """
    if unit == "working_days":
        return _working_days(start, amount)
    if unit == "months":
        return _months(start, amount)
    return start + timedelta(days=amount)


def next_working_day(day: date) -> date:
    """The day itself, or the next that is neither a Saturday nor a holiday (KPA art. 57 § 4)."""
    while not is_working_day(day):
        day += _DAY
    return day


def is_working_day(day: date) -> bool:
    """Monday to Friday and no public holiday in Poland."""
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


@lru_cache(maxsize=32)
def _holidays(year: int) -> frozenset[date]:
    from holidays.countries.poland import Poland  # half a second: only who reckons working days pays it

    return frozenset(Poland(years=year))


def _working_days(start: date, amount: int) -> date:
    step, left, day = (_DAY, amount, start) if amount >= 0 else (-_DAY, -amount, start)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def _months(start: date, amount: int) -> date:
    total = start.year * 12 + start.month - 1 + amount
    year, month = divmod(total, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
