"""The find box: a letter typed to the painted list, in the real window with its lanes."""

from __future__ import annotations

import random
import time
from typing import Any

from tests.benchmarks.registers import Size
from tests.benchmarks.rows import Row, at_most, percentile, told
from tests.benchmarks.window import Bench, Painted

WORDS = 60
LETTERS = 7
BARS = {10_000: 16.7, 100_000: 33.0}


def run(bench: Bench, size: Size) -> list[Row]:
    """Type names, numbers and telephones of people who are there, letter by letter."""
    page = bench.page("clients")
    bench.window.open("clients")
    bench.until(lambda: page.list.rows.rowCount() > 0)
    bench.settle(0.5)
    taken: dict[int, list[float]] = {}
    for word in _words(bench, random.Random(5)):
        for place, letter in enumerate(word[:LETTERS], start=1):
            taken.setdefault(place, []).append(_typed(bench, page, letter))
        page.find_box.clear()
        bench.settle(0.06)
    every = [value for values in taken.values() for value in values]
    short = [*taken[1], *taken[2]]
    bar = BARS.get(size.clients, BARS[100_000])
    return [
        at_most("letter typed to painted list, p95", percentile(every, 0.95), bar, " ms"),
        at_most("… the first two letters, p95", percentile(short, 0.95), bar, " ms"),
        told("… median / longest", percentile(every, 0.5), " ms", f" / {max(every):.0f} ms"),
    ]


def _typed(bench: Bench, page: Any, letter: str) -> float:
    asked = (page.find_box.text() + letter).strip()

    def answered() -> bool:
        return bool(page._shown_for) and page._shown_for[0] == asked

    painted = Painted(page.list.viewport(), answered)
    start = time.perf_counter()
    bench.key(page.find_box, letter)
    bench.until(lambda: painted() or (answered() and page.list.rows.rowCount() == 0))
    return (time.perf_counter() - start) * 1000


def _words(bench: Bench, rng: random.Random) -> list[str]:
    with bench.opened.database.read(bench.opened.actor) as read:
        latin = [row[0] for row in read.sql("SELECT surname || ' ' || given FROM person ORDER BY id LIMIT 2000")]
        own = [row[0] for row in read.sql("SELECT surname FROM person_name ORDER BY id LIMIT 2000")]
        numbers = [row[0] for row in read.sql("SELECT pesel FROM person WHERE pesel <> '' ORDER BY id LIMIT 2000")]
        phones = [row[0] for row in read.sql("SELECT digits FROM contact WHERE digits <> '' ORDER BY id LIMIT 2000")]
    kinds = (latin, own, latin, numbers, own, phones)
    return [rng.choice(kinds[place % len(kinds)]).lower() for place in range(WORDS)]
