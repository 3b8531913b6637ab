"""The whole intake: step by step by keyboard, kept with every key, nobody's changes overwritten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from cic_desktop import clients, db
from cic_desktop.core.fields import Answers
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.clients.intake import IntakePage
from cic_desktop.ui.clients.intake_state import REVIEW, merge
from tests.people import OKSANA_WHOLE
from tests.ui.clients.conftest import Ask, clipped, each_language, show

Key = Qt.Key


@pytest.fixture
def desk(qtbot: Any, shell: Any) -> Callable[[], IntakePage]:
    """A fresh page, as after a restart."""

    def made() -> IntakePage:
        page = IntakePage(shell)
        qtbot.addWidget(page)
        show(page)
        return page

    return made


@pytest.fixture
def page(desk: Callable[[], IntakePage]) -> IntakePage:
    return desk()


def answer(page: IntakePage, **answers: Any) -> None:
    """Type into the step shown."""
    page.questions.grid.set_values(answers)
    for name in answers:
        page.questions.grid.edited.emit(name)


def fill(page: IntakePage, answers: Answers) -> None:
    """Answer every step and arrive at the review."""
    while page.step < REVIEW:
        here = {name: value for name, value in answers.items() if name in page.questions.grid.boxes}
        answer(page, **here)
        step = page.step
        page.next()
        assert page.step == step + 1


def test_a_whole_person_is_registered_and_the_papers_are_offered(
    page: IntakePage, shell: Any, ask: Ask, undo: Callable[[], None]
) -> None:
    page.arrive()
    fill(page, OKSANA_WHOLE)
    page.next()
    opened, args = shell.opened[-1]
    assert opened == "client"
    card = ask(lambda read: clients.card(read, args["person_id"]))
    assert card.line.complete
    assert card.answers["original_surname"] == "Коваленко"
    assert card.answers["needs"] == ["stay", "work"]
    undo()  # the note's action prints the papers
    assert shell.opened[-1] == ("papers", {"person_id": card.id})
    assert ask(db.my_drafts) == []


def test_a_step_is_not_left_with_what_cannot_be_taken(page: IntakePage) -> None:
    page.arrive()
    answer(page, given="Oksana")
    page.next()
    assert page.step == 0
    assert page.questions.grid.boxes["surname"].severity == "error"
    answer(page, surname="Kovalenko", birth_date="2030")
    page.next()
    assert page.questions.grid.boxes["birth_date"].severity == "error"
    answer(page, birth_date="1992")
    page.next()
    assert page.step == 1


def test_finished_steps_are_a_click_away_and_keep_their_answers(page: IntakePage) -> None:
    page.arrive()
    answer(page, surname="Kovalenko")
    page.next()
    answer(page, citizenship="UA")
    page.stepper.chosen.emit(0)
    assert page.questions.grid.values()["surname"] == "Kovalenko"
    page.stepper.chosen.emit(1)
    assert page.questions.grid.values()["citizenship"] == "UA"
    page.go(2)
    assert page.questions.grid.values()["language"] == "uk"  # proposed from the citizenship


def test_completing_begins_with_what_is_known(page: IntakePage, shell: Any, ask: Ask, oksana: str) -> None:
    page.arrive(person_id=oksana)
    assert page.questions.grid.values()["surname"] == "Kovalenko"
    fill(page, {"town": "Opole", "street": "Damrota", "house": "7", "postcode": "46064"})
    page.next()
    assert shell.opened[-1] == ("client", {"person_id": oksana})
    card = ask(lambda read: clients.card(read, oksana))
    assert card.line.complete
    assert card.line.phone == "512 345 678"
    assert card.answers["postcode"] == "46-064"


def test_the_lid_was_closed_and_the_typing_is_there(desk: Any, qtbot: Any, ctx: Any) -> None:
    before = desk()
    before.arrive()
    answer(before, surname="Kovalenko", given="Oksana")
    before.next()
    answer(before, citizenship="UA")
    ctx.flush_drafts()
    after = desk()
    after.arrive()
    assert after.choice.isVisible()
    said = " ".join(label.text() for label in after.choice.findChildren(QLabel))
    assert "Kovalenko Oksana" in said
    assert "09:30" in said
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Key.Key_Return)  # "Continue" has the focus
    assert after.step == 1
    assert after.questions.grid.values()["citizenship"] == "UA"
    after.back()
    assert after.questions.grid.values()["surname"] == "Kovalenko"


def test_starting_anew_can_be_undone(desk: Any, ctx: Any, undo: Callable[[], None]) -> None:
    before = desk()
    before.arrive()
    answer(before, surname="Kovalenko")
    ctx.flush_drafts()
    after = desk()
    after.arrive()
    after.choice.second.click()
    assert after.questions.grid.values()["surname"] == ""
    undo()
    assert after.questions.grid.values()["surname"] == "Kovalenko"


def test_each_person_has_a_draft_of_their_own(page: IntakePage, desk: Any, oksana: str, amir: str) -> None:
    page.arrive(person_id=oksana)
    answer(page, birth_place="Lviv")
    page.arrive(person_id=amir)
    assert not page.choice.isVisible()
    assert page.questions.grid.values()["surname"] == "Amiri"
    page.arrive(person_id=oksana)
    assert page.choice.isVisible()


def test_coming_back_finds_the_page_as_it_was_left(page: IntakePage) -> None:
    page.arrive()
    answer(page, surname="Kovalenko")
    page.arrive()
    assert not page.choice.isVisible()
    assert page.questions.grid.values()["surname"] == "Kovalenko"


def test_the_passport_spelling_is_proposed_and_taken_with_a_click(page: IntakePage) -> None:
    page.arrive()
    answer(page, original_surname="Щербаківська", original_given="Надія")
    assert page.questions.spelling.button.text() == "Shcherbakivska Nadiia"
    page.questions.spelling.button.click()
    assert page.questions.grid.values()["surname"] == "Shcherbakivska"
    assert not page.questions.spelling.isVisible()


def test_the_review_leads_back_to_every_answer(page: IntakePage) -> None:
    page.arrive()
    fill(page, OKSANA_WHOLE)
    rows = page.review.rows()
    assert len(rows) > 15
    row = next(row for row in rows if accessible_name(row) == "Town: Opole")
    row.click()
    assert page.step == 2
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.questions.grid.boxes["town"].isAncestorOf(focused)


def test_what_a_colleague_added_meanwhile_is_taken_along(
    page: IntakePage, shell: Any, ask: Ask, do: Ask, oksana: str
) -> None:
    page.arrive(person_id=oksana)
    fill(page, {"town": "Opole"})
    do(lambda work: clients.add_part(work, oksana, "email", {"value": "oksana@example.org"}))
    page.next()
    assert shell.opened[-1] == ("client", {"person_id": oksana})
    card = ask(lambda read: clients.card(read, oksana))
    assert card.answers["email"] == "oksana@example.org"
    assert card.answers["town"] == "Opole"


def test_what_both_changed_is_shown_and_chosen(page: IntakePage, ask: Ask, do: Ask, oksana: str) -> None:
    page.arrive(person_id=oksana)
    fill(page, {"phone": "500 000 001"})
    part = ask(lambda read: clients.card(read, oksana)).parts_of("contact")[0]
    do(lambda work: clients.amend_part(work, "contact", part.id, part.revision, {"value": "500 000 002"}))
    page.next()
    said = " ".join(label.text() for label in page.choice.findChildren(QLabel))
    assert page.choice.isVisible()
    assert "500 000 001" in said
    assert "500 000 002" in said
    page.choice.second.click()
    page.next()
    assert ask(lambda read: clients.card(read, oksana)).line.phone == "500 000 002"


def test_merging_takes_theirs_where_i_changed_nothing() -> None:
    before: Answers = {"town": "Opole", "phone": "1", "needs": []}
    mine: Answers = {"town": "Opole", "phone": "2", "needs": ["stay"]}
    theirs: Answers = {"town": "Nysa", "phone": "3", "needs": []}
    merged, clashes = merge(before, mine, theirs)
    assert merged == {"town": "Nysa", "phone": "2", "needs": ["stay"]}
    assert clashes == ["phone"]


def test_tab_walks_through_the_questions_before_the_buttons(qtbot: Any, page: IntakePage) -> None:
    page.arrive()
    page.go(3)
    seen = []
    for _step in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
        if focused is page.next_button:
            break
        qtbot.keyClick(focused, Key.Key_Tab)
    assert seen[-1] is page.next_button
    inside = [page.questions.isAncestorOf(widget) for widget in seen]
    assert inside[: inside.index(False)] == [True] * inside.index(False)
    assert inside.index(False) >= 5
    assert not any(inside[inside.index(False) :])


def test_a_pesel_that_disagrees_is_amber_and_saved(page: IntakePage, shell: Any) -> None:
    page.arrive()
    fill(page, {**OKSANA_WHOLE, "birth_date": "1990-01-01"})
    page.go(1)
    assert page.questions.grid.boxes["pesel"].severity == "warning"
    page.go(REVIEW)
    page.next()
    assert shell.opened[-1][0] == "client"


def test_nothing_is_cut_off(page: IntakePage) -> None:
    page.arrive(answers={**OKSANA_WHOLE, "surname": "", "given": ""})
    for step in (0, 1, 4, REVIEW):
        page.go(step)
        for code in each_language():
            show(page)
            assert (code, step, clipped(page)) == (code, step, [])
            assert page.horizontalScrollBar().maximum() == 0
