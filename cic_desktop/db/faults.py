"""What can go wrong with the file while working, in words: full disk, no right to write, damage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Text, _

__all__ = ["RegisterDamaged", "StorageFault", "translated"]

_FULL = _("The disk is full. Nothing was saved: free some space and save again.")
_READ_ONLY = _("This folder may not be written to. Nothing was saved: ask for the right to write, then try again.")
_DAMAGED = _("The register's file is damaged. Do not go on working in it: restore the last good backup.")
_SENTENCES: tuple[tuple[str, Text], ...] = (
    ("disk is full", _FULL),
    ("readonly", _READ_ONLY),
    ("read-only", _READ_ONLY),
    ("unable to open", _("The register's folder cannot be reached. Check that the disk is connected.")),
    ("malformed", _DAMAGED),
    ("not a database", _DAMAGED),
    ("locked", _("The register is busy with another task. Try again in a moment.")),
    ("disk i/o", _("The disk did not answer. Nothing was saved: check the disk and save again.")),
)


class StorageFault(CicError):
    """The disk or the file refused; nothing of the act was kept."""


class RegisterDamaged(StorageFault):
    """A page's seal is broken, or the file's structure is."""

    def __init__(self) -> None:
        super().__init__(_DAMAGED)


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's faults into sentences; anything unexpected goes on as it is."""
    from sqlalchemy.exc import DBAPIError
    from sqlcipher3 import dbapi2

    try:
        yield
    except (DBAPIError, dbapi2.Error, MemoryError) as error:
        text = str(getattr(error, "orig", error)).casefold()
        for part, sentence in _SENTENCES:
            if part in text:
                raise (RegisterDamaged() if sentence is _DAMAGED else StorageFault(sentence)) from None
        raise
