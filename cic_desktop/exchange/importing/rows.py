"""What an import knows of a file and of its rows: frozen, made on a lane, shown by the wizard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from cic_desktop.i18n import Text

__all__ = [
    "Answer", "CellNote", "Columns", "Counts", "Decision", "Line", "Lookalike", "Plan", "Result", "SheetInfo",
    "SheetRow", "Source", "State", "Table", "What", "cell_name", "column_letters", "each_row",
]  # fmt: skip

What = Literal["clients", "services", "participants", "attendance"]
State = Literal["new", "update", "unchanged", "undecided", "rejected"]
Columns = Mapping[int, str]  # place of a column (from 0) → what it is taken for
Answer = Literal["skip", "same", "new"]


@dataclass(frozen=True)
class Source:
    """Which file, and how to read it; what is left empty is found out from the file.

    `header` is the row of the headings, counted from 1 as a spreadsheet shows it.
    """

    path: Path
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    header: int = 0


@dataclass(frozen=True)
class SheetInfo:
    """A sheet to choose; hidden ones are offered, never taken without being asked."""

    name: str
    hidden: bool = False


@dataclass(frozen=True)
class SheetRow:
    """One row as text; `number` counts from 1 as a spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """A sheet as it was read: `source` says how, `faults` which cells hold nothing to take, by (row, column)."""

    source: Source
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    sheets: tuple[SheetInfo, ...] = ()
    faults: Mapping[tuple[int, int], Text] = field(default_factory=dict)


@dataclass(frozen=True)
class CellNote:
    """Something to say about one cell: its name (B17; the row alone when no cell is meant), heading and text."""

    cell: str
    heading: str
    value: str
    text: Text


@dataclass(frozen=True)
class Lookalike:
    """Somebody of the register, or of another row (`row` > 0), who may be the person of this row; and why."""

    person_id: str
    name: str
    about: Text
    reasons: tuple[Text, ...]
    score: float = 1.0
    row: int = 0


@dataclass(frozen=True)
class Decision:
    """What to do with a row that looks like an existing person."""

    answer: Answer
    person_id: str = ""


@dataclass(frozen=True)
class Line:
    """One row of the file and what becomes of it. `found` is the row as read, for whoever carries the plan out."""

    row: int
    state: State
    title: str = ""
    problems: tuple[CellNote, ...] = ()  # why it is rejected
    notes: tuple[CellNote, ...] = ()  # what was taken another way than written, and what was kept as it is
    lookalikes: tuple[Lookalike, ...] = ()
    target: str = ""  # id of the person or service it belongs to already
    found: Any = None


@dataclass(frozen=True)
class Counts:
    """Rows by what becomes of them; `undecided` wait for somebody's word."""

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    undecided: int = 0


@dataclass(frozen=True)
class Plan:
    """The dry run: every row with its state.

    `moment` is the register's newest act when it was made, `key` the one its rows were signed with.
    """

    what: What
    lines: tuple[Line, ...]
    moment: int
    key: bytes = field(default=b"", repr=False)
    into: str = ""  # the course of a list of people

    def of(self, *states: State) -> list[Line]:
        return [line for line in self.lines if line.state in states]

    @property
    def counts(self) -> Counts:
        return counts(self.lines)


@dataclass(frozen=True)
class Result:
    """What an import did; the rejected and undecided rows are not in."""

    what: What
    counts: Counts
    left: tuple[Line, ...] = ()
    noted: tuple[Line, ...] = ()


def counts(lines: Any) -> Counts:
    """How many lines of each state."""
    found = dict.fromkeys(("new", "update", "unchanged", "rejected", "undecided"), 0)
    for line in lines:
        found[line.state] += 1
    return Counts(found["new"], found["update"], found["unchanged"], found["rejected"], found["undecided"])


def column_letters(place: int) -> str:
    """A column's name: 0 → A, 26 → AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, place: int) -> str:
    """A cell as a spreadsheet names it: B17."""
    return f"{column_letters(place)}{row}"


def each_row(table: Table, line: Callable[[SheetRow], Line | None], tick: Callable[[float], None]) -> list[Line]:
    """What becomes of each row that is not empty; `tick` hears the share done."""
    made = []
    for done, row in enumerate(table.rows):
        if done % 100 == 0:
            tick(done / len(table.rows))
        if became := line(row):
            made.append(became)
    return made
