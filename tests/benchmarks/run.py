"""`make bench`: measures the program on generated registers and writes the table into README.md beside this file.

    python -m tests.benchmarks.run             10,000 clients / 100,000 services
    python -m tests.benchmarks.run --large     100,000 clients / 1,000,000 services as well
    python -m tests.benchmarks.run --only find,card

A register is made once and kept under build/bench/. Numbers are ratios within one run wherever they can be.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks import bench_month, bench_search, registers, rows
from tests.benchmarks.registers import Size
from tests.benchmarks.rows import Row

SIZES = (Size(10_000, 100_000), Size(100_000, 1_000_000))
README = Path(__file__).with_name("README.md")
Part = Callable[[], list[Row]]


def main(arguments: list[str]) -> int:
    """Measure, print, write; the exit status says whether every bar was kept."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="the register of 1,000,000 services as well")
    parser.add_argument("--only", default="", help="parts to measure, by name, comma between them; writes nothing")
    options = parser.parse_args(arguments)
    kept = True
    for size in SIZES if options.large else SIZES[:1]:
        measured = list(measure(size, set(options.only.split(",")) - {""}))
        kept &= all(row.ok is not False for row in measured)
        if not options.only:
            write(size, measured)
    return 0 if kept else 1


def measure(size: Size, only: set[str]) -> Iterator[Row]:
    """Everything about one size; each row is printed as it comes."""
    print(f"{size}: getting the register ready …", flush=True)
    folder = registers.make(size)
    registers.opened(folder).close()  # mends what another version left, which is not measured
    for name, part in _parts(folder, size, only):
        print(f"{name} …", flush=True)
        for row in part():
            print(f"   {row.name:60} {row.value:28} {row.bar:12} {_word(row)}", flush=True)
            yield row


def _parts(folder: Path, size: Size, only: set[str]) -> Iterator[tuple[str, Part]]:
    """The parts in turn. Starting comes first: nothing else holds the register then."""
    from tests.benchmarks import (
        bench_card,
        bench_courses,
        bench_diary,
        bench_disk,
        bench_duplicates,
        bench_find,
        bench_form,
        bench_import,
        bench_loop,
        bench_radar,
        bench_save,
        bench_start,
    )  # fmt: skip
    from tests.benchmarks.window import Bench

    def wanted(name: str) -> bool:
        return not only or name in only

    if wanted("start"):
        yield "start", lambda: bench_start.run(folder)
    opened = registers.opened(folder)
    plain: dict[str, Part] = {
        "disk": lambda: bench_disk.run(opened),
        "search": lambda: search_rows(size),
        "month": lambda: month_rows(bench_month.run(opened)),
        "radar": lambda: bench_radar.run(opened),
        "form": bench_form.run,
        "duplicates": lambda: bench_duplicates.run(opened),
        "save": lambda: bench_save.run(opened),
    }
    yield from filter(lambda part: wanted(part[0]), plain.items())
    bench = Bench(opened)
    shown: dict[str, Part] = {
        "find": lambda: bench_find.run(bench, size),
        "card": lambda: bench_card.run(bench),
        "preview": lambda: bench_form.preview(bench),
        "diary": lambda: bench_diary.run(bench, size),
        "loop": lambda: bench_loop.run(bench),
        "import": lambda: [*bench_import.beside(bench), *bench_import.within(opened)],
    }
    try:
        yield from filter(lambda part: wanted(part[0]), shown.items())
    finally:
        bench.close()
    if wanted("import"):
        yield "import", bench_import.run  # on a register of its own; its rows would burden what is measured after it
    if wanted("courses"):
        yield "courses", lambda: bench_courses.run(size)  # likewise


def search_rows(size: Size) -> list[Row]:
    """The search itself, on the corpus that was frozen before the matcher."""
    found = bench_search.run(size.clients)
    recall, suggested = found["recall_at_10"], found["duplicates"]["share"]
    others = {kind: share for kind, share in suggested.items() if kind.startswith("not the same")}
    same = {kind: share for kind, share in suggested.items() if kind not in others}
    return [
        rows.told("search alone, p95: typed right", found["exact_ms"]["p95"], " ms"),
        rows.told("… typed sloppily", found["sloppy_ms"]["p95"], " ms"),
        rows.at_most("wrong answers of 200 generated searches", found["wrong_of_200"], 0),
        *(rows.at_least(f"recall at 10: {kind}", share, 0.95) for kind, share in recall.items()),
        rows.told("duplicates suggested, mean of kinds (not held out, see below)", mean(same.values())),
        rows.told("… other people suggested, mean of kinds", mean(others.values())),
        rows.told("… p95", found["duplicates"]["p95_ms"], " ms"),
    ]


def month_rows(found: dict[str, object]) -> list[Row]:
    note = f" ({found['summary_ms']} / {found['raw_sql_ms']} ms, {found['cells']} cells)"
    return [
        rows.at_most("month's summary / the SQL that yields the same cells", float(str(found["ratio"])), 2, "×", note),
        rows.at_most("… cells that differ", float(str(found["cells_that_differ"])), 0),
    ]


def write(size: Size, measured: list[Row]) -> None:
    """Put the table of one size between its marks."""
    mark = f"{size.clients}-{size.services}"
    command = "make bench" if size == SIZES[0] else ".venv/bin/python -m tests.benchmarks.run --large"
    table = f"## {size}\n`{command}`, {time.strftime('%Y-%m-%d')}, {machine()}\n\n{rows.markdown(measured)}\n"
    block = f"<!-- {mark} -->\n{table}<!-- /{mark} -->"
    text = README.read_text("utf-8")
    README.write_text(re.sub(f"<!-- {mark} -->.*<!-- /{mark} -->", lambda _: block, text, flags=re.DOTALL), "utf-8")


def machine() -> str:
    """The machine in a few words: processor, cores, memory, system, Python, and how busy it is otherwise."""
    model, memory = platform.processor() or platform.machine(), ""
    cpuinfo, meminfo = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    if cpuinfo.exists() and (named := re.search(r"model name\s*:\s*(.+)", cpuinfo.read_text())):
        model = named[1]
    if meminfo.exists() and (total := re.search(r"MemTotal:\s*(\d+)", meminfo.read_text())):
        memory = f", {int(total[1]) / 1048576:.0f} GB"
    load = f", load {os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{model}, {os.cpu_count()} cores{memory}, {platform.system()}, Python {platform.python_version()}{load}"


def _word(row: Row) -> str:
    return "" if row.ok is None else "within" if row.ok else "OVER"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
