"""One row's cells turned into answers, with a note for each cell that cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cic_desktop.core.errors import CicError, Problem
from cic_desktop.core.fields import Field
from cic_desktop.exchange.importing import values
from cic_desktop.exchange.importing.mapping import JOINED, targets
from cic_desktop.exchange.importing.rows import CellNote, Columns, SheetRow, Table, What, cell_name
from cic_desktop.i18n import Text

Put = Callable[["Reading", Field, str], None]


@dataclass
class Reading:
    """A row being read: the answers so far, and what is to be said about its cells."""

    row: SheetRow
    headings: tuple[str, ...]
    places: Mapping[str, int]
    answers: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    problems: list[CellNote] = field(default_factory=list)
    notes: list[CellNote] = field(default_factory=list)

    def note(self, name: str, text: Text) -> CellNote:
        """A note about the cell that holds `name`, or about the row when none does."""
        place = self.places.get(name)
        if place is None:
            return CellNote(str(self.row.number), "", "", text)
        return CellNote(cell_name(self.row.number, place), self.headings[place], self.row.cell(place)[:200], text)

    def refuse(self, name: str, text: Text) -> None:
        self.problems.append(self.note(name, text))

    def remark(self, name: str, text: Text) -> None:
        self.notes.append(self.note(name, text))

    def refuse_all(self, problems: tuple[Problem, ...], names: Mapping[str, str] | None = None) -> None:
        """The problems of a check, each beside the cell its answer came from."""
        for problem in problems:
            self.refuse((names or {}).get(problem.field, problem.field), problem.text)


class RowReader:
    """Reads the rows of a table by its mapping. `puts` are answers that need more than their kind's reader."""

    def __init__(self, what: What, table: Table, columns: Columns, puts: Mapping[str, Put]) -> None:
        by_name = {item.name: item for item in targets(what)}
        self._columns = [(place, by_name[name]) for place, name in sorted(columns.items()) if name in by_name]
        self._table, self._puts = table, puts
        self._places = {item.name: place for place, item in reversed(self._columns)}
        self._places |= {part: self._places[whole] for whole, parts in _PARTS.items() if whole in self._places
                         for part in parts if part not in self._places}  # fmt: skip

    def read(self, row: SheetRow) -> Reading | None:
        """The row's answers; None for a row whose mapped cells are all empty."""
        reading = Reading(row, self._table.headings, self._places)
        empty = True
        for place, item in self._columns:
            fault = self._table.faults.get((row.number, place))
            if fault is not None:
                reading.refuse(item.name, fault)
                empty = False
            elif raw := row.cell(place).strip():
                empty = False
                self._put(reading, item, raw)
        return None if empty else reading

    def _put(self, reading: Reading, item: Field, raw: str) -> None:
        try:
            if put := self._puts.get(item.name):
                put(reading, item, raw)
            else:
                put_plain(reading, item, raw)
        except CicError as error:
            reading.refuse(item.name, error.text)


_PARTS = {
    "full_name": ("surname", "given"),
    "reversed_name": ("surname", "given"),
    "address": ("street", "house", "flat", "postcode", "town"),
    "document_number": ("document_kind",),
    "hours": ("minutes",),
}
"""Which answers one cell may give together: a problem of the part is shown beside the whole."""


def put_plain(reading: Reading, item: Field, raw: str) -> None:
    """An answer by its kind's reader; several columns of one long text follow each other."""
    answer = values.cell(item, raw)
    if not answer:
        return
    before = reading.answers.get(item.name, "")
    if before and item.name in JOINED and answer not in before:
        answer = f"{before}\n{answer}" if item.kind == "long_text" else f"{before} {answer}"
    reading.answers[item.name] = answer


def put_name(surname_first: bool) -> Put:
    """Both halves of a name written in one cell; columns of their own win."""

    def put(reading: Reading, item: Field, raw: str) -> None:
        surname, given = values.split_name(raw, surname_first)
        reading.answers.setdefault("surname", surname)
        reading.answers.setdefault("given", given)

    return put


def put_list(read: Callable[[str], list[str]]) -> Put:
    """Several values of one cell: kept apart until the row is whole."""

    def put(reading: Reading, item: Field, raw: str) -> None:
        reading.lists.setdefault(item.name, []).extend(read(values.plain(raw, lines=True)))

    return put


def put_number(reading: Reading, item: Field, raw: str) -> None:
    """A number of the centre's own: as it stands, a spreadsheet's ".0" apart."""
    text = values.plain(raw)
    if not values.is_nothing(text):
        reading.answers["number"] = text.removesuffix(".0")
