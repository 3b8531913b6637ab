"""The typeface of everything we print with reportlab: Source Sans, embedded, every Polish and Cyrillic letter."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from cic_desktop.forms.pdf.font import font_path

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

REGULAR, STRONG = "CIC-Regular", "CIC-Semibold"
LOGO_WIDTH, LOGO_HEIGHT = 160.0, 28.0  # points; a logo is made to fit


@lru_cache(maxsize=8)
def load_font(cut: str) -> str:
    """Make a cut ("Regular", "Semibold", "Bold") known to reportlab; gives the name it is known under."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = f"CIC-{cut}"
    pdfmetrics.registerFont(TTFont(name, str(font_path(cut))))
    return name


def load_fonts() -> None:
    """Make the two cuts of running text known to reportlab."""
    for name in (REGULAR, STRONG):
        load_font(name.removeprefix("CIC-"))


def width(text: str, size: float, *, strong: bool = False) -> float:
    """The width of a text in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    load_fonts()
    return float(stringWidth(text, STRONG if strong else REGULAR, size))


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The text in lines no wider than `room`."""
    from reportlab.lib.utils import simpleSplit

    load_fonts()
    lines: list[str] = simpleSplit(text, REGULAR, size, room)
    return lines


def draw_logo(canvas: Canvas, png: bytes, right: float, top: float) -> float:
    """The centre's logo with its upper right corner at a point; gives the width it takes with its margin."""
    if not png:
        return 0.0
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(io.BytesIO(png))
    wide, high = picture.getSize()
    scale = min(LOGO_WIDTH / wide, LOGO_HEIGHT / high)
    canvas.drawImage(picture, right - wide * scale, top - LOGO_HEIGHT, wide * scale, high * scale, mask="auto")
    return float(wide * scale + 12)
