"""A backup counts only when it was checked; a restore can be undone."""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop import clients, db, startup
from cic_desktop.core import clock
from cic_desktop.core.errors import Cancelled
from cic_desktop.core.files import CannotWrite
from cic_desktop.db import backup
from cic_desktop.db.engine import RegisterUnreadable, connect
from cic_desktop.db.faults import RegisterDamaged
from cic_desktop.startup import Opened
from tests.conftest import NOW
from tests.people import AMIR, OKSANA

Open = Callable[..., Opened]


def key_of(register: Opened) -> bytes:
    return register.keys.database_key


def register_one(register: Opened, answers: Any) -> str:
    with register.database.write(register.actor, "register a client") as work:
        return clients.register(work, answers).id


def surnames(register: Opened) -> list[str]:
    with register.database.read(register.actor) as read:
        return [line.surname for line in clients.first_clients(read)]


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_backup_holds_what_was_written_a_moment_ago(register: Opened, tmp_path: Path) -> None:
    """While the window is open, the newest rows still being in the write-ahead log."""
    register_one(register, OKSANA)
    info = db.back_up(register.folder, key_of(register), tmp_path / "stick" / "own name.zip")
    assert info.path == tmp_path / "stick" / "own name.zip"
    assert info.size == info.path.stat().st_size
    assert files(tmp_path / "stick") == {"own name.zip"}
    with zipfile.ZipFile(info.path) as archive:
        assert sorted(archive.namelist()) == ["backup.json", "register.db", "register.keys"]
        note = json.loads(archive.read("backup.json"))
        archive.extractall(tmp_path / "out")
    assert note["made_at"] == "2026-11-23T08:30:00+00:00"
    assert not (tmp_path / "out" / "register.db").read_bytes().startswith(b"SQLite format")
    with closing(connect(tmp_path / "out" / "register.db", key_of(register))) as raw:
        assert raw.execute("SELECT surname FROM person").fetchall() == [("Kovalenko",)]


def test_progress_is_told_and_a_cancelled_backup_leaves_nothing(register: Opened) -> None:
    shares: list[float] = []
    db.back_up(register.folder, key_of(register), tick=shares.append)
    assert shares
    assert shares[-1] == 1

    before = files(register.folder)
    for stop_at in (0.0, 0.1, 0.61, 1.0):  # while it is checked, copied, packed, and at the last moment

        def cancel(share: float, stop_at: float = stop_at) -> None:
            if share >= stop_at:
                raise Cancelled

        with clock.frozen(NOW + timedelta(minutes=1)), pytest.raises(Cancelled):
            db.back_up(register.folder, key_of(register), tick=cancel)
        assert files(register.folder) == before


def test_a_check_tells_how_far_it_is_and_stops_when_it_is_cancelled(register: Opened) -> None:
    register_one(register, OKSANA)
    shares: list[float] = []
    with closing(connect(register.folder / "register.db", key_of(register))) as raw:
        backup.integrity(raw, shares.append)
        assert shares
        assert shares == sorted(shares)
        assert 0 <= shares[0] <= shares[-1] <= 1

        def cancel(_share: float) -> None:
            raise Cancelled

        with pytest.raises(Cancelled):
            backup.integrity(raw, cancel)
        backup.integrity(raw)  # the connection is as good as before


@pytest.mark.parametrize("pages", [0, 1, 999, 114_466])
def test_the_share_of_a_check_only_grows_and_never_says_done_too_early(pages: int) -> None:
    told = [share for share in itertools.islice(backup._shares_of_check(pages), 40_000) if share is not None]
    assert told == sorted(told)
    assert told[-1] < 1


def test_a_backup_is_made_while_somebody_writes(register: Opened, tmp_path: Path) -> None:
    """It holds one moment; saves in between are kept, and wait for nothing."""
    register_one(register, OKSANA)
    saved: list[str] = []

    def save_once(share: float) -> None:
        if not saved and share > 0:
            saved.append(register_one(register, AMIR))

    info = db.back_up(register.folder, key_of(register), tick=save_once)
    assert saved
    assert surnames(register) == ["Amiri", "Kovalenko"]
    with zipfile.ZipFile(info.path) as archive:
        archive.extract("register.db", tmp_path)
    with closing(connect(tmp_path / "register.db", key_of(register))) as raw:
        assert raw.execute("SELECT surname FROM person").fetchall() == [("Kovalenko",)]


def test_what_a_killed_backup_left_is_swept_away(register: Opened, open_again: Open) -> None:
    """A power cut half way: the next start frees the disk of it, and of nothing else."""
    whole = db.back_up(register.folder, key_of(register)).path
    folder = register.folder / "backups"
    left = [folder / f"cic-backup-20261122-080000{end}" for end in (".part", ".part.db", ".part.db-journal")]
    left.append(register.folder / "restoring" / "register.db")
    left[-1].parent.mkdir()
    for path in left:
        path.write_bytes(b"half")
    register.close()
    before = files(register.folder)
    open_again(writing=False).close()
    assert files(register.folder) == before
    open_again()
    assert not [path for path in left if path.exists()]
    assert whole.exists()


def test_a_backup_is_due_once_a_day(register: Opened) -> None:
    """One that bears a later date was made while the computer's clock was wrong: it puts nothing off."""
    for hours, backups in ((0, 1), (2, 1), (21, 2), (24 * 365, 3), (22, 4)):
        with clock.frozen(NOW + timedelta(hours=hours)):
            db.back_up_if_due(register.folder, key_of(register), lambda share: None)
        assert len(db.backups(register.folder)) == backups


def test_no_backup_of_a_damaged_register(register: Opened, tmp_path: Path) -> None:
    """It could push out the last good one. Every page counts, also one that only continues a long text."""
    with register.database.write(register.actor, "keep a scan") as work:
        work.sql("INSERT INTO blob (sha256, bytes) VALUES ('x', randomblob(20000))")
    register.close()
    folder = tmp_path / "damaged"
    shutil.copytree(register.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
    before = files(folder)
    whole = (folder / "register.db").read_bytes()
    pages = len(whole) // 4096
    for page in {*range(2, pages, 23), *range(pages - 4, pages)}:
        at = page * 4096 + 640
        (folder / "register.db").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises((RegisterDamaged, RegisterUnreadable)):
            db.back_up(folder, key_of(register))
        assert files(folder) == before


def test_a_full_disk_while_packing_is_said_and_leaves_nothing(
    register: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **kw: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = files(register.folder)
    monkeypatch.setattr(backup, "_pour", full)
    with pytest.raises(CannotWrite, match="disk is full"):
        db.back_up(register.folder, key_of(register))
    assert files(register.folder) == before


def test_old_backups_are_thinned(register: Opened) -> None:
    """The newest ten stay, and one a day for two weeks."""
    folder = register.folder / "backups"
    folder.mkdir(exist_ok=True)
    for stale in folder.glob("*"):
        stale.unlink()
    days = [NOW - timedelta(days=day, hours=hour) for day in range(30) for hour in (0, 3)]
    for moment in days:
        (folder / f"cic-backup-{moment:%Y%m%d-%H%M%S}.zip").write_bytes(b"")
    (folder / "notes.txt").write_text("not a backup")
    with clock.frozen(NOW + timedelta(minutes=5)):
        db.back_up(register.folder, key_of(register))
    kept = [info.made_at for info in db.backups(register.folder)]
    assert kept == sorted(kept, reverse=True)
    assert len(kept) == 10 + 9  # ten newest: of five days; then one of each of nine earlier days
    assert len({moment.date() for moment in kept}) == 14
    assert (folder / "notes.txt").exists()


@pytest.fixture
def warsaw(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer set to Polish time."""
    if not hasattr(time, "tzset"):
        pytest.skip("the system's time zone cannot be changed here")
    monkeypatch.setenv("TZ", "Europe/Warsaw")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("warsaw")
def test_a_backups_moment_does_not_depend_on_the_computers_time_zone(register: Opened) -> None:
    made = db.back_up(register.folder, key_of(register))
    assert db.backups(register.folder)[0].made_at == made.made_at == NOW


def test_a_restore_brings_back_that_day_and_can_be_undone(register: Opened, open_again: Open) -> None:
    register_one(register, OKSANA)
    info = db.back_up(register.folder, key_of(register))
    register_one(register, AMIR)
    register.close()

    with startup.locked(register.folder):
        aside = db.restore(register.folder, info.path)
    restored = open_again()
    assert surnames(restored) == ["Kovalenko"]
    restored.close()

    for path in register.folder.glob("register.[dk]*"):
        path.unlink()
    for path in aside.iterdir():
        path.replace(register.folder / path.name)
    assert surnames(open_again()) == ["Amiri", "Kovalenko"]


def test_after_a_crash_the_write_ahead_log_is_set_aside_too(register: Opened, open_again: Open) -> None:
    """An old log beside a restored file would be played into it."""
    info = db.back_up(register.folder, key_of(register))
    register_one(register, OKSANA)
    crashed = register.folder.with_name("crashed")
    shutil.copytree(register.folder, crashed)
    assert (crashed / "register.db-wal").stat().st_size > 0
    register.close()

    aside = db.restore(crashed, info.path)
    assert (aside / "register.db-wal").exists()
    assert not (crashed / "register.db-wal").exists()
    with closing(connect(crashed / "register.db", key_of(register))) as raw:
        assert raw.execute("SELECT count(*) FROM person").fetchone() == (0,)
        backup.integrity(raw)


@pytest.fixture(scope="module")
def good(template_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good backup."""
    from tests.conftest import PASSWORD, QUICK_KDF

    keys = startup.Vault.open(template_register / "register.keys", QUICK_KDF).unlock("anna", PASSWORD)
    with clock.frozen(datetime(2026, 11, 1, tzinfo=UTC)):
        return db.back_up(template_register, keys.database_key, tmp_path_factory.mktemp("good") / "good.zip").path


def refuse(folder: Path, path: Path) -> None:
    """The restore refuses `path`, and the register stays as it was."""
    before = {name: (folder / name).read_bytes() for name in files(folder)}
    with pytest.raises(db.BackupDamaged):
        db.restore(folder, path)
    assert {name: (folder / name).read_bytes() for name in files(folder)} == before
    assert not list(folder.glob("before-restore*"))
    assert not (folder / "restoring").exists()


def test_files_that_are_no_backup_are_refused(tmp_path: Path, register_folder: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("photo.txt", "hello")
    for name, note in (("list", []), ("bare", {"files": {}}), ("text", "x"), ("odd", {"files": {"register.db": 5}})):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            archive.writestr("backup.json", json.dumps(note))
            archive.writestr("register.db", "x")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8" * 50)
    (tmp_path / "empty.zip").touch()
    for path in (*tmp_path.glob("*.zip"), tmp_path / "photo.jpg", tmp_path / "missing.zip", tmp_path):
        refuse(register_folder, path)


@given(data=st.data())
def test_whatever_byte_is_damaged_or_lost_the_backup_is_refused_or_whole(
    good: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Many bytes of a ZIP do not matter; where one does, the restore says so and never breaks down."""
    whole = good.read_bytes()
    central = whole.rindex(b"PK\x01\x02")
    at = data.draw(st.integers(0, 200) | st.integers(0, len(whole) - 1) | st.integers(central - 2000, len(whole) - 1))
    cut = data.draw(st.booleans())
    folder = tmp_path_factory.mktemp("restore")
    damaged = folder / "damaged.zip"
    value = whole[at] ^ data.draw(st.integers(1, 255))
    damaged.write_bytes(whole[:at] if cut else whole[:at] + bytes([value]) + whole[at + 1 :])
    target = folder / "register"
    target.mkdir()
    try:
        db.restore(target, damaged)
    except db.BackupDamaged:
        assert files(target) == set()
    else:
        with zipfile.ZipFile(good) as archive:
            for name in ("register.db", "register.keys"):
                assert (target / name).read_bytes() == archive.read(name)
    shutil.rmtree(folder)


def test_a_restore_tells_how_far_it_is_and_can_be_cancelled(good: Path, register_folder: Path) -> None:
    before = {name: (register_folder / name).read_bytes() for name in files(register_folder)}

    def cancel(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        db.restore(register_folder, good, tick=cancel)
    assert {name: (register_folder / name).read_bytes() for name in files(register_folder)} == before

    shares: list[float] = []
    db.restore(register_folder, good, tick=shares.append)
    assert shares[-1] == 1


def test_a_restore_that_fails_half_way_puts_everything_back(
    good: Path, register_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in register_folder.glob("register.[dk]*")}
    real = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if self.parent.name == "restoring" and self.name == "register.keys":
            raise OSError(errno.EACCES, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(CannotWrite):
        db.restore(register_folder, good)
    assert {path.name: path.read_bytes() for path in register_folder.glob("register.[dk]*")} == before


def test_a_disk_full_while_unpacking_is_not_called_a_damaged_backup(
    good: Path, register_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **kw: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "_pour", full)
    with pytest.raises(CannotWrite, match="disk is full"):
        db.restore(register_folder, good)
    assert (register_folder / "register.db").exists()


def test_backup_files_are_flushed_through_a_writable_handle(register: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to flush a file that was opened for reading."""
    fcntl = pytest.importorskip("fcntl")

    flushed: list[int] = []
    real = os.fsync

    def fsync(number: int) -> None:
        flushed.append(fcntl.fcntl(number, fcntl.F_GETFL) & os.O_RDWR)
        real(number)

    monkeypatch.setattr(os, "fsync", fsync)
    db.back_up(register.folder, key_of(register))
    assert flushed
    assert all(flushed)
