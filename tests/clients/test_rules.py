"""What blocks and what only warns."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop.clients.rules import check_person, warnings
from cic_desktop.core.errors import Invalid
from cic_desktop.i18n import LANGUAGES

TODAY = date(2026, 11, 23)
PESEL = "92041517621"  # a woman born on 15 April 1992


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"birth_date": "", "declared_on": None},
        {"birth_date": "2026-11-23"},
        {"birth_date": "2026-11"},
        {"birth_date": "2026"},
        {"birth_date": "1900"},
        {"valid_from": TODAY, "valid_to": TODAY},
        {"valid_to": date(2000, 1, 1)},
        {"stay_valid_from": date(2030, 1, 1)},
    ],
)
def test_what_may_be(values: dict[str, object]) -> None:
    check_person(values, TODAY)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"birth_date": "2026-12"}, {"birth_date"}),
        ({"birth_date": "2027"}, {"birth_date"}),
        ({"birth_date": "1899-12-31"}, {"birth_date"}),
        ({"declared_on": date(2026, 11, 24)}, {"declared_on"}),
        ({"valid_from": date(2026, 5, 2), "valid_to": date(2026, 5, 1)}, {"valid_to"}),
        ({"declared_on": date(2026, 5, 2), "exited_on": date(2026, 5, 1)}, {"exited_on"}),
        ({"birth_date": "2030", "exited_on": date(2030, 1, 1)}, {"birth_date", "exited_on"}),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(values: dict[str, object], fields: set[str]) -> None:
    with pytest.raises(Invalid) as caught:
        check_person(values, TODAY)
    assert {problem.field for problem in caught.value.problems} == fields


def told(answers: dict[str, str]) -> list[tuple[str, str, str]]:
    found = warnings(answers, TODAY)
    assert all(problem.text.render(lang) for problem in found for lang in LANGUAGES)
    return [(problem.field, problem.severity, problem.text.render("en")) for problem in found]


def test_a_pesel_that_disagrees_warns_and_says_what_it_says() -> None:
    said = told({"pesel": PESEL, "birth_date": "16.04.1992", "sex": "M"})
    assert [(field, severity) for field, severity, _words in said] == [("pesel", "warning")] * 2
    assert "15.04.1992" in said[0][2]
    assert "woman" in said[1][2]


@pytest.mark.parametrize("born", ["15.04.1992", "04.1992", "1992", "", "not a date"])
def test_a_pesel_that_agrees_as_far_as_is_known_says_nothing(born: str) -> None:
    assert told({"pesel": PESEL, "birth_date": born, "sex": "F"}) == []


@pytest.mark.parametrize("typed", ["", "9204", "92041517622", "x"])
def test_a_pesel_still_being_typed_says_nothing(typed: str) -> None:
    assert told({"pesel": typed, "birth_date": "1990", "sex": "M"}) == []


def test_a_citizenship_passed_over_warns() -> None:
    assert [(field, severity) for field, severity, _words in told({"citizenship": "", "language": "uk"})] == [
        ("citizenship", "warning")
    ]
    for answers in ({"citizenship": "XX", "language": "uk"}, {"citizenship": "", "language": ""}, {"language": "uk"}):
        assert told(answers) == []


def test_a_stay_that_has_ended_warns() -> None:
    assert told({"stay_valid_to": "22.11.2026"}) == [
        ("stay_valid_to", "warning", "This basis of stay has already ended.")
    ]
    for typed in ("23.11.2026", "2027", "11.2026", "", "soon"):
        assert told({"stay_valid_to": typed}) == []
