"""The rows that stayed out, written as a spreadsheet to correct and import again, and an import in words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from cic_desktop.core.files import write_atomically
from cic_desktop.exchange.importing.rows import CellNote, Line, SheetRow, Table
from cic_desktop.i18n import Joined, Plain, _

__all__ = ["reasons", "write_left"]

_RISKY = ("=", "+", "-", "@")


def reasons(line: Line) -> list[CellNote]:
    """Why a row stayed out: its problems, or whom it looks like."""
    if line.problems:
        return list(line.problems)
    return [
        CellNote(str(line.row), "", line.title, Joined((_("Looks like {name}", name=Plain(alike.name)), alike.about,
                                                       Joined(alike.reasons, ", "))))
        for alike in line.lookalikes
    ]  # fmt: skip


def write_left(table: Table, lines: Iterable[Line], path: Path, lang: str) -> None:
    """The rows that stayed out as they stood, each with its reason behind them; .xlsx or .csv by the name.

    Raises CannotWrite.
    """
    rows = {row.number: row for row in table.rows}
    head = (*(heading for heading in table.headings), _("Why it stayed out").render(lang))
    body = [(rows[line.row], " | ".join(_told(note, lang) for note in reasons(line))) for line in lines]
    write = _workbook if path.suffix.lower() == ".xlsx" else _text
    write_atomically(path, write(head, [_cells(row, len(table.headings), why) for row, why in body]))


def _told(note: CellNote, lang: str) -> str:
    where = note.cell if note.heading == "" else f"{note.cell} ({note.heading})"
    return f"{where}: {note.text.render(lang)}"


def _cells(row: SheetRow, width: int, why: str) -> list[str]:
    return [*(row.cell(place) for place in range(width)), why]


def _workbook(head: Sequence[str], body: Sequence[Sequence[str]]) -> bytes:
    """Everything as text: what begins with "=" is what somebody wrote, not something to calculate."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Import")
    sheet.freeze_panes = "A2"
    for line in (head, *body):
        cells = []
        for text in line:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(head: Sequence[str], body: Sequence[Sequence[str]]) -> bytes:
    """For Polish spreadsheets: semicolons, UTF-8 with its mark; an apostrophe keeps them from calculating."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerows([_safe(text) for text in line] for line in (head, *body))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _safe(text: str) -> str:
    return "'" + text if text.startswith(_RISKY) else text
