"""The radar of legal stay: read whole, on an ordinary day and on the day temporary protection enters the list."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from cic_desktop import stay
from cic_desktop.ui.stay.board import read_board
from tests.benchmarks.registers import UNTIL
from tests.benchmarks.rows import Row, at_most, told

ROUNDS = 9
BAR = 100.0
FLOOD = date(2026, 12, 7)  # 87 days before the end of temporary protection: more than half of all people at once


def run(opened: Any) -> list[Row]:
    """Milliseconds, medians; the page's first screen with names and telephones included where it says so."""
    with opened.database.read(opened.actor) as read:
        lines = len(stay.deadlines(read, UNTIL).lines)
        whole = _timed(lambda: stay.deadlines(read, UNTIL))
        page = _timed(lambda: read_board(read, stay.Cut("90", by_language=True)))
        today = _timed(lambda: stay.deadline_counts(read, UNTIL))
        flooded = len(stay.deadlines(read, FLOOD).lines)
        flood = _timed(lambda: stay.deadlines(read, FLOOD))
        person = read.sql("SELECT person_id FROM letter ORDER BY id LIMIT 1") or read.sql(
            "SELECT id FROM person LIMIT 1"
        )
        file = _timed(lambda: stay.stay_file(read, person[0][0]))
    return [
        at_most("radar: numbers, filters and first page, grouped by language", page, BAR, " ms", f" ({lines} lines)"),
        told("… read whole, as for the printed list", whole, " ms"),
        at_most("… the numbers on the Today page", today, BAR, " ms"),
        told("… on the day temporary protection enters the list", flood, " ms", f" ({flooded} lines)"),
        told("stay of one person, everything", file, " ms"),
    ]


def _timed(work: Callable[[], object]) -> float:
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)
