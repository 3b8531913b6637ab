"""Backups that are checked before they count, and a restore that can be undone.

A backup is one file, `cic-backup-<moment>.zip`: the encrypted register, its key file, and a note
with checksums. It stays encrypted: opening it needs a password or the recovery key.
"""

from __future__ import annotations

import errno
import hashlib
import itertools
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.files import CannotWrite
from cic_desktop.db.engine import connect
from cic_desktop.db.faults import RegisterDamaged, translated
from cic_desktop.i18n import _

__all__ = [
    "BackupDamaged", "BackupInfo", "RegisterDamaged", "back_up", "back_up_if_due", "backups", "integrity", "is_due",
    "restore",
]  # fmt: skip

DATABASE, KEYS, NOTE = "register.db", "register.keys", "backup.json"
LIVE = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", KEYS, f"{KEYS}.bak")
"""Every file that makes up a register while it is used."""

Tick = Callable[[float], None]

RESTORING, ASIDE = "restoring", "before-restore-"
_DAILY, _RECENT = 14, 10
_EVERY = timedelta(hours=20)
_PAGES, _PIECE = 2000, 8 << 20  # copied in one step: 8 MB each, some hundredths of a second
_STEPS = 1_000  # of the check between two turns: pages first, then operations on rows
_OPERATIONS_OF_PAGE = 250  # on rows, about
_SELDOM = 50  # turns between two ticks once rows are compared
_WALKED = 0.7  # of the check's time goes into the walk through the pages
_CHECKED = 0.5  # of a copy's time goes into checking what is copied
_COPIED = 0.6  # the share of the work that is done when the copy is there


class BackupDamaged(CicError):
    def __init__(self) -> None:
        super().__init__(_("This backup is damaged or not a backup of the register. Choose another one."))


@dataclass(frozen=True)
class BackupInfo:
    """One backup on disk."""

    path: Path
    made_at: datetime
    size: int


def integrity(raw: Any, tick: Tick | None = None) -> None:
    """Read every page in use, which checks its seal, and the file's structure, as one moment shows them.

    Raises RegisterDamaged, StorageFault. `tick` is told the share done, 0..1, and may raise to cancel.
    """
    raw.execute("BEGIN")
    try:
        _check(raw, tick)
    finally:
        raw.execute("ROLLBACK")


def _check(raw: Any, tick: Tick | None) -> None:
    stopped: list[BaseException] = []
    shares = _shares_of_check(raw.execute("PRAGMA page_count").fetchone()[0])

    def turn() -> bool:
        share = next(shares)
        try:
            if tick and share is not None:
                tick(share)
        except BaseException as error:  # the driver would swallow it
            stopped.append(error)
        return bool(stopped)

    raw.set_progress_handler(turn, _STEPS)
    try:
        with translated():
            sound = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
    except raw.DatabaseError as error:
        if stopped:
            raise stopped[0] from None
        raise RegisterDamaged() from error  # whatever else it says while only reading, the file is to blame
    finally:
        raw.set_progress_handler(None, 0)
    if sound != "ok":
        raise RegisterDamaged()


def _shares_of_check(pages: int) -> Iterator[float | None]:
    """The share done at each turn of the check, None where it is not worth telling.

    SQLite first walks through all pages, a step each, then compares rows with indexes: of how many operations that
    takes only the order is known.
    """
    walk = max(pages // _STEPS, 1)
    rows = max(pages * _OPERATIONS_OF_PAGE // _STEPS, 1)
    yield from (_WALKED * turn / walk for turn in range(walk))
    for turn in itertools.count():
        yield min(_WALKED + (1 - _WALKED) * turn / rows, 0.99) if turn % _SELDOM == 0 else None


def back_up(folder: Path, key: bytes, target: Path | None = None, *, tick: Tick | None = None) -> BackupInfo:
    """Write a checked backup of the register in `folder`, by default into its `backups/`.

    Colleagues and lanes may go on writing: it holds what one moment shows. `tick` is told the share done, 0..1,
    several times a second, and may raise to cancel; nothing is left behind then. Raises RegisterDamaged (a bad
    backup must not push out a good one), StorageFault, CannotWrite.
    """
    # All is written in pieces that reach the disk one by one: a save of the window would else wait for the whole.
    made_at = clock.now()
    target = target or folder / "backups" / f"cic-backup-{made_at:%Y%m%d-%H%M%S}.zip"
    copy = target.with_suffix(".part.db")
    part = target.with_suffix(".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with translated():
            _copy_checked(folder / DATABASE, copy, key, _between(tick, 0, _COPIED))
        _pack(part, {DATABASE: copy, KEYS: folder / KEYS}, made_at, _between(tick, _COPIED, 1))
        part.replace(target)
    except OSError as error:
        raise CannotWrite(error.errno) from None
    finally:
        copy.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    if target.parent == folder / "backups":
        _thin(target.parent)
    return BackupInfo(target, made_at, target.stat().st_size)


def back_up_if_due(folder: Path, key: bytes, tick: Tick) -> BackupInfo | None:
    """The day's backup; None when there is one."""
    return back_up(folder, key, tick=tick) if is_due(folder) else None


def is_due(folder: Path) -> bool:
    """Whether the last backup is of another day."""
    there = backups(folder)
    # One "from the future" was made while the computer's clock was wrong: it says nothing.
    return not there or not timedelta(0) <= clock.now() - there[0].made_at <= _EVERY


def sweep(folder: Path) -> None:
    """Remove what a backup or a restore that was cut off has left; the caller has locked the folder."""
    for left in (folder / "backups").glob("cic-backup-*.part*"):
        left.unlink(missing_ok=True)
    shutil.rmtree(folder / RESTORING, ignore_errors=True)


def _between(tick: Tick | None, first: float, last: float) -> Tick:
    """A part of the work tells its own share, 0..1."""
    return lambda share: tick(first + share * (last - first)) if tick else None


def _copy_checked(source: Path, copy: Path, key: bytes, tick: Tick) -> None:
    def progress(status: int, remaining: int, total: int) -> None:
        os.fsync(file.fileno())
        tick(_CHECKED + (1 - _CHECKED) * (1 - remaining / max(total, 1)))

    with copy.open("w+b") as file, closing(connect(source, key)) as live, closing(connect(copy, key)) as other:
        live.execute("BEGIN")  # one look at one moment: else each change meanwhile starts the copy anew
        _check(live, _between(tick, 0, _CHECKED))  # a damaged page would be copied as zeros, under a good seal
        for pragma in ("journal_mode = off", "synchronous = off"):  # what is cut off is thrown away
            other.execute(f"PRAGMA {pragma}")
        live.backup(other, pages=_PAGES, progress=progress)
        other.execute("PRAGMA journal_mode = delete")


def _pack(part: Path, files: dict[str, Path], made_at: datetime, tick: Tick) -> None:
    note: dict[str, Any] = {"format": "cic-backup/1", "made_at": made_at.isoformat(), "files": {}}
    count = _count(sum(path.stat().st_size for path in files.values()), tick)
    with part.open("w+b") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:

        def synced(size: int) -> None:
            _flush(file)
            count(size)

        for name, path in files.items():
            with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as packed:
                note["files"][name] = _pour(source, packed, synced)
        archive.writestr(NOTE, json.dumps(note, indent=1))
        archive.close()
        _flush(file)


def _pour(source: IO[bytes], target: IO[bytes], poured: Callable[[int], None]) -> str:
    """Copy in pieces, telling the size of each; returns the checksum."""
    total = hashlib.sha256()
    while piece := source.read(_PIECE):
        target.write(piece)
        total.update(piece)
        poured(len(piece))
    return total.hexdigest()


def _count(size: int, tick: Tick) -> Callable[[int], None]:
    """Tells the share of bytes done by now."""
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        tick(done / size)

    return count


def _flush(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def restore(folder: Path, backup: Path, *, tick: Tick | None = None) -> Path:
    """Put a backup in the register's place; returns the folder where what was there is kept.

    `tick` as in `back_up`. Raises BackupDamaged, CannotWrite; the register is then as it was.
    """
    aside = folder / f"{ASIDE}{clock.now():%Y%m%d-%H%M%S}"
    fresh = folder / RESTORING
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
        _unpack(backup, fresh, _between(tick, 0, 1))
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


def _unpack(backup: Path, fresh: Path, tick: Tick) -> None:
    """Raises BackupDamaged, or OSError when the disk is full."""
    try:
        with zipfile.ZipFile(backup) as archive:
            note = json.loads(archive.read(NOTE))
            count = _count(sum(archive.getinfo(name).file_size for name in (DATABASE, KEYS)), tick)
            for name in (DATABASE, KEYS):
                with archive.open(name) as packed, (fresh / name).open("wb") as file:
                    total = _pour(packed, file, count)
                    _flush(file)
                if total != note["files"][name]:
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
