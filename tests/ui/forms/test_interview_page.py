"""A form from its first question to paper: what is asked, shown and kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cic_desktop import clients, db, forms
from cic_desktop.ui.forms.interview_page import InterviewPage
from cic_desktop.ui.language import language
from tests.forms.looking import pages_text
from tests.forms.people import DARYNA, registered

from .conftest import answer, clipped, nameless, pressed, show

FORM = "EL-W-1"


@pytest.fixture
def page(shell, qtbot):
    made = InterviewPage(shell)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def begun(page, oksana):
    """The interview for Oksana, past the question that ends it."""
    page.arrive(FORM, oksana)
    answer(page, can_register="no")
    return page


def to_review(page, sample):
    page.fill_in(sample)
    assert page.interview.step is None


def text_of(widget_with_boxes, name):
    return widget_with_boxes.grid.boxes[name].field.label.render("en")


# --- asking -----------------------------------------------------------------------------------------


def test_the_first_question_is_whether_the_form_is_needed(page, oksana):
    page.arrive(FORM, oksana)
    assert list(page.questions.grid.boxes) == ["can_register"]
    assert page.questions.advice.isHidden()
    answer(page, can_register="yes")
    assert "EL/ZC/1" in page.questions.advice.words.text()
    assert page.questions.advice.words.text().startswith("Ця заява не потрібна")
    assert page.next.isHidden()
    page.forward()
    assert page.interview.at == 0
    answer(page, can_register="no")
    assert page.questions.advice.isHidden()
    assert not page.next.isHidden()


def test_the_advice_leads_to_another_form(page, shell, oksana):
    page.arrive(FORM, oksana)
    answer(page, can_register="yes")
    page.questions.advice.leave.click()
    assert shell.opened[-1] == ("forms", {"person_id": oksana})


def test_questions_are_in_the_clients_language_beside_the_official_words(begun):
    begun.forward()
    answer(begun, basis="tax")
    begun.forward()
    box = begun.questions.grid.boxes["applicant_surname"]
    assert box.field.label.render("en") == "Прізвище"
    assert box.official_text() == "1. Nazwisko"
    assert begun.languages.code == "uk"


def test_the_language_is_switched_in_the_middle_and_nothing_is_lost(begun):
    begun.forward()
    answer(begun, basis="other", basis_text="Art. 7 ust. 2")
    begun.languages.chips["ru"].click()
    assert text_of(begun.questions, "basis") == "Для чего нужен номер PESEL?"
    assert begun.questions.grid.values()["basis_text"] == "Art. 7 ust. 2"
    language.set("pl")
    assert text_of(begun.questions, "basis") == "Для чего нужен номер PESEL?"


def test_a_client_whose_language_forms_do_not_speak_is_asked_in_the_windows(page, register):
    page.arrive(FORM, registered(register, {**DARYNA, "language": "vi"}))
    assert page.languages.code == "en"


def test_answers_show_where_they_came_from(begun):
    begun.go_to("applicant_surname")
    marks = begun.questions._marks
    assert begun.questions.grid.values()["applicant_surname"] == "Kovalenko"
    assert begun.interview.origin("applicant_surname") == "record"
    assert not marks["applicant_surname"].origin_line.isHidden()
    answer(begun, applicant_surname="Kowalenko")
    assert begun.interview.origin("applicant_surname") == "changed"
    assert marks["applicant_surname"]._origin_words.text() == "відрізняється від картки клієнта"


def test_choosing_a_basis_writes_the_provision(begun):
    begun.forward()
    answer(begun, basis="tax")
    assert "identyfikator podatkowy" in str(begun.questions.grid.values()["basis_text"])
    assert str(begun.interview.answers["basis_text"]).startswith("Art.\u00a07 ust.\u00a02")
    answer(begun, basis="insurance")
    assert "ZUS" in str(begun.interview.answers["basis_text"])
    answer(begun, basis_text="Art. 5 naszej umowy", basis="tax")
    assert begun.interview.answers["basis_text"] == "Art. 5 naszej umowy"


def test_a_missing_answer_stops_once_and_never_twice(begun):
    begun.forward()
    begun.forward()
    assert begun.interview.step.name == "basis"
    assert begun.questions.grid.boxes["basis"].problem_text()
    assert "Press Next again" in begun.banner._text.text()
    begun.forward()
    assert begun.interview.step.name == "applicant"


def test_enter_goes_on(begun, qtbot):
    show(begun)
    begun.activateWindow()
    begun.go_to("applicant_given_name")
    qtbot.wait(10)
    QTest.keyClick(begun.questions.grid.boxes["applicant_given_name"].editor.target, Qt.Key.Key_Return)
    assert begun.interview.step.name == "person"


def test_what_does_not_fit_is_said_while_typing(begun, qtbot):
    begun.go_to("applicant_house")
    answer(begun, applicant_house="112A klatka 7")
    qtbot.waitUntil(lambda: not begun.questions._marks["applicant_house"].fit_line.isHidden())
    answer(begun, applicant_house="112A")
    qtbot.waitUntil(lambda: begun.questions._marks["applicant_house"].fit_line.isHidden())


def test_the_preview_is_the_form_with_what_is_typed(begun, qtbot):
    begun.go_to("applicant_city")
    answer(begun, applicant_city="Nysa")
    qtbot.waitUntil(lambda: "NYSA" in pages_text(begun.preview.form.pdf)[0])
    assert begun.preview.sheet.label.pixmap().width() > 80
    assert begun.preview.page == 0


def test_an_address_like_the_place_of_stay_is_taken_with_one_press(page, oksana, shell):
    page.arrive("KARTA", oksana)
    assert page.questions.same_line.isHidden()
    page.go_to("registered")
    questions = page.questions
    assert not questions.same_line.isHidden()
    assert "Domańskiego 112A/14" in questions.same.accessibleName()
    questions.same.click()
    answers = page.interview.answers
    assert (answers["registered"], answers["city"], answers["house"], answers["flat"], answers["postcode"]) == (
        "yes", "Opole", "112A", "14", "45-820",
    )  # fmt: skip
    assert questions.same_line.isHidden(), "it stands there now"
    answer(page, flat="15")
    assert not questions.same_line.isHidden()
    page.interview.opening = replace(page.interview.opening, sources={})
    questions.refresh(page.interview)
    assert questions.same_line.isHidden(), "nothing is offered that nobody knows"


# --- drafts -----------------------------------------------------------------------------------------


def test_typing_is_kept_and_taken_up_again(begun, shell, oksana, qtbot):
    begun.go_to("applicant_city")
    answer(begun, applicant_city="Nysa")
    begun.languages.chips["ru"].click()
    shell.ctx.flush_drafts()
    again = InterviewPage(shell)
    qtbot.addWidget(again)
    again.arrive(FORM, oksana)
    assert again.questions.grid.values()["applicant_city"] == "Nysa"
    assert again.languages.code == "ru"
    assert "You typed this earlier" in again.banner._text.text()
    assert not again.banner.isHidden()


def test_a_draft_can_be_thrown_away(begun, shell, ask, oksana):
    begun.go_to("applicant_city")
    answer(begun, applicant_city="Nysa")
    shell.ctx.flush_drafts()
    begun._start_afresh()
    assert begun.interview.at == 0
    assert begun.interview.answers["applicant_city"] == "Opole"
    assert ask(db.my_drafts) == []


def test_coming_back_to_the_page_changes_nothing(begun, oksana):
    begun.go_to("applicant_city")
    answer(begun, applicant_city="Nysa")
    begun.arrive(FORM, oksana)
    assert begun.questions.grid.values()["applicant_city"] == "Nysa"


def test_another_client_gets_an_interview_of_their_own(begun, register, shell):
    answer(begun, can_register="yes")
    begun.arrive(FORM, registered(register, DARYNA))
    assert begun.interview.answers["surname"] == "Bondar"
    assert "can_register" not in begun.interview.answers


# --- review and print -------------------------------------------------------------------------------


def test_the_review_lists_every_answer_and_leads_back(begun, sample, qtbot):
    show(begun)
    to_review(begun, sample)
    asked = {question.name for question in begun.interview.definition.applicable(begun.interview.answers)}
    qtbot.waitUntil(lambda: not begun.answers.gradual.isActive())  # what is in sight comes first
    assert set(begun.answers.rows) == asked
    assert begun.answers.rows["surname"].accessibleName() == "Прізвище: Kovalenko"
    begun.answers.rows["birth_place"].activated.emit()
    assert begun.interview.step.name == "birth"


def test_nothing_wrong_goes_to_paper(begun, sample):
    to_review(begun, sample | {"basis": "", "basis_text": ""})
    begun.forward()
    assert begun.finish is None
    assert begun.banner._text.text() == "2 answers are missing or need a change before printing."
    begun.banner._button.click()
    assert begun.interview.step.name == "basis"


def test_what_is_previewed_is_what_is_saved_and_kept(begun, sample, ask, oksana, tmp_path: Path):
    to_review(begun, sample)
    assert "WERSJA ROBOCZA" in " ".join(pages_text(begun.preview.form.pdf))
    begun.forward()
    dialog = begun.finish.dialog
    dialog.save_to(tmp_path / "form.pdf")
    [line] = ask(lambda read: forms.filled_forms(read, oksana))
    previewed = hashlib.sha256(dialog.pdf).hexdigest()
    assert hashlib.sha256((tmp_path / "form.pdf").read_bytes()).hexdigest() == previewed == line.sha256
    assert ask(lambda read: forms.filled_pdf(read, line.id)) == dialog.pdf
    assert (line.state, line.edition) == ("printed", begun.interview.definition.info.edition)
    assert "WERSJA ROBOCZA" not in " ".join(pages_text(dialog.pdf))
    assert begun.preview.form.pdf == dialog.pdf


def test_a_second_print_is_the_same_form_again(begun, sample, ask, tmp_path: Path):
    to_review(begun, sample)
    begun.save_pdf(tmp_path / "one.pdf")
    begun.done.again.click()
    begun.finish.dialog.save_to(tmp_path / "two.pdf")
    assert len(ask(forms.filled_forms)) == 1
    assert ask(lambda read: read.sql("SELECT count(*) FROM audit WHERE verb = 'print'"))[0][0] == 2


def test_after_the_print_the_draft_is_gone_and_help_can_be_recorded(begun, sample, ask, shell, oksana, tmp_path: Path):
    to_review(begun, sample)
    shell.ctx.flush_drafts()
    begun.save_pdf(tmp_path / "form.pdf")
    assert ask(db.my_drafts) == []
    assert not begun.done.isHidden()
    assert "Kovalenko Oksana Iryna" in begun.done.words.text()
    begun.done.record.click()
    [kept] = ask(forms.filled_forms)
    assert shell.opened[-1] == ("sitting", {"person_ids": (oksana,), "filled_ids": (kept.id,)})


def test_a_printed_form_changed_again_is_a_draft_again(begun, sample, ask, shell, tmp_path: Path):
    to_review(begun, sample)
    begun.save_pdf(tmp_path / "form.pdf")
    begun.go_to("birth_place")
    answer(begun, birth_place="Równe")
    shell.ctx.flush_drafts()
    assert len(ask(db.my_drafts)) == 1
    begun._go(99)
    begun.save_pdf(tmp_path / "form.pdf")
    assert len(ask(forms.filled_forms)) == 2
    assert ask(db.my_drafts) == []


def test_without_a_client_the_form_prints_but_is_not_kept(page, sample, ask, tmp_path: Path):
    page.arrive(FORM)
    assert "No client is chosen" in page.banner._text.text()
    answer(page, can_register="no")
    to_review(page, sample)
    page.save_pdf(tmp_path / "form.pdf")
    assert (tmp_path / "form.pdf").exists()
    assert ask(forms.filled_forms) == []
    assert page.done.record.isHidden()


def test_a_form_filled_before_is_a_start_for_another(page, kept, oksana, ask, tmp_path: Path):
    page.arrive(FORM, oksana, kept)
    assert page.interview.step is None
    assert page.interview.answers["father_name"] == "Mykoła"
    page.save_pdf(tmp_path / "form.pdf")
    assert len(ask(lambda read: forms.filled_forms(read, oksana))) == 2


def test_an_unknown_blank_needs_a_look_at_the_preview(page, form, do, oksana, sample, tmp_path: Path):
    do(lambda work: forms.keep_blank(work, form, forms.drawn_blank(form).pdf))
    page.arrive(FORM, oksana)
    answer(page, can_register="no")
    to_review(page, sample)
    assert page.print_card.drawn.isChecked()
    page.print_card.on_blank.click()
    page.forward()
    assert page.finish is None
    assert "blank is not known here" in page.banner._text.text()
    page.print_card.checked.click()
    page.save_pdf(tmp_path / "form.pdf")
    assert (tmp_path / "form.pdf").exists()


def test_the_known_blank_is_printed_on_at_once(page, form, do, ask, oksana, sample, office_blank, tmp_path: Path):
    do(lambda work: forms.keep_blank(work, form, office_blank))
    page.arrive(FORM, oksana)
    answer(page, can_register="no")
    to_review(page, sample)
    assert page.print_card.uses_blank
    page.save_pdf(tmp_path / "form.pdf")
    assert ask(forms.filled_forms)[0].on_blank


def test_an_added_sheet_is_announced_before_printing(begun, sample):
    begun.interview.answers["birth_act_office"] = "Wydział Rejestracji " * 12
    to_review(begun, sample)
    assert "added sheet" in begun.print_card.long._text.text()
    assert not begun.print_card.long.isHidden()


# --- looks ------------------------------------------------------------------------------------------


def test_every_page_has_names_and_room(begun, sample, shell, any_language):
    show(begun)
    begun.languages.chips["uk" if any_language == "qps" else any_language].click()
    for step in range(3):
        begun._go(step)
        shell.ctx.flush_drafts()
        show(begun)
        assert nameless(begun) == []
        assert clipped(begun) == []
    to_review(begun, sample)
    shell.ctx.flush_drafts()
    show(begun)
    assert nameless(begun) == []
    assert clipped(begun) == []


def test_the_trail_tells_every_step(begun):
    show(begun)
    assert begun.trail.steps[0].accessibleName() == "Step 1 of 11: Is this application needed?"
    begun.forward()
    assert begun.trail.steps[0].isEnabled()
    assert not begun.trail.steps[5].isEnabled()
    begun.trail.steps[0].click()
    assert begun.interview.at == 0
    pressed(begun, "Next")
    assert begun.interview.at == 1


def test_a_step_left_with_something_missing_is_marked(begun):
    begun.forward()
    begun.forward()
    begun.forward()
    assert [begun.trail.state(at) for at in range(3)] == ["done", "open", "current"]
    assert begun.trail.steps[1].accessibleDescription() == "an answer is missing or wrong"
    begun._go(1)
    answer(begun, basis="tax")
    begun.forward()
    assert begun.trail.state(1) == "done"


def test_of_a_caption_that_says_the_same_only_its_number_is_shown(begun):
    begun.go_to("applicant_surname")
    assert begun.questions.grid.boxes["applicant_surname"].official_text() == "1. Nazwisko"
    begun.languages.chips["pl"].click()
    head = begun.questions.grid.boxes["applicant_surname"].head
    assert head.official_text() == ""
    assert head._label.text().startswith("Nazwisko") and "· 1.<" in head._label.text()


def test_somebody_with_a_pesel_is_told_that_the_form_is_pointless(page, do, oksana):
    do(lambda work: clients.complete(work, oksana, {**clients.intake_answers(work, oksana), "pesel": "92041512343"}))
    page.arrive("EL-W-1", oksana)
    assert page.banner.isVisibleTo(page)
    assert "PESEL" in page.banner.accessibleName()


def test_a_second_press_shows_the_form_once(page, oksana, sample, request):
    page.arrive(FORM, oksana)
    answer(page, can_register="no")
    page.fill_in(sample)
    slow = request.getfixturevalue("slow")
    page.print()
    first = page.finish
    page.print()
    assert page.finish is first
    while slow.jobs:
        slow.work()
    assert first.dialog is not None
    page.print()
    assert page.finish is not first, "closed without a print, it is pressed again"
