"""The centre's own papers: two languages on one sheet, the client's data and nobody else's, kept once signed."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from cic_desktop import centre, clients, projects, startup
from cic_desktop.core.errors import Invalid
from cic_desktop.core.fields import Answers
from cic_desktop.forms import papers
from cic_desktop.i18n import LANGUAGES
from tests.forms.looking import pages_text
from tests.forms.people import DARYNA, OKSANA, registered, shown

GOLDEN = Path(__file__).parent / "golden"
REGENERATE = bool(os.environ.get("CIC_REGENERATE"))
ALL = [paper.id for paper in papers.paper_list()]
KEY = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567-AAAA-BBBB-CCCC"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0c"
    b"IDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)  # fmt: skip


@pytest.fixture
def oksana(register: startup.Opened) -> str:
    return registered(register, OKSANA)


def printed(register: startup.Opened, person_id: str, lang: str = "uk", ids: Any = ALL) -> bytes:
    with register.database.read(register.actor) as read:
        return papers.print_papers(read, person_id, ids, lang)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(pages_text(pdf)).split())


def test_the_papers_are_signed_in_this_order() -> None:
    assert ALL == ["enrolment", "rodo", "declaration"]


def test_every_paper_speaks_every_language() -> None:
    for paper in papers.paper_list():
        texts = [paper.title, *(law.text for law in paper.law.values())]
        for block in paper.blocks:
            texts += [*block.texts, *(row.label for row in block.rows)]
        for text in texts:
            assert all(text.by_lang.get(lang) for lang in LANGUAGES), text.render("en")  # type: ignore[attr-defined]


def test_the_rodo_sheet_is_the_version_that_is_recorded() -> None:
    [rodo] = [paper for paper in papers.paper_list() if paper.id == "rodo"]
    assert rodo.version == clients.RODO_VERSION
    assert {law.confidence for law in papers.unconfirmed((rodo,))} == {"unconfirmed"}


def test_polish_and_the_clients_language_stand_on_one_sheet(register: startup.Opened, oksana: str) -> None:
    text = words(printed(register, oksana))
    for said in (
        "Formularz zgłoszeniowy", "Заява на участь", "Deklaracja uczestnika projektu", "Декларація учасника проєкту",
        "Informacja o danych osobowych", "Інформація про персональні дані", "przez 5 lat", "протягом 5 років",
    ):  # fmt: skip
        assert said in text
    assert "Participant's declaration" not in text


def test_the_clients_data_are_filled_in(register: startup.Opened, oksana: str) -> None:
    text = words(printed(register, oksana))
    for known in (
        "Kovalenko", "Oksana Iryna", "Коваленко Оксана", "15.04.1992", "FG 123456", "45-820 Opole", "Ukraina",
        "Україна", "+48 500 100 200", "FAMI/2/2026", "Centrum Integracji Cudzoziemców w Opolu", "ul. Damrota 7",
    ):  # fmt: skip
        assert known in text


def test_nobody_elses_data_are_on_the_papers(register: startup.Opened, oksana: str) -> None:
    registered(register, DARYNA)
    text = words(printed(register, oksana))
    assert not any(said in text for said in ("Bondar", "Daryna", "600200300", "Białoruś"))


def test_the_text_is_as_approved(register: startup.Opened, oksana: str) -> None:
    for lang in ("uk", "pl"):
        text = "\n\f\n".join(pages_text(printed(register, oksana, lang))) + "\n"
        path = GOLDEN / f"papers-{lang}.txt"
        if REGENERATE:
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")


def test_equal_papers_are_equal_bytes(register: startup.Opened, oksana: str) -> None:
    assert printed(register, oksana) == printed(register, oksana)


def test_one_paper_can_be_printed_alone(register: startup.Opened, oksana: str) -> None:
    text = words(printed(register, oksana, ids=["declaration"]))
    assert "Deklaracja uczestnika" in text
    assert "Formularz zgłoszeniowy" not in text


def test_in_polish_nothing_is_said_twice(register: startup.Opened, oksana: str) -> None:
    assert words(printed(register, oksana, "pl", ["rodo"])).count("1. Administrator danych i kontakt") == 1


def test_an_empty_card_leaves_lines_to_write_on(register: startup.Opened) -> None:
    bondar = registered(register, {"surname": "Bondar", "citizenship": "BY", "language": "be"})
    text = words(printed(register, bondar, "ru"))
    assert "Bondar" in text
    assert "None" not in text


def test_the_logo_stands_at_the_head(register: startup.Opened, oksana: str) -> None:
    before = printed(register, oksana)
    with register.database.write(register.actor, "logo") as work:
        centre.set_logo(work, PNG)
    with_logo = printed(register, oksana)
    assert b"/Subtype /Image" in with_logo
    assert b"/Subtype /Image" not in before


def test_a_name_in_a_script_without_letters_here_stands_in_latin_alone(register: startup.Opened) -> None:
    nino: Answers = {"surname": "Beridze", "original_surname": "ბერიძე", "citizenship": "GE", "language": "ka"}
    text = words(printed(register, registered(register, nino)))
    assert "Beridze" in text
    assert "(" not in text.split("Imię i nazwisko")[1].split("Beridze")[1][:3]


def test_letters_that_cannot_be_printed_get_a_sentence(register: startup.Opened) -> None:
    person = registered(register, {"surname": "Beridze", "citizenship": "GE", "language": "ka", "town": "თბილისი"})
    with pytest.raises(Invalid, match="cannot be printed"):
        printed(register, person)


# --- recording --------------------------------------------------------------------------------------


def project(register: startup.Opened) -> str:
    with register.database.read(register.actor) as read:
        return projects.current_project(read)


def record(register: startup.Opened, person_id: str, signed: papers.Signed) -> None:
    with register.database.write(register.actor, "record signed papers") as work:
        papers.record_papers(work, person_id, signed, "uk")


def test_signing_makes_help_countable_from_that_day(register: startup.Opened, oksana: str) -> None:
    day, project_id = date(2026, 11, 23), project(register)
    record(register, oksana, papers.Signed(day, day, day, project_id))
    assert shown(register, oksana).rodo_given_on == day
    with register.database.read(register.actor) as read:
        assert projects.countable(read, project_id, oksana, day)
        assert not projects.countable(read, project_id, oksana, date(2026, 11, 22))
        assert read.sql("SELECT version, language FROM consent") == [("2026-11", "uk")]


def test_a_declaration_later_joins_the_enrolment(register: startup.Opened, oksana: str) -> None:
    project_id = project(register)
    record(register, oksana, papers.Signed(enrolled_on=date(2026, 11, 3), project_id=project_id))
    record(register, oksana, papers.Signed(declared_on=date(2026, 11, 23), project_id=project_id))
    [part] = shown(register, oksana).parts_of("participation")
    assert (part.answers["enrolled_on"], part.answers["declared_on"]) == ("2026-11-03", "2026-11-23")


def test_nothing_signed_records_nothing(register: startup.Opened, oksana: str) -> None:
    record(register, oksana, papers.Signed(project_id=project(register)))
    card = shown(register, oksana)
    assert (card.rodo_given_on, card.parts_of("participation")) == (None, [])


def test_a_day_still_to_come_is_refused(register: startup.Opened, oksana: str) -> None:
    with pytest.raises(Invalid):
        record(register, oksana, papers.Signed(declared_on=date(2027, 1, 1), project_id=project(register)))


# --- the recovery key -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_key_is_on_one_page_letter_by_letter(lang: str) -> None:
    pdf = papers.key_sheet("Centrum Integracji Cudzoziemców w Opolu", KEY, lang)
    [page] = pages_text(pdf)
    letters = "".join(page.split())
    assert "CentrumIntegracjiCudzoziemcówwOpolu" in letters
    assert all(group in letters for group in KEY.split("-"))
    assert pdf == papers.key_sheet("Centrum Integracji Cudzoziemców w Opolu", KEY, lang)


def test_no_font_is_called_for_that_is_not_embedded(register: startup.Opened, oksana: str) -> None:
    with pikepdf.open(io.BytesIO(printed(register, oksana))) as opened:
        names = {str(font.BaseFont) for page in opened.pages for font in page.resources.Font.values()}
    assert names and all("SourceSansPro" in name for name in names)
