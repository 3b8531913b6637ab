"""The word lists the demo is made of (`resources/demo/*.tsv`, written for this program), and drawing from them."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Generic, TypeVar

from cic_desktop.paths import data_root

T = TypeVar("T")
Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The lines of one list, by its heading."""
    with (data_root() / "resources" / "demo" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


class Weighted(Generic[T]):
    """Things to draw with their weights; the sums are made once."""

    def __init__(self, things: Sequence[tuple[T, float]]) -> None:
        self.things = [thing for thing, _ in things]
        self._sums = list(accumulate(weight for _, weight in things))

    def draw(self, rng: random.Random) -> T:
        return rng.choices(self.things, cum_weights=self._sums)[0]


def weighted(things: Mapping[T, float]) -> Weighted[T]:
    return Weighted(list(things.items()))


@cache
def weighted_rows(name: str, column: str = "", value: str = "") -> Weighted[Row]:
    """The lines of a list (with this value in the column, when one is named) by their `weight`."""
    return Weighted([(row, float(row["weight"])) for row in rows(name) if not column or row[column] == value])


def chance(rng: random.Random, share: float) -> bool:
    return rng.random() < share


def filled(rng: random.Random, pattern: str) -> str:
    """`AB##@` with a digit for each # and a capital letter for each @."""
    draw = {"#": "0123456789", "@": "ABCEHKMPTX"}
    return "".join(rng.choice(draw[char]) if char in draw else char for char in pattern)
