"""A manager's screen in the month everybody knows."""

from __future__ import annotations

import pytest

from cic_desktop import startup
from tests.reports.fixtures import october_folder, story
from tests.reports.story import Story

__all__ = ["october_folder", "story"]


@pytest.fixture
def register(story: Story) -> startup.Opened:
    return story.register
