"""Answers come from what is known, are checked, and never lost."""

from __future__ import annotations

import pytest

from cic_desktop.core.fields import Answer, Answers, Field, FieldKind
from cic_desktop.forms.definition.model import Definition, Question
from cic_desktop.forms.definition.transforms import PREFILLS, TRANSFORMS, citizenship_kind
from cic_desktop.forms.filling.answers import fit, prefill, suggest, validate
from cic_desktop.forms.page.layout import printed_text
from cic_desktop.i18n import Plain

CARD: Answers = {
    "client.given_names": "Oksana Iryna Maria Anna",
    "client.surname": "Kovalenko",
    "client.sex": "K",
    "client.birth_date": "1992-04",
    "client.citizenship": ["UA", "MD"],
    "client.marital_status": "mężatka",
    "centre.city": "Opole",
    "today": "2026-11-23",
}


def said(form: Definition, answers: Answers) -> dict[str, tuple[str, str]]:
    return {p.field: (p.severity, p.text.render("en")) for p in validate(form, answers)}


def test_the_card_answers_what_it_knows_and_says_where_from(form: Definition) -> None:
    known = prefill(form, CARD)
    assert known.answers["given_name_1"] == "Oksana"
    assert known.answers["given_name_2"] == "Iryna"
    assert known.answers["given_names_other"] == "Maria Anna"
    assert known.answers["sex"] == "F"
    assert known.answers["marital_status"] == "married"
    assert (known.answers["citizenship_kind"], known.answers["citizenship_country"]) == ("other", "UA")
    assert known.origins["surname"] == "client.surname"
    assert known.origins["place"] == "centre.city"
    assert known.origins.keys() == known.answers.keys()


def test_what_the_card_does_not_know_stays_open(form: Definition) -> None:
    known = prefill(form, {"client.sex": "unknown", "client.surname": ""})
    assert known.answers == {}


@pytest.mark.parametrize(
    ("held", "kind"), [(["UA"], "other"), (["UA", "PL"], "polish"), (["XX"], "stateless"), ([], "")]
)
def test_citizenships_decide_the_box(held: list[str], kind: str) -> None:
    assert citizenship_kind(held) == kind


def test_choosing_a_basis_suggests_its_wording(form: Definition) -> None:
    suggested = suggest(form, {"basis": "tax"}, "basis")
    assert "identyfikator podatkowy" in str(suggested["basis_text"])
    other = suggest(form, {"basis": "insurance", **suggested}, "basis")
    assert "ubezpiecze" in str(other["basis_text"])


def test_a_wording_somebody_wrote_is_never_replaced(form: Definition) -> None:
    assert suggest(form, {"basis": "tax", "basis_text": "Art. 1 ustawy o czymś"}, "basis") == {}


def test_the_sample_is_without_fault(form: Definition, sample: Answers) -> None:
    assert said(form, sample) == {}
    assert fit(form, sample) == []


def test_advice_to_stop_comes_alone(form: Definition) -> None:
    assert list(said(form, {"can_register": "yes"})) == ["can_register"]


def test_only_what_applies_is_required(form: Definition, sample: Answers) -> None:
    without = {**sample, "spouse_given_name": "", "electronic_address": ""}
    assert set(said(form, without)) == {"spouse_given_name"}
    assert said(form, {**without, "marital_status": "single"}) == {}


@pytest.mark.parametrize(
    ("name", "answer", "severity", "says"),
    [
        ("surname", "", "warning", "Usually"),
        ("spouse_pesel", "90090515837", "error", "mistake in one of its digits"),
        ("applicant_postcode", "4582", "error", "46-064"),
        ("birth_date", "2027", "error", "still to come"),
        ("birth_date", "1992-02-30", "error", "does not have a day 30"),
        ("event_date", "2024-06", "error", "whole date"),
        ("travel_document_expiry", "2026-11-22", "warning", "expired"),
        ("sex", "N", "error", "choose one"),
        ("surname", "შევარდნაძე", "error", "Latin letters"),
        ("surname", "Kowal\x00ska", "error", "invisible character"),
        ("surname", "Kowalska 🙂", "error", "🙂"),
        ("surname", "A" * 201, "error", "at most 200 characters"),
    ],
)
def test_each_wrong_answer_gets_its_sentence(
    form: Definition, sample: Answers, name: str, answer: str, severity: str, says: str
) -> None:
    findings = said(form, {**sample, name: answer})
    assert set(findings) == {name}
    assert findings[name][0] == severity
    assert says in findings[name][1]


def test_marks_nobody_sees_are_neither_refused_nor_printed(form: Definition, sample: Answers) -> None:
    pasted = "\u200eKoval\u00adenko\ufeff\t"
    assert said(form, {**sample, "surname": pasted}) == {}
    assert printed_text(form.question("surname"), pasted) == "KOVALENKO"


def test_too_long_for_its_boxes_is_reported_with_what_they_take(form: Definition, sample: Answers) -> None:
    (overflow,) = fit(form, {**sample, "applicant_house": "12 A / 34567 B"})
    assert (overflow.field, overflow.text, overflow.capacity) == ("applicant_house", "12A/34567B", 9)


@pytest.mark.parametrize(
    ("name", "answer", "printed"),
    [
        ("upper", "  Żółć   Świętochłowicka ", "ŻÓŁĆ ŚWIĘTOCHŁOWICKA"),
        ("compact_upper", "fg 123 456", "FG123456"),
        ("digits", "45-820", "45820"),
        ("date_ddmmyyyy", "1992-04-15", "15041992"),
        ("date_ddmmyyyy", "1992-04", "  041992"),
        ("date_ddmmyyyy", "1992", "    1992"),
        ("date_ddmmyyyy", "", ""),
        ("country_pl", "UA", "UKRAINA"),
        ("country_pl", "XX", "BEZPAŃSTWOWIEC"),
        ("country_pl", "", ""),
        ("date_yyyymmdd", "1992-04-15", "19920415"),
        ("date_yyyymmdd", "1992-04", "199204  "),
        ("date_yyyymmdd", "", ""),
        ("date_pl", "2026-03-04", "4 marca 2026 r."),
        ("date_pl", "2026-03", "marzec 2026 r."),
        ("date_pl", "2026", "2026 r."),
        ("date_pl", "4 marca", "4 marca"),
        ("date_dotted", "2026-03-04", "04.03.2026"),
        ("date_dotted", "2026-03", "03.2026"),
        ("date_slashed", "2026-03-04", "2026/03/04"),
        ("date_slashed", "2026", "2026"),
        ("countries_pl", "UA, MD", "UKRAINA, MOŁDAWIA"),
        ("sex_pl", "F", "K"),
        ("sex_pl", "M", "M"),
        ("letters", "fg 123456", "FG"),
    ],
)
def test_what_is_printed_of_an_answer(name: str, answer: str, printed: str) -> None:
    assert TRANSFORMS[name](answer) == printed


@pytest.mark.parametrize(
    ("name", "value", "answer"),
    [
        ("rest_of_name", "Oksana Iryna Maria", "Iryna Maria"),
        ("rest_of_name", "Oksana", ""),
        ("all", ["UA", "MD"], "UA, MD"),
        ("country_names", ["UA", "MD"], "Ukraina, Mołdawia"),
        ("letters", "fg 123456", "FG"),
        ("digits", "fg 123456", "123456"),
        ("letters", "C01X00T47", "C"),
        ("digits", "C01X00T47", "01X00T47"),
        ("letters", "004417", ""),
        ("digits", "004417", "004417"),
        ("letters", "KARTA", "KARTA"),
        ("digits", "KARTA", ""),
        ("each", ["UA", "MD"], "UA"),
    ],
)
def test_what_is_taken_over_of_a_known_value(name: str, value: Answer, answer: str) -> None:
    assert PREFILLS[name](value) == answer


@pytest.mark.parametrize(
    ("kind", "answer", "printed"),
    [
        ("country", "UA", "Ukraina"),
        ("country", ["UA", "MD"], "Ukraina, Mołdawia"),
        ("language", "uk", "Ukraiński"),
        ("date", "2026-03-04", "04.03.2026"),
        ("partial_date", "1992", "1992"),
        ("yes_no", "yes", "tak"),
        ("text", "yes", "yes"),
        ("text", "", ""),
    ],
)
def test_without_a_transform_an_answer_is_printed_in_polish_words(
    kind: FieldKind, answer: Answer, printed: str
) -> None:
    assert printed_text(Question(Field("asked", Plain("?"), kind)), answer) == printed
