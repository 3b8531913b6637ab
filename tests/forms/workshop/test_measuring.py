"""Boxes are found on a blank: in its lines, in its fields, and in the pixels of a scan."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cic_desktop.core.errors import CicError
from cic_desktop.forms.definition.model import Box, Definition
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.page.foreign import pages_of
from cic_desktop.forms.pdf.drawn import draw
from cic_desktop.forms.workshop.measuring import Found, measure
from tests.forms.conftest import EDITIONS

A4 = (595.28, 841.89)
HALF_MILLIMETRE = 0.5 * 72 / 25.4
SCAN_DPI = 200


class Blank:
    """A blank in the making, measured from the top left corner."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=A4)

    def rect(self, x: float, y: float, w: float, h: float) -> None:
        self.canvas.rect(x, A4[1] - y - h, w, h)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.canvas.line(x1, A4[1] - y1, x2, A4[1] - y2)

    def text(self, x: float, y: float, text: str) -> None:
        self.canvas.drawString(x, A4[1] - y, text)

    def field(self, name: str, x: float, y: float, w: float, h: float, most: int = 100, flags: str = "") -> None:
        self.canvas.acroForm.textfield(
            name=name, x=x, y=A4[1] - y - h, width=w, height=h, maxlen=most, fieldFlags=flags
        )

    def saved(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self._out.getvalue()

    def measured(self) -> list[Found]:
        return measure(self.saved())


@pytest.fixture
def blank() -> Blank:
    return Blank()


@pytest.mark.parametrize("name", [name for name in EDITIONS if definitions.load(*name).pages], ids="-".join)
def test_every_box_of_every_drawn_form_is_found(name: tuple[str, str]) -> None:
    edition = definitions.load(*name)
    found = list(cells_of(measure(draw(edition))))
    for page, box in boxes_of(edition):
        assert any(page == other and over(box, seen) for other, seen in found), (page, box)


def test_a_scan_is_measured_like_the_drawing() -> None:
    form = definitions.load("EL-ZC-1")
    found = list(cells_of(measure(scanned(draw(form)))))
    for page, box in boxes_of(form):
        assert any(page == other and over(box, seen) for other, seen in found), (page, box)


def boxes_of(form: Definition) -> Iterator[tuple[int, Box]]:
    """Every cell, box and box to tick a definition knows."""
    for question in form.questions:
        for row in (row for place in question.places for row in place.rows):
            if row.cells:
                yield from ((row.page, Box(left, row.box.y, row.pitch, row.box.h)) for left in row.lefts)
            elif row.outline == "box":
                yield row.page, row.box
        yield from ((spot.page, spot.box) for spot in question.ticks)


def cells_of(found: list[Found]) -> Iterator[tuple[int, Box]]:
    for item in found:
        if not item.cells:
            yield item.page, item.box
        for left, count in item.cells:
            for n in range(count):
                yield item.page, Box(left + n * item.pitch, item.box.y, item.pitch, item.box.h)


def over(own: Box, seen: Box) -> bool:
    """Whether two boxes have one middle, to half a millimetre, and much the same size."""
    across = abs(own.x + own.w / 2 - seen.x - seen.w / 2)
    down = abs(own.y + own.h / 2 - seen.y - seen.h / 2)
    return max(across, down) <= HALF_MILLIMETRE and abs(own.w - seen.w) < 3 and abs(own.h - seen.h) < 3


def scanned(pdf: bytes) -> bytes:
    """The same pages as pictures only."""
    out = io.BytesIO()
    with pages_of(pdf) as document:
        canvas = Canvas(out, pagesize=A4)
        for page in document:
            picture = page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil()
            canvas.drawImage(ImageReader(picture), 0, 0, *A4)
            canvas.showPage()
        canvas.save()
    return out.getvalue()


def test_a_box_has_the_caption_beside_or_above_it(blank: Blank) -> None:
    blank.rect(200, 100, 300, 20)
    blank.text(120, 113, "Surname")
    blank.rect(100, 200, 300, 20)
    blank.text(100, 192, "Place of birth")
    first, second = blank.measured()
    assert (first.kind, first.caption) == ("box", "Surname")
    assert second.caption == "Place of birth"
    assert (first.box.x, first.box.w) == (pytest.approx(200, abs=0.1), pytest.approx(300, abs=0.1))


def test_cells_in_groups_are_one_answer_and_a_box_to_tick_beside_them_is_not(blank: Blank) -> None:
    for left, count in ((100, 2), (142, 2), (184, 4)):
        for n in range(count):
            blank.rect(left + n * 14, 100, 14, 20)
    blank.rect(300, 104, 11, 11)
    blank.text(315, 113, "today")
    date, tick = blank.measured()
    assert [count for _left, count in date.cells] == [2, 2, 4]
    assert date.pitch == pytest.approx(14, abs=0.05)
    assert (tick.kind, tick.caption) == ("tick", "today")


def test_a_comb_open_above_is_a_row_of_cells(blank: Blank) -> None:
    blank.line(100, 120, 240, 120)
    for n in range(11):
        blank.line(100 + n * 14, 106, 100 + n * 14, 120)
    (row,) = blank.measured()
    assert row.cells == ((pytest.approx(100, abs=0.1), 10),)
    assert (row.box.y, row.box.h) == (pytest.approx(106, abs=0.1), pytest.approx(14, abs=0.1))


def test_frames_printed_boxes_and_invisible_ones_are_no_places_to_write(blank: Blank) -> None:
    blank.rect(80, 80, 400, 200)  # a frame around a box
    blank.rect(100, 100, 300, 20)
    blank.rect(100, 300, 200, 20)  # something is printed in it
    blank.text(110, 314, "EL/W/1")
    blank.canvas.setStrokeGray(1)
    blank.rect(100, 400, 200, 20)
    blank.canvas.setStrokeGray(0)
    blank.canvas.setStrokeAlpha(0)
    blank.rect(100, 500, 200, 20)
    (only,) = blank.measured()
    assert only.box.y == pytest.approx(100, abs=0.1)


def test_a_drawing_set_into_the_page_is_measured_where_it_stands(blank: Blank) -> None:
    blank.canvas.beginForm("stamp")
    blank.canvas.rect(0, 0, 300, 20)
    blank.canvas.endForm()
    blank.canvas.saveState()
    blank.canvas.transform(0.5, 0, 0, 1, 150, 600)
    blank.canvas.doForm("stamp")
    blank.canvas.restoreState()
    (only,) = blank.measured()
    assert (only.box.x, only.box.w) == (pytest.approx(150, abs=0.1), pytest.approx(150, abs=0.1))
    assert only.box.y == pytest.approx(A4[1] - 620, abs=0.1)


def test_fields_tell_where_and_what_where_nothing_is_ruled(blank: Blank) -> None:
    blank.field("first digit of PESEL", 100, 100, 14, 20, most=1)
    blank.field("second digit of PESEL", 114, 100, 14, 20, most=1)
    blank.field("number", 100, 200, 110, 20, most=11, flags="comb")
    blank.field("street", 100, 300, 300, 20)
    blank.canvas.acroForm.checkbox(name="agreed", x=100, y=A4[1] - 412, size=12)
    found = blank.measured()
    assert [item.kind for item in found] == ["cells", "cells", "box", "tick"]
    assert [item.name for item in found] == ["digit of PESEL", "number", "street", "agreed"]
    assert [sum(count for _left, count in item.cells) for item in found[:2]] == [2, 11]


def test_a_ruled_box_is_measured_by_its_lines_and_named_by_the_field_in_it(blank: Blank) -> None:
    blank.rect(100, 100, 300, 20)
    blank.field("surname", 103, 102, 280, 15)
    (only,) = blank.measured()
    assert only.name == "surname"
    assert only.box.x == pytest.approx(100, abs=0.1)


def test_a_page_that_does_not_start_at_the_origin_is_measured_from_its_corner() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.rect(110, 700, 300, 20)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        pdf.pages[0].obj.MediaBox = pdf.pages[0].obj.CropBox = pikepdf.Array([10, 20, 605.28, 861.89])
        moved = io.BytesIO()
        pdf.save(moved)
    (only,) = measure(moved.getvalue())
    assert (only.box.x, only.box.y) == (pytest.approx(100, abs=0.1), pytest.approx(861.89 - 720, abs=0.1))


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_a_spoilt_file_is_refused_in_words_or_still_measured(data: st.DataObject) -> None:
    whole = draw(definitions.load("UTRATA"))
    spoilt = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for at in data.draw(st.lists(st.integers(0, max(0, len(spoilt) - 1)), max_size=20)) if spoilt else ():
        spoilt[at] = data.draw(st.integers(0, 255))
    try:
        found = measure(bytes(spoilt))
    except CicError as refused:
        assert refused.text.render("en")
    else:
        assert all(item.box.w > 0 and item.box.h > 0 for item in found)


def test_fields_that_lead_in_circles_do_not_hold_the_program_up(blank: Blank) -> None:
    blank.field("street", 100, 300, 300, 20)
    with pikepdf.open(io.BytesIO(blank.saved())) as pdf:
        field = pdf.pages[0].obj.Annots[0]
        del field["/FT"]
        field.Parent = field
        out = io.BytesIO()
        pdf.save(out)
    assert measure(out.getvalue()) == []
