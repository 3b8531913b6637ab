"""A PDF on its way to a printer: page by page beside the window, stopped by closing, said when it fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import ImageChops
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from cic_desktop import forms
from cic_desktop.app.context import AppContext
from cic_desktop.app.runner import InlineRunner
from cic_desktop.app.settings import Settings
from cic_desktop.forms.page.shift import Shift
from cic_desktop.i18n import Plain
from cic_desktop.ui import printing
from cic_desktop.ui.printing import PdfDialog
from cic_desktop.ui.private.picture import PaperPicture
from tests.forms.looking import pictures


@pytest.fixture
def pdf() -> bytes:
    return forms.drawn_blank(forms.load("EL-W-1")).pdf


@pytest.fixture
def window(qtbot, register) -> QWidget:
    made: Any = QWidget()
    made.ctx = AppContext(register, InlineRunner(), Settings(None))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """What a printer would have printed on."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setResolution(60)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    monkeypatch.setattr(printing, "choose_printer", lambda *_args: printer)
    return tmp_path / "out.pdf"


def opened(parent: QWidget, pdf: bytes, told: list[str]) -> PdfDialog:
    made = PdfDialog(parent, pdf, Plain("EL/W/1"), "EL-W-1.pdf", told.append)
    made.show()
    return made


@pytest.mark.parametrize("registered", [True, False], ids=["register open", "before there is one"])
def test_every_page_comes_out_and_the_window_stays_awake(qtbot, window, pdf, paper: Path, registered):
    told: list[str] = []
    if not registered:
        del window.ctx
    dialog = opened(window, pdf, told)
    dialog.print()
    assert told == [], "it is painted in turns, between two keystrokes"
    assert not dialog.print_button.isEnabled()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == ["printed"]
    assert forms.page_count(paper.read_bytes()) == 4
    assert dialog.print_button.isEnabled()


def test_on_paper_everything_is_moved_as_this_machines_printer_needs_it(qtbot, window, pdf, paper: Path):
    """What is shown, saved and kept is not: another printer has another fault, and an archive has none."""

    def ink(shift: Shift | None = None) -> tuple[int, ...]:
        told: list[str] = []
        dialog = PdfDialog(window, pdf, Plain("EL/W/1"), "EL-W-1.pdf", told.append, shift)
        dialog.print()
        qtbot.waitUntil(lambda: bool(told), timeout=20_000)
        assert dialog.pdf == pdf
        first = pictures(paper.read_bytes(), 254)[0]  # ten pixels are a millimetre
        found = ImageChops.invert(first).point(lambda dark: 255 if dark > 60 else 0).getbbox()
        assert found is not None
        return found[:2]

    left, top = ink()
    for name, millimetres in (("right", "6"), ("down", "-4")):
        window.ctx.settings.set(f"printer/{name}", millimetres)
    assert ink() == (pytest.approx(left + 60, abs=5), pytest.approx(top - 40, abs=5))
    assert ink(Shift(2.0, 0.0)) == (pytest.approx(left + 20, abs=5), pytest.approx(top, abs=5)), "one not kept yet"


def test_closing_stops_the_print_first(qtbot, window, pdf, paper: Path):
    told: list[str] = []
    dialog = opened(window, pdf, told)
    dialog.print()
    dialog.reject()
    qtbot.waitUntil(lambda: dialog.job is None)
    assert dialog.isVisible()
    assert "Cancelled" in dialog.banner._text.text()
    assert told == []
    dialog.reject()
    assert not dialog.isVisible()


def test_whoever_changes_their_mind_prints_nothing(window, pdf, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(printing, "choose_printer", lambda *_args: None)
    dialog = opened(window, pdf, told)
    dialog.print()
    assert (dialog.job, told) == (None, [])


def test_pages_are_drawn_one_by_one_beside_the_window(window, pdf, qtbot, monkeypatch):
    """Their places are as large as they will be; what is drawn for a paper shown before is left."""
    waiting: list[tuple[Any, Any]] = []
    monkeypatch.setattr(window.ctx, "side", lambda work, *, then, **_kw: waiting.append((work, then)))
    dialog = opened(window, pdf, [])
    shown = dialog.view.findChildren(PaperPicture)
    assert [made.minimumHeight() for made in shown] == [1123] * 4
    assert len(waiting) == 1, "one at a time"
    dialog.show_other(forms.drawn_blank(forms.load("UTRATA")).pdf)
    (late, then), (work, put) = waiting
    then(late(None))
    assert all(made.pixmap().isNull() for made in dialog.view.findChildren(PaperPicture))
    put(work(None))
    assert not dialog.view.findChildren(PaperPicture)[0].pixmap().isNull()
    qtbot.waitUntil(lambda: len(waiting) == 3)
