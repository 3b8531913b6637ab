"""A line of the table, and the numbers that go into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measured thing. `ok` is None where no bar is set."""

    name: str
    value: str
    bar: str = ""
    ok: bool | None = None


def at_most(name: str, value: float, bar: float, unit: str = "", note: str = "") -> Row:
    """A number that should not be above its bar."""
    return Row(name, f"{number(value)}{unit}{note}", f"≤ {number(bar)}{unit}", value <= bar)


def at_least(name: str, value: float, bar: float, unit: str = "", note: str = "") -> Row:
    return Row(name, f"{number(value)}{unit}{note}", f"≥ {number(bar)}{unit}", value >= bar)


def told(name: str, value: float, unit: str = "", note: str = "") -> Row:
    """A number without a bar."""
    return Row(name, f"{number(value)}{unit}{note}")


def number(value: float) -> str:
    """Three figures that mean something: 0.42, 3.1, 27, 1,240."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 1 else f"{value:.1f}" if abs(value) < 20 else f"{value:.0f}"


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def markdown(rows: Sequence[Row]) -> str:
    marks = {True: "yes", False: "**no**", None: ""}
    lines = ["| what | measured | bar | within |", "|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {row.name} | {row.value} | {row.bar} | {marks[row.ok]} |" for row in rows)])
