"""People and short ways to write down help in a real register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cic_desktop import assistance, clients, projects, startup
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft

TALK = {
    "day": "2026-11-23",
    "starts_at": "9:00",
    "minutes": "45",
    "place": "office",
    "language": "uk",
    "signature": "now",
}
OKSANA = {
    "surname": "Kovalenko", "given": "Oksana", "citizenship": "UA", "language": "uk", "sex": "F",
    "birth_date": "15.04.1992", "stay_title": "temporary_protection",
}  # fmt: skip
MARKO = {**OKSANA, "given": "Marko", "sex": "M", "birth_date": "2016"}


class Desk:
    """The register with somebody at it: reads, changes, and the project all help belongs to."""

    def __init__(self, register: startup.Opened) -> None:
        self.register = register
        self.project_id = self.read(projects.current_project)

    def read(self, look: Callable[[Any], Any]) -> Any:
        with self.register.database.read(self.register.actor) as read:
            return look(read)

    def do(self, change: Callable[[Any], Any], verb: str = "test") -> Any:
        with self.register.database.write(self.register.actor, verb) as work:
            return change(work)

    def register_person(self, answers: dict[str, str]) -> str:
        return str(self.do(lambda work: clients.register(work, answers)).id)

    def declare(self, person_id: str, day: str) -> None:
        self.do(
            lambda work: clients.add_part(
                work, person_id, "participation", {"project_id": self.project_id, "declared_on": day}
            )
        )

    def service(self, kind: str, *persons: str, **answers: Any) -> ServiceDraft:
        common = {"topic": "stay", "minutes": "15", "project_id": self.project_id}
        return ServiceDraft(kind, {**common, **answers}, persons)

    def record(self, *services: ServiceDraft, appointment_id: str = "", **talk: str) -> str:
        draft = SittingDraft({**TALK, **talk}, services, appointment_id)
        return str(self.do(lambda work: assistance.record(work, draft)))

    def rows(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.read(lambda read: read.sql(sql, params))
        return found


@pytest.fixture
def desk(register: startup.Opened) -> Desk:
    return Desk(register)


@pytest.fixture
def oksana(desk: Desk) -> str:
    return desk.register_person(OKSANA)


@pytest.fixture
def marko(desk: Desk) -> str:
    return desk.register_person(MARKO)
