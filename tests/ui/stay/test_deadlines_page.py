"""The page of deadlines: lists, filters, what is said and done about a line, the printed call list."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from cic_desktop import stay
from cic_desktop.ui.clients.row_dialog import RowDialog
from cic_desktop.ui.language import language
from cic_desktop.ui.stay.page import DeadlinesPage
from tests.ui.conftest import LANGUAGES, ROOM, Ask


@pytest.fixture
def page(shell: Any, qtbot: Any) -> DeadlinesPage:
    made = DeadlinesPage(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    shell.ctx.changed.connect(lambda changes: made.reload() if changes.touches(made.watches) else None)
    return made


def names(page: DeadlinesPage) -> list[str]:
    return [f"{line.person.surname}: {line.due.rule}" for line in page.table.rows.lines]


def words(widget: Any) -> str:
    return "\n".join(made.text() for made in widget.findChildren(QLabel))


def press(page: DeadlinesPage, text: str) -> None:
    next(made for made in page.card.findChildren(QPushButton) if made.text() == text).click()


def test_the_lists_by_days(page: DeadlinesPage, oksana: str, amir: str) -> None:
    page.arrive()
    assert [made.text() for made in page.filters.buckets.values()] == [
        "Overdue  1", "Today  0", "Next 14 days  2", "Next 30 days  2", "Next 90 days  2", "All warnings  3",
    ]  # fmt: skip
    assert names(page) == ["Amiri: documents", "Kovalenko: application"]
    page.arrive(bucket="overdue")
    assert names(page) == ["Amiri: visa"]
    assert "3 days late" in words(page.card)


def test_the_card_tells_what_to_say_and_what_it_rests_on(page: DeadlinesPage, oksana: str, do: Ask) -> None:
    do(lambda work: stay.add_record(work, oksana, "proceeding", {"kind": "temporary", "filed_on": "2026-11-20"}))
    page.arrive()
    said = words(page.card)
    for told in (
        "Kovalenko Oksana", "in 10 days", "Thursday, 3 December 2026", "512 345 678", "Ukrainian", "art. 105 ust. 1",
        "As of 1 July 2026; read in the source", "it does not protect yet", "that day does not move",
    ):  # fmt: skip
        assert told in said


def test_filters_narrow_the_list_and_its_numbers(page: DeadlinesPage, oksana: str, amir: str) -> None:
    page.arrive()
    page.filters.combos["language"].set_code("uk")
    page.reload()
    assert names(page) == ["Kovalenko: application"]
    assert page.filters.buckets["overdue"].text() == "Overdue  0"
    page.filters.combos["language"].set_code("")
    page.filters.combos["rule"].set_code("documents")
    page.reload()
    assert names(page) == ["Amiri: documents"]
    page.filters.combos["rule"].set_code("")
    page.filters.combos["citizenship"].set_code("AF")
    page.reload()
    assert names(page) == ["Amiri: documents"]
    page.filters.combos["citizenship"].set_code("")
    page.filters.combos["advisor"].setCurrentIndex(1)
    page.reload()
    assert names(page) == []
    assert not page.print_button.isEnabled()


def test_grouped_by_language_the_most_spoken_comes_first(page: DeadlinesPage, oksana: str, amir: str) -> None:
    page.arrive(bucket="all")
    assert names(page)[0] == "Amiri: visa"
    page.filters.by_language.click()
    assert names(page) == ["Amiri: visa", "Amiri: documents", "Kovalenko: application"]


def test_a_line_is_done_and_taken_back(page: DeadlinesPage, shell: Any, oksana: str, undo: Any) -> None:
    page.arrive()
    press(page, "Done")
    assert names(page) == []
    assert shell.notes == ["Done: Kovalenko Oksana · Permit ends: next application"]
    undo()
    assert names(page) == ["Kovalenko: application"]
    press(page, "Does not apply")
    assert names(page) == []


def test_a_line_is_put_off_until_a_day(page: DeadlinesPage, oksana: str, undo: Any) -> None:
    page.arrive()
    page.act("later")
    dialog = _dialog()
    dialog.grid.set_values({"later_on": "2026-11-20"})
    dialog.save()
    assert dialog.grid.boxes["later_on"].severity == "error"
    dialog.grid.set_values({"later_on": "2026-11-30"})
    dialog.save()
    assert names(page) == []
    undo()
    assert names(page) == ["Kovalenko: application"]


def _dialog() -> RowDialog:
    return next(made for made in QApplication.topLevelWidgets() if isinstance(made, RowDialog) and made.isVisible())


def test_enter_opens_the_record(page: DeadlinesPage, shell: Any, oksana: str, qtbot: Any) -> None:
    page.arrive()
    page.show()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    press(page, "Open the record")
    assert shell.opened == [("client", {"person_id": oksana, "section": "stay"})] * 2


def test_the_call_list_is_printed_as_it_is_filtered(
    page: DeadlinesPage, oksana: str, amir: str, monkeypatch: Any
) -> None:
    from cic_desktop.ui import printing

    shown: list[bytes] = []
    monkeypatch.setattr(printing, "show_pdf", lambda _parent, pdf, *_rest: shown.append(pdf))
    page.arrive(bucket="all")
    page.print_list()
    assert shown[0].startswith(b"%PDF")
    page._printed("printed")


def test_a_long_list_comes_as_one_scrolls(page: DeadlinesPage, do: Ask) -> None:
    from cic_desktop import clients
    from tests.people import OKSANA

    def many(work: Any) -> None:
        for number in range(130):
            name = f"Testowa {chr(97 + number % 26)}{chr(97 + number // 26)}"
            clients.register(work, {**OKSANA, "surname": name, "stay_title": "visa_d", "stay_valid_to": "2026-12-03"})

    do(many)
    page.arrive()
    rows = page.table.rows
    assert (rows.rowCount(), rows.canFetchMore(rows.index(-1, -1))) == (100, True)
    rows.fetchMore(rows.index(-1, -1))
    assert rows.rowCount() == 130


def test_an_empty_radar_says_what_feeds_it(page: DeadlinesPage) -> None:
    page.arrive()
    assert "Deadlines come from bases of stay" in words(page)
    page.print_list()
    page.act("done")


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_wider_than_the_page(page: DeadlinesPage, oksana: str, amir: str, code: str) -> None:
    page.arrive()
    page.show()
    language.set(code)
    page.reload()
    assert page.horizontalScrollBar().maximum() == 0
    language.set("en")
