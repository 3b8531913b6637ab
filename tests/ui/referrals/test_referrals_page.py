"""Referrals in their list: each a step on with one click, every step undone."""

from __future__ import annotations

import pytest

from cic_desktop import assistance, clients, diary
from cic_desktop.ui.assistance.appointment import AppointmentDialog
from cic_desktop.ui.referrals.page import NEXT_STEP, ReferralsPage
from cic_desktop.ui.referrals.steps import NeedDialog, StepDialog
from tests.people import AMIR
from tests.ui.conftest import ROOM

WHEN = {"day": "2026-11-25", "starts_at": "10:00", "minutes": "60", "place": "office"}


@pytest.fixture
def page(shell, qtbot):
    made = ReferralsPage(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    made.show()
    shell.ctx.changed.connect(lambda changes: made.reload() if changes.touches(made.watches) else None)
    made.arrive()
    return made


def words_of(page: ReferralsPage, row: int = 0) -> list[str]:
    model = page.table.rows
    return [str(model.data(model.index(row, column))) for column in range(model.columnCount())]


def press_next(page: ReferralsPage, row: int = 0) -> None:
    page.table.pressed_cell.emit(row, NEXT_STEP)


def test_the_waiting_list_says_who_waits_how_long_for_what(page, need):
    page.reload()
    assert words_of(page)[:4] == ["7 days · within a week", "Kovalenko Oksana · A-26-0001-Y · Ukrainian",
                                  "psychologist · Nie śpi", "need"]  # fmt: skip
    assert words_of(page)[5] == "Qualify"
    assert page.chips["waiting"].text() == "Waiting  1"
    assert not page.grab().isNull()


def test_one_click_qualifies_and_asks_for_the_criteria(page, need, opened, shell, state, undo):
    page.reload()
    press_next(page)
    dialog = opened[0]
    assert isinstance(dialog, StepDialog)
    assert dialog.grid is not None
    dialog.grid.set_values({"criteria": []})
    dialog.save()
    assert dialog.grid.boxes["criteria"].severity == "error"
    dialog.grid.set_values({"criteria": ["agrees", "crisis"]})
    dialog.save()
    assert state() == "qualified"
    assert shell.notes == ["Kovalenko Oksana: qualified"]
    undo()
    assert state() == "need"


def test_booking_opens_the_times_of_that_specialist(page, qualified, opened, state):
    page.reload()
    [line] = page.table.rows.lines
    page.steps.take(line, "booked")
    assert isinstance(opened[0], AppointmentDialog)
    assert opened[0].grid is not None
    opened[0].grid.set_values({"starts_at": "15:00"})
    opened[0].save()
    assert state() == "booked"
    page.arrive(states="booked")
    assert words_of(page)[4].startswith("23.11.2026 15:00")


def test_my_own_meeting_held_is_recorded_as_help(page, qualified, do, shell, oksana):
    made, _before = do(lambda work: assistance.book_referral(work, qualified, WHEN, shell.ctx.actor.id))
    page.arrive(states="booked")
    press_next(page)
    assert shell.opened == [("sitting", {"appointment_id": made, "person_ids": (oksana,), "kind": "consultation"})]


def test_no_show_is_one_click_and_waits_again(page, qualified, do, ask, shell, state, undo):
    made, _before = do(lambda work: assistance.book_referral(work, qualified, WHEN, shell.ctx.actor.id))
    page.arrive(states="booked")
    page.steps.take(page.table.rows.lines[0], "no_show")
    assert (state(), ask(lambda r: diary.appointment(r, made)).state) == ("no_show", "no_show")
    assert page.table.rows.lines == []
    page.arrive(states="waiting")
    assert len(page.table.rows.lines) == 1
    undo()
    assert state() == "booked"


def test_a_line_that_is_behind_is_told_and_nothing_happens(page, need, do, shell, state):
    page.reload()
    line = page.table.rows.lines[0]
    do(lambda work: assistance.take_step(work, need, "declined", {"ended_reason": "Nie chce"}))
    page.steps.take(line, "booked")  # opens; saving would be refused
    from cic_desktop.ui.referrals.steps import take_step

    take_step(shell, line, "no_show", {})
    assert shell.notes == ["The referral has moved on in the meantime. Look at the list again."]
    assert state() == "declined"


def test_a_need_is_noted_for_somebody_found(page, do, ask, opened, shell, undo):
    do(lambda work: clients.register(work, AMIR))
    NeedDialog(shell).open()
    dialog = opened[0]
    dialog.save()
    assert not dialog.banner.isHidden()
    dialog.finder.box.setText("Amiri")
    dialog.finder._take(0)
    assert dialog.grid.values()["interpreter_language"] == "fa_AF"
    dialog.grid.set_values({"specialist": "lawyer", "reason": "Odmowa"})
    dialog.save()
    assert words_of(page)[2] == "lawyer · Odmowa"
    undo()
    assert page.table.rows.lines == []


def test_the_filters_narrow_the_list(page, need):
    page.arrive(specialist="lawyer")
    assert page.table.rows.lines == []
    assert not page._empty.isHidden()
    page.arrive(specialist="psychologist")
    assert len(page.table.rows.lines) == 1
    page.mine.click()
    assert page.table.rows.lines == []


def test_the_menu_offers_what_may_follow(page, need):
    page.reload()
    offered = [words.render("en") for words, _run in page.steps.choices(page.table.rows.lines[0])]
    assert offered == [
        "Qualify", "Client declines", "Call off", "New follow-up…", "Correct the need…", "Print the slip",
        "Open the client's record",
    ]  # fmt: skip


def test_a_need_is_corrected(page, need, opened, shell):
    page.reload()
    NeedDialog(shell, line=page.table.rows.lines[0]).open()
    opened[0].grid.set_values({"urgency": "urgent"})
    opened[0].save()
    assert words_of(page)[0] == "7 days · urgent"
