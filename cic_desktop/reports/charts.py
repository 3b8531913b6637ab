"""Charts as drawing instructions, without Qt and without a PDF library.

The screen paints them with QPainter, the report PDF with reportlab: both show the same picture.
Units are the caller's (pixels or points), the origin is the upper left corner, y grows downwards.
Colours are names of tokens in resources/theme/tokens.toml (`chart1` to `chart6` are for series).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

TEXT_SIZE = 11.0
Anchor = Literal["start", "middle", "end"]
Measure: TypeAlias = Callable[[str, float], float]  # (text, size) -> width
Number: TypeAlias = Callable[[int], str]


@dataclass(frozen=True)
class Rect:
    """A filled rectangle; `index` is the category or row it stands for, -1 for decoration."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: float = 0.0
    index: int = -1


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = "grid"
    width: float = 1.0


@dataclass(frozen=True)
class Label:
    """One line of text; `y` is its middle, `x` what the anchor says."""

    x: float
    y: float
    text: str
    size: float = TEXT_SIZE
    colour: str = "muted"
    anchor: Anchor = "start"


Primitive: TypeAlias = Rect | Line | Label


@dataclass(frozen=True)
class Series:
    """One part of each bar: its name (already in the reader's language) and a value per category."""

    name: str
    values: tuple[int, ...]
    colour: str


def rough_width(text: str, size: float) -> float:
    """A width good enough where no font is at hand."""
    return len(text) * size * 0.5


def scale(maximum: int) -> tuple[int, int]:
    """(step, top) of an axis that starts at 0 and has at most five round steps; (1, 1) for nothing."""
    if maximum <= 0:
        return 1, 1
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if maximum <= 5 * step:
                return step, -(-maximum // step) * step
        power *= 10


def stacked_bars(
    categories: Sequence[str],
    series: Sequence[Series],
    width: float,
    height: float,
    *,
    number: Number = str,
    measure: Measure = rough_width,
    size: float = TEXT_SIZE,
) -> list[Primitive]:
    """Vertical bars, one per category, the series on top of each other, with an axis of values."""
    totals = [sum(part.values[index] for part in series) for index in range(len(categories))]
    step, top = scale(max(totals, default=0))
    left = measure(number(top), size) + 10
    plot = Rect(left, size * 0.7, max(width - left - 4, 1), max(height - size * 2.9, 1), "")
    drawn: list[Primitive] = []
    for value in range(0, top + 1, step):
        y = plot.y + plot.height * (1 - value / top)
        drawn += [Line(left, y, left + plot.width, y), Label(left - 8, y, number(value), size, anchor="end")]
    for index in range(len(categories)):
        drawn += _column(plot, series, index, len(categories), top)
    return drawn + _below(plot, categories, size, measure)


def bars(
    rows: Sequence[tuple[str, int]],
    width: float,
    *,
    row_height: float = 30.0,
    colour: str = "chart1",
    number: Number = str,
    measure: Measure = rough_width,
    size: float = TEXT_SIZE,
) -> list[Primitive]:
    """Horizontal bars, one row per (name, value): name, bar on a faint track, value at the right."""
    most = max((value for _name, value in rows), default=0)
    names = min(max((measure(name, size) for name, _value in rows), default=0) + 12, width * 0.45)
    figures = max((measure(number(value), size) for _name, value in rows), default=0) + 10
    track = max(width - names - figures, 1)
    thick = min(10.0, row_height * 0.4)
    drawn: list[Primitive] = []
    for index, (name, value) in enumerate(rows):
        y = (index + 0.5) * row_height
        length = max(track * value / most, thick) if value > 0 else 0
        drawn += [
            Label(0, y, shortened(name, names - 12, size, measure), size, "text"),
            Rect(names, y - thick / 2, track, thick, "surface2", thick / 2, index),
            Rect(names, y - thick / 2, length, thick, colour, thick / 2, index),
            Label(width, y, number(value), size, anchor="end"),
        ]
    return drawn


def legend(
    series: Sequence[Series], width: float, *, measure: Measure = rough_width, size: float = TEXT_SIZE
) -> tuple[list[Primitive], float]:
    """The names of the series with their colours, wrapped; and the height they take."""
    drawn: list[Primitive] = []
    x, y, row = 0.0, size, size * 1.8
    for part in series:
        wide = size * 1.5 + measure(part.name, size) + size * 1.6
        if x > 0 and x + wide > width:
            x, y = 0.0, y + row
        drawn.append(Rect(x, y - size * 0.45, size * 0.9, size * 0.9, part.colour, size * 0.25))
        drawn.append(Label(x + size * 1.5, y, part.name, size))
        x += wide
    return drawn, y + size


def shortened(text: str, width: float, size: float, measure: Measure) -> str:
    """The text, or its beginning with an ellipsis where it is too wide."""
    if measure(text, size) <= width:
        return text
    kept = text
    while kept and measure(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _column(plot: Rect, series: Sequence[Series], index: int, count: int, top: int) -> list[Primitive]:
    room = plot.width / count
    thick = min(34.0, room * 0.56)
    x, y = plot.x + room * index + (room - thick) / 2, plot.y + plot.height
    drawn: list[Primitive] = []
    for part in series:
        if part.values[index] > 0:
            tall = plot.height * part.values[index] / top
            y -= tall
            drawn.append(Rect(x, y, thick, max(tall - 1.5, 0.5), part.colour, index=index))
    return drawn


def _below(plot: Rect, names: Sequence[str], size: float, measure: Measure) -> list[Primitive]:
    """The names of the categories; where they do not fit side by side, every second, third ... one."""
    room = plot.width / max(len(names), 1)
    widest = max((measure(name, size) for name in names), default=0) + 6
    every = max(1, -(-int(widest) // max(int(room), 1)))
    y = plot.y + plot.height + size * 1.4
    return [
        Label(plot.x + room * (index + 0.5), y, name, size, anchor="middle")
        for index, name in enumerate(names)
        if index % every == 0
    ]
