"""Starting: process start to the painted unlock window, the key to the painted list, beside a bare window."""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from cic_desktop.i18n.catalogues import compile_all
from tests.benchmarks.registers import ROOT
from tests.benchmarks.rows import Row, at_most, told

ROUNDS = 15
_BARE = ["-m", "tests.benchmarks.probes.bare"]


def run(folder: Path) -> list[Row]:
    """Medians of interleaved rounds in processes of their own, each after one that does not count.

    The program is compiled, as an installed one is, and as PySide6 itself is.
    """
    compileall.compile_dir(ROOT / "cic_desktop", quiet=1)
    compile_all()
    window = ["-m", "cic_desktop", "--register", str(folder), "--probe-start"]
    unlocked = ["-m", "tests.benchmarks.probes.unlocked", str(folder)]
    kinds = {"bare": _BARE, "window": window, "unlocked": unlocked}
    for arguments in kinds.values():
        _milliseconds(arguments)
    rounds = [{name: _milliseconds(arguments) for name, arguments in kinds.items()} for _ in range(ROUNDS)]
    bare, first, opened = (statistics.median(taken[name] for taken in rounds) for name in kinds)
    return [
        told("bare PySide6 window, process start to painted", bare, " ms"),
        at_most("unlock window, process start to painted", first / bare, 1.3, "× bare", f" ({first:.0f} ms)"),
        at_most("key given to painted client list", opened / bare, 0.5, "× bare", f" ({opened:.0f} ms)"),
    ]


def _milliseconds(arguments: list[str]) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CIC_PROBE_START": repr(time.time())}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=120
    )
    return float(done.stdout.strip().splitlines()[-1])
