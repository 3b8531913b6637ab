"""Printing of an event: chosen, shown, noted as invited once it went to paper."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cic_desktop import events, startup
from cic_desktop.ui.events import papers as event_papers
from cic_desktop.ui.events.papers import EventPapers
from tests.groups import Groups
from tests.ui.conftest import NotingShell


@pytest.fixture
def groups(register: startup.Opened) -> Groups:
    made = Groups(register)
    made.plan_event()
    return made


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was shown: the PDF, and what is called when it goes to paper."""
    found: list[Any] = []
    monkeypatch.setattr(
        "cic_desktop.ui.courses.papers.show_pdf",
        lambda _parent, pdf, title, name, done: found.append((pdf, name, done)),
    )
    return found


@pytest.fixture
def dialog(groups: Groups, shell: NotingShell, qtbot: Any) -> EventPapers:
    made = EventPapers(shell, groups.whole_event())
    qtbot.addWidget(made)
    made.show()
    return made


def days(groups: Groups) -> list[date | None]:
    return [guest.invited_on for guest in groups.whole_event().guests]


def test_printed_invitations_are_noted_and_can_be_taken_back(
    dialog: EventPapers, shown: list[Any], groups: Groups, undo: Any
) -> None:
    dialog.show_paper()
    [(pdf, name, done)] = shown
    assert pdf.startswith(b"%PDF") and name == "wydarzenie.pdf"
    assert days(groups) == [None] * 3, "seen is not sent"
    done("printed")
    assert days(groups) == [date(2026, 11, 23)] * 3
    undo()
    assert days(groups) == [None] * 3


@pytest.mark.parametrize("paper", ["programme", "list", "participants", "survey"])
def test_the_other_papers_invite_nobody(dialog: EventPapers, shown: list[Any], groups: Groups, paper: str) -> None:
    dialog.grid.set_values({"paper": paper})
    dialog.show_paper()
    shown[0][2]("printed")
    assert days(groups) == [None] * 3
    assert groups.ask(lambda read: read.sql("SELECT count(*) FROM audit WHERE verb = 'print' AND tbl = 'event'")) == [
        (1,)
    ]


def test_when_everybody_is_invited_it_is_said(groups: Groups, shell: NotingShell, qtbot: Any, shown: list[Any]) -> None:
    ids = [guest.id for guest in groups.whole_event().guests]
    groups.do(lambda work: events.invite_guests(work, ids))
    dialog = EventPapers(shell, groups.whole_event())
    qtbot.addWidget(dialog)
    assert dialog.grid.values()["to"] == "all"
    dialog.grid.set_values({"to": "new"})
    dialog.show_paper()
    assert not shown
    assert not dialog.banner.isHidden()


def test_one_without_a_name_is_for_whoever_comes(dialog: EventPapers, shown: list[Any], groups: Groups) -> None:
    assert event_papers.invited(groups.whole_event(), "") == []
    dialog.grid.set_values({"to": ""})
    dialog.show_paper()
    shown[0][2]("saved")
    assert days(groups) == [None] * 3
