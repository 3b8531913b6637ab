"""The typeface of printed reports: Source Sans, embedded, with every Polish and Cyrillic letter."""

from __future__ import annotations

from functools import lru_cache

from cic_desktop.forms.pdf.font import font_path

REGULAR, STRONG = "CIC-Regular", "CIC-Semibold"  # the names the forms' drawings register them under


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Make the two cuts known to reportlab, unless a form's drawing did."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (REGULAR, STRONG):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(font_path(name.removeprefix("CIC-")))))


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
