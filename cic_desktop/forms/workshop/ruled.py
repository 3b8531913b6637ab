"""The ruled lines of a blank's page, from its drawing operators or, for a scan, from its pixels.

Measures are points from the page's top left corner.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfImage, PdfMatrix, PdfPage

THIN = 2.0  # a rectangle no thicker than this is a line
NEAR = 0.5  # lines this close are one
GAP = 1.2  # parts of a line no farther from each other are one
THICK = 3.0  # what is thicker is a bar, not a line
SCAN_DPI = 200.0
SCAN_SHARE = 0.5  # of the page a picture covers that makes the page a scan
SCAN_SHORTEST = 9.0  # points; letters have strokes up to that
DARK, WHITE = 150, 250  # grey, 0 to 255

Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """A line along one axis: `at` is the y of one across, the x of one down the page."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Ruling:
    """The lines of a page, joined and sorted."""

    across: tuple[Line, ...]
    down: tuple[Line, ...]


def ruling(page: PdfPage) -> Ruling:
    """The lines of one page. Curves, letters and shading are no lines."""
    left, _bottom, _right, top = page.get_cropbox()
    strokes = [
        ((x1 - left, top - y1), (x2 - left, top - y2))
        for points, stroked in _paths(page)
        for (x1, y1), (x2, y2) in _strokes(points, stroked=stroked)
    ]
    across, down = _sorted_out(strokes)
    if _is_scan(page):
        seen_across, seen_down = _seen(page)
        across, down = [*across, *seen_across], [*down, *seen_down]
    rows, columns = _joined(across), _joined(down)
    return Ruling(_joined([*rows, *_comb_tops(rows, columns)]), columns)


def _comb_tops(across: Iterable[Line], down: Iterable[Line]) -> Iterator[Line]:
    """What closes combs that are open above: lines across with teeth of one height standing on them."""
    for line in across:
        teeth = [
            tooth
            for tooth in down
            if abs(tooth.end - line.at) <= GAP and line.start - GAP <= tooth.at <= line.end + GAP
        ]
        if len(teeth) > 1 and max(tooth.start for tooth in teeth) - min(tooth.start for tooth in teeth) <= GAP:
            yield Line(teeth[0].start, teeth[0].at, teeth[-1].at)


# ---- from drawing operators -----------------------------------------------------------------------


def _paths(page: PdfPage, form: Any = None, above: PdfMatrix | None = None) -> Iterator[tuple[list[Point], bool]]:
    """The corners of every figure made of straight lines, in page coordinates, and whether it is stroked."""
    import pypdfium2.raw as pdfium

    for item in page.get_objects(max_depth=1, form=form):
        matrix = item.get_matrix()
        placed = matrix.multiply(above) if above else matrix
        if item.type == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _paths(page, item.raw, placed)
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke)
            if _is_seen(pdfium.FPDFPageObj_GetStrokeColor if stroke.value else pdfium.FPDFPageObj_GetFillColor, item):
                for figure in _figures(item.raw):
                    yield [placed.on_point(x, y) for x, y in figure], bool(stroke.value)


def _is_seen(color_of: Any, item: Any) -> bool:
    """White covers something, and what is wholly transparent draws nothing: neither is a line."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = color_of(item.raw, red, green, blue, alpha)
    return not known or (alpha.value > 0 and min(red.value, green.value, blue.value) < WHITE)


def _figures(path: Any) -> Iterator[list[Point]]:
    """The figures of a path one by one; those with curves are left out."""
    import pypdfium2.raw as pdfium

    figure: list[Point] = []
    for n in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, n)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield figure
            figure = []
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return
        figure.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            figure.append(figure[0])
    yield figure


def _strokes(figure: list[Point], *, stroked: bool) -> Iterator[tuple[Point, Point]]:
    """The lines a figure draws: a thin rectangle is one, the border of a stroked one four."""
    if len(figure) < 2:
        return
    xs, ys = [x for x, _ in figure], [y for _, y in figure]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if high - low <= THIN:
        yield (left, (low + high) / 2), (right, (low + high) / 2)
    elif right - left <= THIN:
        yield ((left + right) / 2, low), ((left + right) / 2, high)
    elif stroked:
        yield from pairwise(figure)


def _sorted_out(strokes: Iterable[tuple[Point, Point]]) -> tuple[list[Line], list[Line]]:
    """Lines across and lines down; slanting ones and dots are neither."""
    across, down = [], []
    for (x1, y1), (x2, y2) in strokes:
        if abs(y1 - y2) <= NEAR < abs(x1 - x2):
            across.append(Line((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
        elif abs(x1 - x2) <= NEAR < abs(y1 - y2):
            down.append(Line((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
    return across, down


# ---- from pixels ----------------------------------------------------------------------------------


def _is_scan(page: PdfPage) -> bool:
    import pypdfium2.raw as pdfium

    whole = page.get_width() * page.get_height()
    images = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return any(_area(image) > whole * SCAN_SHARE for image in images)


def _area(image: PdfImage) -> float:
    left, bottom, right, top = image.get_bounds()
    return float((right - left) * (top - bottom))


def _seen(page: PdfPage) -> tuple[list[Line], list[Line]]:
    """Straight dark runs of pixels, row by row and column by column."""
    from PIL import Image

    picture = page.render(scale=SCAN_DPI / 72, grayscale=True, may_draw_forms=False).to_pil()
    dark = picture.point(lambda grey: 1 if grey < DARK else 0)
    return _runs(dark), _runs(dark.transpose(Image.Transpose.TRANSPOSE))


def _runs(picture: Any) -> list[Line]:
    points = 72 / SCAN_DPI
    run = re.compile(b"\x01{%d,}" % round(SCAN_SHORTEST / points))
    data, width = picture.tobytes(), picture.width
    return [
        Line((row + 0.5) * points, found.start() * points, found.end() * points)
        for row in range(picture.height)
        for found in run.finditer(data[row * width : (row + 1) * width])
    ]


# ---- joining --------------------------------------------------------------------------------------


def _joined(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Parts of one line made one: beside each other across its thickness, then along it."""
    made = (line for level in _levels(_thin(lines)) for line in _along(level))
    return tuple(sorted(made, key=lambda line: (line.at, line.start)))


def _thin(lines: Iterable[Line]) -> Iterator[Line]:
    """Strokes lying side by side as the line they make; what is thicker than a line is left out."""
    open_: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.at, line.start)):
        for stroke in [stroke for stroke in open_ if line.at - stroke[-1].at > NEAR]:
            open_.remove(stroke)
            yield from _whole(stroke)
        beside = next((stroke for stroke in open_ if _touch(stroke[-1], line)), None)
        if beside is None:
            open_.append([line])
        else:
            beside.append(line)
    for stroke in open_:
        yield from _whole(stroke)


def _touch(one: Line, other: Line) -> bool:
    return one.start <= other.end and other.start <= one.end


def _levels(lines: Iterable[Line]) -> Iterator[list[Line]]:
    level: list[Line] = []
    for line in sorted(lines, key=lambda line: line.at):
        if level and line.at - level[-1].at > NEAR:
            yield level
            level = []
        level.append(line)
    yield level


def _along(level: list[Line]) -> Iterator[Line]:
    parts: list[Line] = []
    for line in sorted(level, key=lambda line: line.start):
        if parts and line.start > max(part.end for part in parts) + GAP:
            yield from _whole(parts)
            parts = []
        parts.append(line)
    yield from _whole(parts)


def _whole(parts: list[Line]) -> Iterator[Line]:
    heights = [part.at for part in parts]
    if parts and max(heights) - min(heights) <= THICK:
        middle = (max(heights) + min(heights)) / 2
        yield Line(middle, min(part.start for part in parts), max(part.end for part in parts))
