"""The preparation for MOS follows the regulation: the right boxes in its order, the right annexes by purpose."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cic_desktop.core.codes import code_list
from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.checks import CHECKS
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.definition.vocabulary import CONFIDENCE
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.filling.answers import prefill, validate
from cic_desktop.i18n import LANGUAGES
from cic_desktop.paths import data_root

FORMS = ("MOS-CZASOWY", "MOS-STALY", "MOS-REZYDENT", "MOS-CUKR")
REGULATION = Path(__file__).resolve().parents[3] / "shared" / "domain" / "dzu-2026-553-mos-application.txt"

# Steps whose rows have captions of our own (one free text in the regulation) or stand in a table whose text is torn.
TORN = {"family", "stays", "trips", "means", "insurance"}

# purpose -> who the annexes to the application ask about (Dz.U. 2026 poz. 553, zał. 1 pkt 8-12)
ANNEXES = {
    "work": {"annex_1"},
    "blue_card": {"annex_1", "skills_higher"},
    "blue_card_mobility": {"annex_1", "skills_higher"},
    "business": {"annex_1"},
    "studies": {"school_name"},
    "research": {"unit_name"},
    "research_mobility": {"unit_name"},
    "training": {"organiser_name"},
    "volunteering": {"organiser_name"},
}


@pytest.fixture
def worksheet() -> Definition:
    """The worksheet for temporary residence."""
    return definitions.load("MOS-CZASOWY")


@pytest.fixture
def answers() -> Answers:
    return definitions.sample("MOS-CZASOWY")


@pytest.fixture(params=FORMS)
def mos(request: pytest.FixtureRequest) -> Definition:
    return definitions.load(request.param)


@pytest.fixture(params=FORMS)
def known(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What the preparation knows besides the questions, as it is written."""
    return tomllib.loads((data_root() / "resources" / "mos" / f"{request.param}.toml").read_text("utf-8"))


def asked(form: Definition, answers: Answers) -> list[str]:
    return [question.name for question in form.applicable(answers)]


def numbers(form: Definition, answers: Answers) -> list[str]:
    """The numbers of the boxes asked for, each once, in the order of the interview."""
    return list(dict.fromkeys(question.number for question in form.applicable(answers) if question.number))


# ---- the worksheet for temporary residence ---------------------------------------------------------


def test_sections_a_to_g_are_asked_in_the_order_of_the_application(worksheet: Definition, answers: Answers) -> None:
    found = numbers(worksheet, answers)
    sections = [number for number in found if not number.startswith("Zał.")]
    assert sections == [
        *(f"A.{n}" for n in range(1, 21)),
        *(f"B.I.{n}" for n in range(1, 10)),
        *(f"B.II.{n}" for n in range(1, 10)),
        "C",
        *(f"D.{n}" for n in range(1, 9)),
        "E.I", "E.II", "E.III.a", "E.III.b.1", "E.III.b.2", "E.III.b.3", "E.IV", "E.V", "E.VI", "E.VII", "E.VIII",
        "E.IX", "E.X", "F", "G",
    ]  # fmt: skip
    assert found[: len(sections)] == sections, "the annexes come after the application"


def test_the_purposes_are_the_seventeen_of_the_register(worksheet: Definition) -> None:
    offered = [choice.code for choice in worksheet.question("purpose").choices]
    assert offered == list(code_list("stay_purpose").codes)
    assert len(offered) == 17


def test_who_comes_to_work_is_asked_about_the_employer(worksheet: Definition, answers: Answers) -> None:
    found = asked(worksheet, answers)
    assert {"annex_1", "employer_name", "employer_email", "job_position", "job_pkd"} <= set(found)
    assert "user_name" not in found, "only an agency sends people to another employer"
    assert "school_name" not in found
    step = next(step for step in worksheet.steps if step.name == "employer")
    assert "MOS" in step.help.render("pl") and "pracodawca" in step.help.render("pl") if step.help else False


def test_an_agency_also_names_the_user_employer(worksheet: Definition, answers: Answers) -> None:
    assert {"user_name", "user_email"} <= set(asked(worksheet, answers | {"annex_1": "agency"}))


def test_a_business_without_a_company_needs_no_employer(worksheet: Definition, answers: Answers) -> None:
    found = asked(worksheet, answers | {"purpose": "business", "annex_1": "none"})
    assert "annex_1" in found
    assert "employer_name" not in found


def test_who_comes_to_study_is_asked_about_the_university(worksheet: Definition, answers: Answers) -> None:
    studying = answers | {"purpose": "studies"}
    found = numbers(worksheet, studying)
    annex = [number for number in found if number.startswith("Zał.")]
    assert annex == [f"Zał. 5, II.{n}" for n in range(1, 12)]
    assert "employer_name" not in asked(worksheet, studying)


@pytest.mark.parametrize("purpose", list(code_list("stay_purpose").codes))
def test_each_purpose_has_its_annexes_and_no_other(worksheet: Definition, answers: Answers, purpose: str) -> None:
    found = set(asked(worksheet, answers | {"purpose": purpose}))
    assert found & set().union(*ANNEXES.values()) == ANNEXES.get(purpose, set())


def test_family_abroad_and_transfers_are_sent_to_paper(worksheet: Definition, answers: Answers) -> None:
    for elsewhere, annex in (("abroad", "8"), ("transfer", "7")):
        advice = worksheet.stop(answers | {"situation": elsewhere})
        assert advice is not None
        assert f"zał. {annex}" in advice.render("pl")
    assert worksheet.stop(answers) is None


def test_an_empty_field_of_the_person_says_brak(worksheet: Definition) -> None:
    """`brak` is what the portal wants ticked: every box of A to D has it, but what must be known or chosen."""
    without = [
        question.name
        for question in worksheet.questions
        if question.number[:2] in {"A.", "B.", "D."} or question.number == "C"
        if not question.none
    ]
    assert without == [
        "birth_date", "sex", "citizenship_2", "citizenship_3", "marital_status", "eyes_other", "document",
    ]  # fmt: skip
    assert {question.none for question in worksheet.questions} == {"", "brak"}


def test_nobody_in_poland_is_said_with_brak_too(worksheet: Definition, answers: Answers) -> None:
    for rows in ("family", "stays", "trips", "means", "insurance"):
        alone = answers | {f"{rows}_any": "none"}
        chosen = worksheet.question(f"{rows}_any").chosen("none")
        assert [choice.official for choice in chosen] == ["brak"]
        assert not [name for name in asked(worksheet, alone) if name.endswith("_1") and name.startswith(rows)]


def test_rows_go_on_as_long_as_there_is_another(worksheet: Definition, answers: Answers) -> None:
    assert len(worksheet.copies("family")) == 10
    found = asked(worksheet, answers)
    assert "family_name_of_2" in found
    assert "family_name_of_3" not in found


def test_the_register_answers_what_it_knows(worksheet: Definition) -> None:
    taken = prefill(
        worksheet,
        {
            "client.surname": "Kovalenko",
            "client.citizenship": ["UA", "MD"],
            "client.document_number": "FG 123456",
            "client.marital_status": "mężatka",
            "client.education": "wyższe",
            "address.voivodeship": "opolskie",
            "stay.title": "wiza krajowa (D)",
            "stay.valid_to": "2027-01-31",
            "home.country": "UA",
        },
    ).answers
    assert taken["citizenship"] == "UA" and taken["citizenship_2"] == "MD"
    assert (taken["travel_series"], taken["travel_number"]) == ("FG", "123456")
    assert (taken["marital_status"], taken["education"]) == ("mezatka", "higher")
    assert (taken["authority"], taken["stay_voivodeship"]) == ("opolskie", "opolskie")
    assert (taken["stay_ground"], taken["stay_until"]) == ("visa", "2027-01-31")
    assert taken["home_country"] == "UA" and "previous_country" not in taken


@pytest.mark.parametrize("form_id", ["MOS-CZASOWY", "MOS-REZYDENT"])
def test_a_relative_s_birth_date_is_wanted_whole(form_id: str) -> None:
    form = definitions.load(form_id)

    def said(day: str) -> list[tuple[str, str]]:
        found = validate(form, {"family_any": "some", "family_name_of_1": "Jan Nowak", "family_birth_1": day})
        return [(one.severity, one.text.render("en")) for one in found if one.field == "family_birth_1"]

    for day in ("1955", "1955-03"):
        [(severity, text)] = said(day)
        assert severity == "warning" and text.startswith("The office asks for day, month and year.")
    assert said("1955-03-02") == []
    assert said("1955-13-02")[0][0] == "error"


def test_a_name_longer_than_the_boxes_is_a_warning_only(worksheet: Definition, answers: Answers) -> None:
    long = answers | {"surname": "Żółkiewska-Świętopełk-Wolańska"}
    (problem,) = [problem for problem in validate(worksheet, long) if problem.field == "surname"]
    assert problem.severity == "warning"
    assert "20" in problem.text.render("en")


def test_numbers_of_a_firm_are_checked() -> None:
    assert CHECKS["nip"]("856-734-62-15") is None
    assert CHECKS["nip"]("8567346216") is not None
    assert CHECKS["regon"]("192598184") is None
    assert CHECKS["regon"]("192598183") is not None


def test_the_wording_is_that_of_the_regulation(worksheet: Definition) -> None:
    if not REGULATION.exists():
        pytest.skip("the regulation's text is not on this machine")
    printed = _letters(REGULATION.read_text("utf-8"))
    questions = [question for step in worksheet.steps if step.base not in TORN for question in step.questions]
    wordings = {question.official for question in questions if question.number} - {"szczegóły"}
    for name in ("purpose", "stay_ground", "document", "organiser_kind"):
        wordings |= {choice.official for choice in worksheet.question(name).choices}
    # A box of two dates, or of days, is split into two questions here; two sentences stand apart there.
    missing = [
        text
        for text in wordings
        for sentence in text.split(" – ")[0].split(" (dni)")[0].split(". ")
        if _letters(sentence) not in printed
    ]
    assert missing == []


def _letters(text: str) -> str:
    """The Polish words alone: the text of the regulation is torn by columns, hyphens and other languages."""
    return "".join(char for char in text.casefold() if char.isalnum())


# ---- all four preparations ---------------------------------------------------------------------------


def test_a_preparation_is_electronic_and_belongs_to_mos(mos: Definition) -> None:
    assert (mos.info.group, mos.layout, mos.info.channel) == ("mos", "flow", "electronic")
    assert mos.info.source and mos.info.legal_basis and mos.info.note


def test_only_the_pattern_that_was_read_is_called_confirmed(mos: Definition) -> None:
    expected = "confirmed" if mos.info.id == "MOS-CZASOWY" else "unconfirmed"
    assert mos.info.confidence == expected
    numbered = [question.name for question in mos.questions if question.number]
    assert bool(numbered) == (expected == "confirmed"), "numbers of boxes are known for temporary residence only"


def test_where_the_boxes_are_not_known_none_is_made_up() -> None:
    assert not [question.name for question in definitions.load("MOS-CUKR").questions if question.official]


def test_pages_of_the_interview_are_short(mos: Definition) -> None:
    assert max(len(step.questions) for step in mos.steps) <= 11


def test_a_minor_is_signed_for_by_a_parent_and_nobody_by_a_proxy(mos: Definition) -> None:
    signers = [choice.code for choice in mos.question("signs").choices]
    assert signers == ["self", "parent", "guardian", "curator"]


def test_permanent_residence_asks_for_the_conditions_of_its_ground() -> None:
    form = definitions.load("MOS-STALY")
    answers = definitions.sample("MOS-STALY")
    assert {"c_married", "c_lived"} <= set(asked(form, answers))
    card = set(asked(form, answers | {"ground": "karta_polaka"}))
    assert {"c_settles", "c_card"} <= card
    assert not card & {"c_married", "c_origin", "c_unbroken"}


def test_an_eu_long_term_resident_is_not_made_of_a_student() -> None:
    form = definitions.load("MOS-REZYDENT")
    advice = form.stop(definitions.sample("MOS-REZYDENT") | {"c_excluded": "yes"})
    assert advice is not None and "213" in advice.render("pl")


def test_cukr_ends_where_the_ukr_status_has_ended() -> None:
    form = definitions.load("MOS-CUKR")
    answers = definitions.sample("MOS-CUKR")
    assert form.stop(answers) is None
    assert form.stop(answers | {"active_ukr": "no"}) is not None
    assert form.info.valid_to is not None and form.info.ended(form.info.valid_to.replace(day=5))


# ---- what the screen knows besides the questions ---------------------------------------------------------


def test_every_statement_has_its_source_and_how_sure_it_is(known: dict[str, Any]) -> None:
    for entry in _entries(known):
        assert entry["source"], entry
        assert entry["confidence"] in CONFIDENCE


def test_every_text_for_the_client_is_in_four_languages(known: dict[str, Any]) -> None:
    found = list(_texts(known))
    assert len(found) > 30
    for text in found:
        assert set(text) == set(LANGUAGES)
        assert all(text.values())


def test_every_condition_names_an_answer_of_its_questions(known: dict[str, Any]) -> None:
    form = definitions.load(known["mos"]["form"])
    for entry in _entries(known):
        if "when" in entry:
            question = form.question(entry["when"]["question"])
            codes = {choice.code for choice in question.choices} or {"yes", "no"}
            assert set(entry["when"]["is"]) <= codes


def test_codes_are_used_once(known: dict[str, Any]) -> None:
    for key in ("attachment", "fee", "bring"):
        codes = [entry["code"] for entry in known[key]]
        assert len(codes) == len(set(codes))


def test_the_photo_and_the_files_follow_the_regulation(known: dict[str, Any]) -> None:
    photo, files = known["photo"], known["files"]
    assert (photo["min_width"], photo["min_height"], photo["max_bytes"]) == (684, 883, 2_500_000)
    assert (photo["formats"], photo["ratio"], photo["max_age_months"]) == (["jpg"], [35, 45], 6)
    assert (files["max_bytes"], files["total_bytes"]) == (10_000_000, 50_000_000)
    read = known["mos"]["form"] == "MOS-CZASOWY"
    assert {photo["confidence"], files["confidence"]} == {"confirmed" if read else "unconfirmed"}


def test_nothing_from_memory_is_called_confirmed(known: dict[str, Any]) -> None:
    """Amounts of stamp duty were not found in the act: they never pass for confirmed."""
    assert {fee["confidence"] for fee in known["fee"]} <= {"secondary", "unconfirmed"}
    assert all(
        entry["confidence"] != "confirmed" for entry in _entries(known) if entry["source"].startswith("praktyka")
    )


def test_each_annex_has_its_purposes_and_who_fills_it_in() -> None:
    known = tomllib.loads((data_root() / "resources" / "mos" / "MOS-CZASOWY.toml").read_text("utf-8"))
    filled = [(annex["number"], annex["filled_by"], annex["by_link"]) for annex in known["annex"]]
    assert filled == [
        (1, "employer", True),
        (2, "client", False),
        (3, "organiser", True),
        (4, "client", False),
        (5, "school", True),
    ]
    assert {purpose for annex in known["annex"] for purpose in annex["when"]["is"]} == set(ANNEXES)


def _entries(known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every table that states something."""
    for value in known.values():
        for entry in value if isinstance(value, list) else [value]:
            yield entry
            for nested in ("rule", "exception"):
                if isinstance(entry.get(nested), list):
                    yield from entry[nested]


def _texts(known: dict[str, Any]) -> Iterator[dict[str, str]]:
    for entry in _entries(known):
        yield from (value for value in entry.values() if isinstance(value, dict) and "pl" in value)
