"""The pieces a running document is set from: cuts of type, boxes to tick, lines to write and to sign on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from cic_desktop.forms.pdf.typeface import REGULAR, STRONG

WIDTH, HEIGHT = 595.28, 841.89  # A4 in points
MARGIN, TOP, BOTTOM = 62.0, 58.0, 70.0
INNER = WIDTH - 2 * MARGIN
GUTTER = 22.0
ITALIC = "CIC-It"
INK, GREY, FAINT = "#17212B", "#52616F", "#9AA7B2"
WRITING = 21.0  # height of a line to write on by hand
SIGN_ROOM = 46.0  # over a line to sign on

_ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}


@dataclass(frozen=True)
class Cut:
    """A kind of paragraph; sizes in points."""

    size: float = 10.6
    leading: float = 15.0
    font: str = REGULAR
    colour: str = INK
    before: float = 0.0
    after: float = 6.0
    align: str = "left"

    def style(self) -> ParagraphStyle:
        return ParagraphStyle(
            "flow", fontName=self.font, fontSize=self.size, leading=self.leading, textColor=HexColor(self.colour),
            alignment=_ALIGN[self.align], spaceBefore=self.before, spaceAfter=self.after, splitLongWords=1,
            bulletFontName=REGULAR, bulletFontSize=self.size, allowWidows=0, allowOrphans=0,
        )  # fmt: skip


STYLES = {
    "regular": Cut(),
    "plain": Cut(),
    "semibold": Cut(font=STRONG),
    "italic": Cut(font=ITALIC),
    "small": Cut(8.2, 10.8, colour=GREY, after=4.0),
    "title": Cut(15.0, 19.0, STRONG, after=9.0),
}
ANSWERS_STAND_OUT = ("regular", "italic")
HEAD = Cut(11.2, 14.0, STRONG, before=9.0, after=0.0)
CAPTION = Cut(7.9, 9.8, colour=GREY, after=0.0)
VALUE = Cut(10.8, 13.8, STRONG, after=0.0)
TABLE_VALUE = Cut(9.4, 12.0, STRONG, after=0.0)
BULLET = Cut(leading=14.0, after=2.0)

EMBEDDED = ("FONTNAME", (0, 0), (-1, -1), REGULAR)  # of empty cells, too: nothing may call for a font we do not embed
PLAIN = [
    EMBEDDED,
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]
ROWS = [
    EMBEDDED,
    ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 5.4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2),
]
GRID = [
    EMBEDDED,
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor(GREY)),
    ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor(FAINT)),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]
SIGNED = [("LINEABOVE", (0, 0), (-1, 0), 0.7, HexColor(GREY)), ("TOPPADDING", (0, 0), (-1, -1), 3)]
SHEET = [
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(FAINT)),
    ("RIGHTPADDING", (0, 0), (1, -1), 8),
    ("TOPPADDING", (0, 0), (-1, -1), 3.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
]


def paragraph(markup: str, cut: Cut, bullet: str = "") -> Paragraph:
    """A paragraph of reportlab's markup; with a bullet it is indented."""
    style = cut.style()
    if bullet:
        style.leftIndent = 14
    return Paragraph(markup, style, bulletText=bullet or None)


def space(height: float) -> Spacer:
    return Spacer(1, height)


def pushed_right(piece: Paragraph) -> Table:
    """Lines flush with each other in a column of their own at the right margin, as an addressee is typed."""
    room = INNER * 0.56
    piece.wrap(room, HEIGHT)
    widest = min(max(piece.getActualLineWidths0()) + 1, room)
    style = [*PLAIN, ("BOTTOMPADDING", (0, 0), (-1, -1), piece.getSpaceAfter())]
    return Table([["", piece]], [INNER - widest, widest], style=style, splitInRow=1)


class Line(Flowable):
    """A hairline across the column."""

    def __init__(self, before: float = 2.0, after: float = 4.0, colour: str = FAINT, weight: float = 0.5) -> None:
        super().__init__()
        self._before, self._after, self._colour, self._weight = before, after, colour, weight

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self._before + self._after

    def draw(self) -> None:
        self.canv.setStrokeColor(HexColor(self._colour))
        self.canv.setLineWidth(self._weight)
        self.canv.line(0, self._after, self.width, self._after)


class Box(Flowable):
    """A box to tick; a ticked one has a cross, and an X beneath it that text extraction finds."""

    SIDE = 9.4

    def __init__(self, ticked: bool) -> None:
        super().__init__()
        self._ticked = ticked

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.SIDE, self.SIDE

    def draw(self) -> None:
        canvas, side = self.canv, self.SIDE
        canvas.setStrokeColor(HexColor(GREY))
        canvas.setLineWidth(0.8)
        canvas.rect(0, 0, side, side)
        if self._ticked:
            low, high = 2.0, side - 2.0
            canvas.setStrokeColor(HexColor(INK))
            canvas.setLineWidth(1.4)
            canvas.line(low, low, high, high)
            canvas.line(low, high, high, low)
            hidden = canvas.beginText(low, low, 3)
            hidden.setFont(REGULAR, 8)
            hidden.textOut("X")
            canvas.drawText(hidden)


class Dots(Flowable):
    """Empty dotted lines to write on."""

    def __init__(self, lines: int = 1) -> None:
        super().__init__()
        self._lines = lines

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self._lines * WRITING

    def draw(self) -> None:
        self.canv.setStrokeColor(HexColor(FAINT))
        self.canv.setLineWidth(0.6)
        self.canv.setDash(0.6, 2.2)
        for n in range(self._lines):
            self.canv.line(0, n * WRITING, self.width, n * WRITING)


def ticked(markup: str, on: bool, width: float) -> Table:
    """A box beside its words; the words of a ticked one stand out."""
    cut = replace(BULLET, font=STRONG if on else REGULAR, after=0.0)
    style = [*PLAIN, ("TOPPADDING", (0, 0), (0, 0), 3.2), ("BOTTOMPADDING", (0, 0), (-1, -1), 4)]
    return Table([[Box(on), paragraph(markup, cut)]], [17, width - 17], style=style)
