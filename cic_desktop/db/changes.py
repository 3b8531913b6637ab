"""What one act touched, as the journal saw it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Changes"]


@dataclass(frozen=True)
class Changes:
    """The rows an act wrote: pairs of table name and id. Open screens reload what they show of it."""

    rows: frozenset[tuple[str, str]] = frozenset()

    def ids(self, table: str) -> set[str]:
        return {row for name, row in self.rows if name == table}

    def touches(self, tables: Iterable[str]) -> bool:
        wanted = set(tables)
        return any(name in wanted for name, _ in self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.rows)
