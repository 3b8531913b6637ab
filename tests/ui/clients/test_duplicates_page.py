"""Looking through the whole register for people who stand in it twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cic_desktop import clients
from cic_desktop.core.rights import Role
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.clients.duplicates_page import DuplicatesPage
from cic_desktop.ui.clients.sides import ValueTile
from tests.people import OKSANA
from tests.ui.clients.conftest import Ask, clipped, each_language, show


@pytest.fixture
def again(enrol: Callable[..., str]) -> str:
    return enrol({**OKSANA, "surname": "Kowalenko", "phone": ""})


@pytest.fixture
def page(qtbot: Any, shell: Any) -> DuplicatesPage:
    made = DuplicatesPage(shell)
    qtbot.addWidget(made)
    return made


def shown(page: DuplicatesPage) -> list[str]:
    return [f"{first.name} = {second.name}" for first, second, _words, _tone in page.model.rows]


def test_both_stand_side_by_side_with_the_reasons(page: DuplicatesPage, oksana: str, again: str, amir: str) -> None:
    show(page)
    page.arrive()
    assert shown(page) == ["Kovalenko Oksana = Kowalenko Oksana"]
    assert page.pair == (oksana, again)
    words = page.model.data(page.model.index(0))
    assert "same birth date" in words and "Kovalenko = Kowalenko" in words
    said = {accessible_name(tile) for tile in page.sides.findChildren(ValueTile)}
    assert {"Surname (passport spelling): Kovalenko", "Surname (passport spelling): Kowalenko"} <= said
    assert not any(name.startswith("Sex") for name in said)  # there they agree


def test_not_the_same_person_is_remembered_and_can_be_undone(
    qtbot: Any, page: DuplicatesPage, shell: Any, ask: Ask, oksana: str, again: str
) -> None:
    show(page)
    page.arrive()
    qtbot.keyClick(page.pairs, Qt.Key.Key_N)
    assert shown(page) == []
    assert shell.notes == ["Kept as two people."]
    page.look()
    assert shown(page) == []
    assert len(ask(clients.apart_pairs)) == 1
    page._filters[True].click()
    assert shown(page) == ["Kovalenko Oksana = Kowalenko Oksana"]
    page.apart_button.click()
    page.look()
    page._filters[False].click()
    assert shown(page) == ["Kovalenko Oksana = Kowalenko Oksana"]


def test_enter_goes_on_to_the_merge(qtbot: Any, page: DuplicatesPage, shell: Any, oksana: str, again: str) -> None:
    show(page)
    page.arrive()
    qtbot.keyClick(page.pairs, Qt.Key.Key_Return)
    assert shell.opened == [("merge", {"first_id": oksana, "second_id": again})]


def test_nobody_twice_says_so(page: DuplicatesPage, oksana: str, amir: str) -> None:
    show(page)
    page.arrive()
    assert "No duplicates" in " ".join(label.text() for label in page.findChildren(type(page.title)))


def test_a_specialist_only_looks(page: DuplicatesPage, ctx: Any, oksana: str, again: str) -> None:
    made = DuplicatesPage(page._shell)
    assert not made.merge_button.isHidden()
    ctx.opened.actor = type(ctx.opened.actor)(ctx.opened.actor.id, "ewa", Role.SPECIALIST)
    made = DuplicatesPage(page._shell)
    assert made.merge_button.isHidden() and made.apart_button.isHidden()


def test_everybody_registered_meanwhile_is_looked_at_on_arriving(page: DuplicatesPage, ctx: Any, oksana: str) -> None:
    show(page)
    page.arrive()
    assert shown(page) == []
    more = {**OKSANA, "surname": "Kowalenko", "phone": ""}
    ctx.do(lambda work: clients.register(work, more), verb="register a client", owner=page)
    page.arrive()
    assert len(shown(page)) == 1


def test_nothing_is_cut_off(page: DuplicatesPage, oksana: str, again: str) -> None:
    show(page)
    page.arrive()
    for code in each_language():
        for _turn in range(6):
            QApplication.processEvents()
        assert clipped(page) == [], code
