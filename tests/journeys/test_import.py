"""A spreadsheet of 2,000 messy rows through the wizard: stopped it leaves nothing, twice it doubles nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cic_desktop import clients
from cic_desktop.tour.guide import Guide
from cic_desktop.ui.widgets.dialogs import ProgressDialog
from tests.exchange.importing import messy
from tests.journeys.conftest import Ask

ROWS = 2000
LEFT_NO_TRACE = ("person", "imported_row", "contact", "stay", "op", "act")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return messy.write(tmp_path_factory.mktemp("messy") / "klienci.xlsx", messy.make(ROWS).rows)


def to_the_check(guide: Guide, workbook: Path) -> Any:
    """The file read, the usual headings mapped by themselves, every row checked."""
    page = guide.page("imports", path=str(workbook))
    guide.wait(lambda: page.table is not None, "the file")
    guide.settle()
    page.next.click()
    guide.settle()
    page.next.click()
    guide.wait(lambda: page.plan is not None, "the rows")
    guide.settle()
    return page


def take_in(guide: Guide, page: Any) -> Any:
    page.next.click()
    guide.wait(lambda: page.result is not None, "import")
    guide.settle()
    return page.result.counts


def stop_in_the_middle(guide: Guide, page: Any) -> None:
    """Cancel as soon as something can be seen of the progress."""
    page.next.click()
    _progress(guide).stop.click()
    guide.settle()


def _progress(guide: Guide) -> ProgressDialog:
    found: list[ProgressDialog] = []

    def under_way() -> bool:
        found[:] = [one for one in guide.window.findChildren(ProgressDialog) if 0 < one.bar.value() < 90]
        return bool(found)

    guide.wait(under_way, "progress")
    return found[0]


def test_two_thousand_messy_rows_in_twice(guide: Guide, ask: Ask, sql: Any, workbook: Path) -> None:
    mess, before = messy.make(ROWS), ask(clients.client_count)
    counts = {table: sql(f"SELECT count(*) FROM {table}") for table in LEFT_NO_TRACE}
    page = to_the_check(guide, workbook)
    assert (page.plan.counts.imported, page.plan.counts.rejected) == (mess.good, mess.bad)
    assert len(page.check.rejected.rows.lines) >= mess.bad, "every bad row with its cell and reason"
    stop_in_the_middle(guide, page)
    assert page.result is None
    assert {table: sql(f"SELECT count(*) FROM {table}") for table in LEFT_NO_TRACE} == counts
    assert page.check.isVisible(), "what was checked stays, ready to be imported"

    first = take_in(guide, page)
    assert (first.imported, first.rejected) == (mess.good, mess.bad)
    assert ask(clients.client_count) == before + mess.good
    assert sql("SELECT count(*) FROM act WHERE verb = 'import clients'") == [(1,)]

    page.start_again()
    again = take_in(guide, to_the_check(guide, workbook))
    assert (again.imported, again.updated, again.undecided) == (0, 0, 0)
    assert again.unchanged == ROWS - mess.bad
    assert ask(clients.client_count) == before + mess.good
    surname = str(mess.rows[0][2]).strip().title()
    listed = guide.page("clients")
    listed.find_box.setText(surname)
    guide.settle()
    first_line = listed.list.rows.line(0)
    assert first_line is not None and first_line.surname == surname
