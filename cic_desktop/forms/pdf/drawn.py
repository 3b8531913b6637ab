"""The form drawn from its definition alone, for centres without the office's blank."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from cic_desktop.forms.definition.model import Box, Choice, Definition, Mark, Place, Question
from cic_desktop.forms.pdf.typeface import load_font, wrapped
from cic_desktop.i18n import Day

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MARGIN_LEFT, RULE_WIDTH, SECTION_INDENT = 49.0, 527.0, 17.0
SECTION_SIZE, TEXT_SIZE, FOOT_SIZE, META_SIZE = 9.8, 8.8, 9.6, 6.2
TEXT_LEADING = 10.8
CAPTION_GAP, META_WIDTH = 4.4, 500.0
REMARK_INDENT = 15.5
SEAM = 4.0  # points: cells nearer than that to the next share a line with them
CAP_HEIGHT = 0.66  # of the size, in Source Sans
BOX_GREY, BLACK, META_GREY = 0.42, 0.0, 0.4
WHITE, SHADE = 1.0, 0.9
FRAMES = {  # line width, grey, fill
    "thin": (0.5, 0.0, None),
    "thick": (2.0, 0.0, None),
    "dotted": (0.6, 0.35, None),
    "field": (1.2, 0.42, None),
    "white": (0.5, 0.0, WHITE),
    "shaded": (0.0, SHADE, SHADE),
    "black": (0.0, BLACK, BLACK),
}
CUTS = {"regular": "Regular", "semibold": "Semibold", "italic": "It"}
ALSO, ALSO_LEADING = 0.74, 7.8  # the other languages of a caption: share of the size, and points from line to line


def draw(definition: Definition) -> bytes:
    """The empty form as a PDF; the same definition gives the same bytes."""
    from cic_desktop.forms.pdf.canvas import PaperCanvas

    fonts = _fonts()
    out = io.BytesIO()
    canvas = PaperCanvas(
        out,
        pagesize=definition.size,
        pageCompression=1,
        invariant=1,
        initialFontName=fonts["regular"],
        initialFontSize=TEXT_SIZE,
        lang="pl",
    )
    canvas.setAuthor("CIC Desktop")
    canvas.setTitle(definition.info.title.render("pl"))
    for number, marks in enumerate(definition.pages, 1):
        page = _Page(canvas, definition.size[1], fonts)
        for mark in marks:
            _MARKS[mark.kind](page, mark)
        for question in definition.questions:
            _question(page, question, number)
        _footer(page, definition, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@lru_cache(maxsize=1)
def _fonts() -> dict[str, str]:
    """Style → the name under which reportlab knows the font."""
    return {style: load_font(cut) for style, cut in CUTS.items()}


class _Page:
    """A canvas measured from the top left corner."""

    def __init__(self, canvas: Canvas, height: float, fonts: dict[str, str]) -> None:
        self.canvas = canvas
        self._height = height
        self._fonts = fonts

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: str = "regular",
        size: float = TEXT_SIZE,
        align: str = "left",
    ) -> None:
        draw_string = {
            "left": self.canvas.drawString,
            "right": self.canvas.drawRightString,
            "center": self.canvas.drawCentredString,
        }[align]
        self.canvas.setFont(self._fonts[style], size)
        draw_string(x, self._height - y, text)

    def grey(self, shade: float) -> None:
        self.canvas.setFillGray(shade)
        self.canvas.setStrokeGray(shade)

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.line(x1, self._height - y1, x2, self._height - y2)

    def width(self, text: str, style: str, size: float) -> float:
        return float(self.canvas.stringWidth(text, self._fonts[style], size))

    def rect(self, box: Box, weight: float, *, fill: bool = False) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.rect(box.x, self._height - box.bottom, box.w, box.h, stroke=int(weight > 0), fill=int(fill))

    def circle(self, x: float, y: float, radius: float, weight: float) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.circle(x, self._height - y, radius, stroke=1, fill=0)

    def triangle(self, x: float, y: float, width: float, height: float) -> None:
        path = self.canvas.beginPath()
        top = self._height - y
        path.moveTo(x, top + height / 2)
        path.lineTo(x + width, top)
        path.lineTo(x, top - height / 2)
        path.close()
        self.canvas.drawPath(path, stroke=0, fill=1)


# ---- marks besides the questions ------------------------------------------------------------------


def _text(page: _Page, mark: Mark) -> None:
    style, size = mark.style or "regular", mark.size or TEXT_SIZE
    if style == "inverse":
        page.grey(WHITE)
        _bilingual(page, mark.x, mark.y, mark.text, mark.also, "semibold", size, mark.align)
        page.grey(BLACK)
    else:
        _bilingual(page, mark.x, mark.y, mark.text, mark.also, style, size, mark.align)


def _bilingual(
    page: _Page, x: float, y: float, text: str, also: str, style: str, size: float, align: str = "left"
) -> None:
    """A line with the other languages of the paper behind it, lighter and smaller."""
    shown = f"{text} / " if also else text
    page.text(x, y, shown, style, size, align)
    if also:
        lighter = "italic" if style == "italic" else "regular"
        page.text(x + page.width(shown, style, size), y, also, lighter, size * (ALSO if style == "italic" else 0.88))


def _section(page: _Page, mark: Mark) -> None:
    """A heading with a rule beneath; lines after the first are indented like it."""
    left = mark.x or MARGIN_LEFT
    page.text(left, mark.y, mark.number, "semibold", SECTION_SIZE)
    y = mark.y
    for n, line in enumerate(mark.text.splitlines()):
        y = mark.y + n * 13.0
        _bilingual(page, left + SECTION_INDENT, y, line, mark.also, "semibold", SECTION_SIZE)
    page.line(left, y + 3.2, left + (mark.w or RULE_WIDTH), y + 3.2, 0.8)


def _rule(page: _Page, mark: Mark) -> None:
    if mark.style == "dotted":
        page.canvas.setDash(1, 1.5)
    page.line(mark.x, mark.y, mark.x + mark.w, mark.y, mark.weight)
    if mark.style == "dotted":
        page.canvas.setDash()


def _frame(page: _Page, mark: Mark) -> None:
    width, grey, fill = FRAMES[mark.style or "thin"]
    page.canvas.saveState()
    page.grey(grey)
    if mark.style == "dotted":
        page.canvas.setDash(1, 1.5)
    if fill is not None:
        page.canvas.setFillGray(fill)
    page.rect(Box(mark.x, mark.y, mark.w, mark.h), width, fill=fill is not None)
    page.canvas.restoreState()


def _info(page: _Page, mark: Mark) -> None:
    _remark(page, mark.x, mark.y, mark.text)
    _also(page, mark.x + REMARK_INDENT, mark.y, mark.also, "italic")


def _cells(page: _Page, mark: Mark) -> None:
    pitch = mark.w / mark.count
    page.grey(BOX_GREY)
    _comb(page, [mark.x + n * pitch for n in range(mark.count)], pitch, Box(mark.x, mark.y, mark.w, mark.h))
    page.grey(BLACK)


def _sample(page: _Page, mark: Mark) -> None:
    """A ticked box showing how to tick."""
    box = Box(mark.x, mark.y, 10.5, 10.5)
    page.rect(box, 0.7)
    x, y = box.x, box.y
    if mark.mark == "cross":
        page.line(x + 2, y + 2, x + 8.5, y + 8.5, 1.8)
        page.line(x + 2, y + 8.5, x + 8.5, y + 2, 1.8)
    else:
        page.line(x + 2, y + 5.5, x + 4.6, y + 8.6, 1.8)
        page.line(x + 4.4, y + 8.6, x + 9, y + 1.5, 1.8)


def _signature(page: _Page, mark: Mark) -> None:
    for x in (mark.x, mark.x + mark.w):
        page.line(x, mark.y - 5.5, x, mark.y, 0.6)
    page.line(mark.x, mark.y, mark.x + mark.w, mark.y, 0.6)


_MARKS = {
    "text": _text,
    "section": _section,
    "info": _info,
    "rule": _rule,
    "frame": _frame,
    "cells": _cells,
    "sample": _sample,
    "signature": _signature,
}


# ---- questions ------------------------------------------------------------------------------------


def _question(page: _Page, question: Question, number: int) -> None:
    """All that a question has on one page: boxes to tick, its places and the rows they go on in."""
    ticks = [spot for spot in question.ticks if spot.page == number]
    choices = {choice.code: choice for choice in question.choices}
    for spot in ticks:
        _tick(page, spot.box, choices[spot.code])
    for place in question.places:
        _printed(page, place, number)
    if ticks and question.page == number and question.place is None:
        _caption(page, question.official, question.also, question.caption, ticks[0].box)


def _printed(page: _Page, place: Place, number: int) -> None:
    rows = [row for row in place.rows if row.page == number]
    for row in rows:
        _boxes(page, row)
    if rows:
        _hint(page, place.hint, rows[-1].box)
    if place.page == number:
        _caption(page, place.official, place.also, place.caption, place.box, beside=True)


def _tick(page: _Page, box: Box, choice: Choice) -> None:
    page.grey(BOX_GREY)
    page.rect(box, 0.9)
    page.grey(BLACK)
    y = _middle(box, TEXT_SIZE)
    lines = choice.official.splitlines()
    for n, line in enumerate(lines):
        page.text(box.right + 4.0, y + n * TEXT_LEADING, line)
    _also(page, box.right + 4.0, y + max(0, len(lines) - 1) * TEXT_LEADING, choice.also)


def _boxes(page: _Page, place: Place) -> None:
    page.grey(BOX_GREY)
    if not place.cells and place.outline == "box":
        page.rect(place.box, 1.0)
    elif not place.cells and place.outline == "line":
        page.line(place.box.x, place.box.bottom, place.box.right, place.box.bottom, 0.8)
    combs = _combs(place)
    for lefts in combs:
        _comb(page, lefts, place.pitch, place.box)
    page.grey(BLACK)
    for before, after in pairwise(combs):
        x = (before[-1] + place.pitch + after[0]) / 2
        page.text(x, _middle(place.box, TEXT_SIZE), place.between, size=TEXT_SIZE + 1, align="center")


def _combs(place: Place) -> list[list[float]]:
    """The left edges of the cells, in groups that stand apart; those that nearly touch are one."""
    combs: list[list[float]] = []
    for left in place.lefts:
        if not combs or left - combs[-1][-1] > place.pitch + SEAM:
            combs.append([])
        combs[-1].append(left)
    return combs


def _comb(page: _Page, lefts: Sequence[float], pitch: float, box: Box) -> None:
    page.rect(Box(lefts[0], box.y, lefts[-1] + pitch - lefts[0], box.h), 1.0)
    for before, after in pairwise(lefts):
        x = (before + pitch + after) / 2
        page.line(x, box.y, x, box.bottom, 0.8)


def _hint(page: _Page, hint: str, box: Box) -> None:
    if hint:
        _remark(page, box.x, box.bottom + 12.1, hint)


def _remark(page: _Page, x: float, y: float, text: str) -> None:
    page.circle(x + 6.0, y - 2.9, 5.2, 0.7)
    page.text(x + 6.0, y - 0.1, "i", "italic", 8.0, "center")
    page.text(x + REMARK_INDENT, y, text, "italic")


def _caption(page: _Page, official: str, also: str, where: str, anchor: Box, *, beside: bool = False) -> None:
    """Beside the middle of a box, beside the first of several ticks, or above."""
    lines, others = official.splitlines(), also.splitlines()
    if where == "none":
        return
    if where == "above":
        _caption_above(page, lines, anchor)
        return
    height = (len(lines) - 1) * TEXT_LEADING + len(others) * ALSO_LEADING
    x, y = anchor.x - CAPTION_GAP, _middle(anchor, TEXT_SIZE) - (height / 2 if beside else 0.0)
    for n, line in enumerate(lines):
        page.text(x, y + n * TEXT_LEADING, line, align="right")
    _also(page, x, y + max(0, len(lines) - 1) * TEXT_LEADING, also, align="right")


def _caption_above(page: _Page, lines: list[str], anchor: Box) -> None:
    y = anchor.y - 9.4 - (len(lines) - 1) * TEXT_LEADING
    for n, line in enumerate(lines):
        page.text(anchor.x + 1.0, y + n * TEXT_LEADING, line)


def _also(page: _Page, x: float, y: float, also: str, style: str = "regular", align: str = "left") -> None:
    """The other languages of the paper, smaller and beneath."""
    for n, line in enumerate(also.splitlines(), 1):
        page.text(x, y + n * ALSO_LEADING, line, style, TEXT_SIZE * ALSO, align)


def _middle(box: Box, size: float) -> float:
    """The base line at which capitals stand in the middle of the box."""
    return box.y + box.h / 2 + CAP_HEIGHT * size / 2


# ---- footer ---------------------------------------------------------------------------------------


def _footer(page: _Page, definition: Definition, number: int) -> None:
    page.text(51.2, 783.2, definition.info.title.render("pl"), "semibold", FOOT_SIZE)
    page.text(512.9, 783.2, "strona", "semibold", FOOT_SIZE - 0.6, "right")
    page.circle(534.6, 779.8, 13.0, 2.0)
    page.text(534.6, 783.1, f"{number}/{len(definition.pages)}", "semibold", FOOT_SIZE, "center")
    if number < len(definition.pages):
        page.triangle(554.6, 779.8, 6.4, 12.0)
    page.grey(META_GREY)
    lines = [line for meta in _meta(definition) for line in wrapped(meta, META_SIZE, META_WIDTH)]
    for n, line in enumerate(lines):
        page.text(51.2, 808.0 + n * 8.0, line, size=META_SIZE)
    page.grey(BLACK)


def _meta(definition: Definition) -> list[str]:
    """Which edition this is and how sure we are of it: the clerk and the auditor read it."""
    info = definition.info
    state = "" if info.confidence == "confirmed" else " Wydanie niepotwierdzone: porównaj z drukiem urzędu."
    as_of = Day(info.as_of).render("pl")
    return [
        f"{info.symbol} · wydanie {info.edition} · stan na {as_of} · {info.legal_basis}",
        f"{info.source}.{state}",
    ]
