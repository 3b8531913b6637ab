"""Starting, the same for the window and the command line: lock, unlock, open, back up, migrate, ready."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cic_desktop import assistance, centre, clients, db, diary, projects, security, startup
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.rights import Role
from cic_desktop.db import backup, migrate
from cic_desktop.db.engine import RegisterUnreadable, connect
from cic_desktop.security.vault import Vault, VaultDamaged, VaultMissing, WrongPassword
from cic_desktop.startup import AlreadyOpen, DatabaseMissing, NewRegister, NoRegister, OlderRegister, Opened
from tests.conftest import CENTRE, NOW, PASSWORD, QUICK_KDF
from tests.people import OKSANA, OKSANA_WHOLE

Open = Callable[..., Opened]
NEW = NewRegister(centre=dict(CENTRE), login=" Anna ", name="Anna Nowak", password=PASSWORD, letter="D")


def make(folder: Path, new: NewRegister = NEW) -> tuple[Opened, Any]:
    return startup.make_register(folder, new, profile=QUICK_KDF)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def register_oksana(opened: Opened) -> str:
    with opened.database.write(opened.actor, "register a client") as work:
        return clients.register(work, OKSANA).id


# --- the first start ------------------------------------------------------------------------------


def test_a_new_register_opens_with_its_password_and_with_its_paper(tmp_path: Path) -> None:
    folder = tmp_path / "some" / "where"
    opened, recovery = make(folder)
    assert opened.actor.role is Role.ADMINISTRATOR
    with opened.database.read(opened.actor) as read:
        assert centre.centre(read).code == "CIC-OP"
        assert [(line.login, line.name) for line in security.colleagues(read)] == [("anna", "Anna Nowak")]
        assert read.sql("SELECT letter FROM site") == [("D",)]
    first = opened.actor
    opened.close()

    for ways in ({"password": PASSWORD}, {"recovery": recovery.text.lower().replace("-", " ")}):
        again = startup.open_register(folder, "ANNA", profile=QUICK_KDF, **ways)
        assert again.actor == first
        again.close()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"password": "short"}, "at least 10"),
        ({"letter": "AB"}, "letter"),
        ({"letter": "?"}, "letter"),
        ({"login": "anna nowak"}, "letters and digits"),
        ({"login": ""}, "login"),
        ({"name": " "}, "fill this in"),
        ({"centre": {"name": "CIC"}}, "fill this in"),
    ],
)
def test_a_wrong_answer_leaves_no_half_made_register(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    from dataclasses import replace

    with pytest.raises(CicError, match=f"(?i){words}"):
        make(tmp_path, replace(NEW, **changes))
    assert not startup.exists(tmp_path)
    opened, _recovery = make(tmp_path)
    opened.close()


def test_a_register_is_never_made_over_another(register_folder: Path) -> None:
    before = files(register_folder)
    with pytest.raises(CicError, match="already"):
        make(register_folder)
    assert files(register_folder) == before


def test_a_crash_while_making_leaves_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Power cut between the keys and the first row: the next start is a first start again."""

    def crash(*args: Any, **kw: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(startup, "_first_rows", crash)
        patch.setattr(startup.shutil, "rmtree", lambda *args, **kw: None)  # a crash tidies nothing up
        make(tmp_path)
    assert (tmp_path / "making" / "register.keys").exists()
    assert not startup.exists(tmp_path)
    opened, _recovery = make(tmp_path)
    assert not (tmp_path / "making").exists()
    opened.close()


# --- opening --------------------------------------------------------------------------------------


def test_wrong_passwords_are_refused_and_the_folder_is_free_again(register_folder: Path, open_again: Open) -> None:
    for login, password in (("anna", "not-this-one-7"), ("nobody", PASSWORD), ("", ""), ("anna", "\ud800")):
        with pytest.raises(WrongPassword):
            open_again(login, password)
    assert open_again("  Anna", PASSWORD).actor.login == "anna"


def test_an_empty_folder_has_no_register(tmp_path: Path) -> None:
    with pytest.raises(NoRegister):
        startup.open_register(tmp_path, "anna", PASSWORD)
    assert list(tmp_path.iterdir()) == []


def test_a_second_window_is_refused_while_a_command_may_read_beside_it(register: Opened, open_again: Open) -> None:
    register_oksana(register)
    with pytest.raises(AlreadyOpen):
        open_again()
    beside = open_again(writing=False)
    with beside.database.read(beside.actor) as read:
        assert [line.surname for line in clients.find_clients(read, "коваленко")] == ["Kovalenko"]
    with register.database.write(register.actor, "go on") as work:
        work.get(clients.tables.Person, clients.client_ids(work)[0])


def test_who_reads_changes_not_one_byte(register: Opened, open_again: Open) -> None:
    """Neither beside a window nor alone: no log-in noted, no backup, no checkpoint."""
    register_oksana(register)
    before = files(register.folder)
    for _time in range(2):
        beside = open_again(writing=False)
        with beside.database.read(beside.actor) as read:
            clients.first_clients(read)
        beside.close()
    after = files(register.folder)
    del before["register.db-shm"], after["register.db-shm"]  # who reads where is marked in shared memory
    assert after == before


def test_who_reads_cannot_write(register: Opened, open_again: Open) -> None:
    beside = open_again(writing=False)
    with pytest.raises(CicError, match="reading only"):
        register_oksana(beside)


def test_a_log_in_is_noted_in_the_audit(register: Opened) -> None:
    with register.database.read(register.actor) as read:
        assert read.sql("SELECT verb, who FROM audit") == [("log in", register.actor.id)]


def test_a_closed_account_does_not_open_and_leaves_nothing_locked(register: Opened, open_again: Open) -> None:
    with register.database.write(register.actor, "close") as work:
        account = work.get(security.tables.Account, register.actor.id)
        work.amend(account, {"active": False})
    register.close()
    for _time in range(2):
        with pytest.raises(CicError, match="closed"):
            open_again()


def test_every_start_task_is_told(open_again: Open) -> None:
    told: list[str] = []
    open_again(tell=lambda text: told.append(text.render("en")))
    assert told == ["Unlocking …", "Getting ready …"]


# --- backup and migration -------------------------------------------------------------------------


def test_an_older_register_is_backed_up_and_brought_up_to_date(
    register_folder: Path, open_again: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup made an hour ago does not count: the one before a migration is of this moment."""
    opened = open_again()
    db.back_up(register_folder, opened.keys.database_key)
    opened.close()
    real, calls = migrate.upgrade, []

    def upgrade(path: Path, key: bytes) -> None:
        calls.append(len(db.backups(register_folder)))
        real(path, key)

    monkeypatch.setattr(migrate, "needs_upgrade", lambda raw: True)
    monkeypatch.setattr(migrate, "upgrade", upgrade)
    told: list[str] = []
    with clock.frozen(NOW + timedelta(hours=1)):
        open_again(tell=lambda text: told.append(text.render("en")))
    assert calls == [2]
    assert told[:2] == ["Unlocking …", "Making a backup …"]
    assert "Making a backup: 100 %" in told
    assert told[-2:] == ["Bringing the register to this version …", "Getting ready …"]


def test_who_reads_leaves_the_migration_to_the_program(open_again: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "needs_upgrade", lambda raw: True)
    with pytest.raises(OlderRegister):
        open_again(writing=False)


def test_a_register_of_a_newer_version_is_refused_untouched(register: Opened, open_again: Open) -> None:
    with closing(register.database.connect()) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    register.close()
    before = files(register.folder)
    for writing in (True, False):
        with pytest.raises(migrate.NewerRegister, match="newer version"):
            open_again(writing=writing)
    assert files(register.folder) == before


def test_the_index_of_another_version_is_made_again_by_who_writes(register: Opened, open_again: Open) -> None:
    oksana = register_oksana(register)
    with closing(register.database.connect()) as raw:
        raw.execute("UPDATE search_stamp SET version = 0")
        raw.execute("DELETE FROM search_doc")
    register.close()
    with pytest.raises(OlderRegister):
        open_again(writing=False)
    opened = open_again()
    with opened.database.read(opened.actor) as read:
        assert [line.id for line in clients.find_clients(read, "kowalenko")] == [oksana]


# --- what crashes and accidents leave -------------------------------------------------------------


def test_a_lost_register_is_never_replaced_by_an_empty_one(register_folder: Path, open_again: Open) -> None:
    """A virus scanner took the file away, or a copy broke off: nothing is made, nothing backed up."""
    for spoil in (Path.unlink, lambda path: path.write_bytes(b"")):
        spoil(register_folder / "register.db")
        for writing in (True, False):
            with pytest.raises(DatabaseMissing, match="Restore"):
                open_again(writing=writing)
        assert not db.backups(register_folder)
        (register_folder / "register.db").touch()


def test_lost_keys_are_said(register_folder: Path, open_again: Open) -> None:
    for name in ("register.keys", "register.keys.bak"):
        (register_folder / name).write_bytes(b"\0" * 100)
    with pytest.raises(VaultDamaged):
        open_again()
    for name in ("register.keys", "register.keys.bak"):
        (register_folder / name).unlink()
    with pytest.raises(VaultMissing):
        open_again()


def test_one_damaged_copy_of_the_keys_is_mended_at_the_next_start(register_folder: Path, open_again: Open) -> None:
    good = (register_folder / "register.keys").read_bytes()
    for name in ("register.keys", "register.keys.bak"):
        (register_folder / name).write_bytes(good[:100])
        open_again(writing=False).close()
        assert (register_folder / name).read_bytes() == good[:100]
        open_again().close()
        assert (register_folder / "register.keys").read_bytes() == (register_folder / "register.keys.bak").read_bytes()


def test_keys_of_another_register_open_nothing(tmp_path: Path, register_folder: Path, open_again: Open) -> None:
    other, _recovery = make(tmp_path / "other")
    other.close()
    for name in ("register.keys", "register.keys.bak"):
        shutil.copy(tmp_path / "other" / name, register_folder / name)
    with pytest.raises(RegisterUnreadable):
        open_again()


@pytest.mark.parametrize("rekeyed", [False, True])
@pytest.mark.parametrize("writing", [True, False])
def test_a_crash_while_the_key_is_changed_is_settled(
    register: Opened, open_again: Open, rekeyed: bool, writing: bool
) -> None:
    """Before the file was rekeyed or after: the next start finds out which key it has."""
    oksana = register_oksana(register)
    keys = register.vault.rotate(register.keys)
    assert keys.pending is not None
    register.close()
    if rekeyed:
        with closing(connect(register.folder / "register.db", keys.database_key)) as raw:
            raw.execute(f"PRAGMA rekey = \"x'{keys.pending.database_key.hex()}'\"")
    opened = open_again(writing=writing)
    with opened.database.read(opened.actor) as read:
        assert clients.display_name(read, oksana) == "Kovalenko Oksana"
    settled = Vault.open(register.folder / "register.keys", QUICK_KDF).unlock("anna", PASSWORD)
    assert (settled.pending is None) is writing
    if writing:
        assert settled.id == (keys.pending.id if rekeyed else keys.id)


def test_what_was_saved_before_a_crash_is_there(register: Opened, open_again: Open, tmp_path: Path) -> None:
    """The power went: the newest work is in the write-ahead log only."""
    oksana = register_oksana(register)
    crashed = tmp_path / "crashed"
    shutil.copytree(register.folder, crashed)
    opened = startup.open_register(crashed, "anna", PASSWORD, profile=QUICK_KDF)
    with opened.database.read(opened.actor) as read:
        assert clients.display_name(read, oksana) == "Kovalenko Oksana"
    with closing(opened.database.connect()) as raw:
        backup.integrity(raw)
    opened.close()


def test_locked_keeps_everybody_out(tmp_path: Path, register_folder: Path, open_again: Open) -> None:
    with startup.locked(register_folder), pytest.raises(AlreadyOpen):
        open_again()
    open_again().close()


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_a_killed_window_leaves_no_lock(register_folder: Path, open_again: Open) -> None:
    """The lock dies with its process, whatever file it leaves."""
    script = "import filelock, os, sys; filelock.FileLock(sys.argv[1]).acquire(); os.kill(os.getpid(), 9)"
    killed = subprocess.run([sys.executable, "-c", script, str(register_folder / startup.LOCK)], check=False)
    assert killed.returncode == -9
    open_again().close()


# --- one whole day --------------------------------------------------------------------------------


def test_a_day_at_the_centre(register: Opened, open_again: Open) -> None:
    """Register in the queue, help, answer a question, complete the card in the afternoon; find it all next day."""
    with register.database.write(register.actor, "register a client") as work:
        oksana = clients.register(work, OKSANA)
        project = projects.current_project(work)
    talk = {"day": "2026-11-23", "starts_at": "9", "minutes": "45", "place": "office", "signature": "now"}
    help_given = {"document": "pesel", "topic": "civil", "minutes": "45", "project_id": project}
    with register.database.write(register.actor, "record help") as work:
        assistance.record(work, SittingDraft(talk, (ServiceDraft("document_help", help_given, (oksana.id,)),)))
        asked = {"topic": "stay", "place": "phone", "language": "uk", "minutes": "5"}
        assistance.record_enquiry(work, asked, project)
    with register.database.read(register.actor) as read:
        revision = clients.card(read, oksana.id).revision
    afternoon = {**OKSANA_WHOLE, "project_id": project, "declared_on": "2026-11-01"}
    with register.database.write(register.actor, "complete") as work:
        clients.complete(work, oksana.id, afternoon, revision)
    register.close()

    with clock.frozen(NOW + timedelta(days=1)):
        opened = open_again()
        with opened.database.read(opened.actor) as read:
            (line,) = clients.find_clients(read, "коваленко окс")
            assert (line.case_number, line.original, line.complete) == (oksana.case_number, "Коваленко Оксана", True)
            (given,) = assistance.services_of(read, oksana.id)
            assert (given.kind, given.minutes, given.countable) == ("document_help", 45, True)
            assert len(assistance.services_on(read, NOW.date(), NOW.date())) == 2
            assert diary.agenda(read, NOW.date()) == []


def test_problems_of_the_first_account_stand_beside_their_fields(tmp_path: Path) -> None:
    from dataclasses import replace

    with pytest.raises(Invalid) as caught:
        make(tmp_path, replace(NEW, login="anna nowak"))
    assert [problem.field for problem in caught.value.problems] == ["login"]
