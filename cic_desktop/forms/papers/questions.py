"""Questions of a paper: the words at the left, a box for each answer beside them, or lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Table

from cic_desktop.forms.pdf.flow_parts import FAINT, WRITING, Box
from cic_desktop.forms.pdf.typeface import REGULAR

__all__ = ["question", "writing_lines"]

_WORDS = 0.31  # of the width: the question itself
_LEAST = 4  # answers in a row, so that boxes of short rows stand below those of long ones
_BOX = 15.0  # points for the box beside its words
_LINES = 5
_STYLE = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 6),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(FAINT)),
]


def question(words: Any, answers: Sequence[Any], width: float) -> Table:
    """One question over the whole width (points); words as reportlab's pieces."""
    each = width * (1 - _WORDS) / max(_LEAST, len(answers))
    cells: list[Any] = [words]
    widths = [width * _WORDS]
    for answer in answers:
        cells += [Box(False), answer]
        widths += [_BOX, each - _BOX]
    rest = width - sum(widths)
    return Table([[*cells, ""]], [*widths, rest], style=_STYLE)


def writing_lines(width: float) -> Table:
    """Room to write by hand."""
    return Table([[""]] * _LINES, [width], [WRITING] * _LINES, style=_STYLE)
