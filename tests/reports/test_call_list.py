"""The printed call list: a group for each language, one call for all a person has to hear."""

from __future__ import annotations

import io
from typing import Any

import pytest

from cic_desktop import clients, reports, startup, stay
from cic_desktop.i18n import LANGUAGES, Plain
from tests.people import AMIR, OKSANA


@pytest.fixture
def called(register: startup.Opened) -> Any:
    """A reading of a register with three deadlines of two people."""
    with register.database.write(register.actor, "test") as work:
        clients.register(work, {**AMIR, "stay_title": "visa_d", "stay_valid_to": "2026-11-20", "phone": "600 100 200"})
        oksana = clients.register(work, {**OKSANA, "stay_title": "temporary", "stay_valid_to": "2026-12-03"}).id
        stay.add_record(work, oksana, "event", {"kind": "card_lost", "happened_on": "2026-11-22"})
    with register.database.read(register.actor) as read:
        yield read


def test_grouped_by_language_with_telephones(called: Any) -> None:
    radar = stay.deadlines(called)
    made = reports.call_listing(called, radar.lines, radar.law, Plain("all"), "en")
    assert [group.title.render("en") for group in made.groups] == ["Ukrainian · 2 deadlines", "Dari · 1 deadline"]
    first = [text.render("en") for text in made.groups[0].lines[0]]
    assert first[1:4] == ["25.11.2026", "Kovalenko Oksana, A-26-0002-C", "512 345 678"]
    assert "Rules as of 1 November 2026" in made.notes[0].render("en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_printed_in_every_language_with_the_names_on_it(called: Any, lang: str) -> None:
    from pypdf import PdfReader

    radar = stay.deadlines(called)
    pdf = reports.call_list_pdf(called, radar.lines, radar.law, Plain("–"), lang)
    assert pdf == reports.call_list_pdf(called, radar.lines, radar.law, Plain("–"), lang)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    for told in ("Kovalenko Oksana", "512 345 678", "600 100 200", stay.shipped().rule("visa").title.render(lang)):
        assert told in text
