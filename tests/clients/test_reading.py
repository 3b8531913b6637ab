"""A passport read at the desk: what is proposed beside what stands there already."""

from __future__ import annotations

from datetime import date

from cic_desktop.clients.reading import Proposal, proposals
from cic_desktop.core import mrz
from cic_desktop.core.fields import Answers

TODAY = date(2026, 11, 23)


def passport() -> str:
    """A Ukrainian passport with right check digits."""
    number, birth, expiry = "FA123456<", "920415", "310601"
    body = f"{number}{mrz.check_digit(number)}UKR{birth}{mrz.check_digit(birth)}F{expiry}{mrz.check_digit(expiry)}"
    body += "<" * 14 + "0"
    over = body[:10] + body[13:20] + body[21:]
    return "P<UKRKOVALENKO<<OKSANA".ljust(44, "<") + f"\n{body}{mrz.check_digit(over)}"


def proposed(answers: Answers, text: str = "") -> dict[str, Proposal]:
    return {item.name: item for item in proposals(mrz.read(text or passport(), TODAY), answers, TODAY)}


def test_an_empty_form_is_offered_everything() -> None:
    found = proposed({})
    assert {item.state for item in found.values()} == {"new"}
    assert {name: item.answer for name, item in found.items()} == {
        "surname": "Kovalenko", "given": "Oksana", "sex": "F", "birth_date": "1992-04-15", "citizenship": "UA",
        "document_kind": "passport", "document_number": "FA123456", "document_country": "UA",
        "document_valid_to": "2031-06-01",
    }  # fmt: skip


def test_what_differs_is_told_from_what_agrees() -> None:
    found = proposed(
        {"surname": "Kowalenko", "given": "OKSANA", "birth_date": "15.04.1992", "document_number": "FA 123456"}
    )
    states = {name: item.state for name, item in found.items()}
    assert states["surname"] == "different"
    assert states["given"] == states["birth_date"] == states["document_number"] == "same"
    assert states["sex"] == "new"


def test_a_field_whose_check_digit_disagrees_is_doubtful() -> None:
    found = proposed({}, passport().replace("920415", "920416"))
    assert [name for name, item in found.items() if item.doubtful] == ["birth_date"]


def test_a_residence_card_gives_the_pesel_of_its_holder() -> None:
    first = f"I<POLRP1234567{mrz.check_digit('RP1234567')}92041517621".ljust(30, "<")
    second = "9204157F3106014UKR".ljust(29, "<")
    second += str(mrz.check_digit(first[5:] + second[:7] + second[8:15] + second[18:]))
    found = proposed({}, f"{first}\n{second}\n{'KOVALENKO<<OKSANA'.ljust(30, '<')}")
    assert (found["document_kind"].answer, found["document_country"].answer) == ("residence_card", "PL")
    assert found["pesel"].answer == "92041517621"
