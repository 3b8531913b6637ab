"""`make torture`: the program is killed over and over, and the write-ahead log is torn; what was promised is there."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from cic_desktop import startup
from cic_desktop.db import backup
from cic_desktop.db.base import metadata
from cic_desktop.db.engine import connect
from cic_desktop.startup import Opened
from tests.conftest import PASSWORD, QUICK_KDF
from tests.db.test_journal import replayed, stored, without_stamps

pytestmark = [pytest.mark.torture, pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")]
ROOT = Path(__file__).parents[2]
ROUNDS = 16

OPEN = f"""
import sys
from pathlib import Path
from cic_desktop import assistance, clients, db, projects, startup
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core import clock
from cic_desktop.security.passwords import KdfProfile
opened = startup.open_register(Path(sys.argv[1]), "anna", {PASSWORD!r}, profile=KdfProfile(8 * 1024, 1, 1))
"""
SITTINGS = """
with opened.database.write(opened.actor, "register") as work:
    person = clients.register(work, {"surname": "Amiri", "citizenship": "AF", "language": "fa_AF"}).id
    project = projects.current_project(work)
day = clock.today().isoformat()
talk = {"day": day, "minutes": "45", "place": "office", "signature": "now"}
help_given = {"document": "pesel", "topic": "civil", "minutes": "45", "project_id": project}
while True:
    with opened.database.write(opened.actor, "record help") as work:
        service = ServiceDraft("document_help", help_given, (person,))
        sitting = assistance.record(work, SittingDraft(talk, (service, service)))
    print(sitting, flush=True)
"""
DRAFTS = """
n = 0
while True:
    n += 1
    with opened.database.write(opened.actor, "keep a draft") as work:
        db.keep_draft(work, db.DraftNote("intake", answers={"surname": "x" * (n % 5000), "n": n}))
    print(n, flush=True)
"""


@contextmanager
def killed(script: str, folder: Path, after: float) -> Iterator[list[str]]:
    """What a process acknowledged before it was killed, `after` seconds past its first acknowledgement."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", OPEN + script, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT) as worker:
        assert worker.stdout is not None
        said = [worker.stdout.readline().strip()]
        time.sleep(after)
        worker.kill()
        said += [line.strip() for line in worker.stdout if line.endswith("\n")]
    assert said[0], "the worker never started"
    yield said


@contextmanager
def opened_again(folder: Path) -> Iterator[Opened]:
    opened = startup.open_register(folder, "anna", PASSWORD, profile=QUICK_KDF)
    try:
        yield opened
    finally:
        opened.close()


def check_whole(opened: Opened) -> None:
    """Every seal fits, no row points into nothing, and the journal tells exactly what the tables hold."""
    with closing(opened.database.connect()) as raw:
        backup.integrity(raw)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert raw.execute("SELECT act FROM journal_state").fetchall() == [(None,)]
        assert without_stamps(replayed(raw)) == without_stamps(stored(raw))
        assert raw.execute("SELECT count(*) FROM op WHERE act NOT IN (SELECT n FROM act)").fetchone() == (0,)
    assert metadata.tables


def test_sittings_that_were_acknowledged_are_there_and_whole(register_folder: Path) -> None:
    chance, promised = random.Random(1), set()
    for _round in range(ROUNDS):
        with killed(SITTINGS, register_folder, chance.uniform(0, 0.25)) as said:
            promised |= set(said)
        with opened_again(register_folder) as opened:
            with opened.database.read(opened.actor) as read:
                there = {row[0] for row in read.sql("SELECT id FROM sitting")}
                services = read.sql("SELECT count(*), count(DISTINCT sitting_id) FROM service")
            assert promised <= there
            assert len(there) <= len(promised) + _round + 1, "at most one a kill was written but not acknowledged"
            assert services == [(2 * len(there), len(there))], "never half a sitting"
            check_whole(opened)


def test_drafts_that_were_acknowledged_are_there(register_folder: Path) -> None:
    from cic_desktop import db

    chance = random.Random(2)
    for _round in range(ROUNDS):
        with killed(DRAFTS, register_folder, chance.uniform(0, 0.25)) as said:
            pass
        with opened_again(register_folder) as opened:
            with opened.database.read(opened.actor) as read:
                (note,) = db.my_drafts(read)
            assert note.answers is not None
            assert int(said[-1]) <= note.answers["n"] <= int(said[-1]) + 1
            check_whole(opened)


def test_a_torn_write_ahead_log_gives_a_whole_earlier_state(register: Opened, tmp_path: Path) -> None:
    """The power went in the middle of a write: whatever part of the log reached the disk, the register is whole."""
    from cic_desktop import clients

    for n in range(30):
        with register.database.write(register.actor, "register a client") as work:
            clients.register(work, {"surname": "Amiri", "given": "x" * (n + 1), "citizenship": "AF", "language": "uk"})
    wal, key = register.folder / "register.db-wal", register.keys.database_key
    data, chance, seen = wal.read_bytes(), random.Random(3), set()
    for attempt in range(120):
        target = tmp_path / f"torn{attempt}"
        target.mkdir()
        shutil.copy(register.folder / "register.db", target)
        cut = chance.randrange(len(data))
        torn = data[:cut] if attempt % 2 else data[:cut] + bytes([data[cut] ^ 1]) + data[cut + 1 :]
        (target / "register.db-wal").write_bytes(torn)
        with closing(connect(target / "register.db", key)) as raw:
            backup.integrity(raw)
            count = raw.execute("SELECT count(*) FROM person").fetchone()[0]
            longest = raw.execute("SELECT coalesce(max(length(given)), 0) FROM person").fetchone()[0]
            assert longest == count, "a beginning of what was done, never a hole"
            assert without_stamps(replayed(raw)) == without_stamps(stored(raw))
            seen.add(count)
        shutil.rmtree(target)
    assert len(seen) > 5


def test_a_kill_at_every_moment_of_the_first_start(tmp_path: Path) -> None:
    """Either there is no register yet, or a whole one."""
    script = f"""
import sys, time
from pathlib import Path
from cic_desktop import startup
from cic_desktop.security.passwords import KdfProfile
print("go", flush=True)
new = startup.NewRegister({{"name": "CIC", "code": "C"}}, "anna", "Anna Nowak", {PASSWORD!r})
startup.make_register(Path(sys.argv[1]), new, KdfProfile(8 * 1024, 1, 1))[0].close()
print("made", flush=True)
time.sleep(60)
"""
    states: set[bool] = set()
    for attempt in range(ROUNDS):
        folder = tmp_path / str(attempt)
        command = [sys.executable, "-c", script, str(folder)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT) as worker:
            assert worker.stdout is not None
            worker.stdout.readline()
            time.sleep(attempt * 0.15)
            worker.kill()
        states.add(startup.exists(folder))
        if startup.exists(folder):
            with opened_again(folder) as opened:
                check_whole(opened)
        else:
            new = startup.NewRegister({"name": "CIC", "code": "C"}, "anna", "Anna Nowak", PASSWORD)
            startup.make_register(folder, new, QUICK_KDF)[0].close()
    assert states == {True, False}, "the kills must fall on both sides of the moment it is made"
