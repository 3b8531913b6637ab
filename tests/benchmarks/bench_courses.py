"""Courses at 200 courses / 6,000 lessons / 100,000 marks and ten times that: opened, marked by keyboard, printed.

Everything through the real window and its lanes, but for what is told as read alone.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest

from cic_desktop import courses, diary, forms
from cic_desktop.startup import Opened
from tests.benchmarks import classes, registers
from tests.benchmarks.registers import UNTIL, Size
from tests.benchmarks.rows import Row, at_most, percentile, told
from tests.benchmarks.window import Bench, Painted

ROUNDS, MONTHS = 9, 24
OPENED, SAVED, MONTH, PRINTED, KEYS = 50.0, 200.0, 50.0, 1.0, 45  # ms, ms, ms, s, keystrokes
_LONG = 50  # milliseconds
_ABSENT = (11, 29)  # places in the list of those who are marked as absent
_SERVICES_OF_A_COURSE = 500  # so the two sizes of the other parts have 200 and 2,000


class _Pressed(QObject):
    """Counts the keys that reach a widget, a chord as one."""

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.KeyPress
        return False


def run(size: Size) -> list[Row]:
    """On a register of its own: its rows would burden what else is measured."""
    with tempfile.TemporaryDirectory() as folder:
        made = classes.make(size.services // _SERVICES_OF_A_COURSE)
        copy = shutil.copytree(made, Path(folder) / "register")  # what is marked in it does not stay
        os.sync()  # or the first save would write the copy too
        return _measured(registers.opened(copy))


def _measured(opened: Opened) -> list[Row]:
    with opened.database.read(opened.actor) as read:
        ids = {name: row_id for row_id, name in read.sql("SELECT id, name FROM course")}
        counts = [read.sql(f"SELECT count(*) FROM {table}")[0][0] for table in ("course", "gathering", "attendance")]
        alone = _timed(lambda: courses.register(read, ids[classes.CLASSES[0]]))
        month = _timed(lambda: diary.month(read, UNTIL.replace(day=1)))
        printed = _certificates(read)
    note = " ({:,} courses, {:,} lessons, {:,} marks)".format(*counts)
    bench = Bench(opened)
    try:
        first = _opened(bench, ids, 1)  # pages are made on the first visit
        begun = len(bench.turns)
        shown = _opened(bench, ids, 2 * ROUNDS)
        keys, saved, painted = _marked(bench, ids[classes.CLASSES[0]])
        months = _months(bench)
        turns = bench.turns[begun:]
    finally:
        bench.close()
        opened.close()
    share = 100 * sum(turn <= _LONG for turn in turns) / len(turns)
    return [
        at_most("register of 40 opened to painted", statistics.median(shown), OPENED, " ms", note),
        told("… the slowest of 20 / the first, with its page", percentile(shown, 0.95), " ms", f" / {first[0]:.0f} ms"),
        told("… read alone", alone, " ms"),
        at_most("… 38 present and 2 absent: keys pressed", keys, KEYS),
        told("… the longest of those keys, pressed to painted", painted, " ms"),
        at_most("… saved, key to said", statistics.median(saved), SAVED, " ms", f" (longest {max(saved):.0f})"),
        at_most("month of the calendar, key to paint", statistics.median(months), MONTH, " ms"),
        told("… read alone", month, " ms"),
        at_most("certificates of a group of 20, one PDF", printed, PRINTED, " s"),
        Row(f"turns of the event loop meanwhile under {_LONG} ms", f"{share:.2f} %", "≥ 99.9 %", share >= 99.9),
        told("… longest of", len(turns), "", f" turns: {max(turns):.0f} ms"),
    ]


def _opened(bench: Bench, ids: dict[str, str], times: int) -> list[float]:
    """The two classes in turn, from the call that a click makes to the grid painted."""
    taken = []
    for number in range(times):
        course_id = ids[classes.CLASSES[number % 2]]
        bench.window.open("courses")
        bench.settle(0.1)
        start = time.perf_counter()
        bench.window.open("course", course_id=course_id, section="attendance")
        page = bench.page("course")
        bench.until(partial(_shows, page, course_id))
        painted = Painted(page.part.grid.viewport(), lambda: True)
        page.part.grid.viewport().update()
        bench.until(painted)
        taken.append((time.perf_counter() - start) * 1000)
        page.part.grid.viewport().removeEventFilter(painted)
    return taken


def _shows(page: Any, course_id: str) -> bool:
    part = page.parts.get("attendance")
    return bool(part and part.grid.sheet and part.grid.sheet.lessons[0].course_id == course_id)


def _marked(bench: Bench, course_id: str) -> tuple[int, list[float], float]:
    """Lessons not marked yet, one after another; gives the most keys one took, the saves, the slowest key."""
    bench.window.open("course", course_id=course_id, section="attendance")
    page = bench.page("course")
    bench.until(lambda: _shows(page, course_id))
    bench.settle()
    part, grid = page.part, page.part.grid
    most, slowest, saved = 0, 0.0, []
    unmarked = [n for n, lesson in enumerate(grid.sheet.lessons) if lesson.state == "planned" and lesson.day < UNTIL]
    bench.window.activateWindow()  # or its shortcuts would not be heard
    grid.setFocus()
    bench.settle()
    pressed = _Pressed(grid)
    for lesson in unmarked[:ROUNDS]:
        grid.go(lesson, 0)
        pressed.count = 0
        for place in range(len(grid.sheet.people)):
            start = time.perf_counter()
            painted = Painted(grid.viewport(), lambda: True)
            bench.key(grid, "3" if place in _ABSENT else "1")
            bench.until(painted)
            slowest = max(slowest, (time.perf_counter() - start) * 1000)
            grid.viewport().removeEventFilter(painted)
        start = time.perf_counter()
        QTest.keyClick(grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        bench.until(lambda: not part.saving and not grid.sheet.unsaved())
        saved.append((time.perf_counter() - start) * 1000)
        bench.settle(0.3)  # what is said, and the page read again
        counts = grid.sheet.counts(lesson)
        assert (counts["present"], counts["absent"]) == (classes.FORTY - 2, 2)
        most = max(most, pressed.count)
    return most, saved, slowest


def _months(bench: Bench) -> list[float]:
    """Turning back month by month."""
    bench.window.open("calendar", day=UNTIL.isoformat())
    page = bench.page("calendar")
    bench.settle()
    page.views["month"].click()
    bench.settle(0.5)
    taken = []
    for _month in range(MONTHS):
        before, start = page.view, time.perf_counter()
        painted = Painted(page.month, partial(_is_new, page, before))
        page.turn(-1)
        bench.until(painted)
        taken.append((time.perf_counter() - start) * 1000)
        page.month.removeEventFilter(painted)
    page.views["week"].click()
    bench.settle()
    return taken


def _is_new(page: Any, before: Any) -> bool:
    return page.view is not before


def _certificates(read: Any) -> float:
    """Seconds for the certificates of a group of twenty."""
    rows = read.sql(
        "SELECT course_id, group_concat(id) FROM enrolment WHERE certificate_on IS NOT NULL GROUP BY course_id "
        f"HAVING count(*) >= {classes.CERTIFIED} ORDER BY course_id LIMIT 1"
    )
    course_id, chosen = rows[0][0], rows[0][1].split(",")[: classes.CERTIFIED]
    return _timed(lambda: forms.course_certificates(read, course_id, chosen)) / 1000


def _timed(work: Callable[[], object]) -> float:
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)
