"""The printer's offset: measured with a page, kept on the machine, and in no PDF."""

from __future__ import annotations

from typing import Any
from unittest.mock import MagicMock

import pytest
from PySide6.QtWidgets import QApplication

from cic_desktop import forms
from cic_desktop.forms import papers
from cic_desktop.forms.page.shift import Shift
from cic_desktop.ui import print_job, printing
from cic_desktop.ui.forms.calibration import CalibrationDialog
from cic_desktop.ui.forms.interview_page import InterviewPage
from cic_desktop.ui.printing import PdfDialog, printer_shift
from cic_desktop.ui.settings.page import SettingsPage

from .conftest import clipped, nameless, pressed, show


@pytest.fixture
def dialog(shell):
    made = CalibrationDialog(shell)
    made.open()
    yield made
    made.close()


def shown() -> PdfDialog:
    return [d for d in QApplication.topLevelWidgets() if isinstance(d, PdfDialog) and d.isVisible()][-1]


def test_the_page_is_printed_with_what_is_typed(dialog, shell, monkeypatch):
    """Before it is kept: by the same way as any paper, so that a page that is right proves the forms are."""
    dialog.grid.set_values({"right": "1,5", "down": "-0,5"})
    dialog.page_button.click()
    page = shown()
    asked: list[Any] = []

    def job(*given: Any) -> MagicMock:
        asked.append(given[-1])
        return MagicMock()

    assert page.pdf == papers.calibration_page("en", Shift(1.5, -0.5))
    monkeypatch.setattr(printing, "choose_printer", lambda *_args: object())
    monkeypatch.setattr(print_job, "PrintJob", job)
    page.print()
    assert asked == [Shift(1.5, -0.5)]
    assert not printer_shift(shell.ctx.settings)


def test_what_is_no_offset_stays_unsaved_and_is_said(dialog, shell):
    dialog.grid.set_values({"right": "half", "down": ""})
    dialog.save()
    assert dialog.grid.boxes["right"].severity == "error"
    assert dialog.isVisible()
    assert not printer_shift(shell.ctx.settings)


def test_a_spoilt_file_moves_nothing(shell):
    shell.ctx.settings.set("printer/right", "a lot")
    assert printer_shift(shell.ctx.settings) == Shift()


def test_what_is_previewed_saved_and_kept_knows_nothing_of_the_printer(
    shell, qtbot, do, ask, form, oksana, sample, office_blank, tmp_path
):
    do(lambda work: forms.keep_blank(work, form, office_blank))
    page: Any = InterviewPage(shell)
    qtbot.addWidget(page)
    page.arrive("EL-W-1", oksana)
    page.fill_in(sample)
    before = page.preview.form.pdf
    dialog = page.calibrate()
    dialog.grid.set_values({"right": "2", "down": "1"})
    dialog.save()
    assert printer_shift(shell.ctx.settings) == Shift(2.0, 1.0)
    assert page.preview.form.pdf == before
    page.save_pdf(tmp_path / "form.pdf")
    interview = page.interview
    still = forms.fill(
        interview.definition,
        interview.answers,
        blank=forms.prepare_blank(form, office_blank),
        head=interview.opening.head,
    )
    [kept] = ask(lambda read: forms.filled_forms(read, oksana))
    assert kept.on_blank
    assert ask(lambda read: forms.filled_pdf(read, kept.id)) == still.pdf
    assert (tmp_path / "form.pdf").read_bytes() == still.pdf


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
