"""The proof a client reads before signing, read back from the PDF it was printed to."""

from __future__ import annotations

import pytest

from cic_desktop import forms
from cic_desktop.core.errors import Invalid
from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from tests.forms.looking import pages_text
from tests.forms.people import OKSANA, registered


def text_of(pdf: bytes) -> str:
    """All words of a PDF, however its lines are broken."""
    return " ".join(" ".join(pages_text(pdf)).split())


def test_the_client_reads_every_answer_beside_the_offices_wording(register, form: Definition, sample: Answers) -> None:
    oksana = registered(register, OKSANA)
    with register.database.read(register.actor) as read:
        words = text_of(forms.print_proof(read, form, sample, "uk", oksana))
    assert "EL/W/1" in words and "Kovalenko Oksana" in words
    assert "Płeć" in words and "Стать" in words, "the question as the office asks it, and as the client hears it"
    assert "Kovalenko-Żółkiewska" in words
    assert "15.04.1992" in words and "żonaty / zamężna" in words
    assert "Відповіді" in words or "відповіді" in words
    assert "не подають до установи" in words, "nobody takes it for the form itself"


def test_only_what_applies_is_asked_and_silence_shows_as_a_dash(register, form: Definition, sample: Answers) -> None:
    answers = {**sample, "marital_status": "single", "given_name_2": ""}
    with register.database.read(register.actor) as read:
        words = text_of(forms.print_proof(read, form, answers, "pl"))
    assert "Żółkiewski" not in words, "the spouse of somebody single is not asked for"
    assert "—" in words
    assert words.count("Imię drugie") == 1


def test_a_letter_no_font_has_is_said_instead_of_printed(register, form: Definition, sample: Answers) -> None:
    with register.database.read(register.actor) as read, pytest.raises(Invalid, match="ქ"):
        forms.print_proof(read, form, {**sample, "surname": "ქავთარაძე"}, "uk")


@pytest.mark.parametrize("lang", ["pl", "uk", "ru", "en"])
def test_it_is_the_same_paper_every_time(register, edition: Definition, lang: str) -> None:
    with register.database.read(register.actor) as read:
        one, other = (forms.print_proof(read, edition, forms.sample(edition.info.id), lang) for _ in range(2))
    assert one == other and len(one) < 200_000
