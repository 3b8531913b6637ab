"""Courses, events and surveys in the bundle: large numbers are there, small ones and small rests are hidden."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cic_desktop import assistance, clients, exchange
from cic_desktop.assistance.lessons import LessonHeld
from cic_desktop.courses.tables import Course, Enrolment
from cic_desktop.events.tables import Event, EventCount, EventGuest
from cic_desktop.surveys.tables import SurveyAnswer
from tests.exchange.test_bundle import files_of, table
from tests.reports.story import OCTOBER, Story

DAY = date(2026, 10, 15)
NAME = "Polski dla opiekunek z ulicy Krótkiej"


@pytest.fixture
def twenty(story: Story) -> list[str]:
    """Twenty people more, helped in no other way."""
    made: list[str] = []
    for number in range(20):
        answers = {
            "surname": f"Moroz{'abcdefghijklmnopqrst'[number]}",
            "given": "Iryna",
            "citizenship": "UA",
            "language": "uk",
        }
        made.append(story.do(lambda work, a=answers: clients.register(work, {**a, "sex": "F"}).id, "2026-10-02"))
    return made


def lesson(story: Story, kind: str, persons: list[str], minutes: int = 90) -> None:
    held = LessonHeld(
        story.project_id, story.register.actor.id, DAY, "17:00", minutes, "office", kind, NAME, "Zakupy", persons
    )
    story.do(lambda work: assistance.record_lesson(work, held))


def event(story: Story, heads: int, helpful: int) -> None:
    def tell(work: Any) -> None:
        whose: dict[str, Any] = {"project_id": story.project_id, "account_id": story.register.actor.id}
        made = work.add(Event(kind="training", name="Szkoła", starts_on=DAY, ends_on=DAY, state="held", **whose))
        work.add(EventGuest(event_id=made.id, name="Zuzanna Gość", guest_group="school", attended="yes"))
        work.add(EventCount(event_id=made.id, guest_group="resident", people=heads - 1))
        for _sheet in range(helpful):
            work.add(SurveyAnswer(event_id=made.id, day=DAY, helpful="yes", words="Bardzo pomocne dla nas"))

    story.do(tell)


def bundled(story: Story, tmp_path: Path) -> tuple[dict[str, str], str]:
    """The month's figures by their codes (empty: hidden), and everything in the file as text."""
    exchange.make_bundle(story.register, OCTOBER, tmp_path / "b.cicb")
    files = files_of(story, tmp_path / "b.cicb")
    lines = [row for row in table(files, "wskazniki") if row["plec"] == row["wiek"] == "total"]
    return {row["wskaznik"]: row["wartosc"] for row in lines}, b"\n".join(files.values()).decode()


def test_large_numbers_are_there(story: Story, tmp_path: Path, twenty: list[str]) -> None:
    lesson(story, "polish", twenty[:12])
    lesson(story, "adaptation", twenty[8:14], minutes=45)
    event(story, heads=30, helpful=9)
    figures, text = bundled(story, tmp_path)
    names = ("language_course", "adaptation_course", "teaching", "event_people", "found_helpful")
    assert [figures[name] for name in names] == ["12", "6", "135", "30", "9"]
    assert figures["level_gained"] == "0"
    for private in (NAME, "Zuzanna", "Bardzo pomocne", "Moroza"):
        assert private not in text


def test_small_numbers_are_hidden(story: Story, tmp_path: Path, twenty: list[str]) -> None:
    lesson(story, "polish", twenty[:4])
    event(story, heads=3, helpful=2)
    figures, _text = bundled(story, tmp_path)
    assert {figures[name] for name in ("language_course", "event_people", "found_helpful")} == {""}
    assert figures["adaptation_course"] == "0"


def test_so_is_a_number_whose_rest_would_be_small(story: Story, tmp_path: Path, twenty: list[str]) -> None:
    """All but a few of the month's people learned Polish: who did not could be guessed."""
    lesson(story, "polish", [*twenty, story.people["oksana"]])
    figures, _text = bundled(story, tmp_path)
    assert figures["persons"] == "24"
    assert figures["language_course"] == ""


# --- by sex and age ---------------------------------------------------------------------------------


def groups(story: Story, tmp_path: Path, code: str) -> dict[str, str]:
    """An indicator by sex and age, without the zeros; empty: hidden."""
    exchange.make_bundle(story.register, OCTOBER, tmp_path / "g.cicb")
    rows = [row for row in table(files_of(story, tmp_path / "g.cicb"), "wskazniki") if row["wskaznik"] == code]
    found = {f"{row['plec']} {row['wiek']}": row["wartosc"] for row in rows if row["plec"] != "total"}
    assert len(found) == 12
    return {group: number for group, number in found.items() if number != "0"}


@pytest.fixture
def ages(story: Story) -> dict[str, list[str]]:
    """Women and men of all ages, ten of each."""

    def register(sex: str, born: str, number: int) -> str:
        answers = {"surname": f"Koval{'abcdefghij'[number]}", "given": "Ada" if sex == "F" else "Jan", "sex": sex,
                   "birth_date": born, "citizenship": "UA", "language": "uk"}  # fmt: skip
        return str(story.do(lambda work: clients.register(work, answers).id, "2026-10-02"))

    born = {"under_18": "2012", "18_60": "1966-10-16", "over_60": "1950-03-02"}  # sixty is not yet over sixty
    return {f"{sex} {age}": [register(sex, day, n) for n in range(10)] for sex in "FM" for age, day in born.items()}


def test_learners_are_told_by_sex_and_age(story: Story, tmp_path: Path, ages: dict[str, list[str]]) -> None:
    lesson(story, "polish", [person for people in ages.values() for person in people])
    lesson(story, "adaptation", [*ages["F 18_60"][:6], *ages["M over_60"][:5]])
    assert groups(story, tmp_path, "adaptation_course") == {"F 18_60": "6", "M over_60": "5"}


def test_a_small_group_takes_another_with_it(story: Story, tmp_path: Path, ages: dict[str, list[str]]) -> None:
    """Two men learned: with the total in sight they could be computed, so one group more is hidden."""
    lesson(story, "adaptation", [person for people in ages.values() for person in people])
    lesson(story, "polish", [*ages["F 18_60"][:5], *ages["F over_60"][:5], *ages["M 18_60"][:2]])
    shown = groups(story, tmp_path, "language_course")
    assert shown["M 18_60"] == "" and sorted(shown.values()) == ["", "", "5"]


def test_who_did_not_learn_must_not_be_few_either(story: Story, tmp_path: Path, ages: dict[str, list[str]]) -> None:
    lesson(story, "adaptation", [person for people in ages.values() for person in people])
    lesson(story, "polish", [*ages["F 18_60"][:8], *ages["M 18_60"][:5], *ages["M over_60"][:5]])
    assert groups(story, tmp_path, "language_course")["F 18_60"] == "", "three women are left"


def test_a_level_gained_is_told_by_sex_and_age(story: Story, tmp_path: Path, ages: dict[str, list[str]]) -> None:
    lesson(story, "polish", [person for people in ages.values() for person in people])
    row: dict[str, Any] = {"project_id": story.project_id, "account_id": story.register.actor.id}
    first, last = date(2026, 9, 1), date(2026, 10, 15)  # the day before she is sixty, the day when he is
    course = Course(kind="polish", name="A1/3", starts_on=first, **row)
    story.do(lambda work: work.add(course))
    levels = {"entry_level": "A0", "entry_on": first, "exit_level": "A1", "enrolled_on": first}
    for person in ages["F 18_60"][:5] + ages["M over_60"][:5]:
        story.do(lambda work, p=person: work.add(Enrolment(course_id=course.id, person_id=p, exit_on=last, **levels)))
    assert groups(story, tmp_path, "level_gained") == {"F 18_60": "5", "M over_60": "5"}


def sheets(story: Story, sex: str, age: str, helpful: int, others: int) -> None:
    def tell(work: Any) -> None:
        whose: dict[str, Any] = {"project_id": story.project_id, "account_id": story.register.actor.id}
        about = work.add(Event(kind="training", name="Szkoła", starts_on=DAY, ends_on=DAY, state="held", **whose))
        for answer in ["yes"] * helpful + ["no"] * others:
            work.add(SurveyAnswer(event_id=about.id, day=DAY, helpful=answer, sex=sex, age_band=age))

    story.do(tell)


def test_what_was_helpful_is_told_with_the_sheets_it_rests_on(story: Story, tmp_path: Path) -> None:
    sheets(story, "F", "18_60", 12, 6)
    sheets(story, "M", "over_60", 7, 5)
    figures, _text = bundled(story, tmp_path)
    assert (figures["found_helpful"], figures["survey_sheets"], figures["events_held"]) == ("19", "30", "2")
    assert groups(story, tmp_path, "found_helpful") == {"F 18_60": "12", "M over_60": "7"}


def test_how_few_were_not_content_cannot_be_computed(story: Story, tmp_path: Path) -> None:
    sheets(story, "F", "18_60", 12, 2)
    sheets(story, "", "", 9, 0)
    figures, _text = bundled(story, tmp_path)
    assert (figures["found_helpful"], figures["survey_sheets"]) == ("21", "")
    assert groups(story, tmp_path, "found_helpful") == {"F 18_60": "12", "unknown unknown": "9"}


def test_every_figure_has_its_words(story: Story, tmp_path: Path) -> None:
    exchange.make_bundle(story.register, OCTOBER, tmp_path / "b.cicb")
    files = files_of(story, tmp_path / "b.cicb")
    explained = {row["kod"] for row in table(files, "slowniki")}
    assert {row["wskaznik"] for row in table(files, "wskazniki")} <= explained
