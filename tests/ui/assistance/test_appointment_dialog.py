"""Agreeing on an appointment, changing one, booking a referral's specialist."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from cic_desktop import assistance, diary
from cic_desktop.ui.assistance.appointment import AppointmentDialog

DAY = date(2026, 11, 23)
HOURS = {
    "weekday": "0", "starts_at": "10:00", "ends_at": "12:00", "slot_minutes": "30", "every_weeks": "1",
    "valid_from": "2026-11-01",
}  # fmt: skip


@pytest.fixture
def dialog(shell, qtbot):
    def make(**args):
        made = AppointmentDialog(shell, **args)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


@pytest.fixture
def agenda(ask):
    return lambda: ask(lambda r: diary.agenda(r, DAY))


@pytest.fixture
def retype():
    """Types answers as a person would: the dialog hears of each."""

    def type_in(made, **answers):
        made.grid.set_values(answers)
        for name in answers:
            made.grid.edited.emit(name)

    return type_in


def test_an_appointment_is_agreed_with_a_few_keys_and_undone(dialog, qtbot, shell, agenda, undo, oksana):
    agreed: list[str] = []
    made = dialog(person_id=oksana, then=agreed.append)
    assert made.grid.values()["starts_at"] == "09:45"
    qtbot.keyClick(made, Qt.Key.Key_Return)
    [line] = agenda()
    assert (line.person, line.starts_at, line.advisor, line.id) == (
        "Kovalenko Oksana",
        "09:45",
        "Anna Nowak",
        agreed[0],
    )
    assert shell.notes == ["Agreed: Monday, 23 November 2026, 09:45."]
    undo()
    assert agenda() == []


def test_clashes_are_shown_beside_their_fields_and_do_not_forbid(dialog, agenda, oksana, retype):
    dialog(person_id=oksana).save()
    made = dialog(person_id=oksana)
    assert set(made.warnings()) == {"account_id", "starts_at"}
    assert "09:45–10:30" in made.warnings()["account_id"]
    assert made.save_button.text() == "Agree all the same"
    retype(made, starts_at="15:00")
    assert made.warnings() == {}
    assert made.save_button.text() == "Agree"
    retype(made, starts_at="9:50")
    made.save()
    assert [line.starts_at for line in agenda()] == ["09:45", "09:50"]


def test_a_holiday_and_a_day_that_is_over_are_said_beside_the_day(dialog, agenda, retype):
    made = dialog()
    retype(made, day="11.11.2027")
    assert made.warnings()["day"] == "A public holiday: National Independence Day."
    retype(made, day="20.11.2026")
    assert made.warnings()["day"].startswith("This day is over.")
    assert made.save_button.text() == "Agree", "it cannot be agreed on all the same"
    made.save()
    assert made.grid.boxes["day"].severity == "error"
    assert made.isVisible()
    assert agenda() == []


def test_free_times_are_offered_and_taken_with_their_room(dialog, do, agenda, shell):
    room = do(lambda work: diary.keep_room(work, {"name": "Pokój 2", "seats": "3"}))
    hours = {**HOURS, "account_id": shell.ctx.actor.id, "room_id": room}
    do(lambda work: diary.keep_hours(work, hours))
    made = dialog()
    offered = [b.text() for b in made._offered.findChildren(QPushButton)]
    assert offered[0] == "Monday 23.11 10:00"
    assert made.grid.values()["starts_at"] == "10:00", "it starts on the first free time"
    made._offered.findChildren(QPushButton)[1].click()
    assert made.grid.values()["starts_at"] == "10:30"
    made.save()
    assert [(line.starts_at, line.room) for line in agenda()] == [("10:30", "Pokój 2")]


def test_a_chosen_time_is_not_replaced_by_a_free_one(dialog, do, shell, retype):
    do(lambda work: diary.keep_hours(work, {**HOURS, "account_id": shell.ctx.actor.id}))
    assert dialog(starts_at="11:30").grid.values()["starts_at"] == "11:30"
    assert dialog(day="2026-11-24").grid.values()["starts_at"] == "", "nothing is free on the day asked for"
    made = dialog()
    retype(made, starts_at="11:00")
    retype(made, minutes="30")
    assert made.grid.values()["starts_at"] == "11:00"


def test_one_is_changed_and_put_back(dialog, agenda, oksana, undo, shell, retype):
    dialog(person_id=oksana).save()
    made = dialog(appointment_id=agenda()[0].id)
    assert made.warnings() == {}, "it does not stand in its own way"
    retype(made, starts_at="16:00", bring="paszport")
    made.save()
    assert [(line.starts_at, line.bring) for line in agenda()] == [("16:00", "paszport")]
    undo()
    assert [line.starts_at for line in agenda()] == ["09:45"]


def test_who_is_too_late_learns_it_and_loses_nothing(dialog, agenda, do, oksana, retype):
    dialog(person_id=oksana).save()
    made = dialog(appointment_id=agenda()[0].id)
    do(lambda work: diary.move(work, agenda()[0].id, DAY, "13:00"))
    retype(made, starts_at="16:00")
    made.save()
    assert set(made.choice.tiles) >= {"starts_at"}
    made.choice.first.click()
    assert [line.starts_at for line in agenda()] == ["16:00"]


def test_a_referral_is_booked_with_its_interpreter_first(dialog, do, ask, agenda, oksana, undo, shell):
    need = {"specialist": "lawyer", "urgency": "soon", "waiting_since": "2026-11-20", "reason": "Odmowa",
            "interpreter_language": "uk"}  # fmt: skip
    referral_id = do(lambda work: assistance.note_need(work, oksana, need))
    do(lambda work: assistance.take_step(work, referral_id, "qualified", {"criteria": ["agrees"], "urgency": "soon"}))
    for name, spoken in (("Beka", ["ka"]), ("Olena", ["uk"])):
        who = {"name": name, "languages": spoken, "adult": "yes"}
        do(lambda work, who=who: diary.keep_interpreter(work, who))
    made = dialog(referral=ask(lambda r: assistance.referral(r, referral_id)))
    interpreters = [option.label.render("en") for option in made.grid.boxes["interpreter_id"].field.options]
    assert interpreters == ["Olena · Ukrainian", "Beka · Georgian"]
    assert made.grid.values()["language"] == "uk"
    made.save()
    assert [line.kind for line in agenda()] == ["consultation"]
    assert ask(lambda r: assistance.referral(r, referral_id)).state == "booked"
    undo()
    assert agenda() == []
    assert ask(lambda r: assistance.referral(r, referral_id)).state == "qualified"


def test_the_person_is_found_by_typing(dialog, qtbot, agenda, oksana):
    made = dialog()
    made.finder.box.setText("Коваленко")  # QTest types Latin letters only
    assert made.finder.list.count() == 1
    qtbot.keyClick(made.finder.box, Qt.Key.Key_Return)
    assert made.finder.isHidden()
    made.save()
    assert [line.person_id for line in agenda()] == [oksana]


def test_nobody_found_is_said(dialog, qtbot, oksana):
    made = dialog()
    qtbot.keyClicks(made.finder.box, "Zzyzx Qwrt")
    assert made.finder.list.count() == 0
    assert not made.finder._nobody.isHidden()


def test_a_time_that_is_none_is_said_beside_it(dialog, agenda):
    made = dialog()
    made.grid.set_values({"starts_at": "26:00"})
    made.save()
    assert made.grid.boxes["starts_at"].severity == "error"
    assert made.isVisible()
    assert agenda() == []


def test_tab_reaches_the_free_times_before_the_questions(dialog, do, shell, oksana):
    hours = {
        "account_id": shell.ctx.actor.id, "weekday": "0", "starts_at": "10:00", "ends_at": "12:00",
        "slot_minutes": "30", "every_weeks": "1", "valid_from": "2026-11-01",
    }  # fmt: skip
    do(lambda work: diary.keep_hours(work, hours))
    made = dialog(person_id=oksana)
    first = made._offered.findChildren(QPushButton)[0]
    order, at = [], first
    for _step in range(200):
        order.append(at)
        at = at.nextInFocusChain()
    assert order.index(made.grid.boxes["day"].editor.target) < order.index(made.save_button)
    assert all(order.index(slot) < 12 for slot in made._offered.findChildren(QPushButton))


def test_what_to_bring_is_chosen_and_typed(dialog, agenda, oksana, retype):
    made = dialog(person_id=oksana)
    retype(made, bring_codes=["id", "photo"], bring="kredki")
    made.save()
    [line] = agenda()
    assert [words.render("uk") for words in diary.bring_words(line.bring)] == [
        "документ, що посвідчує особу", "фотографія", "kredki",
    ]  # fmt: skip
    again = dialog(appointment_id=line.id)
    assert (again.grid.values()["bring_codes"], again.grid.values()["bring"]) == (["id", "photo"], "kredki")
