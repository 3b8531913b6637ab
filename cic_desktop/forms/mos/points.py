"""What a check says: one line for each thing looked at, and what to do where something is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cic_desktop.i18n import Number, Plain, Text

__all__ = ["Point", "Verdict", "gravest", "megabytes"]

Verdict = Literal["ok", "warn", "bad"]
NOTHING = Plain("")
_ORDER: tuple[Verdict, ...] = ("ok", "warn", "bad")


@dataclass(frozen=True)
class Point:
    """One thing looked at: how it is, and what to do about it when it is not well."""

    verdict: Verdict
    words: Text
    advice: Text = NOTHING


def gravest(points: Iterable[Point]) -> Verdict:
    """The verdict on all of them together; `ok` for none."""
    return max((point.verdict for point in points), key=_ORDER.index, default="ok")


def megabytes(size: int) -> Text:
    """Bytes as decimal megabytes with one place, rounded up so that a file too large never looks small enough."""
    return Number(-(-size // 100_000) / 10)
