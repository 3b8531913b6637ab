"""Tests of the Today page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Closed pages are deleted at once: each one left would be styled anew by every later test."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
