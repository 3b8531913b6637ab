"""What a form is: one edition of an official form, read from one TOML and checked on the way.

The same definition drives the interview, the drawn print and the print on the office's blank.
All measures are points (1/72 inch) from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from cic_desktop.core.fields import Answer, Condition, Field, Option, applicable
from cic_desktop.i18n import Text


@dataclass(frozen=True)
class Box:
    """A rectangle on a page: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h


@dataclass(frozen=True)
class FormInfo:
    """What a list of forms shows, and what a saved form keeps."""

    id: str
    edition: str
    symbol: str
    title: Text
    legal_basis: str
    office: Text
    channel: str  # paper, electronic or both
    fee: Text
    valid_from: date | None
    valid_to: date | None
    as_of: date
    source: str
    confidence: str  # confirmed, secondary or unconfirmed
    note: Text | None = None
    pointless_with: str = ""  # a source: whoever has it needs no such form
    pointless_text: Text | None = None

    def ended(self, day: date) -> bool:
        """Whether the edition had ended by that day: warn before printing."""
        return self.valid_to is not None and day > self.valid_to


@dataclass(frozen=True)
class Choice(Option):
    """An answer to pick, where its tick box lies and what picking it suggests elsewhere."""

    official: str = ""
    tick: Box | None = None
    text: str = ""  # suggested for the question named by `Question.fills`
    confidence: str = "confirmed"
    matches: tuple[str, ...] = ()  # values of the source that mean this choice


@dataclass(frozen=True)
class Place:
    """Where an answer is written: one line, `lines` of text, or character cells.

    `cells` are groups (left edge of the first cell, number of cells) of `pitch` points each.
    """

    page: int
    box: Box
    lines: int = 1
    cells: tuple[tuple[float, int], ...] = ()
    pitch: float = 0.0

    @property
    def capacity(self) -> int:
        """How many characters the cells take; 0 when the place has none."""
        return sum(count for _, count in self.cells)

    @property
    def lefts(self) -> list[float]:
        """The left edge of every cell."""
        return [left + n * self.pitch for left, count in self.cells for n in range(count)]


@dataclass(frozen=True)
class Question:
    """One question of the interview and what becomes of its answer on paper."""

    field: Field
    number: str = ""
    official: str = ""
    usual: bool = False  # an empty answer gets a warning
    page: int = 0
    place: Place | None = None
    caption: str = "left"  # left, above or none: where the drawn print writes `official`
    hint: str = ""
    source: str = ""
    prefill: str = ""
    transform: str = ""
    checks: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    fills: str = ""

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def reference(self) -> str:
        """How a continuation sheet names the box: section and official wording on one line."""
        official = " ".join(self.official.split())
        return f"część {self.number} · {official}" if self.number else official

    def chosen(self, answer: Answer) -> list[Choice]:
        given = answer if isinstance(answer, list) else [answer]
        return [choice for choice in self.choices if choice.code in given]


@dataclass(frozen=True)
class Stop:
    """Advice that ends the interview: the form is not needed."""

    condition: Condition
    text: Text


@dataclass(frozen=True)
class Step:
    """One page of the interview."""

    name: str
    title: Text
    questions: tuple[Question, ...]
    help: Text | None = None
    stop: Stop | None = None


@dataclass(frozen=True)
class Mark:
    """Something the drawn print shows besides the questions. Which values it uses depends on `kind`."""

    kind: str  # text, section, rule, frame, sample, signature
    x: float = 0.0
    y: float = 0.0
    w: float = 0.0
    h: float = 0.0
    text: str = ""
    number: str = ""
    style: str = ""
    size: float = 0.0
    align: str = "left"
    weight: float = 0.8
    mark: str = ""


@dataclass(frozen=True)
class BlankMarks:
    """How the office's own blank is recognised: hashes of known files, and the look of each page."""

    sha256: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Definition:
    """One edition of a form. Compared by identity: what was prepared for it is found again at once."""

    info: FormInfo
    size: tuple[float, float]
    pages: tuple[tuple[Mark, ...], ...]
    steps: tuple[Step, ...]
    blank: BlankMarks = BlankMarks()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for step in self.steps for question in step.questions)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(question.field for question in self.questions)

    @cached_property
    def _by_name(self) -> Mapping[str, Question]:
        return {question.name: question for question in self.questions}

    def question(self, name: str) -> Question:
        return self._by_name[name]

    def applicable(self, answers: Mapping[str, Answer]) -> list[Question]:
        """The questions that apply to these answers, in the order of the interview."""
        return [self._by_name[field.name] for field in applicable(self.fields, answers)]

    def steps_for(self, answers: Mapping[str, Answer]) -> list[Step]:
        """The steps that have something to ask; those after advice to stop are left out."""
        shown = {question.name for question in self.applicable(answers)}
        steps: list[Step] = []
        for step in self.steps:
            if any(question.name in shown for question in step.questions):
                steps.append(step)
            if step.stop and step.stop.condition.holds(answers):
                break
        return steps

    def fields_for(self, step: Step, answers: Mapping[str, Answer]) -> tuple[Field, ...]:
        """The fields one page shows: conditions on other pages are settled, its own stay live."""
        shown = {question.name for question in self.applicable(answers)}
        names = {question.name for question in step.questions}
        fields: list[Field] = []
        for field in (question.field for question in step.questions):
            if field.when and field.when.field in names:
                fields.append(field)
            elif field.name in shown:
                fields.append(replace(field, when=None))
        return tuple(fields)

    def stop(self, answers: Mapping[str, Answer]) -> Text | None:
        """The advice that ends the interview, if these answers call for it."""
        for step in self.steps:
            if step.stop and step.stop.condition.holds(answers):
                return step.stop.text
        return None
