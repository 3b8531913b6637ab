"""Small-cell suppression: no count in a published table may point at a few persons.

A table has one or two dimensions and its totals: every row and every column with its total is
a *line*, an equation anybody can solve. Cells are hidden until three things hold:

1. Every count from 1 to threshold - 1 is hidden (primary suppression). Zeros are shown.
2. The hidden cells of a line whose total is shown do not add up to a small count either.
3. No hidden cell can be computed from what is shown. Take the lines as nodes and the hidden
   cells as edges between their row and their column: a cell is determined exactly if its edge
   is a bridge, so for every bridge the cheapest path around it is hidden too. All hidden
   cells are above zero and lie on a cycle; adding and subtracting 1 in turn around the cycle
   gives two more tables of counts that agree with all that is shown, for every hidden cell.

Cells inside the table are hidden before totals and small counts before large ones; a one-way
table gives up its total only if that is small itself. Tables that overlap (the same persons
cut in another way) are not looked at together: publish the finer one with its totals.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

__all__ = ["THRESHOLD", "TOTAL", "Cell", "suppress"]

THRESHOLD = 5
TOTAL = "total"

Key = tuple[str, ...]
_Line = tuple[int, str]  # which coordinate its cells share, and the code they share it with
_ONLY_LINE: _Line = (0, "")
_NO_LINE: _Line = (2, "")  # the second one of a cell in a one-way table: binds nothing


@dataclass(frozen=True)
class Cell:
    """A published count; hidden ones have no value and are flagged."""

    value: int | None

    @property
    def hidden(self) -> bool:
        return self.value is None


def suppress(counts: Mapping[Key, int], threshold: int = THRESHOLD, distinct: int | None = None) -> dict[Key, Cell]:
    """The table with its totals, safe to publish.

    `counts` maps one or two category codes to a count ≥ 0; missing pairs are 0; totals are added
    under the code TOTAL. `distinct` is for one dimension whose categories overlap (a person who
    got two kinds of help): the number of different persons, shown as the total instead of the sum.
    Raises ValueError for negative counts, a category called TOTAL, keys of other lengths, and
    `distinct` beside two dimensions.
    """
    _check(counts, distinct)
    table = _with_totals(counts)
    hidden = {key for key, count in table.items() if _is_small(count, threshold)}
    ordered = dict(sorted(table.items()))  # so that ties fall the same way however the counts came
    while more := _exposed_sums(ordered, hidden, threshold) or _path_around_a_bridge(ordered, hidden):
        hidden |= more
    cells = {key: Cell(None if key in hidden else count) for key, count in table.items()}
    if distinct is not None:
        cells[(TOTAL,)] = Cell(None if _is_small(distinct, threshold) else distinct)
    return cells


def _check(counts: Mapping[Key, int], distinct: int | None) -> None:
    lengths = {len(key) for key in counts}
    if len(lengths) > 1 or not lengths <= {1, 2}:
        raise ValueError("a table has one or two dimensions")
    if distinct is not None and lengths == {2}:
        raise ValueError("only a one-way table may overlap")
    if any(TOTAL in key for key in counts) or any(count < 0 for count in counts.values()):
        raise ValueError("counts are not negative and totals are not given")


def _with_totals(counts: Mapping[Key, int]) -> dict[Key, int]:
    if not counts:
        return {(TOTAL,): 0}
    axes = [list(dict.fromkeys(codes)) for codes in zip(*counts, strict=True)]
    table = dict.fromkeys(product(*([*axis, TOTAL] for axis in axes)), 0)
    for key, count in counts.items():
        for place in product(*((code, TOTAL) for code in key)):
            table[place] += count
    return table


def _is_small(count: int, threshold: int) -> bool:
    return 0 < count < threshold


def _lines(key: Key) -> tuple[_Line, _Line]:
    """The two equations a cell stands in; a one-way cell has only one, its second is open to all."""
    if len(key) == 1:
        return _ONLY_LINE, _NO_LINE
    return (0, key[0]), (1, key[1])


def _cost(key: Key, table: Mapping[Key, int]) -> tuple[int, int]:
    """What publishing loses with this cell: totals weigh more than anything inside."""
    return key.count(TOTAL), table[key]


def _exposed_sums(table: Mapping[Key, int], hidden: set[Key], threshold: int) -> set[Key]:
    """One more cell for a line whose hidden cells together are a small count, shown by its total."""
    for line, cells in _by_line(table).items():
        if line == _NO_LINE:
            continue
        total = next(key for key in cells if _is_total_of(key, line))
        if total in hidden or not _is_small(sum(table[key] for key in cells if key in hidden), threshold):
            continue
        shown = [key for key in cells if key not in hidden and table[key] > 0]
        return {min(shown, key=lambda key: _cost(key, table))}
    return set()


def _is_total_of(key: Key, line: _Line) -> bool:
    """Whether the cell is the sum of the others on the line."""
    axis, _code = line
    return key[1 - axis if len(key) > 1 else 0] == TOTAL


def _by_line(keys: Iterable[Key]) -> dict[_Line, list[Key]]:
    lines: dict[_Line, list[Key]] = {}
    for key in keys:
        for line in _lines(key):
            lines.setdefault(line, []).append(key)
    return lines


def _path_around_a_bridge(table: Mapping[Key, int], hidden: set[Key]) -> set[Key]:
    """The cells to hide so that one hidden cell that can be computed no longer can."""
    bridge = min(_bridges(sorted(hidden)), default=None)
    if bridge is None:
        return set()
    costs = {key: _cost(key, table) for key, count in table.items() if count > 0 and key != bridge}
    return _cheapest_path(*_lines(bridge), costs | dict.fromkeys(hidden - {bridge}, (0, 0))) - hidden


def _bridges(cells: list[Key]) -> list[Key]:
    """The edges on no cycle: those of a spanning forest that no other edge reaches across."""
    order, tree = _spanning_forest(cells)
    across: dict[_Line, int] = dict.fromkeys(order, 0)
    # Every edge outside the forest has a bit, set at both its ends; in a subtree both cancel out.
    for bit, key in enumerate(set(cells) - set(tree.values())):
        for line in _lines(key):
            across[line] ^= 1 << bit
    bridges = []
    for line in reversed(order):
        if line in tree:
            across[_other(tree[line], line)] ^= across[line]
            if not across[line]:
                bridges.append(tree[line])
    return bridges


def _spanning_forest(cells: list[Key]) -> tuple[list[_Line], dict[_Line, Key]]:
    """All lines, parents first, and the cell that leads to each one but the roots."""
    lines = _by_line(cells)
    order: list[_Line] = []
    tree: dict[_Line, Key] = {}
    seen: set[_Line] = set()
    for root in lines:
        waiting = [] if root in seen else [root]
        seen.add(root)
        while waiting:
            line = waiting.pop()
            order.append(line)
            for key in lines[line]:
                ahead = _other(key, line)
                if ahead not in seen:
                    seen.add(ahead)
                    tree[ahead] = key
                    waiting.append(ahead)
    return order, tree


def _other(key: Key, line: _Line) -> _Line:
    first, second = _lines(key)
    return second if line == first else first


def _cheapest_path(start: _Line, goal: _Line, costs: Mapping[Key, tuple[int, int]]) -> set[Key]:
    """The cells that lead from one line to another at the least cost (Dijkstra).

    There always is a way: a cell above zero has totals above zero, and they make a cycle with it.
    """
    lines = _by_line(costs)
    queue: list[tuple[tuple[int, int], int, _Line, tuple[Key, ...]]] = [((0, 0), 0, start, ())]
    done: set[_Line] = set()
    while queue[0][2] != goal:
        cost, length, line, path = heapq.heappop(queue)
        if line in done:
            continue
        done.add(line)
        for key in lines.get(line, ()):
            total = (cost[0] + costs[key][0], cost[1] + costs[key][1])
            heapq.heappush(queue, (total, length + 1, _other(key, line), (*path, key)))
    return set(queue[0][3])
