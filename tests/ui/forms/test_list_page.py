"""The forms there are, the office's blanks, and what was filled lately."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cic_desktop import forms
from cic_desktop.ui.forms.elsewhere import ELSEWHERE
from cic_desktop.ui.forms.life_words import listed
from cic_desktop.ui.forms.list_page import FormsPage
from cic_desktop.ui.forms.words import GROUPS
from cic_desktop.ui.language import language
from cic_desktop.ui.pages import PAGES
from cic_desktop.ui.printing import PdfDialog
from tests.forms.people import DARYNA, registered

from .conftest import clipped, nameless, pressed, show


@pytest.fixture
def page(shell, qtbot):
    made = FormsPage(shell)
    qtbot.addWidget(made)
    return made


def arrive(page, *args: str) -> None:
    """Open the page and let the whole catalogue come."""
    page.arrive(*args)
    while page._gradual.isActive():
        page._gradual.timeout.emit()


def said(page) -> str:
    return "" if page.banner.isHidden() else page.banner._text.text()


def test_a_form_says_what_it_is_and_how_sure_that_is(page):
    arrive(page)
    page.cards["EL-W-1"].unfold()
    words = " ".join(made.text() for made in page.cards["EL-W-1"].findChildren(type(page.title)))
    for told in ("Application for a PESEL number", "EL/W/1", "Dz.U.", "on paper", "free of charge"):
        assert told in words
    assert "23 November 2026" in words
    assert "Not confirmed" in words
    assert page.cards["EL-W-1"].state.text() == "No blank of the office"


def test_what_is_filed_in_mos_only_says_so_and_leads_there(page, shell, oksana):
    arrive(page, oksana)
    card = page.cards["MOS-CZASOWY"]
    words = " ".join(made.text() for made in card.findChildren(type(page.title)))
    assert "only in the MOS portal · since 27 April 2026 · this is a preparation sheet, not to be filed" in words
    assert card.blank.parent() is None  # there is no paper to add a blank of
    card.portal.click()
    assert shell.opened[-1] == ("mos", {"form_id": "MOS-CZASOWY", "person_id": oksana})


def test_a_form_asks_whose_it_is(page, shell, oksana):
    from cic_desktop.ui.clients.person_picker import PersonPicker

    arrive(page)
    page.cards["EL-W-1"].fill.click()
    picker = next(made for made in QApplication.topLevelWidgets() if isinstance(made, PersonPicker))
    picker.find_box.setText("Kovalenko")
    QTest.keyClick(picker.find_box, Qt.Key.Key_Return)
    assert shell.opened[-1] == ("form", {"form_id": "EL-W-1", "person_id": oksana})


def test_with_a_client_chosen_the_form_opens_at_once(page, shell, oksana):
    arrive(page, oksana)
    assert page.subtitle.text() == "For Kovalenko Oksana Iryna"
    page.cards["EL-W-1"].fill.click()
    assert shell.opened[-1] == ("form", {"form_id": "EL-W-1", "person_id": oksana})


def test_an_unknown_blank_is_taken_with_a_word_of_care(page, form, tmp_path: Path):
    arrive(page)
    path = tmp_path / "blank.pdf"
    path.write_bytes(forms.drawn_blank(form).pdf)
    page.keep_blank(form, path)
    assert "not known here" in said(page)
    assert page.cards["EL-W-1"].state.text() == "Unknown blank: check the preview"


def test_the_known_blank_is_welcomed(page, form, office_blank, tmp_path: Path):
    arrive(page)
    path = tmp_path / "blank.pdf"
    path.write_bytes(office_blank)
    page.keep_blank(form, path)
    assert "the blank we know" in said(page)
    assert page.cards["EL-W-1"].state.text() == "Known blank"


def test_a_bad_file_is_refused_with_a_reason(page, form, ask, tmp_path: Path):
    arrive(page)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 cut off")
    page.keep_blank(form, broken)
    assert "damaged" in said(page)
    broken.write_bytes(b"\x89PNG")
    page.keep_blank(form, broken)
    assert "not a PDF" in said(page)
    page.keep_blank(form, tmp_path / "gone.pdf")
    assert "cannot be read" in said(page)
    assert ask(lambda read: forms.blank_state(read, form)) is None


def test_what_was_filled_is_listed_and_opened_again(page, kept, ask, qtbot):
    arrive(page)
    row = page.rows[kept]
    assert row.accessibleName().startswith("Kovalenko Oksana Iryna · A-26-")
    show(page)
    pressed(row, "Open the PDF")
    dialog = next(made for made in QApplication.topLevelWidgets() if isinstance(made, PdfDialog) and made.isVisible())
    assert dialog.pdf == ask(lambda read: forms.filled_pdf(read, kept))


def test_printing_it_again_is_noted(page, kept, ask, tmp_path: Path):
    arrive(page)
    page.acts.open_pdf(listed(ask(forms.filled_forms))[0])
    dialog = next(made for made in QApplication.topLevelWidgets() if isinstance(made, PdfDialog) and made.isVisible())
    dialog.save_to(tmp_path / "again.pdf")
    assert ask(lambda read: read.sql("SELECT count(*) FROM audit WHERE verb = 'print'"))[0][0] == 2


def test_a_filled_form_starts_another(page, kept, oksana, shell):
    arrive(page)
    show(page)
    pressed(page.rows[kept], "Use these answers again")
    assert shell.opened[-1] == ("form", {"form_id": "EL-W-1", "person_id": oksana, "filled_id": kept})


def test_with_a_client_chosen_only_their_forms_are_listed(page, kept, register):
    arrive(page, registered(register, DARYNA))
    assert page.rows == {}


def test_what_is_open_is_counted_and_listed_elsewhere(page, kept, do, form, oksana, shell):
    do(lambda work: forms.save_started(work, oksana, form, {"can_register": "no"}, forms.Started()))
    do(lambda work: forms.take_step(work, kept, "submitted", {"submitted_on": "2026-11-20"}))
    arrive(page)
    assert [link.text() for link in page.lists.links.values()] == [
        "Unfinished  1", "Waiting for the office  1", "Called to complete", "All filled forms",
    ]  # fmt: skip
    page.lists.links["waiting"].click()
    assert shell.opened[-1] == ("filled_forms", {"which": "waiting"})


def test_an_unfinished_form_is_gone_on_with(page, do, form, oksana, shell):
    begun = do(lambda work: forms.save_started(work, oksana, form, {"can_register": "no"}, forms.Started()))
    arrive(page)
    show(page)
    pressed(page.rows[begun], "Go on with it")
    assert shell.opened[-1] == ("form", {"form_id": "EL-W-1", "person_id": oksana, "filled_id": begun})


def test_the_catalogue_goes_by_groups_and_unfolds(page, kept):
    arrive(page)
    groups = [forms.load(form_id).info.group for form_id in page.cards]
    assert groups == sorted(groups, key=list(GROUPS).index)
    card = page.cards["EL-W-1"]
    assert card.details.isHidden()
    card.more.click()
    assert not card.details.isHidden()


def test_the_page_has_names_and_room(page, kept, any_language):
    arrive(page)
    show(page)
    assert nameless(page) == []
    assert clipped(page) == []
    language.set("ru")
    show(page)
    assert clipped(page) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [("elw1", ["EL-W-1"]), ("PELNOMOC", ["PELN-OGOLNE", "PELN-SPRAWA"]), ("реєстрац", ["EL-ZC-1"]), ("qqq", [])],
)
def test_a_form_is_found_by_a_piece_of_its_name_in_any_language(page, typed, found):
    arrive(page)
    page.find_box.setText(typed)
    assert [form_id for form_id, card in page.cards.items() if not card.isHidden()] == found
    assert page.unknown.isHidden() == bool(found)
    shown = {group for group, heading in page._headings.items() if not heading.isHidden()}
    assert shown == {page.cards[form_id].group for form_id in found}
    page.find_box.clear()
    assert not any(card.isHidden() for card in (*page.cards.values(), *page.packs.values()))


def test_enter_fills_the_first_form_found(page, shell, oksana):
    arrive(page, oksana)
    page.find_box.setText("ZC")
    QTest.keyClick(page.find_box, Qt.Key.Key_Return)
    assert shell.opened[-1] == ("form", {"form_id": "EL-ZC-1", "person_id": oksana})


def test_a_paper_printed_elsewhere_is_found_here_with_the_way_there(page, shell, oksana):
    arrive(page, oksana)
    keys = {spec.key for spec in PAGES}
    assert {paper.page for paper in ELSEWHERE} <= keys
    for typed, opened in (
        ("rodo", ("papers", {"person_id": oksana})), ("skierow", ("referrals", {})), ("lista obecn", ("courses", {})),
    ):  # fmt: skip
        page.find_box.setText(typed)
        (found,) = [row for row in page.links if not row.isHidden()]
        found.fill.click()
        assert shell.opened[-1] == opened
        assert page.unknown.isHidden()
