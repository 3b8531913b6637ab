"""What comes out of the printer, looked at as text, as pixels and as a file."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from cic_desktop.core.errors import Invalid
from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.filling.answers import validate
from cic_desktop.forms.pdf import drawn_blank, fill, missing_glyphs
from cic_desktop.forms.pdf.drawn import draw

from .looking import pages_text, pictures, share_apart

GOLDEN = Path(__file__).parent / "golden"
REGENERATE = bool(os.environ.get("CIC_REGENERATE"))
GOLDEN_DPI = 60
PIXELS_APART = 0.002  # other versions of the renderer smooth edges a little differently

TORTURE: Answers = {
    "applicant_surname": "Żółć-Świętochłowicka",
    "family_name": "Щербаківська",
    "given_names_other": "Maximilian-Konstanty Bartholomäus Świętopełk Włodzimierz-Abc",
    "surname": "",
    "birth_date": "1985",
    "mother_name": "Ўладзіслава",
    "father_name": "Nguyễn",
}


def golden_name(form: Definition) -> str:
    return f"{form.info.id}-{form.info.edition}"


def test_the_text_of_the_drawn_sample_is_as_approved(edition: Definition) -> None:
    pdf = fill(edition, definitions.sample(edition.info.id)).pdf
    text = "\n\f\n".join(pages_text(pdf)) + "\n"
    path = GOLDEN / f"{golden_name(edition)}.txt"
    if REGENERATE:
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_the_drawn_sample_looks_as_approved(edition: Definition) -> None:
    pdf = fill(edition, definitions.sample(edition.info.id)).pdf
    for number, picture in enumerate(pictures(pdf, GOLDEN_DPI), 1):
        path = GOLDEN / f"{golden_name(edition)}-{number}.png"
        if REGENERATE:
            picture.quantize(16).save(path, optimize=True)
        approved = Image.open(path).convert("L")
        assert approved.size == picture.size
        assert share_apart(approved, picture) <= PIXELS_APART


def test_the_sample_fits_every_edition_and_needs_no_further_sheet(edition: Definition) -> None:
    filled = fill(edition, definitions.sample(edition.info.id))
    assert filled.overflows == ()
    if edition.layout == "boxes":
        assert len(pages_text(filled.pdf)) == len(edition.pages)


def test_the_sample_is_without_fault(edition: Definition) -> None:
    found = validate(edition, definitions.sample(edition.info.id))
    assert [(problem.field, problem.text.render("en")) for problem in found if problem.severity == "error"] == []


def test_the_sample_answers_only_what_is_asked(edition: Definition) -> None:
    assert set(definitions.sample(edition.info.id)) <= {question.name for question in edition.questions}


def test_every_edition_prints_small_and_the_same_each_time(edition: Definition) -> None:
    answers = definitions.sample(edition.info.id)
    filled = fill(edition, answers)
    assert filled == fill(edition, dict(reversed(answers.items())))
    assert len(filled.pdf) <= 120 * 1024


def test_the_drawn_form_is_small_and_prints_without_scaling(form: Definition, sample: Answers) -> None:
    pdf = fill(form, sample).pdf
    assert len(pdf) <= 120 * 1024
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.ViewerPreferences.PrintScaling == "/None"
        assert opened.check_pdf_syntax() == []
        assert "/AcroForm" not in opened.Root


def test_all_fonts_are_embedded(form: Definition, sample: Answers) -> None:
    with pikepdf.open(io.BytesIO(fill(form, sample).pdf)) as opened:
        fonts = {font.objgen: font for page in opened.pages for font in page.resources.Font.values()}
        assert fonts
        for font in fonts.values():
            holder = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            assert "/FontFile2" in holder.FontDescriptor
            assert "Helvetica" not in str(font.BaseFont)


def test_equal_answers_give_equal_bytes(form: Definition, sample: Answers) -> None:
    one, other = fill(form, sample), fill(form, dict(reversed(sample.items())))
    assert one == other
    assert one.sha256 == hashlib.sha256(one.pdf).hexdigest()
    assert draw(form) == draw(form)
    assert one.edition == form.info.edition


def test_words_in_cells_are_found_whole(form: Definition, sample: Answers) -> None:
    pages = pages_text(fill(form, sample).pdf)
    assert "15041992" in pages[0]
    assert "FG123456" in pages[1]
    assert "90090515836" in pages[2]


def test_the_torture_client_is_printed_letter_by_letter(form: Definition, sample: Answers) -> None:
    filled = fill(form, {**sample, **TORTURE})
    text = "\n".join(pages_text(filled.pdf))
    assert filled.overflows == ()
    for answer in ("ŻÓŁĆ-ŚWIĘTOCHŁOWICKA", "ЩЕРБАКІВСЬКА", "ЎЛАДЗІСЛАВА", "NGUYỄN", "\n1985\n"):
        assert answer in text
    assert str(TORTURE["given_names_other"]).upper() in text


def test_every_tick_can_be_on(form: Definition, sample: Answers) -> None:
    every = {q.name: [c.code for c in q.choices] for q in form.questions if any(c.tick for c in q.choices)}
    answers: Answers = {**sample, **every}
    text = "\n".join(pages_text(fill(form, answers).pdf))
    ticks = sum(len(codes) for codes in every.values())
    assert ticks == 16
    assert text.count("\nX") == ticks


def test_what_is_hidden_is_not_printed(form: Definition, sample: Answers) -> None:
    text = "\n".join(pages_text(fill(form, {**sample, "marital_status": "single"}).pdf))
    assert "ŁUKASZ" not in text
    assert "90090515836" not in text


def test_what_does_not_fit_stands_whole_on_a_further_sheet(form: Definition, sample: Answers) -> None:
    street = "Ulica o bardzo długiej nazwie " * 8
    filled = fill(form, {**sample, "applicant_street": street, "applicant_house": "123456789 ABC"})
    pages = pages_text(filled.pdf)
    assert [overflow.field for overflow in filled.overflows] == ["applicant_street", "applicant_house"]
    assert "patrz karta dodatkowa, poz. 1" in pages[0]
    assert "patrz karta dodatkowa, poz. 2" in pages[0]
    assert len(pages) == len(form.pages) + 1
    assert "Karta dodatkowa do formularza EL/W/1" in pages[-1]
    assert "Poz. 1 · część 1 · Ulica" in pages[-1]
    assert " ".join(street.upper().split()) in " ".join(pages[-1].split())
    assert "123456789ABC" in pages[-1]


@pytest.mark.parametrize("words", range(102, 112))
def test_a_sheet_says_whose_it_is_and_a_caption_is_never_left_alone(
    form: Definition, sample: Answers, words: int
) -> None:
    filled = fill(form, {**sample, "applicant_street": "bardzodlugieslowoulicy " * words, "applicant_house": "9" * 30})
    sheets = pages_text(filled.pdf)[len(form.pages) :]
    name = f"{sample['applicant_surname']} {sample['applicant_given_name']}"
    for sheet in sheets:
        assert f"Wnioskodawca: {name}" in sheet
        lines = sheet.splitlines()
        captions = [at for at, text in enumerate(lines) if text.startswith("Poz. ")]
        assert all(not lines[at + 1].startswith("data i") for at in captions)


def test_a_very_long_answer_takes_several_sheets(form: Definition, sample: Answers) -> None:
    pages = pages_text(fill(form, {**sample, "basis_text": "Zdanie o podstawie prawnej. " * 300}).pdf)
    assert len(pages) > len(form.pages) + 1
    assert f"karta dodatkowa {len(pages) - 4}/{len(pages) - 4}" in pages[-1]
    assert sum(page.count("podstawie") for page in pages[4:]) == 300


def test_a_draft_says_so_on_every_page(form: Definition, sample: Answers) -> None:
    assert all("WERSJA ROBOCZA" in page for page in pages_text(fill(form, sample, draft=True).pdf))
    assert all("WERSJA ROBOCZA" not in page for page in pages_text(fill(form, sample).pdf))


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("Коваленко Ґанна Їжак ЁЛКИНА Ўладзімір Żółć Nguyễn Əliyev İpek O’Neill Дар’я Даʼря", ""),
        ("შოთა", "შოთა"),
        ("Արմեն", "Արմեն"),
        ("أحمد", "أحمد"),
        ("Anna 🙂", "🙂"),
    ],
)
def test_letters_without_a_shape_are_named(name: str, missing: str) -> None:
    assert missing_glyphs(name) == missing


def test_a_name_that_cannot_be_printed_is_refused_in_words(form: Definition, sample: Answers) -> None:
    with pytest.raises(Invalid, match="Latin letters"):
        fill(form, {**sample, "surname": "შევარდნაძე"})


def test_the_empty_form_is_prepared_once(form: Definition) -> None:
    assert drawn_blank(form) is drawn_blank(form)
