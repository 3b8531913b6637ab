"""Appointments: agreed, found in the day, held, called off, and never two at once unseen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cic_desktop import clients, diary, startup
from cic_desktop.core.errors import Invalid

DAY = date(2026, 11, 23)
WHEN = {"day": "23.11.2026", "starts_at": "10:00", "minutes": "45", "place": "office", "about": "PESEL"}


@pytest.fixture
def agree(register: startup.Opened) -> Any:
    def make(kind: str = "document_help", person_id: str = "", **answers: str) -> str:
        with register.database.write(register.actor, "agree") as work:
            return diary.agree(work, {**WHEN, **answers}, kind, person_id)

    return make


def test_the_agenda_shows_the_day_in_its_order(register, agree, look):
    with register.database.write(register.actor, "register") as work:
        names = {"surname": "Beridze", "given": "Nino", "citizenship": "GE", "language": "ka"}
        nino = clients.register(work, names).id
    agree(starts_at="14")
    agree(person_id=nino, starts_at="9:15")
    agree(day="24.11.2026")
    lines = look(lambda read: diary.agenda(read, DAY))
    assert [(line.starts_at, line.person, line.language) for line in lines] == [
        ("09:15", "Beridze Nino", "ka"),
        ("14:00", "", ""),
    ]
    assert [line.day.day for line in look(lambda read: diary.appointments_of(read, nino))] == [23]


def fields_of(look: Any, meeting: diary.Meeting) -> list[str]:
    """Beside which fields something is said against a meeting."""
    return [clash.field for clash in look(lambda read: diary.clashes(read, meeting))]


@pytest.mark.parametrize(
    ("starts_at", "minutes", "clash"),
    [("09:30", 30, False), ("09:30", 31, True), ("10:30", 60, True), ("10:45", 15, False), ("09:00", 180, True)],
)
def test_a_clash_is_an_overlap_and_not_a_touch(register, agree, look, starts_at, minutes, clash):
    agree()
    wanted = diary.Meeting(DAY, starts_at, minutes, register.actor.id)
    assert ("account_id" in fields_of(look, wanted)) is clash


def test_what_was_called_off_or_is_somebody_elses_does_not_clash(register, agree, look):
    agreed = agree()
    assert fields_of(look, diary.Meeting(DAY, "10:00", 30, "another account")) == []
    with register.database.write(register.actor, "call off") as work:
        diary.set_state(work, agreed, "called_off")
    assert fields_of(look, diary.Meeting(DAY, "10:00", 30, register.actor.id)) == []


def test_one_made_by_mistake_is_taken_back(register, agree, look):
    agreed = agree()
    with register.database.write(register.actor, "withdraw") as work:
        diary.withdraw(work, agreed)
    assert look(lambda read: diary.agenda(read, DAY)) == []
    assert look(lambda read: diary.appointment(read, agreed)) is None


def test_what_cannot_be_read_is_said_beside_its_field(agree):
    with pytest.raises(Invalid) as refused:
        agree(day="31.02.2026", starts_at="25:00")
    assert {problem.field for problem in refused.value.problems} == {"day", "starts_at"}
