"""From the list of help to what was taken back of it, and back into the list."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cic_desktop import assistance, diary, projects
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.ui.assistance.list_page import HelpPage
from cic_desktop.ui.assistance.taken_back import TakenBackDialog
from cic_desktop.ui.language import language
from tests.ui.conftest import LANGUAGES, ROOM

WHEN = {"day": "2026-11-23", "starts_at": "9:00", "minutes": "30", "place": "office"}


@pytest.fixture
def page(shell, qtbot):
    made = HelpPage(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    return made


@pytest.fixture
def gone(page, help_given, do):
    """Two talks of the month were taken back, one stands."""
    talks = [help_given(day) for day in (3, 20, 21)]
    for talk in talks[:2]:
        do(lambda work, talk=talk: assistance.take_talk_back(work, talk))
    page.arrive()
    return talks


def opened(page):
    page.gone_button.click()
    return next(
        made for made in QApplication.topLevelWidgets() if isinstance(made, TakenBackDialog) and made.isVisible()
    )


def days(page):
    page.reload()
    return [line.day.day for line in page.table.rows.lines]


def test_nothing_is_said_where_nothing_was_taken_back(page, help_given):
    help_given(20)
    page.arrive()
    assert page.gone_button.isHidden()


def test_it_says_how_many_and_shows_them(page, gone):
    assert page.gone_button.text() == "2 talks taken back"
    dialog = opened(page)
    assert [line.id for line in dialog.table.rows.lines] == [gone[1], gone[0]]
    assert dialog.table.rows.data(dialog.table.rows.index(0, 3)).startswith("Anna Nowak")


def test_one_is_put_back_with_enter_and_the_note_takes_it_back_again(page, gone, shell, undo, qtbot):
    dialog = opened(page)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert days(page) == [21, 20]
    assert page.gone_button.text() == "1 talk taken back"
    assert shell.notes == ["Put back: it is in the lists and the counts again."]
    undo()
    assert days(page) == [21]
    assert page.gone_button.text() == "2 talks taken back"


def test_all_are_put_back_at_once(page, gone):
    dialog = opened(page)
    dialog.table.selectAll()
    dialog.put_button.click()
    assert days(page) == [21, 20, 3]
    assert page.gone_button.isHidden()


def test_who_was_quicker_leaves_nothing_half_done(page, gone, do):
    dialog = opened(page)
    do(lambda work: assistance.restore_talk(work, gone[0]))
    dialog.table.selectAll()
    dialog.put_button.click()
    assert dialog.isVisible()
    assert "does not exist any more" in dialog.banner._text.text()
    assert days(page) == [21, 3]


def test_behind_a_number_there_is_none(page, gone):
    page.arrive(where="s.topic = ?", params=("civil",), title="civil status")
    assert page.gone_button.isHidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_stands_in_every_language(page, gone, lang):
    language.set(lang)
    page.arrive()
    opened(page).grab()


def test_what_changed_since_says_so_and_cannot_be_put_back(page, do, oksana):
    def give(work):
        agreed = diary.agree(work, WHEN, "information", oksana)
        common = {"topic": "work", "minutes": "20", "project_id": projects.current_project(work)}
        talk = {"day": "2026-11-23", "minutes": "20", "place": "office", "signature": "now"}
        draft = SittingDraft(talk, (ServiceDraft("information", common, (oksana,)),), agreed)
        return agreed, assistance.record(work, draft)

    agreed, talk = do(give)
    do(lambda work: assistance.take_talk_back(work, talk))
    do(lambda work: diary.move(work, agreed, date(2026, 11, 27), "10:00"))
    page.arrive()
    dialog = opened(page)
    assert "Changed since" in dialog.table.rows.data(dialog.table.rows.index(0, 2))
    assert not dialog.put_button.isEnabled()
