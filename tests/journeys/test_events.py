"""A training for a school, with people who are no clients; and a conference of 120: in the real windows."""

from __future__ import annotations

from typing import Any

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cic_desktop import events, reports, surveys
from cic_desktop.core.periods import Month
from cic_desktop.core.text import fold
from cic_desktop.tour.guide import Guide
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.events.papers import EventPapers
from cic_desktop.ui.events.paste import PasteDialog
from cic_desktop.ui.printing import PdfDialog
from cic_desktop.ui.surveys.dialog import SurveyDialog
from tests.events.conftest import guest
from tests.journeys.conftest import Ask, said

TODAY = "2026-11-23"
_HEADINGS = "Imię i nazwisko\tInstytucja\tStanowisko\tE-mail"


class Host:
    """An event as whoever runs it works on it."""

    def __init__(self, guide: Guide, ask: Ask) -> None:
        self.guide, self.ask, self.event_id = guide, ask, ""

    @property
    def page(self) -> Any:
        return self.guide.window.page("event")

    @property
    def card(self) -> events.EventCard:
        found: events.EventCard = self.ask(lambda read: events.event(read, self.event_id))
        return found

    def plan(self, answers: dict[str, str]) -> None:
        """From the list of events to the new one's own page."""
        self.guide.page("events").new()
        self.answer({"starts_on": TODAY, **answers})
        assert self.guide.at("event")
        self.event_id = self.page.event_id

    def part(self, section: str) -> Any:
        self.guide.page("event", event_id=self.event_id, section=section)
        return self.page.part

    def answer(self, answers: dict[str, str]) -> None:
        """Fill in the dialog on view and save it."""
        dialog = self.guide.dialog(AskDialog)
        self.guide.answer(dialog.grid, answers)
        dialog.save()
        self.guide.settle()
        assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, AskDialog) and each.isVisible()]

    def paste(self, rows: list[str], group: str = "") -> PasteDialog:
        """A list from a spreadsheet, looked at."""
        self.part("guests").paste()
        dialog = self.guide.dialog(PasteDialog)
        dialog.group.set_code(group)
        dialog.paste("\n".join((_HEADINGS, *rows)))
        self.guide.settle()
        return dialog

    def printed(self, paper: str, **answers: str) -> pypdfium2.PdfDocument:
        """A paper as it is shown; it is saved, which counts as printed."""
        self.page.ask_print()
        dialog = self.guide.dialog(EventPapers)
        self.guide.answer(dialog.grid, {"paper": paper, **answers})
        dialog.show_paper()
        pdf = self.guide.dialog(PdfDialog)
        pdf.save_to(self.guide.out / f"{paper}.pdf")
        self.guide.settle()
        made = pypdfium2.PdfDocument(pdf.pdf)
        pdf.reject()
        dialog.reject()
        self.guide.settle()
        return made


@pytest.fixture
def host(guide: Guide, ask: Ask) -> Host:
    return Host(guide, ask)


def text_of(document: pypdfium2.PdfDocument) -> str:
    return "".join(page.get_textpage().get_text_range() for page in document)


def heads_of_november(host: Host) -> int:
    return int(host.ask(lambda read: reports.month(read, Month(2026, 11))).figure("event_people").value)


def test_a_training_for_a_school(host: Host, guide: Guide, sql: Any) -> None:
    """Teachers of a partner: pasted with a broken row, marked at the door, counted, asked; nobody becomes a client."""
    people, before = sql("SELECT count(*) FROM person"), heads_of_november(host)
    ((school,),) = sql("SELECT id FROM partner WHERE kind = 'school'")
    name = "Jak rozmawiać z rodzicem bez polskiego"
    host.plan({"kind": "training", "name": name, "partner_id": school, "place": "ul. Szkolna 5, Opole"})
    assert "Szkoła Podstawowa" in said(host.page)

    staff = [f"{guest(number)['name']}\tSP nr 5\tnauczycielka\tsp{number}@example.org" for number in range(14)]
    dialog = host.paste([*staff, "Barbara Zła\tSP nr 5\tpedagożka\tto nie jest adres"], group="school")
    (left_out,) = dialog.table.rows.lines
    assert left_out.number == 16, "its line in the spreadsheet, the headings being the first"
    dialog.save()
    guide.settle()
    assert len(host.card.guests) == 14
    host.part("guests").add_guest()
    host.answer({"name": "Barbara Zła", "organisation": "SP nr 5", "guest_group": "school"})

    part = host.part("guests")
    for teacher in host.card.guests[:12]:
        given, surname = teacher.name.split()
        QTest.keyClicks(part.words, fold(f"{surname[:4]} {given[:3]}"))
        guide.settle()
        QTest.keyClick(part.words, Qt.Key.Key_Return)
        guide.settle()
    assert host.card.line.attended == 12
    host.part("summary").count()
    host.answer({"school": "3"})
    host.page.acts.hold(host.card.line)
    guide.settle()

    host.part("survey")
    host.page.part.type_in()
    sheets = guide.dialog(SurveyDialog)
    for helpful in ("1", "1", "2"):
        QTest.keyClicks(sheets.rows[0], helpful)
        sheets.save()
        guide.settle()
    sheets.accept()
    guide.settle()
    said_of_it = host.ask(lambda read: surveys.survey_counts(read, event_id=host.event_id))
    assert (said_of_it.sheets, said_of_it.percent) == (3, 100)

    line = host.card.line
    assert (line.state, line.attended, line.people) == ("held", 12, 15)
    assert heads_of_november(host) == before + 15
    assert sql("SELECT count(*) FROM person") == people
    text = text_of(host.printed("participants"))
    assert name in text
    assert sum(each.name in text for each in host.card.guests) == 12


def test_a_conference_of_120(host: Host, guide: Guide, sql: Any) -> None:
    """Programme, 120 guests pasted twice without doubling, invitations, the door, heads by group, lists out."""
    host.plan({"kind": "conference", "name": "Integracja po opolsku", "place": "Aula, Opole", "capacity": "150"})
    for title, starts_at, minutes, speaker in (
        ("Otwarcie", "09:00", "30", "Barbara Krawiec"), ("Panel: szkoła", "09:30", "90", "dr Irena Skiba"),
        ("Warsztaty", "11:15", "120", ""),
    ):  # fmt: skip
        host.part("programme").add_point()
        host.answer({"title": title, "starts_at": starts_at, "minutes": minutes, "speaker": speaker})
    assert [point.title for point in host.card.programme] == ["Otwarcie", "Panel: szkoła", "Warsztaty"]
    calendar = guide.page("calendar", day=TODAY)
    assert "Panel: szkoła" in {group.title for group in calendar.view.week.gatherings}

    rows = ["\t".join((g["name"], g["organisation"], "", g["email"])) for g in map(guest, range(120))]
    dialog = host.paste(rows)
    assert dialog.table.rows.lines == []
    dialog.save()
    guide.settle()
    assert host.card.line.guests == 120
    again = host.paste(rows[:30])
    assert not again.save_button.isEnabled(), "everybody is on the list already"
    again.reject()
    guide.settle()

    invitations = host.printed("invitations", to="all", language="uk")
    assert len(invitations) == 120
    guide.settle()
    assert host.card.line.invited == 120
    assert "Панель" not in text_of(invitations), "a programme's words are nobody's to translate"

    part = host.part("guests")
    part.table.selectAll()
    part.mark("answer", "yes")
    guide.settle()
    part.all_there()
    guide.settle()
    part.table.clearSelection()
    part.table.selectRow(0)
    part.table.setFocus()
    for _guest in range(8):
        QTest.keyClicks(part.table, "2")
        guide.settle()
    card = host.card
    assert (card.line.coming, card.line.attended) == (120, 112)

    host.part("summary").count()
    host.answer({"foreigner": "21", "resident": "9"})
    host.page.acts.hold(host.card.line)
    guide.settle()
    line = host.card.line
    assert (line.state, line.people) == ("held", 142)
    assert {group.group: group.people for group in host.card.groups}["foreigner"] >= 21

    to_sign = text_of(host.printed("list", language="uk"))
    assert all(each.name.split()[-1] in to_sign for each in host.card.guests[:5])
    out = guide.out / "guests.xlsx"
    host.part("guests").export(str(out))
    guide.settle()
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert sheet.max_row >= 121
    assert sql("SELECT count(*) FROM event_guest WHERE event_id = ? AND person_id IS NOT NULL", host.event_id) == [(0,)]
