"""The agenda on paper: appointments, lessons and events of some days, in every language."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from cic_desktop import clients, diary, reports, startup
from cic_desktop.courses.tables import Course
from cic_desktop.events.tables import Event
from cic_desktop.i18n import LANGUAGES, Plain
from tests.people import OKSANA

MONDAY = date(2026, 11, 23)
EVERYTHING = diary.WeekFilter()


@pytest.fixture
def planned(register: startup.Opened) -> Any:
    """A reading of a register with an appointment, two lessons, one of them called off, and an event without hours."""
    me = register.actor.id
    with register.database.write(register.actor, "test") as work:
        project = work.sql("SELECT id FROM project")[0][0]
        oksana = clients.register(work, OKSANA).id
        meeting = {"day": "2026-11-25", "starts_at": "12:00", "minutes": "30", "place": "office"}
        diary.agree(work, meeting, "document_help", oksana)
        values = {"project_id": project, "account_id": me, "starts_on": MONDAY}
        course = work.add(Course(kind="polish", name="Polski A1", **values)).id
        work.add(Event(kind="event", name="Targi", ends_on=MONDAY, **values))
        lesson = {"day": "2026-11-25", "starts_at": "9:00", "minutes": "90", "title": "Zakupy", "place": "Szkoła nr 2"}
        diary.add_gathering(work, lesson, course_id=course)
        gone = diary.add_gathering(work, lesson | {"day": "2026-11-27"}, course_id=course)
        diary.call_off_gathering(work, gone, "choroba")
    with register.database.read(register.actor) as read:
        yield read


def test_a_group_for_each_day_something_is_on(planned: Any) -> None:
    made = reports.agenda_listing(planned, MONDAY, 7, EVERYTHING, Plain("Everybody"))
    told = {
        group.title.render("en"): [" | ".join(text.render("en") for text in line) for line in group.lines]
        for group in made.groups
    }
    assert told == {
        "Monday, 23 November 2026": [" | Targi | event |  | "],
        "Wednesday, 25 November 2026": [
            "09:00–10:30 | Polski A1 | Zakupy | Szkoła nr 2 | ",
            "12:00–12:30 | Kovalenko Oksana, A-26-0001-Y | Help with a document | at the centre | Anna Nowak",
        ],
        "Friday, 27 November 2026": ["09:00–10:30 | Polski A1 | Zakupy · Called off | Szkoła nr 2 | "],
    }
    assert made.facts[0].render("en") == "23.11.2026 – 29.11.2026 · Everybody"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_printed_in_every_language(planned: Any, lang: str) -> None:
    from pypdf import PdfReader

    pdf = reports.agenda_pdf(planned, date(2026, 11, 25), 1, EVERYTHING, Plain("Anna"), lang)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    for told in ("Kovalenko Oksana", "Polski A1", "09:00–10:30"):
        assert told in text
