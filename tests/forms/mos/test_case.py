"""One look at a worksheet: whose it is, what is answered, how their stay stands; and the sheet to take home."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import forms
from cic_desktop.core import rights
from cic_desktop.core.errors import Missing, NotAllowed
from cic_desktop.core.rights import Role
from cic_desktop.forms import mos
from tests.forms.people import OKSANA, registered

from .conftest import ANSWERS, CZASOWY


@pytest.fixture
def oksana(register):
    return registered(register, OKSANA)


@pytest.fixture
def filled(register, worksheet, oksana):
    with register.database.write(register.actor, "fill") as work:
        return forms.save_filled(work, oksana, worksheet, ANSWERS, forms.fill(worksheet, ANSWERS))


def look(register, **wanted):
    with register.database.read(register.actor) as read:
        return mos.mos_case(read, **wanted)


def sheet(register, **wanted):
    with register.database.read(register.actor) as read:
        return mos.bring_sheet(read, **wanted)


def words(pdf: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_a_filled_worksheet_brings_its_person_and_the_last_day(register, filled, oksana):
    case = look(register, filled_id=filled)
    assert case.client is not None
    assert case.standing is not None
    assert (case.client.id, case.standing.until) == (oksana, date(2027, 3, 4))
    assert [line.value for line in case.lines][:2] == ["SZEWCZENKO", "brak"]
    assert not case.minor


def test_an_unfinished_worksheet_says_none_only_of_what_was_asked(register, worksheet, oksana):
    """Put and left empty is none; what comes after the step it was left at is not answered yet."""

    def state(step: int) -> str:
        with register.database.write(register.actor, "begin") as work:
            begun = forms.save_started(work, oksana, worksheet, ANSWERS, forms.Started(step=step))
        case = look(register, filled_id=begun)
        assert ("brak" in words(forms.fill(worksheet, ANSWERS, draft=True, ahead=case.ahead).pdf)) is (step > 0)
        return next(line.state for line in case.lines if line.question == "former")

    assert [state(step) for step in (0, 1)] == ["empty", "none"]


def test_of_a_person_the_newest_worksheet_is_taken(register, filled, worksheet, oksana):
    with register.database.write(register.actor, "fill") as work:
        answers = {**ANSWERS, "surname": "Nowa"}
        newer = forms.save_filled(work, oksana, worksheet, answers, forms.fill(worksheet, answers))
    assert look(register, person_id=oksana).filled_id == newer
    assert look(register, person_id=oksana, form_id=CZASOWY).filled_id == newer
    assert look(register, filled_id=filled).filled_id == filled


def test_without_a_worksheet_there_are_the_rules(register, worksheet, oksana):
    case = look(register, form_id=CZASOWY)
    assert (case.sections, case.client, case.filled_id) == ((), None, "")
    assert case.pack.photo is not None
    assert look(register, person_id=oksana, form_id=CZASOWY).client is not None


def test_one_that_is_gone_is_said_so(register, worksheet):
    with pytest.raises(Missing):
        look(register, filled_id="0190-gone")


def test_it_takes_the_right_to_fill_forms(register, filled, monkeypatch):
    monkeypatch.setattr(rights, "RIGHTS", {role: frozenset[rights.Right]() for role in Role})
    with pytest.raises(NotAllowed):
        look(register, filled_id=filled)
    with pytest.raises(NotAllowed):
        sheet(register, form_id=CZASOWY)


def test_the_sheet_speaks_polish_and_the_client_and_is_no_application(register, filled):
    told = words(sheet(register, filled_id=filled, lang="uk"))
    for expected in ("Kovalenko", "ważny paszport", "чинний паспорт", "4.03.2027"):
        assert expected in told
    assert "nazwa, NIP, adres" in told  # what work needs
    assert "Kovalenko" not in words(sheet(register, form_id=CZASOWY, lang="ru"))


def test_the_sheet_for_another_purpose_asks_for_other_papers(register, worksheet, oksana):
    with register.database.write(register.actor, "fill") as work:
        answers = {**ANSWERS, "purpose": "studies"}
        filled = forms.save_filled(work, oksana, worksheet, answers, forms.fill(worksheet, answers))
    told = words(sheet(register, filled_id=filled, lang="pl"))
    assert "nazwa, adres i e-mail uczelni" in told
    assert "nazwa, NIP, adres" not in told


def test_the_worksheet_says_on_every_page_that_it_is_not_to_be_filed():
    definition = forms.load(CZASOWY)
    answers = forms.sample(CZASOWY)
    told = words(forms.fill(definition, answers).pdf)
    assert told.count("NIE SKŁADAĆ: arkusz przygotowawczy do MOS") == told.count("strona ") > 3


def test_the_same_sheet_is_made_of_the_same_bytes(register, filled):
    assert sheet(register, filled_id=filled, lang="uk") == sheet(register, filled_id=filled, lang="uk")
