"""A short code on paper: its letters to be typed, and beside them bars (Code 128) for a reader."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

__all__ = ["CodeBars"]

MODULE = 0.72  # points, the thinnest bar: a quarter of a millimetre, three whole dots of a 300 dpi printer
HEIGHT = 7 * mm
_QUIET = 10 * MODULE  # left white before and after the bars, as the reader wants it
_LETTERS = 30.0  # points for half of a code


class CodeBars(Flowable):
    """`ACKD-MPRT`: the halves below each other, then the bars; they say the code without its dash."""

    def __init__(self, shown: str, font: str, size: float) -> None:
        super().__init__()
        first, dash, second = shown.partition("-")
        self._lines, self._font, self._size = (first + dash, second), font, size
        self._bars = Code128(shown.replace("-", ""), barWidth=MODULE, barHeight=HEIGHT, quiet=0)
        self.width, self.height = _LETTERS + _QUIET + self._bars.width + _QUIET, HEIGHT

    def wrap(self, _wide: float, _high: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.setFont(self._font, self._size)
        for place, letters in enumerate(self._lines):
            canvas.drawString(0, HEIGHT / 2 + 2 - place * (self._size + 1), letters)
        self._bars.drawOn(canvas, _LETTERS + _QUIET, 0)
