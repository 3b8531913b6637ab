"""How tests look at a PDF: its text, its pixels, its objects."""

from __future__ import annotations

from PIL import Image, ImageChops

from cic_desktop.forms.page import preview
from cic_desktop.forms.page.foreign import pages_of


def pages_text(pdf: bytes) -> list[str]:
    """The text of each page as a reader's search finds it, one line per line."""
    with pages_of(pdf) as document:
        return [
            "\n".join(line.rstrip() for line in page.get_textpage().get_text_bounded().splitlines())
            for page in document
        ]


def pictures(pdf: bytes, dpi: float) -> list[Image.Image]:
    pages = (preview.render_page(pdf, number, dpi) for number in range(preview.page_count(pdf)))
    return [Image.frombytes("RGB", (page.width, page.height), page.rgb).convert("L") for page in pages]


def share_apart(one: Image.Image, other: Image.Image, step: int = 96) -> float:
    """The share of pixels whose grey differs by more than `step`."""
    apart = ImageChops.difference(one, other).point(lambda grey: 255 if grey > step else 0)
    return apart.histogram()[255] / (one.width * one.height)
