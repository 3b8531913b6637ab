"""A person's timeline: everything that happened, the newest first, each leading somewhere."""

from __future__ import annotations

from typing import Any

import pytest

from cic_desktop import assistance, clients, diary, forms, projects, startup
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core.errors import NotAllowed
from cic_desktop.core.rights import RIGHTS, Role
from cic_desktop.reports.timeline import TimelineEntry, timeline
from tests.people import AMIR, OKSANA


@pytest.fixture
def oksana(register: startup.Opened) -> str:
    """Registered today, in the project since the 10th, helped before and after."""
    with register.database.write(register.actor, "test") as work:
        person_id = clients.register(work, OKSANA).id
        project = {"project_id": projects.current_project(work), "enrolled_on": "2026-11-09"}
        clients.add_part(work, person_id, "participation", {**project, "declared_on": "2026-11-10"})
        amir = clients.register(work, AMIR).id
        help_given(work, "2026-11-05", (person_id,))
        help_given(work, "2026-11-20", (person_id, amir), signature="list", description="Filled in together.")
        answers = {"day": "2026-11-25", "starts_at": "10:00", "minutes": "30", "place": "office", "about": "PESEL"}
        diary.agree(work, answers, "consultation", person_id)
    return person_id


def help_given(work: Any, day: str, persons: tuple[str, ...], signature: str = "now", **answers: str) -> None:
    project_id = projects.current_project(work)
    common = {"topic": "civil", "minutes": "20", "document": "pesel", "office": "UM Opole", "project_id": project_id}
    talk = {"day": day, "minutes": "20", "place": "office", "signature": signature}
    service = ServiceDraft("document_help", {**common, **answers}, persons)
    assistance.record(work, SittingDraft(talk, (service,)))


def entries(register: startup.Opened, person_id: str, **options: int) -> list[TimelineEntry]:
    with register.database.read(register.actor) as read:
        return timeline(read, person_id, **options)


def test_everything_stands_in_one_row_the_newest_first(register: startup.Opened, oksana: str) -> None:
    rows = [(f"{entry.day:%d.%m}", entry.group, entry.title.render("en")) for entry in entries(register, oksana)]
    assert rows == [
        ("25.11", "appointment", "Appointment: Specialist consultation"),
        ("23.11", "record", "Registered"),
        ("23.11", "record", "Information on personal data (RODO) handed over"),
        ("20.11", "help", rows[3][2]),
        ("10.11", "record", "Declaration signed: help counts from this day"),
        ("09.11", "record", "Enrolment form signed"),
        ("05.11", "help", rows[6][2]),
    ]
    assert rows[3][2].startswith("Help with a document: ")


def test_help_says_who_how_long_and_what_is_missing(register: startup.Opened, oksana: str) -> None:
    help_now, help_before = (entry for entry in entries(register, oksana) if entry.group == "help")
    assert "Anna Nowak · 20 minutes · with 1 other person" in help_now.meta.render("en")
    assert help_now.body.render("en").endswith("Filled in together.")
    assert [words.render("en") for words, _tone in help_now.chips] == ["to be signed"]
    assert [words.render("en") for words, _tone in help_before.chips] == ["not countable"]


def test_help_opens_the_list_of_its_sitting(register: startup.Opened, oksana: str) -> None:
    given = next(entry for entry in entries(register, oksana) if entry.group == "help")
    assert given.page == "help"
    with register.database.read(register.actor) as read:
        lines = assistance.services_where(read, given.args["where"], given.args["params"])
    assert [line.day for line in lines] == [given.day]


def test_a_planned_appointment_opens_its_sitting(register: startup.Opened, oksana: str) -> None:
    appointment = entries(register, oksana)[0]
    assert appointment.page == "sitting"
    assert appointment.args["person_ids"] == (oksana,)
    assert [words.render("en") for words, _tone in appointment.chips] == ["planned"]


def test_a_limit_keeps_the_newest(register: startup.Opened, oksana: str) -> None:
    assert [entry.day for entry in entries(register, oksana, limit=2)] == [
        entry.day for entry in entries(register, oksana)[:2]
    ]


def test_it_takes_the_right_to_read_clients(
    register: startup.Opened, oksana: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RIGHTS, Role.ADMINISTRATOR, frozenset())
    with pytest.raises(NotAllowed):
        entries(register, oksana)


def test_a_form_leaves_an_entry_for_each_of_its_steps(register: startup.Opened, oksana: str) -> None:
    form, sample = forms.load("EL-W-1"), forms.sample("EL-W-1")
    filled = forms.fill(form, sample)
    call = {"called_on": "2026-11-20", "term_days": "7", "kind": "call_defects"}
    with register.database.write(register.actor, "test") as work:
        filled_id = forms.save_filled(work, oksana, form, sample, filled, "printed")
        forms.take_step(work, filled_id, "submitted", {"submitted_on": "2026-11-18", "reference": "UPO 7"})
        forms.take_step(work, filled_id, "called", call)
        begun = forms.save_started(work, oksana, form, {"can_register": "no"}, forms.Started())
    found = [entry for entry in entries(register, oksana) if entry.group == "form"]
    assert [(f"{entry.day:%d.%m}", entry.chips[0][0].render("en")) for entry in found] == [
        ("23.11", "printed"), ("23.11", "begun"), ("20.11", "called to complete"), ("18.11", "submitted"),
    ]  # fmt: skip
    assert "UPO 7" in found[3].meta.render("en")
    assert found[1].args["filled_id"] == begun, "an unfinished form is gone on with"
    assert (found[0].page, found[0].args["section"]) == ("client", "forms")
