"""Running documents: what stands on them, what a careful typist does, and what each of them is for."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from cic_desktop import startup
from cic_desktop.core.errors import Invalid
from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.edition.naming import PLACEHOLDER
from cic_desktop.forms.filling.answers import prefill, validate
from cic_desktop.forms.page.head import Head, letterhead
from cic_desktop.forms.page.strokes import Strokes
from cic_desktop.forms.pdf import fill
from cic_desktop.forms.pdf.flow_words import marked, told
from cic_desktop.forms.pdf.signed import signed
from tests.forms import small
from tests.forms.conftest import EDITIONS
from tests.forms.looking import pages_text, pictures, share_apart

FLOWING = [edition for edition in EDITIONS if definitions.load(*edition).layout == "flow"]
TYPED = [edition for edition in FLOWING if definitions.load(*edition).blocks]
POZ = ("POZ-LEKARZ", "POZ-PIELEGNIARKA", "POZ-POLOZNA")
POWERS = ("PELN-SPRAWA", "PELN-OGOLNE")


@pytest.fixture(params=FLOWING, ids=lambda edition: "-".join(edition))
def document(request: pytest.FixtureRequest) -> Definition:
    """Every running document in turn."""
    return definitions.load(*request.param)


@pytest.fixture(params=TYPED, ids=lambda edition: "-".join(edition))
def typed(request: pytest.FixtureRequest) -> Definition:
    """Every running document that says itself what stands where."""
    return definitions.load(*request.param)


def said(form: str | Definition, answers: Answers | None = None, **more: Any) -> str:
    """The whole text of a document filled from its sample, changed by `answers`; spaces count once."""
    definition = definitions.load(form) if isinstance(form, str) else form
    filled = fill(definition, {**definitions.sample(definition.info.id), **(answers or {})}, **more)
    return " ".join(" ".join(pages_text(filled.pdf)).split())


def png(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 60), colour).save(out, "PNG")
    return out.getvalue()


# ---- every document ---------------------------------------------------------------------------------


def test_the_foot_says_which_document_it_is_and_how_sure_we_are(document: Definition) -> None:
    text, info = said(document), document.info
    assert f"{info.symbol} · wydanie {info.edition} · stan na" in text
    assert "strona 1 z" in text
    assert ("niepotwierdzony" in text or "ze źródeł wtórnych" in text) == (info.confidence != "confirmed")


def test_everything_that_is_asked_stands_on_the_paper_or_decides_what_does(typed: Definition) -> None:
    printed = {name for block in typed.blocks for name in (*block.questions, block.question)}
    printed |= {
        name for block in typed.blocks for text in (block.text, *block.points, *block.lines)
        for name in PLACEHOLDER.findall(text)
    }  # fmt: skip
    printed |= {
        question.name for block in typed.blocks for copy in typed.copies(block.step) for question in copy.questions
    }
    printed |= {block.when.field for block in typed.blocks if block.when}
    printed |= {when.field for question in typed.questions for when in question.conditions}
    assert {question.name for question in typed.questions} - printed == set()


def test_every_sentence_that_hangs_on_an_answer_is_printed_for_that_answer(typed: Definition) -> None:
    sample = definitions.sample(typed.info.id)
    for block in typed.blocks:
        if block.kind == "text" and block.when and block.when.values != ("",):
            start = PLACEHOLDER.split(block.text)[0].strip()
            answers = {**sample, block.when.field: block.when.values[0]}
            if typed.question(block.when.field) in typed.applicable(answers):
                assert start in said(typed, {block.when.field: block.when.values[0]})


def test_without_answers_there_are_lines_to_write_on(document: Definition) -> None:
    (first, *_more) = pages_text(fill(document, {}).pdf)
    assert document.info.symbol in first
    assert "{" not in first


def test_the_sample_stands_on_one_page_unless_it_is_a_worksheet(typed: Definition) -> None:
    assert len(pages_text(fill(typed, definitions.sample(typed.info.id)).pdf)) == 1


def test_a_draft_says_so_on_every_page(document: Definition) -> None:
    answers = definitions.sample(document.info.id)
    assert all("WERSJA ROBOCZA" in page for page in pages_text(fill(document, answers, draft=True).pdf))
    assert "WERSJA ROBOCZA" not in said(document)


def test_fonts_are_embedded_and_the_page_is_printed_without_scaling(document: Definition) -> None:
    with pikepdf.open(io.BytesIO(fill(document, definitions.sample(document.info.id)).pdf)) as opened:
        assert opened.Root.ViewerPreferences.PrintScaling == "/None"
        assert opened.check_pdf_syntax() == []
        for page in opened.pages:
            assert [round(float(edge)) for edge in page.mediabox] == [0, 0, 595, 842]
            for font in page.resources.Font.values():
                holder = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                assert "/FontFile2" in holder.FontDescriptor


def test_everything_said_at_once_is_printed_letter_by_letter(typed: Definition) -> None:
    """Every tick on, every question answered with a name of 60 letters in two scripts."""
    name = "Żółć-Świętochłowicka-Brzęczyszczykiewicz Щербаківська-Ґанська"
    answers: Answers = {
        question.name: [choice.code for choice in question.choices]
        if question.choices
        else {"yes_no": "yes", "number": "7"}.get(
            question.field.kind, "1985" if question.field.kind.endswith("date") else name
        )
        for question in typed.questions
    }
    text = "".join("".join(pages_text(fill(typed, answers).pdf)).split())
    assert "".join(name.split()) in text
    offered = {block.question for block in typed.blocks if block.kind == "ticks" and not block.when}
    chosen = (choice for question in typed.questions if question.name in offered for choice in question.choices)
    assert all("".join(choice.official.split()) in text for choice in chosen)


# ---- what a careful typist does ---------------------------------------------------------------------


def test_no_letter_is_left_alone_at_the_end_of_a_line() -> None:
    assert marked("z dnia w Opolu i o 17 zł") == "z\u00a0dnia w\u00a0Opolu i\u00a0o\u00a017\u00a0zł"
    assert marked("ul. Damrota, art. 7") == "ul.\u00a0Damrota, art.\u00a07"


def test_a_line_that_would_say_nothing_is_left_out() -> None:
    assert "Nasz znak: CIC.5310.17.2026" in said("LIST")
    assert "Nasz znak" not in said("LIST", {"our_sign": ""})
    assert "Załączniki" not in said("LIST")
    assert "Załączniki: 1. Mapa" in said("LIST", {"attachments": "1. Mapa"})
    assert "tel." not in said("RATY", {"phone": ""})
    assert "........" in said("RATY", {"due": ""}), "what is needed is a line to write on"


def test_a_document_nobody_answered_keeps_all_its_lines_to_be_filled_by_hand() -> None:
    text = " ".join(pages_text(fill(definitions.load("LIST"), {}).pdf)[0].split())
    assert "Nasz znak: ...." in text
    assert "Załączniki: ...." in text


def test_a_sentence_has_one_full_stop() -> None:
    form = definitions.load("PELN-OGOLNE")
    answers = definitions.sample("PELN-OGOLNE")
    assert told(form, answers).markup("do {valid_to}.").endswith("2027\u00a0r.</font>")
    assert "r.." not in said("PELN-OGOLNE")


def test_what_is_typed_is_never_read_as_markup() -> None:
    assert "a < b & <b>c</b> {date}" in said("OSWIADCZENIE", {"statement": "a < b & <b>c</b> {date}"})


def test_a_long_answer_goes_on_over_pages_and_nothing_is_cut() -> None:
    text = said("RATY", {"reasons": "Zdanie uzasadnienia. " * 900, "income": "dochód " * 700})
    assert text.count("uzasadnienia") == 900
    assert text.count("dochód") == 700
    assert int(text.rpartition("strona ")[2].split()[2]) >= 6


def test_the_torture_client_is_printed_letter_by_letter() -> None:
    names = {"given_names": "Щербаківська Ўладзіслава Nguyễn", "surname": "Żółć-Świętochłowicka" * 5}
    text = said("POZ-LEKARZ", names)
    assert names["given_names"] in text
    assert names["surname"] in text.replace(" ", "")


def test_a_name_in_letters_without_a_shape_is_refused_in_words() -> None:
    with pytest.raises(Invalid, match="Latin letters"):
        said("POZ-LEKARZ", {"surname": "შევარდნაძე"})


def test_a_table_has_a_row_for_every_copy_that_was_asked_for(tmp_path: Path) -> None:
    form = small.made(tmp_path, small.FLOW)
    two: Answers = {"surname": "Bondar", "member_1": "Daryna", "family_more_1": "yes", "member_2": "Taras", "kind": "a"}
    first, last = pages_text(fill(form, two).pdf)
    text = " ".join(first.split())
    assert (
        "I Oświadczenie Ja, Bondar, oświadczam. 1. Nazwisko Bondar X pierwszy drugi – raz – dwa Kto Daryna Taras"
        in text
    )
    assert "Koniec" in last
    one = " ".join(pages_text(fill(form, {**two, "family_more_1": "no"}).pdf)[0].split())
    assert "Taras" not in one
    unticked = " ".join(pages_text(fill(form, {**two, "kind": "b"}).pdf)[0].split())
    assert "pierwszy" not in unticked, "the block holds for one answer only"


def test_signatures_never_stand_alone_on_a_page() -> None:
    for lines in range(1, 60):
        pages = pages_text(fill(definitions.load("LIST"), {"body": "Zdanie.\n" * lines}).pdf)
        assert len(pages) == 1 or "Zdanie." in pages[-1]


def test_a_worksheet_is_made_from_the_steps() -> None:
    form = replace(definitions.load("EL-W-1"), layout="flow", blocks=(), pages=())
    text = " ".join(" ".join(pages_text(fill(form, definitions.sample("EL-W-1")).pdf)).split())
    assert "Osoba, której dotyczy wniosek" in text
    assert "2 Imię drugie IRYNA" in text
    assert "nie" in text


# ---- the centre's own letters -----------------------------------------------------------------------


def test_the_centres_head_stands_on_its_own_letters_only() -> None:
    head = Head("Centrum w Opolu", "ul. Damrota 7", png("#0A6E5C"))
    assert said("LIST", head=head).startswith("Centrum w Opolu ul. Damrota 7")
    assert "Centrum w Opolu" in said("UDZIAL", head=head)
    assert "Centrum w Opolu" not in said("PELN-SPRAWA", head=head)


def test_the_head_comes_from_the_register(register: startup.Opened) -> None:
    with register.database.read(register.actor) as read:
        head = letterhead(read)
    assert head.name == "Centrum Integracji Cudzoziemców w Opolu"
    assert "ul. Damrota 7" in head.contact


def test_a_certificate_speaks_of_a_woman_and_of_a_man() -> None:
    assert "Zaświadcza się, że Pani Oksana" in said("UDZIAL")
    man = said("UDZIAL", {"sex": "M"})
    assert "Zaświadcza się, że Pan " in man
    assert "uczestniczył w zajęciach" in man


def test_a_signature_drawn_on_the_screen_stands_on_the_clients_line() -> None:
    form, answers = definitions.load("POZ-LEKARZ"), definitions.sample("POZ-LEKARZ")
    pdf = fill(form, answers).pdf
    (plain,) = pictures(pdf, 60)
    name = Strokes((((0.1, 0.2), (0.4, 0.05), (0.7, 0.2), (0.9, 0.1)),))
    (drawn,) = pictures(signed(pdf, name, "23.11.2026"), 60)
    assert share_apart(plain, drawn) > 0.0003
    assert plain.crop((0, 0, 500, 400)).tobytes() == drawn.crop((0, 0, 500, 400)).tobytes()


# ---- POZ --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form_id", POZ)
def test_for_a_child_the_representative_is_asked_and_printed(form_id: str) -> None:
    form = definitions.load(form_id)
    own = {"represented": "no", "has_pesel": "yes"}
    child = {
        "represented": "yes",
        "has_pesel": "no",
        "document": "FG 654321",
        "rep_given": "Oksana",
        "rep_surname": "Bondar",
    }
    assert "przedstawiciela ustawowego" not in said(form, {**own, "pesel": "92041512343"})
    text = said(form, child)
    assert "8. Imię przedstawiciela ustawowego" in text and "Bondar" in text
    assert "FG654321" in text
    asked = {question.name for question in form.applicable(child)}
    assert {"rep_given", "rep_pesel", "document"} <= asked
    assert "pesel" not in asked


def test_whether_somebody_is_a_child_follows_from_the_birth_date() -> None:
    form = definitions.load("POZ-LEKARZ")
    for born, expected in (("2019-08-02", "yes"), ("1992-04-15", "no"), ("1992", "no")):
        assert prefill(form, {"client.birth_date": born}).answers["represented"] == expected
    assert "represented" not in prefill(form, {"client.birth_date": ""}).answers


def test_who_has_a_pesel_is_not_asked_for_a_passport() -> None:
    form = definitions.load("POZ-LEKARZ")
    known = prefill(form, {"client.pesel": "92041512343", "client.document_number": "FG 123456"}).answers
    assert known["has_pesel"] == "yes"
    assert "document" not in {question.name for question in form.applicable(known)}


def test_the_reason_is_asked_from_the_third_choice_on() -> None:
    assert "11. Powód zmiany" not in said("POZ-LEKARZ")
    text = said("POZ-LEKARZ", {"times": "third", "reason": "moved"})
    assert "11. Powód zmiany X zmiana miejsca zamieszkania" in text


def test_the_pesel_is_compared_with_the_birth_date() -> None:
    answers = {**definitions.sample("POZ-LEKARZ"), "birth_date": "1992-04-16"}
    found = validate(definitions.load("POZ-LEKARZ"), answers)
    assert [(problem.field, problem.severity) for problem in found] == [("pesel", "warning")]


# ---- powers of attorney -----------------------------------------------------------------------------


@pytest.mark.parametrize("form_id", POWERS)
def test_who_receives_the_letters_is_asked_and_never_supposed(form_id: str) -> None:
    form = definitions.load(form_id)
    everything = dict.fromkeys(
        ("advisor.name", "client.full_name", "spouse.given_names", "centre.name"), "Anna Świątek"
    )
    known = prefill(form, everything).answers
    assert {"attorney", "letters", "letters_name"} & set(known) == set()
    assert {"attorney", "letters"} <= {problem.field for problem in validate(form, known)}


def test_the_paper_says_who_receives_the_letters() -> None:
    assert "Pisma proszę doręczać pełnomocnikowi: Łukasz Żółkiewski, ul. Księdza" in said("PELN-SPRAWA")
    other = {"letters": "other", "letters_name": "Ewa Gęś", "letters_address": "ul. Ozimska 5, 45-057 Opole"}
    assert "Pełnomocnikiem do doręczeń ustanawiam: Ewa Gęś, ul. Ozimska 5" in said("PELN-SPRAWA", other)
    text = said("PELN-SPRAWA", {"letters": "client"})
    assert "Pełnomocnictwo nie obejmuje odbioru pism" in text


def test_only_the_acts_that_were_ticked_stand_on_the_paper() -> None:
    text = said("PELN-SPRAWA", {"scope": ["files"], "scope_other": "odbiór karty pobytu męża"})
    assert "przeglądanie akt sprawy" in text
    assert "odbiór karty pobytu męża" in text
    assert "cofanie wniosków" not in text


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"duty": "paid"}, "17 zł, dowód zapłaty w załączeniu"),
        ({"duty": "due"}, "17 zł, do zapłaty przy złożeniu"),
        (
            {"duty": "exempt", "relation": "sibling"},
            "zwolnione z opłaty skarbowej: pełnomocnikiem jest brat lub siostra",
        ),
        ({"duty": "none", "duty_why": "sprawa alimentacyjna"}, "zwolnione z opłaty skarbowej: sprawa alimentacyjna."),
    ],
)
def test_the_stamp_duty_and_its_exemptions_are_printed(answers: Answers, says: str) -> None:
    assert says in said("PELN-SPRAWA", answers)


def test_exemptions_nobody_confirmed_say_so() -> None:
    choices = {choice.code: choice for choice in definitions.load("PELN-SPRAWA").question("duty").choices}
    assert choices["exempt"].confidence == "unconfirmed"
    assert "unconfirmed" in choices["exempt"].label.render("en")
    assert choices["paid"].confidence == "confirmed"


# ---- letters to offices -----------------------------------------------------------------------------


def test_the_clause_on_liability_stands_only_where_it_is_asked_for() -> None:
    clause = "Jestem świadomy odpowiedzialności karnej"
    assert clause in said("OSWIADCZENIE")
    assert clause not in said("OSWIADCZENIE", {"liability": "no"})


def test_a_letter_about_money_says_what_it_asks_for() -> None:
    assert "Wniosek o rozłożenie należności na raty" in said("RATY")
    later = said("RATY", {"relief": "later", "later_to": "2027-03-31"})
    assert "Proszę o odroczenie terminu zapłaty tej należności do dnia 31 marca 2027 r." in later
    assert "Proszę o umorzenie tej należności w całości." in said("RATY", {"relief": "whole"})


def test_a_childs_certificate_is_applied_for_by_its_parent() -> None:
    form = definitions.load("ZASWIADCZENIE")
    known = prefill(form, {"client.birth_date": "2019-08-02", "guardian.full_name": "Oksana Bondar"}).answers
    assert known["represented_by"] == "Oksana Bondar"
    assert "reprezentuje: Oksana Bondar" in said("ZASWIADCZENIE", known)
