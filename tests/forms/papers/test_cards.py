"""The card of an appointment and the slip of a referral, as the client holds them."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from cic_desktop import assistance, clients, diary, forms
from cic_desktop.core.errors import Invalid, Missing
from tests.people import OKSANA

WHEN = {
    "day": "2026-11-25", "starts_at": "10:00", "minutes": "60", "place": "clinic", "about": "Ciąża",
    "address": "ul. Katowicka 64, 45-061 Opole", "bring": "paszport\nskierowanie od lekarza",
}  # fmt: skip


@pytest.fixture
def do(register):
    def change(act):
        with register.database.write(register.actor, "test") as work:
            return act(work)

    return change


@pytest.fixture
def look(register):
    def ask(question):
        with register.database.read(register.actor) as read:
            return question(read)

    return ask


@pytest.fixture
def oksana(do):
    return do(lambda work: clients.register(work, OKSANA)).id


def words(pdf: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


def test_the_card_says_where_when_what_to_bring_and_shows_the_address_in_polish(do, look, oksana):
    agreed = do(lambda work: diary.agree(work, WHEN, "document_help", oksana))
    pdf = look(lambda read: forms.appointment_card(read, agreed, "en"))
    text = words(pdf)
    for said in ("Wednesday, 25 November 2026, 10:00", "Anna Nowak", "paszport", "skierowanie od lekarza"):
        assert said in text
    assert text.count("ul. Katowicka 64, 45-061 Opole") == 2
    assert "przychodnia lub szpital" in text, "the half to be shown is Polish"
    assert "środa, 25 listopada 2026" in text
    assert "Ciąża" not in text, "why somebody goes there is nobody's business on the way"
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert pdf == look(lambda read: forms.appointment_card(read, agreed, "en")), "equal input, equal bytes"


@pytest.mark.parametrize("lang", ["pl", "uk", "ru"])
def test_it_is_printed_in_the_clients_language(do, look, oksana, lang):
    agreed = do(lambda work: diary.agree(work, {**WHEN, "place": "office", "address": ""}, "document_help", oksana))
    text = words(look(lambda read: forms.appointment_card(read, agreed, lang)))
    month = {"pl": "listopada", "uk": "листопада", "ru": "ноября"}[lang]
    assert month in text
    assert "ul. Damrota 7, 46-064 Opole" in text


def test_a_letter_that_cannot_be_printed_is_said(do, look, oksana):
    agreed = do(lambda work: diary.agree(work, {**WHEN, "bring": "პასპორტი"}, "document_help", oksana))
    with pytest.raises(Invalid):
        look(lambda read: forms.appointment_card(read, agreed, "pl"))


def test_the_slip_says_to_whom_and_nothing_of_the_need(do, look, register, oksana):
    need = {"specialist": "psychologist", "urgency": "soon", "waiting_since": "2026-11-16", "reason": "Przemoc w domu"}
    referral = do(lambda work: assistance.note_need(work, oksana, need))
    waiting = words(look(lambda read: forms.referral_slip(read, referral, "en")))
    assert "psychologist" in waiting
    assert "to be agreed" in waiting
    do(lambda work: assistance.take_step(work, referral, "qualified", {"criteria": ["agrees"], "urgency": "soon"}))
    when = {**WHEN, "place": "office", "address": ""}
    do(lambda work: assistance.book_referral(work, referral, when, register.actor.id))
    booked = words(look(lambda read: forms.referral_slip(read, referral, "en")))
    assert "Wednesday, 25 November 2026, 10:00" in booked
    assert "Przemoc" not in waiting + booked


def test_what_is_not_there_is_missing(look):
    for draw in (forms.appointment_card, forms.referral_slip):
        with pytest.raises(Missing):
            look(lambda read, draw=draw: draw(read, "nothing", "pl"))


@pytest.mark.parametrize(
    ("lang", "said"),
    [("pl", "dokument tożsamości"), ("uk", "документ, що посвідчує особу"), ("en", "identity document")],
)
def test_what_to_bring_stands_in_the_clients_language(do, look, oksana, lang, said):
    when = {**WHEN, "bring_codes": "id", "bring": "kredki"}
    agreed = do(lambda work: diary.agree(work, when, "document_help", oksana))
    text = words(look(lambda read: forms.appointment_card(read, agreed, lang)))
    assert said in text
    assert "kredki" in text
    assert "#" not in text
