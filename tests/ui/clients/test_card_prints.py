"""What the card's menu prints: the whole file, the card of services with its codes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from cic_desktop.ui.clients import card_prints
from tests.ui.assistance.conftest import help_given, oksana

__all__ = ["help_given", "oksana"]


@pytest.fixture
def shown(monkeypatch):
    """The PDFs that would be shown, with what is called when they are printed."""
    pdfs = []
    monkeypatch.setattr(card_prints, "show_pdf", lambda _p, pdf, _t, _n, printed=None: pdfs.append((pdf, printed)))
    return pdfs


def test_the_card_of_services_gives_codes_to_what_waits(shell, oksana, help_given, shown, qtbot, ask):
    help_given(20, signature="list")
    help_given(23)
    parent = QWidget()
    qtbot.addWidget(parent)
    card_prints.print_services(parent, shell, oksana)
    assert shown[0][0].startswith(b"%PDF")
    assert ask(lambda read: read.sql("SELECT count(*) FROM signature_line")) == [(1,)]
    assert ask(lambda read: read.sql("SELECT verb, tbl FROM audit WHERE verb = 'print'")) == [("print", "person")]


def test_the_whole_file_is_written_to_the_audit_when_it_is_printed(shell, oksana, shown, qtbot, ask):
    parent = QWidget()
    qtbot.addWidget(parent)
    card_prints.print_whole_file(parent, shell, oksana)
    pdf, printed = shown[0]
    assert pdf.startswith(b"%PDF")
    printed("saved")
    assert ask(lambda read: read.sql("SELECT detail FROM audit WHERE verb = 'print'")) == [("access",)]
