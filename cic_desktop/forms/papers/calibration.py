"""A page to see whether a printer prints at actual size and where the paper lies in it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from cic_desktop.forms.page.shift import POINTS_PER_MM, UNMOVED, Shift
from cic_desktop.forms.pdf.typeface import REGULAR, STRONG, load_fonts, wrapped
from cic_desktop.i18n import Number, Text, _

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

__all__ = ["calibration_page"]

WIDTH, HEIGHT = 210.0, 297.0  # millimetres, as everything here
EDGE = 20.0  # from the paper's edge to the lines that are measured
RULER = 100
INK, GREY, FAINT = "#17212B", "#52616F", "#9AA7B2"
TEXT_WIDTH = 150.0
STEPS: tuple[Text, ...] = (
    _("Print this page at actual size (100 %). In the print window choose “Actual size”, never “Fit to page”."),
    _("Measure both rulers. Each must be exactly 100 mm long. When it is shorter or longer, the printer scales: look "
      "for “Scale”, “Fit” or “Borderless” in its settings, switch it off and print again."),
    _("Measure from the edge of the paper to the two thick lines. Each must be exactly 20 mm away. When one is not, "
      "write the difference under “Printer offset” in the program and print this page again."),
    _("Look at the boxes and cells: their lines must be whole and their letters must lie in the middle."),
)  # fmt: skip


def calibration_page(lang: str, shift: Shift = UNMOVED) -> bytes:
    """One A4 page in a language; it says how far this machine's prints are moved. Equal input gives equal bytes."""
    from cic_desktop.forms.pdf.canvas import PaperCanvas

    load_fonts()
    out = io.BytesIO()
    size = (WIDTH * POINTS_PER_MM, HEIGHT * POINTS_PER_MM)
    canvas = PaperCanvas(out, pagesize=size, invariant=1, pageCompression=1, initialFontName=REGULAR, lang=lang)
    canvas.setTitle(_("Calibration page").render(lang))
    canvas.setAuthor("CIC Desktop")
    canvas.scale(POINTS_PER_MM, POINTS_PER_MM)  # from here on in millimetres
    page = _Page(canvas)
    _edges(page)
    _rulers(page, lang)
    _words(page, lang, shift)
    _places(page, lang)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Page:
    """Millimetres from the top left corner; sizes of letters in points."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.15, colour: str = INK) -> None:
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(weight)
        self._canvas.line(x1, HEIGHT - y1, x2, HEIGHT - y2)

    def box(self, x: float, y: float, w: float, h: float) -> None:
        self._canvas.setStrokeColor(INK)
        self._canvas.setLineWidth(0.25)
        self._canvas.rect(x, HEIGHT - y - h, w, h)

    def text(
        self, x: float, y: float, text: str, size: float = 9.0, colour: str = INK, font: str = REGULAR, *,
        centred: bool = False,
    ) -> None:  # fmt: skip
        self._canvas.setFont(font, size / POINTS_PER_MM)
        self._canvas.setFillColor(colour)
        (self._canvas.drawCentredString if centred else self._canvas.drawString)(x, HEIGHT - y, text)


def _edges(page: _Page) -> None:
    """Ticks every millimetre along all four edges, longer every ten; the two lines that are measured."""
    for at in range(1, int(WIDTH)):
        tick = _tick(at)
        page.line(at, 0, at, tick, colour=GREY)
        page.line(at, HEIGHT - tick, at, HEIGHT, colour=GREY)
        if not at % 10:
            page.text(at, 9.6, str(at), 6, GREY, centred=True)
    for at in range(1, int(HEIGHT)):
        tick = _tick(at)
        page.line(0, at, tick, at, colour=GREY)
        page.line(WIDTH - tick, at, WIDTH, at, colour=GREY)
        if not at % 10 and 10 < at < 290:
            page.text(10.2, at + 0.8, str(at), 6, GREY, centred=True)
    page.line(EDGE, EDGE, EDGE, HEIGHT - EDGE, 0.5)
    page.line(EDGE, EDGE, WIDTH - EDGE, EDGE, 0.5)


def _tick(at: int) -> float:
    return 7.0 if not at % 10 else 5.0 if not at % 5 else 3.5


def _rulers(page: _Page, lang: str) -> None:
    """A hundred millimetres across and down."""
    for at in range(RULER + 1):
        long = 4.0 if not at % 10 else 2.6 if not at % 5 else 1.5
        page.line(60 + at, 112, 60 + at, 112 - long)
        page.line(44, 126 + at, 44 - long, 126 + at)
        if not at % 10:
            page.text(60 + at, 106.6, str(at), 6.5, GREY, centred=True)
            page.text(36.8, 126.8 + at, str(at), 6.5, GREY, centred=True)
    page.line(60, 112, 160, 112, 0.35)
    page.line(44, 126, 44, 226, 0.35)
    page.text(60, 117, _("This ruler is 100 mm long.").render(lang), 8, GREY)
    page.text(48, 129, _("This one too.").render(lang), 8, GREY)


def _words(page: _Page, lang: str, shift: Shift) -> None:
    page.text(EDGE + 8, 34, _("Calibration page").render(lang), 20, INK, STRONG)
    if shift:
        moved = _(
            "Printed from the program it is moved {right} mm to the right and {down} mm down.",
            right=Number(shift.right), down=Number(shift.down),
        )  # fmt: skip
        page.text(EDGE + 8, 40.5, moved.render(lang), 9, GREY)
    y = 49.0
    for number, step in enumerate(STEPS, 1):
        page.text(EDGE + 8, y, f"{number}.", 9.5, INK, STRONG)
        for line in wrapped(step.render(lang), 9.5, TEXT_WIDTH * POINTS_PER_MM):
            page.text(EDGE + 14, y, line, 9.5)
            y += 4.7
        y += 1.8


def _places(page: _Page, lang: str) -> None:
    """A box, a comb and boxes to tick as forms have them, with where they stand."""
    for y in (150, 185, 215):
        where = _("{x} mm from the left edge of the paper, {y} mm from the upper one", x=70, y=y)
        page.text(70, y - 2.2, where.render(lang), 8, GREY)
    page.box(70, 150, 90, 8)
    page.text(72, 155.4, "ŻÓŁĆ-ŚWIĘTOCHŁOWICKA Щербаківська", 11)
    for n, letter in enumerate("92041512343"):
        page.box(70 + n * 5, 185, 5, 7)
        page.text(72.5 + n * 5, 190, letter, 11, centred=True)
    for n in range(3):
        x = 70 + n * 12.0
        page.box(x, 215, 4, 4)
        page.line(x + 0.8, 215.8, x + 3.2, 218.2, 0.4)
        page.line(x + 0.8, 218.2, x + 3.2, 215.8, 0.4)
