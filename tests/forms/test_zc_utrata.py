"""EL/ZC/1 and the report of a lost card: what is asked of whom, and what ends up on the paper."""

from __future__ import annotations

import pytest

from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.filling.answers import validate
from cic_desktop.forms.page.layout import lay_out
from cic_desktop.forms.pdf import fill
from cic_desktop.forms.pdf.font import value_font

from .looking import pages_text


@pytest.fixture
def zc() -> Definition:
    return definitions.load("EL-ZC-1")


@pytest.fixture
def loss() -> Definition:
    return definitions.load("UTRATA")


def asked(form: Definition, **answers: str | list[str]) -> set[str]:
    given: Answers = {**definitions.sample(form.info.id), **answers}
    return {question.name for question in form.applicable(given)}


def said(form: Definition, **answers: str | list[str]) -> dict[str, tuple[str, str]]:
    given: Answers = {**definitions.sample(form.info.id), **answers}
    return {p.field: (p.severity, p.text.render("en")) for p in validate(form, given)}


def test_who_has_a_pesel_is_not_asked_for_the_birth(zc: Definition) -> None:
    """As printed on the form: date and place of birth only without the number."""
    assert {"birth_date", "birth_place"} <= asked(zc)
    assert not {"birth_date", "birth_place"} & asked(zc, pesel="44051401359")
    text = "\n".join(pages_text(fill(zc, {**definitions.sample("EL-ZC-1"), "pesel": "44051401359"}).pdf))
    assert "44051401359" in text
    assert "CHMIELNICKI" not in text


def test_who_lives_in_poland_for_good_is_asked_about_leaving_not_about_the_country(zc: Definition) -> None:
    assert "residence_country" in asked(zc)
    assert "deregister" not in asked(zc)
    settled = asked(zc, permanent="yes")
    assert "deregister" in settled
    assert "residence_country" not in settled


@pytest.mark.parametrize(
    ("filer", "consents", "names"), [("self", True, False), ("parent", False, False), ("proxy", False, True)]
)
def test_consent_is_given_by_oneself_only_and_a_proxy_is_named(
    zc: Definition, filer: str, consents: bool, names: bool
) -> None:
    questions = asked(zc, filed_by=filer)
    assert ("consent" in questions, "proxy_surname" in questions) == (consents, names)


def test_a_consent_names_at_least_one_thing(zc: Definition) -> None:
    assert said(zc, consent_data=[])["consent_data"][0] == "error"
    assert "consent_data" not in said(zc, consent_data=["email"])
    assert "consent_data" not in said(zc, consent="no", consent_data=[])


def test_a_stay_does_not_end_before_it_begins(zc: Definition) -> None:
    assert said(zc, stay_to="2026-11-01")["stay_to"][0] == "error"
    assert "stay_to" not in said(zc)


def test_all_ticks_of_the_registration_stand_in_their_boxes(zc: Definition) -> None:
    answers: Answers = {**definitions.sample("EL-ZC-1"), "permanent": "yes", "deregister": "yes"}
    crosses = lay_out(zc, answers, value_font()).crosses
    assert [(cross.page, round(cross.box.x)) for cross in crosses] == [(1, 62), (1, 85), (1, 341), (2, 62)]


def test_a_long_name_goes_on_in_the_next_row_in_whole_words(loss: Definition) -> None:
    name = "Bartłomiejczyk-Świętopełkowska Niezapominajkowa"
    layout = lay_out(loss, {**definitions.sample("UTRATA"), "surname": name}, value_font())
    assert layout.overflows == []
    rows = [run.text for run in layout.runs if run.page == 2 and 105 < run.y < 147]
    assert rows == ["BARTŁOMIEJCZYK-ŚWIĘTOPEŁKOWSKA", "NIEZAPOMINAJKOWA"]


def test_the_three_days_for_the_report_are_watched(loss: Definition) -> None:
    """Foreigners Act art. 232; the clock of the tests stands on 23 November 2026."""
    assert "noticed" not in said(loss, noticed="2026-11-20")
    severity, text = said(loss, noticed="2026-11-19")["noticed"]
    assert severity == "warning"
    assert "22 November 2026" in text
    assert said(loss, noticed="2026-11-24")["noticed"][0] == "error"


def test_one_of_two_reports_is_ticked(loss: Definition) -> None:
    crosses = lay_out(loss, {**definitions.sample("UTRATA"), "event": "damage"}, value_font()).crosses
    assert [(round(cross.box.x), round(cross.box.y)) for cross in crosses] == [(68, 443), (298, 678)]
