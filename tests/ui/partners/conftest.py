"""The directory's two partners, and a client to send there."""

from __future__ import annotations

from tests.partners.conftest import clinic, foundation  # noqa: F401
from tests.ui.assistance.conftest import oksana  # noqa: F401
