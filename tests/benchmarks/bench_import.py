"""10,000 rows of a spreadsheet: read, validated, journaled and indexed, against the bare parse of the same file."""

from __future__ import annotations

import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from cic_desktop import projects, startup
from cic_desktop.core.errors import Cancelled
from cic_desktop.exchange import importing
from cic_desktop.exchange.importing import Plan, Result, Source, Table, What, clients
from tests.benchmarks.rows import Row, at_most, percentile, told
from tests.benchmarks.window import Bench
from tests.exchange.importing import messy

ROWS = 10_000
BAR = 12  # times the bare parse
_LONG = 50  # milliseconds
_HELP = ("Nr klienta", "Data wizyty", "Godz.", "Rodzaj wsparcia", "Temat", "Czas (min)", "Język", "Uwagi")


def run() -> list[Row]:
    """On a register of its own: clients, the same again, then help for them."""
    with tempfile.TemporaryDirectory() as folder, _register(Path(folder) / "register") as opened:
        people = messy.write(Path(folder) / "people.xlsx", messy.make(ROWS).rows)
        services = messy.write(Path(folder) / "help.xlsx", _help(messy.make(ROWS).rows), _HELP)
        return [
            *_rows("clients", opened, people),
            told("… the same file again, nothing to do", _again(opened, people), " s"),
            *_rows("services", opened, services),
        ]


def _rows(what: What, opened: startup.Opened, path: Path) -> list[Row]:
    bare = min(_bare(path) for _time in range(2))
    with _apart() as checking:
        start = time.perf_counter()
        result = _take_in(what, opened, path)
        took = time.perf_counter() - start - sum(checking)
    note = f" ({took:.1f} / {bare:.2f} s, {result.counts.imported:,} in, {result.counts.rejected:,} refused)"
    rows = [at_most(f"{ROWS:,} rows of {what} imported / the bare parse", took / bare, BAR, "×", note)]
    return rows + ([told("… duplicate check among them, apart", sum(checking), " s")] if what == "clients" else [])


def _bare(path: Path) -> float:
    """Seconds openpyxl takes to hand over every cell."""
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _row in load_workbook(path, read_only=True, data_only=True).active.iter_rows(values_only=True):
            pass
    return time.perf_counter() - start


@contextmanager
def _apart() -> Iterator[list[float]]:
    """Times the duplicate check, which the bar leaves out."""
    plain, took = clients.lookalikes, []

    def timed(*args: Any) -> Any:
        start = time.perf_counter()
        try:
            return plain(*args)
        finally:
            took.append(time.perf_counter() - start)

    clients.lookalikes = timed  # type: ignore[assignment]
    try:
        yield took
    finally:
        clients.lookalikes = plain


def _table(path: Path) -> Table:
    return importing.read_table(Source(path))


def _plan(read: Any, what: What, table: Table, tick: Any) -> Plan:
    return importing.dry_run(read, what, table, importing.propose(what, table.headings), tick)


def _take_in(what: What, opened: startup.Opened, path: Path) -> Result:
    """As the wizard does it: the dry run, then the import, each on a connection of its own."""
    table = _table(path)
    with opened.database.read(opened.actor) as read:
        plan = _plan(read, what, table, lambda _share: None)
    with opened.database.write(opened.actor, "import") as work:
        return importing.carry_out(work, plan, {})


def _again(opened: startup.Opened, path: Path) -> float:
    start = time.perf_counter()
    result = _take_in("clients", opened, path)
    assert result.counts.imported == result.counts.updated == 0, "nothing is doubled"
    return time.perf_counter() - start


@contextmanager
def _register(folder: Path) -> Iterator[startup.Opened]:
    new = startup.NewRegister({"name": "CIC", "code": "CIC"}, "anna", "Anna Nowak", "kolorowa-zyrafa-7")
    opened, _recovery = startup.make_register(folder, new)
    with opened.database.write(opened.actor, "open a project") as work:
        projects.open_project(work, {"number": "1", "name": "1", "starts_on": "2020-01-01"})
    yield opened
    opened.close()


def _help(people: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """A talk with every second of them, of two services."""
    kinds = (("informacja", "PESEL", 10), ("pomoc w dokumentach", "legalizacja pobytu", "45 min"))
    return [
        [row[1], f"{place % 28 + 1}.10.2025", "9:30", kind, topic, minutes, "ukraiński", f"sprawa {place}"]
        for place, row in enumerate(people[::2])
        for kind, topic, minutes in kinds
    ]


def beside(bench: Bench) -> list[Row]:
    """The event loop of the window while 10,000 rows go into the large register; taken back at the end."""
    with tempfile.TemporaryDirectory() as folder:
        path = messy.write(Path(folder) / "people.xlsx", messy.make(ROWS).rows)
        over: list[Any] = []
        first, start = len(bench.turns), time.perf_counter()
        bench.ctx.side(
            lambda tick: _and_back(bench.opened, path, tick),
            owner=bench.window,
            then=over.append,
            failed=over.append,
            lane="write",
        )
        while not over:
            bench.window.open("clients" if len(over) % 2 else "help")
            bench.settle(0.2)
        turns = bench.turns[first:]
    share = 100 * sum(turn <= _LONG for turn in turns) / len(turns)
    name = f"event loop beside an import of {ROWS:,} rows: turns under {_LONG} ms"
    return [
        Row(name, f"{share:.2f} %", "≥ 99.9 %", share >= 99.9),
        told("… 99th percentile", percentile(turns, 0.99), " ms", f" (longest {max(turns):.0f} ms of {len(turns):,})"),
        told("… the import with its duplicate check against the register", time.perf_counter() - start, " s"),
    ]


def within(opened: startup.Opened) -> list[Row]:
    """The same rows of clients into the register of the run, everything but the commit."""
    with tempfile.TemporaryDirectory() as folder, _apart() as checking:
        path = messy.write(Path(folder) / "people.xlsx", messy.make(ROWS).rows)
        bare = min(_bare(path) for _time in range(2))
        start = time.perf_counter()
        try:
            _and_back(opened, path, lambda _share: None)
        except Cancelled:
            took = time.perf_counter() - start - sum(checking)
    name = f"{ROWS:,} rows of clients into this register / the bare parse"
    return [
        at_most(name, took / bare, BAR, "×", f" ({took:.1f} / {bare:.2f} s)"),
        told("… duplicate check against everybody in it, apart", sum(checking), " s"),
    ]


def _and_back(opened: startup.Opened, path: Path, tick: Any) -> None:
    """Everything but the commit. Raises Cancelled."""
    table = importing.read_table(Source(path), tick)
    with opened.database.write(opened.actor, "import") as work:
        importing.carry_out(work, _plan(work, "clients", table, tick), {}, tick)
        raise Cancelled()
