"""A desk with two people of one household, and a shell that remembers what its notes can do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cic_desktop import assistance, clients, projects, startup
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft


@pytest.fixture
def oksana(register: startup.Opened) -> str:
    return _person(register, given="Oksana", sex="F", birth_date="15.04.1992")


@pytest.fixture
def marko(register: startup.Opened, oksana: str) -> str:
    """Oksana's son."""
    child = _person(register, given="Marko", sex="M", birth_date="2016")
    with register.database.write(register.actor, "join") as work:
        clients.join_household(work, child, oksana, "child")
    return child


@pytest.fixture
def help_given(register: startup.Opened, oksana: str) -> Callable[..., str]:
    """Records help with a document on a day of November 2026."""

    def give(day: int, signature: str = "now", kind: str = "document_help", **answers: str) -> str:
        with register.database.write(register.actor, "record help") as work:
            project_id = projects.current_project(work)
            given = {"document": "pesel", "office": "UM Opole", "topic": "civil", "minutes": "20"}
            service = ServiceDraft(kind, {**given, "project_id": project_id, **answers}, (oksana,))
            talk = {"day": f"2026-11-{day:02d}", "minutes": "20", "place": "office", "signature": signature}
            return assistance.record(work, SittingDraft(talk, (service,)))

    return give


def _person(register: startup.Opened, **answers: str) -> str:
    common = {"surname": "Kovalenko", "citizenship": "UA", "language": "uk", "stay_title": "temporary_protection"}
    with register.database.write(register.actor, "register a client") as work:
        return str(clients.register(work, {**common, **answers}).id)
