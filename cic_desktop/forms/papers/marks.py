"""Letters the typeface of our prints does not have (Georgian, Armenian, Arabic …): marked where they stand, and listed.

A copy of somebody's data must not leave anything out, and must not fail for a name in its own script: `[?1]` stands
for the letters, and the list says them by their Unicode numbers.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from cic_desktop.forms.papers.model import PaperFacts
from cic_desktop.forms.pdf import missing_glyphs
from cic_desktop.i18n import Plain, Text

__all__ = ["Once", "marked"]


@dataclass(frozen=True)
class Once:
    """Words somebody wrote freely: they stand beside the Polish, and are not said again in the client's language."""

    text: Text

    def render(self, lang: str) -> str:
        return self.text.render(lang) if lang == "pl" else ""


@dataclass(frozen=True)
class _Marks:
    """The runs of letters met so far, each with its number."""

    runs: dict[str, int] = field(default_factory=dict)

    def put(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        missing = set(missing_glyphs(text))
        pieces = ("".join(run) for _gone, run in groupby(text, key=missing.__contains__)) if missing else (text,)
        return "".join(self._mark(piece) if piece[:1] in missing else piece for piece in pieces)

    def _mark(self, run: str) -> str:
        return f"[?{self.runs.setdefault(run, len(self.runs) + 1)}]"

    def rows(self) -> Iterator[tuple[Text, ...]]:
        for run, number in self.runs.items():
            script = unicodedata.name(run[0], "").split(" ")[0].capitalize()
            codes = " ".join(f"U+{ord(letter):04X}" for letter in run)
            yield Plain(f"[?{number}]"), Plain(script), Plain(codes)


@dataclass(frozen=True)
class _Marked:
    """A text with its marks."""

    text: Text
    marks: _Marks

    def render(self, lang: str) -> str:
        return self.marks.put(self.text.render(lang))


def marked(facts: PaperFacts, langs: Sequence[str], table: str) -> PaperFacts:
    """The same facts, every letter that cannot be printed marked; the list of them is the rows of `table`."""
    marks = _Marks()
    words = {name: _Marked(text, marks) for name, text in facts.words.items()}
    tables = {
        name: tuple(tuple(_Marked(cell, marks) for cell in row) for row in rows) for name, rows in facts.tables.items()
    }
    for text in (*words.values(), *(cell for rows in tables.values() for row in rows for cell in row)):
        for lang in langs:
            text.render(lang)
    return replace(facts, words=words, tables={**tables, table: tuple(marks.rows())})
