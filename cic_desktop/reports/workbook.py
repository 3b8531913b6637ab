"""A list as a spreadsheet (.xlsx): heads in the first row, numbers and days as such, the rest as text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cic_desktop.i18n import Day, Number, Text

__all__ = ["SheetColumn", "workbook"]

_DAY_FORMAT = "dd.mm.yyyy"
_NOT_IN_A_TITLE = re.compile(r"[\\/*?:\[\]]")


@dataclass(frozen=True)
class SheetColumn:
    """A column: its head and its width in characters."""

    title: Text
    width: int = 20


def workbook(title: Text, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Text]], lang: str) -> bytes:
    """One sheet in one language; what begins with "=" stays what somebody wrote."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_A_TITLE.sub(" ", title.render(lang))[:31].strip() or "1")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([_words(sheet, column.title.render(lang), Font(bold=True)) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, text, lang) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: object, text: Text, lang: str) -> object:
    """What can be sorted and added up stays a number or a day."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(text, Number):
        return WriteOnlyCell(sheet, text.value)
    if isinstance(text, Day):
        made = WriteOnlyCell(sheet, text.date)
        made.number_format = _DAY_FORMAT
        return made
    return _words(sheet, text.render(lang))


def _words(sheet: object, words: str, font: object = None) -> object:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", words))
    made.data_type = "s"
    if font is not None:
        made.font = font
    return made
