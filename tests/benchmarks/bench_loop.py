"""The event loop while the program works: pages opened, the month counted, forms filled, help kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cic_desktop import assistance, clients, forms, reports
from cic_desktop.assistance.rows import SittingDraft
from cic_desktop.core.periods import Month
from tests.benchmarks.bench_save import _draft
from tests.benchmarks.registers import UNTIL
from tests.benchmarks.rows import Row, at_most, percentile, told
from tests.benchmarks.window import Bench

_PAGES = ("today", "clients", "help", "forms", "reports")
_LONG = 50  # milliseconds


def run(bench: Bench) -> list[Row]:
    """Turns of the whole run, the find box's and the card's included."""
    definition, answers, month = forms.load("EL-W-1"), forms.sample("EL-W-1"), Month.of(UNTIL).previous()
    draft = _draft(bench.opened)
    first = len(bench.turns)
    for page in _PAGES:  # made on the first visit
        bench.window.open(page)
        bench.settle(0.8)
    visited = bench.turns[first:]
    _beside(bench, lambda: [forms.fill(definition, answers) for _ in range(40)])
    _beside(
        bench, lambda: _read(bench, lambda read: [reports.month(read, month.back(n)) for n in range(3)]), lane="long"
    )
    for _round in range(30):
        _keep(bench, draft)
    _beside(bench, lambda: _read(bench, _searches))
    slow = sum(1 for turn in bench.turns if turn > _LONG)
    share = 100 * (1 - slow / len(bench.turns))
    return [
        Row(f"turns of the event loop under {_LONG} ms", f"{share:.2f} %", "≥ 99.9 %", share >= 99.9),
        told("… longest of", len(bench.turns), "", f" turns: {max(bench.turns):.0f} ms"),
        told("… longest while pages are made (their first visit)", max(visited), " ms"),
        at_most("… 99.9th percentile", percentile(bench.turns, 0.999), _LONG, " ms"),
    ]


def _beside(bench: Bench, work: Callable[[], Any], lane: str = "side") -> None:
    """Long work on its lane while pages are opened."""
    over: list[bool] = []
    bench.ctx.side(lambda _tick: work(), owner=bench.window, then=lambda _result: over.append(True), lane=lane)
    while not over:
        for page in _PAGES:
            bench.window.open(page)
            bench.settle(0.12)


def _read(bench: Bench, look: Callable[[Any], Any]) -> Any:
    with bench.opened.database.read(bench.opened.actor) as read:
        return look(read)


def _searches(read: Any) -> list[Any]:
    return [clients.find_clients(read, text) for text in ("a", "ко", "sz") * 20]


def _keep(bench: Bench, draft: SittingDraft) -> None:
    over: list[bool] = []
    bench.ctx.do(
        lambda work: assistance.record(work, draft),
        verb="record help",
        owner=bench.window,
        then=lambda _id: over.append(True),
    )
    bench.until(lambda: bool(over))
    bench.settle(0.03)
