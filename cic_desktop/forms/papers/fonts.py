"""Source Sans as reportlab's papers know it: regular and semibold, embedded as subsets."""

from __future__ import annotations

from functools import lru_cache

from cic_desktop.forms.pdf.font import font_path

REGULAR, STRONG = "CIC-Paper", "CIC-Paper-Strong"


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the two cuts known to reportlab; once per process."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, cut in ((REGULAR, "Regular"), (STRONG, "Semibold")):
        pdfmetrics.registerFont(TTFont(name, str(font_path(cut))))
