"""Values land in the boxes of the office's own paper: for every edition whose blank somebody has measured.

The boxes are those measured by hand (`geometry/*.json` beside the blanks) and those the program finds itself.
Half a millimetre is allowed. Without the office's files the tests are skipped, with a notice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Box, Definition, Place, Question, Step
from cic_desktop.forms.edition.reader import load
from cic_desktop.forms.kept.blanks import prepare_blank
from cic_desktop.forms.page.foreign import pages_of
from cic_desktop.forms.page.layout import AREA_SIZES, LINE_SIZES, PADDING, wrap
from cic_desktop.forms.pdf import fill
from cic_desktop.forms.pdf.font import value_font
from cic_desktop.forms.workshop.measuring import ruled_boxes

from .conftest import BLANKS, EDITIONS
from .looking import pictures

DPI = 150
HALF_MILLIMETRE = 0.5 * 72 / 25.4
INK = 24  # of 255: a lighter trace is the smoothing of an edge
TALL, LOW, WIDE = "Ż", "Q", "W"
LETTERS = f"{TALL}{LOW}Ś{WIDE}JŁÓĆĘĄ"
WORDS = "ŻÓŁĆ-ŚWIĘTOCHŁOWICKA JĄQ "


@dataclass(frozen=True)
class Paper:
    """A form on the office's blank: the blank, and the boxes measured on each page."""

    form: Definition
    pdf: bytes
    boxes: dict[int, list[Box]]


@lru_cache(maxsize=1)
def blanks() -> dict[str, Path]:
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in (BLANKS / "blanks").glob("*.pdf")}


@pytest.fixture(params=[name for name in EDITIONS if load(*name).blank.sha256], ids=lambda name: "-".join(name))
def paper(request: pytest.FixtureRequest) -> Paper:
    """Every edition that knows its office's blank, in turn."""
    edition = load(*request.param)
    known = [blanks()[digest] for digest in edition.blank.sha256 if digest in blanks()]
    if not known:
        pytest.skip(f"the office's blank of {edition.info.symbol} is not on this machine")
    geometry = BLANKS / "geometry" / f"{known[0].stem}.json"
    if not geometry.exists():
        pytest.skip(f"the measured boxes of {edition.info.symbol} are not on this machine")
    pdf = known[0].read_bytes()
    boxes: dict[int, list[Box]] = {number: [] for number in range(1, len(edition.pages) + 1)}
    for number, box in [*by_hand(geometry), *by_program(pdf)]:
        boxes[number].append(box)
    return Paper(edition, pdf, boxes)


def by_hand(path: Path) -> Iterator[tuple[int, Box]]:
    """Fields, and the cells of combs one by one."""
    data = json.loads(path.read_text("utf-8"))
    for widget in data["widgets"]:
        left, top, right, bottom = widget["rect"]
        yield widget["page"], Box(left, top, right - left, bottom - top)
    for comb in data["combs"]:
        top, bottom = comb["y"]
        pitch = (comb["x1"] - comb["x0"]) / comb["cells"]
        for n in range(comb["cells"]):
            yield comb["page"], Box(comb["x0"] + n * pitch, top, pitch, bottom - top)


def by_program(pdf: bytes) -> Iterator[tuple[int, Box]]:
    with pages_of(pdf) as document:
        for number, page in enumerate(document, 1):
            for box in ruled_boxes(page):
                yield number, box


def rows(form: Definition) -> list[Place]:
    """Every row an answer is written in, whatever it hangs on."""
    return [row for question in form.questions for place in question.places for row in place.rows]


def is_boxed(row: Place) -> bool:
    """Whether the paper has a box there, not a line or an empty spot."""
    return bool(row.cells) or row.outline == "box"


def test_ink_stays_in_the_measured_boxes(paper: Paper) -> None:
    """Every place filled to the brim, every box ticked, all at once."""
    crowded, answers = brimful(paper.form)
    blank = prepare_blank(paper.form, paper.pdf)
    filled = fill(crowded, answers, blank=blank)
    assert filled.overflows == ()
    empty = pictures(blank.pdf, DPI)
    for number, (before, after) in enumerate(zip(empty, pictures(filled.pdf, DPI), strict=True), 1):
        ink = ImageChops.difference(before, after).point(lambda grey: 255 if grey > INK else 0)
        unruled = [row.box for row in rows(paper.form) if row.page == number and not is_boxed(row)]
        assert outside(ink, [*paper.boxes[number], *unruled]) is None, f"page {number}"


def test_every_box_and_character_cell_is_a_measured_one(paper: Paper) -> None:
    for row in filter(is_boxed, rows(paper.form)):
        cells = [Box(left, row.box.y, row.pitch, row.box.h) for left in row.lefts]
        for own in cells or [row.box]:
            assert any(over(own, box) for box in paper.boxes[row.page]), (row.page, own)


def test_every_box_to_tick_is_a_measured_one(paper: Paper) -> None:
    for question in paper.form.questions:
        for spot in question.ticks:
            assert any(over(spot.box, box) for box in paper.boxes[spot.page]), (question.name, spot.code)


def over(own: Box, measured: Box) -> bool:
    """Whether a box stands in the middle of a measured one, to half a millimetre, or of a half of two cells in one."""
    off = own.x + own.w / 2 - measured.x - measured.w / 2
    half = measured.w / 4 if measured.w > 1.8 * own.w else 0.0
    level = abs(own.y + own.h / 2 - measured.y - measured.h / 2) <= HALF_MILLIMETRE + 1
    return level and measured.w < 2.2 * own.w and abs(abs(off) - half) <= HALF_MILLIMETRE


def brimful(form: Definition) -> tuple[Definition, Answers]:
    """The form with every place a question of its own that always applies, and answers that fill them all."""
    questions: list[Question] = []
    answers: Answers = {}
    for question in form.questions:
        for n, place in enumerate(question.places):
            name = f"{question.name} {n}"
            bare = replace(place, transform="")
            answers[name] = fullest(bare)
            questions.append(Question(replace(question.field, name=name, kind="text", when=None), place=bare))
        if question.ticks:
            answers[question.name] = [choice.code for choice in question.choices]
            questions.append(replace(question, place=None, again=(), conditions=()))
    return replace(form, steps=(Step("all", form.info.title, tuple(questions)),)), answers


def fullest(place: Place) -> str:
    """The tallest, widest and lowest letters, as many as the place takes at its ordinary size."""
    if place.cells:
        return (LETTERS * place.capacity)[: place.capacity]
    font, room = value_font(), place.box.w - 2 * PADDING
    if place.lines == 1:
        text = LETTERS
        while font.width(text + LETTERS[0], LINE_SIZES[0]) <= room:
            text += LETTERS[len(text) % len(LETTERS)]
        return text
    text = WORDS
    while len(wrap(text + WORDS, room, AREA_SIZES[0], font)) <= place.lines:
        text += WORDS
    return text


def outside(ink: Image.Image, boxes: list[Box]) -> object:
    """Where ink is left after everything in the boxes is wiped away; None when nothing is."""
    wipe, scale, margin = ImageDraw.Draw(ink), DPI / 72, HALF_MILLIMETRE
    for box in boxes:
        edges = (box.x - margin, box.y - margin, box.right + margin, box.bottom + margin)
        wipe.rectangle([edge * scale for edge in edges], fill=0)
    return ink.getbbox()
