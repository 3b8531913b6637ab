"""The month's summary against one raw SQL statement that yields the same cells, on one encrypted register.

from tests.benchmarks.bench_month import run
run(opened)   # a register opened by `startup.open_register`
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from cic_desktop.core.periods import Month
from cic_desktop.reports.indicators import CUTS, Cut, indicator
from cic_desktop.reports.indicators.numbers import LANGUAGE_COURSES
from cic_desktop.reports.summary import MONTHS, MonthSummary, month

ROUNDS = 9
_ROWS = """
SELECT s.id AS service, p.person_id AS person, s.minutes AS minutes, t.signature AS signature,
  s.day || s.id || p.id AS place, iif(s.kind = 'course', json_extract(s.details, '$.course_kind'), '') AS course,
  {categories}
FROM service s JOIN sitting t ON t.id = s.sitting_id
LEFT JOIN service_person p ON p.service_id = s.id AND p.deleted_at IS NULL {join}
WHERE s.deleted_at IS NULL AND s.day BETWEEN {first} AND {last}
"""
_FIGURES = """
SELECT '{when}', '', count(DISTINCT service), count(DISTINCT person),
  (SELECT sum(minutes) FROM (SELECT DISTINCT service, minutes FROM {rows})),
  count(DISTINCT iif(countable = 'countable', service, NULL)),
  count(DISTINCT service) - count(DISTINCT iif(person IS NOT NULL, service, NULL)),
  count(DISTINCT iif(signature = 'list' AND person IS NOT NULL, service, NULL)) FROM {rows}
"""
_NAMES = ("services", "persons", "minutes", "countable", "enquiries", "unsigned")
_FILLER = "NULL, NULL, NULL, NULL, NULL"
_TOPICS = f"""
SELECT 'topics', iif(kind = 'course', 'course', topic) || substr(day, 1, 7), count(*), {_FILLER} FROM service
WHERE deleted_at IS NULL AND day BETWEEN :series AND :last GROUP BY 2
"""
_CLIENTS = f"""
SELECT 'clients{{when}}', '', count(*), {_FILLER} FROM person
WHERE deleted_at IS NULL AND registered_on BETWEEN :{{of}}first AND :{{of}}last
"""


def statement(of: Month) -> str:
    """One statement for all cells of the month: the month's rows once, a grouping per cut."""
    every = ", ".join(f"{cut.sql} AS {cut.code}" for cut in CUTS)
    joined = " ".join(cut.join for cut in CUTS)
    rows = _ROWS.format(categories=every, join=joined, first=":first", last=":last")
    countable = next(f"{cut.sql} AS {cut.code}" for cut in CUTS if cut.code == "countable")
    before = _ROWS.format(categories=countable, join="", first=":before_first", last=":before_last")
    parts = [_FIGURES.format(when="now", rows="m"), _FIGURES.format(when="before", rows="b")]
    for cut in CUTS:
        parts += [_services(cut), _persons(cut), *_learners(cut)]
        if cut in indicator("minutes").cuts:
            parts.append(_minutes(cut))
    parts += [_TOPICS, _CLIENTS.format(when="", of=""), _CLIENTS.format(when=" before", of="before_")]
    return f"WITH m AS MATERIALIZED ({rows}), b AS MATERIALIZED ({before}) " + " UNION ALL ".join(parts)


def _services(cut: Cut) -> str:
    if cut.several == "least":
        inner = f"SELECT min({cut.code}) AS c FROM m GROUP BY service"
        return f"SELECT '{cut.code} services', c, count(*), {_FILLER} FROM ({inner}) GROUP BY c"
    return f"SELECT '{cut.code} services', {cut.code}, count(DISTINCT service), {_FILLER} FROM m GROUP BY 2"


def _minutes(cut: Cut) -> str:
    inner = f"SELECT DISTINCT {cut.code} AS c, service, minutes FROM m"
    return f"SELECT '{cut.code} minutes', c, sum(minutes), {_FILLER} FROM ({inner}) GROUP BY c"


def _learners(cut: Cut) -> Iterator[str]:
    """Persons at lessons of courses of some kinds, for the cuts these numbers have."""
    for name, kinds in (("language_course", LANGUAGE_COURSES), ("adaptation_course", ("adaptation",))):
        if cut in indicator(name).cuts:
            yield _persons(cut, name, f"AND course IN ({', '.join(map(repr, kinds))})")


def _persons(cut: Cut, name: str = "persons", and_so: str = "") -> str:
    if cut.several == "each":
        return f"SELECT '{cut.code} {name}', {cut.code}, count(DISTINCT person), {_FILLER} FROM m GROUP BY 2"
    least = "min(place)" if cut.several == "first" else f"min({cut.code})"
    inner = f"SELECT {cut.code} AS c, {least} FROM m WHERE person IS NOT NULL {and_so} GROUP BY person"
    return f"SELECT '{cut.code} {name}', c, count(*), {_FILLER} FROM ({inner}) GROUP BY c"


def parameters(of: Month) -> dict[str, str]:
    before = of.previous()
    return {
        "series": of.back(MONTHS - 1).first.isoformat(),
        "first": of.first.isoformat(), "last": of.last.isoformat(),
        "before_first": before.first.isoformat(), "before_last": before.last.isoformat(),
    }  # fmt: skip


def cells(rows: list[Any]) -> dict[tuple[str, str], int]:
    """What the statement found, by table, column and category."""
    found: dict[tuple[str, str], int] = {}
    for what, category, *numbers in rows:
        if what in ("now", "before"):
            figures = zip(_NAMES, numbers, strict=True)
            found |= {(f"{what} {name}", ""): number for name, number in figures if number}
        elif numbers[0]:
            found[(what, category)] = numbers[0]
    return found


def summary_cells(summary: MonthSummary) -> dict[tuple[str, str], int]:
    """The summary in the same shape."""
    found: dict[tuple[str, str], int] = {}
    clients = summary.figure("new_clients")
    found |= {("clients", ""): clients.value, ("clients before", ""): clients.before}
    for name in _NAMES:
        found |= {(f"now {name}", ""): summary.figure(name).value}
        found |= {(f"before {name}", ""): summary.figure(name).before}
    for table in summary.tables:
        for column in (each for each in table.columns if indicator(each).count):
            found |= {(f"{table.code} {column}", code): n for code, n in table.values(column).items()}
    for line in summary.topics:
        months = zip(summary.months, line.values, strict=True)
        found |= {("topics", f"{line.code}{when}"): n for when, n in months}
    return {key: number for key, number in found.items() if number}


def run(opened: Any, of: Month | None = None) -> dict[str, Any]:
    """Milliseconds (medians of interleaved rounds), their ratio, and how many cells differ (none should)."""
    with opened.database.read(opened.actor) as read:
        newest = read.sql("SELECT max(day) FROM service")[0][0]
        chosen = of or Month.parse(newest[:7]).previous()
        sql, params = statement(chosen), parameters(chosen)
        ours, raw = [], []
        for _round in range(ROUNDS):
            raw.append(_timed(lambda: read.sql(sql, params)))
            ours.append(_timed(lambda: month(read, chosen)))
        expected, found = cells(read.sql(sql, params)), summary_cells(month(read, chosen))
        counted = read.sql("SELECT count(*) FROM service")[0][0]
    summary_ms, raw_ms = statistics.median(ours), statistics.median(raw)
    return {
        "services": counted,
        "month": str(chosen),
        "cells": len(expected),
        "cells_that_differ": len(expected.items() ^ found.items()),
        "summary_ms": round(summary_ms, 1),
        "raw_sql_ms": round(raw_ms, 1),
        "ratio": round(summary_ms / raw_ms, 2),
    }


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
