"""Small papers of everyday help, read back from the PDF they were printed to."""

from __future__ import annotations

import pytest

from cic_desktop import assistance, clients, forms
from cic_desktop.core.errors import Missing
from cic_desktop.forms import papers
from tests.forms.looking import pages_text

PLAN = {
    "institution_kind": "clinic", "institution": "USK Opole", "address": "al. Witosa 26, Opole", "day": "24.11.2026",
    "starts_at": "10:15", "authorised": "yes", "insurance": "yes", "referral": "have", "interprets": "advisor",
    "bring": "id medicines", "purpose": "kontrola",
}  # fmt: skip
OKSANA = {"surname": "Kovalenko", "given": "Oksana", "citizenship": "UA", "language": "uk", "birth_date": "1992"}


def text_of(pdf: bytes) -> str:
    """All words of a PDF, however its lines are broken."""
    return " ".join(" ".join(pages_text(pdf)).split())


@pytest.fixture
def desk(register):
    class Desk:
        def do(self, change):
            with register.database.write(register.actor, "test") as work:
                return change(work)

        def read(self, look):
            with register.database.read(register.actor) as read:
                return look(read)

    return Desk()


@pytest.fixture
def oksana(desk) -> str:
    return desk.do(lambda work: clients.register(work, OKSANA)).id


@pytest.fixture
def visit(desk, oksana) -> str:
    return desk.do(lambda work: assistance.visits.prepare_visit(work, oksana, PLAN))


def test_the_client_gets_the_visit_in_polish_and_their_language(desk, visit):
    words = text_of(desk.read(lambda read: forms.visit_papers(read, visit)))
    for expected in (
        "Візит із консультантом",
        "10:15",
        "al. Witosa 26",
        "список ліків",
        "Anna Nowak",
        "Згода пацієнта",
    ):
        assert expected in words
    assert "kontrola" not in words, "what for is nobody's business on a paper that lies about"


def test_an_office_needs_no_consent_of_a_patient(desk, oksana):
    plan = {**PLAN, "institution_kind": "voivode", "institution": "OUW"}
    made = desk.do(lambda work: assistance.visits.prepare_visit(work, oksana, plan))
    assert "Zgoda pacjenta" not in text_of(desk.read(lambda read: forms.visit_papers(read, made)))


def test_the_travel_note_has_times_and_no_name(desk, visit):
    words = text_of(desk.read(lambda read: forms.travel_note(read, visit)))
    assert "Notatka z wyjścia z klientem" in words
    assert "przychodnia lub szpital" in words
    assert "Kovalenko" not in words


def test_the_receipt_says_how_many_pages(desk, oksana):
    asked = {
        "document": "świadectwo urodzenia", "from_language": "uk", "to_language": "pl", "sworn": "yes",
        "characters": "2300",
    }  # fmt: skip
    order = desk.do(lambda work: assistance.translations.order_translation(work, oksana, asked))
    words = text_of(desk.read(lambda read: forms.translation_receipt(read, order)))
    for expected in ("świadectwo urodzenia", "Ukraiński – Polski", "1 125", "czytelny podpis uczestnika"):
        assert expected in words.replace("\xa0", " ")


@pytest.mark.parametrize("topic", assistance.sheets.SHEET_TOPICS)
@pytest.mark.parametrize("language", assistance.sheets.SHEET_LANGUAGES)
def test_every_information_sheet_fits_on_one_page(desk, topic, language):
    pdf = desk.read(lambda read: forms.print_sheet(read, topic, language))
    line = desk.read(lambda read: assistance.sheets.sheet(read, topic, language))
    assert line.title.split()[0] in text_of(pdf)
    assert forms.page_count(pdf) == 1


def test_braces_in_a_sheet_are_only_braces(desk):
    new = {"title": "A {b}", "body": "{name} {{", "source": "x", "as_of": "1.11.2026", "review_on": "1.12.2026"}
    desk.do(lambda work: assistance.sheets.amend_sheet(work, "bank", "pl", new, 0))
    assert "{name} {{" in text_of(desk.read(lambda read: forms.print_sheet(read, "bank", "pl")))


def test_what_is_not_there_is_missing(desk):
    with pytest.raises(Missing):
        desk.read(lambda read: forms.visit_papers(read, "nobody"))


def test_the_intake_card_is_printed_empty_to_be_filled_by_hand(desk):
    words = text_of(desk.read(lambda read: papers.intake_card(read, "uk")))
    for expected in ("Karta klienta", "Картка клієнта", "Podstawa pobytu", "W czym możemy pomóc", "Наступний крок"):
        assert expected in words
    assert "Kovalenko" not in words


def test_the_intake_card_of_a_client_says_what_is_known(desk):
    known = {**OKSANA, "occupation": "krawcowa", "needs": ["stay"], "original_surname": "Коваленко", "remarks": "pilne"}
    person_id = desk.do(lambda work: clients.register(work, known)).id
    words = text_of(desk.read(lambda read: papers.intake_card(read, "uk", person_id)))
    for expected in ("Kovalenko", "Коваленко", "krawcowa", "legalizacja pobytu", "легалізація", "pilne", "Ukraina"):
        assert expected in words


def test_a_name_no_font_covers_is_left_out_of_the_intake_card(desk):
    person_id = desk.do(lambda work: clients.register(work, {**OKSANA, "original_surname": "შევარდნაძე"})).id
    assert "Kovalenko" in text_of(desk.read(lambda read: papers.intake_card(read, "en", person_id)))
