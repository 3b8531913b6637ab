"""The canvas of everything we print with reportlab: pages at their own size, and where somebody is to sign."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from cic_desktop.forms.pdf.content import SIGN_HERE


class PaperCanvas(Canvas):
    """Asks viewers to print without scaling."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.setViewerPreference("PrintScaling", "None")
        self._signed = False

    def sign_here(self, x: float, y: float, w: float, h: float) -> None:
        """Name the first place where somebody may sign on the screen; points from the lower left corner."""
        if not self._signed:
            self._signed = True
            edges = [round(edge, 2) for edge in (x, y, x + w, y + h)]
            place = PDFArray([self._doc.thisPageRef(), PDFName("FitR"), *edges])
            self._doc.Catalog.Dests = PDFDictionary({SIGN_HERE: place})


class SignRoom(Flowable):
    """Room over a line to sign on, named in the PDF."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        if isinstance(self.canv, PaperCanvas):
            x, y = self.canv.absolutePosition(0, 0)
            self.canv.sign_here(x, y, self.width, self.height)
