"""The training of a school, whose guests hand in sheets."""

from __future__ import annotations

from tests.events.conftest import conference, desk, training  # noqa: F401
