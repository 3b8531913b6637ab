"""Definitions are checked word by word, and what is wrong is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cic_desktop.core import codes
from cic_desktop.core.errors import CicError
from cic_desktop.forms.definition.model import Box, Definition, Question
from cic_desktop.forms.definition.vocabulary import GROUPS
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.edition.lines import LineMap
from cic_desktop.forms.pdf.font import missing_glyphs
from cic_desktop.i18n import LANGUAGES, Text, Texts
from cic_desktop.paths import data_root

SOURCE = data_root() / "resources" / "forms" / "EL-W-1" / "2026-11.toml"


def faults_after(tmp_path: Path, old: str, new: str) -> list[tuple[int, str]]:
    """The faults of EL/W/1 after one change, which must be found in it exactly once or be its first place."""
    text = SOURCE.read_text("utf-8")
    assert old in text
    changed = tmp_path / "2026-12.toml"
    changed.write_text(text.replace(old, new, 1), "utf-8")
    return [(fault.line, fault.text.render("en")) for fault in definitions.check_definition(changed)]


def line_of(text: str) -> int:
    lines = SOURCE.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_the_catalogue_names_the_form_with_all_an_office_wants_to_know() -> None:
    (info,) = [info for info in definitions.catalogue() if info.id == "EL-W-1"]
    assert (info.symbol, info.channel, info.confidence) == ("EL/W/1", "paper", "unconfirmed")
    assert info.title.render("pl") == "Wniosek o nadanie numeru PESEL"
    assert "17" in info.fee.render("en")
    assert not info.ended(info.as_of)


def test_every_edition_is_without_fault() -> None:
    for path in definitions.forms_folder().glob("*/*.toml"):
        if path.stem != definitions.SAMPLE:
            assert definitions.check_definition(path) == []


def test_every_text_is_there_in_all_languages(edition: Definition) -> None:
    for text in texts_of(edition):
        assert isinstance(text, Texts)
        assert set(text.by_lang) == set(LANGUAGES)
        assert all(text.by_lang.values())


def texts_of(edition: Definition) -> list[Text]:
    info = edition.info
    found: list[Text | None] = [info.title, info.office, info.fee, info.note]
    for step in edition.steps:
        found += [step.title, step.help, step.stop.text if step.stop else None]
        for question in step.questions:
            found += [question.field.label, question.field.help]
            found += [c.label for c in question.choices if c.confidence != "unconfirmed"]
    return [text for text in found if text is not None]


def test_an_unconfirmed_answer_says_so(form: Definition) -> None:
    tax = form.question("basis").choices[0]
    assert "unconfirmed" in tax.label.render("en")


def test_every_edition_has_its_place_in_the_catalogue(edition: Definition) -> None:
    assert edition.info.group in GROUPS
    assert edition.layout == "flow" or edition.pages


def test_every_box_lies_on_its_page(edition: Definition) -> None:
    width, height = edition.size
    boxes = [box for question in edition.questions for box in boxes_of(question)]
    assert bool(boxes) == (edition.layout == "boxes")
    for page, box in boxes:
        assert 1 <= page <= len(edition.pages)
        assert box.x >= 0 and box.right <= width
        assert box.y >= 0 and box.bottom <= height


def boxes_of(question: Question) -> list[tuple[int, Box]]:
    spots = [(spot.page, spot.box) for spot in (*question.ticks, *question.strikes)]
    return spots + [(row.page, row.box) for place in question.places for row in place.rows]


def test_all_official_wording_can_be_printed(edition: Definition) -> None:
    wording = "".join(question.official + question.hint + question.none for question in edition.questions)
    wording += "".join(choice.official for question in edition.questions for choice in question.choices)
    wording += "".join(block.text + "".join((*block.points, *block.lines)) for block in edition.blocks)
    assert missing_glyphs(wording) == ""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('channel = "paper"', 'chanel = "paper"', "Unknown key “chanel”"),
        ('channel = "paper"', 'channel = "pigeon"', "both, electronic, paper"),
        ('source = "client.surname"', 'source = "client.shoe_size"', "“source” must be one of"),
        ('transform = "upper"', 'transform = "lower"', "“transform” must be one of"),
        ('recorded_as = "pesel"', 'recorded_as = "passport"', "“recorded_as” must be a code of"),
        ('checks = ["postcode"]', 'checks = ["postcard"]', "“checks” must be a list of"),
        ("box = [192.4, 249.0, 358.9, 18.8]", "box = [392.4, 249.0, 358.9, 18.8]", "off the page"),
        ("box = [192.4, 249.0, 358.9, 18.8]", 'box = "here"', "four numbers"),
        ("tick = [192.0, 530.5, 11.3, 11.3]", "tick = [192.0, 840.5, 11.3, 11.3]", "off the page"),
        ("cells = [[192.7, 9]]", "cells = [[192.7, 12]]", "stand out of their box"),
        ("pitch = 14.13\n", "", "“box” and a “pitch”"),
        ("lines = 5", "lines = 15", "too low"),
        ('when = { question = "citizenship_kind"', 'when = { question = "shoe"', "comes before"),
        ('is = ["married"] }', 'is = ["maried"] }', "has no answer “maried”"),
        ('fills = "basis_text"', 'fills = "basis_txt"', "There is no question named “basis_txt”"),
        ('name = "applicant_flat"', 'name = "applicant_house"', "two questions named “applicant_house”"),
        ('{ code = "M", ', '{ code = "F", ', "two answers with the code “F”"),
        ('{ kind = "signature", x', '{ kind = "autograph", x', "“kind” must be one of"),
        ('style = "thick"', 'style = "fat"', "“style” must be one of"),
        ("common = true", "common = false", "true or “home”"),
        ('fills = "basis_text"', 'options_from = "voivodship"', "the name of a file in resources/codes"),
        ('fills = "basis_text"', 'options_from = "voivodeship"', "either “options” or “options_from”"),
        ("common = true", 'common = "home"', "“home” needs a question with a source like address.street"),
    ],
)
def test_each_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    faults = faults_after(tmp_path, old, new)
    assert any(says in text for _, text in faults), faults
    line = next(line for line, text in faults if says in text)
    near = line_of(old.splitlines()[0])
    assert abs(line - near) <= 2 or new == "" or says.startswith("“kind”")


@pytest.mark.parametrize("form_id", ["EL-ZC-1", "KARTA", "MOS-CZASOWY", "MOS-REZYDENT", "MOS-STALY"])
def test_voivodeships_are_those_of_the_code_list(form_id: str) -> None:
    """The record's Polish word is the answer, and what is printed."""
    asked = definitions.load(form_id).question("stay_voivodeship" if "MOS" in form_id else "voivodeship")
    known = [option.label.render("pl") for option in codes.options("voivodeship")]
    assert [(one.code, one.official, one.label.render("uk")) for one in asked.choices] == [(pl, pl, pl) for pl in known]


def test_a_missing_key_points_at_its_table(tmp_path: Path) -> None:
    faults = faults_after(tmp_path, 'symbol = "EL/W/1"\n', "")
    assert faults == [(line_of("[form]"), "“symbol” is missing.")]


def test_broken_toml_is_one_sentence(tmp_path: Path) -> None:
    faults = faults_after(tmp_path, "[form]", "[form")
    assert len(faults) == 1
    line, text = faults[0]
    assert abs(line - line_of("[form]")) <= 1
    assert "not valid TOML" in text


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    (fault,) = definitions.check_definition(tmp_path / "2026-12.toml")
    assert fault.text.render("en") == "The file cannot be read."


def test_loading_a_faulty_file_says_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "2026-12.toml"
    path.write_text(SOURCE.read_text("utf-8").replace("pages = 4", "pages = 5"), "utf-8")
    with pytest.raises(CicError, match=r"2026-12\.toml, line \d+: The form has 5 pages"):
        definitions.load_file(path)


def test_a_form_nobody_has_is_a_sentence() -> None:
    for name, edition in (("EL-W-9", None), ("EL-W-1", "1999-01"), ("../forms/EL-W-9", None)):
        with pytest.raises(CicError, match="There is no form"):
            definitions.load(name, edition)
    with pytest.raises(CicError, match="There is no form"):
        definitions.sample("EL-W-9")


def test_lines_are_found_in_tables_and_arrays_of_tables() -> None:
    lines = LineMap("[a]\nx = 1\n\n[[b]]\ny = [\n  { z = 1 },\n  { z = 2 },\n]\n[[b.c]]\n[[b]]\n[[b.c]]\nk = 2\n")
    assert lines[("a", "x")] == 2
    assert lines[("b", 0, "y", 1, "z")] == 7
    assert lines[("b", 0, "c", 0)] == 9
    assert lines[("b", 1, "c", 0, "k")] == 12
    assert lines[("nowhere", 3)] == 1
