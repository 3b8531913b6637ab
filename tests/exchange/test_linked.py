"""Two tables by kind of help: what one hides, the other must not tell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.exchange.linked import OTHER, suppress_linked
from cic_desktop.exchange.suppression import TOTAL

Counts = dict[tuple[str, ...], int]
KINDS = st.sampled_from(["visit", "paper", "talk", "referral"])
COUNTS = st.integers(0, 30)
TABLE = st.dictionaries(st.tuples(KINDS, st.sampled_from(["a", "b", "c"])), COUNTS, min_size=1)


def test_large_kinds_stay_as_they_are() -> None:
    topics: Counts = {("visit", "stay"): 20, ("paper", "stay"): 30, ("paper", "work"): 12}
    people: Counts = {("visit", "UA"): 22, ("paper", "UA"): 45}
    safe = suppress_linked({"topics": topics, "people": people}, 5)
    assert safe["topics"]["visit", TOTAL].value == 20
    assert safe["people"]["paper", TOTAL].value == 45
    assert all(key[0] != OTHER for cells in safe.values() for key in cells)


def test_a_small_kind_is_put_together_with_the_next_in_both_tables() -> None:
    topics: Counts = {("visit", "stay"): 3, ("paper", "stay"): 30, ("talk", "stay"): 9}
    people: Counts = {("visit", "UA"): 4, ("paper", "UA"): 31, ("talk", "UA"): 9}
    safe = suppress_linked({"topics": topics, "people": people}, 5)
    assert safe["topics"][OTHER, TOTAL].value == 12
    assert safe["people"][OTHER, TOTAL].value == 13
    assert ("visit", TOTAL) not in safe["topics"]
    assert ("visit", TOTAL) not in safe["people"]


def test_a_kind_small_in_one_table_only_is_gone_from_the_other_too() -> None:
    topics: Counts = {("visit", "stay"): 4, ("paper", "stay"): 30, ("talk", "stay"): 20}
    people: Counts = {("visit", "UA"): 8, ("paper", "UA"): 31, ("talk", "UA"): 20}
    safe = suppress_linked({"topics": topics, "people": people}, 5)
    assert {key[0] for cells in safe.values() for key in cells} == {OTHER, "paper", TOTAL}


@given(TABLE, TABLE, st.integers(2, 10))
def test_totals_of_a_kind_are_shown_in_both_or_there_is_one_kind(
    topics: Counts, people: Counts, threshold: int
) -> None:
    safe = suppress_linked({"topics": topics, "people": people}, threshold)
    kinds = {key[0] for cells in safe.values() for key in cells} - {TOTAL}
    hidden = [
        key
        for cells in safe.values()
        for key, cell in cells.items()
        if cell.hidden and key[0] != TOTAL and key[-1] == TOTAL
    ]
    assert not hidden or len(kinds) == 1
    assert safe["topics"][TOTAL, TOTAL].value in (None, sum(topics.values()))
