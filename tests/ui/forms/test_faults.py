"""What may be wrong with a form, its blank or an answer is one clear sentence, and what was typed is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from cic_desktop import db, forms
from cic_desktop.forms.edition import reader
from cic_desktop.ui.forms.interview_page import InterviewPage
from cic_desktop.ui.forms.list_page import FormsPage
from tests.forms.kept.test_blanks import changed
from tests.forms.people import OKSANA, registered

from .conftest import answer, show


@pytest.fixture
def page(shell, qtbot):
    made = InterviewPage(shell)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def catalogue(shell, qtbot):
    made = FormsPage(shell)
    qtbot.addWidget(made)
    return made


def arrive(catalogue, qtbot) -> None:
    catalogue.arrive()
    show(catalogue)
    qtbot.waitUntil(lambda: not catalogue._gradual.isActive())


# --- a form's file ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("size = [595.28, 841.89]", "size = [595.28, 841.89]\nsizes = 3", "Unknown key “sizes”"),
        ('source = "client.surname"', 'source = "client.shoe_size"', "“source” must be one of"),
        ("box = [177.7, 250.6, 357.7, 18.8]", "box = [577.7, 250.6, 357.7, 18.8]", "off the page"),
    ],
)
def test_a_faulty_file_is_named_with_its_line_and_takes_nothing_from_the_others(
    catalogue, qtbot, monkeypatch, tmp_path: Path, old: str, new: str, says: str
):
    text = (reader.forms_folder() / "EL-ZC-1" / "2020-05.toml").read_text("utf-8").replace(old, new, 1)
    folder = tmp_path / "OWN"
    folder.mkdir()
    (folder / "2026-11.toml").write_text(text.replace("EL-ZC-1", "OWN"), "utf-8")
    line = 1 + text[: text.index(new)].count("\n") + new.count("\n")
    monkeypatch.setenv(reader.FURTHER, str(tmp_path))
    arrive(catalogue, qtbot)
    said = catalogue.banner._text.text()
    assert f"A form cannot be used. OWN/2026-11.toml, line {line}: " in said and says in said
    assert "EL-ZC-1" in catalogue.cards and "OWN" not in catalogue.cards


# --- a blank --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "says"),
    [("password", "locked with a password"), ("XFA", "dynamic form (XFA)"), ("a page less", "not the blank of EL/W/1")],
)
def test_a_blank_that_cannot_be_used_says_why_and_the_one_before_stays(
    catalogue, qtbot, form, ask, do, tmp_path: Path, change: str, says: str
):
    good = forms.drawn_blank(form).pdf
    do(lambda work: forms.keep_blank(work, form, good))
    arrive(catalogue, qtbot)
    (tmp_path / "blank.pdf").write_bytes(changed(good, change))
    catalogue.keep_blank(form, tmp_path / "blank.pdf")
    assert says in catalogue.banner._text.text()
    assert ask(lambda read: forms.blank_state(read, form)) == forms.recognise(form, good)


# --- an answer ------------------------------------------------------------------------------------------------


def to_person(page, person_id: str) -> None:
    """The page of the form with names."""
    page.arrive("EL-ZC-1", person_id)
    answer(page, filed_by="self")
    page.forward()


def test_a_name_no_font_covers_is_said_beside_it_and_kept(page, shell, oksana, ask):
    to_person(page, oksana)
    page.languages.chips["en"].click()
    answer(page, given_names="ნინო", permanent="no")
    page.forward()
    assert "“ნიო” cannot be printed" in page.questions.grid.boxes["given_names"].problem_text()
    page.forward()
    page._go(99)
    assert "cannot be printed" in page.preview.trouble._text.text(), "and why there is no preview"
    page.forward()
    assert page.finish is None
    shell.ctx.flush_drafts()
    [draft] = ask(db.my_drafts)
    assert ask(forms.filled_forms) == []
    assert draft.what == "form:EL-ZC-1"


def test_an_answer_that_fits_no_box_goes_on_an_added_sheet_and_says_so(page, oksana):
    to_person(page, oksana)
    page.languages.chips["en"].click()
    long = (
        "Wolfeschlegelsteinhausenbergerdorff-Świętochłowicka-Żółć-Konstantynopolitańczykiewiczówna-Brzęczyszczykiewicz"
    )
    answer(page, surname=long)
    page.preview._fill()
    words = page.questions._marks["surname"]
    assert "will stand on an added sheet" in words._fit_words.text()
    page._go(99)
    page.preview._fill()
    assert "printed whole on an added sheet: Nazwisko" in page.print_card.long._text.text()


def test_a_pesel_against_the_known_date_of_birth_is_said_though_the_date_is_not_asked(page, register):
    """EL/ZC/1 asks for the date of birth only without a PESEL; the record knows it all the same."""
    to_person(page, registered(register, {**OKSANA, "pesel": ""}))
    page.languages.chips["en"].click()
    answer(page, pesel="44051401359")
    assert "birth_date" not in page.questions.grid.values()
    page._go(99)
    problem = page.answers.rows["pesel"].problem
    assert problem is not None and problem.severity == "warning"
    said = problem.text.render("en")
    assert "was born on 14" in said and "15.04.1992" in said and "Check both" in said
    page.answers.rows["pesel"].activated.emit()
    assert "was born on 14" in page.questions.grid.boxes["pesel"].problem_text(), "beside the question too"
    answer(page, pesel="92041512343")
    page._go(99)
    assert page.answers.rows["pesel"].problem is None


def test_a_day_that_cannot_be_is_not_said_to_need_an_added_sheet(page, oksana):
    to_person(page, oksana)
    page.languages.chips["en"].click()
    answer(page, birth_date="31.02.1999")
    page.preview._fill()
    page.forward()
    assert page.questions.grid.boxes["birth_date"].severity == "error"
    assert page.questions._marks["birth_date"].fit_line.isHidden()


# --- the disk ---------------------------------------------------------------------------------------------------


def test_a_disk_that_fills_up_while_a_form_is_kept_loses_nothing(page, shell, oksana, ask, do, sample, tmp_path: Path):
    """The paper is out and the register could not take it in: said where the user looks, and it can be done again."""
    page.arrive("EL-W-1", oksana)
    answer(page, can_register="no")
    page.fill_in(sample)
    shell.ctx.flush_drafts()
    full = "CREATE TRIGGER full BEFORE INSERT ON filled_form BEGIN SELECT raise(ABORT, 'database or disk is full'); END"
    do(lambda work: work.raw.execute(full))
    page.print()
    dialog = page.finish.dialog
    dialog.save_to(tmp_path / "form.pdf")
    assert "The disk is full" in dialog.banner._text.text()
    assert "The disk is full" in page.banner._text.text()
    assert (len(ask(db.my_drafts)), ask(forms.filled_forms)) == (1, [])
    do(lambda work: work.raw.execute("DROP TRIGGER full"))
    dialog.save_to(tmp_path / "form.pdf")
    [line] = ask(forms.filled_forms)
    assert line.state == "printed"
    assert ask(lambda read: forms.filled_pdf(read, line.id)) == (tmp_path / "form.pdf").read_bytes()
    assert ask(db.my_drafts) == []
