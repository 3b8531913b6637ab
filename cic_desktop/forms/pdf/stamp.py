"""Values onto a prepared blank: one section appended to its bytes."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from cic_desktop.forms.page.layout import Layout
from cic_desktop.forms.pdf.content import FAINT, FONT, Content
from cic_desktop.forms.pdf.font import value_font
from cic_desktop.forms.pdf.prepared import PreparedBlank

# How a section ends, for `stamped`.
_END = re.compile(
    rb"\ntrailer\n<< /Size \d+ /Root \d+ 0 R /Info \d+ 0 R /ID \[<(?P<blank>[0-9a-f]+)> <[0-9a-f]+>\] "
    rb"/Prev (?P<previous>\d+) >>\nstartxref\n(?P<table>\d+)\n%%EOF\n\Z"
)
_END_ROOM = 400
_LISTED = re.compile(rb"xref\n(?:\d+ 1\n\d{10} 00000 n \n)+")
_ENTRY = re.compile(rb"(\d+) 1\n")


def stamp(blank: PreparedBlank, layout: Layout, sheets: Sequence[Content] = (), *, draft: bool = False) -> bytes:
    """The filled PDF: the blank's bytes, each page's values, and the continuation sheets as further pages."""
    section = _Section(blank)
    for slot, content in zip(blank.slots, _pages(blank, layout, draft), strict=True):
        section.stream(slot, content.bytes())
    if sheets:
        _append_pages(section, blank, sheets)
    return section.finish()


@dataclass(frozen=True)
class Stamped:
    """What a filled PDF says of itself: its blank, and the objects its one appended section holds."""

    blank: str  # equal for forms filled on the same bytes
    rewritten: frozenset[int]


def stamped(pdf: bytes) -> Stamped | None:
    """Read back how `stamp` ended a PDF; None for any other PDF, or one changed since."""
    end = _END.search(pdf, max(0, len(pdf) - _END_ROOM))
    listed = _LISTED.match(pdf, int(end["table"])) if end else None
    if end is None or listed is None or listed.end() != end.start() + 1:
        return None
    entries = [int(number) for number in _ENTRY.findall(listed[0])]
    return Stamped(f"{end['blank'].decode('ascii')} {int(end['previous'])}", frozenset(entries))


def sheet_content(blank: PreparedBlank) -> Content:
    """An empty further page of the blank's size."""
    return Content(value_font(), 0.0, blank.size[1])


def _pages(blank: PreparedBlank, layout: Layout, draft: bool) -> list[Content]:
    pages = [Content(value_font(), left, top) for left, top in blank.corners]
    for page, box in layout.covers:
        pages[page - 1].cover(box)
    for run in layout.runs:
        pages[run.page - 1].run(run)
    for cross in layout.crosses:
        pages[cross.page - 1].cross(cross)
    for strike in layout.strikes:
        pages[strike.page - 1].strike(strike.box)
    if draft:
        for content in pages:
            content.draft(*blank.size)
    return pages


def _append_pages(section: _Section, blank: PreparedBlank, sheets: Sequence[Content]) -> None:
    kids = list(blank.kids)
    for sheet in sheets:
        content, page = section.new_number(), section.new_number()
        section.stream(content, sheet.bytes())
        section.add(page, _page_object(blank, content))
        kids.append(page)
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    section.add(blank.tree, f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>")


def _page_object(blank: PreparedBlank, content: int) -> str:
    width, height = blank.size
    return (
        f"<< /Type /Page /Parent {blank.tree} 0 R /MediaBox [0 0 {width:g} {height:g}] /Resources "
        f"<< /Font << /{FONT} {blank.font} 0 R >> /ExtGState << /{FAINT} {blank.faint} 0 R >> >> "
        f"/Contents {content} 0 R >>"
    )


class _Section:
    """An incremental section in the making: new versions of objects, then their cross-reference table."""

    def __init__(self, blank: PreparedBlank) -> None:
        self._blank = blank
        self._parts: list[bytes] = [blank.pdf]
        self._end = len(blank.pdf)
        self._offsets: dict[int, int] = {}
        self._next = blank.next_number

    def new_number(self) -> int:
        self._next += 1
        return self._next - 1

    def add(self, number: int, body: str) -> None:
        self._object(number, body.encode("ascii"))

    def stream(self, number: int, data: bytes) -> None:
        packed = zlib.compress(data)
        head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode("ascii")
        self._object(number, head + packed + b"\nendstream")

    def finish(self) -> bytes:
        table = "".join(f"{number} 1\n{at:010d} 00000 n \n" for number, at in sorted(self._offsets.items()))
        blank = self._blank
        version = hashlib.md5(b"".join(self._parts[1:]), usedforsecurity=False).hexdigest()
        trailer = (
            f"xref\n{table}trailer\n<< /Size {self._next} /Root {blank.root} 0 R /Info {blank.info} 0 R "
            f"/ID [<{blank.file_id}> <{version}>] /Prev {blank.previous} >>\nstartxref\n{self._end}\n%%EOF\n"
        )
        return b"".join([*self._parts, trailer.encode("ascii")])

    def _object(self, number: int, body: bytes) -> None:
        whole = f"{number} 0 obj\n".encode("ascii") + body + b"\nendobj\n"
        self._offsets[number] = self._end
        self._parts.append(whole)
        self._end += len(whole)
