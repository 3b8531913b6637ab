"""What stands below an answer while it is typed: its boxes counted, the passport's spelling proposed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLabel

from cic_desktop.ui.forms.interview_page import InterviewPage
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets.editors.dates import DateEditor

from .conftest import answer, show


@pytest.fixture
def applicant(shell, qtbot, oksana):
    """The page of the applicant's name and address."""
    made = InterviewPage(shell)
    qtbot.addWidget(made)
    made.arrive("EL-W-1", oksana)
    answer(made, can_register="no")
    made.forward()
    answer(made, basis="tax")
    made.forward()
    return made


def marks(page, name):
    return page.questions._marks[name]


def test_letters_are_counted_against_the_boxes_on_paper(applicant):
    counted = marks(applicant, "applicant_house").letters
    assert counted.text() == "4 із 9 клітинок", "in the client's language"
    applicant.languages.chips["en"].click()
    answer(applicant, applicant_house="112A/114B bis")
    counted = marks(applicant, "applicant_house").letters
    # the space between is not written into the boxes
    assert counted.text() == "12 of 9 boxes" and counted.property("tone") == "warn"
    answer(applicant, applicant_house="")
    assert counted.isHidden()
    assert marks(applicant, "applicant_street").letters.isHidden(), "a free line has no boxes to count"


def test_a_name_in_cyrillic_gets_the_passports_spelling_with_one_click(applicant):
    line = marks(applicant, "applicant_surname").spelling_line
    assert line.isHidden()
    answer(applicant, applicant_surname="Щербаківська")
    show(applicant)
    assert line.isVisible()
    assert marks(applicant, "applicant_surname").spelling.text() == "Shcherbakivska"
    marks(applicant, "applicant_surname").spelling.click()
    assert applicant.interview.answers["applicant_surname"] == "Shcherbakivska"
    assert line.isHidden()


def test_a_street_in_cyrillic_is_spelt_too_and_nothing_else_is_touched(applicant):
    answer(applicant, applicant_street="Домбровського")
    assert marks(applicant, "applicant_street").spelling.text() == "Dombrovskoho"
    before = dict(applicant.interview.answers)
    marks(applicant, "applicant_street").spelling.click()
    changed = {name for name, given in applicant.interview.answers.items() if before[name] != given}
    assert changed == {"applicant_street"}


# --- everything said to the client is in the client's language -------------------------------------------


@pytest.fixture
def person(applicant):
    """The page with a date, countries and what may stay empty."""
    applicant.go_to("birth_date")
    return applicant


def said(box) -> str:
    return " ".join(made.text() for made in box.findChildren(QLabel) if not made.isHidden())


def test_what_may_stay_empty_is_said_to_the_client(applicant):
    applicant.go_to("applicant_flat")
    box = applicant.questions.grid.boxes["applicant_flat"]
    assert "необов’язково" in said(box)
    language.set("pl")
    assert "необов’язково" in said(box), "the window's language is not the client's"


def test_what_is_wrong_is_said_to_the_client(person):
    box = person.questions.grid.boxes["birth_date"]
    box.editor.line.setText("31.02.1990")
    box.editor.left.emit()
    assert "Перевірте дату" in box.problem_text()
    person.languages.chips["en"].click()
    box = person.questions.grid.boxes["birth_date"]
    box.editor.line.setText("31.02.1990")
    box.editor.left.emit()
    assert "does not have a day 31" in box.problem_text()


def test_the_calendar_names_its_months_to_the_client(person):
    editor = person.questions.grid.boxes["birth_date"].editor
    assert isinstance(editor, DateEditor)
    shown = editor.open_calendar()
    assert shown.locale().standaloneMonthName(11) == "листопад"
    shown.window().close()


def test_a_country_is_named_to_the_client_and_found_by_the_advisors_name_too(person):
    editor = person.questions.grid.boxes["birth_country"].editor
    combo = editor.combo
    assert isinstance(combo, QComboBox)
    assert combo.currentText() == "Україна"
    for typed in ("німеч", "germ"):
        combo.setEditText(typed)
        assert editor.value() == "DE"
    editor.finish()
    assert combo.currentText() == "Німеччина"
    language.set("pl")
    assert combo.currentText() == "Німеччина"


# --- a name left in Cyrillic -----------------------------------------------------------------------------


def test_a_name_left_in_cyrillic_is_said_on_the_review_and_asked_about_once(applicant, shell, oksana, ask, sample):
    applicant.interview.answers = {**sample, "applicant_surname": "Щербаківська"}
    applicant._go(99)
    row = applicant.answers.rows["applicant_surname"]
    assert row.problem is not None and row.problem.severity == "warning"
    assert row.problem.text.render("en") == (
        "This is written in Cyrillic. The office expects Latin letters, names as in the passport."
    )
    applicant.forward()
    assert applicant.finish is None
    assert "1 answer is in Cyrillic" in applicant.banner._text.text()
    applicant.forward()
    assert applicant.finish is not None, "the client may insist"


def test_a_name_in_the_script_of_the_home_country_is_right_where_it_is_asked_for(form):
    from dataclasses import replace

    from cic_desktop.forms.filling.answers import _foreign

    asked = form.question("applicant_surname")
    assert list(_foreign(asked, "Щербаківська", True))
    assert not list(_foreign(replace(asked, source="client.original_surname"), "Щербаківська", True))
