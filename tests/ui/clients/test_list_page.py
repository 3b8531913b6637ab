"""Finding a client: typing is enough, the keyboard is enough, nobody found is a way to register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from cic_desktop import clients
from cic_desktop.app.runner import Job
from cic_desktop.core.rights import Role
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.clients.list_page import ClientsPage
from cic_desktop.ui.clients.registration import RegistrationDialog
from cic_desktop.ui.forms import intake_card
from tests.people import AMIR, OKSANA
from tests.ui.clients.conftest import Ask, clipped, each_language, show, type_in

Key = Qt.Key


@pytest.fixture
def page(qtbot: Any, shell: Any) -> ClientsPage:
    made = ClientsPage(shell)
    qtbot.addWidget(made)
    return made


def names(page: ClientsPage) -> list[str]:
    rows = page.list.rows
    return [line.name for row in range(rows.rowCount()) if (line := rows.line(row))]


def test_arriving_shows_everybody_and_waits_for_letters(page: ClientsPage, oksana: str, amir: str) -> None:
    show(page)
    page.arrive()
    assert names(page) == ["Amiri", "Kovalenko Oksana"]
    assert page.find_box.hasFocus()


def test_letters_find_in_any_script_and_enter_opens_the_first(
    qtbot: Any, page: ClientsPage, shell: Any, oksana: str, amir: str
) -> None:
    show(page)
    page.arrive()
    type_in(page.find_box, "Ковал")
    assert names(page) == ["Kovalenko Oksana"]
    qtbot.keyClick(page.find_box, Key.Key_Return)
    assert shell.opened == [("client", {"person_id": oksana})]


def test_the_arrows_walk_and_letters_go_back_to_the_box(
    qtbot: Any, page: ClientsPage, shell: Any, oksana: str, amir: str
) -> None:
    show(page)
    page.arrive()
    qtbot.keyClick(page.find_box, Key.Key_Down)
    assert page.list.hasFocus()
    qtbot.keyClick(page.list, Key.Key_Down)
    qtbot.keyClick(page.list, Key.Key_Return)
    assert shell.opened[-1] == ("client", {"person_id": oksana})
    qtbot.keyClick(page.list, Key.Key_A)
    assert page.find_box.hasFocus()
    assert page.find_box.text() == "a"
    page.list.setFocus()
    page.list.go(0)
    qtbot.keyClick(page.list, Key.Key_Up)
    assert page.find_box.hasFocus()


class LateRunner:
    """Answers when it is told to, like a busy lane."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def submit(self, lane: str, job: Job) -> Job:
        self.jobs.append(job)
        return job

    def answer(self) -> None:
        jobs, self.jobs = self.jobs, []
        for job in jobs:
            job.then(job.work())

    def stop(self) -> None:
        pass


def test_enter_pressed_before_the_answer_opens_the_right_person(
    qtbot: Any, ctx: Any, shell: Any, oksana: str, amir: str
) -> None:
    ctx._runner = late = LateRunner()
    page = ClientsPage(shell)
    qtbot.addWidget(page)
    page.arrive()
    late.answer()
    late.answer()
    qtbot.keyClicks(page.find_box, "kov")
    qtbot.keyClick(page.find_box, Key.Key_Return)
    assert shell.opened == []
    late.answer()
    assert shell.opened == [("client", {"person_id": oksana})]


def test_an_answer_to_an_older_text_is_not_shown(qtbot: Any, ctx: Any, shell: Any, oksana: str, amir: str) -> None:
    ctx._runner = late = LateRunner()
    page = ClientsPage(shell)
    qtbot.addWidget(page)
    qtbot.keyClicks(page.find_box, "kov")
    first, late.jobs = late.jobs, []
    page.find_box.setText("amir")
    for job in first:
        job.then(job.work())
    assert names(page) == []
    late.answer()
    assert names(page) == ["Amiri"]


def test_hits_below_the_first_screen_are_read_when_they_are_scrolled_to(
    qtbot: Any, page: ClientsPage, enrol: Callable[..., str]
) -> None:
    for number in range(30):
        enrol(AMIR, surname="Bondar", given=f"Iwan {number:02}")
    page.resize(1000, 500)
    show(page)
    page.arrive()
    page.list.rows.forget_lines()
    type_in(page.find_box, "bond")
    rows = page.list.rows
    assert rows.rowCount() == 30
    assert str(rows.data(rows.index(0))).startswith("Bondar Iwan 00;")
    assert rows.data(rows.index(29)) == "", "not read yet"
    page.list.scrollToBottom()
    qtbot.waitUntil(lambda: str(rows.data(rows.index(29))).startswith("Bondar Iwan 29;"), timeout=2000)


def test_filters_pick_who_is_to_be_completed_and_whose_stay_ends(
    page: ClientsPage, enrol: Callable[..., str], amir: str
) -> None:
    enrol(OKSANA, full=True, stay_valid_to="2026-12-31")
    show(page)
    page.arrive()
    page.filters["incomplete"].click()
    assert names(page) == ["Amiri"]
    page.filters["ending"].click()
    assert names(page) == ["Kovalenko Oksana"]
    page.find_box.setText("amiri")
    assert names(page) == []
    page.filters["all"].click()
    assert names(page) == ["Amiri"]


def test_nobody_found_offers_to_register_what_was_typed(qtbot: Any, page: ClientsPage, keep: Any, amir: str) -> None:
    show(page)
    page.arrive()
    type_in(page.find_box, "Щербак Надія")
    qtbot.keyClick(page.find_box, Key.Key_Return)
    register = next(made for made in page.findChildren(QPushButton) if made.hasFocus())
    assert "Щербак Надія" in register.text()
    register.click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RegistrationDialog) and w.isVisible())
    keep(dialog)
    values = dialog.grid.values()
    assert (values["surname"], values["given"]) == ("Shcherbak", "Nadiia")
    assert values["original_surname"] == "Щербак"


def test_a_change_elsewhere_keeps_the_row_and_shows_the_new_words(
    page: ClientsPage, do: Ask, ask: Ask, oksana: str, amir: str
) -> None:
    show(page)
    page.arrive()
    page.list.go(1)
    card = ask(lambda read: clients.card(read, oksana))
    part = card.parts_of("contact")[0]
    do(lambda work: clients.amend_part(work, "contact", part.id, part.revision, {"value": "600 100 200"}))
    page.reload()
    line = page.list.rows.line(1)
    assert line is not None
    assert line.phone == "600 100 200"
    assert page.list.currentIndex().row() == 1


def test_a_long_list_fetches_only_what_is_looked_at(qtbot: Any, page: ClientsPage, enrol: Callable[..., str]) -> None:
    for number in range(90):
        enrol(OKSANA, surname=f"Aa{chr(97 + number // 10)}{chr(97 + number % 10)}")
    show(page)
    page.arrive()
    assert page.list.rows.rowCount() == 90
    assert page.list.rows._lines.get(page.list.rows.person_id(80)) is None
    page.list.scrollToBottom()
    qtbot.waitUntil(lambda: page.list.rows._lines.get(page.list.rows.person_id(80)) is not None)


def test_a_specialist_is_not_offered_to_register(qtbot: Any, ctx: Any, shell: Any) -> None:
    ctx.opened.actor = replace(ctx.opened.actor, role=Role.SPECIALIST)
    page = ClientsPage(shell)
    qtbot.addWidget(page)
    show(page)
    page.find_box.setText("Nobody")
    assert not page.new_button.isVisible()
    assert [made for made in page.findChildren(QPushButton) if "Nobody" in made.text()] == []


def test_the_rows_and_the_box_have_names(page: ClientsPage, oksana: str) -> None:
    show(page)
    page.arrive()
    assert accessible_name(page.find_box) == "Find a client"
    assert accessible_name(page.list) == "Clients"
    spoken = page.list.rows.data(page.list.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken is not None
    assert "Kovalenko Oksana" in spoken
    assert "to be completed" in spoken


def test_nothing_is_cut_off(page: ClientsPage, oksana: str) -> None:
    page.arrive()
    for code in each_language():
        show(page)
        assert (code, clipped(page)) == (code, [])
        assert page.horizontalScrollBar().maximum() == 0


def test_an_empty_intake_card_is_printed_in_a_language_of_choice(
    page: ClientsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bytes] = []
    monkeypatch.setattr(intake_card, "show_pdf", lambda _parent, pdf, *_rest: shown.append(pdf))
    show(page)
    page.more.click()
    (cards,) = [menu for menu in page.findChildren(QMenu) if menu.title() == "Empty intake card"]
    [action] = [action for action in cards.actions() if action.text() == "Українська"]
    action.trigger()
    assert shown[0].startswith(b"%PDF")
