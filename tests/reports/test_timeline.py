"""A person's timeline: everything that happened, the newest first, each leading somewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cic_desktop import assistance, clients, courses, diary, events, forms, projects, startup
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.assistance.tables import Service
from cic_desktop.core.errors import NotAllowed
from cic_desktop.core.rights import RIGHTS, Role
from cic_desktop.db.work import Actor
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


def test_help_opens_the_talk_it_was_given_in(register: startup.Opened, oksana: str) -> None:
    given = next(entry for entry in entries(register, oksana) if entry.group == "help")
    assert given.page == "sitting"
    with register.database.read(register.actor) as read:
        assert assistance.talk(read, given.args["sitting_id"]).day == given.day


def test_help_in_confidence_opens_the_list_that_knows_of_it(register: startup.Opened, oksana: str) -> None:
    with register.database.write(register.actor, "keep it to oneself") as work:
        for row in work.rows(Service, "deleted_at IS NULL"):
            work.amend(row, {"details": '{"confidential": "yes"}'})
    with register.database.read(Actor("another", "jan", Role.ADVISOR)) as read:
        given = next(entry for entry in timeline(read, oksana) if entry.group == "help")
        assert given.page == "help"
        lines = assistance.services_where(read, given.args["where"], given.args["params"])
    assert [line.id for line in lines] == [given.args["chosen"]]


def test_help_told_beside_something_confidential_opens_the_list_too(register: startup.Opened, oksana: str) -> None:
    with register.database.write(register.actor, "give") as work:
        common = {"topic": "stay", "minutes": "20", "project_id": projects.current_project(work)}
        secret = {**common, "specialist": "lawyer"}
        given = (ServiceDraft("information", common, (oksana,)), ServiceDraft("consultation", secret, (oksana,)))
        talk = {"day": "2026-11-23", "minutes": "40", "place": "office", "signature": "now"}
        talk_id = assistance.record(work, SittingDraft(talk, given))
    for reader, page in ((Actor("another", "jan", Role.ADVISOR), "help"), (register.actor, "sitting")):
        with register.database.read(reader) as read:
            pages = [e.page for e in timeline(read, oksana) if talk_id in (*e.args.get("params", ()), *e.args.values())]
        assert pages == [page, page]


def test_a_planned_appointment_opens_its_sitting(register: startup.Opened, oksana: str) -> None:
    appointment = entries(register, oksana)[0]
    assert appointment.page == "sitting"
    assert appointment.args["person_ids"] == (oksana,)
    assert [words.render("en") for words, _tone in appointment.chips] == ["planned"]


def test_an_appointment_with_a_visit_prepared_for_it_opens_the_visit(register: startup.Opened, oksana: str) -> None:
    plan = {"institution_kind": "zus", "institution": "ZUS Opole", "day": "2026-11-26", "starts_at": "9:00"}
    with register.database.write(register.actor, "prepare a visit") as work:
        visit_id = assistance.visits.prepare_visit(work, oksana, {**plan, "interprets": "advisor"})
    appointment = entries(register, oksana)[0]
    assert (appointment.page, appointment.args) == ("visit", {"visit_id": visit_id})


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


def told(entries: list[TimelineEntry]) -> list[tuple[str, str, str, list[str]]]:
    return [
        (
            f"{entry.day:%d.%m}", entry.title.render("en"), entry.meta.render("en"),
            [words.render("en") for words, _tone in entry.chips],
        )
        for entry in entries
        if entry.group == "course"
    ]  # fmt: skip


DAYS = tuple(date(2026, month, day) for month, day in ((9, 7), (9, 9), (9, 14), (11, 18), (12, 2)))


@pytest.fixture
def course(register: startup.Opened, oksana: str) -> tuple[str, str]:
    """Oksana was at two of three lessons; one is still to come. Gives the course and her enrolment."""
    with register.database.write(register.actor, "test") as work:
        answers = {"name": "Polski A1", "kind": "polish", "level": "A1", "starts_on": "2026-09-07", "units": "12"}
        course_id = courses.open_course(work, answers)
        courses.plan_lessons(work, course_id, [courses.ProposedLesson(day, "17:00", 90) for day in DAYS])
        answers = {"enrolled_on": "2026-09-07", "entry_level": "A0"}
        enrolled = courses.enrol(work, course_id, oksana, answers).id
        lessons = diary.gatherings_of(work, course_id=course_id)
        for lesson, mark in zip(lessons, ("present", "late", "absent"), strict=False):
            courses.save_marks(work, lesson.id, {enrolled: mark})
    return course_id, enrolled


def test_a_course_is_told_by_its_steps_and_its_lessons_are_one_number(
    register: startup.Opened, oksana: str, course: tuple[str, str]
) -> None:
    course_id, enrolled = course
    with register.database.write(register.actor, "test") as work:
        courses.set_level(work, enrolled, "exit", {"day": "2026-11-18", "level": "A1"})
        numbers = courses.award(work, course_id, [enrolled], date(2026, 11, 20), despite="Prace domowe.").numbers
    everything = entries(register, oksana)
    found = told(everything)
    assert {name for _day, name, _meta, _chips in found} == {"Polish for adults: Polski A1"}
    assert [(day, chips) for day, _name, _meta, chips in found] == [
        ("20.11", ["certificate"]), ("18.11", ["a level gained"]), ("07.09", ["finished"]),
    ]  # fmt: skip
    first, second, third = (meta for _day, _name, meta, _chips in found)
    assert numbers[enrolled] in first
    assert "level test: A1 · at the start: A0" in second
    assert "2 of 3 lessons" in third
    opens = {(entry.page, entry.args["course_id"]) for entry in everything if entry.group == "course"}
    assert opens == {("course", course_id)}
    assert not [entry for entry in everything if entry.group == "help" and "Lesson" in entry.title.render("en")]


def test_leaving_a_course_says_why(register: startup.Opened, oksana: str, course: tuple[str, str]) -> None:
    with register.database.write(register.actor, "test") as work:
        courses.leave(work, course[1], {"left_on": "2026-10-02", "left_reason": "work"})
    left, enrolled = told(entries(register, oksana))
    assert (left[0], left[3]) == ("02.10", ["Left the course"])
    assert "work, changed hours" in left[2]
    assert enrolled[0] == "07.09"


@pytest.mark.parametrize(
    ("attended", "chip"), [("yes", "was there"), ("no", "did not come"), ("", "planned")], ids=("was", "was not", "may")
)
def test_an_event_is_told_on_its_day(register: startup.Opened, oksana: str, attended: str, chip: str) -> None:
    with register.database.write(register.actor, "test") as work:
        answers = {
            "kind": "event", "name": "Wigilia", "starts_on": "2026-11-21", "place": "Dom Kultury",
            "account_id": register.actor.id, "project_id": projects.current_project(work),
        }  # fmt: skip
        event_id = events.open_event(work, answers)
        guest = events.add_client_guest(work, event_id, oksana, {})
        events.mark_guests(work, [guest], "attended", attended)
    everything = entries(register, oksana)
    ((day, name, _meta, chips),) = told(everything)
    assert (day, name, chips) == ("21.11", "event: Wigilia", [chip])
    (entry,) = (entry for entry in everything if entry.group == "course")
    assert (entry.page, entry.args) == ("event", {"event_id": event_id})
