"""One record of two, by choosing what stays; and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from cic_desktop import clients
from cic_desktop.ui.clients.merge_page import MergePage, UndoMergeDialog
from cic_desktop.ui.clients.sides import ValueTile
from tests.people import OKSANA
from tests.ui.clients.conftest import Ask, clipped, each_language, show


@pytest.fixture
def again(enrol: Callable[..., str]) -> str:
    return enrol({**OKSANA, "surname": "Kowalenko", "given": "Oksana Maria", "birth_place": "Lviv"})


@pytest.fixture
def page(qtbot: Any, shell: Any, oksana: str, again: str) -> MergePage:
    made = MergePage(shell)
    qtbot.addWidget(made)
    show(made)
    made.arrive(oksana, again)
    return made


def tile(page: MergePage, words: str) -> ValueTile:
    found = [made for made in page.sides.findChildren(ValueTile) if made._words.render("en") == words]
    return found[0]


def test_only_contradictions_are_asked_and_the_rest_is_said_in_a_line(page: MergePage) -> None:
    assert set(page.sides._groups) == {"surname", "given"}
    assert "Place of birth" in page.sides._once.text()
    page.whole.click()
    assert "birth_place" in page.sides._groups


def test_what_was_chosen_stays(page: MergePage, shell: Any, ask: Ask, oksana: str, again: str) -> None:
    tile(page, "Kowalenko").click()
    page.merge_button.click()
    line = ask(lambda read: clients.card(read, oksana)).line
    assert line.name == "Kowalenko Oksana Maria"
    assert ask(lambda read: clients.card(read, oksana)).answers["birth_place"] == "Lviv"
    assert shell.opened[-1] == ("client", {"person_id": oksana})
    assert "is now part of Kowalenko Oksana Maria" in shell.notes[-1]


def test_the_other_record_can_stay(page: MergePage, ask: Ask, oksana: str, again: str) -> None:
    page.swap_button.click()
    page.merge_button.click()
    assert ask(lambda read: clients.living_id(read, oksana)) == again


def test_edited_meanwhile_both_are_shown_again(page: MergePage, do: Ask, ask: Ask, oksana: str, again: str) -> None:
    do(lambda work: clients.add_part(work, again, "contact", {"value": "600 700 800"}))
    page.merge_button.click()
    assert page.banner.isVisible() and "changed in the meantime" in page.banner._text.text()
    assert ask(clients.client_count) == 2
    assert any("600 700 800" in made._words.render("en") for made in page.sides.findChildren(ValueTile))
    page.merge_button.click()
    assert ask(clients.client_count) == 1


def test_a_record_that_is_gone_says_so(qtbot: Any, shell: Any, page: MergePage, oksana: str, again: str) -> None:
    page.merge_button.click()
    page.arrive(oksana, again)
    assert page.banner.isVisible() and not page.merge_button.isVisible()


def test_taking_apart_tells_what_stays_edited(
    qtbot: Any, shell: Any, keep: Any, do: Ask, ask: Ask, oksana: str, again: str
) -> None:
    merged = do(lambda work: clients.merge_people(work, oksana, again, {}))
    do(lambda work: clients.add_part(work, oksana, "contact", {"value": "600 700 800"}))
    dialog = UndoMergeDialog(shell, merged.id)
    keep(dialog)
    dialog.show()
    assert "Kowalenko Oksana Maria" in dialog._words.text()
    assert "stays with Kovalenko Oksana: 1" in dialog._since._text.text()
    dialog.yes.click()
    assert ask(clients.client_count) == 2


def test_what_cannot_be_undone_says_why_and_offers_nothing(
    shell: Any, keep: Any, do: Ask, enrol: Callable[..., str], oksana: str, again: str
) -> None:
    first = do(lambda work: clients.merge_people(work, oksana, again, {}))
    third = enrol({**OKSANA, "given": "Oxana"})
    do(lambda work: clients.merge_people(work, oksana, third, {}))
    dialog = UndoMergeDialog(shell, first.id)
    keep(dialog)
    dialog.show()
    assert "Undo that first" in dialog._since._text.text()
    assert not dialog.yes.isVisible()


def test_nothing_is_cut_off(page: MergePage) -> None:
    for code in each_language():
        for _turn in range(6):
            QApplication.processEvents()
        assert clipped(page) == [], code
