"""Starting: the same ordered tasks for the window and for the command line.

lock the folder → unlock the keys → open the file → back up and migrate → check the journal → index → ready.
The day's backup is made behind the window (`ui.backup_strip`).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
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
from cic_desktop.db.engine import RegisterUnreadable, connect, make_engine
from cic_desktop.db.faults import RegisterDamaged, translated
from cic_desktop.db.tables import load_all
from cic_desktop.db.work import Actor
from cic_desktop.i18n import Text, _
from cic_desktop.security.passwords import STANDARD, KdfProfile
from cic_desktop.security.recovery import RecoveryKey
from cic_desktop.security.vault import Keys, Vault, VaultAltered, VaultDamaged, VaultMissing, plain_login

DATABASE, KEYS, LOCK, MAKING = backup.DATABASE, backup.KEYS, "register.lock", "making"
_FILES = backup.LIVE
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


# What a backup may mend.
RESTORABLE = (
    NoRegister, DatabaseMissing, RegisterUnreadable, RegisterDamaged, VaultAltered, VaultDamaged, VaultMissing,
)  # fmt: skip


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
    noted: bool = False  # the log-in stands in the audit
    facts: dict[str, str] = field(default_factory=dict)  # centre, name, demo ("" for a real register)

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
    """Import the database stack and what the first pages read with, and try the cipher on a file in memory.

    While somebody types the password.
    """
    import filelock  # noqa: F401

    from cic_desktop.assistance import queries  # noqa: F401
    from cic_desktop.centre import service  # noqa: F401
    from cic_desktop.clients import indexing, search  # noqa: F401
    from cic_desktop.diary import service as diary  # noqa: F401
    from cic_desktop.security import accounts  # noqa: F401

    load_all()
    configure_mappers()
    migrate.head_revision()
    _journal_triggers()
    make_engine(Path(":memory:"), bytes(32)).raw_connection().close()


@lru_cache(maxsize=1)
def _journal_triggers() -> dict[str, str]:
    load_all()
    return journal.triggers(metadata)


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
        keys, recovery = _make_in(making, new, profile)
        for name in (KEYS, f"{KEYS}.bak", DATABASE):
            (making / name).replace(folder / name)
        vault, database = Vault.open(folder / KEYS, profile), _database(folder, keys)
        actor, facts = _who(database, new.login)
    except OSError as error:
        lock.release()
        raise CannotWrite(error.errno) from None
    except BaseException:
        lock.release()
        raise
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Opened(folder, database, keys, vault, actor, lock, noted=True, facts=facts), recovery


def _make_in(making: Path, new: NewRegister, profile: KdfProfile) -> tuple[Keys, RecoveryKey]:
    register_id = ids.new_id()
    vault, keys, recovery = Vault.create(making / KEYS, register_id, new.login, new.password, profile)
    with translated():
        migrate.upgrade(making / DATABASE, keys.database_key)
        opened = Opened(making, _database(making, keys), keys, vault, _nobody())
        try:
            _check(opened.database, writing=True)
            _first_rows(opened, register_id, new)
        finally:
            opened.close()
    return keys, recovery


def open_register(
    folder: Path,
    login: str,
    password: str = "",
    *,
    recovery: str = "",
    writing: bool = True,
    noting: bool = True,
    tell: Tell = lambda text: None,
    profile: KdfProfile = STANDARD,
) -> Opened:
    """Open the register for a colleague. `writing=False` reads beside an open window and changes nothing.

    Without `noting` the caller writes the log-in into the audit: the window does so behind its first page.
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
    if writing and noting:
        with opened.database.write(opened.actor, "log in") as work:
            work.note("log in")
        opened.noted = True
    return opened


def open_with_keys(
    folder: Path, login: str, keys: Keys, vault: Vault, *, lock: Any, writing: bool, tell: Tell
) -> Opened:
    """The tasks after the key is there: migration behind a backup, journal, index, account.

    A register that is as it should be is opened once: every connection reads its whole schema, which is long.
    """
    with translated():
        keys = _whole_keys(folder, keys, vault, writing)
        if writing:
            backup.sweep(folder)
        database = _database(folder, keys, writing)
        try:
            if _is_older(database):
                database.engine.dispose()
                _bring_up(folder, keys, writing, tell)
            tell(_("Getting ready …"))
            _check(database, writing)
            actor, facts = _who(database, login)
        except BaseException:
            database.engine.dispose()
            raise
    return Opened(folder, database, keys, vault, actor, lock, facts=facts)


def _database(folder: Path, keys: Keys, writing: bool = True) -> Database:
    from cic_desktop import indexes

    load_all()
    return Database(
        folder / DATABASE,
        keys.database_key,
        reindex=indexes.reindex,
        schema=migrate.head_revision(),
        writing=writing,
    )


def _is_older(database: Database) -> bool:
    """Whether a migration is due; raises NewerRegister, and DatabaseMissing for a file with nothing in it."""
    with database.read(_nobody()) as read:
        if migrate.current_revision(read.raw) is None:
            raise DatabaseMissing()
        return migrate.needs_upgrade(read.raw)


def _bring_up(folder: Path, keys: Keys, writing: bool, tell: Tell) -> None:
    """Migrate, with a backup of this moment made first."""
    if not writing:
        raise OlderRegister()

    def tick(share: float) -> None:
        tell(_("Making a backup: {share} %", share=round(share * 100)))

    tell(_("Making a backup …"))
    backup.back_up(folder, keys.database_key, tick=tick)
    tell(_("Bringing the register to this version …"))
    migrate.upgrade(folder / DATABASE, keys.database_key)


def _check(database: Database, writing: bool) -> None:
    """Whether the journal's triggers and the indexes are as this version wants them; mend them if not."""
    from cic_desktop import indexes

    with database.read(_nobody()) as read:
        indexed = indexes.are_current(read.raw)
        journaled = not writing or not journal.missing(read.raw, _journal_triggers())
    if indexed and journaled:
        return
    if not writing:
        raise OlderRegister()
    with closing(database.connect()) as raw:
        if not journaled:
            journal.install(raw, metadata)
        indexes.ensure(raw)


def _who(database: Database, login: str) -> tuple[Actor, dict[str, str]]:
    """Who comes in, and what the window's frame says of them and the centre."""
    from cic_desktop import centre, security

    with database.read(_nobody()) as read:
        account = security.account_of(read, login)
        demo = read.sql("SELECT value FROM fact WHERE name = 'demo'")
        facts = {"centre": centre.centre(read).name, "name": account.name, "demo": demo[0][0] if demo else ""}
        return security.actor(account), facts


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
