"""What the card's menu prints: the whole file, the card of services with its codes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from cic_desktop.core import clock
from cic_desktop.ui.clients import card_prints
from cic_desktop.ui.clients.card_prints import CardPeriodDialog
from tests.conftest import NOW
from tests.ui.assistance.conftest import help_given, oksana

__all__ = ["help_given", "oksana"]


@pytest.fixture
def shown(monkeypatch):
    """The PDFs that would be shown, with what is called when they are printed."""
    pdfs = []
    monkeypatch.setattr(card_prints, "show_pdf", lambda _p, pdf, _t, _n, printed=None: pdfs.append((pdf, printed)))
    return pdfs


@pytest.fixture
def asked(shell, oksana, qtbot):
    """What the menu's "Card of services" opens."""
    parent = QWidget()
    qtbot.addWidget(parent)

    def open_dialog() -> CardPeriodDialog:
        made = CardPeriodDialog(parent, shell, oksana)
        qtbot.addWidget(made)
        return made

    return open_dialog


@pytest.fixture
def lists(ask):
    """The periods of the cards that were printed."""
    return lambda: ask(lambda read: read.sql("SELECT starts_on, ends_on FROM signature_list ORDER BY id"))


def test_the_card_of_services_gives_codes_to_what_waits(asked, help_given, shown, ask, lists):
    help_given(20, signature="list")
    help_given(23)
    asked().go.click()
    assert shown[0][0].startswith(b"%PDF")
    assert lists() == [("2026-01-01", "2026-11-23")]
    assert ask(lambda read: read.sql("SELECT count(*) FROM signature_line")) == [(1,)]
    assert ask(lambda read: read.sql("SELECT verb, tbl FROM audit WHERE verb = 'print'")) == [("print", "person")]


def test_the_card_of_another_period_is_asked_for(asked, help_given, shown, lists):
    help_given(3)
    for period in ("twelve_months", "everything"):
        dialog = asked()
        dialog.grid.set_values({"period": period})
        dialog.go.click()
    dialog = asked()
    dialog.grid.set_values({"period": "days", "first": "01.12.2025", "last": "2025-12-31"})
    dialog.go.click()
    assert lists() == [("2025-11-23", "2026-11-23"), ("2026-11-03", "2026-11-23"), ("2025-12-01", "2025-12-31")]
    assert len(shown) == 3


def test_in_january_the_card_begins_with_the_last_twelve_months(asked):
    assert asked().grid.values() == {"period": "year"}
    with clock.frozen(NOW.replace(year=2027, month=1, day=4)):
        assert asked().grid.values() == {"period": "twelve_months"}


def test_an_end_before_its_start_is_said_beside_it(asked, shown):
    dialog = asked()
    dialog.grid.set_values({"period": "days", "first": "2026-05-01", "last": "2026-04-01"})
    dialog.go.click()
    assert dialog.grid.boxes["last"].severity == "error"
    assert shown == []


def test_the_whole_file_is_written_to_the_audit_when_it_is_printed(shell, oksana, shown, qtbot, ask):
    parent = QWidget()
    qtbot.addWidget(parent)
    card_prints.print_whole_file(parent, shell, oksana)
    pdf, printed = shown[0]
    assert pdf.startswith(b"%PDF")
    printed("saved")
    assert ask(lambda read: read.sql("SELECT detail FROM audit WHERE verb = 'print'")) == [("access",)]
