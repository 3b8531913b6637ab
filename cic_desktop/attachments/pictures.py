"""What a file is, how many pages it has, how its first page looks: PDFs and pictures alike.

Other people's files: whatever is wrong with them is said in a sentence.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cic_desktop.core.errors import CicError
from cic_desktop.forms.page.foreign import LOCKED, pages_of
from cic_desktop.forms.page.preview import PageImage, render_page
from cic_desktop.i18n import Text, _

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["KNOWN", "Unreadable", "as_pdf", "media_type", "page_count", "thumbnail"]

PDF = "application/pdf"
KNOWN = ("pdf", "jpg", "jpeg", "png", "tif", "tiff", "webp")  # endings, for file dialogs
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_A4_PIXELS = (1654, 2339)  # at 200 dpi: a picture is laid on a page no larger than that
_DAMAGED: Text = _("This file is damaged and cannot be shown. Scan it again or choose another file.")
_PROTECTED: Text = _("This PDF is locked with a password. Save it without the password, then add it.")


class Unreadable(CicError):
    """The file cannot be kept: nobody could look at it."""


def media_type(data: bytes) -> str:
    """The type by the file's first bytes; raises Unreadable for one that is neither a PDF nor a picture."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    found = next((name for sign, name in _SIGNS if data.startswith(sign)), "")
    if b"%PDF-" in data[:1024]:  # some scanners write a few bytes before it
        found = PDF
    if not found:
        raise Unreadable(_("Only PDFs and pictures (JPG, PNG, TIFF, WebP) can be kept. Print the file to PDF first."))
    return found


def page_count(data: bytes, kind: str) -> int:
    """Pages of a PDF or frames of a picture; raises Unreadable."""
    if kind != PDF:
        with _picture(data) as picture:
            return int(getattr(picture, "n_frames", 1))
    with _said(), pages_of(data) as document:
        return len(document)


def thumbnail(data: bytes, kind: str, width: int) -> PageImage:
    """The first page, `width` pixels wide; raises Unreadable."""
    if kind == PDF:
        with _said():
            return render_page(data, 0, 72.0 * width / 595.0)
    with _picture(data) as picture:
        upright = _upright(picture)
        upright.thumbnail((width, width * 3 // 2))
        return PageImage(upright.width, upright.height, upright.tobytes())


def as_pdf(data: bytes, kind: str) -> bytes:
    """The file as a PDF to look at and print: the same bytes for a PDF, a page per frame for a picture."""
    if kind == PDF:
        return data
    from PIL import ImageSequence

    with _picture(data) as picture:
        pages = [_fitted(_upright(frame)) for frame in ImageSequence.Iterator(picture)]
        out = io.BytesIO()
        pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200.0)
        return out.getvalue()


@contextmanager
def _picture(data: bytes) -> Iterator[Image]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as opened:
            yield opened
    except Image.DecompressionBombError:
        raise Unreadable(_("This picture has too many pixels. Scan it at 300 dpi or less.")) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Unreadable(_DAMAGED) from None


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except CicError as error:
        raise Unreadable(_PROTECTED if error.text is LOCKED else _DAMAGED) from None


def _upright(picture: Image) -> Image:
    """As the camera was held, on white, without transparency."""
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(picture)
    if turned.mode in ("RGBA", "LA", "P"):
        flat = turned.convert("RGBA")
        white = Image.new("RGBA", flat.size, "white")
        turned = Image.alpha_composite(white, flat)
    return turned.convert("RGB")


def _fitted(picture: Image) -> Image:
    picture.thumbnail(_A4_PIXELS if picture.height >= picture.width else _A4_PIXELS[::-1])
    return picture
