"""What a find box's text becomes when the person has to be registered."""

from __future__ import annotations

import pytest

from cic_desktop.core.fields import Answers
from cic_desktop.ui.clients.prefill import answers_from, language_of, script_language
from cic_desktop.ui.clients.spelling import proposal


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("kovalenko oksana", {"surname": "Kovalenko", "given": "Oksana"}),
        ("McDonald", {"surname": "McDonald"}),
        ("Nguyen Thi Lan", {"surname": "Nguyen", "given": "Thi Lan"}),
        (
            "Щербак Надія",
            {
                "surname": "Shcherbak", "given": "Nadiia", "original_surname": "Щербак", "original_given": "Надія",
            },
        ),
        ("512 345 678", {"phone": "512345678"}),
        ("Bondar +380501234567", {"surname": "Bondar", "phone": "+380501234567"}),
        ("92041512480", {"pesel": "92041512480", "birth_date": "1992-04-15", "sex": "F"}),
        ("12", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_names_and_numbers_find_their_fields(typed: str, answers: Answers) -> None:
    assert answers_from(typed) == answers


def test_the_alphabet_tells_whose_passport_rules_hold() -> None:
    assert script_language("Крылов") == "ru"
    assert script_language("Іванів") == "uk"
    assert script_language("Быкаў") == "be"
    assert script_language("Быков", "BY") == "be"


def test_most_people_of_a_country_talk_in_one_language() -> None:
    assert language_of("UA") == "uk"
    assert language_of("BY") == "ru"
    assert language_of("AQ") == ""


def test_a_spelling_is_proposed_only_where_it_is_missing() -> None:
    assert proposal({"surname": "Kovalenko", "original_surname": "Коваленко"}) == {}
    assert proposal({"surname": "", "original_surname": "Коваленко"}) == {"surname": "Kovalenko"}
    assert proposal({"surname": "Коваленко"}) == {"surname": "Kovalenko", "original_surname": "Коваленко"}
