"""An open register, and a way to import rows without a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from cic_desktop import startup
from cic_desktop.exchange import importing
from cic_desktop.exchange.importing import Answer, Decision, Plan, Result, Table, What

Rows = Sequence[Sequence[Any]]


class Desk:
    """What somebody does with a spreadsheet, in words."""

    def __init__(self, register: startup.Opened, folder: Path) -> None:
        self.register, self._folder, self._files = register, folder, 0

    def table(self, *rows: Sequence[str]) -> Table:
        """A CSV of these rows, headings first, read back."""
        self._files += 1
        path = self._folder / f"{self._files}.csv"
        lines = (";".join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in rows)
        path.write_text("\r\n".join(lines), "utf-8-sig")
        return importing.read_table(importing.Source(path))

    def plan(self, table: Table, what: What = "clients") -> Plan:
        with self.register.database.read(self.register.actor) as read:
            return importing.dry_run(read, what, table, importing.propose(what, table.headings))

    def take_in(self, table: Table, what: What = "clients", answer: Answer = "skip", tick: Any = None) -> Result:
        """The dry run and the import; rows to decide get one answer."""
        plan = self.plan(table, what)
        people = {line.row: line.lookalikes[0].person_id for line in plan.of("undecided")}
        decisions = {row: Decision(answer, person) for row, person in people.items()}
        with self.register.database.write(self.register.actor, "import") as work:
            return importing.carry_out(work, plan, decisions, tick or (lambda share: None))

    def ask(self, question: Callable[[Any], Any]) -> Any:
        with self.register.database.read(self.register.actor) as read:
            return question(read)

    def do(self, change: Callable[[Any], Any]) -> Any:
        with self.register.database.write(self.register.actor, "test") as work:
            return change(work)

    def sql(self, text: str, *params: Any) -> list[Any]:
        return self.ask(lambda read: read.sql(text, params))


@pytest.fixture
def desk(register: startup.Opened, tmp_path: Path) -> Desk:
    return Desk(register, tmp_path)
