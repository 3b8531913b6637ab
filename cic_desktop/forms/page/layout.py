"""Where every answer lands on the pages: pure arithmetic, shared by the check of lengths and the print."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cic_desktop.core.fields import Answer
from cic_desktop.forms.definition.model import Box, Definition, Place, Question
from cic_desktop.forms.definition.transforms import POLISH_WORDS, TRANSFORMS
from cic_desktop.forms.page.rows import PARTINGS, Fits, clusters, rowed

LINE_SIZES = (11.0, 7.0)  # points: as written, and the smallest that is still read with ease
AREA_SIZES = (10.0, 7.5)
CELL_SIZE = 11.0
NOTE_SIZE = 9.0
STEP = 0.5
PADDING = 3.0
LEADING = 1.2
SEE_SHEET = "patrz karta dodatkowa, poz. {n}"  # printed, so Polish whatever the reader's language
SEE_SHORT = "poz. {n}"  # where a box is too narrow for the whole note
READABLE = 4.5  # points


class Metrics(Protocol):
    """What the layout must know about a font; sizes and widths in points."""

    cap_height: float

    def width(self, text: str, size: float) -> float: ...


@dataclass(frozen=True)
class Run:
    """Text on one line. `x`, `y` are the left end of the base line from the page's top left corner.

    With `steps`, each character stands that far (points) right of `x`: text in character cells.
    """

    page: int
    x: float
    y: float
    size: float
    text: str
    steps: tuple[float, ...] = ()


@dataclass(frozen=True)
class Cross:
    """A ticked box."""

    page: int
    box: Box


@dataclass(frozen=True)
class Strike:
    """Words struck out."""

    page: int
    box: Box


@dataclass(frozen=True)
class Overflow:
    """An answer too long for its place: its text, and how many characters the place takes."""

    field: str
    text: str
    capacity: int


@dataclass
class Layout:
    """Everything to write on a form."""

    runs: list[Run] = field(default_factory=list)
    crosses: list[Cross] = field(default_factory=list)
    strikes: list[Strike] = field(default_factory=list)
    overflows: list[Overflow] = field(default_factory=list)
    covers: list[tuple[int, Box]] = field(default_factory=list)  # page and cells a note is written across


def printed_text(question: Question, answer: Answer, named: str = "") -> str:
    """The answer as it is printed: composed letters, single spaces, transformed by the definition.

    `named` is the transform of a further place. An empty answer prints what the definition says for none.
    """
    given = answer if isinstance(answer, list) else [answer]
    if question.choices:
        given = [" ".join(choice.official.split()) for choice in question.chosen(answer)]
    transform = TRANSFORMS.get(named or question.transform)
    worded = POLISH_WORDS.get(question.field.kind) if transform is None else None
    text = ", ".join(worded(one) if worded else one for one in filter(None, map(_plain, given)))
    if not text:
        return question.none
    return transform(text) if transform else text


def _plain(text: str) -> str:
    return _without_invisible(unicodedata.normalize("NFC", text)).strip()


def _without_invisible(text: str) -> str:
    """Names pasted from other programs carry direction marks and soft hyphens; none of them is printed."""
    if text.isascii():
        return text.replace("\t", " ")
    return "".join(char for char in text.replace("\t", " ") if unicodedata.category(char) != "Cf")


def lay_out(
    definition: Definition, answers: Mapping[str, Answer], font: Metrics, ahead: Collection[str] = ()
) -> Layout:
    """Place every applicable answer; what does not fit becomes an overflow and a note in its place.

    Questions `ahead` were not asked yet: without an answer they have no word for none either.
    """
    layout = Layout()
    asked = [one for one in definition.applicable(answers) if one.name not in ahead or answers.get(one.name)]
    for question in asked:
        if question.ticks or question.strikes:
            _mark(layout, question, answers.get(question.name, ""))
    layout.crosses.sort(key=lambda cross: cross.page)
    for question, place in sorted(((q, place) for q in asked for place in q.places), key=_on_paper):
        text = printed_text(question, answers.get(question.name, ""), place.transform)
        if text.strip():
            _place(layout, question.name, place, text, font)
    return layout


def _mark(layout: Layout, question: Question, answer: Answer) -> None:
    """Tick what was chosen; strike out what was not, once something was."""
    chosen = {choice.code for choice in question.chosen(answer)}
    layout.crosses += [Cross(spot.page, spot.box) for spot in question.ticks if spot.code in chosen]
    if chosen:
        layout.strikes += [Strike(spot.page, spot.box) for spot in question.strikes if spot.code not in chosen]


def _on_paper(printed: tuple[Question, Place]) -> tuple[int, float, float]:
    """Overflows are numbered in the order a clerk meets them."""
    place = printed[1]
    return place.page, place.box.y, place.box.x


def _place(layout: Layout, name: str, place: Place, text: str, font: Metrics) -> None:
    runs = _runs(place, text, font)
    if runs is None:
        runs = [_note(layout, name, place, text, font)]
        if place.cells:
            layout.covers.append((place.page, place.box))
    layout.runs += runs


def _note(layout: Layout, name: str, place: Place, text: str, font: Metrics) -> Run:
    """What stands in a place whose answer does not fit; the same answer elsewhere has the same number."""
    listed = [(overflow.field, overflow.text) for overflow in layout.overflows]
    if (name, text) not in listed:
        layout.overflows.append(Overflow(name, text, _capacity(place, text, font)))
        listed.append((name, text))
    number = listed.index((name, text)) + 1
    note = SEE_SHEET.format(n=number)
    if _note_size(place, note, font) < READABLE:
        note = SEE_SHORT.format(n=number)
    return _line(place, note, font, _note_size(place, note, font))


def _note_size(place: Place, note: str, font: Metrics) -> float:
    return min(NOTE_SIZE, (place.box.w - 2 * PADDING) / font.width(note, 1.0))


def _runs(place: Place, text: str, font: Metrics) -> list[Run] | None:
    """The lines of a text in its place, or None when it does not fit."""
    if place.cells:
        return _cells(place, text, font)
    if place.more:
        return _rows(place, text, font)
    if place.lines > 1:
        return _area(place, text, font)
    size = _size_for(text, place.box.w - 2 * PADDING, LINE_SIZES, font)
    return [_line(place, " ".join(text.split()), font, size)] if size else None


def _cells(place: Place, text: str, font: Metrics) -> list[Run] | None:
    if not place.more:
        return _cell_run(place, text, font) if len(clusters(text)) <= place.capacity else None
    rows = [_takes(len(row.lefts)) for row in place.rows]
    lines = next(filter(None, (rowed(parted(text), rows) for parted in PARTINGS)), None)
    if lines is None:
        return None
    return [run for row, line in zip(place.rows, lines, strict=False) for run in _cell_run(row, line, font)]


def _takes(cells: int) -> Fits:
    return lambda text: len(clusters(text)) <= cells


def _rows(place: Place, text: str, font: Metrics) -> list[Run] | None:
    """Lines of their own size, the largest at which words stay whole; parted only in the smallest."""
    for parted in PARTINGS:
        for size in _sizes(LINE_SIZES):
            rows = [_wide(row.box.w - 2 * PADDING, size, font) for row in place.rows]
            if lines := rowed(parted(text), rows):
                return [_line(row, line, font, size) for row, line in zip(place.rows, lines, strict=False)]
    return None


def _wide(width: float, size: float, font: Metrics) -> Fits:
    return lambda text: font.width(text, size) <= width


def _cell_run(row: Place, text: str, font: Metrics) -> list[Run]:
    """The letters of one row, each in the middle of its cell; nothing for spaces alone."""
    y = _baseline(row.box, CELL_SIZE, font)
    centres = [left + row.pitch / 2 for left in row.lefts]
    starts: list[tuple[str, float]] = []
    for letter, centre in zip(clusters(text), centres, strict=False):
        if letter != " ":
            starts.append((letter, centre - font.width(letter, CELL_SIZE) / 2))
    if not starts:
        return []
    x = starts[0][1]
    steps = tuple(at - x for _, at in _each(starts))
    return [Run(row.page, x, y, CELL_SIZE, "".join(letter for letter, _ in starts), steps)]


def _each(starts: list[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """One entry per character: a mark stands where its letter stands."""
    for letter, at in starts:
        for char in letter:
            yield char, at


def _area(place: Place, text: str, font: Metrics) -> list[Run] | None:
    for size in _sizes(AREA_SIZES):
        lines = wrap(text, place.box.w - 2 * PADDING, size, font)
        fits = min(place.lines, int((place.box.h - PADDING) / (size * LEADING))) if size else 0
        if len(lines) <= fits:
            top = place.box.y + PADDING + size * 0.8
            return [
                Run(place.page, place.box.x + PADDING, top + n * size * LEADING, size, line)
                for n, line in enumerate(lines)
                if line
            ]
    return None


def wrap(text: str, width: float, size: float, font: Metrics) -> list[str]:
    """Lines no wider than `width`; a word that is wider by itself is broken."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        # Only plain spaces part words: a no-break space keeps "art. 7" together.
        words = (word for word in paragraph.split(" ") if word)
        for word in (part for whole in words for part in _pieces(whole, width, size, font)):
            longer = f"{line} {word}" if line else word
            if line and font.width(longer, size) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _pieces(word: str, width: float, size: float, font: Metrics) -> Iterator[str]:
    if font.width(word, size) <= width:
        yield word
        return
    piece = ""
    for letter in clusters(word):
        if piece and font.width(piece + letter, size) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _line(place: Place, text: str, font: Metrics, size: float) -> Run:
    return Run(place.page, place.box.x + PADDING, _baseline(place.box, size, font), size, text)


def _baseline(box: Box, size: float, font: Metrics) -> float:
    """Capitals stand in the middle of the box."""
    return box.y + box.h / 2 + font.cap_height * size / 2000


def _size_for(text: str, width: float, sizes: tuple[float, float], font: Metrics) -> float:
    """The largest size at which the text fits, or 0."""
    return next((size for size in _sizes(sizes) if font.width(text, size) <= width), 0.0)


def _sizes(bounds: tuple[float, float]) -> Iterator[float]:
    size, smallest = bounds
    while size >= smallest:
        yield size
        size -= STEP


def _capacity(place: Place, text: str, font: Metrics) -> int:
    """How many characters of this very text the place takes."""
    if place.cells:
        return place.capacity
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _runs(place, text[:middle], font) is not None else (low, middle - 1)
    return low
