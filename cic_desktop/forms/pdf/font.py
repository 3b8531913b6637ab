"""The font of the values: its letters, their widths, and the one copy embedded in a prepared form.

All values are written in one font whose letters are embedded once, when a form is prepared; filling it
then only refers to them. Text is encoded by glyph number (Identity-H).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFontFile

# Latin with every European and Vietnamese letter, Cyrillic, marks and punctuation.
_BLOCKS = (
    (0x20, 0x24F), (0x2B0, 0x2C1), (0x300, 0x36F), (0x400, 0x52F), (0x1E00, 0x1EFF),
    (0x2010, 0x204F), (0x20A0, 0x20BF), (0x2116, 0x2116),
)  # fmt: skip
_UNENCODED = (0x7F, 0x9F)  # controls have no letter shape


def font_path(name: str) -> Path:
    """The file of one cut of Source Sans: Regular, Semibold, Bold or It."""
    import font_source_sans_pro

    return Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{name}.ttf"


class _Widths(dict[str, float]):
    """A letter the font lacks takes no room; it is refused before anything is printed."""

    def __missing__(self, char: str) -> float:
        return 0.0


class ValueFont:
    """Letters and measures of the font of the values. Sizes and widths are in points."""

    name = "CICVAL+SourceSansPro-Semibold"

    def __init__(self, source: TTFontFile) -> None:
        self._source = source
        self._glyphs: dict[str, int] = {}
        codes = [code for code in _codes() if code in source.charToGlyph]
        self._number(codes)
        self._widths = _Widths((chr(code), float(source.charWidths[code])) for code in codes)
        self._codes = codes
        self.ascent = source.ascent
        self.descent = source.descent
        self.cap_height = source.capHeight
        self.bbox = [round(edge) for edge in source.bbox]

    def _number(self, codes: Iterable[int]) -> None:
        """Glyph numbers as the embedded program will have them: letters sharing a shape share a number."""
        numbers = {0: 0}
        for code in codes:
            shape = self._source.charToGlyph[code]
            self._glyphs[chr(code)] = numbers.setdefault(shape, len(numbers))

    @cached_property
    def program(self) -> bytes:
        """The TrueType program holding exactly the letters of `glyphs`."""
        made = self._source.makeSubset(self._codes)
        return made[0] if isinstance(made, tuple) else made

    @property
    def glyphs(self) -> dict[str, int]:
        return self._glyphs

    def width(self, text: str, size: float) -> float:
        return sum(map(self._widths.__getitem__, text)) * size / 1000

    def char_width(self, char: str) -> float:
        """In thousandths of the size."""
        return self._widths[char]

    def encoded(self, text: str) -> str:
        """The text as hexadecimal glyph numbers, four digits a letter."""
        glyphs = self._glyphs
        return "".join(f"{glyphs.get(char, 0):04X}" for char in text)

    def missing(self, text: str) -> str:
        """The letters this font lacks, each once, in order."""
        return "".join(dict.fromkeys(c for c in text if c not in self._glyphs and c not in "\r\n\t"))


def _codes() -> list[int]:
    low, high = _UNENCODED
    return [code for first, last in _BLOCKS for code in range(first, last + 1) if not low <= code <= high]


@lru_cache(maxsize=1)
def value_font() -> ValueFont:
    from reportlab.pdfbase.ttfonts import TTFontFile

    return ValueFont(TTFontFile(str(font_path("Semibold"))))


def missing_glyphs(text: str) -> str:
    """The letters of `text` that cannot be printed, each once; empty when all can.

    Georgian, Armenian, Arabic and the like are not in the font: such a name is written as in the passport.
    """
    return value_font().missing(unicodedata.normalize("NFC", text))
