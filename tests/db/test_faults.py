"""What the disk does to the register, done for real: a limit on the file's size, a folder that may not be written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from cic_desktop.db.faults import StorageFault, translated
from cic_desktop.i18n import LANGUAGES
from tests.conftest import PASSWORD

ROOT = Path(__file__).parents[2]

OPEN = f"""
import sys
from pathlib import Path
from cic_desktop import clients, db, startup
from cic_desktop.core.errors import CicError
from cic_desktop.security.passwords import KdfProfile
AMIR = {{"surname": "Amiri", "citizenship": "AF", "language": "fa_AF"}}

def open_it():
    return startup.open_register(Path(sys.argv[1]), "anna", {PASSWORD!r}, profile=KdfProfile(8 * 1024, 1, 1))

def register_one(opened, **more):
    with opened.database.write(opened.actor, "register a client") as work:
        return clients.register(work, AMIR | more)
"""


def run(script: str, folder: Path) -> list[str]:
    """What the script prints; it must end well and say nothing on stderr."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", OPEN + script, str(folder)],
        capture_output=True, text=True, env=env, cwd=ROOT, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX's")
def test_a_disk_that_takes_no_more_bytes(register_folder: Path) -> None:
    """The register refuses in words, keeps what was there, and goes on when there is room again."""
    said = run(
        """
import resource
opened = open_it()
register_one(opened)
files = [path for path in Path(sys.argv[1]).iterdir() if path.is_file()]
room = max(path.stat().st_size for path in files)
resource.setrlimit(resource.RLIMIT_FSIZE, (room + 8192, resource.RLIM_INFINITY))
for attempt in range(60):
    try:
        register_one(opened, remarks="x" * 4000)
    except CicError as error:
        print(type(error).__name__, str(error))
        break
try:
    db.back_up(Path(sys.argv[1]), opened.keys.database_key)
except CicError as error:
    print(type(error).__name__, str(error))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
register_one(opened, surname="Zadran")
raw = opened.database.connect()
db.integrity(raw)
raw.close()
with opened.database.read(opened.actor) as read:
    print(len(clients.client_ids(read)) == attempt + 2)
opened.close()
""",
        register_folder,
    )
    assert said[0].startswith("StorageFault The disk ")
    assert said[1].split()[0] in ("CannotWrite", "StorageFault")
    assert said[2:] == ["True"]


@pytest.fixture
def bare_folder(register_folder: Path) -> Iterator[Path]:
    """The register where another user of the computer can reach it."""
    folder = Path(tempfile.mkdtemp(prefix="cic-read-only-"))
    folder.chmod(0o755)
    target = Path(shutil.copytree(register_folder, folder / "register"))
    yield target
    target.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="read-only folders work otherwise on Windows")
def test_a_folder_that_may_not_be_written(bare_folder: Path) -> None:
    """For opening, for making another one, and while the window is open."""
    said = run(
        """
import os
folder = Path(sys.argv[1])
new = startup.NewRegister({"name": "CIC", "code": "C"}, "anna", "Anna Nowak", "kolorowa-zyrafa-7")
opened = open_it()
register_one(opened)
opened.database.engine.dispose()
for path in folder.rglob("*"):
    path.chmod(0o555 if path.is_dir() else 0o444)
folder.chmod(0o555)
if os.geteuid() == 0:
    os.setuid(65534)  # root may write everywhere
attempts = (lambda: register_one(opened), open_it, lambda: startup.make_register(folder / "new", new))
for attempt in attempts:
    try:
        attempt()
    except CicError as error:
        print(str(error))
""",
        bare_folder,
    )
    choose = "This folder may not be written to. Choose another one."
    assert said[1:] == [choose, choose]
    assert said[0].startswith(("This folder may not be written to. Nothing was saved", "The register's folder cannot"))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("database or disk is full", "disk is full"),
        ("attempt to write a readonly database", "may not be written"),
        ("unable to open database file", "cannot be reached"),
        ("database disk image is malformed", "damaged"),
        ("file is not a database", "damaged"),
        ("database is locked", "busy"),
        ("disk I/O error", "disk did not answer"),
    ],
)
def test_faults_of_the_driver_become_sentences(fault: str, words: str) -> None:
    from sqlcipher3 import dbapi2

    for error in (dbapi2.OperationalError(fault), OperationalError("SELECT 1", {}, dbapi2.OperationalError(fault))):
        with pytest.raises(StorageFault, match=words) as caught, translated():
            raise error
        assert caught.value.__suppress_context__
        assert all(caught.value.text.render(lang) for lang in LANGUAGES)


def test_what_is_no_fault_of_the_disk_goes_on_as_it_is() -> None:
    from sqlcipher3 import dbapi2

    for error in (dbapi2.IntegrityError("CHECK constraint failed: ck_stay_dates"), ValueError("x")):
        with pytest.raises(type(error)), translated():
            raise error
