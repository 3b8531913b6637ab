"""Sheets of paper: pages filled from the top with drawing instructions, then written as a PDF.

A page is a list of the primitives charts are made of, so tables and charts are painted alike.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cic_desktop.forms.pdf.typeface import REGULAR, STRONG, draw_logo, load_fonts, wrapped
from cic_desktop.paths import data_root
from cic_desktop.reports.charts import Label, Line, Primitive, Rect

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.28, 841.89  # A4 in points
MARGIN = 48.0
TOP, BOTTOM = 46.0, HEIGHT - 58.0
ROOM = WIDTH - 2 * MARGIN
_MIDDLE = 0.34  # of the size: from a line's middle down to its base line


@dataclass(frozen=True)
class Strong(Label):
    """A label in semibold."""


@dataclass
class Sheets:
    """Pages in the making; `y` is where the next thing goes, x counts from the left margin."""

    pages: list[list[Primitive]] = field(default_factory=lambda: [[]])
    y: float = TOP

    def room_for(self, height: float) -> None:
        """Begin a new page unless that much is left on this one."""
        if self.y + height > BOTTOM:
            self.pages.append([])
            self.y = TOP

    def gap(self, height: float) -> None:
        self.y += height

    def put(self, drawn: Sequence[Primitive], height: float) -> None:
        """Place a drawing, made from its own upper left corner, and go below it."""
        self.pages[-1] += [moved(item, MARGIN, self.y) for item in drawn]
        self.y += height

    def paragraph(self, text: str, size: float = 9.0, colour: str = "muted", indent: float = 0.0) -> None:
        """Wrapped text."""
        leading = size * 1.35
        for part in wrapped(text, size, ROOM - indent):
            self.room_for(leading)
            self.put([Label(indent, leading / 2, part, size, colour)], leading)


def moved(item: Primitive, x: float, y: float) -> Primitive:
    """The same instruction elsewhere."""
    if isinstance(item, Line):
        return replace(item, x1=item.x1 + x, x2=item.x2 + x, y1=item.y1 + y, y2=item.y2 + y)
    return replace(item, x=item.x + x, y=item.y + y)


def pdf(pages: Sequence[Sequence[Primitive]], title: str, author: str, lang: str, logo: bytes = b"") -> bytes:
    """The pages as an A4 PDF, a logo (PNG) at the head of the first; the same pages always give the same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    load_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, initialFontName=REGULAR, lang=lang)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("CIC Desktop")
    # Paper and preview are the same size; a printer must not shrink the page.
    canvas.setViewerPreference("PrintScaling", "None")
    draw_logo(canvas, logo, WIDTH - MARGIN, HEIGHT - MARGIN + 10)
    for page in pages:
        for item in page:
            _paint(canvas, item)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@lru_cache(maxsize=1)
def _colours() -> dict[str, str]:
    with (data_root() / "resources" / "theme" / "tokens.toml").open("rb") as file:
        tokens: dict[str, str] = tomllib.load(file)["light"]
    return tokens


def _paint(canvas: Canvas, item: Primitive) -> None:
    from reportlab.lib.colors import HexColor

    colour = HexColor(_colours()[item.colour])
    if isinstance(item, Line):
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(item.width)
        canvas.line(item.x1, HEIGHT - item.y1, item.x2, HEIGHT - item.y2)
        return
    canvas.setFillColor(colour)
    if isinstance(item, Rect):
        _paint_rect(canvas, item)
    else:
        _paint_label(canvas, item)


def _paint_rect(canvas: Canvas, item: Rect) -> None:
    if item.width <= 0 or item.height <= 0:
        return
    low = HEIGHT - item.y - item.height
    radius = min(item.radius, item.width / 2, item.height / 2)
    canvas.roundRect(item.x, low, item.width, item.height, radius, stroke=0, fill=1)


def _paint_label(canvas: Canvas, item: Label) -> None:
    canvas.setFont(STRONG if isinstance(item, Strong) else REGULAR, item.size)
    draw = {
        "start": canvas.drawString,
        "middle": canvas.drawCentredString,
        "end": canvas.drawRightString,
    }[item.anchor]
    draw(item.x, HEIGHT - item.y - item.size * _MIDDLE, item.text)
