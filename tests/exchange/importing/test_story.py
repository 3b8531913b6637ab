"""2,000 messy rows in, twice: the good ones once, the bad ones listed with their cell, nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from cic_desktop import clients, startup
from cic_desktop.core.errors import Cancelled
from cic_desktop.exchange import importing
from tests.exchange.importing import messy
from tests.exchange.importing.conftest import Desk


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return messy.write(tmp_path_factory.mktemp("messy") / "klienci.xlsx", messy.make().rows)


def test_two_thousand_rows_go_in_twice_and_nobody_is_doubled(desk: Desk, workbook: Path) -> None:
    mess = messy.make()
    table = importing.read_table(importing.Source(workbook))
    assert table.source.header == 3
    first = desk.take_in(table)
    assert (first.counts.imported, first.counts.rejected) == (mess.good, mess.bad)
    assert first.counts.imported + first.counts.unchanged + first.counts.rejected == 2000
    assert first.counts.undecided == first.counts.updated == 0
    again = desk.take_in(importing.read_table(importing.Source(workbook)))
    assert again.counts.imported == again.counts.updated == 0
    assert again.counts.unchanged == 2000 - mess.bad
    assert desk.sql("SELECT count(*) FROM person") == [(mess.good,)]
    assert desk.sql("SELECT count(*) FROM imported_row") == [(mess.good,)]


def test_each_bad_row_says_its_cell_and_why(desk: Desk, workbook: Path) -> None:
    plan = desk.plan(importing.read_table(importing.Source(workbook)))
    wrong = {"email": "J", "birth": "E", "pesel": "F", "surname": "C", "citizenship": "H"}
    for line in plan.of("rejected"):
        assert line.problems
        for note in line.problems:
            assert note.cell[0] in wrong.values()
            assert note.cell[1:] == str(line.row)
            assert note.text.render("pl").endswith((".", "…", ")"))


def test_what_went_in_is_found_and_whole(desk: Desk, workbook: Path) -> None:
    table = importing.read_table(importing.Source(workbook))
    desk.take_in(table)
    surname = str(messy.make().rows[0][2]).strip().title()
    found = desk.ask(lambda read: clients.find_clients(read, surname))
    assert found[0].surname == surname
    card = desk.ask(lambda read: clients.card(read, found[0].id))
    assert not card.line.complete
    assert card.line.citizenship == "VN"
    assert card.answers["birth_date"] == "1950-01-12"
    assert card.line.stay_title
    remarks = {row[0] for row in desk.sql("SELECT DISTINCT remarks FROM person WHERE remarks LIKE '=%'")}
    assert remarks == {"=cmd|' /C calc'!A0"}, "what looks like a formula is text"


def test_a_stopped_import_leaves_nothing(desk: Desk, workbook: Path) -> None:
    def stop(share: float) -> None:
        if share > 0.4:
            raise Cancelled()

    with pytest.raises(Cancelled):
        desk.take_in(importing.read_table(importing.Source(workbook)), tick=stop)
    for table in ("person", "imported_row", "contact", "act WHERE verb = 'import'", "fact WHERE name = 'import key'"):
        assert desk.sql(f"SELECT count(*) FROM {table}") == [(0,)]


def test_the_dry_run_changes_nothing(desk: Desk, workbook: Path) -> None:
    before = desk.sql("SELECT max(n) FROM op")
    assert desk.plan(importing.read_table(importing.Source(workbook))).counts.imported
    assert desk.sql("SELECT max(n) FROM op") == before


def test_help_for_all_of_them_goes_in_as_sittings(desk: Desk, workbook: Path, register: startup.Opened) -> None:
    desk.take_in(importing.read_table(importing.Source(workbook)))
    people = [row for row in messy.make(60).rows if row[1] not in ("",)]
    heads = ("Nr klienta", "Data wizyty", "Rodzaj wsparcia", "Temat", "Czas (min)", "Doradca", "Uwagi")
    rows = []
    for number, row in enumerate(people):
        rows += [
            (row[1], "12.10.2025", "Informacja", "PESEL", "10", "Anna Nowak", f"pierwsza {number}"),
            (row[1], "12.10.2025", "pomoc w dokumentach", "legalizacja pobytu", "45 min", "anna", ""),
        ]
    table = desk.table(heads, *rows)
    first = desk.take_in(table, "services")
    assert first.counts.imported > 60
    sittings, services = desk.sql("SELECT (SELECT count(*) FROM sitting), (SELECT count(*) FROM service)")[0]
    assert services == first.counts.imported
    assert sittings * 2 == services, "one talk, two services"
    again = desk.take_in(desk.table(heads, *rows), "services")
    assert again.counts.imported == 0
    assert again.counts.unchanged == first.counts.imported + first.counts.unchanged
