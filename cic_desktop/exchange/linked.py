"""Tables that share an axis, made safe together.

`suppress` protects one table. Two tables by kind of help both show how much help of each kind there
was: what one hides the other must not tell. Kinds whose totals must stay hidden are therefore put
together into one category, in both tables, until every total of the shared axis can be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cic_desktop.exchange.suppression import TOTAL, Cell, Key, suppress

__all__ = ["OTHER", "suppress_linked"]

OTHER = "other_kinds"

Tables = Mapping[str, Mapping[Key, int]]


def suppress_linked(tables: Tables, threshold: int) -> dict[str, dict[Key, Cell]]:
    """Two-way tables by name whose first coordinate is the same axis; some of its codes may become OTHER.

    With only one category left its total may be small and stay hidden.
    """
    while True:
        safe = {name: suppress(counts, threshold) for name, counts in tables.items()}
        together = _hidden_totals(safe)
        rest = _sizes(tables)
        if not together or len(rest) < 2:
            return safe
        if len(together) == 1:
            together |= {min((size, code) for code, size in rest.items() if code not in together)[1]}
        tables = {name: _merged(counts, together) for name, counts in tables.items()}


def _hidden_totals(safe: Mapping[str, Mapping[Key, Cell]]) -> set[str]:
    return {
        key[0]
        for cells in safe.values()
        for key, cell in cells.items()
        if len(key) == 2 and key[1] == TOTAL and key[0] != TOTAL and cell.hidden
    }


def _sizes(tables: Tables) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for counts in tables.values():
        for key, count in counts.items():
            sizes[key[0]] += count
    return sizes


def _merged(counts: Mapping[Key, int], together: set[str]) -> dict[Key, int]:
    merged: Counter[Key] = Counter()
    for (first, second), count in counts.items():
        merged[OTHER if first in together else first, second] += count
    return dict(merged)
