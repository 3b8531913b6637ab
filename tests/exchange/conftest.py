"""The month everybody knows, and a second centre that receives its bundle."""

from __future__ import annotations

import pytest

from cic_desktop import startup
from tests.reports.story import Story, october


@pytest.fixture
def story(register: startup.Opened) -> Story:
    return october(register)
