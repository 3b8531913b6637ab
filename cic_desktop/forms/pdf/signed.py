"""A signature drawn on the screen, put into a finished PDF: as lines, at the place the PDF names for it."""

from __future__ import annotations

import io
from typing import Any

from cic_desktop.core.errors import CicError
from cic_desktop.forms.definition.model import Box
from cic_desktop.forms.page.foreign import objects_of
from cic_desktop.forms.page.strokes import Strokes
from cic_desktop.forms.pdf.canvas import PaperCanvas
from cic_desktop.forms.pdf.content import INK, SIGN_HERE
from cic_desktop.forms.pdf.typeface import REGULAR, load_fonts
from cic_desktop.i18n import _

NIB = 1.1  # points
DAY_SIZE, DAY_WIDTH = 9.0, 56.0  # points
WIDEST = 210.0  # points of a signature, as wide as one written by hand


def signed(pdf: bytes, strokes: Strokes, day: str) -> bytes:
    """The PDF with the day and the signature above its line; equal input gives equal bytes. Raises CicError."""
    from pikepdf import Name, Page, Pdf

    out = io.BytesIO()
    with objects_of(pdf) as document:
        place = _place(document)
        if place is None:
            raise CicError(_("This paper has no line to sign on the screen. Print it and sign it with a pen."))
        page, (left, bottom, right, top) = Page(place[0]), (float(edge) for edge in list(place)[2:])
        x1, y1, x2, y2 = (float(edge) for edge in page.cropbox)
        room = Box(left - x1, y2 - top, right - left, top - bottom)
        with Pdf.open(io.BytesIO(_drawn(x2 - x1, y2 - y1, room, strokes, day))) as ink:
            form = document.copy_foreign(ink.pages[0].as_form_xobject())
        page.add_resource(form, Name.XObject, Name("/CicSigned"))  # `add_overlay` would give it a name by chance
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(f"\nQ q 1 0 0 1 {x1:g} {y1:g} cm /CicSigned Do Q".encode("ascii"))
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _place(document: Any) -> Any:
    return document.Root.get("/Dests", {}).get(f"/{SIGN_HERE}")


def _drawn(width: float, height: float, room: Box, strokes: Strokes, day: str) -> bytes:
    """A page of ink alone: the day at the left, the signature beside it."""
    load_fonts()
    out = io.BytesIO()
    canvas = PaperCanvas(out, pagesize=(width, height), invariant=1, pageCompression=1, initialFontName=REGULAR)
    canvas.setFillColorRGB(*INK)
    canvas.setStrokeColorRGB(*INK)
    canvas.setFont(REGULAR, DAY_SIZE)
    canvas.drawString(room.x + 2, height - room.bottom + 3, day)
    canvas.setLineWidth(NIB)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    space = room.w - DAY_WIDTH
    for line in strokes.placed(Box(room.x + DAY_WIDTH, room.y, min(space, WIDEST), room.h)):
        path = canvas.beginPath()
        path.moveTo(line[0][0], height - line[0][1])
        for x, y in line[1:] or line:
            path.lineTo(x, height - y)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.save()
    return out.getvalue()
