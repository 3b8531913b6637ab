"""What screens and papers show of surveys: counts and means, never a single sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cic_desktop.surveys.fields import HELPFUL

__all__ = ["LEAST", "Mean", "Opinion", "Remark", "SurveyCounts"]

LEAST = 5
"""Fewer sheets than this are not split by sex and age: who answered could be guessed. A rule of the house."""


@dataclass(frozen=True)
class Opinion:
    """What one sheet counts as, split by sex and age."""

    helpful: str  # code list `survey_helpful`
    sex: str  # F, M or not told
    age_band: str  # code list `age_band`, or not told

    @property
    def positive(self) -> bool:
        return self.helpful in HELPFUL


@dataclass(frozen=True)
class Mean:
    """The mean mark of a question, 1 to 5, and how many gave one."""

    question: str  # code list `survey_question`
    mark: float
    sheets: int


@dataclass(frozen=True)
class Remark:
    """Words somebody wrote. They are shown in the order of the alphabet: none of them stands beside its marks."""

    id: str
    words: str


@dataclass(frozen=True)
class SurveyCounts:
    """The sheets of a course or of an event, counted."""

    sheets: int
    helpful: Mapping[str, int]  # code list `survey_helpful` → sheets
    means: tuple[Mean, ...]
    by_sex: Mapping[str, tuple[int, int]]  # F, M → helpful, all; empty below LEAST sheets
    by_age: Mapping[str, tuple[int, int]]  # code list `age_band` → helpful, all; empty below LEAST sheets
    remarks: tuple[Remark, ...]

    @property
    def positive(self) -> int:
        """Sheets that say it was helpful or rather helpful."""
        return sum(self.helpful.get(code, 0) for code in HELPFUL)

    @property
    def percent(self) -> int | None:
        """The share of those in whole percent; None without sheets."""
        return round(100 * self.positive / self.sheets) if self.sheets else None


def split(opinions: Iterable[Opinion], name: str) -> dict[str, tuple[int, int]]:
    """Helpful and all by what was told of the person: `name` is sex or age_band."""
    everybody, content = Counter[str](), Counter[str]()
    for opinion in opinions:
        if told := getattr(opinion, name):
            everybody[told] += 1
            content[told] += opinion.positive
    return {code: (content[code], everybody[code]) for code in everybody}
