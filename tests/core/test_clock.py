"""UTC inside, the wall clock of Poland outside."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from cic_desktop.core import clock


def test_late_in_the_evening_it_is_still_today_in_poland() -> None:
    with clock.frozen(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 23)
    with clock.frozen(datetime(2026, 7, 1, 21, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 1)
        assert f"{clock.local(clock.now()):%H:%M}" == "23:59"


def test_a_moment_is_kept_to_the_millisecond() -> None:
    with clock.frozen(datetime(2026, 1, 1, 1, 2, 3, 456_789, tzinfo=timezone(timedelta(hours=5)))):
        assert clock.now() == datetime(2025, 12, 31, 20, 2, 3, 456_000, tzinfo=UTC)


def test_a_frozen_clock_goes_on_afterwards_even_after_a_fault() -> None:
    before = clock.now()
    with pytest.raises(ZeroDivisionError), clock.frozen(datetime(2000, 1, 1, tzinfo=UTC)):
        raise ZeroDivisionError
    assert clock.now() == before
