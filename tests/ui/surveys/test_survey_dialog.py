"""A pile of sheets typed in by digits, and what they say in counts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cic_desktop import surveys
from cic_desktop.ui.language import language
from cic_desktop.ui.surveys.dialog import SurveyDialog
from tests.ui.conftest import LANGUAGES, ROOM


@pytest.fixture
def dialog(shell, qtbot, training):
    made = SurveyDialog(shell, event_id=training)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def counts(ask, event_id):
    return ask(lambda read: surveys.survey_counts(read, event_id=event_id))


def press(dialog, keys):
    """Keys where the focus is; * is Enter."""
    for key in keys:
        target = dialog.focusWidget()
        QTest.keyClick(target, Qt.Key.Key_Return) if key == "*" else QTest.keyClicks(target, key)


def test_a_sheet_takes_a_key_for_each_answer_and_enter(dialog, training, ask):
    press(dialog, "1545312*")
    found = counts(ask, training)
    assert (found.sheets, found.positive) == (1, 1)
    assert {mean.question: mean.mark for mean in found.means} == {
        "teacher": 5, "programme": 4, "materials": 5, "organisation": 3,
    }  # fmt: skip
    assert dialog.focusWidget() is dialog.rows[0], "the next sheet begins"
    assert [row.value for row in dialog.rows] == [""] * 7


def test_twenty_sheets_one_after_another(dialog, training, ask):
    for _ in range(20):
        press(dialog, "2500012*")
    found = counts(ask, training)
    assert (found.sheets, found.percent, len(found.means)) == (20, 100, 1)
    assert len(dialog.typed) == 20


def test_enter_at_once_keeps_only_what_was_answered_and_says_what_is_missing(dialog, training, ask):
    press(dialog, "*")
    assert not dialog.rows[0].problem.isHidden()
    assert counts(ask, training).sheets == 0
    press(dialog, "4*")
    assert counts(ask, training).helpful == {"no": 1}


def test_words_that_show_who_wrote_them_are_refused_beside_them(dialog, training, ask):
    press(dialog, "1000000")
    assert dialog.focusWidget() is dialog.words
    QTest.keyClicks(dialog.words, "prosze dzwonic 600700800")
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    assert not dialog._problem.isHidden()
    assert dialog.words.text(), "nothing typed is lost"
    dialog.words.setText("bardzo dobre")
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    assert [remark.words for remark in counts(ask, training).remarks] == ["bardzo dobre"]


def test_the_last_sheet_is_taken_back(dialog, training, ask):
    press(dialog, "1*2*")
    dialog.undo()
    assert counts(ask, training).helpful == {"yes": 1}
    dialog.undo()
    dialog.undo()
    assert counts(ask, training).sheets == 0


def test_arrows_walk_and_delete_takes_an_answer_back(dialog):
    press(dialog, "15")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Up)
    assert dialog.focusWidget() is dialog.rows[1]
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Delete)
    assert (dialog.rows[1].value, dialog.rows[0].value) == ("", "yes")


def test_the_section_shows_counts_and_takes_words_off(training, page, opened, do, ask, undo):
    panel = page(training, "survey").part
    assert not panel._empty_card.isHidden()
    for words in ("", "", "", "", "Pani Ewa była świetna"):
        do(lambda work, words=words: surveys.add_answer(
            work, {"helpful": "yes", "teacher": "5", "sex": "F", "words": words}, event_id=training))  # fmt: skip
    panel.reload()
    assert panel._share.text() == "100 % found it helpful"
    assert panel._empty_card.isHidden()
    panel.remove_words(panel.counts.remarks[0])
    assert counts(ask, training).remarks == ()
    undo()
    assert len(counts(ask, training).remarks) == 1
    assert panel.type_in() in opened


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_speaks_every_language(shell, qtbot, training, lang):
    language.set(lang)
    made = SurveyDialog(shell, event_id=training)
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() <= ROOM[0]
