"""Steps asked several times, answers printed at several places, words struck out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition.inspection import findings
from cic_desktop.forms.edition.reader import _definition
from cic_desktop.forms.filling.answers import prefill, validate
from cic_desktop.forms.page.layout import Layout, lay_out
from cic_desktop.forms.pdf import fill
from cic_desktop.forms.pdf.font import value_font
from tests.forms import small
from tests.forms.looking import pages_text


@pytest.fixture
def form(tmp_path: Path) -> Definition:
    return small.made(tmp_path)


def asked(form: Definition, **answers: str) -> list[str]:
    return [question.name for question in form.applicable(answers)]


def laid(form: Definition, **answers: str) -> Layout:
    return lay_out(form, answers, value_font())


def texts(layout: Layout, page: int) -> list[str]:
    return [run.text for run in layout.runs if run.page == page]


FAMILY = {"married": "yes", "child_any": "yes", "name_1": "Ola", "child_more_1": "yes", "name_2": "Jan"}


def test_a_repeated_step_becomes_numbered_steps(form: Definition) -> None:
    assert [step.name for step in form.steps] == ["person", "child_1", "child_2", "child_3", "stay"]
    first, second, third = form.copies("child")
    assert [question.name for question in first.questions] == [
        "child_any", "name_1", "citizenship_1", "schooled_1", "school_1", "wedding_1", "child_more_1",
    ]  # fmt: skip
    assert second.questions[-1].name == "child_more_2"
    assert third.questions[-1].name == "wedding_3"
    assert second.question("name").name == "name_2"
    assert second.title.render("uk") == "Діти (2)"
    assert second.question("name").shared == "child_2"
    assert second.question("name").conditions[-1].field == "child_more_1"


def test_copies_are_asked_one_after_the_other(form: Definition) -> None:
    assert "child_any" not in asked(form)
    assert "name_1" not in asked(form, married="yes")
    assert "name_1" in asked(form, married="yes", child_any="yes")
    assert "name_2" not in asked(form, married="yes", child_any="yes", child_more_2="yes")
    assert "name_2" in asked(form, **FAMILY)
    assert "name_3" not in asked(form, **FAMILY)


def test_what_hangs_on_a_copy_no_longer_asked_is_hidden_too(form: Definition) -> None:
    whole = {**FAMILY, "child_more_2": "yes", "name_3": "Ewa", "schooled_3": "yes"}
    assert "school_3" in asked(form, **whole)
    for gone in ("married", "child_any", "child_more_1"):
        assert "school_3" not in asked(form, **{**whole, gone: "no"})
    assert texts(laid(form, **{**whole, "child_any": "no"}), 2) == texts(laid(form), 2)


def test_both_the_step_and_the_question_must_apply(form: Definition) -> None:
    assert "wedding_1" not in asked(form, **FAMILY)
    assert "wedding_1" in asked(form, **FAMILY, sex="F")
    assert "wedding_1" not in asked(form, sex="F", child_any="yes")


def test_a_page_keeps_what_hangs_on_its_own_questions_live(form: Definition) -> None:
    (step,) = [step for step in form.steps if step.name == "child_1"]
    shown = {field.name: field.when for field in form.fields_for(step, {"married": "yes"})}
    assert shown["child_any"] is None
    assert shown["name_1"] is not None and shown["name_1"].field == "child_any"
    assert shown["school_1"] is not None and shown["school_1"].field == "schooled_1"
    assert "wedding_1" not in shown
    assert form.fields_for(step, {}) == ()


def test_each_copy_is_printed_at_its_own_place(form: Definition) -> None:
    layout = laid(form, **FAMILY, child_more_2="yes", name_3="Ewa", schooled_2="no")
    placed = {run.text: (run.page, run.y) for run in layout.runs}
    assert placed["Ola"][0] == placed["Jan"][0] == 1
    assert placed["Jan"][1] == placed["Ola"][1] + 20.0
    assert placed["Ewa"][0] == 2
    assert [(cross.page, cross.box.x, cross.box.y) for cross in layout.crosses] == [(1, 320.0, 220.0)]


def test_an_answer_is_printed_again_in_its_own_way(form: Definition) -> None:
    layout = laid(form, surname="Kowal", birth_date="1992-04-15", sex="F")
    assert texts(layout, 1) == ["KOWAL", "15.04.1992", "brak"]
    assert texts(layout, 2) == ["KOWAL", "19920415"]
    assert [cross.page for cross in layout.crosses] == [2]


def test_what_was_not_chosen_is_struck_out(form: Definition) -> None:
    assert laid(form).strikes == []
    (strike,) = laid(form, sex="F").strikes
    assert strike.box.x == 95.0
    assert fill(form, {"sex": "F"}).pdf != fill(form, {"sex": "M"}).pdf


def test_an_empty_answer_says_so_only_where_it_applies(tmp_path: Path, form: Definition) -> None:
    assert "brak" in texts(laid(form), 1)
    assert "brak" not in texts(laid(form, pesel="92041512343"), 1)
    hidden = small.BOXES.replace('none = "brak"', 'none = "brak"\nwhen = { question = "sex", is = ["F"] }')
    assert "brak" not in texts(laid(small.made(tmp_path, hidden)), 1)


def test_what_was_not_asked_yet_says_nothing(form: Definition) -> None:
    """In a draft only: that nobody answered it does not mean that there is none."""
    answers = {"surname": "Kowal", "birth_date": "1992-04-15"}
    ahead = form.ahead(answers, 0)
    assert "pesel" in ahead and not ahead & form.ahead(answers, len(form.steps_for(answers)))
    assert texts(lay_out(form, answers, value_font(), ahead), 1) == ["KOWAL", "15.04.1992"]
    assert "brak" in texts(lay_out(form, answers, value_font(), ahead - {"pesel"}), 1)


def test_the_same_overflow_has_one_number_everywhere(form: Definition) -> None:
    filled = fill(form, {"surname": "Kowalska " * 20, "birth_date": "1992"})
    pages = pages_text(filled.pdf)
    assert len(filled.overflows) == 1
    assert "poz. 1" in pages[0]
    assert "poz. 1" in pages[1]
    assert "Poz. 1" in pages[2]
    assert " ".join(pages[2].split()).count("KOWALSKA") == 20


def test_every_citizenship_finds_its_copy(form: Definition) -> None:
    known = prefill(form, {"client.citizenship": ["UA", "MD"], "client.surname": "Kowal"})
    assert [known.answers.get(f"citizenship_{n}") for n in (1, 2, 3)] == ["UA", "MD", None]
    assert [known.answers.get(name) for name in ("child_any", "child_more_1", "child_more_2")] == ["yes", "yes", None]
    assert known.origins.keys() == known.answers.keys()


def said(form: Definition, answers: Answers) -> dict[str, tuple[str, str]]:
    return {p.field: (p.severity, p.text.render("en")) for p in validate(form, answers)}


def test_a_pesel_that_says_otherwise_is_a_warning(form: Definition) -> None:
    given: Answers = {"pesel": "92041512344", "birth_date": "1992-04-15", "sex": "F"}
    assert said(form, given)["pesel"][0] == "error"  # its own digits come first
    given["pesel"] = "92041512343"
    assert "pesel" not in said(form, given)
    severity, text = said(form, {**given, "birth_date": "1991-04"})["pesel"]
    assert (severity, "born on" in text) == ("warning", True)
    assert "woman" in said(form, {**given, "sex": "M"})["pesel"][1]
    assert "pesel" not in said(form, {"pesel": "92041512343"})


def test_a_period_does_not_end_before_it_begins(form: Definition) -> None:
    assert said(form, {"since": "2027-03-01", "until": "2027-02-28"})["until"][0] == "error"
    assert "until" not in said(form, {"since": "2027-03-01", "until": "2027-03-01"})
    assert said(form, {"until": "2026-01-01"})["until"][0] == "warning"


# --- what may be written ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('group = "letters"', 'group = "paper"', "“group” must be one of: centre, health, letters"),
        ('group = "letters"\n', "", "“group” is missing"),
        ("pages = 2\n", "", "“pages” is missing"),
        ('prefill = "each"', 'prefill = "every"', "“prefill” must be one of"),
        ('more = { pl = "Czy jest jeszcze jedno?" }\n', "", "and “more”"),
        ("repeat = 3\n", "", "“more” needs “repeat”"),
        ("repeat = 3\n", "repeat = 2\n", "Give one of “places” for each copy, 2 in all"),
        ('when = { question = "married"', 'when = { question = "maried"', "No question named “maried”"),
        ('question = "schooled", is = ["yes"]', 'question = "schooled", is = ["perhaps"]', "no answer “perhaps”"),
        ('with = ["birth_date", "sex"]\n', "", "needs “with”"),
        ('with = ["since"]', 'with = ["sincere"]', "There is no question named “sincere”"),
        ("more = [{ box = [50.0, 70.0, 150.0, 18.0] }]", "more = [{ box = [50.0, 70.0, 90.0, 18.0] }]", "stand out"),
        ("more = [{ box", "more = [{ lines = 2, box", "Unknown key “lines”"),
        ("more = [{ box", "lines = 2\nmore = [{ box", "not in both"),
        ("again = [{ page = 2, box = [50.0, 50.0,", "again = [{ page = 3, box = [50.0, 50.0,", "on which page, 1 to 2"),
        ("again = [{ page = 2, box = [50.0, 50.0,", "again = [{ page = 2, box = [550.0, 50.0,", "off the page"),
        ("ticks = { F = [50.0", "ticks = { X = [50.0", "has no answer “X”"),
        ("ticks = { F = [50.0, 130.0, 11.0, 11.0]", "ticks = { F = [50.0]", "boxes by answer"),
        ("strike = [50.0, 130.0", "strike = [50.0, 1130.0", "off the page"),
        ("{ page = 1, box = [50.0, 220.0", "{ page = 1, box = [50.0, 1220.0", "off the page"),
        ("{ page = 1, box = [50.0, 220.0, 200.0, 18.0] },", "", "Give one of “places”"),
    ],
)
def test_each_mistake_in_a_form_with_boxes_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in small.BOXES
    found = small.faults(tmp_path, small.BOXES.replace(old, new, 1))
    assert any(says in text for _line, text in found), found


def test_a_mistake_in_a_repeated_step_is_told_once_and_with_its_line(tmp_path: Path) -> None:
    text = small.BOXES.replace('when = { question = "schooled"', 'when = { question = "schooling"')
    (fault,) = small.faults(tmp_path, text)
    assert "schooling" in text.splitlines()[fault[0] - 1]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('layout = "flow"', 'layout = "flowing"', "“layout” must be one of: boxes, flow"),
        ('signature = "screen"', 'signature = "finger"', "“signature” must be one of: pen, screen"),
        ('kind = "points"', 'kind = "bullets"', "“kind” must be one of: answers, heading"),
        ('text = "Ja, {surname}', 'text = "Ja, {name}', "There is no question named “name”"),
        ('questions = ["surname"]', 'questions = ["surnames"]', "There is no question named “surnames”"),
        ("columns = 2", "columns = 3", "“columns” must be one of: 1, 2"),
        ('question = "kind"\nwhen', 'question = "surname"\nwhen', "needs “options”"),
        ('when = { question = "kind", is = ["a"] }', 'when = { question = "kind", is = ["c"] }', "has no answer “c”"),
        ('step = "family"', 'step = "families"', "There is no step named “families”"),
        ('{ question = "member", share', '{ question = "members", share', "no question named “members”"),
        ('sign = "client"', 'sign = "office"', "“sign” must be one of: client"),
        ("h = 10", 'h = "10"', "“h” must be a number"),
        ('style = "small"', 'style = "tiny"', "“style” must be one of"),
        ('number = "1"\n', 'number = "1"\npage = 1\n', "has no pages, boxes"),
        ("[[step]]", "[[page]]\nitems = []\n[[step]]", "has no pages, boxes"),
    ],
)
def test_each_mistake_in_a_running_document_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in small.FLOW
    found = small.faults(tmp_path, small.FLOW.replace(old, new, 1))
    assert any(says in text for _line, text in found), found


def paths(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every way into parsed data."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        yield (*at, key)
        yield from paths(value, (*at, key))


@pytest.mark.parametrize("text", [small.BOXES, small.FLOW], ids=["boxes", "flow"])
@pytest.mark.parametrize("odd", ["", -1, True, [], {}, [[]], [{}], {"?": "?"}, None], ids=repr)
def test_whatever_is_written_is_either_refused_or_read(text: str, odd: Any) -> None:
    """One value after the other is replaced by an odd one, None takes it away: never an exception."""
    whole = tomllib.loads(text)
    for at in list(paths(whole)):
        data: Any = deepcopy(whole)
        holder = reduce(lambda found, key: found[key], at[:-1], data)
        if odd is None:
            del holder[at[-1]]
        else:
            holder[at[-1]] = odd
        if not list(findings(data)):
            lay_out(_definition(data), {"surname": "Kowal"}, value_font())


def test_blocks_belong_to_running_documents(tmp_path: Path) -> None:
    (fault,) = small.faults(tmp_path, small.BOXES + '\n[[block]]\nkind = "rule"\n')
    assert "running documents" in fault[1]


def test_a_running_document_is_read_whole(tmp_path: Path) -> None:
    flow = small.made(tmp_path, small.FLOW)
    assert (flow.layout, flow.info.signature, flow.pages) == ("flow", "screen", ())
    assert [block.kind for block in flow.blocks][:3] == ["heading", "text", "answers"]
    (table,) = [block for block in flow.blocks if block.kind == "table"]
    assert (table.table[0].question, table.table[0].share, table.empty_rows) == ("member", 2, 1)
    text = " ".join("\n".join(pages_text(fill(flow, {"surname": "Żółć", "member_1": "Ola"}).pdf)).split())
    assert "Ja, Żółć, oświadczam." in text
    assert "Ola" in text
    assert fill(flow, {"surname": "Żółć"}) == fill(flow, {"surname": "Żółć"})
