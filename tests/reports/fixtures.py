"""October, told once and copied for every test that needs it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cic_desktop import startup
from cic_desktop.core import clock, ids
from tests.conftest import NOW, PASSWORD, QUICK_KDF
from tests.reports.story import Story, tell_october


@pytest.fixture(scope="session")
def october_folder(template_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of the story, closed."""
    folder = tmp_path_factory.mktemp("october") / "register"
    shutil.copytree(template_register, folder)
    with clock.frozen(NOW), ids.seeded(3):
        opened = startup.open_register(folder, "anna", PASSWORD, profile=QUICK_KDF)
        tell_october(Story(opened))
        opened.close()
    return folder


@pytest.fixture
def story(october_folder: Path, tmp_path: Path) -> Iterator[Story]:
    """The story, to read or to go on with."""
    folder = tmp_path / "october"
    shutil.copytree(october_folder, folder)
    opened = startup.open_register(folder, "anna", PASSWORD, profile=QUICK_KDF)
    yield Story(opened)
    opened.close()
