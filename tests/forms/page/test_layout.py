"""Every character lands inside its cell and every line inside its box, whatever is typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.forms.definition.model import Box, Definition, Place
from cic_desktop.forms.page import layout
from cic_desktop.forms.page.layout import Layout, Overflow, Run, lay_out, wrap
from cic_desktop.forms.page.rows import Fits, rowed, words
from cic_desktop.forms.pdf.font import value_font

LETTERS = st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd"), max_codepoint=0x4FF).filter(
    lambda char: not value_font().missing(char)
)
NAMES = st.text(LETTERS, min_size=1, max_size=40)


def placed(place: Place, text: str) -> Layout:
    made = Layout()
    layout._place(made, "field", place, text, value_font())
    return made


def right_of(run: Run) -> float:
    font = value_font()
    if run.steps:
        return run.x + run.steps[-1] + font.width(run.text[-1], run.size)
    return run.x + font.width(run.text, run.size)


@st.composite
def cell_places(draw: st.DrawFn) -> Place:
    pitch = draw(st.floats(12.0, 20.0))
    counts = draw(st.lists(st.integers(1, 8), min_size=1, max_size=3))
    lefts, left = [], draw(st.floats(10.0, 60.0))
    for count in counts:
        lefts.append((left, count))
        left += count * pitch + 12.0
    return Place(1, Box(lefts[0][0], 50.0, left - 12.0 - lefts[0][0], 18.8), cells=tuple(lefts), pitch=pitch)


@given(cell_places(), NAMES)
def test_characters_stand_in_their_cells_or_the_answer_overflows_whole(place: Place, text: str) -> None:
    made = placed(place, text)
    if len(text) > place.capacity:
        assert made.overflows == [Overflow("field", text, place.capacity)]
        assert made.covers == [(1, place.box)]
        return
    (run,) = made.runs
    font = value_font()
    for char, step, left in zip(run.text, run.steps, place.lefts, strict=False):
        middle = run.x + step + font.width(char, run.size) / 2
        assert abs(middle - (left + place.pitch / 2)) < 0.01
    assert run.text == text


@given(st.text(LETTERS | st.just(" "), max_size=120), st.floats(60.0, 360.0))
def test_a_line_stays_in_its_box(text: str, width: float) -> None:
    place = Place(1, Box(30.0, 40.0, width, 18.8))
    made = placed(place, text)
    for run in made.runs:
        assert run.x >= place.box.x
        assert right_of(run) <= place.box.right
        assert place.box.y < run.y - value_font().cap_height * run.size / 1000 < run.y < place.box.bottom
    shown = [run.text for run in made.runs]
    assert shown == [" ".join(text.split())] or len(made.overflows) == 1


@given(st.text(LETTERS | st.sampled_from(" \n"), max_size=300), st.floats(40.0, 300.0))
def test_wrapping_loses_no_letter_and_keeps_the_width(text: str, width: float) -> None:
    font = value_font()
    lines = wrap(text, width, 10.0, font)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(font.width(line, 10.0) <= width or len(line) == 1 for line in lines)


# --- rows a text goes on in ------------------------------------------------------------------------


@st.composite
def rowed_places(draw: st.DrawFn) -> Place:
    """Two to four rows of cells, or of lines, of different lengths."""
    counts = draw(st.lists(st.integers(3, 12), min_size=2, max_size=4))
    cells = draw(st.booleans())
    rows = [
        Place(1, Box(50.0, 50.0 + 20.0 * n, 15.0 * count, 18.0), cells=((50.0, count),) if cells else (), pitch=15.0)
        for n, count in enumerate(counts)
    ]
    return replace(rows[0], more=tuple(rows[1:]))


SENTENCES = st.lists(st.text(LETTERS | st.just("-"), min_size=1, max_size=14), min_size=1, max_size=6).map(" ".join)


@given(rowed_places(), SENTENCES)
def test_nothing_is_lost_over_rows(place: Place, text: str) -> None:
    made = placed(place, text)
    if made.overflows:
        assert [overflow.text for overflow in made.overflows] == [text]
        assert len(made.runs) == 1  # the note
        return
    assert "".join("".join(run.text for run in made.runs).split()) == "".join(text.split())
    heights = [row.box.y for row in place.rows]
    for run in made.runs:
        (row,) = [row for row in place.rows if row.box.y < run.y < row.box.bottom]
        assert row.box.x <= run.x and right_of(run) <= row.box.right + 0.01
        heights = heights[heights.index(row.box.y) :]  # rows are filled downwards


@given(rowed_places(), SENTENCES)
def test_words_stay_whole_where_they_fit_unbroken(place: Place, text: str) -> None:
    whole = rowed(words(text), takes(place))
    made = placed(place, text)
    if whole and place.cells:
        assert [run.text.split() for run in made.runs] == [["".join(line.split())] for line in whole if line]
    elif not place.cells and not made.overflows and rowed(words(text), wide(place, 7.0)):
        assert [word for run in made.runs for word in run.text.split()] == text.split()


def takes(place: Place) -> list[Fits]:
    return [layout._takes(len(row.lefts)) for row in place.rows]


def wide(place: Place, size: float) -> list[Fits]:
    return [layout._wide(row.box.w - 2 * layout.PADDING, size, value_font()) for row in place.rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("ANNA MARIA", ["ANNA", "MARIA"]),
        ("ŻÓŁĆ-ŚWIĘTO", ["ŻÓŁĆ-", "ŚWIĘTO"]),
        ("ŚWIĘTOCHŁOWICKA", ["ŚWIĘTOCH", "ŁOWICKA"]),
        ("ABC DEFGHIJKL", ["ABCDEFG", "HIJKL"]),  # a space takes a cell
        ("KOT", ["KOT"]),
        ("ABCDEFGHIJKLMNOPQ", None),
    ],
)
def test_a_name_over_two_rows_of_eight(text: str, rows: list[str] | None) -> None:
    second = Place(1, Box(0.0, 20.0, 120.0, 18.0), cells=((0.0, 8),), pitch=15.0)
    made = placed(replace(second, box=Box(0.0, 0.0, 120.0, 18.0), more=(second,)), text)
    assert (None if made.overflows else [run.text for run in made.runs]) == rows


def test_lines_get_smaller_before_words_are_broken() -> None:
    place = Place(1, Box(0.0, 0.0, 90.0, 18.0), more=(Place(1, Box(0.0, 20.0, 90.0, 18.0)),))
    easy, tight = placed(place, "Anna Maria"), placed(place, "Maksymilian Bartłomiejewski-Wolny")
    assert {run.size for run in easy.runs} == {11.0}
    assert max(run.size for run in tight.runs) < 11.0
    assert [run.text for run in tight.runs] == ["Maksymilian", "Bartłomiejewski-Wolny"]


def test_a_note_too_small_to_read_is_shortened() -> None:
    made = placed(Place(1, Box(0.0, 0.0, 40.0, 18.0)), "bardzo długi tekst " * 12)
    assert made.runs[0].text == "poz. 1"
    assert right_of(made.runs[0]) <= 40.0


def test_a_no_break_space_keeps_an_article_with_its_number() -> None:
    font = value_font()
    text = "na podstawie art.\u00a07"
    lines = wrap(text, font.width("na podstawie art. ", 10.0), 10.0, font)
    assert lines == ["na podstawie", "art.\u00a07"]


def test_a_letter_with_its_mark_takes_one_cell() -> None:
    place = Place(1, Box(0.0, 0.0, 30.0, 18.8), cells=((0.0, 2),), pitch=15.0)
    made = placed(place, "о\u0301ц")  # a stressed letter has no composed form
    assert made.overflows == []
    (run,) = made.runs
    assert len(run.steps) == len(run.text) == 3


def test_overflows_are_numbered_in_the_order_of_the_paper(form: Definition, sample: dict[str, str]) -> None:
    long = "bardzo długi tekst " * 12
    answers = {**sample, "basis_text": long * 6, "applicant_street": long, "birth_place": long}
    names = [overflow.field for overflow in lay_out(form, answers, value_font()).overflows]
    assert names == ["applicant_street", "birth_place", "basis_text"]
