"""Files that are written wholly or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from cic_desktop.core.errors import CicError
from cic_desktop.i18n import _

__all__ = ["CannotRead", "CannotWrite", "write_atomically"]


class CannotRead(CicError):
    """A file is there, but the system does not give it."""

    def __init__(self) -> None:
        super().__init__(_("The file cannot be read. Check that you have the right to open it."))


class CannotWrite(CicError):
    """The system refused to write; whatever was there before is still there."""

    def __init__(self, code: int | None) -> None:
        text = _("The file could not be written. Try again, or choose another folder.")
        if code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            text = _("The disk is full. Free some space and try again.")
        elif code in (errno.EROFS, errno.EACCES, errno.EPERM):
            text = _("This folder is read-only, or the file is open in another program.")
        super().__init__(text)


def write_atomically(path: Path, data: bytes) -> None:
    """Put the whole of `data` at `path` or leave what was there; on disk (fsync) when it returns.

    Readable by the owner only. Raises CannotWrite.
    """
    temporary = path.with_name(path.name + ".tmp")
    try:
        temporary.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise CannotWrite(error.errno) from None


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        # Some network and USB file systems cannot sync a folder; the file itself is synced.
        with suppress(OSError):
            os.fsync(number)
    finally:
        os.close(number)
