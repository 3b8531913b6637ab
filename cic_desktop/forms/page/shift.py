"""How far off a printer is: what is painted on its paper is moved by as much.

No PDF is: it may be printed elsewhere, and what is kept must not hold one printer's fault.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answer, Answers, Field
from cic_desktop.i18n import _

__all__ = ["SHIFT", "UNMOVED", "Shift", "read_shift", "shift_answers"]

MOST = 15.0  # millimetres: more is another size of paper
POINTS_PER_MM = 72 / 25.4

SHIFT: tuple[Field, ...] = (
    Field(
        "right", _("Move to the right, mm"), width=6, max_length=6,
        help=_("Negative moves to the left. Empty: nothing is moved."),
    ),
    Field("down", _("Move down, mm"), width=6, max_length=6, help=_("Negative moves up. Empty: nothing is moved.")),
)  # fmt: skip


@dataclass(frozen=True)
class Shift:
    """Millimetres to the right and down."""

    right: float = 0.0
    down: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.right or self.down)


UNMOVED = Shift()


def read_shift(answers: Mapping[str, Answer]) -> Shift:
    """The shift as somebody typed it, with a comma or a point. Raises Invalid with what is wrong beside its field."""
    found = {field.name: _millimetres(answers.get(field.name, "")) for field in SHIFT}
    if wrong := [name for name, value in found.items() if value is None]:
        text = _("Write millimetres between −{most} and {most}, like 1.5.", most=int(MOST))
        raise Invalid(*(Problem(name, text) for name in wrong))
    return Shift(found["right"] or 0.0, found["down"] or 0.0)


def shift_answers(shift: Shift) -> Answers:
    """The shift as its questions show it, and as a machine's settings keep it."""
    return {field.name: f"{value:g}" if (value := getattr(shift, field.name)) else "" for field in SHIFT}


def _millimetres(typed: Answer) -> float | None:
    text = str(typed).replace(",", ".").replace("−", "-").replace("mm", "").strip()
    try:
        value = round(float(text or "0"), 2)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= MOST else None
