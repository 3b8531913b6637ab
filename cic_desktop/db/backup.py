"""Backups that are checked before they count, and a restore that can be undone.

A backup is one file, `cic-backup-<moment>.zip`: the encrypted register, its key file, and a note
with checksums. It stays encrypted: opening it needs a password or the recovery key.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.files import CannotWrite
from cic_desktop.db.engine import connect
from cic_desktop.db.faults import RegisterDamaged, translated
from cic_desktop.i18n import _

__all__ = ["BackupDamaged", "BackupInfo", "RegisterDamaged", "back_up", "backups", "integrity", "restore"]

DATABASE, KEYS, NOTE = "register.db", "register.keys", "backup.json"
LIVE = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", KEYS, f"{KEYS}.bak")
"""Every file that makes up a register while it is used."""

_DAILY, _RECENT = 14, 10


class BackupDamaged(CicError):
    def __init__(self) -> None:
        super().__init__(_("This backup is damaged or not a backup of the register. Choose another one."))


@dataclass(frozen=True)
class BackupInfo:
    """One backup on disk."""

    path: Path
    made_at: datetime
    size: int


def integrity(raw: Any) -> None:
    """Check every page's seal and the file's structure; raises RegisterDamaged, StorageFault."""
    _check_seals(raw)
    try:
        with translated():
            sound = raw.execute("PRAGMA quick_check").fetchone()[0]
    except raw.DatabaseError as error:  # whatever else it says while only reading, the file is to blame
        raise RegisterDamaged() from error
    if sound != "ok":
        raise RegisterDamaged()


def _check_seals(raw: Any) -> None:
    """Raise RegisterDamaged when a page of the main file is not as it was written."""
    with translated():
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if raw.execute("PRAGMA cipher_integrity_check").fetchall():
            raise RegisterDamaged()


def back_up(
    folder: Path, key: bytes, target: Path | None = None, *, tick: Callable[[float], None] | None = None
) -> BackupInfo:
    """Write a checked backup of the register in `folder`, by default into its `backups/`.

    `tick` is told the share done, 0..1, and may raise to cancel; nothing is left behind then. Raises
    RegisterDamaged (a bad backup must not push out a good one), StorageFault, CannotWrite.
    """
    made_at = clock.now()
    target = target or folder / "backups" / f"cic-backup-{made_at:%Y%m%d-%H%M%S}.zip"
    copy = target.with_suffix(".part.db")
    part = target.with_suffix(".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with translated():
            _copy_checked(folder / DATABASE, copy, key, tick)
        _pack(part, copy, folder / KEYS, made_at)
        part.replace(target)
    except OSError as error:
        raise CannotWrite(error.errno) from None
    finally:
        copy.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    if target.parent == folder / "backups":
        _thin(target.parent)
    return BackupInfo(target, made_at, target.stat().st_size)


def _copy_checked(source: Path, copy: Path, key: bytes, tick: Callable[[float], None] | None) -> None:
    def progress(status: int, remaining: int, total: int) -> None:
        if tick:
            tick(1 - remaining / max(total, 1))

    copy.unlink(missing_ok=True)
    with closing(connect(source, key)) as live, closing(connect(copy, key)) as other:
        _check_seals(live)  # a damaged page would be copied as zeros, under a good seal
        live.execute("BEGIN")  # one look at one moment: else each change meanwhile starts the copy anew
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()
        live.backup(other, pages=2000, progress=progress)
        other.execute("PRAGMA journal_mode = delete")
        integrity(other)


def _pack(part: Path, database: Path, keys: Path, made_at: datetime) -> None:
    note = {"format": "cic-backup/1", "made_at": made_at.isoformat(), "files": {}}
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
        for name, path in ((DATABASE, database), (KEYS, keys)):
            archive.write(path, name)
            note["files"][name] = _sha256(path)  # type: ignore[index]
        archive.writestr(NOTE, json.dumps(note, indent=1))
    with part.open("rb+") as file:  # Windows flushes only what is open for writing
        os.fsync(file.fileno())


def restore(folder: Path, backup: Path) -> Path:
    """Put a backup in the register's place; returns the folder where what was there is kept.

    Raises BackupDamaged, CannotWrite; the register is then as it was.
    """
    aside = folder / f"before-restore-{clock.now():%Y%m%d-%H%M%S}"
    fresh = folder / "restoring"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        _unpack(backup, fresh)
        aside.mkdir(parents=True)
        _move(folder, aside)
        _move(fresh, folder)
    except OSError as error:
        _move(aside, folder)
        raise CannotWrite(error.errno) from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return aside


def _move(source: Path, target: Path) -> None:
    for name in LIVE:
        if (source / name).exists():
            (source / name).replace(target / name)


def _unpack(backup: Path, fresh: Path) -> None:
    """Raises BackupDamaged, or OSError when the disk is full."""
    try:
        with zipfile.ZipFile(backup) as archive:
            note = json.loads(archive.read(NOTE))
            for name in (DATABASE, KEYS):
                archive.extract(name, fresh)
                if _sha256(fresh / name) != note["files"][name]:
                    raise BackupDamaged()
    except _UNREADABLE as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise BackupDamaged() from error


# What `zipfile` and `json` say of bytes that are no such thing, or no longer.
_UNREADABLE = (OSError, zipfile.BadZipFile, EOFError, LookupError, ValueError, TypeError, RuntimeError, zlib.error)


def backups(folder: Path) -> list[BackupInfo]:
    """The backups beside the register, newest first."""
    found = []
    for path in sorted((folder / "backups").glob("cic-backup-*.zip"), reverse=True):
        try:
            made_at = datetime.strptime(path.stem, "cic-backup-%Y%m%d-%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(BackupInfo(path, made_at, path.stat().st_size))
    return found


def _thin(folder: Path) -> None:
    """Keep the newest ten, and the newest of each of the last fourteen days that has one."""
    newest_first = sorted(folder.glob("cic-backup-*.zip"), reverse=True)
    keep = set(newest_first[:_RECENT])
    by_day: dict[str, Path] = {}
    for path in newest_first:
        by_day.setdefault(path.stem[11:19], path)
    keep |= set(list(by_day.values())[:_DAILY])
    for path in newest_first:
        if path not in keep:
            path.unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
