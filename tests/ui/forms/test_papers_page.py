"""Papers to sign: chosen, looked at, printed, and recorded in one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cic_desktop import projects
from cic_desktop.ui.forms import intake_card
from cic_desktop.ui.forms.papers_page import PapersPage
from cic_desktop.ui.printing import PdfDialog
from tests.forms.looking import pages_text
from tests.forms.people import shown

from .conftest import clipped, nameless, show


@pytest.fixture
def page(shell, qtbot, oksana):
    made = PapersPage(shell)
    qtbot.addWidget(made)
    made.arrive(oksana)
    return made


def text(page) -> str:
    return " ".join(" ".join(pages_text(page.preview.form.pdf)).split())


def test_all_papers_are_there_in_the_clients_language(page):
    assert page.chosen == ["enrolment", "rodo", "declaration"]
    assert page.languages.code == "uk"
    assert "Заява на участь" in text(page)
    assert "Kovalenko" in text(page)


def test_ticks_and_language_decide_what_is_printed(page):
    page.ticks["rodo"].setChecked(False)
    page.languages.chips["ru"].click()
    assert "Заявление на участие" in text(page)
    assert "RODO)" not in text(page).split("Deklaracja")[0]


def test_with_nothing_ticked_nothing_prints(page):
    for tick in page.ticks.values():
        tick.setChecked(False)
    assert not page.print_button.isEnabled()
    assert page.preview.form is None


def test_what_is_looked_at_is_what_is_saved(page, ask, oksana, tmp_path: Path):
    page.print()
    dialog = next(made for made in QApplication.topLevelWidgets() if isinstance(made, PdfDialog) and made.isVisible())
    assert page.record_card.isHidden()
    dialog.save_to(tmp_path / "papers.pdf")
    assert (tmp_path / "papers.pdf").read_bytes() == page.preview.form.pdf
    assert not page.record_card.isHidden()
    printed = ask(lambda read: read.sql("SELECT \"row\", detail FROM audit WHERE verb = 'print'"))
    assert printed == [(oksana, "declaration enrolment rodo")]


def test_one_step_records_what_was_signed(page, ask, register, oksana, shell):
    page.offer_record()
    today = "2026-11-23"
    assert page.signed.values() == {"enrolled_on": today, "informed_on": today, "declared_on": today}
    page.record()
    card = shown(register, oksana)
    assert card.rodo_given_on is not None
    [part] = card.parts_of("participation")
    assert (part.answers["enrolled_on"], part.answers["declared_on"]) == (today, today)
    day = card.rodo_given_on
    assert ask(lambda read: projects.countable(read, page.project_id, oksana, day))
    assert shell.opened[-1] == ("client", {"person_id": oksana})


def test_only_what_was_printed_is_recorded(page, register, oksana):
    page.ticks["declaration"].setChecked(False)
    page.offer_record()
    page.signed.set_values({"enrolled_on": ""})
    page.record()
    card = shown(register, oksana)
    assert card.rodo_given_on is not None
    assert card.parts_of("participation") == []


def test_what_was_recorded_before_is_shown_and_not_doubled(page, ask, oksana):
    page.offer_record()
    page.record()
    page.arrive(oksana)
    page.offer_record()
    page.record()
    assert ask(lambda read: read.sql("SELECT count(*) FROM consent"))[0][0] == 1
    assert ask(lambda read: read.sql("SELECT count(*) FROM participation"))[0][0] == 1


def test_an_impossible_day_is_said_beside_its_field(page):
    page.offer_record()
    page.signed.set_values({"declared_on": "2027-02-01"})
    page.record()
    assert "in the future" in page.signed.boxes["declared_on"].problem_text()
    page.signed.set_values({"declared_on": "31.02.2026"})
    page.record()
    assert page.signed.boxes["declared_on"].problem_text()


def test_the_page_has_names_and_room(page, any_language):
    page.offer_record()
    show(page)
    assert nameless(page) == []
    assert clipped(page) == []


def test_the_intake_card_is_shown_in_the_chosen_language(page, monkeypatch):
    shown = []
    monkeypatch.setattr(intake_card, "show_pdf", lambda _parent, pdf, *_rest: shown.append(pdf))
    page.languages.chips["uk"].click()
    page.card_button.click()
    words = " ".join(" ".join(pages_text(shown[0])).split())
    assert "Картка клієнта" in words
    assert "Kovalenko" in words
