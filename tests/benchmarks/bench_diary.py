"""The calendar's week from the key to the paint, and the waiting lists with thousands who wait.

The demo tells of some dozens of referrals however large the register is, so one for every second client is put in
within an act that is taken back: the lists are read inside it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from typing import Any

from cic_desktop import assistance, diary
from cic_desktop.assistance.tables import FollowUp, Referral
from cic_desktop.ui.diary.columns import week_grid
from tests.benchmarks.registers import UNTIL, Size
from tests.benchmarks.rows import Row, at_most, percentile, told
from tests.benchmarks.window import Bench, Painted

ROUNDS, WEEKS, BAR = 9, 40, 100.0
WAITING_SHARE = 2  # one client in so many waits for somebody, and for a promise
_MONDAY = UNTIL - timedelta(days=UNTIL.weekday())
_SPECIALISTS = ("lawyer", "psychologist", "labour", "career", "child_psychologist")


class _TakenBack(Exception):
    """Ends the act that must leave nothing behind."""


def run(bench: Bench, size: Size) -> list[Row]:
    """Milliseconds: medians, and the slowest of twenty for the painted week."""
    with bench.opened.database.read(bench.opened.actor) as read:
        lines = len(diary.week(read, _MONDAY - timedelta(days=14)).lines)
        week = _timed(lambda: week_grid(diary.week(read, _MONDAY - timedelta(days=14))))
        free = _timed(lambda: diary.free_times(read, bench.opened.actor.id, 30, UNTIL))
        meeting = diary.Meeting(UNTIL, "10:00", 45, bench.opened.actor.id)
        clash = _timed(lambda: diary.clashes(read, meeting))
    turned = _turned(bench)
    note = f" ({lines} appointments, 95 of 100: {percentile(turned, 0.95):.0f} ms)"
    return [
        at_most("a week of the calendar, key to paint", statistics.median(turned), BAR, " ms", note),
        told("… read and laid out alone", week, " ms"),
        told("clashes of a meeting being chosen", clash, " ms"),
        told("free times of a colleague", free, " ms"),
        *_lists(bench.opened, size.clients // WAITING_SHARE),
    ]


def _turned(bench: Bench) -> list[float]:
    """Turning back week by week in the real window."""
    bench.window.open("calendar", day=_MONDAY.isoformat())
    page = bench.page("calendar")
    bench.settle()
    taken = []
    for _week in range(WEEKS):
        before, start = page.view, time.perf_counter()
        painted = Painted(page.grid, partial(_is_new, page, before))
        page.turn(-1)
        bench.until(painted)
        taken.append((time.perf_counter() - start) * 1000)
        page.grid.removeEventFilter(painted)
    return taken


def _is_new(page: Any, before: Any) -> bool:
    return page.view is not before


def _lists(opened: Any, waiting: int) -> list[Row]:
    """The waiting list of one specialist and of all, the counts, and what was promised."""
    found: list[Row] = []
    try:
        with opened.database.write(opened.actor, "measure waiting lists") as work:
            _fill(work, waiting)
            everybody = assistance.ReferralFilter(states=assistance.WAITING)
            one = assistance.ReferralFilter(states=assistance.WAITING, specialist="lawyer")
            note = f" ({waiting} waiting)"
            found = [
                at_most("waiting list, first page", _page(work, everybody), BAR, " ms", note),
                at_most("… of one specialist", _page(work, one), BAR, " ms"),
                at_most("follow-ups of the centre", _promised(work), BAR, " ms", f" ({waiting} open)"),
            ]
            raise _TakenBack
    except _TakenBack:
        return found


def _page(work: Any, wanted: Any) -> float:
    return _timed(lambda: (assistance.referral_list(work, wanted), assistance.referral_counts(work)))


def _promised(work: Any) -> float:
    return _timed(lambda: assistance.follow_ups(work, UNTIL + timedelta(days=14), limit=500))


def _fill(work: Any, count: int) -> None:
    people = [row[0] for row in work.sql("SELECT id FROM person WHERE deleted_at IS NULL LIMIT ?", (count,))]
    for number, person in enumerate(islice(cycle(people), count)):
        day, me = UNTIL - timedelta(days=number % 90), work.actor.id
        state, urgency = assistance.WAITING[number % 4], ("normal", "soon", "urgent")[number % 3]
        specialist = _SPECIALISTS[number % 5]
        work.add(
            Referral(
                person_id=person, account_id=me, specialist=specialist, urgency=urgency, state=state, state_on=day,
                waiting_since=day, reason="x",
            )
        )  # fmt: skip
        work.add(FollowUp(person_id=person, account_id=me, due_on=day, title="x"))


def _timed(work: Callable[[], object]) -> float:
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)
