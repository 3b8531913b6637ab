"""A card with a thousand services: from the click to the painted card."""

from __future__ import annotations

import time

from tests.benchmarks.registers import HEAVY_SERVICES, heavy_client
from tests.benchmarks.rows import Row, at_most, percentile
from tests.benchmarks.window import Bench, Painted

ROUNDS = 21


def run(bench: Bench) -> list[Row]:
    with bench.opened.database.read(bench.opened.actor) as read:
        heavy = heavy_client(read)
        others = [row[0] for row in read.sql("SELECT id FROM person ORDER BY id LIMIT ?", (ROUNDS,))]
    _open(bench, heavy)
    taken = []
    for other in others:
        _open(bench, other)
        taken.append(_open(bench, heavy))
    name = f"card with {HEAVY_SERVICES:,} services, click to painted"
    return [at_most(name, percentile(taken, 0.5), 50, " ms", f" (p95 {percentile(taken, 0.95):.0f})")]


def _open(bench: Bench, person_id: str) -> float:
    page = bench.page("client")
    bench.settle(0.05)
    painted = Painted(page.viewport(), lambda: page.view is not None and page.view.card.id == person_id)
    start = time.perf_counter()
    bench.window.open("client", person_id=person_id)
    bench.until(painted)
    return (time.perf_counter() - start) * 1000
