"""A form begun at one desk and gone on with at another; two who go on with the same one lose nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cic_desktop import db, forms, protection
from cic_desktop.core.files import CannotWrite
from cic_desktop.ui import print_job, printing
from cic_desktop.ui.forms.interview_page import InterviewPage
from cic_desktop.ui.today.lists import draft_words
from tests.forms.people import DARYNA, registered

from .conftest import answer

FORM = "EL-W-1"


@pytest.fixture
def desk(shell, qtbot):
    """Makes pages: each is a desk of its own."""

    def make() -> InterviewPage:
        made = InterviewPage(shell)
        qtbot.addWidget(made)
        return made

    return make


@pytest.fixture
def begun(desk, oksana, ask):
    """Oksana's form, answered up to the basis, saved for later; its id."""
    page = desk()
    page.arrive(FORM, oksana)
    answer(page, can_register="no")
    page.forward()
    answer(page, basis="other", basis_text="Art. 7")
    page.languages.chips["ru"].click()
    page.save_for_later()
    [line] = ask(lambda read: forms.filled_forms(read, which="started"))
    return line.id


def taken_up(desk, oksana: str, begun: str) -> InterviewPage:
    page = desk()
    page.arrive(FORM, oksana, begun)
    return page


def typed(ask, begun: str) -> dict:
    return dict(ask(lambda read: forms.unfinished(read, begun)).answers)


def test_it_is_taken_up_where_it_was_left(desk, begun, oksana, shell, ask):
    assert shell.notes[-1].startswith("Saved. It can be taken up")
    assert shell.went_back == 1
    assert ask(db.my_drafts) == [], "what is in the register is no draft any more"
    page = taken_up(desk, oksana, begun)
    assert page.interview is not None and page.interview.step is not None
    assert page.interview.step.name == "basis"
    assert page.questions.grid.values()["basis_text"] == "Art. 7"
    assert page.languages.code == "ru"


def test_begun_a_second_time_it_leads_to_what_is_unfinished(desk, begun, oksana, shell):
    page = desk()
    page.arrive(FORM, oksana)
    assert "was begun before and is not finished" in page.banner._text.text()
    page.banner._button.click()
    assert shell.opened[-1] == ("form", {"form_id": FORM, "person_id": oksana, "filled_id": begun})


def test_going_on_keeps_one_form(desk, begun, oksana, ask, sample, tmp_path: Path):
    page = taken_up(desk, oksana, begun)
    answer(page, basis_text="Art. 7 ust. 2")
    page.save_for_later()
    assert typed(ask, begun)["basis_text"] == "Art. 7 ust. 2"
    page = taken_up(desk, oksana, begun)
    page.fill_in(sample)
    page.save_pdf(tmp_path / "form.pdf")
    [line] = ask(lambda read: forms.filled_forms(read, oksana))
    assert (line.id, line.state) == (begun, "printed")


def test_what_is_changed_after_the_print_is_another_form(desk, begun, oksana, ask, sample, tmp_path: Path):
    page = taken_up(desk, oksana, begun)
    page.fill_in(sample)
    page.save_pdf(tmp_path / "form.pdf")
    page.go_to("birth_place")
    answer(page, birth_place="Równe")
    page._go(99)
    page.save_pdf(tmp_path / "form.pdf")
    assert len(ask(lambda read: forms.filled_forms(read, oksana))) == 2


def test_what_became_known_meanwhile_is_filled_in_a_draft(desk, register, do, shell):
    """A child's form, begun before anybody was noted who files for the child; what was emptied stays empty."""
    child = registered(register, {**DARYNA, "given": "Maks", "birth_date": "2018-05-01", "birth_place": "Brześć"})
    page = desk()
    page.arrive(FORM, child)
    answer(page, can_register="no")
    page.go_to("birth_place")
    answer(page, birth_place="")
    page.go_to("applicant_surname")
    page.forward()
    shell.ctx.flush_drafts()
    mother = registered(register, {**DARYNA, "town": "Brzeg", "street": "Rynek", "house": "1"})
    do(lambda work: protection.add_guardian(work, child, {"adult_id": mother, "relation": "mother", "legal": "yes"}))
    again = desk()
    again.arrive(FORM, child)
    answers = again.interview.answers
    assert (answers["applicant_surname"], answers["applicant_city"]) == ("Bondar", "Brzeg")
    assert (answers["can_register"], answers["birth_place"]) == ("no", "")


def test_an_address_typed_is_not_mixed_with_one_that_became_known(desk, register, do, shell):
    child = registered(register, {**DARYNA, "given": "Maks", "birth_date": "2018-05-01"})
    page = desk()
    page.arrive(FORM, child)
    answer(page, can_register="no")
    page.go_to("applicant_city")
    answer(page, applicant_city="Nysa")
    shell.ctx.flush_drafts()
    mother = registered(register, {**DARYNA, "town": "Brzeg", "street": "Rynek", "house": "1"})
    do(lambda work: protection.add_guardian(work, child, {"adult_id": mother, "relation": "mother", "legal": "yes"}))
    again = desk()
    again.arrive(FORM, child)
    assert again.interview.answers["applicant_city"] == "Nysa"
    assert "applicant_street" not in again.interview.answers


def test_starting_afresh_is_offered_on_the_review_too(desk, oksana, shell):
    page = desk()
    page.arrive(FORM, oksana)
    answer(page, can_register="no")
    page._go(99)
    shell.ctx.flush_drafts()
    again = desk()
    again.arrive(FORM, oksana)
    assert again.interview.step is None
    said = again.banner._text.text()
    assert said.startswith("You typed this earlier") and "missing" in said
    again.banner._button.click()
    assert again.interview.at == 0


def test_typing_after_it_was_taken_up_is_a_draft_of_its_own(desk, begun, oksana, shell, ask):
    page = taken_up(desk, oksana, begun)
    answer(page, basis_text="mine")
    shell.ctx.flush_drafts()
    [note] = ask(db.my_drafts)
    assert note.what == f"form:{FORM}/{begun}"
    assert draft_words(note.what)[1].render("en") == "Form EL/W/1"
    again = taken_up(desk, oksana, begun)
    assert again.questions.grid.values()["basis_text"] == "mine"
    assert "You typed this earlier" in again.banner._text.text()


def test_of_two_who_go_on_nobody_loses_a_word(desk, begun, oksana, ask):
    mine, theirs = taken_up(desk, oksana, begun), taken_up(desk, oksana, begun)
    answer(mine, basis_text="mine")
    answer(theirs, basis_text="theirs")
    theirs.save_for_later()
    mine.save_for_later()
    assert typed(ask, begun)["basis_text"] == "theirs"
    assert mine.questions.grid.values()["basis_text"] == "theirs", "theirs is shown"
    assert "A colleague went on" in mine.banner._text.text()
    mine.banner._button.click()
    assert mine.questions.grid.values()["basis_text"] == "mine"
    mine.save_for_later()
    assert typed(ask, begun)["basis_text"] == "mine"


def test_pressed_twice_it_is_kept_once(desk, oksana, ask, request):
    page = desk()
    page.arrive(FORM, oksana)
    slow = request.getfixturevalue("slow")
    page.save_for_later()
    page.save_for_later()
    while slow.jobs:
        slow.work()
    assert len(ask(lambda read: forms.filled_forms(read, which="started"))) == 1


def test_without_a_client_it_cannot_be_saved(desk):
    page = desk()
    page.arrive(FORM)
    assert page.later.isHidden()


def test_a_full_disk_keeps_the_draft(desk, oksana, shell, ask, sample, monkeypatch, tmp_path: Path):
    page = desk()
    page.arrive(FORM, oksana)
    answer(page, can_register="no")
    page.fill_in(sample)
    shell.ctx.flush_drafts()

    def full(_path: Path, _data: bytes) -> None:
        raise CannotWrite(28)

    monkeypatch.setattr(printing, "write_atomically", full)
    page.print()
    page.finish.dialog.save_to(tmp_path / "form.pdf")
    assert "disk is full" in page.finish.dialog.banner._text.text()
    assert len(ask(db.my_drafts)) == 1
    assert ask(forms.filled_forms) == []


def test_a_printer_that_is_gone_keeps_the_draft(desk, oksana, shell, ask, sample, monkeypatch):
    page = desk()
    page.arrive(FORM, oksana)
    answer(page, can_register="no")
    page.fill_in(sample)
    shell.ctx.flush_drafts()
    monkeypatch.setattr(printing, "choose_printer", lambda *_args: printing.QPrinter())
    monkeypatch.setattr(print_job.QPainter, "begin", lambda *_args: False)
    page.print()
    page.finish.dialog.print()
    assert "did not answer" in page.finish.dialog.banner._text.text()
    assert len(ask(db.my_drafts)) == 1
    assert ask(forms.filled_forms) == []


def test_a_blank_that_is_gone_is_said_and_the_form_is_drawn(desk, form, do, oksana, sample, ask, tmp_path: Path):
    """The blank was there when the form was begun, and no longer fits when it is printed: drawn, nothing lost."""
    do(lambda work: forms.keep_blank(work, form, forms.drawn_blank(form).pdf))
    do(lambda work: work.raw.execute("DELETE FROM form_blank"))
    page = desk()
    page.arrive(FORM, oksana)
    answer(page, can_register="no")
    page.fill_in(sample)
    assert not page.print_card.uses_blank
    page.save_pdf(tmp_path / "form.pdf")
    assert [line.on_blank for line in ask(forms.filled_forms)] == [False]
