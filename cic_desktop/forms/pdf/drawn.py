"""The form drawn from its definition alone, for centres without the office's blank."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from cic_desktop.forms.model import Box, Choice, Definition, Mark, Place, Question
from cic_desktop.forms.pdf.typeface import load_font
from cic_desktop.i18n import Day

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MARGIN_LEFT, RULE_WIDTH = 49.0, 527.0
SECTION_SIZE, TEXT_SIZE, FOOT_SIZE, META_SIZE = 9.8, 8.8, 9.6, 6.2
TEXT_LEADING = 10.8
CAPTION_GAP = 4.4
CAP_HEIGHT = 0.66  # of the size, in Source Sans
BOX_GREY, BLACK, META_GREY = 0.42, 0.0, 0.4
FRAMES = {"thin": (0.5, 0.0), "thick": (2.0, 0.0), "dotted": (0.6, 0.35)}  # line width, grey
CUTS = {"regular": "Regular", "semibold": "Semibold", "italic": "It"}


def draw(definition: Definition) -> bytes:
    """The empty form as a PDF; the same definition gives the same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    fonts = _fonts()
    out = io.BytesIO()
    canvas = Canvas(
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
            if question.page == number:
                _question(page, question)
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

    def rect(self, box: Box, weight: float) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.rect(box.x, self._height - box.bottom, box.w, box.h, stroke=1, fill=0)

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
    page.text(mark.x, mark.y, mark.text, mark.style or "regular", mark.size or TEXT_SIZE, mark.align)


def _section(page: _Page, mark: Mark) -> None:
    """A heading with a rule beneath; lines after the first are indented like it."""
    indent = 66.0
    page.text(MARGIN_LEFT, mark.y, mark.number, "semibold", SECTION_SIZE)
    y = mark.y
    for n, line in enumerate(mark.text.splitlines()):
        y = mark.y + n * 13.0
        page.text(indent, y, line, "semibold", SECTION_SIZE)
    page.line(MARGIN_LEFT, y + 3.2, MARGIN_LEFT + RULE_WIDTH, y + 3.2, 0.8)


def _rule(page: _Page, mark: Mark) -> None:
    page.line(mark.x, mark.y, mark.x + mark.w, mark.y, mark.weight)


def _frame(page: _Page, mark: Mark) -> None:
    width, grey = FRAMES[mark.style or "thin"]
    page.canvas.saveState()
    page.grey(grey)
    if mark.style == "dotted":
        page.canvas.setDash(1, 1.5)
    page.rect(Box(mark.x, mark.y, mark.w, mark.h), width)
    page.canvas.restoreState()


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
    "rule": _rule,
    "frame": _frame,
    "sample": _sample,
    "signature": _signature,
}


# ---- questions ------------------------------------------------------------------------------------


def _question(page: _Page, question: Question) -> None:
    ticks = [choice for choice in question.choices if choice.tick]
    for choice in ticks:
        _tick(page, choice)
    if question.place:
        _boxes(page, question.place)
        _hint(page, question.hint, question.place.box)
    _caption(page, question, ticks[0].tick if ticks else None)


def _tick(page: _Page, choice: Choice) -> None:
    if choice.tick is None:
        return
    page.grey(BOX_GREY)
    page.rect(choice.tick, 0.9)
    page.grey(BLACK)
    y = _middle(choice.tick, TEXT_SIZE)
    for n, line in enumerate(choice.official.splitlines()):
        page.text(choice.tick.right + 4.0, y + n * TEXT_LEADING, line)


def _boxes(page: _Page, place: Place) -> None:
    page.grey(BOX_GREY)
    if not place.cells:
        page.rect(place.box, 1.0)
    for left, count in place.cells:
        page.rect(Box(left, place.box.y, count * place.pitch, place.box.h), 1.0)
        for n in range(1, count):
            x = left + n * place.pitch
            page.line(x, place.box.y, x, place.box.bottom, 0.8)
    page.grey(BLACK)
    _dashes(page, place)


def _dashes(page: _Page, place: Place) -> None:
    """The office's blanks show a dash between groups of cells."""
    for (left, count), (following, _) in zip(place.cells, place.cells[1:], strict=False):
        x = (left + count * place.pitch + following) / 2
        page.text(x, _middle(place.box, TEXT_SIZE), "-", size=TEXT_SIZE + 1, align="center")


def _hint(page: _Page, hint: str, box: Box) -> None:
    if hint:
        page.circle(box.x + 6.0, box.bottom + 9.2, 5.2, 0.7)
        page.text(box.x + 6.0, box.bottom + 12.0, "i", "italic", 8.0, "center")
        page.text(box.x + 15.5, box.bottom + 12.1, hint, "italic")


def _caption(page: _Page, question: Question, first_tick: Box | None) -> None:
    """Beside the middle of a box, beside the first of several ticks, or above."""
    anchor = question.place.box if question.place else first_tick
    lines = question.official.splitlines()
    if anchor is None or question.caption == "none":
        return
    if question.caption == "above":
        _caption_above(page, lines, anchor)
        return
    rise = (len(lines) - 1) * TEXT_LEADING / 2 if question.place else 0.0
    for n, line in enumerate(lines):
        y = _middle(anchor, TEXT_SIZE) - rise + n * TEXT_LEADING
        page.text(anchor.x - CAPTION_GAP, y, line, align="right")


def _caption_above(page: _Page, lines: list[str], anchor: Box) -> None:
    y = anchor.y - 9.4 - (len(lines) - 1) * TEXT_LEADING
    for n, line in enumerate(lines):
        page.text(anchor.x + 1.0, y + n * TEXT_LEADING, line)


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
    for n, line in enumerate(_meta(definition)):
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
