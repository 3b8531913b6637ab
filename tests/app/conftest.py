"""Lanes as the program has them, stopped at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from cic_desktop.app.context import AppContext
from cic_desktop.app.runner import Job, LaneRunner
from cic_desktop.app.settings import Settings
from cic_desktop.startup import Opened


class Heard:
    """What a job said, in order."""

    def __init__(self) -> None:
        self.results: list[Any] = []
        self.errors: list[BaseException] = []

    def job(self, work: Callable[[], Any], latest: str = "") -> Job:
        return Job(work, self.results.append, self.errors.append, latest)


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[LaneRunner]:
    made = LaneRunner()
    yield made
    made.stop()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def ctx(register: Opened, runner: LaneRunner) -> AppContext:
    return AppContext(register, runner, Settings(None))
