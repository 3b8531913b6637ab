"""The form under test, its sample, and the office's own blanks where somebody has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition import reader as definitions

REPOSITORY = Path(__file__).resolve().parents[2]
BLANKS = REPOSITORY.parent / "shared" / "forms"  # other people's files: never committed, never needed

EDITIONS = [(info.id, edition) for info in definitions.catalogue() for edition in definitions.editions(info.id)]


@pytest.fixture(params=EDITIONS, ids=lambda edition: "-".join(edition))
def edition(request: pytest.FixtureRequest) -> Definition:
    """Every edition of every form in turn."""
    return definitions.load(*request.param)


@pytest.fixture
def form() -> Definition:
    """EL/W/1, the application for a PESEL number."""
    return definitions.load("EL-W-1")


@pytest.fixture
def sample() -> Answers:
    return definitions.sample("EL-W-1")


@pytest.fixture(scope="session")
def office_blank() -> bytes:
    """The office's EL/W/1 as a centre would supply it."""
    path = BLANKS / "blanks" / "EL-W-1.pdf"
    if not path.exists():
        pytest.skip("the office's blank of EL/W/1 is not on this machine")
    return path.read_bytes()
