"""For whoever writes a definition: what is wrong with it and its sample, and its boxes on the page.

A sample stands beside its definition: `sample.toml` in the same folder.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answer, Answers
from cic_desktop.forms.definition.model import Box, Definition, Question
from cic_desktop.forms.edition.inspection import Fault, check_definition
from cic_desktop.forms.edition.lines import LineMap
from cic_desktop.forms.edition.reader import SAMPLE, load_file
from cic_desktop.forms.filling.answers import fit, validate
from cic_desktop.forms.page.foreign import objects_of
from cic_desktop.forms.page.layout import Overflow
from cic_desktop.forms.pdf import fill
from cic_desktop.i18n import Text, _, ngettext

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from cic_desktop.forms.pdf.prepared import PreparedBlank

__all__ = ["check_files", "grid_preview", "sample_beside"]

Color = tuple[float, float, float]

GRID, HEAVY = 10, 50  # points between lines, and between heavier ones with their measure
PALE: Color = (0.72, 0.85, 0.95)
BLUE: Color = (0.35, 0.60, 0.85)
PLACE: Color = (0.85, 0.10, 0.45)
TICK: Color = (0.00, 0.55, 0.25)
STRIKE: Color = (0.90, 0.50, 0.00)
NAME_SIZE, MEASURE_SIZE = 4.6, 4.0


def check_files(path: Path) -> list[tuple[Path, Fault]]:
    """What is wrong with a definition and, once it can be used, with the sample beside it."""
    faults = check_definition(path)
    if faults:
        return [(path, fault) for fault in faults]
    beside = path.with_name(f"{SAMPLE}.toml")
    return [(beside, fault) for fault in _sample_faults(load_file(path), beside)] if beside.exists() else []


def sample_beside(path: Path) -> Answers:
    """The sample in the folder of a definition; nothing where there is none. CicError if it cannot be read."""
    beside = path.with_name(f"{SAMPLE}.toml")
    if not beside.exists():
        return {}
    try:
        return dict(tomllib.loads(beside.read_text("utf-8")).get("answers", {}))
    except (OSError, ValueError) as error:
        raise CicError(_("The file is not valid TOML: {why}", why=str(error))) from None


def _sample_faults(definition: Definition, path: Path) -> Iterator[Fault]:
    try:
        answers = sample_beside(path)
    except CicError as error:
        yield Fault(1, error.text)
        return
    lines = LineMap(path.read_text("utf-8"))
    known = {question.name for question in definition.questions}
    for name in answers.keys() - known:
        yield Fault(lines["answers", name], _("There is no question named “{name}”.", name=name))
    for problem in validate(definition, answers):
        if problem.severity == "error":
            yield Fault(lines["answers", problem.field], _("“{name}”: {why}", name=problem.field, why=problem.text))
    for overflow in fit(definition, answers):
        yield Fault(lines["answers", overflow.field], _too_long(overflow))


def _too_long(overflow: Overflow) -> Text:
    return ngettext(
        "“{name}” does not fit: its place takes {n} character.",
        "“{name}” does not fit: its place takes {n} characters.",
        overflow.capacity,
        name=overflow.field,
    )


# ---- the grid -------------------------------------------------------------------------------------


def grid_preview(definition: Definition, answers: Mapping[str, Answer], *, blank: PreparedBlank | None = None) -> bytes:
    """The form filled, under a 10-point grid with every box's outline and name."""
    from pikepdf import Pdf

    filled = fill(definition, answers, blank=blank).pdf
    out = io.BytesIO()
    with objects_of(filled) as pdf, Pdf.open(io.BytesIO(_grid(definition))) as grid:
        for page, over in zip(pdf.pages, grid.pages, strict=False):
            page.add_overlay(over, None)
        pdf.save(out)
    return out.getvalue()


def _grid(definition: Definition) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=definition.size, pageCompression=1, invariant=1)
    sheet = _Sheet(canvas, *definition.size)
    for page in range(1, len(definition.pages) + 1):
        sheet.lines()
        for question in definition.questions:
            _outlines(sheet, question, page)
        canvas.showPage()
    if not definition.pages:
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _outlines(sheet: _Sheet, question: Question, page: int) -> None:
    for place in question.places:
        for n, row in enumerate(place.rows):
            if row.page == page:
                sheet.box(row.box, PLACE, question.name if not n else "")
                for left in row.lefts:
                    sheet.box(Box(left, row.box.y, row.pitch, row.box.h), PLACE)
    for spots, color in ((question.ticks, TICK), (question.strikes, STRIKE)):
        for spot in spots:
            if spot.page == page:
                sheet.box(spot.box, color, f"{question.name} = {spot.code}")


class _Sheet:
    """A canvas measured from the top left corner, for outlines and small letters."""

    def __init__(self, canvas: Canvas, width: float, height: float) -> None:
        from cic_desktop.forms.pdf.typeface import load_font

        self._canvas, self._width, self._height = canvas, width, height
        self._font = load_font("Regular")

    def lines(self) -> None:
        """The grid, light enough to read through."""
        self._canvas.setStrokeAlpha(0.5)
        for at in range(GRID, int(self._width), GRID):
            self._line(at, 0, at, self._height, heavy=not at % HEAVY)
        for at in range(GRID, int(self._height), GRID):
            self._line(0, at, self._width, at, heavy=not at % HEAVY)
        self._canvas.setStrokeAlpha(1)
        for at in range(HEAVY, int(self._width), HEAVY):
            self._text(at + 1, 6, str(at), MEASURE_SIZE, BLUE)
        for at in range(HEAVY, int(self._height), HEAVY):
            self._text(2, at - 1, str(at), MEASURE_SIZE, BLUE)

    def box(self, box: Box, color: Color, name: str = "") -> None:
        self._canvas.setStrokeColorRGB(*color)
        self._canvas.setLineWidth(0.35)
        self._canvas.rect(box.x, self._height - box.bottom, box.w, box.h)
        self._text(box.x, box.y - 0.8, name, NAME_SIZE, color)

    def _line(self, x1: float, y1: float, x2: float, y2: float, *, heavy: bool) -> None:
        self._canvas.setStrokeColorRGB(*(BLUE if heavy else PALE))
        self._canvas.setLineWidth(0.25)
        self._canvas.line(x1, self._height - y1, x2, self._height - y2)

    def _text(self, x: float, y: float, text: str, size: float, color: Color) -> None:
        self._canvas.setFont(self._font, size)
        self._canvas.setFillColorRGB(*color)
        self._canvas.drawString(x, self._height - y, text)
