"""What was promised, on its page: ticked, moved, handed over, noted anew; all of it undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cic_desktop import assistance, projects
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core.rights import Role
from cic_desktop.i18n import Plain
from cic_desktop.security.tables import Account
from cic_desktop.ui.assistance.follow_ups import FollowUpsPage, new_follow_up
from cic_desktop.ui.assistance.sitting_page import SittingPage
from tests.ui.conftest import ROOM
from tests.ui.diary.conftest import opened

__all__ = ["opened"]
TALK = {"day": "2026-11-20", "starts_at": "9:00", "minutes": "15", "place": "office", "signature": "now"}


@pytest.fixture
def page(shell, qtbot):
    made = FollowUpsPage(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    made.show()
    shell.ctx.changed.connect(lambda changes: made.reload() if changes.touches(made.watches) else None)
    made.arrive()
    return made


@pytest.fixture
def helped(do, oksana):
    """Help with a step promised for tomorrow; gives its service."""

    def record(work):
        answers = {
            "topic": "stay", "minutes": "15", "project_id": projects.current_project(work),
            "next_step": "Zadzwonić", "next_step_on": "24.11.2026",
        }  # fmt: skip
        assistance.record(work, SittingDraft(TALK, (ServiceDraft("information", answers, (oksana,)),)))
        return assistance.services_of(work, oksana)[0].id

    return do(record)


def rows(page):
    return [(line.text, line.day.day) for line in page.table.rows.lines]


def test_the_list_is_grouped_by_when_it_is_due(page, helped):
    page.reload()
    assert rows(page) == [("Zadzwonić", 24)]
    assert [made.text() for made in page.groups.values()] == ["All  1", "Overdue  0", "Today  0", "Next 14 days  1"]
    page.groups["late"].click()
    assert rows(page) == []
    assert not page._empty.isHidden()
    assert not page.grab().isNull()


def test_a_click_ticks_it_and_is_undone(page, helped, undo):
    page.reload()
    page.table.pressed_cell.emit(0, 4)
    assert rows(page) == []
    undo()
    assert rows(page) == [("Zadzwonić", 24)]


def test_space_ticks_the_line_one_is_at(page, helped, qtbot, undo):
    page.reload()
    page.table.selectRow(0)
    page.activateWindow()
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert rows(page) == []
    undo()
    assert rows(page) == [("Zadzwonić", 24)]


def test_it_is_moved_but_not_into_the_past(page, helped, opened, undo):
    page.reload()
    page.move_on(page.table.rows.lines[0])
    dialog = opened[0]
    dialog.grid.set_values({"due_on": "1.11.2026"})
    dialog.save()
    assert dialog.grid.boxes["due_on"].severity == "error"
    dialog.grid.set_values({"due_on": "30.11.2026"})
    dialog.save()
    assert rows(page) == [("Zadzwonić", 30)]
    undo()
    assert rows(page) == [("Zadzwonić", 24)]


def test_it_is_handed_to_a_colleague_and_taken_back(page, helped, opened, undo, do):
    jan = do(lambda work: work.add(Account(login="jan", name="Jan Kowal", role=Role.ADVISOR.value)).id)
    page.reload()
    page.give(page.table.rows.lines[0])
    opened[0].grid.set_values({"account_id": jan})
    opened[0].save()
    assert rows(page) == [], "only mine"
    page.mine.click()
    assert [line.advisor for line in page.table.rows.lines] == ["Jan Kowal"]
    undo()
    assert [line.advisor for line in page.table.rows.lines] == ["Anna Nowak"]


def test_a_new_one_is_noted(page, opened, undo):
    page.new()
    opened[0].save()
    assert opened[0].grid.boxes["title"].severity == "error"
    opened[0].grid.set_values({"title": "Oddać klucz", "due_on": "23.11.2026"})
    opened[0].save()
    assert rows(page) == [("Oddać klucz", 23)]
    undo()
    assert rows(page) == []


def test_one_is_noted_from_another_record(page, shell, opened, ask, oksana):
    new_follow_up(shell, oksana, ("person", oksana))
    opened[0].grid.set_values({"title": "Oddzwonić"})
    opened[0].save()
    [line] = page.table.rows.lines
    assert (line.person, line.about_table, line.about_id) == ("Kovalenko Oksana", "person", oksana)


def test_what_is_about_a_letter_opens_where_letters_are(page, shell, opened, oksana):
    new_follow_up(shell, oksana, ("letter", "its id"), title=Plain("Odwołanie"))
    assert opened[0].grid.values()["title"] == "Odwołanie", "proposed, and free to be changed"
    opened[0].save()
    [line] = page.table.rows.lines
    page._open(line)
    assert shell.opened[-1] == ("client", {"person_id": oksana, "section": "stay"})


def test_the_same_help_again_opens_filled_in(shell, qtbot, helped, oksana):
    for args in ({"person_ids": (oksana,), "again": "last"}, {"person_ids": (oksana,), "again": helped}):
        made = SittingPage(shell)
        qtbot.addWidget(made)
        made.arrive(**args)
        assert tuple(made.who.ids) == (oksana,)
        assert [card.kind.code for card in made.cards] == ["information"]
        assert made.cards[0].answers()["topic"] == "stay"
        assert made.sitting().answers["day"] == "2026-11-23"
        assert made._keeper is not None
        made._keeper.drop()


def test_for_somebody_never_helped_it_is_a_plain_start(shell, qtbot, oksana):
    made = SittingPage(shell)
    qtbot.addWidget(made)
    made.arrive(person_ids=(oksana,), again="last")
    assert made.cards == []
