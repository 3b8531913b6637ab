"""The training of a school, whose sheets lie on the desk."""

from __future__ import annotations

from tests.ui.events.conftest import conference, desk, opened, page, training  # noqa: F401
