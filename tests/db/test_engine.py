"""The file is encrypted from its first byte, opened only with its key, and only by SQLCipher."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cic_desktop import clients
from cic_desktop.core.errors import CicError
from cic_desktop.db import backup
from cic_desktop.db.database import Database, OpenedForReading
from cic_desktop.db.engine import NotEncrypted, RegisterUnreadable, connect
from cic_desktop.db.faults import RegisterDamaged, StorageFault
from cic_desktop.startup import Opened
from tests.people import OKSANA_WHOLE

KEY = bytes(range(32))
SECRETS = [text.encode() for text in ("Kovalenko", "Коваленко", "kovalenko", "512345678", "oksana@example", "Damrota")]


def register_oksana(register: Opened) -> str:
    with register.database.write(register.actor, "register a client") as work:
        return clients.register(work, OKSANA_WHOLE, full=True).id


def test_nothing_can_be_read_on_the_disk(register: Opened) -> None:
    """Neither in the file nor in the write-ahead log beside it, while the window is open and after."""
    register_oksana(register)
    wal = register.folder / "register.db-wal"
    assert wal.stat().st_size > 0
    for path in (register.folder / "register.db", wal):
        data = path.read_bytes()
        assert not data.startswith(b"SQLite format 3")
        assert not [secret for secret in SECRETS if secret in data]
    register.close()
    assert not wal.exists()
    for path in register.folder.rglob("*"):
        assert path.is_dir() or not [secret for secret in SECRETS if secret in path.read_bytes()]


def test_pages_of_the_same_content_differ(tmp_path: Path) -> None:
    """Each page has its own initialisation vector: the file tells nothing by its repetitions."""
    with closing(connect(tmp_path / "r.db", KEY)) as raw:
        raw.execute("CREATE TABLE t (x TEXT)")
        raw.executemany("INSERT INTO t VALUES (?)", [("same" * 200,)] * 200)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = (tmp_path / "r.db").read_bytes()
    blocks = {data[at : at + 64] for at in range(0, len(data), 64)}
    assert len(blocks) == len(data) // 64


def test_a_driver_without_encryption_is_refused_before_it_writes(tmp_path: Path) -> None:
    """The standard library's SQLite would ignore the key and write names in the clear."""
    with pytest.raises(NotEncrypted):
        connect(tmp_path / "r.db", KEY, driver=sqlite3)
    assert not (tmp_path / "r.db").exists() or (tmp_path / "r.db").stat().st_size == 0


def test_another_key_opens_nothing(register: Opened) -> None:
    path = register.folder / "register.db"
    register.close()
    for key in (secrets.token_bytes(32), bytes(32)):
        with pytest.raises(RegisterUnreadable) as caught:
            connect(path, key)
        assert key.hex() not in f"{caught.value!r}{caught.value}"
        assert caught.value.__suppress_context__


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    path.write_bytes(b"A letter, not a register. " * 400)
    with pytest.raises(RegisterUnreadable):
        connect(path, KEY)


def flip(path: Path, at: int) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 0x10]))


def test_one_flipped_bit_is_noticed(register: Opened, tmp_path: Path) -> None:
    """In whichever page, one of the schema's included: it is found, and reading never gives wrong data."""
    register_oksana(register)
    key = register.keys.database_key
    register.close()
    size = (register.folder / "register.db").stat().st_size
    for page in (2, size // 4096 // 2, size // 4096 - 1):
        path = tmp_path / f"{page}.db"
        shutil.copy(register.folder / "register.db", path)
        flip(path, page * 4096 + 1000)
        with pytest.raises((RegisterDamaged, RegisterUnreadable)), closing(connect(path, key)) as raw:
            backup.integrity(raw)


def copied(register: Opened, tmp_path: Path) -> Path:
    """The register's file as it lies there once everything is written into it."""
    register.close()
    return Path(shutil.copy(register.folder / "register.db", tmp_path / "copy.db"))


def test_a_damaged_first_page_is_a_register_that_cannot_be_read(register: Opened, tmp_path: Path) -> None:
    path, key = copied(register, tmp_path), register.keys.database_key
    flip(path, 1000)
    with pytest.raises(RegisterUnreadable):
        connect(path, key)


def test_work_on_a_damaged_page_says_so_in_words(register: Opened, tmp_path: Path) -> None:
    oksana = register_oksana(register)
    path, key = copied(register, tmp_path), register.keys.database_key
    with closing(connect(path, key)) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'person'").fetchone()
    flip(path, (page - 1) * 4096 + 2000)
    database = Database(path, key)
    with pytest.raises(StorageFault, match="damaged"), database.read(register.actor) as read:
        clients.card(read, oksana)
    database.close()


def test_a_full_disk_is_said_and_the_register_goes_on_afterwards(register: Opened) -> None:
    oksana = register_oksana(register)
    database = register.database

    def add_remarks(work: Any, text: str) -> None:
        work.amend(work.get(clients.tables.Person, oksana), {"remarks": text})

    with pytest.raises(StorageFault, match="disk is full"), database.write(register.actor, "write much") as work:
        pages = work.sql("PRAGMA page_count")[0][0]
        work.sql(f"PRAGMA max_page_count = {pages + 2}")
        add_remarks(work, "x" * 100_000)
    database.engine.dispose()
    with database.write(register.actor, "write little") as work:
        assert work.get(clients.tables.Person, oksana).remarks == ""
        add_remarks(work, "short")
    with closing(database.connect()) as raw:
        backup.integrity(raw)


def test_a_busy_register_is_said_to_be_busy(register: Opened) -> None:
    with closing(register.database.connect()) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageFault, match="busy"), register.database.read(register.actor) as read:
            read.sql("PRAGMA busy_timeout = 1")
            read.sql("UPDATE fact SET value = value")
        other.execute("ROLLBACK")
    register.database.engine.dispose()


def test_a_look_changes_nothing(register: Opened) -> None:
    with register.database.read(register.actor) as read:
        read.sql("UPDATE fact SET value = 'spoiled'")
    with register.database.read(register.actor) as read:
        assert not read.sql("SELECT 1 FROM fact WHERE value = 'spoiled'")


def test_a_register_opened_for_reading_takes_no_change(register: Opened) -> None:
    beside = Database(register.folder / "register.db", register.keys.database_key, writing=False)
    with pytest.raises(OpenedForReading), beside.write(register.actor, "sneak"):
        pass
    with pytest.raises(CicError), beside.read(register.actor) as read:
        read.sql("UPDATE fact SET value = 'spoiled'")
    beside.close()


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    database = Database(tmp_path / "gone" / "r.db", KEY)
    with pytest.raises(StorageFault, match="cannot be reached"), database.read(None):
        pass


def test_fresh_settings_of_a_connection(register: Opened) -> None:
    """Each of them once cost somebody data: lost commits, lost children, names left in free pages."""
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "recursive_triggers": 1,
              "trusted_schema": 0, "busy_timeout": 5000}  # fmt: skip
    with closing(register.database.connect()) as raw:
        assert {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
