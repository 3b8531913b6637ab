"""A published table must not point at a few persons, not even by arithmetic."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.exchange.suppression import THRESHOLD, TOTAL, Cell, suppress

HIDDEN = Cell(None)
Key = tuple[str, ...]
Table = dict[Key, int]


def with_totals(counts: Table) -> Table:
    """The plain sums, written independently of the module."""
    if all(len(key) == 1 for key in counts):
        return counts | {(TOTAL,): sum(counts.values())}
    rows, columns = sorted({key[0] for key in counts}), sorted({key[1] for key in counts})
    table = dict(counts)
    table |= {(row, TOTAL): sum(counts[row, column] for column in columns) for row in rows}
    table |= {(TOTAL, column): sum(counts[row, column] for row in rows) for column in columns}
    return table | {(TOTAL, TOTAL): sum(counts.values())}


def equations(table: Table) -> list[dict[Key, int]]:
    """Every `sum of cells - total = 0` that a reader of the table knows."""
    if all(len(key) == 1 for key in table):
        return [{key: -1 if key == (TOTAL,) else 1 for key in table}]
    lines = []
    for axis in (0, 1):
        for code in {key[axis] for key in table}:
            cells = [key for key in table if key[axis] == code]
            lines.append({key: -1 if key[1 - axis] == TOTAL else 1 for key in cells})
    return lines


def determined(hidden: list[Key], lines: list[dict[Key, int]]) -> list[Key]:
    """The unknowns that the equations fix, by exact elimination."""
    matrix = [[Fraction(line.get(key, 0)) for key in hidden] for line in lines]
    rank = 0
    for column in range(len(hidden)):
        pivot = next((row for row in range(rank, len(matrix)) if matrix[row][column]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        matrix[rank] = [value / matrix[rank][column] for value in matrix[rank]]
        for row in range(len(matrix)):
            if row != rank and matrix[row][column]:
                factor = matrix[row][column]
                matrix[row] = [a - factor * b for a, b in zip(matrix[row], matrix[rank], strict=True)]
        rank += 1
    filled = [[index for index, value in enumerate(row) if value] for row in matrix]
    return [hidden[row[0]] for row in filled if len(row) == 1]


def hidden_keys(published: dict[Key, Cell]) -> list[Key]:
    return sorted(key for key, cell in published.items() if cell.hidden)


counts_one_way = st.dictionaries(
    st.tuples(st.sampled_from(["UA", "BY", "GE", "VN", "IN", "TR", ""])), st.integers(0, 30), min_size=1
)


@st.composite
def counts_two_way(draw: st.DrawFn, most: int = 5) -> Table:
    rows, columns = draw(st.integers(1, most)), draw(st.integers(1, most))
    small = st.one_of(st.integers(0, 6), st.integers(0, 60))
    return {(f"r{row}", f"c{column}"): draw(small) for row in range(rows) for column in range(columns)}


def test_a_table_of_large_counts_is_published_whole() -> None:
    assert suppress({("K",): 40, ("M",): 30}) == {("K",): Cell(40), ("M",): Cell(30), (TOTAL,): Cell(70)}


def test_zeros_are_shown_and_an_empty_month_has_a_total_of_zero() -> None:
    assert suppress({("K",): 0, ("M",): 30})[("K",)] == Cell(0)
    assert suppress({}) == {(TOTAL,): Cell(0)}


def test_two_georgians_cannot_be_found_by_subtraction() -> None:
    published = suppress({("UA",): 90, ("BY",): 12, ("GE",): 2})
    assert published == {("UA",): Cell(90), ("BY",): HIDDEN, ("GE",): HIDDEN, (TOTAL,): Cell(104)}


def test_hidden_cells_that_together_are_few_hide_one_more() -> None:
    published = suppress({("UA",): 90, ("BY",): 12, ("GE",): 2, ("VN",): 1})
    assert hidden_keys(published) == [("BY",), ("GE",), ("VN",)]


def test_a_small_total_is_hidden_with_its_only_cell() -> None:
    assert hidden_keys(suppress({("UA",): 3, ("BY",): 0})) == [("UA",), (TOTAL,)]


def test_one_small_cell_in_a_grid_takes_a_rectangle_with_it() -> None:
    counts: Table = {("UA", "K"): 50, ("UA", "M"): 40, ("BY", "K"): 20, ("BY", "M"): 2}
    published = suppress(counts)
    assert hidden_keys(published) == [("BY", "K"), ("BY", "M"), ("UA", "K"), ("UA", "M")]
    assert published["BY", TOTAL] == Cell(22)


def test_two_rectangles_joined_by_one_cell_do_not_betray_it() -> None:
    """Every line has two hidden cells here, yet (r2, c1) could be computed: the classical trap."""
    small: set[Key] = {("r0", "c0"), ("r0", "c1"), ("r1", "c0"), ("r1", "c1")}
    small |= {("r2", "c2"), ("r2", "c3"), ("r3", "c2"), ("r3", "c3"), ("r2", "c1")}
    cells: list[Key] = [(f"r{row}", f"c{column}") for row in range(4) for column in range(4)]
    counts = {cell: 4 if cell in small else 50 for cell in cells}
    assert determined(sorted(small), equations(with_totals(counts))) == [("r2", "c1")]
    published = suppress(counts)
    assert set(hidden_keys(published)) > small
    assert determined(hidden_keys(published), equations(with_totals(counts))) == []


def test_overlapping_kinds_show_the_number_of_different_persons() -> None:
    published = suppress({("visit",): 30, ("document",): 25}, distinct=41)
    assert published[(TOTAL,)] == Cell(41)
    assert suppress({("visit",): 3, ("document",): 3}, distinct=4)[(TOTAL,)] == HIDDEN


@pytest.mark.parametrize("counts", [{("K",): -1}, {(TOTAL,): 3}, {("K",): 1, ("K", "M"): 2}, {("a", "b", "c"): 1}])
def test_what_is_no_table_is_refused(counts: Table) -> None:
    with pytest.raises(ValueError, match=r"dimensions|negative"):
        suppress(counts)


def test_only_one_dimension_may_overlap() -> None:
    with pytest.raises(ValueError, match="overlap"):
        suppress({("UA", "K"): 9}, distinct=8)


@given(st.one_of(counts_one_way, counts_two_way()), st.integers(2, 12))
def test_no_small_count_is_shown_and_what_is_shown_is_true(counts: Table, threshold: int) -> None:
    published, table = suppress(counts, threshold), with_totals(counts)
    assert published.keys() == table.keys()
    for key, cell in published.items():
        assert cell.value in (None, table[key])
        assert cell.hidden or not 0 < table[key] < threshold


@given(st.one_of(counts_one_way, counts_two_way()), st.integers(2, 12))
def test_no_hidden_cell_can_be_computed(counts: Table, threshold: int) -> None:
    hidden = hidden_keys(suppress(counts, threshold))
    assert determined(hidden, equations(with_totals(counts))) == []


@given(counts_two_way(most=2))
def test_other_tables_of_counts_agree_with_all_that_is_shown(counts: Table) -> None:
    """Even knowing that counts are never negative, every hidden cell may be one more or one less."""
    hidden, table = hidden_keys(suppress(counts)), with_totals(counts)
    possible: dict[Key, set[int]] = {key: set() for key in hidden}
    for steps in product((-1, 0, 1), repeat=len(hidden)):
        step = dict(zip(hidden, steps, strict=True))
        if all(sum(sign * step.get(key, 0) for key, sign in line.items()) == 0 for line in equations(table)):
            for key in hidden:
                possible[key].add(table[key] + step[key])
    assert all(possible[key] >= {table[key] - 1, table[key] + 1} for key in hidden)
    assert all(table[key] > 0 for key in hidden)


@given(st.one_of(counts_one_way, counts_two_way()))
def test_what_is_hidden_in_a_line_is_not_few_persons_together(counts: Table) -> None:
    published, table = suppress(counts), with_totals(counts)
    for line in equations(table):
        total = next(key for key, sign in line.items() if sign < 0)
        together = sum(table[key] for key in line if published[key].hidden)
        assert published[total].hidden or not 0 < together < THRESHOLD


@given(counts_one_way)
def test_a_list_gives_up_its_total_only_if_that_is_small(counts: Table) -> None:
    published = suppress(counts)
    assert published[(TOTAL,)].hidden == (0 < sum(counts.values()) < THRESHOLD)


@given(counts_two_way())
def test_the_same_counts_are_always_hidden_the_same_way(counts: Table) -> None:
    assert suppress(counts) == suppress(dict(reversed(counts.items())))
