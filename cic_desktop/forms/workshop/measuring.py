"""What there is to fill in on a blank: its fields, rows of character cells, boxes and boxes to tick.

A field (AcroForm) tells where and what; the rest is found by the lines ruled on the page.
Measures are points from the page's top left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from cic_desktop.forms.definition.model import Box
from cic_desktop.forms.page.foreign import objects_of, pages_of
from cic_desktop.forms.workshop.ruled import Line, Ruling, ruling

if TYPE_CHECKING:
    from pikepdf import Pdf
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

Kind = Literal["box", "cells", "tick"]

TOUCH = 1.0  # points two lines may miss each other by and still meet
CELL_WIDTHS = (5.0, 24.0)  # of a character cell
CELL_GAP = 3.0  # points between cells drawn apart
BOX_SIZE = (26.0, 9.0)  # the least width and height of a box to write in
TICK_SIZES = (6.0, 26.0)
SAME_ROW = 2.0  # points groups of cells may stand higher or lower and still be one row
GROUP_GAP = 28.0  # points between groups of one answer, as in a date
UNEVEN = 0.7  # points a cell may stand off where the others put it
INSET = 2.0  # points: what is printed in a box stands off its border
CAPTION_LEFT = 170.0  # how far left of a box its caption is looked for
CAPTION_ABOVE = 30.0
CAPTION_LENGTH = 160
DEEPEST = 20  # levels of fields above a field
COMB, PUSHBUTTON = 1 << 24, 1 << 16  # flags of fields, ISO 32000-1 §12.7.4


@dataclass(frozen=True)
class Found:
    """A place to fill in. `cells` are groups as in `model.Place`; `name` is that of the field, if it has one."""

    kind: Kind
    page: int
    box: Box
    cells: tuple[tuple[float, int], ...] = ()
    pitch: float = 0.0
    name: str = ""
    caption: str = ""


def measure(pdf: bytes) -> list[Found]:
    """Every place to fill in, in the order of the paper. CicError if the file cannot be read."""
    with objects_of(pdf) as opened:
        fields = list(_fields(opened))
    with pages_of(pdf) as document:
        return [found for number in range(len(document)) for found in _page(document, number, fields)]


def ruled_boxes(page: PdfPage) -> list[Box]:
    """Every rectangle that lines enclose and no other line divides."""
    return _once(_boxes(ruling(page)))


def _page(document: PdfDocument, number: int, fields: list[Found]) -> list[Found]:
    page = document[number]
    text = page.get_textpage()
    try:
        boxes = [box for box in ruled_boxes(page) if not _printed_in(text, page, box)]
        own = [field for field in fields if field.page == number + 1]
        ruled = [_named(Found(_kind(box), number + 1, box), own) for box in boxes]
        spare = [field for field in own if not any(_holds(box, field.box) for box in boxes)]
        found = _without_frames([item for item in _in_rows([*ruled, *spare]) if _is_place(item)])
        return [replace(item, caption=_caption(text, page, item, found)) for item in sorted(found, key=_on_paper)]
    finally:
        text.close()
        page.close()


def _on_paper(found: Found) -> tuple[float, float]:
    return round(found.box.y / 6), found.box.x


# ---- fields ---------------------------------------------------------------------------------------


def _fields(pdf: Pdf) -> Iterator[Found]:
    for number, page in enumerate(pdf.pages, 1):
        left, _low, _right, top = (float(edge) for edge in page.cropbox)
        for widget in page.obj.get("/Annots", []):
            if str(widget.get("/Subtype", "")) == "/Widget":
                x1, y1, x2, y2 = (float(edge) for edge in widget.Rect)
                box = Box(min(x1, x2) - left, top - max(y1, y2), abs(x2 - x1), abs(y2 - y1))
                yield from _field(widget, number, box)


def _field(widget: Any, page: int, box: Box) -> Iterator[Found]:
    kind, flags = str(_inherited(widget, "/FT", "")), int(_inherited(widget, "/Ff", 0))
    name, most = str(_inherited(widget, "/T", "")), int(_inherited(widget, "/MaxLen", 0))
    if kind == "/Btn" and not flags & PUSHBUTTON:
        yield Found("tick", page, box, name=name)
    elif kind == "/Tx" and flags & COMB and most > 1:
        yield Found("cells", page, box, ((box.x, most),), box.w / most, name)
    elif kind in {"/Tx", "/Ch"}:
        yield Found("cells" if most == 1 else _kind(box), page, box, name=name)


def _inherited(widget: Any, key: str, otherwise: Any) -> Any:
    """What a field says itself or through the fields above it; a broken tree may lead in circles."""
    for _level in range(DEEPEST):
        if key in widget or "/Parent" not in widget:
            break
        widget = widget.Parent
    return widget.get(key, otherwise)


# ---- ruled boxes ----------------------------------------------------------------------------------


def _kind(box: Box) -> Kind:
    """By size alone: whether a narrow box is a cell or one to tick shows when it stands in a row or not."""
    return "cells" if CELL_WIDTHS[0] <= box.w <= CELL_WIDTHS[1] else "box"


def _named(found: Found, fields: Iterable[Found]) -> Found:
    """A ruled box with the name of the field that lies in it."""
    field = next((field for field in fields if _holds(found.box, field.box)), None)
    return replace(found, name=field.name, kind=field.kind if field.kind == "tick" else found.kind) if field else found


def _holds(box: Box, field: Box) -> bool:
    """A frame around several fields holds none of them."""
    x, y = field.x + field.w / 2, field.y + field.h / 2
    return box.x <= x <= box.right and box.y <= y <= box.bottom and box.h < 2 * field.h and box.w < 2 * field.w


def _is_place(found: Found) -> bool:
    if found.kind == "box":
        return found.box.w >= BOX_SIZE[0] and found.box.h >= BOX_SIZE[1]
    return found.kind == "cells" or all(TICK_SIZES[0] <= side <= TICK_SIZES[1] for side in (found.box.w, found.box.h))


def _boxes(lines: Ruling) -> Iterator[Box]:
    """The smallest rectangles the lines enclose."""
    for n, top in enumerate(lines.across):
        sides = [side for side in lines.down if _meets(side, top) and side.end > top.at + CELL_WIDTHS[0]]
        for left, right in pairwise(sides):
            below = lines.across[n + 1 :]
            bottom = next((line for line in below if _closes(line, top, left, right)), None)
            if bottom and right.at - left.at >= CELL_WIDTHS[0]:
                yield Box(left.at, top.at, right.at - left.at, bottom.at - top.at)


def _once(boxes: Iterable[Box]) -> list[Box]:
    """Boxes drawn twice, a little apart, taken once; of a box around others, the others."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.w * box.h):
        if not any(_overlap(box, other) > 0.7 * min(box.w * box.h, other.w * other.h) for other in kept):
            kept.append(box)
    return kept


def _overlap(one: Box, other: Box) -> float:
    w = min(one.right, other.right) - max(one.x, other.x)
    h = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(0.0, w) * max(0.0, h)


def _meets(side: Line, across: Line) -> bool:
    return side.start - TOUCH <= across.at <= side.end + TOUCH and across.start - TOUCH <= side.at <= across.end + TOUCH


def _closes(line: Line, top: Line, left: Line, right: Line) -> bool:
    return line.at > top.at + CELL_WIDTHS[0] and _meets(left, line) and _meets(right, line)


# ---- rows of cells --------------------------------------------------------------------------------


def _in_rows(found: Iterable[Found]) -> list[Found]:
    """Single cells beside each other made rows, and rows a gap apart one answer; one alone is a box to tick."""
    items = list(found)
    cells = [item for item in items if item.kind == "cells" and not item.cells]
    others = [item for item in items if item not in cells]
    rows = _chained([[cell] for cell in cells], CELL_GAP)
    alone = [replace(row[0], kind="tick") for row in rows if len(row) == 1]
    answers = _chained([row for row in rows if len(row) > 1], GROUP_GAP)
    return [*others, *alone, *map(_row, answers)]


def _chained(rows: Iterable[list[Found]], gap: float) -> list[list[Found]]:
    """Rows that go on in another, no farther off than a gap, made one."""
    made: list[list[Found]] = []
    for row in sorted(rows, key=lambda row: row[0].box.x):
        before = next((other for other in made if _goes_on(other[-1].box, row[0].box, gap)), None)
        if before is None:
            made.append(row)
        else:
            before.extend(row)
    return made


def _goes_on(left: Box, right: Box, gap: float) -> bool:
    return (
        abs(left.y - right.y) <= SAME_ROW
        and abs(left.h - right.h) <= SAME_ROW
        and left.x < right.x <= left.right + gap
        and max(left.w, right.w) < 1.5 * min(left.w, right.w)
    )


def _row(cells: list[Found]) -> Found:
    pitch = _pitch(cells)
    groups: list[tuple[float, int]] = []
    for cell in cells:  # letters are written in the middle: uneven cells are placed by theirs
        left = cell.box.x + (cell.box.w - pitch) / 2
        if groups and abs(left - groups[-1][0] - groups[-1][1] * pitch) <= UNEVEN:
            groups[-1] = (groups[-1][0], groups[-1][1] + 1)
        else:
            groups.append((left, 1))
    box, name = cells[0].box, cells[0].name
    for cell in cells[1:]:
        box, name = _around(box, cell.box), _common(name, cell.name)
    last, count = groups[-1]
    start = min(box.x, groups[0][0])
    whole = Box(start, box.y, max(box.right, last + count * pitch) - start, box.h)
    return replace(cells[0], box=whole, cells=tuple(groups), pitch=pitch, name=name)


def _pitch(cells: list[Found]) -> float:
    """From cell to cell, by the longest stretch without a gap."""
    stretches: list[list[float]] = [[]]
    for before, after in pairwise(cells):
        stretches[-1].append(before.box.x)
        if after.box.x > before.box.right + CELL_GAP:
            stretches.append([])
    stretches[-1].append(cells[-1].box.x)
    longest = max(stretches, key=len)
    return (longest[-1] - longest[0]) / (len(longest) - 1)


def _around(one: Box, other: Box) -> Box:
    x, y = min(one.x, other.x), min(one.y, other.y)
    return Box(x, y, max(one.right, other.right) - x, max(one.bottom, other.bottom) - y)


def _common(one: str, other: str) -> str:
    """The words two names share: `first digit of PESEL`, `second digit of PESEL` → `digit of PESEL`."""
    return " ".join(word for word in one.split() if word in other.split()) or one


# ---- what is no place to write --------------------------------------------------------------------


def _printed_in(text: PdfTextPage, page: PdfPage, box: Box) -> bool:
    return bool(_words(text, page, Box(box.x + INSET, box.y + INSET, box.w - 2 * INSET, box.h - 2 * INSET)))


def _without_frames(found: Sequence[Found]) -> list[Found]:
    """A box around other places is a frame."""
    return [item for item in found if not any(_encloses(item.box, other.box) for other in found if other is not item)]


def _encloses(outer: Box, inner: Box) -> bool:
    return (
        outer.x <= inner.x + TOUCH
        and outer.y <= inner.y + TOUCH
        and outer.right >= inner.right - TOUCH
        and outer.bottom >= inner.bottom - TOUCH
        and outer.w * outer.h > inner.w * inner.h
    )


# ---- captions -------------------------------------------------------------------------------------


def _caption(text: PdfTextPage, page: PdfPage, found: Found, others: Sequence[Found]) -> str:
    """What is printed to the right of a box to tick, else to the left or above; empty for a scan."""
    box = found.box
    row = [other.box for other in others if other.box.y < box.bottom and other.box.bottom > box.y]
    start = max((other.right for other in row if other.right <= box.x), default=0.0)
    end = min((other.x for other in row if other.x >= box.right), default=page.get_width())
    start = max(start, box.x - CAPTION_LEFT, 0.0)
    left = Box(start, box.y - 2, box.x - start - 1, box.h + 4)
    right = Box(box.right + 1, box.y - 2, end - box.right - 1, box.h + 4)
    above = Box(box.x - 4, box.y - CAPTION_ABOVE, box.w + 4, CAPTION_ABOVE - 1)
    looked = (right, left) if found.kind == "tick" else (left, above)
    return next(filter(None, (_words(text, page, where) for where in looked)), "")[:CAPTION_LENGTH].strip()


def _words(text: PdfTextPage, page: PdfPage, box: Box) -> str:
    left, _bottom, _right, top = page.get_cropbox()
    said = text.get_text_bounded(left + box.x, top - box.bottom, left + box.right, top - box.y)
    return " ".join("".join(char if char.isprintable() else " " for char in said).split())
