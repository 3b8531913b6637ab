"""Reading a sheet as text: the headings are found, formulas give their values, merged cells their one value.

An .xlsx goes through openpyxl's reader for large files, a .csv through the csv module.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any

from cic_desktop.core.errors import CicError
from cic_desktop.core.text import clean
from cic_desktop.exchange.importing import mapping
from cic_desktop.exchange.importing.rows import SheetInfo, SheetRow, Source, Table
from cic_desktop.exchange.importing.sniffing import (
    BadFile,
    decoded,
    guess_delimiter,
    guess_encoding,
    read_file,
)
from cic_desktop.i18n import Text, _

__all__ = ["BadFile", "read_table"]

Tick = Callable[[float], None]
Cells = tuple[str, ...]
Faults = dict[tuple[int, int], Text]
MOST_ROWS, MOST_COLUMNS = 100_000, 1_000
_LOOKED_AT = 40  # rows in which the headings may stand
_ERROR = re.compile(r"#(N/A|N/D|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|ADR!|ARG!|DZIEL/0!|LICZBA!|NAZWA\?|ZERO!)")
_NO_VALUE: Text = _("This formula has no stored value. Open the file in a spreadsheet program and save it again.")
_FAULT: Text = _("This cell holds an error of the spreadsheet. Correct the formula.")


def read_table(source: Source, tick: Tick = lambda share: None) -> Table:
    """The sheet with its headings and rows. Raises BadFile with a sentence that says what to do."""
    form, data = read_file(source.path)
    read = _read_workbook if form == "xlsx" else _read_text
    source, sheets, rows, faults = read(source, data, tick)
    if not rows:
        raise BadFile(_("This sheet is empty. Choose another one."))
    header = _header(source, rows)
    below = tuple(row for row in rows if row.number > header.number)
    headings = tuple(clean(cell) for cell in header.cells)
    width = max((len(row.cells) for row in below), default=0)
    headings = (*headings, *[""] * (width - len(headings)))
    faults |= dict.fromkeys(_errors(below), _FAULT)
    return Table(replace(source, header=header.number), headings, below, sheets, faults)


def _header(source: Source, rows: Sequence[SheetRow]) -> SheetRow:
    """The row asked for, or the one with most known headings; the first row with two cells else."""
    if source.header:
        found = next((row for row in rows if row.number == source.header), None)
        if found is None:
            raise BadFile(_("Row {n} is empty. Choose the row with the headings.", n=source.header))
        return found
    looked_at = rows[:_LOOKED_AT]
    known = {row.number: len(set(filter(None, map(mapping.known, row.cells)))) for row in looked_at}
    best = max(looked_at, key=lambda row: (known[row.number], -row.number))
    if known[best.number]:
        return best
    return next((row for row in looked_at if sum(map(bool, row.cells)) > 1), rows[0])


def _errors(rows: Iterable[SheetRow]) -> Iterator[tuple[int, int]]:
    for row in rows:
        for place, cell in enumerate(row.cells):
            if cell.startswith("#") and _ERROR.fullmatch(cell):
                yield row.number, place


# --- text -----------------------------------------------------------------------------------------


def _read_text(source: Source, data: bytes, tick: Tick) -> tuple[Source, tuple[SheetInfo, ...], list[SheetRow], Faults]:
    encoding = source.encoding or guess_encoding(data)
    text = decoded(data, encoding)
    delimiter = source.delimiter or guess_delimiter(text)
    marked = re.match(r'"?sep=.?"?\r?\n', text)
    reader = csv.reader(io.StringIO(text[marked.end() :] if marked else text, newline=""), delimiter=delimiter)
    csv.field_size_limit(1 << 20)
    try:
        rows = _kept(reader, tick, max(text.count("\n"), 1), first=2 if marked else 1)
    except csv.Error:
        raise BadFile(_("This file cannot be split into cells. Save it from a spreadsheet program anew.")) from None
    return replace(source, encoding=encoding, delimiter=delimiter), (), rows, {}


# --- workbooks ------------------------------------------------------------------------------------


def _read_workbook(
    source: Source, data: bytes, tick: Tick
) -> tuple[Source, tuple[SheetInfo, ...], list[SheetRow], Faults]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and extensions that do not matter here
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = tuple(SheetInfo(sheet.title, sheet.sheet_state != "visible") for sheet in book.worksheets)
            sheet = _chosen(source, book.worksheets)
            xml = _sheet_xml(data, sheet)
            sheet.reset_dimensions()  # some programs write a wrong size, and rows would be cut
            rows = _kept(
                (map(_text, cells) for cells in sheet.iter_rows(values_only=True)), tick, xml.count(b"<row ") or 1
            )
            book.close()
        except CicError:
            raise
        except Exception:  # whatever a damaged file makes the library say
            raise BadFile(_("This workbook is damaged. Open it, save it as a new file and try again.")) from None
    faults = dict.fromkeys(_formulas_without_value(xml), _NO_VALUE)
    return replace(source, sheet=sheet.title), sheets, _filled(rows, _merged(xml)), faults


def _chosen(source: Source, sheets: Sequence[Any]) -> Any:
    """The sheet asked for, else the first one that can be seen."""
    if source.sheet:
        found = next((sheet for sheet in sheets if sheet.title == source.sheet), None)
        if found is None:
            raise BadFile(_("This workbook has no sheet of that name."))
        return found
    if not sheets:
        raise BadFile(_("This sheet is empty. Choose another one."))
    return next((sheet for sheet in sheets if sheet.sheet_state == "visible"), sheets[0])


def _sheet_xml(data: bytes, sheet: Any) -> bytes:
    """What the reader of large files does not tell (merged cells, formulas) is looked up in the sheet itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(sheet._worksheet_path)


_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_LONELY = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>')


def _merged(xml: bytes) -> list[tuple[int, int, int]]:
    """(column, first row, last row) of cells merged downwards; what is merged across holds its value already."""
    found = ((_place(a), int(top), int(end)) for a, top, _b, end in _MERGED.findall(xml, xml.rfind(b"<mergeCells")))
    return [item for item in found if item[2] > item[1]] if b"<mergeCells" in xml else []


def _formulas_without_value(xml: bytes) -> Iterator[tuple[int, int]]:
    if b"<f" in xml:
        for letters, row in _LONELY.findall(xml):
            yield int(row), _place(letters)


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


def _filled(rows: list[SheetRow], merged: list[tuple[int, int, int]]) -> list[SheetRow]:
    """The value of a merged cell in each of its rows."""
    if not merged:
        return rows
    by_number = {row.number: row for row in rows}
    for place, top, end in merged:
        value = by_number[top].cell(place) if top in by_number else ""
        for number in range(top + 1, min(end, top + MOST_ROWS) + 1):
            if value and number in by_number:
                by_number[number] = _with_cell(by_number[number], place, value)
    return list(by_number.values())


def _with_cell(row: SheetRow, place: int, value: str) -> SheetRow:
    cells = [cell for cell, _ in zip_longest(row.cells, range(place + 1), fillvalue="")]
    cells[place] = cells[place] or value
    return SheetRow(row.number, tuple(cells))


def _kept(lines: Iterable[Iterable[str]], tick: Tick, expected: int, first: int = 1) -> list[SheetRow]:
    """Rows that hold something, with the number a spreadsheet shows."""
    rows: list[SheetRow] = []
    for number, line in enumerate(lines, first):
        cells = list(line)
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise BadFile(_("This sheet has more than {n} columns. Delete those that are not needed.", n=MOST_COLUMNS))
        if cells:
            rows.append(SheetRow(number, tuple(cells)))
        if len(rows) > MOST_ROWS:
            raise BadFile(_("This sheet has more than {n} rows. Split it into several files.", n=MOST_ROWS))
        if number % 200 == 0:
            tick(min(number / expected, 1.0))
    return rows


def _text(value: Any) -> str:
    """A cell's value as text: dates as 2026-11-23, whole numbers without a point."""
    if isinstance(value, str):
        return value
    return _TEXTS.get(type(value), str)(value)


def _moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%d %H:%M") if (value.hour or value.minute) else value.strftime("%Y-%m-%d")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.15g}"


def _duration(value: timedelta) -> str:
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


_TEXTS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _value: "",
    bool: lambda value: "tak" if value else "nie",
    int: str,
    float: _number,
    datetime: _moment,
    date: date.isoformat,
    time: lambda value: value.strftime("%H:%M"),
    timedelta: _duration,
}
