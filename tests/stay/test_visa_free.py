"""90 days in any 180, against an oracle that knows nothing but sets of days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.stay.visa_free import Visit, balance, days_used, last_day

ONE = timedelta(days=1)
TODAY = date(2026, 11, 23)


def present(visits: list[Visit], today: date) -> set[date]:
    """Every day somebody was here up to a day."""
    return {
        start + ONE * n
        for start, end in visits
        for n in range((min(end or today, today) - start).days + 1)
        if start <= today
    }


def count(days: set[date], day: date) -> int:
    return sum(day - ONE * 179 <= one <= day for one in days)


visit = st.tuples(st.integers(0, 420), st.integers(0, 120), st.booleans()).map(
    lambda drawn: (TODAY - ONE * drawn[0], None if drawn[2] and drawn[0] < 120 else TODAY - ONE * (drawn[0] - drawn[1]))
)


@given(st.lists(visit, max_size=6))
def test_used_days_and_the_last_day_agree_with_counting(visits: list[Visit]) -> None:
    found, days = balance(visits, TODAY), present(visits, TODAY)
    assert found.used == days_used(visits, TODAY) == count(days, TODAY)
    assert found.left == max(90 - found.used, 0)
    staying, last, here = set(days), None, TODAY
    while True:
        staying.add(here)
        if count(staying, here) > 90:
            break
        last, here = here, here + ONE
    assert found.last_day == last
    if last is None:
        assert found.next_entry
        assert count({*days, found.next_entry}, found.next_entry) <= 90
        assert count({*days, found.next_entry - ONE}, found.next_entry - ONE) > 90
    else:
        assert last_day(visits, TODAY) == last


def test_ninety_days_from_the_first_entry() -> None:
    """Entered on 1.09.2026: the ninetieth day is 29.11.2026."""
    found = balance([(date(2026, 9, 1), None)], TODAY)
    assert (found.used, found.left, found.last_day, found.inside) == (84, 6, date(2026, 11, 29), True)


def test_old_days_leave_the_window_while_one_stays() -> None:
    """Thirty days in June are forgotten one by one, so sixty left become more."""
    found = balance([(date(2026, 6, 1), date(2026, 6, 30)), (date(2026, 10, 1), None)], TODAY)
    assert found.used == 30 + 54  # the window begins on 28 May: all of June counts
    assert found.last_day == date(2026, 12, 29)


def test_a_day_of_exit_and_entry_counts_once() -> None:
    assert days_used([(date(2026, 11, 1), date(2026, 11, 5)), (date(2026, 11, 5), date(2026, 11, 9))], TODAY) == 9


def test_who_overstayed_sees_when_it_ended_and_when_one_may_come_back() -> None:
    visits: list[Visit] = [(date(2026, 8, 1), None)]
    found = balance(visits, TODAY)
    assert found.last_day is None
    assert found.left == 0
    assert last_day(visits, TODAY) == date(2026, 10, 29)
    assert found.next_entry and found.next_entry > TODAY
