"""The tab of a client's card: referrals with their next step, and notes whose words are their writer's alone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from cic_desktop import assistance
from cic_desktop.core import rights
from cic_desktop.core.rights import Right, Role
from cic_desktop.db.work import Actor
from cic_desktop.security.tables import Account
from cic_desktop.ui.referrals.notes import NoteDialog
from cic_desktop.ui.referrals.section import ReferralsSection
from cic_desktop.ui.today.rows import Row

WORDS = {"day": "2026-11-20", "words": "Tylko dla mnie"}


@pytest.fixture
def section(shell, qtbot, oksana):
    def make():
        made = ReferralsSection(shell)
        qtbot.addWidget(made)
        made.resize(1000, 600)
        made.show()
        made.show_person(oksana)
        return made

    return make


@pytest.fixture
def as_specialist(monkeypatch):
    monkeypatch.setitem(rights.RIGHTS, Role.ADMINISTRATOR, frozenset(Right))


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def test_a_referral_goes_on_from_the_card(section, need, opened, state):
    made = section()
    assert "need" in texts(made)
    next(b for b in made.findChildren(QPushButton) if b.text() == "Qualify").click()
    opened[0].grid.set_values({"criteria": ["agrees"]})
    opened[0].save()
    assert state() == "qualified"


def test_with_none_it_says_what_to_do(section):
    assert "No referrals yet" in texts(section())


def test_of_a_colleagues_note_only_its_being_there_is_seen(section, oksana, register, do):
    piotr = Actor("p" * 32, "piotr", Role.SPECIALIST)
    do(lambda work: work.add(Account(id=piotr.id, login="piotr", name="Piotr", role=Role.SPECIALIST.value)))
    with register.database.write(piotr, "note") as work:
        assistance.write_note(work, oksana, WORDS)
    made = section()
    assert "1 note kept confidential" in texts(made)
    assert not any("Tylko dla mnie" in text for text in texts(made))


def test_a_specialist_writes_changes_and_puts_away(section, opened, as_specialist, ask, oksana, undo):
    made = section()
    made.write()
    opened[0].grid.set_values(WORDS)
    opened[0].save()
    made.show_person(oksana)
    [row] = [row for row in made.findChildren(Row) if row.accessibleName() == "Tylko dla mnie"]
    row.activated.emit()
    note = opened[1]
    assert isinstance(note, NoteDialog)
    note.grid.set_values({"words": ""})
    note.save()
    assert note.grid.boxes["words"].severity == "error"
    note.remove.click()
    assert ask(lambda r: assistance.specialist_notes(r, oksana)).own == ()
    undo()
    assert len(ask(lambda r: assistance.specialist_notes(r, oksana)).own) == 1
