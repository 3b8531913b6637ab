"""Where every answer lands on the pages: pure arithmetic, shared by the check of lengths and the print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cic_desktop.core.fields import Answer
from cic_desktop.forms.model import Box, Definition, Place, Question
from cic_desktop.forms.transforms import TRANSFORMS

LINE_SIZES = (11.0, 7.0)  # points: as written, and the smallest that is still read with ease
AREA_SIZES = (10.0, 7.5)
CELL_SIZE = 11.0
NOTE_SIZE = 9.0
STEP = 0.5
PADDING = 3.0
LEADING = 1.2
SEE_SHEET = "patrz karta dodatkowa, poz. {n}"  # printed, so Polish whatever the reader's language


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
    overflows: list[Overflow] = field(default_factory=list)
    covers: list[tuple[int, Box]] = field(default_factory=list)  # page and cells a note is written across


def printed_text(question: Question, answer: Answer) -> str:
    """The answer as it is printed: composed letters, single spaces, transformed by the definition."""
    if question.choices:
        text = ", ".join(" ".join(choice.official.split()) for choice in question.chosen(answer))
    else:
        text = ", ".join(answer) if isinstance(answer, list) else answer
    text = _without_invisible(unicodedata.normalize("NFC", text)).strip()
    transform = TRANSFORMS.get(question.transform)
    return transform(text) if transform and text else text


def _without_invisible(text: str) -> str:
    """Names pasted from other programs carry direction marks and soft hyphens; none of them is printed."""
    if text.isascii():
        return text.replace("\t", " ")
    return "".join(char for char in text.replace("\t", " ") if unicodedata.category(char) != "Cf")


def lay_out(definition: Definition, answers: Mapping[str, Answer], font: Metrics) -> Layout:
    """Place every applicable answer; what does not fit becomes an overflow and a note in its place."""
    layout = Layout()
    for question in sorted(definition.applicable(answers), key=_on_paper):
        answer = answers.get(question.name, "")
        layout.crosses += [Cross(question.page, c.tick) for c in question.chosen(answer) if c.tick]
        text = printed_text(question, answer) if question.place else ""
        if question.place and text.strip():
            _place(layout, question.name, question.place, text, font)
    return layout


def _place(layout: Layout, name: str, place: Place, text: str, font: Metrics) -> None:
    runs = _runs(place, text, font)
    if runs is None:
        layout.overflows.append(Overflow(name, text, _capacity(place, text, font)))
        note = SEE_SHEET.format(n=len(layout.overflows))
        runs = [_line(place, note, font, _note_size(place, note, font))]
        if place.cells:
            layout.covers.append((place.page, place.box))
    layout.runs += runs


def _on_paper(question: Question) -> tuple[int, float, float]:
    """Overflows are numbered in the order a clerk meets them."""
    box = question.place.box if question.place else None
    return (question.page, box.y, box.x) if box else (question.page, 0.0, 0.0)


def _note_size(place: Place, note: str, font: Metrics) -> float:
    return min(NOTE_SIZE, (place.box.w - 2 * PADDING) / font.width(note, 1.0))


def _runs(place: Place, text: str, font: Metrics) -> list[Run] | None:
    """The lines of a text in its place, or None when it does not fit."""
    if place.cells:
        return _cells(place, text, font)
    if place.lines > 1:
        return _area(place, text, font)
    size = _size_for(text, place.box.w - 2 * PADDING, LINE_SIZES, font)
    return [_line(place, " ".join(text.split()), font, size)] if size else None


def _cells(place: Place, text: str, font: Metrics) -> list[Run] | None:
    letters = _clusters(text)
    if len(letters) > place.capacity:
        return None
    y = _baseline(place.box, CELL_SIZE, font)
    centres = [left + place.pitch / 2 for left in place.lefts]
    starts: list[tuple[str, float]] = []
    for letter, centre in zip(letters, centres, strict=False):
        if letter != " ":
            starts.append((letter, centre - font.width(letter, CELL_SIZE) / 2))
    if not starts:
        return []
    x = starts[0][1]
    return [
        Run(
            place.page,
            x,
            y,
            CELL_SIZE,
            "".join(c for c, _ in starts),
            tuple(at - x for _, at in _each(starts)),
        )
    ]


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
    for letter in _clusters(word):
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


def _clusters(text: str) -> list[str]:
    """Letters with the marks that belong to them: what fills one character box."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.combining(char):
            found[-1] += char
        else:
            found.append(char)
    return found
