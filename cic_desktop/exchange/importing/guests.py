"""Lists of guests out of a spreadsheet: pasted or from a file, with headings or without, read row by row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cic_desktop.core.errors import CicError, Problem
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.text import fold
from cic_desktop.courses.rows import HERE
from cic_desktop.events.fields import ATTENDED, GUEST
from cic_desktop.events.sifting import GuestRow
from cic_desktop.exchange.importing import values
from cic_desktop.exchange.importing.mapping import data
from cic_desktop.exchange.importing.marks import mark_of
from cic_desktop.exchange.importing.reading import read_table
from cic_desktop.exchange.importing.rows import Columns, SheetRow, Source
from cic_desktop.exchange.importing.sniffing import BadFile, guess_delimiter
from cic_desktop.i18n import LANGUAGES, _

__all__ = ["GUEST_TARGETS", "MOST_GUESTS", "GuestTable", "as_text", "guest_rows", "guest_table"]

MOST_GUESTS = 2_000
_HALVES = (Field("surname", _("Surname")), Field("given", _("Given names")))
GUEST_TARGETS: tuple[Field, ...] = (*GUEST, ATTENDED, *_HALVES)
"""What a column may hold."""
_BY_NAME = {field.name: field for field in GUEST_TARGETS}
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")


@dataclass(frozen=True)
class GuestTable:
    """Rows as they lie before us, and what each column is taken for; `headings` are empty when there were none."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    columns: Mapping[int, str]

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=len(self.headings))


def guest_table(text: str) -> GuestTable:
    """Split what was pasted and find out what its columns hold. Raises BadFile for more than MOST_GUESTS rows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=guess_delimiter(text))
    rows: list[SheetRow] = []
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(SheetRow(before + 1, tuple(cells)))
            before = reader.line_num
    except csv.Error:
        raise BadFile(_("This cannot be split into cells. Copy it from a spreadsheet program anew.")) from None
    if len(rows) > MOST_GUESTS:
        raise BadFile(_("These are more than {n} rows. Take them in several parts.", n=MOST_GUESTS))
    found = _by_headings(rows[0].cells) if rows else {}
    if found:
        return GuestTable(tuple(cell.strip() for cell in rows[0].cells), tuple(rows[1:]), found)
    return GuestTable((), tuple(rows), _by_content(rows))


def as_text(path: Path) -> str:
    """The rows of an .xlsx or .csv file as a spreadsheet puts them on the clipboard. Raises BadFile, CannotRead."""
    table = read_table(Source(path, header=0))
    out = io.StringIO()
    rows = (table.headings, *(row.cells for row in table.rows))
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(
        [" ".join(cell.split()) for cell in cells] for cells in rows
    )
    return out.getvalue()


def guest_rows(table: GuestTable, columns: Columns, group: str = "") -> tuple[GuestRow, ...]:
    """Each row's answers with what could not be read; `group` is that of guests without one."""
    return tuple(_row(row, columns, group) for row in table.rows)


def _row(row: SheetRow, columns: Columns, group: str) -> GuestRow:
    answers: Answers = {}
    problems = []
    for place, name in sorted(columns.items()):
        try:
            answer = _cell(name, row.cell(place))
        except CicError as error:
            problems.append(Problem(name, error.text))
            continue
        if answer:
            before = answers.get(name)
            answers[name] = f"{before}, {answer}" if before else answer
    halves = [str(answers.pop(half, "")) for half in ("given", "surname")]
    if any(halves) and not answers.get("name"):
        answers["name"] = " ".join(filter(None, halves))
    if group and not answers.get("guest_group"):
        answers["guest_group"] = group
    return GuestRow(row.number, answers, tuple(problems))


def _cell(name: str, raw: str) -> str:
    """One cell's answer. Raises CicError."""
    if name == "answer" and (said := values.plain(raw)):
        return values.code_of(_BY_NAME[name], said) or values.cell(ATTENDED, said)
    if name == "attended" and (said := values.plain(raw)):
        return _presence(said) or values.cell(ATTENDED, said)
    if name == "guest_group" and (code := _words("groups").get(fold(raw))):
        return code
    if name in ("name", "surname", "given"):
        return values.names(values.plain(raw))
    return values.cell(_BY_NAME[name], raw)


def _presence(said: str) -> str:
    """yes or no: as marks of a course's register are written, or in words of their own; empty for something else."""
    if mark := mark_of(said):
        return "yes" if mark in HERE else "no"
    return _words("attended").get(fold(said), "")


@lru_cache(maxsize=2)
def _words(part: str) -> dict[str, str]:
    """The answer each folded word of a part of the word list means."""
    return {fold(word): answer for answer, words in data("guests")[part].items() for word in words}


@lru_cache(maxsize=1)
def _headings() -> dict[str, str]:
    """Words of a heading and the column they mean: our own in every language, and what people write."""
    own = {fold(field.label.render(lang)): field.name for field in GUEST_TARGETS for lang in LANGUAGES}
    return own | {fold(word): name for name, words in data("guests")["headings"].items() for word in words}


def _by_headings(cells: Iterable[str]) -> dict[int, str]:
    """What the headings say; nothing when fewer than two cells (or the only one) are headings we know."""
    cells = list(cells)
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        name = _headings().get(fold(cell)) or _headings().get(fold(_BRACKETS.sub(" ", cell)), "")
        if name and name not in found.values():
            found[place] = name
    said = sum(bool(cell.strip()) for cell in cells)
    return found if len(found) >= min(said, 2) else {}


def _by_content(rows: Sequence[SheetRow]) -> dict[int, str]:
    """Without headings: e-mails and telephones show themselves, of the words the first is the name."""
    width = max((len(row.cells) for row in rows), default=0)
    found: dict[int, str] = {}
    words = iter(("name", "organisation", "role", "note"))
    for place in range(width):
        cells = [cell for row in rows[:50] if (cell := row.cell(place).strip())]
        kind = _kind(cells)
        name = next(words, "") if kind == "words" else kind
        if name and name not in found.values():
            found[place] = name
    return found


def _kind(cells: Sequence[str]) -> str:
    """What most of the cells of a column are: email, phone, words, or nothing to take (running numbers)."""
    half = len(cells) / 2
    if not cells or all(re.fullmatch(r"\d{1,4}\.?", cell) for cell in cells):
        return ""
    if sum("@" in cell for cell in cells) > half:
        return "email"
    if sum(bool(re.fullmatch(r"[+\d][\d\s()-]{6,}", cell)) for cell in cells) > half:
        return "phone"
    return "words"
