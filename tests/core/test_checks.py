"""Numbers people dictate, checked with published vectors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.core import checks
from cic_desktop.core.checks import BadValue

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "born", "sex"),
    [
        ("44051401359", date(1944, 5, 14), "M"),
        ("0221 1307 589", date(2002, 1, 13), "F"),
        ("02122401358", date(1902, 12, 24), "M"),
    ],
)
def test_pesel_tells_birth_date_and_sex(typed: str, born: date, sex: str) -> None:
    facts = checks.pesel(typed, today=TODAY)
    assert (facts.birth_date, facts.sex) == (born, sex)
    assert facts.number == typed.replace(" ", "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("4405140135", "11 digits"),
        ("440514013590", "11 digits"),
        ("4405140135A", "11 digits"),
        ("44051401358", "mistake in one of its digits"),
        ("02381307589", "does not exist"),  # its check digit is right, its 38th month is not
    ],
)
def test_a_wrong_pesel_is_explained(typed: str, said: str) -> None:
    with pytest.raises(BadValue) as refused:
        checks.pesel(typed, today=TODAY)
    assert said in str(refused.value)


def test_a_message_never_repeats_the_number() -> None:
    with pytest.raises(BadValue) as refused:
        checks.pesel("44051401358", today=TODAY)
    assert "44051401358" not in str(refused.value)


def test_nobody_is_born_tomorrow() -> None:
    with pytest.raises(BadValue, match="not born yet"):
        checks.pesel("02211307589", today=date(2001, 12, 31))


def test_a_pesel_that_disagrees_only_warns() -> None:
    facts = checks.pesel("44051401359", today=TODAY)
    assert checks.pesel_disagreements(facts, "1944-05-14", "M") == []
    assert checks.pesel_disagreements(facts, "1944", None) == []
    warnings = checks.pesel_disagreements(facts, "1944-05-15", "F")
    assert [problem.severity for problem in warnings] == ["warning", "warning"]
    assert "14" in warnings[0].text.render("en")
    assert "man" in warnings[1].text.render("en")


@pytest.mark.parametrize(
    ("check", "typed", "stored"),
    [
        (checks.nip, "856-734-62-15", "8567346215"),
        (checks.nip, "PL 8567346215", "8567346215"),
        (checks.regon, "192598184", "192598184"),
        (checks.regon, "123456785", "123456785"),
        (checks.regon, "12345678512347", "12345678512347"),
        (checks.iban, "PL61 1090 1014 0000 0712 1981 2874", "PL61109010140000071219812874"),
        (checks.iban, "61109010140000071219812874", "PL61109010140000071219812874"),
        (checks.iban, "DE89370400440532013000", "DE89370400440532013000"),
        (checks.postcode, "46064", "46-064"),
        (checks.postcode, "46 – 064", "46-064"),
        (checks.email, " Anna.Nowak@Example.ORG ", "Anna.Nowak@example.org"),
        (checks.belarusian_number, "3270287a012pb2", "3270287A012PB2"),
        (checks.belarusian_number, "3041088A042PB2", "3041088A042PB2"),
        (checks.ukrainian_tax_number, "1759013776", "1759013776"),
    ],
)
def test_right_values_come_in_their_stored_form(check: Callable[[str], str], typed: str, stored: str) -> None:
    assert check(typed) == stored


@pytest.mark.parametrize(
    ("check", "typed"),
    [
        (checks.nip, "8567346216"),
        (checks.nip, "856734621"),
        (checks.regon, "192598183"),
        (checks.regon, "12345678612342"),
        (checks.regon, "12345678512348"),
        (checks.regon, "1234"),
        (checks.iban, "PL62109010140000071219812874"),
        (checks.iban, "61 1090"),
        (checks.iban, "hello"),
        (checks.postcode, "4606"),
        (checks.postcode, "46-O64"),
        (checks.email, "anna@"),
        (checks.email, "anna nowak@example.org"),
        (checks.email, "anna..nowak@example.org"),
        (checks.email, "@example.org"),
        (checks.phone, "600 12"),
        (checks.phone, "call me"),
        (checks.phone, "+48 600 123 45"),
        (checks.phone, "067 123 45 67"),
        (checks.belarusian_number, "3270287A012PB3"),
        (checks.belarusian_number, "3270287A012"),
        (checks.ukrainian_tax_number, "1759013777"),
    ],
)
def test_wrong_values_are_refused_with_a_sentence(check: Callable[[str], object], typed: str) -> None:
    complaint = checks.complaint(check, typed)
    assert complaint is not None
    assert complaint.render("en").endswith(".")


def test_an_empty_field_is_not_a_wrong_one() -> None:
    assert checks.complaint(checks.nip, "  ") is None
    assert checks.complaint(checks.nip, "8567346215") is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("600 123 456", "+48600123456"),
        ("48600123456", "+48600123456"),
        ("0048 600-123-456", "+48600123456"),
        ("+380 (67) 123-45-67", "+380671234567"),
        ("+48 (0) 77 441 66 00", "+48774416600"),
    ],
)
def test_a_phone_keeps_what_was_typed_and_what_to_dial(typed: str, number: str) -> None:
    assert checks.phone(typed) == checks.Phone(number, typed)


@pytest.mark.parametrize(
    ("kind", "country", "number", "odd"),
    [
        ("residence_card", "PL", "RP 1234567", False),
        ("residence_card", "PL", "RP12345", True),
        ("passport", "UA", "FB123456", False),
        ("passport", "UA", "FB12345", True),
        ("id_card", "UA", "001234567", False),
        ("id_card", "UA", "КВ123456", False),
        ("passport", "BY", "MP1234567", False),
        ("passport", "BY", "XX1234567", True),
        ("passport", "VN", "anything", False),
        ("passport", "UA", "", False),
    ],
)
def test_an_odd_document_number_only_warns(kind: str, country: str, number: str, odd: bool) -> None:
    found = checks.document_warnings(kind, country, number)
    assert [problem.severity for problem in found] == ["warning"] * odd


@given(st.text(max_size=40))
@pytest.mark.parametrize(
    "check",
    [checks.nip, checks.regon, checks.iban, checks.postcode, checks.email, checks.phone,
     checks.belarusian_number, checks.ukrainian_tax_number, lambda typed: checks.pesel(typed, today=TODAY)],
)  # fmt: skip
def test_whatever_is_typed_is_taken_or_refused_clearly(check: Callable[[str], object], typed: str) -> None:
    try:
        assert check(typed)
    except BadValue as bad:
        assert bad.text.render("en")
