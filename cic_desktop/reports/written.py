"""The month on disk: the report as a PDF and every table as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from cic_desktop import centre
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.files import CannotWrite, write_atomically
from cic_desktop.core.periods import Month
from cic_desktop.db.work import Read
from cic_desktop.i18n import _, pgettext
from cic_desktop.reports.indicators import cut, indicator
from cic_desktop.reports.pdf import Head, month_pdf
from cic_desktop.reports.summary import MonthSummary, Table, month

__all__ = ["month_report", "month_sheets", "write_month"]

Tick = Callable[[float], None]
_FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would run


def month_report(read: Read, of: Month, lang: str = "pl", tick: Tick = lambda _share: None) -> bytes:
    """The month's report as a PDF."""
    tick(0.1)
    summary = _begun(read, of)
    tick(0.5)
    made = month_pdf(summary, report_head(read), lang)
    tick(1.0)
    return made


def report_head(read: Read) -> Head:
    """Whose report it is and who makes it now."""
    ours = centre.centre(read)
    names = read.sql("SELECT name FROM account WHERE id = ?", (read.actor.id,))
    return Head(ours.name, ours.address, read.now, names[0][0] if names else read.actor.login, centre.logo(read))


def write_month(read: Read, of: Month, out: Path, lang: str = "pl") -> list[Path]:
    """Write `report-2026-10.pdf` and a CSV per table into a folder; returns the files.

    Raises CannotWrite, and CicError for a month that is still to come.
    """
    summary = _begun(read, of)
    files = {f"report-{of}.pdf": month_pdf(summary, report_head(read), lang)}
    files |= {f"{name}-{of}.csv": data for name, data in month_sheets(summary, lang).items()}
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(error.errno) from None
    for name, data in files.items():
        write_atomically(out / name, data)
    return [out / name for name in files]


def _begun(read: Read, of: Month) -> MonthSummary:
    """A month to come has no figures: a page of zeros would say that nobody was helped."""
    if of.first > clock.today():
        raise CicError(_("This month has not begun yet. Choose an earlier one."))
    return month(read, of)


def month_sheets(summary: MonthSummary, lang: str = "pl") -> dict[str, bytes]:
    """The numbers, the series and every table as CSV: UTF-8 with BOM, `;`, as a Polish Excel opens it."""
    figures = [
        (item.code, indicator(item.code).title.render(lang), item.value, item.before) for item in summary.figures
    ]
    months = [str(item) for item in summary.months]
    topics = [(line.code, line.name.render(lang), *line.values) for line in summary.topics]
    code, name = _("code").render(lang), pgettext("column", "name").render(lang)
    now, before = _("month").render(lang), _("month before").render(lang)
    sheets = {"figures": _csv([(code, name, now, before), *figures])}
    sheets |= {table.code: _csv(_rows(table, lang)) for table in summary.tables}
    return sheets | {"topics-by-month": _csv([(code, name, *months), *topics])}


def _rows(table: Table, lang: str) -> Iterable[Sequence[object]]:
    columns = [indicator(code) for code in table.columns]
    titles = [_("minutes") if item.unit == "minutes" else item.title for item in columns]
    yield ("code", cut(table.code).title.render(lang), *(title.render(lang) for title in titles))
    for line in table.lines:
        yield (line.code, line.name.render(lang), *line.values)


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
