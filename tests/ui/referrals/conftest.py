"""A client who needs a specialist, and a watch over the dialogs that open."""

from __future__ import annotations

import pytest

from cic_desktop import assistance, clients
from tests.people import OKSANA
from tests.ui.diary.conftest import opened

__all__ = ["opened"]

NEED = {"specialist": "psychologist", "urgency": "soon", "waiting_since": "2026-11-16", "reason": "Nie śpi"}
QUALIFIED = {"criteria": ["agrees"], "urgency": "soon"}


@pytest.fixture
def oksana(do):
    return do(lambda work: clients.register(work, OKSANA)).id


@pytest.fixture
def need(do, oksana):
    return do(lambda work: assistance.note_need(work, oksana, NEED))


@pytest.fixture
def qualified(do, need):
    do(lambda work: assistance.take_step(work, need, "qualified", QUALIFIED))
    return need


@pytest.fixture
def state(ask, need):
    return lambda: ask(lambda r: assistance.referral(r, need)).state
