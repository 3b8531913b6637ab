"""Reckoning of terms: against the calendar on the wall, and against day-by-day counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.stay.terms import is_working_day, next_working_day, shifted

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 12, 24), True),  # Tuesday; a working day for the last time
        (date(2025, 12, 24), False),  # Wednesday; a holiday since 2025
        (date(2026, 12, 24), False),
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 6, 4), False),  # Corpus Christi
        (date(2026, 11, 11), False),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 23), True),
    ],
)
def test_the_polish_calendar(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_fifteen_working_days_over_christmas() -> None:
    """From Friday 11.12.2026: 14-18, 21-23, 28-31.12, 4-5.1, then 7.1 (6.1 is Epiphany) is the fifteenth."""
    assert shifted(date(2026, 12, 11), 15, "working_days") == date(2027, 1, 7)


@given(DAYS, st.integers(0, 60))
def test_working_days_are_counted_as_on_fingers(start: date, amount: int) -> None:
    end = shifted(start, amount, "working_days")
    between = [start + ONE * n for n in range(1, (end - start).days + 1)]
    assert sum(map(is_working_day, between)) == amount
    assert amount == 0 or is_working_day(end)


@given(DAYS, st.integers(1, 40))
def test_there_and_back_is_never_later(start: date, amount: int) -> None:
    assert shifted(shifted(start, amount, "working_days"), -amount, "working_days") <= next_working_day(start)


@given(DAYS)
def test_a_moved_term_ends_on_the_nearest_working_day(day: date) -> None:
    moved = next_working_day(day)
    assert is_working_day(moved)
    assert not any(is_working_day(day + ONE * n) for n in range((moved - day).days))


def test_months_end_on_the_same_number_or_the_last_day() -> None:
    assert shifted(date(2027, 1, 31), 1, "months") == date(2027, 2, 28)
    assert shifted(date(2026, 12, 15), 1, "months") == date(2027, 1, 15)
    assert shifted(date(2027, 3, 31), -1, "months") == date(2027, 2, 28)
