"""Rooms, interpreters and office hours are kept in one kind of dialog."""

from __future__ import annotations

import pytest

from cic_desktop import diary
from cic_desktop.ui.diary.bookables import HOURS, INTERPRETERS, ROOMS, BookablesDialog


@pytest.fixture
def dialog(shell, qtbot):
    def make(what):
        made = BookablesDialog(shell, what)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def test_a_room_is_added_changed_taken_away_and_brought_back(dialog, ask):
    made = dialog(ROOMS)
    made.grid.set_values({"name": "Pokój 2", "seats": "4"})
    made.save()
    assert [made.list.item(0).text(), made.list.count()] == ["Pokój 2 · 4 seats", 1]
    made.grid.set_values({"name": "Pokój 3"})
    made.save()
    assert [line.name for line in ask(diary.rooms)] == ["Pokój 3"]
    made.take_away()
    assert ask(diary.rooms) == []
    made.banner._button.click()
    assert [line.name for line in ask(diary.rooms)] == ["Pokój 3"]


def test_a_child_is_refused_beside_the_question(dialog, ask):
    made = dialog(INTERPRETERS)
    made.grid.set_values({"name": "Maks", "languages": ["uk"], "adult": "no"})
    made.save()
    assert made.grid.boxes["adult"].problem_text().startswith("A child must not interpret.")
    assert ask(diary.interpreters) == []


def test_office_hours_start_with_ones_own(dialog, ask, shell):
    made = dialog(HOURS)
    assert made.grid.values()["account_id"] == shell.ctx.actor.id
    made.grid.set_values({"weekday": "2", "starts_at": "12:00", "ends_at": "10:00"})
    made.save()
    assert made.grid.boxes["ends_at"].severity == "error"
    made.grid.set_values({"ends_at": "16:00"})
    made.save()
    [line] = ask(diary.office_hours)
    assert (line.weekday, line.ends_at) == (2, "16:00")
    made.add()
    assert made.grid.values()["weekday"] == ""
    made.choose(0)
    assert made.grid.values()["weekday"] == "2"
