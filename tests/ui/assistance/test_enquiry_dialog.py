"""The quick enquiry: how few keys it takes, and what can become of it."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from cic_desktop import assistance
from cic_desktop.assistance.rows import HelpFilter
from cic_desktop.ui.assistance.enquiry import EnquiryDialog


@pytest.fixture
def open_dialog(shell, qtbot):
    def make():
        made = EnquiryDialog(shell)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


@pytest.fixture
def enquiries(ask):
    return lambda: ask(lambda r: assistance.help_list(r, HelpFilter()))


def test_two_keys_save_an_enquiry(open_dialog, qtbot, shell, enquiries):
    dialog = open_dialog()
    qtbot.keyClick(dialog._topics().target, "5")
    qtbot.keyClick(dialog._topics().target, Qt.Key.Key_Return)
    [line] = enquiries()
    assert (line.topic, line.place, line.language, line.minutes, line.person_id) == ("bank", "phone", "uk", 10, None)
    assert not dialog.isVisible()
    assert shell.notes == ["Enquiry saved: bank accounts."]


def test_the_dialog_stays_for_the_next_one_and_remembers_what_is_the_same(open_dialog, qtbot, enquiries):
    dialog = open_dialog()
    dialog.grid.set_values({"place": "office", "language": "be", "minutes": "5", "citizenship": "BY"})
    qtbot.keyClick(dialog, "1")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    values = dialog.grid.values()
    assert (values["topic"], values["citizenship"]) == ("", "")
    assert (values["place"], values["language"], values["minutes"]) == ("office", "be", "5")
    qtbot.keyClick(dialog, "0")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert sorted(line.topic for line in enquiries()) == ["other", "stay"]
    assert open_dialog().grid.values()["language"] == "be"


def test_typing_minutes_does_not_choose_topics(open_dialog, qtbot):
    dialog = open_dialog()
    line = dialog.grid.boxes["minutes"].editor.line
    line.clear()
    qtbot.keyClicks(line, "25")
    assert dialog.grid.values()["minutes"] == "25"
    assert dialog.grid.values()["topic"] == ""


def test_without_a_topic_it_says_so_and_stays(open_dialog, qtbot, enquiries):
    dialog = open_dialog()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.grid.boxes["topic"].severity == "error"
    assert dialog.isVisible()
    assert enquiries() == []


def test_an_enquiry_is_made_a_client(open_dialog, qtbot, shell, undo, ask, oksana, monkeypatch):
    asked = {}

    class Registration:
        def __init__(self, shell, answers, then):
            asked.update(answers)
            self.then = then

        def open(self):
            self.then(SimpleNamespace(id=oksana))

    module = SimpleNamespace(RegistrationDialog=Registration)
    monkeypatch.setitem(sys.modules, "cic_desktop.ui.clients.registration", module)
    dialog = open_dialog()
    dialog.grid.set_values({"citizenship": "UA"})
    qtbot.keyClick(dialog, "2")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    undo()
    assert asked == {"language": "uk", "citizenship": "UA"}
    assert [line.topic for line in ask(lambda r: assistance.services_of(r, oksana))] == ["work"]
    assert shell.opened == [("client", {"person_id": oksana})]


def test_an_anonymous_contact_takes_no_more_than_six_keys(open_dialog, qtbot, enquiries):
    """One key opens the dialog anywhere (F2); what is usually the same again is there already."""
    keys = 1
    dialog = open_dialog()
    for key in ("3", Qt.Key.Key_Return):
        qtbot.keyClick(dialog._topics().target, key)
        keys += 1
    assert keys <= 6
    assert [line.topic for line in enquiries()] == ["health"]
