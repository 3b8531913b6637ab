"""What holds for every indicator there is or will be: a rule, and a list behind each number."""

from __future__ import annotations

import pytest

from cic_desktop import assistance, reports, startup
from cic_desktop.core.periods import Month
from cic_desktop.db.work import Read
from cic_desktop.reports import Behind
from cic_desktop.reports.indicators import CUTS, INDICATORS, Cut, Indicator, Period, cut, indicator, tally
from cic_desktop.reports.lists import listing_params

PAIRS = [(item, by) for item in INDICATORS for by in item.cuts]
BY_CODE = pytest.mark.parametrize("item", INDICATORS, ids=lambda item: item.code)


def amount(read: Read, item: Indicator, found: Behind) -> int:
    """What the list behind a number adds up to, read as the windows read it."""
    if found.of == "persons":
        return len(reports.listed_persons(read, found))
    if item.code == "events_held":
        return len(reports.held_events(read, found))
    if found.of == "events":
        return sum(event.people for event in reports.held_events(read, found))
    if found.of in ("questions", "answers"):  # nothing is written down about them but that they were
        return len(read.sql(found.sql, listing_params(found)))
    if found.of == "forms":
        return len(reports.printed_forms(read, found))
    where = f"s.day BETWEEN ? AND ? AND ({found.sql})"
    lines = assistance.services_where(read, where, (*found.period.days, *found.params), 10_000)
    return sum(line.minutes for line in lines) if item.unit in ("minutes", "teaching") else len(lines)


@BY_CODE
def test_nothing_in_an_empty_register(item: Indicator, register: startup.Opened) -> None:
    with register.database.read(register.actor) as read:
        assert reports.month(read, Month(2026, 10)).figure(item.code).value == 0
        assert amount(read, item, reports.behind(item, Period.of(Month(2026, 10)))) == 0


@BY_CODE
def test_the_list_behind_has_as_many_rows(item: Indicator, busy: startup.Opened, busy_month: Month) -> None:
    with busy.database.read(busy.actor) as read:
        figure = reports.month(read, busy_month).figure(item.code)
        assert amount(read, item, reports.behind(item, Period.of(busy_month))) == figure.value
        earlier = Period.of(busy_month.previous())
        assert amount(read, item, reports.behind(item, earlier)) == figure.before


@BY_CODE
def test_one_advisors_list_too(item: Indicator, busy: startup.Opened, busy_month: Month) -> None:
    with busy.database.read(busy.actor) as read:
        account = read.sql("SELECT account_id FROM sitting GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")[0][0]
        figure = reports.month(read, busy_month, account).figure(item.code)
        assert amount(read, item, reports.behind(item, Period.of(busy_month, account))) == figure.value


@pytest.mark.parametrize(("item", "by"), PAIRS, ids=lambda one: one.code)
def test_categories_agree_with_the_total_and_their_lists(
    item: Indicator, by: Cut, busy: startup.Opened, busy_month: Month
) -> None:
    with busy.database.read(busy.actor) as read:
        summary = reports.month(read, busy_month)
        numbers, total = summary.table(by.code).values(item.code), summary.figure(item.code).value
        for category, number in numbers.items():
            assert amount(read, item, reports.behind(item, Period.of(busy_month), by, category)) == number
    assert total > 0
    if item.adds_up(by):
        assert sum(numbers.values()) == total
    else:
        assert max(numbers.values()) <= total <= sum(numbers.values())


@BY_CODE
def test_has_a_name_and_a_rule_of_one_sentence(item: Indicator) -> None:
    rule = item.rule.render("en")
    assert item.title.render("en")
    assert rule.endswith(".")
    assert rule.count(". ") == 0


def test_codes_are_found_again_and_differ() -> None:
    assert len({item.code for item in INDICATORS}) == len(INDICATORS)
    assert all(indicator(item.code) is item for item in INDICATORS)
    assert all(cut(by.code) is by for by in CUTS)


@pytest.mark.parametrize("by", CUTS, ids=lambda by: by.code)
def test_categories_have_names(by: Cut, busy: startup.Opened, busy_month: Month) -> None:
    with busy.database.read(busy.actor) as read:
        lines = reports.month(read, busy_month).table(by.code).lines
    assert lines
    assert all(line.name.render(lang).strip() for line in lines for lang in ("pl", "uk", "ru", "en"))


def test_tallies_count_an_item_in_each_the_first_or_the_least_category() -> None:
    items, categories = ("ann", "ann", "bob", None), ("b", "a", "b", "a")
    assert tally(items, categories, "each") == {"a": 1, "b": 2}
    assert tally(items, categories, "first") == {"b": 2}
    assert tally(items, categories, "least") == {"a": 1, "b": 1}
