"""Pages of a PDF as pixels: the preview shows the very bytes that are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cic_desktop.forms.page.foreign import pages_of

if TYPE_CHECKING:
    from pypdfium2 import PdfBitmap, PdfDocument

__all__ = ["POINTS_PER_INCH", "PageImage", "page_count", "page_sizes", "render_page"]

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


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page in points."""
    with pages_of(pdf) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def render_page(pdf: bytes, number: int, dpi: float = 110.0) -> PageImage:
    """One page, counted from 0. CicError if the bytes are not a readable PDF."""
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
