"""Pages of a PDF as pixels: the preview shows the very bytes that are printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cic_desktop.forms.foreign import pages_of

if TYPE_CHECKING:
    from pypdfium2 import PdfBitmap, PdfDocument

__all__ = ["PageImage", "page_count", "render", "render_page"]

POINTS_PER_INCH = 72.0


@dataclass(frozen=True)
class PageImage:
    """One page: rows of red, green, blue bytes on white, no padding between rows."""

    width: int
    height: int
    rgb: bytes


def page_count(pdf: bytes) -> int:
    with pages_of(pdf) as document:
        return len(document)


def render(pdf: bytes, dpi: float = 110.0) -> Iterator[PageImage]:
    """Every page in turn; CicError if the bytes are not a readable PDF."""
    # Opened anew for each page: pdfium must not stay taken while a page is painted or printed.
    for number in range(page_count(pdf)):
        yield render_page(pdf, number, dpi)


def render_page(pdf: bytes, number: int, dpi: float = 110.0) -> PageImage:
    """One page, counted from 0."""
    with pages_of(pdf) as document:
        return _image(document, number, dpi)


def _image(document: PdfDocument, number: int, dpi: float) -> PageImage:
    page = document[number]
    try:
        bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True, prefer_bgrx=False)
        return PageImage(bitmap.width, bitmap.height, _packed(bitmap))
    finally:
        page.close()


def _packed(bitmap: PdfBitmap) -> bytes:
    """The rows without pdfium's padding."""
    data, row = bytes(bitmap.buffer), bitmap.width * bitmap.n_channels
    rows = range(0, bitmap.stride * bitmap.height, bitmap.stride)
    return data if bitmap.stride == row else b"".join(data[at : at + row] for at in rows)
