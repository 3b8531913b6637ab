"""One demo register of the usual size, and a way to make small ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cic_desktop import demo
from cic_desktop.startup import Opened
from tests.conftest import QUICK_KDF

UNTIL = date(2026, 11, 23)
Make = Callable[..., Opened]


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The register `demo` makes when nothing is asked for."""
    folder = tmp_path_factory.mktemp("demo") / "register"
    opened = demo.make_demo(folder, until=UNTIL, profile=QUICK_KDF)
    yield opened
    opened.close()


@pytest.fixture
def sql(shown: Opened) -> Iterator[Callable[..., list[Any]]]:
    """Plain questions to that register."""
    with shown.database.read(shown.actor) as read:
        yield read.sql


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes small registers and closes them."""
    made: list[Opened] = []

    def make_one(clients: int = 20, services: int = 80, **kw: Any) -> Opened:
        folder = tmp_path / f"register-{len(made)}"
        made.append(demo.make_demo(folder, clients, services, **{"until": UNTIL, "profile": QUICK_KDF, **kw}))
        return made[-1]

    yield make_one
    for opened in made:
        opened.close()
