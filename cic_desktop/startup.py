"""Starting: the same ordered tasks for the window and for the command line.

lock the folder → unlock the keys → open the file → back up → migrate → check the journal → index → ready.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import configure_mappers

from cic_desktop.core import clock, ids
from cic_desktop.core.case_number import LETTERS
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.core.files import CannotWrite
from cic_desktop.core.rights import Role
from cic_desktop.db import backup, journal, migrate
from cic_desktop.db.base import metadata
from cic_desktop.db.database import Database
from cic_desktop.db.engine import RegisterUnreadable, connect
from cic_desktop.db.faults import translated
from cic_desktop.db.tables import load_all
from cic_desktop.db.work import Actor
from cic_desktop.i18n import Text, _
from cic_desktop.security.passwords import STANDARD, KdfProfile
from cic_desktop.security.recovery import RecoveryKey
from cic_desktop.security.vault import Keys, Vault, plain_login

DATABASE, KEYS, LOCK, MAKING = backup.DATABASE, backup.KEYS, "register.lock", "making"
_FILES = backup.LIVE
_BACKUP_EVERY = timedelta(hours=20)
Tell = Callable[[Text], None]


class AlreadyOpen(CicError):
    """Another window or command works in this register."""

    def __init__(self) -> None:
        super().__init__(_("This register is already open in another window on this computer."))


class NoRegister(CicError):
    def __init__(self) -> None:
        super().__init__(_("There is no register in this folder. Make one by starting the program, or choose another."))


class DatabaseMissing(CicError):
    """The keys are there, the register's file is not: nothing may be made in its place."""

    def __init__(self) -> None:
        super().__init__(_("The register's file is missing or empty. Restore the last good backup."))


class OlderRegister(CicError):
    """A command that only reads met a register which this program would have to change first."""

    def __init__(self) -> None:
        super().__init__(_("This register has to be brought to this version first: open it in the program."))


@dataclass
class Opened:
    """A register that is ready: its file, its keys, and who works in it."""

    folder: Path
    database: Database
    keys: Keys
    vault: Vault
    actor: Actor
    lock: Any = None
    recovered: bool = False  # opened with the recovery key: the password is to be chosen anew

    def close(self) -> None:
        """Write everything into the main file, let go of the folder, and leave no names in memory."""
        from cic_desktop.clients import alike

        alike.forget()
        try:
            self.database.close()
        finally:
            if self.lock is not None:
                self.lock.release()


@dataclass(frozen=True)
class NewRegister:
    """What the first start asks."""

    centre: Answers
    login: str
    name: str
    password: str
    letter: str = "A"
    device: str = ""
    project: Answers | None = None
    logo: bytes = b""  # PNG
    demo: bool = False


def load() -> None:
    """Import the database stack and what the first pages read with: while somebody types the password."""
    import filelock  # noqa: F401

    from cic_desktop.assistance import queries  # noqa: F401
    from cic_desktop.centre import service  # noqa: F401
    from cic_desktop.clients import indexing, search  # noqa: F401
    from cic_desktop.diary import service as diary  # noqa: F401
    from cic_desktop.security import accounts  # noqa: F401

    load_all()
    configure_mappers()
    migrate.head_revision()


def exists(folder: Path) -> bool:
    """Whether there is a register in the folder."""
    return any((folder / name).exists() for name in _FILES)


def make_register(folder: Path, new: NewRegister, profile: KdfProfile = STANDARD) -> tuple[Opened, RecoveryKey]:
    """Make the folder, the keys, the encrypted file and its first rows.

    Leaves nothing half made, not even when the power goes: all is made apart and then moved into its place.
    """
    from cic_desktop.security.passwords import require_strong

    require_strong(new.password, new.login)
    if exists(folder):
        raise CicError(_("There is a register in this folder already. Choose an empty folder."))
    if len(new.letter) != 1 or new.letter not in LETTERS:
        raise CicError(_("The device's letter must be one of {letters}.", letters=LETTERS))
    _make_folder(folder)
    lock = _lock(folder)
    making = folder / MAKING
    try:
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir()
        keys, recovery, actor = _make_in(making, new, profile)
        for name in (KEYS, f"{KEYS}.bak", DATABASE):
            (making / name).replace(folder / name)
        opened = _ready(folder, keys, Vault.open(folder / KEYS, profile), lock)
    except OSError as error:
        lock.release()
        raise CannotWrite(error.errno) from None
    except BaseException:
        lock.release()
        raise
    finally:
        shutil.rmtree(making, ignore_errors=True)
    opened.actor = actor
    return opened, recovery


def _make_in(making: Path, new: NewRegister, profile: KdfProfile) -> tuple[Keys, RecoveryKey, Actor]:
    register_id = ids.new_id()
    vault, keys, recovery = Vault.create(making / KEYS, register_id, new.login, new.password, profile)
    with translated():
        migrate.upgrade(making / DATABASE, keys.database_key)
        opened = _ready(making, keys, vault, None)
        try:
            _first_rows(opened, register_id, new)
        finally:
            opened.close()
    return keys, recovery, opened.actor


def open_register(
    folder: Path,
    login: str,
    password: str = "",
    *,
    recovery: str = "",
    writing: bool = True,
    tell: Tell = lambda text: None,
    profile: KdfProfile = STANDARD,
) -> Opened:
    """Open the register for a colleague. `writing=False` reads beside an open window and changes nothing.

    Raises AlreadyOpen, NoRegister, the vault's errors, NewerRegister, RegisterUnreadable, StorageFault.
    """
    if not exists(folder):
        raise NoRegister()
    lock = _lock(folder) if writing else None
    try:
        tell(_("Unlocking …"))
        vault = Vault.open(folder / KEYS, profile)
        keys = vault.unlock_with_recovery(recovery) if recovery else vault.unlock(login, password)
        opened = open_with_keys(folder, login, keys, vault, lock=lock, writing=writing, tell=tell)
        opened.recovered = bool(recovery)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return opened


def open_with_keys(
    folder: Path, login: str, keys: Keys, vault: Vault, *, lock: Any, writing: bool, tell: Tell
) -> Opened:
    """The tasks after the key is there: backup when due, migration, journal, index, account."""
    from cic_desktop import security

    with translated():
        keys = _whole_keys(folder, keys, vault, writing)
        with closing(connect(folder / DATABASE, keys.database_key)) as raw:
            if migrate.current_revision(raw) is None:
                raise DatabaseMissing()
            upgrade = migrate.needs_upgrade(raw)
        if upgrade and not writing:
            raise OlderRegister()
        if writing and (upgrade or _backup_due(folder)):
            tell(_("Making a backup …"))
            backup.back_up(folder, keys.database_key)
        if upgrade:
            tell(_("Bringing the register to this version …"))
            migrate.upgrade(folder / DATABASE, keys.database_key)
        tell(_("Getting ready …"))
        opened = _ready(folder, keys, vault, lock, writing=writing)
        try:
            with opened.database.read(_nobody()) as read:
                opened.actor = security.actor(security.account_of(read, login))
            if writing:
                with opened.database.write(opened.actor, "log in") as work:
                    work.note("log in")
        except BaseException:
            opened.database.close()
            raise
    return opened


def _whole_keys(folder: Path, keys: Keys, vault: Vault, writing: bool) -> Keys:
    """Finish what a crash may have left: a key change half made, one of the key file's two copies lost.

    Who only reads takes the key that fits and mends nothing.
    """
    database = folder / DATABASE
    if not database.exists() or not database.stat().st_size:
        raise DatabaseMissing()  # any key would "open" it

    def opens(key: bytes) -> bool:
        try:
            connect(database, key).close()
        except RegisterUnreadable:
            return False
        return True

    if not writing:
        return keys.pending if keys.pending and opens(keys.pending.database_key) else keys
    if keys.pending:
        keys = vault.settle_rotation(keys, opens)
    if not vault.is_intact():
        vault.mend(keys)
    return keys


def _ready(folder: Path, keys: Keys, vault: Vault, lock: Any, writing: bool = True) -> Opened:
    from cic_desktop.clients import indexing

    load_all()
    database = Database(
        folder / DATABASE,
        keys.database_key,
        reindex=indexing.reindex,
        schema=migrate.head_revision(),
        writing=writing,
    )
    with closing(database.connect()) as raw:
        if not writing and not indexing.is_current(raw):
            raise OlderRegister()
        if writing and journal.missing(raw, metadata):
            journal.install(raw, metadata)
        if writing:
            indexing.ensure_index(raw)
    return Opened(folder, database, keys, vault, _nobody(), lock)


def _first_rows(opened: Opened, register_id: str, new: NewRegister) -> None:
    from cic_desktop import centre, projects, security

    account_id = ids.new_id()
    opened.actor = Actor(account_id, plain_login(new.login), Role.ADMINISTRATOR)
    with closing(opened.database.connect()) as raw:
        raw.execute("INSERT INTO site VALUES (1, ?, ?, ?)", (ids.new_id(), new.letter, new.device))
        raw.execute("INSERT INTO journal_state (one, site) VALUES (1, 1)")
        facts = {"register_id": register_id, "demo": "yes" if new.demo else "", "made_at": clock.now().isoformat()}
        raw.executemany("INSERT INTO fact VALUES (?, ?)", facts.items())
    with opened.database.write(opened.actor, "make the register") as work:
        security.first_account(work, account_id, new.login, new.name)
        centre.found_centre(work, new.centre)
        if new.project:
            projects.open_project(work, new.project)
        if new.logo:
            centre.set_logo(work, new.logo)


def _nobody() -> Actor:
    return Actor("", "", Role.ADMINISTRATOR)


def _backup_due(folder: Path) -> bool:
    there = backup.backups(folder)
    # One "from the future" was made while the computer's clock was wrong: it says nothing.
    return not there or not timedelta(0) <= clock.now() - there[0].made_at <= _BACKUP_EVERY


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise CicError(_("This folder may not be written to. Choose another one.")) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep every other window and command out of a folder that may hold no readable register."""
    _make_folder(folder)
    lock = _lock(folder)
    try:
        yield
    finally:
        lock.release()


def _lock(folder: Path) -> Any:
    import filelock

    lock = filelock.FileLock(folder / LOCK, thread_local=False)  # taken on a lane, let go by the window's thread
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        raise AlreadyOpen() from None
    except OSError as error:
        raise CicError(_("This folder may not be written to. Choose another one.")) from error
    return lock
