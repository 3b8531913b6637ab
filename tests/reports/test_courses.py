"""Courses, events and surveys in the month: who learned, how long was taught, what they say of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cic_desktop import assistance, reports
from cic_desktop.assistance.lessons import LessonHeld
from cic_desktop.clients.tables import Person
from cic_desktop.courses.tables import Course, Enrolment
from cic_desktop.events.tables import Event, EventCount, EventGuest
from cic_desktop.reports.indicators import Period, cut, indicator
from cic_desktop.surveys.tables import SurveyAnswer
from tests.reports.story import OCTOBER, Story


def lesson(story: Story, kind: str, day: str, *names: str, minutes: int = 90, service_id: str = "") -> str:
    """A lesson somebody was at."""
    held = LessonHeld(
        story.project_id, story.register.actor.id, date.fromisoformat(day), "17:00", minutes, "office", kind,
        "Kurs", "Powitania", tuple(story.people[name] for name in names),
    )  # fmt: skip
    return str(story.do(lambda work: assistance.record_lesson(work, held, service_id or None)))


def value(story: Story, code: str) -> int:
    return int(story.read(lambda read: reports.month(read, OCTOBER)).figure(code).value)


def test_participants_count_once_however_many_lessons(story: Story) -> None:
    lesson(story, "polish", "2026-10-06", "oksana", "duc")
    lesson(story, "technical", "2026-10-08", "duc")
    lesson(story, "adaptation", "2026-10-09", "nino")
    lesson(story, "polish", "2026-09-29", "marko")
    table = story.read(lambda read: reports.month(read, OCTOBER)).table("sex_age")
    learned = table.values("language_course")
    assert (learned["F 18_60"], learned["M 18_60"], sum(learned.values())) == (1, 1, 2)
    assert {code: number for code, number in table.values("adaptation_course").items() if number} == {"F over_60": 1}
    assert value(story, "persons") == 4, "a lesson is help like any other"


def test_teaching_hours_are_of_45_minutes(story: Story) -> None:
    lesson(story, "polish", "2026-10-06", "oksana", "duc")
    lesson(story, "adaptation", "2026-10-07", minutes=45)
    figure = value(story, "teaching")
    assert indicator("teaching").shown(figure).render("pl") == "3"


def test_a_mark_put_right_puts_the_number_right(story: Story) -> None:
    held = lesson(story, "polish", "2026-10-06", "oksana", "duc")
    lesson(story, "polish", "2026-10-06", "oksana", service_id=held)
    assert value(story, "language_course") == 1
    found = reports.behind(indicator("language_course"), Period.of(OCTOBER))
    assert story.read(lambda read: reports.listed_persons(read, found)) == [story.people["oksana"]]
    story.do(lambda work: assistance.take_lesson_back(work, held))
    assert value(story, "language_course") == 0


@pytest.mark.parametrize(
    ("entry", "left_with", "gained"), [("A1", "A2", 1), ("A0", "B1", 1), ("A2", "A2", 0), ("", "B1", 0)]
)
def test_a_level_gained_is_seen_on_leaving(story: Story, entry: str, left_with: str, gained: int) -> None:
    learner(story, "polish", entry_level=entry, exit_level=left_with)
    assert value(story, "level_gained") == gained


def test_a_level_gained_is_told_by_sex_and_by_the_age_on_the_day_of_the_test(story: Story) -> None:
    learner(story, "polish", entry_level="A1", exit_level="A2")
    learner(story, "technical", entry_level="A2", exit_level="B1")
    table = story.read(lambda read: reports.month(read, OCTOBER)).table("sex_age")
    assert {group: n for group, n in table.values("level_gained").items() if n} == {"F 18_60": 1}, "a person once"
    found = reports.behind(indicator("level_gained"), Period.of(OCTOBER), cut("sex_age"), "F 18_60")
    assert story.read(lambda read: reports.listed_persons(read, found)) == [story.people["oksana"]]
    nobody = reports.behind(indicator("level_gained"), Period.of(OCTOBER), cut("sex_age"), "F over_60")
    assert story.read(lambda read: reports.listed_persons(read, nobody)) == []


@pytest.mark.parametrize(
    ("born", "band"), [("1966-10-31", "18_60"), ("1965-10-30", "over_60"), ("1966", "18_60"), ("1965-12", "18_60"),
                       ("2008-10", "18_60"), ("2008-10-31", "under_18"), (None, "unknown")]
)  # fmt: skip
def test_the_age_is_reckoned_as_everywhere(story: Story, born: str | None, band: str) -> None:
    """The test is on 30 October 2026; sixty is not yet over sixty."""
    oksana = story.people["oksana"]
    story.do(lambda work: work.amend(work.get(Person, oksana), {"birth_date": born}))
    learner(story, "polish", entry_level="A1", exit_level="A2")
    table = story.read(lambda read: reports.month(read, OCTOBER)).table("sex_age")
    assert table.values("level_gained")[f"F {band}"] == 1


def test_no_level_is_gained_in_an_adaptation_course(story: Story) -> None:
    learner(story, "adaptation", entry_level="A1", exit_level="A2")
    assert value(story, "level_gained") == 0


def learner(story: Story, kind: str, **levels: str) -> None:
    row: dict[str, Any] = {"project_id": story.project_id, "account_id": story.register.actor.id}
    course = Course(kind=kind, name="A1/3", starts_on=date(2026, 9, 1), **row)
    story.do(lambda work: work.add(course))
    at = {"entry_on": date(2026, 9, 1), "exit_on": date(2026, 10, 30), "enrolled_on": date(2026, 9, 1)}
    person = story.people["oksana"]
    story.do(lambda work: work.add(Enrolment(course_id=course.id, person_id=person, **at, **levels)))


def test_heads_at_an_event_are_named_and_counted_ones(story: Story) -> None:
    def tell(work: Any) -> str:
        row: dict[str, Any] = {"project_id": story.project_id, "account_id": story.register.actor.id}
        day = date(2026, 10, 15)
        event = work.add(Event(kind="training", name="Szkoła", starts_on=day, ends_on=day, state="held", **row))
        for attended in ("yes", "yes", "no", ""):
            work.add(EventGuest(event_id=event.id, name="Nauczyciel", guest_group="school", attended=attended))
        work.add(EventCount(event_id=event.id, guest_group="resident", people=30))
        for helpful, sex, age in (("yes", "F", "18_60"), ("rather_yes", "", ""), ("no", "F", "18_60")):
            work.add(SurveyAnswer(event_id=event.id, day=day, helpful=helpful, sex=sex, age_band=age))
        return str(event.id)

    event_id = story.do(tell)
    assert value(story, "event_people") == 32
    assert (value(story, "found_helpful"), value(story, "survey_sheets")) == (2, 3)
    summary = story.read(lambda read: reports.month(read, OCTOBER))
    by_group = summary.table("sex_age")
    assert {group: n for group, n in by_group.values("found_helpful").items() if n} == {"F 18_60": 1, " unknown": 1}
    assert by_group.values("survey_sheets")["F 18_60"] == 2
    assert summary.table("event_kind").values("events_held") == {
        "training": 1, "conference": 0, "event": 0, "action": 0,
    }  # fmt: skip
    of_kind = reports.behind(indicator("events_held"), Period.of(OCTOBER), cut("event_kind"), "training")
    assert [one.id for one in story.read(lambda read: reports.held_events(read, of_kind))] == [event_id]
    found = reports.behind(indicator("event_people"), Period.of(OCTOBER))
    [held] = story.read(lambda read: reports.held_events(read, found))
    assert (held.id, held.people) == (event_id, 32)


def test_answers_about_an_event_taken_out_do_not_count(story: Story) -> None:
    def tell(work: Any) -> None:
        row: dict[str, Any] = {"project_id": story.project_id, "account_id": story.register.actor.id}
        day = date(2026, 10, 15)
        event = work.add(Event(kind="training", name="Pomyłka", starts_on=day, ends_on=day, **row))
        work.add(SurveyAnswer(event_id=event.id, day=day, helpful="yes"))
        work.retire(event)

    story.do(tell)
    assert value(story, "found_helpful") == 0
