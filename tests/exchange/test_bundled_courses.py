"""Courses, events and surveys in the bundle: large numbers are there, small ones and small rests are hidden."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cic_desktop import assistance, clients, exchange
from cic_desktop.assistance.lessons import LessonHeld
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


def test_every_figure_has_its_words(story: Story, tmp_path: Path) -> None:
    exchange.make_bundle(story.register, OCTOBER, tmp_path / "b.cicb")
    files = files_of(story, tmp_path / "b.cicb")
    explained = {row["kod"] for row in table(files, "slowniki")}
    assert {row["wskaznik"] for row in table(files, "wskazniki")} <= explained
