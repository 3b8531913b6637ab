"""A definition begun from a blank can be used at once; what people must say is marked."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from cic_desktop.core.errors import CicError
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.filling import answers
from cic_desktop.forms.kept.blanks import recognise
from cic_desktop.forms.pdf.drawn import draw
from cic_desktop.forms.workshop.starter import Begun, begin


def begun(tmp_path: Path, form_id: str) -> tuple[Begun, Definition]:
    """What is begun from our own drawing of a form, loaded as any definition is."""
    made = begin(draw(definitions.load(form_id)), "NEW-1", "2026-11")
    path = tmp_path / "2026-11.toml"
    path.write_text(made.definition, "utf-8")
    assert definitions.check_definition(path) == []
    return made, definitions.load_file(path)


@pytest.mark.parametrize("form_id", ["EL-W-1", "EL-ZC-1", "UTRATA"])
def test_what_is_begun_has_no_fault_knows_its_blank_and_takes_its_sample(tmp_path: Path, form_id: str) -> None:
    made, form = begun(tmp_path, form_id)
    blank = draw(definitions.load(form_id))
    assert recognise(form, blank).status == "known"
    sample = tomllib.loads(made.sample)["answers"]
    assert set(sample) == {question.name for question in form.questions}
    assert [problem for problem in answers.validate(form, sample) if problem.severity == "error"] == []
    assert answers.fit(form, sample) == []
    assert made.places >= len(form.questions)


def test_what_is_left_to_say_is_marked(tmp_path: Path) -> None:
    made, form = begun(tmp_path, "EL-ZC-1")
    assert made.definition.count('"TODO"') > 50
    assert (form.info.id, form.info.edition, form.info.confidence) == ("NEW-1", "2026-11", "unconfirmed")
    assert form.info.title.render("pl") == "TODO"


def test_kinds_and_wording_are_guessed_from_the_paper(tmp_path: Path) -> None:
    _made, form = begun(tmp_path, "EL-ZC-1")
    by_official = {question.official: question for question in form.questions}
    pesel = next(question for official, question in by_official.items() if "PESEL" in official)
    assert (pesel.field.kind, pesel.transform, pesel.checks) == ("pesel", "digits", ("pesel",))
    kinds = [question.field.kind for question in form.questions]
    assert kinds.count("date") == 6  # one of them for the office
    assert kinds.count("postcode") == 1
    assert any(official.startswith("Nazwisko") for official in by_official)


def test_rows_right_below_each_other_are_one_text(tmp_path: Path) -> None:
    _made, form = begun(tmp_path, "UTRATA")
    surname = form.question("nazwisko")
    assert (surname.number, surname.official) == ("2", "NAZWISKO")
    assert surname.also == "LAST NAME / NOM / ФАМИЛИЯ"
    assert surname.place is not None
    assert (len(surname.place.rows), surname.place.capacity) == (3, 105)


def test_boxes_to_tick_that_follow_each_other_are_one_choice(tmp_path: Path) -> None:
    _made, form = begun(tmp_path, "UTRATA")
    document, event = (question for question in form.questions if question.ticks)
    assert [len(question.choices) for question in (document, event)] == [4, 2]
    assert [choice.official.split()[0] for choice in event.choices] == ["UTRATA", "USZKODZENIE"]


def test_a_blank_without_boxes_is_a_sentence() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "A letter")
    canvas.showPage()
    canvas.save()
    with pytest.raises(CicError, match="No boxes were found"):
        begin(out.getvalue(), "LETTER")


@pytest.mark.parametrize("name", ["", "../evil", "EL W 1", "-x"])
def test_an_id_is_a_name_and_never_a_path(name: str) -> None:
    with pytest.raises(CicError, match="cannot name a form"):
        begin(draw(definitions.load("UTRATA")), name)


def test_a_locked_blank_is_refused() -> None:
    with pikepdf.open(io.BytesIO(draw(definitions.load("UTRATA")))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    with pytest.raises(CicError, match="locked"):
        begin(out.getvalue(), "NEW-1")
