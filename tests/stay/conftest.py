"""A register with Oksana, and short ways to write down what happened to her."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cic_desktop import clients, startup, stay
from cic_desktop.core.fields import Answers
from tests.people import OKSANA


class Desk:
    """One advisor's desk: registers, writes down, looks at the radar."""

    def __init__(self, opened: startup.Opened) -> None:
        self.opened = opened

    def do(self, change: Callable[[Any], Any]) -> Any:
        with self.opened.database.write(self.opened.actor, "test") as work:
            return change(work)

    def ask(self, look: Callable[[Any], Any]) -> Any:
        with self.opened.database.read(self.opened.actor) as read:
            return look(read)

    def register(self, title: str = "", until: str = "", **more: str) -> str:
        answers: Answers = {**OKSANA, "stay_title": title, "stay_valid_to": until, **more}
        return str(self.do(lambda work: clients.register(work, answers)).id)

    def part(self, person_id: str, kind: str, /, **answers: str) -> str:
        return str(self.do(lambda work: clients.add_part(work, person_id, kind, dict(answers))))

    def add(self, person_id: str, kind: str, /, **answers: str) -> str:
        return str(self.do(lambda work: stay.add_record(work, person_id, kind, dict(answers))))

    def lines(self) -> list[tuple[str, str, str]]:
        """The radar as (rule, day, hint)."""
        return [(line.rule, line.due_on.isoformat(), line.hint) for line in self.ask(stay.deadlines).lines]

    def file(self, person_id: str) -> stay.StayFile:
        found: stay.StayFile = self.ask(lambda read: stay.stay_file(read, person_id))
        return found


@pytest.fixture
def desk(register: startup.Opened) -> Desk:
    return Desk(register)
