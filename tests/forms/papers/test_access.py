"""A request for access: everything about the person is on the paper, nothing that is somebody else's secret."""

from __future__ import annotations

from datetime import date
from typing import Any

import pypdfium2
import pytest

from cic_desktop import assistance, clients, courses, events, forms, plans, projects, protection, stay
from cic_desktop.assistance.kinds.translation import pair
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core.errors import NotAllowed
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.forms.pdf import missing_glyphs
from cic_desktop.startup import Opened
from tests.groups import Groups
from tests.people import AMIR, OKSANA_WHOLE


@pytest.fixture
def oksana(register: Opened) -> str:
    def live(work: Any) -> str:
        person_id = clients.register(work, OKSANA_WHOLE, full=True).id
        clients.join_household(work, clients.register(work, AMIR).id, person_id, "spouse")
        clients.add_part(work, person_id, "address", {"kind": "previous", "town": "Brzeg", "valid_to": "2025-06-30"})
        help_given = {"topic": "civil", "minutes": "25", "document": "pesel", "office": "UM Opole"}
        service = ServiceDraft(
            "document_help", {**help_given, "project_id": projects.current_project(work)}, (person_id,)
        )
        talk = {"day": "2026-11-20", "minutes": "25", "place": "office", "signature": "list"}
        assistance.record(work, SittingDraft(talk, (service,)))
        plans.add_need(work, person_id, {"area": "work", "level": "high", "description": "nurse {again}"})
        stay.add_record(work, person_id, "event", {"kind": "card_lost", "happened_on": "2026-11-18"})
        assistance.note_need(
            work,
            person_id,
            {"specialist": "lawyer", "urgency": "soon", "waiting_since": "2026-11-19", "reason": "a lease to read"},
        )
        assistance.powers.give_power(
            work,
            person_id,
            {"attorney": "Ihor Bondar", "kind": "single", "scope": "odbiór karty", "given_on": "2026-11-17"},
        )
        protection.note_incident(work, person_id, {"day": "2026-11-20", "description": "was pushed"})
        return str(person_id)

    with register.database.write(register.actor, "live") as work:
        return live(work)


@pytest.fixture
def groups(register: Opened) -> Groups:
    made = Groups(register)
    made.plan_course()
    made.enrol_people()
    made.plan_event()
    return made


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_everything_about_the_person_is_on_the_paper(register: Opened, oksana: str) -> None:
    with register.database.read(register.actor) as read:
        pdf = forms.print_file(read, oksana)
        assert forms.print_file(read, oksana) == pdf
    told = text_of(pdf)
    for words in (
        "Kopia danych osobowych", "Копія персональних даних", OKSANA_WHOLE["pesel"], "Brzeg", "512 345 678", "Amiri",
        "20.11.2026", "UM Opole", "nurse {again}", "FA 123456", "Коваленко", "18.11.2026", "a lease to read",
        "Ihor Bondar",
    ):  # fmt: skip
        assert str(words) in told
    assert "pushed" not in told


def test_courses_and_events_are_on_the_paper_with_every_mark(groups: Groups) -> None:
    groups.hold_lessons()
    given = groups.award()
    line = next(line for line in groups.card().people if line.id in given)
    groups.do(lambda work: courses.give_material(work, [line.id], "Hurra!!! Po polsku 1", date(2026, 9, 9)))
    asked = {"guest_group": "foreigner", "photo": "no", "note": "przyjdzie z synem"}
    groups.do(lambda work: events.add_client_guest(work, groups.event, line.person_id, asked))
    told = " ".join(text_of(groups.ask(lambda read: forms.print_file(read, line.person_id))).split())
    for words in (
        "Kursy i wydarzenia", "Polski A1, grupa 2", "CIC/K/2026/A000", "Hurra!!! Po polsku 1", "obecność",
        "Integracja zaczyna się w szkole", "przyjdzie z synem", "Zgoda na zdjęcia: nie",
    ):  # fmt: skip
        assert words.casefold() in told.casefold(), words


def test_only_whoever_keeps_the_records_prints_them(register: Opened, oksana: str) -> None:
    with pytest.raises(NotAllowed), register.database.read(Actor("x", "x", Role.SPECIALIST)) as read:
        forms.print_file(read, oksana)


def test_the_languages_of_a_translation_can_be_printed() -> None:
    words = pair({"from_language": "uk", "to_language": "pl"}).render("pl")
    assert words == "Ukraiński – Polski"
    assert not missing_glyphs(words)


NINO = {**OKSANA_WHOLE, "surname": "Beridze", "given": "Nino", "pesel": "", "language": "uk"}
OWN_WORDS = "Prosi o kontakt wieczorem, po pracy w szpitalu"


@pytest.fixture
def nino(register: Opened) -> str:
    """Somebody whose own script we cannot print, with words written freely about her."""

    def live(work: Any) -> str:
        person_id = clients.register(work, NINO, full=True).id
        clients.add_part(work, person_id, "name", {"kind": "original", "surname": "ბერიძე", "given": "ნინო"})
        plans.add_need(work, person_id, {"area": "work", "level": "high", "description": f"{OWN_WORDS}: ნინო"})
        stay.add_record(
            work, person_id, "event", {"kind": "card_lost", "happened_on": "2026-11-18", "remarks": OWN_WORDS}
        )
        return str(person_id)

    with register.database.write(register.actor, "live") as work:
        return live(work)


def test_letters_that_cannot_be_printed_are_marked_and_listed(register: Opened, nino: str) -> None:
    with register.database.read(register.actor) as read:
        told = text_of(forms.print_file(read, nino))
    assert "Nazwisko: [?1]" in told
    assert "Imię (imiona): [?2]" in told
    assert f"{OWN_WORDS}: [?2]" in told, "the same letters bear the same mark everywhere"
    assert "[?2] Georgian U+10DC U+10D8 U+10DC U+10DD" in " ".join(told.split())
    assert not missing_glyphs(told)


def test_what_can_be_printed_has_no_list_of_marks(register: Opened, oksana: str) -> None:
    with register.database.read(register.actor) as read:
        told = text_of(forms.print_file(read, oksana))
    assert "Unicode" not in told


def test_somebodys_own_words_are_printed_once(register: Opened, nino: str) -> None:
    with register.database.read(register.actor) as read:
        told = " ".join(text_of(forms.print_file(read, nino)).split())
    assert told.count(OWN_WORDS) == 2, "once in the need, once in the event"
