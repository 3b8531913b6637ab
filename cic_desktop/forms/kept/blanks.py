"""The blank a centre supplies: which form it is, whether we know it, and why it cannot be used.

A blank is known by the hash of its file, or by the look of its pages: how much ink stands where. A blank
that differs from both may be another edition; it is used only after a look at the preview.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cic_desktop.core.errors import CicError
from cic_desktop.db.blobs import LARGEST_FILE
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.page.foreign import DAMAGED, objects_of, pages_of
from cic_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

    from cic_desktop.forms.pdf.prepared import PreparedBlank

__all__ = ["Recognised", "looks_of", "prepare_blank", "read_blank", "recognise"]

SIZE_TOLERANCE = 3.0  # points a page may differ from the definition's
COLUMNS, ROWS = 8, 120  # the grid of ink; a row is about seven points
RENDERED_HEIGHT = ROWS * 4  # pixels
INK_SCALE = 45  # ink share 1/3 and more is the deepest step, 15
STEP_APART = 3  # grid cells this many steps apart are different
CELLS_APART = 0.005  # share of different cells up to which two pages look alike


@dataclass(frozen=True)
class Recognised:
    """What a supplied blank is. `known` by hash, `alike` by look, else `unknown`: check the preview."""

    status: Literal["known", "alike", "unknown"]
    sha256: str


def read_blank(path: Path) -> bytes:
    """A chosen file from the disk; one too large is refused before it is read. Raises CicError."""
    try:
        _refuse_large(path.stat().st_size)
        return path.read_bytes()
    except OSError:
        text = _("This file cannot be read. Copy it to this computer and choose it again.")
        raise CicError(text) from None


def recognise(definition: Definition, pdf: bytes) -> Recognised:
    """Compare a blank with what the definition knows; CicError says why it cannot be used at all."""
    refuse_unusable(pdf)
    digest = hashlib.sha256(pdf).hexdigest()
    with pages_of(pdf) as document:
        _refuse_other_pages(definition, document)
        if digest in definition.blank.sha256:
            return Recognised("known", digest)
        alike = _alike(definition.blank.looks, document)
        return Recognised("alike" if alike else "unknown", digest)


def prepare_blank(definition: Definition, pdf: bytes) -> PreparedBlank:
    """Make a blank ready for `forms.fill`, refused like in `recognise`. A tenth of a second: keep it."""
    from cic_desktop.forms.pdf.prepared import prepare

    refuse_unusable(pdf)
    with pages_of(pdf) as document:
        _refuse_other_pages(definition, document)
    prepared = prepare(pdf, definition.info.title.render("pl"), definition.sign_place)
    if len(prepared.slots) != len(definition.pages):  # two readers disagree about a broken file
        raise CicError(DAMAGED)
    return prepared


def looks_of(pdf: bytes) -> tuple[str, ...]:
    """The look of each page, as a definition's `looks` stores it."""
    with pages_of(pdf) as document:
        return tuple(base64.b64encode(zlib.compress(_ink(page), 9)).decode("ascii") for page in document)


def refuse_unusable(pdf: bytes) -> None:
    """Files that are large or no PDF; locked, damaged, dynamic (XFA) or turned ones."""
    _refuse_large(len(pdf))
    if pdf and b"%PDF-" not in pdf[:1024]:  # a PDF says what it is within its first kilobyte (ISO 32000, annex H)
        raise CicError(
            _("This file is not a PDF. Save the blank from the office's page as a PDF and choose that file.")
        )
    with objects_of(pdf) as opened:
        if opened.is_encrypted:
            raise CicError(_("This PDF is locked. Ask the office for one without restrictions."))
        if "/AcroForm" in opened.Root and "/XFA" in opened.Root.AcroForm:
            raise CicError(_("This PDF is a dynamic form (XFA); nothing can be printed on it. Use a plain PDF."))
        if any(int(page.obj.get("/Rotate", 0)) % 360 for page in opened.pages):
            raise CicError(_("The pages of this PDF are turned. Save it upright and try again."))


def _refuse_large(size: int) -> None:
    if size > LARGEST_FILE:
        raise CicError(_("This file is larger than 20 MB. Ask the office for a smaller one."))


def _refuse_other_pages(definition: Definition, document: PdfDocument) -> None:
    wanted, found = len(definition.pages), len(document)
    if found != wanted:
        raise CicError(
            ngettext(
                "This is not the blank of {form}: it has {n} page.",
                "This is not the blank of {form}: it has {n} pages.",
                found,
                form=definition.info.symbol,
            )
        )
    width, height = definition.size
    for page in document:
        if abs(page.get_width() - width) > SIZE_TOLERANCE or abs(page.get_height() - height) > SIZE_TOLERANCE:
            raise CicError(_("The pages of this PDF are not the size of {form}.", form=definition.info.symbol))


def _alike(looks: tuple[str, ...], document: PdfDocument) -> bool:
    return len(looks) == len(document) and all(
        _apart(zlib.decompress(base64.b64decode(look)), _ink(page)) <= CELLS_APART
        for look, page in zip(looks, document, strict=True)
    )


def _apart(one: bytes, other: bytes) -> float:
    """The share of grid cells whose ink differs."""
    return sum(abs(a - b) >= STEP_APART for a, b in zip(one, other, strict=True)) / len(one)


def _ink(page: PdfPage) -> bytes:
    """How dark each cell of the grid is, 0 to 15, row by row. Form fields are not drawn."""
    scale = RENDERED_HEIGHT / page.get_height()
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    data, width, height, stride = bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride
    cells = bytearray()
    for row in range(ROWS):
        lines = range(row * height // ROWS, (row + 1) * height // ROWS)
        for column in range(COLUMNS):
            left, right = column * width // COLUMNS, (column + 1) * width // COLUMNS
            light = sum(sum(data[line * stride + left : line * stride + right]) for line in lines)
            share = 1 - light / (255 * len(lines) * (right - left))
            cells.append(min(15, round(share * INK_SCALE)))
    return bytes(cells)
