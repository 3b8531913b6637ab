"""Somebody whose stay ends soon, somebody waiting for a letter, and the pages that show it."""

from __future__ import annotations

from typing import Any

import pytest

from cic_desktop import clients, stay
from tests.people import AMIR, OKSANA
from tests.ui.conftest import Ask


@pytest.fixture
def oksana(do: Ask) -> str:
    """Her permit ends in ten days."""
    answers = {**OKSANA, "stay_title": "temporary", "stay_valid_to": "2026-12-03"}
    return str(do(lambda work: clients.register(work, answers)).id)


@pytest.fixture
def amir(do: Ask) -> str:
    """His visa ended three days ago; a call for documents was served on the 12th."""

    def tell(work: Any) -> str:
        person = clients.register(work, {**AMIR, "stay_title": "visa_d", "stay_valid_to": "2026-11-20"}).id
        letter = {"kind": "call_documents", "served_on": "2026-11-12", "case_sign": "SO.1"}
        stay.add_record(work, person, "letter", dict(letter))
        return str(person)

    return str(do(tell))
