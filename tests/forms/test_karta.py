"""The residence card: issue or replacement, the grounds of each, and the paper it goes on."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PIL import ImageFilter

from cic_desktop.core.fields import Answer, Answers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.filling.answers import prefill, suggest, validate
from cic_desktop.forms.kept.blanks import prepare_blank, recognise
from cic_desktop.forms.page.layout import lay_out
from cic_desktop.forms.pdf import drawn_blank, fill
from cic_desktop.forms.pdf.font import value_font

from .conftest import BLANKS
from .looking import pages_text, pictures

SIGNED = (3, 4, 5)  # the pages a signature goes on
CELLED = (2, 3, 4)  # those written on in cells alone
DARK, CHANGED = 96, 24  # greys: a line of the office's print, and a pixel something was written on


@pytest.fixture
def karta() -> Definition:
    return definitions.load("KARTA")


@pytest.fixture
def person() -> Answers:
    """Replaces a card: data changed and the card is damaged."""
    return definitions.sample("KARTA")


@pytest.fixture
def issue(person: Answers) -> Answers:
    """Wants the next card."""
    return {**person, "purpose": "issue", "issue_ground": "expiry"}


@pytest.fixture
def office_karta() -> bytes:
    path = BLANKS / "blanks" / "karta-pobytu-2014.pdf"
    if not path.exists():
        pytest.skip("the office's blank of the residence card is not on this machine")
    return path.read_bytes()


def steps(form: Definition, answers: Mapping[str, Answer]) -> list[str]:
    return [step.name for step in form.steps_for(answers)]


def said(form: Definition, answers: Answers) -> dict[str, str]:
    return {problem.field: problem.text.render("en") for problem in validate(form, answers)}


def ticked(form: Definition, answers: Answers, page: int) -> set[str]:
    """The codes of the boxes ticked on a page."""
    crossed = {(cross.page, cross.box) for cross in lay_out(form, answers, value_font()).crosses}
    spots = (spot for question in form.questions for spot in question.ticks)
    return {spot.code for spot in spots if spot.page == page and (spot.page, spot.box) in crossed}


def page_text(form: Definition, answers: Answers, page: int) -> str:
    return pages_text(fill(form, answers).pdf)[page - 1]


# ---- what is asked ----------------------------------------------------------------------------------


def test_an_issue_asks_for_its_ground_and_not_for_one_of_replacement(karta: Definition, issue: Answers) -> None:
    assert "issue" in steps(karta, issue)
    assert "replacement" not in steps(karta, issue)
    assert ticked(karta, issue, 4) == {"expiry"}  # the grounds of replacement answered before are left out


def test_a_replacement_the_other_way_round(karta: Definition, issue: Answers) -> None:
    replacing = {**issue, "purpose": "replacement"}
    assert "issue" not in steps(karta, replacing)
    assert ticked(karta, replacing, 4) == {"data", "damage"}


def test_who_gets_a_first_card_of_the_offices_own_accord_is_told_so(karta: Definition, issue: Answers) -> None:
    waiting = {**issue, "issue_ground": "ex_officio"}
    advice = karta.stop(waiting)
    assert advice is not None
    assert "229" in advice.render("uk")
    assert steps(karta, waiting) == ["purpose", "issue"]
    assert list(said(karta, waiting)) == ["issue_ground"]


def test_advice_on_a_page_that_no_longer_applies_stops_nobody(karta: Definition, issue: Answers) -> None:
    changed = {**issue, "issue_ground": "ex_officio", "purpose": "replacement"}
    assert karta.stop(changed) is None
    assert steps(karta, changed)[-1] == "signature"
    assert said(karta, changed) == {}


def test_without_registration_part_c_stays_empty(karta: Definition, person: Answers) -> None:
    names = {question.name for question in karta.applicable({**person, "registered": "no"})}
    assert not names & {"voivodeship", "district", "commune", "city", "street", "house", "flat", "postcode"}


def test_who_never_had_a_card_is_not_asked_for_its_number(karta: Definition, issue: Answers) -> None:
    assert "card_number" not in {question.name for question in karta.applicable({**issue, "has_card": "no"})}


def test_what_the_card_of_the_client_knows_is_answered(karta: Definition) -> None:
    known = prefill(
        karta,
        {
            "address.voivodeship": "opolskie",
            "client.citizenship": ["UA", "MD", "PL"],
            "client.document_kind": "paszport biometryczny",
            "client.document_number": "FG 123456",
            "client.marital_status": "wdowiec",
            "card.number": "RR1234567",
            "registered.city": "Opole",
            "stay.title": "ochrona uzupełniająca",
        },
    ).answers
    assert known["authority"] == "opolskie"
    assert known["citizenship"] == "Ukraina, Mołdawia, Polska"
    assert (known["document_kind"], known["document_series"], known["document_number"]) == ("passport", "FG", "123456")
    assert (known["has_card"], known["card_series"], known["card_number"]) == ("yes", "RR", "1234567")
    assert (known["marital_status"], known["registered"], known["stay"]) == ("wdowiec", "yes", "subsidiary")


# ---- the seventh ground -----------------------------------------------------------------------------


def test_the_ground_of_2026_is_offered_as_unconfirmed_and_suggests_its_wording(
    karta: Definition, person: Answers
) -> None:
    choice = karta.question("replacement_grounds").chosen("blue_card")[0]
    assert choice.tick is None
    assert "unconfirmed" in choice.label.render("en")
    changed = {**person, "replacement_grounds": ["data", "blue_card"]}
    assert "art.\u00a0127" in str(suggest(karta, changed, "replacement_grounds")["other_ground"])


def test_it_is_written_below_the_boxes_for_want_of_one(karta: Definition, person: Answers) -> None:
    grounds: Answers = {**person, "replacement_grounds": ["data", "blue_card"]}
    assert set(said(karta, grounds)) == {"other_ground"}
    grounds |= suggest(karta, grounds, "replacement_grounds")
    assert ticked(karta, grounds, 4) == {"data"}
    assert "wzór z 2014" in page_text(karta, grounds, 4).replace("\u00a0", " ")


def test_the_other_grounds_need_no_note(karta: Definition, person: Answers) -> None:
    left: Answers = {**person, "other_ground": "something left from before"}
    assert "something" not in page_text(karta, left, 4)
    assert suggest(karta, {"replacement_grounds": ["loss"]}, "replacement_grounds") == {"other_ground": ""}


# ---- checks -----------------------------------------------------------------------------------------


def test_the_sample_is_without_fault(karta: Definition, person: Answers, issue: Answers) -> None:
    assert said(karta, person) == {}
    assert said(karta, issue) == {}


@pytest.mark.parametrize(("expiry", "late"), [("2026-12-22", True), ("2026-12-23", False), ("2026-11-01", True)])
def test_the_next_card_is_wanted_thirty_days_ahead(karta: Definition, issue: Answers, expiry: str, late: bool) -> None:
    ending = {**issue, "card_expiry": expiry}
    assert ("30 days" in said(karta, ending).get("card_expiry", "")) is late
    assert said(karta, {**ending, "purpose": "replacement"}) == {}


# ---- the paper --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("purpose", "struck"), [("issue", 235.0), ("replacement", 174.9)])
def test_what_does_not_apply_is_struck_out_in_all_four_languages(
    karta: Definition, issue: Answers, purpose: str, struck: float
) -> None:
    strikes = lay_out(karta, {**issue, "purpose": purpose}, value_font()).strikes
    assert [strike.page for strike in strikes] == [1] * 4
    assert strikes[0].box.x == struck


def test_the_day_of_signing_stands_by_every_signature(karta: Definition, person: Answers) -> None:
    runs = [run for run in lay_out(karta, person, value_font()).runs if run.text == "20261123"]
    assert sorted(run.page for run in runs) == list(SIGNED)


def test_every_page_is_drawn_with_the_words_of_the_model(karta: Definition, person: Answers) -> None:
    filled = fill(karta, person)
    pages = pages_text(filled.pdf)
    headings = ("A.", "B.", "D.", "F.", "G.", "POUCZENIE", "ADNOTACJE URZĘDOWE", "potwierdzenie opłaty")
    assert all(heading in page for heading, page in zip(headings, pages, strict=True))
    assert all(f"strona {n}/8" in " ".join(page.split()) for n, page in enumerate(pages, 1))
    assert len(filled.pdf) <= 120 * 1024


def test_nothing_is_written_over_what_the_office_printed(
    karta: Definition, issue: Answers, office_karta: bytes
) -> None:
    """Every letter stands clear of the lines of its own cell; some cells of the blank are of uneven width."""
    wide = "W" * 20
    full: Answers = {**issue, "document_kind": "other", "document_kind_other": wide, "document_number": wide[:16]}
    blank = prepare_blank(karta, office_karta)
    empty, written = (pictures(fill(karta, answers, blank=blank).pdf, 144) for answers in ({}, full))
    for number in CELLED:
        before, after = empty[number - 1], written[number - 1]
        near = before.filter(ImageFilter.MinFilter(3)).tobytes()  # the lines and half a point around them
        pixels = zip(near, before.tobytes(), after.tobytes(), strict=True)
        assert not sum(line < DARK and abs(new - old) > CHANGED for line, old, new in pixels), f"page {number}"


def test_the_offices_blank_is_known(karta: Definition, office_karta: bytes) -> None:
    assert recognise(karta, office_karta).status == "known"
    assert recognise(karta, drawn_blank(karta).pdf).status == "unknown"
