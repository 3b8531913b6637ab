"""The printer's offset: measured with a page, kept on the machine, and in the very bytes that are shown."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from cic_desktop import forms
from cic_desktop.forms import papers
from cic_desktop.forms.page.shift import Shift
from cic_desktop.ui.forms.calibration import CalibrationDialog, printer_shift
from cic_desktop.ui.forms.interview_page import InterviewPage
from cic_desktop.ui.printing import PdfDialog
from cic_desktop.ui.settings.page import SettingsPage

from .conftest import clipped, nameless, pressed, show


@pytest.fixture
def dialog(shell):
    made = CalibrationDialog(shell)
    made.open()
    yield made
    made.close()


def pdf_shown() -> bytes:
    return [d for d in QApplication.topLevelWidgets() if isinstance(d, PdfDialog) and d.isVisible()][-1].pdf


def test_the_page_is_shown_as_it_would_be_with_what_is_typed(dialog):
    dialog.grid.set_values({"right": "1,5", "down": "-0,5"})
    dialog.page_button.click()
    assert pdf_shown() == papers.calibration_page("en", Shift(1.5, -0.5))


def test_what_is_no_offset_stays_unsaved_and_is_said(dialog, shell):
    dialog.grid.set_values({"right": "half", "down": ""})
    dialog.save()
    assert dialog.grid.boxes["right"].severity == "error"
    assert dialog.isVisible()
    assert not printer_shift(shell.ctx.settings)


def test_a_spoilt_file_moves_nothing(shell):
    shell.ctx.settings.set("printer/right", "a lot")
    assert printer_shift(shell.ctx.settings) == Shift()


def test_the_interview_prints_what_it_shows_moved(shell, qtbot, do, form, oksana, sample, office_blank, tmp_path):
    do(lambda work: forms.keep_blank(work, form, office_blank))
    page: Any = InterviewPage(shell)
    qtbot.addWidget(page)
    page.arrive("EL-W-1", oksana)
    page.fill_in(sample)
    before = page.preview.form.pdf
    dialog = page.calibrate()
    dialog.grid.set_values({"right": "2", "down": "1"})
    dialog.save()
    assert page.preview.form.pdf != before, "the preview follows at once"
    page.save_pdf(tmp_path / "form.pdf")
    blank = page.interview.opening.blank
    assert (tmp_path / "form.pdf").read_bytes() == forms.fill(
        page.interview.definition, page.interview.answers, blank=blank, head=page.interview.opening.head
    ).pdf
    assert blank.pdf != forms.prepare_blank(form, office_blank).pdf
    page.arrive("EL-W-1", oksana)
    assert page.interview.opening.wanted.shift == Shift(2.0, 1.0), "kept for the next form"


def test_the_settings_say_what_is_moved_on_this_computer(shell, qtbot):
    page = SettingsPage(shell)
    qtbot.addWidget(page)
    page.arrive()
    pressed(page, "Calibration page")
    dialog = [d for d in QApplication.topLevelWidgets() if isinstance(d, CalibrationDialog) and d.isVisible()][-1]
    dialog.grid.set_values({"right": "1.5"})
    dialog.save()
    words = [made.text() for made in page.findChildren(type(page.banner._text)) if made.isVisibleTo(page)]
    assert any("1.5 mm to the right" in said for said in words)


def test_it_has_names_and_room(dialog, any_language):
    show(dialog, (640, 420))
    assert nameless(dialog) == []
    assert clipped(dialog) == []
