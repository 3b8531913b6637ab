"""Help written down in a hurry: the minutes and the topic were wrong, then the person was; nothing is left crooked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from cic_desktop import assistance
from cic_desktop.tour.guide import Guide
from cic_desktop.ui.assistance.enquiry import EnquiryDialog
from cic_desktop.ui.clients.person_picker import PersonPicker
from tests.journeys.conftest import Ask, press, said

_SOMEBODY = """SELECT id FROM person WHERE deleted_at IS NULL AND id NOT IN
  (SELECT person_id FROM service_person WHERE person_id IS NOT NULL) ORDER BY id LIMIT 1"""


def help_of(ask: Ask, person_id: str) -> list[Any]:
    found: list[Any] = ask(lambda read: assistance.services_of(read, person_id))
    return found


def from_menu(guide: Guide, card: Any, words: str) -> None:
    """What waits behind the card's "More"."""
    press(card, "More")
    guide.settle()
    (menu,) = (made for made in guide.window.findChildren(QMenu) if made.isVisible())
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()
    guide.settle()


def test_a_slip_is_corrected_taken_back_and_put_back(
    guide: Guide, ask: Ask, sql: Callable[..., list[Any]], toast: Callable[[], Any]
) -> None:
    person_id = sql(_SOMEBODY)[0][0]
    page = guide.page("sitting", person_ids=(person_id,), kind="information")
    guide.wait(lambda: len(page.cards) == 1, "the page")
    guide.answer(page.cards[0].grid, {"topic": "work", "minutes": "50", "description": "About the school"})
    guide.answer(page.talk.grid, {"signature": "now"})
    page.save_button.click()
    toast()
    [wrong] = help_of(ask, person_id)
    assert (wrong.topic, wrong.minutes) == ("work", 50)

    # The client's timeline opens it; what was signed is asked about.
    client = guide.page("client", person_id=person_id)
    guide.wait(lambda: client.view is not None and bool(client._shown), "the timeline")
    client._open_entry(next(row for row, entry in enumerate(client._shown) if entry.group == "help"))
    guide.wait(lambda: guide.window.here == "sitting" and page.correction.mistake_button.isVisible(), "the talk")
    guide.settle()
    guide.answer(page.cards[0].grid, {"topic": "school", "minutes": "15"})
    page.save_button.click()
    guide.wait(page.correction.question.isVisible, "the question")
    assert help_of(ask, person_id)[0].minutes == 50
    press(page, "Yes, the paper is right")
    toast()
    [right] = help_of(ask, person_id)
    assert (right.id, right.topic, right.minutes, right.signature) == (wrong.id, "school", 15, "now")
    assert sql("SELECT count(*) FROM audit WHERE verb = 'correct what was signed'") == [(1,)]

    # The list shows it whole; it is taken back there, and put back.
    listed = guide.page("help", chosen=right.id)
    guide.wait(lambda: "About the school" in said(listed.card), "the card")
    from_menu(guide, listed.card, "Recorded by mistake")
    guide.wait(lambda: help_of(ask, person_id) == [], "taken back")
    assert "About the school" not in said(listed.card)
    toast().button.click()
    guide.wait(lambda: [line.id for line in help_of(ask, person_id)] == [right.id], "put back")


def test_an_enquiry_gets_its_name_days_later(
    guide: Guide, ask: Ask, sql: Callable[..., list[Any]], toast: Callable[[], Any]
) -> None:
    person_id = sql(_SOMEBODY)[0][0]
    QTest.keyClick(guide.window, Qt.Key.Key_F2)
    dialog = guide.dialog(EnquiryDialog)
    guide.answer(dialog.grid, {"topic": "health", "citizenship": "UA"})
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    toast()
    (asked,) = sql("SELECT id FROM service ORDER BY id DESC LIMIT 1")[0]
    listed = guide.page("help", chosen=asked)
    guide.wait(lambda: "Anonymous" in said(listed.card), "the card")
    press(listed.card, "It was …")
    picker = guide.dialog(PersonPicker)
    picker.find_box.setText(sql("SELECT case_number FROM person WHERE id = ?", person_id)[0][0])
    guide.settle()
    QTest.keyClick(picker.find_box, Qt.Key.Key_Return)
    guide.wait(lambda: [line.id for line in help_of(ask, person_id)] == [asked], "named")
    toast().button.click()
    guide.wait(lambda: help_of(ask, person_id) == [], "nameless again")
