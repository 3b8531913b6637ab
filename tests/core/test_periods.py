"""Months, with both ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.core.errors import CicError
from cic_desktop.core.periods import Month

MONTHS = st.builds(Month, st.integers(1990, 2200), st.integers(1, 12))


def test_a_month_reads_and_shows_as_in_a_file_name() -> None:
    assert Month.parse(" 2026-2 ") == Month(2026, 2)
    assert str(Month(2026, 2)) == "2026-02"
    assert (Month(2024, 2).first, Month(2024, 2).last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert [Month(2026, 2).name.render(lang) for lang in ("pl", "uk", "ru", "en")] == [
        "luty 2026", "лютий 2026", "февраль 2026", "February 2026",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["", "2026", "2026-13", "2026-00", "26-10", "10.2026", "1989-01", "2026-1-1", "x"])
def test_what_is_no_month_is_said_with_an_example(typed: str) -> None:
    with pytest.raises(CicError, match="2026-10"):
        Month.parse(typed)


@given(MONTHS)
def test_months_follow_each_other_without_a_gap(month: Month) -> None:
    assert month.last + timedelta(days=1) == month.next().first
    assert month.next().previous() == month
    assert month.back(12) == Month(month.year - 1, month.month)
    assert month.back(1) == month.previous()
    assert month.back(-1) == month.next()
    assert Month.of(month.last) == Month.parse(str(month)) == month
