"""The demo's courses and events: every list has something on it, and nobody is in two places at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import pytest

from cic_desktop import courses, diary, events, surveys
from cic_desktop.demo import groups, rhythm
from cic_desktop.startup import Opened
from tests.demo.conftest import UNTIL, Make

Sql = Callable[..., list[Any]]
Cards = dict[str, courses.CourseCard]


@pytest.fixture
def cards(shown: Opened) -> Cards:
    """Every course by its name."""
    with shown.database.read(shown.actor) as read:
        return {
            line.name: card
            for which in get_args(courses.WhichCourses)
            for line in courses.course_list(read, courses.CourseFilter(which)).lines
            if (card := courses.course(read, line.id))
        }


def test_courses_are_planned_running_and_ended(cards: Cards) -> None:
    assert Counter(card.line.state for card in cards.values()) == {"running": 3, "ended": 2, "planned": 1}
    assert {card.line.kind for card in cards.values()} == {"polish", "technical", "children", "adaptation"}
    a2 = cards["Polski A2, grupa 1"]
    assert (a2.line.enrolled, a2.line.waiting) == (12, 2)
    assert Counter(lesson.state for lesson in a2.lessons)["called_off"] == 1
    assert {lesson.teacher for lesson in a2.lessons} == {"Anna Lewicka", "Oksana Marczuk"}
    assert [each.left_reason for each in a2.gone] == ["never_came"]
    week_three = a2.lessons[4].day
    assert sum(each.enrolled_on == week_three and each.state == "enrolled" for each in a2.people) == 2
    assert cards["Polski A0, od podstaw"].line.enrolled == 6


def test_an_ended_course_has_certificates_for_who_came_and_a_level_gained(cards: Cards) -> None:
    a1 = cards["Polski A1, grupa 1"]
    certified = [each for each in a1.people if each.certificate_number]
    assert len(certified) >= 8
    assert all(each.percent >= a1.line.min_percent for each in certified)
    assert [each for each in a1.people if each.state == "finished" and not each.certificate_number]
    assert any(each.exit_level > each.entry_level for each in certified)
    assert {material.title for each in certified for material in each.materials}


def test_the_adaptation_course_went_through_the_eleven_blocks(cards: Cards) -> None:
    card = cards["Kurs adaptacyjny, edycja 2"]
    assert [block.block for block in card.blocks] == [str(number) for number in range(1, 12)]
    assert all(block.held == block.units for block in card.blocks)


def test_lessons_held_are_services_and_nothing_past_waits_for_marks(sql: Sql) -> None:
    held = groups.lessons_held(UNTIL)
    assert sql("SELECT count(*) FROM service WHERE kind = 'course' AND deleted_at IS NULL") == [(held,)]
    assert sql("SELECT 1 FROM gathering WHERE course_id <> '' AND state = 'planned' AND day < ?", (str(UNTIL),)) == []
    months = {month for (month,) in sql("SELECT DISTINCT substr(day, 1, 7) FROM service WHERE kind = 'course'")}
    assert {"2026-03", "2026-09", "2026-10", "2026-11"} <= months


def test_no_lesson_lies_on_a_day_the_centre_is_closed(sql: Sql) -> None:
    days = [date.fromisoformat(day) for (day,) in sql("SELECT DISTINCT day FROM gathering")]
    assert date(2026, 11, 11) not in days
    assert all(rhythm.is_open(day) for day in days)


def test_nothing_clashes(shown: Opened) -> None:
    """Teachers, rooms, people of a group, seats: asked as the windows ask it."""
    with shown.database.read(shown.actor) as read:
        lines = diary.gatherings_between(read, date(2026, 1, 1), date(2027, 12, 31))
        lines = [line for line in lines if line.state != "called_off"]
        occasions = [
            diary.Occasion(
                line.day, line.starts_at, line.minutes, teacher_id=line.teacher_id, room_id=line.room_id,
                course_id=line.course_id, event_id=line.event_id, but=line.id,
            )
            for line in lines
        ]  # fmt: skip
        found = diary.clashes_of_many(read, occasions)
    assert len(lines) > 100
    assert [clash.text.render("en") for clashes in found for clash in clashes] == []


def test_nobody_is_helped_in_two_places_at_once(sql: Sql) -> None:
    minute = "CAST(substr({0}.starts_at, 1, 2) AS INTEGER) * 60 + CAST(substr({0}.starts_at, 4) AS INTEGER)"
    lesson, other = minute.format("a"), minute.format("b")
    where = "JOIN service_person {1} ON {1}.service_id = {0}.id JOIN sitting {2} ON {2}.id = {0}.sitting_id"
    assert sql(
        f"SELECT a.day, p.person_id FROM service s {where.format('s', 'p', 'a')} JOIN service_person q "
        "ON q.person_id = p.person_id JOIN service t ON t.id = q.service_id AND t.id <> s.id "
        "JOIN sitting b ON b.id = t.sitting_id AND b.day = a.day "
        f"WHERE s.kind = 'course' AND {lesson} < {other} + b.minutes AND {other} < {lesson} + a.minutes"
    ) == []  # fmt: skip


def test_events_are_held_planned_and_called_off(shown: Opened) -> None:
    with shown.database.read(shown.actor) as read:
        lists = {which: events.event_list(read, events.EventFilter(which)).lines for which in get_args(events.Which)}
        conference = next(line for line in lists["held"] if line.kind == "conference")
        card = events.event(read, conference.id)
        (christmas,) = lists["planned"]
        said = surveys.survey_counts(read, event_id=conference.id)
    assert {line.kind for line in lists["held"]} == {"training", "conference", "event"}
    assert [line.reason for line in lists["called_off"]] != [""]
    assert card is not None
    assert len(card.guests) == 120
    assert len(card.programme) == 6
    assert card.line.people > 120
    assert len(card.groups) >= 8
    assert christmas.invited == christmas.guests > christmas.coming > 0
    assert said.sheets == 40
    assert (said.percent or 0) > 80


def test_a_small_register_has_events_alone(make: Make) -> None:
    opened = make(20, 80)
    with opened.database.read(opened.actor) as read:
        assert read.sql("SELECT count(*) FROM course") == [(0,)]
        assert read.sql("SELECT count(*) FROM event") == [(5,)]


@pytest.mark.parametrize("until", [date(2026, 11, 22), date(2026, 12, 25), date(2024, 2, 29)])
def test_any_day_may_be_the_last(make: Make, until: date) -> None:
    opened = make(90, 400, until=until)
    with opened.database.read(opened.actor) as read:
        assert read.sql("SELECT count(*) FROM service WHERE deleted_at IS NULL") == [(400,)]
        assert read.sql("SELECT max(day) <= ? FROM service", (until.isoformat(),)) == [(1,)]
