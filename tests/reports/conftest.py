"""A month everybody knows by heart, and a busy register to count in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from cic_desktop import demo, startup
from cic_desktop.core.periods import Month
from tests.conftest import QUICK_KDF
from tests.reports.fixtures import october_folder, story

__all__ = ["october_folder", "story"]


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[startup.Opened]:
    """A register with some months of work in it, lessons of courses among it."""
    folder = tmp_path_factory.mktemp("busy") / "register"
    opened = demo.make_demo(folder, 90, 900, until=date(2026, 11, 23), profile=QUICK_KDF, bulk=True)
    yield opened
    opened.close()


@pytest.fixture
def busy_month(busy: startup.Opened) -> Month:
    """The month with most lessons: every number has something to count in it."""
    month = "SELECT substr(day, 1, 7) FROM service WHERE kind = 'course' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    with busy.database.read(busy.actor) as read:
        rows = read.sql(month)
    return Month.parse(rows[0][0])
