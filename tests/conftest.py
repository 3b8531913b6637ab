"""What every test may use: a still clock, repeatable ids, a fresh encrypted register, offscreen windows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from cic_desktop import startup
from cic_desktop.core import clock, ids
from cic_desktop.security.passwords import KdfProfile

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the program
settings.load_profile("untimed")

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
PASSWORD = "kolorowa-zyrafa-7"
CENTRE = {
    "name": "Centrum Integracji Cudzoziemców w Opolu", "code": "CIC-OP", "street": "ul. Damrota 7",
    "postcode": "46-064", "town": "Opole",
}  # fmt: skip
PROJECT = {"number": "FAMI/2/2026", "name": "Budowanie struktur dla integracji", "starts_on": "2023-01-01"}
QUICK_KDF = KdfProfile(memory_kib=8 * 1024, passes=1, lanes=1)


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    """It is Monday, 23 November 2026, 09:30 in Poland, unless a test says otherwise."""
    with clock.frozen(NOW), ids.seeded(7):
        yield


@pytest.fixture(scope="session")
def template_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register made by the real set-up, once; tests work on copies."""
    folder = tmp_path_factory.mktemp("template") / "register"
    new = startup.NewRegister(centre=dict(CENTRE), login="anna", name="Anna Nowak", password=PASSWORD)
    with clock.frozen(datetime(2023, 1, 2, 8, tzinfo=UTC)), ids.seeded(1):
        opened, _recovery = startup.make_register(folder, new, profile=QUICK_KDF)
        from cic_desktop import projects

        with opened.database.write(opened.actor, "open a project") as work:
            projects.open_project(work, dict(PROJECT))
    opened.close()
    return folder


@pytest.fixture
def register_folder(template_register: Path, tmp_path: Path) -> Path:
    """A copy of the template register for one test."""
    folder = tmp_path / "register"
    shutil.copytree(template_register, folder)
    return folder


@pytest.fixture
def open_again(register_folder: Path) -> Iterator[Callable[..., startup.Opened]]:
    """Opens the test's register as a user would; closes whatever is still open at the end."""
    open_now: list[startup.Opened] = []

    def open_it(login: str = "anna", password: str = PASSWORD, **kw: object) -> startup.Opened:
        opened = startup.open_register(register_folder, login, password, profile=QUICK_KDF, **kw)
        open_now.append(opened)
        return opened

    yield open_it
    for opened in open_now:
        opened.close()


@pytest.fixture
def register(open_again: Callable[..., startup.Opened]) -> startup.Opened:
    """An open register with one project and one administrator, Anna Nowak."""
    return open_again()
