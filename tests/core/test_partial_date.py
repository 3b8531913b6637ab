"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.core.checks import BadValue
from cic_desktop.core.partial_date import Age, PartialDate, parse


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2026", "2026"),
        ("11.2026", "2026-11"),
        ("2026-11", "2026-11"),
        ("23.11.2026", "2026-11-23"),
        ("23/11/2026", "2026-11-23"),
        ("23 11 2026", "2026-11-23"),
        ("1. 5. 1990 r.", "1990-05-01"),
        ("2026-11-23", "2026-11-23"),
        ("23112026", "2026-11-23"),
        ("20261123", "2026-11-23"),
        ("20112010", "2010-11-20"),
        (" 3.7.1985 ", "1985-07-03"),
    ],
)
def test_what_people_type(typed: str, iso: str) -> None:
    assert str(parse(typed)) == iso
    assert PartialDate.from_iso(iso) == parse(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31.02.2026", "does not have a day 31"),
        ("29.02.2023", "does not have a day 29"),
        ("31022026", "does not have a day 31"),
        ("0.1.2000", "does not have a day 0"),
        ("11.23.2026", "only 12 months"),
        ("2026-13", "only 12 months"),
        ("23.11.26", "four digits"),
        ("1.1.0026", "cannot be right"),
        ("99999999", "cannot be right"),
        ("soon", "Write a date"),
        ("", "Write a date"),
        ("١٢.١٢.٢٠٢٠", "Write a date"),
    ],
)
def test_impossible_dates_are_explained(typed: str, said: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse(typed)
    assert said in str(refused.value)


def test_iso_is_read_strictly() -> None:
    for text in ("2026-1-1", "23.11.2026", "2026-02-30", "x"):
        with pytest.raises(BadValue):
            PartialDate.from_iso(text)


def test_age_is_flagged_when_the_day_is_not_known() -> None:
    day = date(2026, 11, 23)
    assert parse("24.11.1990").age_on(day) == Age(35, approximate=False)
    assert parse("23.11.1990").age_on(day) == Age(36, approximate=False)
    assert parse("1990").age_on(day) == Age(36, approximate=True)
    assert parse("2027").age_on(day) == Age(0, approximate=True)


def test_a_year_spans_its_days() -> None:
    assert (parse("2024").earliest, parse("2024").latest) == (date(2024, 1, 1), date(2024, 12, 31))
    assert parse("02.2024").latest == date(2024, 2, 29)
    assert not parse("02.2024").exact


@given(st.dates(min_value=date(1850, 1, 1), max_value=date(2150, 12, 31)))
def test_every_way_to_write_a_day_gives_that_day(day: date) -> None:
    for pattern in ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d%m%Y", "%Y%m%d"):
        assert parse(day.strftime(pattern)).earliest == day
    assert str(PartialDate(day.year, day.month, day.day)) == day.isoformat()


@given(st.text(max_size=20))
def test_anything_typed_is_a_date_or_a_sentence(typed: str) -> None:
    try:
        assert PartialDate.from_iso(str(parse(typed)))
    except BadValue as bad:
        assert bad.text.render("en")
