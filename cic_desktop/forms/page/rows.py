"""A text over the rows of its place: words whole where they fit, else parted after hyphens, at last anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

Part = tuple[str, str]  # what parts it from the one before on the same row, and the part itself
Fits = Callable[[str], bool]  # whether a row takes a text


def clusters(text: str) -> list[str]:
    """Letters with the marks that belong to them: what fills one character cell."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.combining(char):
            found[-1] += char
        else:
            found.append(char)
    return found


def words(text: str) -> list[Part]:
    # Only plain spaces part words: a no-break space keeps "art. 7" together.
    return [(" ", word) for word in re.split(r"[ \r\n\t]+", text) if word]


def hyphenated(text: str) -> list[Part]:
    """Words that may be parted after a hyphen."""
    return [
        ("" if n else glue, piece)
        for glue, word in words(text)
        for n, piece in enumerate(re.findall(r"[^-–]*[-–]|[^-–]+", word))
    ]


def letters(text: str) -> list[Part]:
    """Letter by letter, a space taking room like any other."""
    return [("", letter) for letter in clusters(" ".join(word for _glue, word in words(text)))]


PARTINGS = (words, hyphenated, letters)


def rowed(parts: Sequence[Part], rows: Sequence[Fits]) -> list[str] | None:
    """The parts on as few rows as take them, in order; None when they do not fit."""
    lines: list[str] = []
    line = ""
    for glue, part in parts:
        longer = f"{line}{glue}{part}" if line else part
        if len(lines) < len(rows) and rows[len(lines)](longer):
            line = longer
            continue
        lines.append(line)
        if not line or len(lines) == len(rows) or not rows[len(lines)](part):
            return None
        line = part
    return [*lines, line]
