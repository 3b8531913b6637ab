"""A signature drawn on the screen: strokes of a pen, kept as drawn and printed as lines, never as a picture."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from itertools import pairwise

from cic_desktop.core.errors import CicError
from cic_desktop.forms.definition.model import Box
from cic_desktop.i18n import _

__all__ = ["Strokes"]

Point = tuple[float, float]
SCALE = 10_000  # the finest step kept: a ten-thousandth of the pad's width
SHORTEST = 0.08  # of the pad's width altogether: less is a slip of the hand, not a name


@dataclass(frozen=True)
class Strokes:
    """Lines of points. Both axes are in parts of the pad's width: x from 0 to 1, y downwards from 0."""

    lines: tuple[tuple[Point, ...], ...] = ()

    def __bool__(self) -> bool:
        """Whether somebody has signed: a dot or a slip of the hand is no signature."""
        return self.length >= SHORTEST

    @property
    def length(self) -> float:
        """How far the pen went, in widths of the pad."""
        return sum(_apart(a, b) for line in self.lines for a, b in pairwise(line))

    def to_bytes(self) -> bytes:
        """What the register keeps; equal strokes give equal bytes."""
        whole = [[[round(x * SCALE), round(y * SCALE)] for x, y in line] for line in self.lines]
        return zlib.compress(json.dumps(whole, separators=(",", ":")).encode("ascii"), 9)

    @classmethod
    def from_bytes(cls, kept: bytes) -> Strokes:
        """The strokes the register kept; CicError when they cannot be read."""
        try:
            whole = json.loads(zlib.decompress(kept))
            return cls(tuple(tuple((x / SCALE, y / SCALE) for x, y in line) for line in whole))
        except (ValueError, TypeError, zlib.error):
            raise CicError(_("The signature cannot be read. Please sign again.")) from None

    def placed(self, box: Box) -> list[list[Point]]:
        """The lines as large as fits into a box of a page, in its middle on its lower edge, in points."""
        xs, ys = ([point[axis] for line in self.lines for point in line] for axis in (0, 1))
        if not xs:
            return []
        wide, high = max(xs) - min(xs) or 1 / SCALE, max(ys) - min(ys) or 1 / SCALE
        scale = min(box.w / wide, box.h / high)
        left = box.x + (box.w - wide * scale) / 2 - min(xs) * scale
        top = box.bottom - max(ys) * scale
        return [[(left + x * scale, top + y * scale) for x, y in line] for line in self.lines]


def _apart(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)
