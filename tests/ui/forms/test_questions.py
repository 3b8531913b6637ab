"""What stands below an answer while it is typed: its boxes counted, the passport's spelling proposed."""

from __future__ import annotations

import pytest

from cic_desktop.ui.forms.interview_page import InterviewPage

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
