"""A desk with a client, as the stories of help have it, and files of every sort."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from tests.assistance.conftest import desk, oksana

__all__ = ["desk", "oksana"]


@pytest.fixture
def picture() -> Callable[..., bytes]:
    """A picture of one colour as bytes of a format."""

    def make(kind: str = "PNG", size: tuple[int, int] = (40, 60), frames: int = 1, mode: str = "RGB") -> bytes:
        out = io.BytesIO()
        pages = [Image.new(mode, size, "teal") for _ in range(frames)]
        pages[0].save(out, kind, **({"save_all": True, "append_images": pages[1:]} if frames > 1 else {}))
        return out.getvalue()

    return make


@pytest.fixture
def pdf(picture: Callable[..., bytes]) -> Callable[[int], bytes]:
    """A PDF with so many pages."""
    return lambda pages: picture("PDF", frames=pages)
