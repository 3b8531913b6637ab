"""Other people's PDFs: opened, or refused with a sentence. Nothing in them can raise anything else."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Text, _

if TYPE_CHECKING:
    from pikepdf import Pdf
    from pypdfium2 import PdfDocument

DAMAGED: Text = _("This PDF is damaged. Download it again from the office's page.")
LOCKED: Text = _("This PDF is locked with a password. Ask the office for an open one.")

# A broken tree of objects shows up as a missing, wrong or misplaced entry anywhere in our reading of it.
_BROKEN_TREE = (AttributeError, IndexError, KeyError, RuntimeError, TypeError, ValueError)


# pdfium works in one thread at a time, whatever document it is about.
_PDFIUM = threading.RLock()


@contextmanager
def pages_of(pdf: bytes) -> Iterator[PdfDocument]:
    """The document as pdfium renders it; closed at the end. Other threads wait meanwhile: keep it short."""
    import pypdfium2

    try:
        with _PDFIUM:
            document = pypdfium2.PdfDocument(pdf)
            try:
                yield document
            finally:
                document.close()
    except pypdfium2.PdfiumError as error:
        raise CicError(LOCKED if "password" in str(error).lower() else DAMAGED) from None


@contextmanager
def objects_of(pdf: bytes) -> Iterator[Pdf]:
    """The document as a tree of objects; closed at the end."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            yield opened
    except pikepdf.PasswordError:
        raise CicError(LOCKED) from None
    except (pikepdf.PdfError, *_BROKEN_TREE) as error:
        raise CicError(DAMAGED) from error
