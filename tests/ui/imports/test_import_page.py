"""The wizard: a file, its columns, the check, the import; nothing in before it is pressed, nothing after a stop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from cic_desktop import clients
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import Cancelled
from cic_desktop.exchange import importing
from cic_desktop.ui.imports.page import ImportPage
from cic_desktop.ui.language import language
from tests.exchange.importing import messy
from tests.people import OKSANA
from tests.ui.conftest import LANGUAGES, ROOM, Ask, NotingShell

ROWS = (
    "Nazwisko;Imię;Data ur.;Obyw.;Telefon\nKowalenko;Oksana;15.04.1992;UA;\n"
    "Moroz;Ala;1990;Kosmos;\nLis;Ewa;1991;PL;12\n"
)


@pytest.fixture
def page(shell: NotingShell, qtbot: Any) -> ImportPage:
    made = ImportPage(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    made.show()
    return made


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "lista.csv"
    path.write_text(ROWS, "utf-8")
    return str(path)


def people(ask: Ask) -> list[str]:
    return [line.name for line in ask(clients.first_clients)]


def test_a_file_is_read_shown_checked_and_taken_in(page: ImportPage, shell: NotingShell, file: str, ask: Ask) -> None:
    assert not page.next.isEnabled()
    page.arrive(file)
    assert page.file.name.text() == "lista.csv"
    page.forward()
    assert page.columns.columns == {0: "surname", 1: "given", 2: "birth_date", 4: "phone"}
    page.columns.take(3, "citizenship")
    assert page.columns.model.problem(2, 3), "Kosmos is marked"
    page.forward()
    assert page.plan
    assert page.plan.counts == importing.Counts(imported=1, rejected=2)
    assert people(ask) == []
    page.forward()
    assert people(ask) == ["Kowalenko Oksana"]
    assert page.done.isVisible()
    assert page.done.save_button.isVisible()
    page.done.show_button.click()
    assert shell.opened[-1][0] == "clients"


def test_the_same_headings_are_taken_the_same_way_next_time(page: ImportPage, file: str) -> None:
    page.arrive(file)
    page.forward()
    page.columns.take(3, "citizenship")
    page.forward()
    page.forward()
    page.start_again()
    page.arrive(file)
    assert page.columns.columns[3] == "citizenship"
    page.forward()
    page.forward()
    assert page.plan
    assert page.plan.counts.unchanged == 1


def test_somebody_alike_waits_for_a_word(page: ImportPage, file: str, do: Ask, ask: Ask) -> None:
    do(lambda work: clients.register(work, dict(OKSANA)))
    page.arrive(file)
    page.forward()
    page.forward()
    assert page.check.undecided.isVisible()
    assert page.check.undecided.rows.cell(0, 3).first.render("en") == "left out"
    page.check.undecided.selectRow(0)
    page.check.decide("same")
    assert page.check.undecided.rows.cell(0, 3).first.render("en") == "same person"
    page.forward()
    assert page.result
    assert page.result.counts.undecided == 0
    assert "Kovalenko Oksana" in people(ask)
    assert "Kowalenko Oksana" not in people(ask)


def test_one_meaning_belongs_to_one_column(page: ImportPage, file: str) -> None:
    page.arrive(file)
    page.forward()
    page.columns.take(3, "surname")
    assert page.columns.columns[3] == "surname"
    assert 0 not in page.columns.columns
    page.columns.take(3, "")
    page.forward()
    assert page.banner.isVisible()
    assert page.columns.isVisible(), "nothing is checked without a surname"


def test_a_file_that_cannot_be_read_says_why(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "stary.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    page.arrive(str(path))
    assert page.banner.isVisible()
    assert not page.next.isEnabled()


def test_another_encoding_and_another_row_of_headings(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_bytes("Nazwisko;Imię\nŻak;Łucja\n".encode("cp1250"))
    page.arrive(str(path))
    assert page.file.encoding.code() == "cp1250"
    page.file.encoding.set_code("utf-8")
    page.file.changed.emit()
    assert page.banner.isVisible()
    assert page.file.encoding.code() == "cp1250", "what was read stays"
    page.file.header.set_code("2")
    page.file.changed.emit()
    assert page.table
    assert page.table.headings == ("Żak", "Łucja")


def test_a_file_can_be_dropped(page: ImportPage, file: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(file)])
    move = Qt.DropAction.CopyAction
    event = QDropEvent(QPointF(5, 5), move, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    page.file.dropEvent(event)
    assert page.table


def test_the_rows_that_stayed_out_are_saved(page: ImportPage, shell: NotingShell, file: str, tmp_path: Path) -> None:
    page.arrive(file)
    page.forward()
    page.forward()
    page.forward()
    page.save_left_to(tmp_path / "left.xlsx")
    table = importing.read_table(importing.Source(tmp_path / "left.xlsx"))
    assert len(table.rows) == 1
    assert shell.notes


def test_a_stop_leaves_nothing(page: ImportPage, file: str, ask: Ask, ctx: AppContext, monkeypatch) -> None:
    def stop(*_args: Any) -> None:
        raise Cancelled()

    page.arrive(file)
    page.forward()
    page.forward()
    monkeypatch.setattr(importing, "carry_out", stop)
    page.forward()
    assert people(ask) == []
    assert page.check.isVisible()
    assert not page.banner.isVisible()


def test_a_register_changed_meanwhile_is_checked_again(page: ImportPage, file: str, do: Ask) -> None:
    page.arrive(file)
    page.forward()
    page.forward()
    do(lambda work: clients.register(work, dict(OKSANA)))
    page.forward()
    assert page.banner.isVisible()
    assert page.plan
    assert page.plan.counts.undecided == 1


def test_services_are_guessed(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "uslugi.csv"
    path.write_text("Klient;Data wizyty;Rodzaj wsparcia\nOksana Kovalenko;1.10.2025;informacja\n", "utf-8")
    page.arrive(str(path))
    assert page.file.what == "services"
    page.file.set_what("clients")
    page.file.what_changed.emit()
    assert page.columns.columns == {0: "full_name"}


def test_two_hundred_columns_make_no_two_hundred_boxes(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    heads = ["Nazwisko", *(f"Pytanie {number}" for number in range(199))]
    path.write_text(";".join(heads) + "\nLis" + ";x" * 199, "utf-8")
    page.arrive(str(path))
    page.forward()
    page.columns._make_boxes()
    made = [place for place in range(200) if page.columns.view.indexWidget(page.columns.model.index(0, place))]
    assert 3 < len(made) < 30
    page.columns.take(150, "remarks")
    assert page.columns.columns[150] == "remarks"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_fits_in_every_language(page: ImportPage, tmp_path: Path, lang: str, qtbot: Any) -> None:
    language.set(lang)
    page.arrive(str(messy.write(tmp_path / "klienci.xlsx", messy.make(60).rows)))
    for _step in range(4):
        qtbot.wait(1)
        assert page.body.minimumSizeHint().width() <= ROOM[0]
        page.forward()
    language.set("en")
