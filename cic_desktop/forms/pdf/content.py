"""Page content in PDF operators: text in the font of the values, crosses, lines.

Coordinates come in points from the page's top left corner and are turned to PDF's (bottom left) here.
"""

from __future__ import annotations

import math

from cic_desktop.forms.definition.model import Box
from cic_desktop.forms.page.layout import Cross, Run
from cic_desktop.forms.pdf.font import ValueFont

FONT = "CicV"  # the name of the value font in the resources of every prepared page
FAINT = "CicFaint"  # its graphics state for the draft mark
SIGN_HERE = "sign-here"  # a named destination (ISO 32000-1 §12.3.2.3): the room above a line to sign on
INK = (0.05, 0.10, 0.35)  # dark blue: forms ask for black or blue, and blue tells answers from print
GREY = (0.35, 0.35, 0.35)
CROSS_WIDTH = 1.3
CROSS_INSET = 2.4
STRIKE_WIDTH = 1.1
COVER_INSET = 1.2
DRAFT = "WERSJA ROBOCZA"
DRAFT_SIZE = 60.0


class Content:
    """Operators of one page. `left`, `top` say where the page's top left corner lies."""

    def __init__(self, font: ValueFont, left: float, top: float) -> None:
        self._font = font
        self._left = left
        self._top = top
        self._parts: list[str] = ["q"]
        self.color(INK)

    def bytes(self) -> bytes:
        return "\n".join([*self._parts, "Q"]).encode("ascii")

    def color(self, rgb: tuple[float, float, float]) -> None:
        shown = " ".join(f"{part:g}" for part in rgb)
        self._parts.append(f"{shown} rg {shown} RG")

    def run(self, run: Run) -> None:
        """A line of text. Text in cells carries its whole words for search and screen readers."""
        shown = self._spread(run) if run.steps else f"<{self._font.encoded(run.text)}> Tj"
        text = f"BT /{FONT} {run.size:g} Tf {self._at(run.x, run.y)} Td {shown} ET"
        if run.steps:
            actual = run.text.encode("utf-16-be").hex().upper()
            text = f"/Span <</ActualText <FEFF{actual}>>> BDC {text} EMC"
        self._parts.append(text)

    def cross(self, cross: Cross) -> None:
        """Two strokes, with an invisible X beneath them that text extraction finds."""
        box = cross.box
        reach = min(box.w, box.h) / 2 - CROSS_INSET
        x, y = box.x + box.w / 2, box.y + box.h / 2
        corners = [
            self._at(x - reach, y - reach),
            self._at(x + reach, y + reach),
            self._at(x - reach, y + reach),
            self._at(x + reach, y - reach),
        ]
        self._parts += [
            f"{CROSS_WIDTH} w 1 J {corners[0]} m {corners[1]} l {corners[2]} m {corners[3]} l S",
            f"BT 3 Tr /{FONT} 8 Tf {corners[2]} Td <{self._font.encoded('X')}> Tj 0 Tr ET",
        ]

    def strike(self, box: Box) -> None:
        """A line through words that do not apply."""
        self.line(box.x, box.y + box.h / 2, box.w, STRIKE_WIDTH)

    def cover(self, box: Box) -> None:
        """White over the cells of a box, so that the note in it can be read; its border stays."""
        edge = COVER_INSET
        corner = self._at(box.x + edge, box.bottom - edge)
        self._parts.append(f"q 1 g {corner} {box.w - 2 * edge:.2f} {box.h - 2 * edge:.2f} re f Q")

    def line(self, x: float, y: float, w: float, weight: float = 0.6) -> None:
        self._parts.append(f"{weight} w {self._at(x, y)} m {self._at(x + w, y)} l S")

    def draft(self, width: float, height: float) -> None:
        """A pale mark across the page that leaves the answers legible."""
        text = DRAFT
        half = self._font.width(text, DRAFT_SIZE) / 2
        angle = math.atan2(height, width)
        cos, sin = math.cos(angle), math.sin(angle)
        x, y = self._left + width / 2 - half * cos, self._top - height / 2 - half * sin
        turned = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x:.2f} {y:.2f} Tm"
        self._parts.append(
            f"q /{FAINT} gs 0.7 0.1 0.1 rg BT /{FONT} {DRAFT_SIZE:g} Tf {turned} <{self._font.encoded(text)}> Tj ET Q"
        )

    def _at(self, x: float, y: float) -> str:
        return f"{self._left + x:.2f} {self._top - y:.2f}"

    def _spread(self, run: Run) -> str:
        """A TJ array that moves the pen from each character to where the next one stands."""
        parts: list[str] = []
        for n, char in enumerate(run.text):
            parts.append(f"<{self._font.encoded(char)}>")
            if n + 1 < len(run.steps):
                gap = (run.steps[n + 1] - run.steps[n]) * 1000 / run.size - self._font.char_width(char)
                parts.append(f"{-gap:.0f}")
        return f"[{''.join(parts)}] TJ"
