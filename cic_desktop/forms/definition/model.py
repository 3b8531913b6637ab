"""What a form is: one edition of an official form, read from one TOML and checked on the way.

The same definition drives the interview, the drawn print and the print on the office's blank, or (`layout = "flow"`)
a running document of our own. All measures are points (1/72 inch) from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from cic_desktop.core.fields import Answer, Condition, Field, Option
from cic_desktop.i18n import Text

SIGN_ROOM = 34.0  # points above a line to sign on


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
    group: str = ""  # of `vocabulary.GROUPS`
    recorded_as: str = ""  # the document of the help it is recorded as, of the code list `document_help`
    signature: str = "pen"  # or screen: a signature drawn on the screen is accepted too

    def ended(self, day: date) -> bool:
        """Whether the edition had ended by that day: warn before printing."""
        return self.valid_to is not None and day > self.valid_to


@dataclass(frozen=True)
class Choice(Option):
    """An answer to pick, where its tick box lies and what picking it suggests elsewhere."""

    official: str = ""
    also: str = ""  # the same in the paper's other languages
    tick: Box | None = None
    text: str = ""  # suggested for the question named by `Question.fills`
    confidence: str = "confirmed"
    matches: tuple[str, ...] = ()  # values of the source that mean this choice


@dataclass(frozen=True)
class Spot:
    """Where choosing an answer leaves a mark on the paper."""

    page: int
    box: Box
    code: str


@dataclass(frozen=True)
class Place:
    """Where an answer is written: one line, `lines` of text, or character cells, and the rows it goes on in.

    `cells` are groups (left edge of the first cell, number of cells) of `pitch` points each.
    """

    page: int
    box: Box
    lines: int = 1
    cells: tuple[tuple[float, int], ...] = ()
    pitch: float = 0.0
    between: str = "-"  # what the drawn print writes between groups that stand apart
    outline: str = "box"  # box, line or none: what it draws around a place without cells
    more: tuple[Place, ...] = ()
    transform: str = ""  # of a further place; the question's where it has none
    official: str = ""  # what the drawn print writes beside a further place
    also: str = ""  # the same in the paper's other languages, smaller
    caption: str = "left"
    hint: str = ""

    @property
    def rows(self) -> tuple[Place, ...]:
        return (self, *self.more)

    @property
    def capacity(self) -> int:
        """How many characters the cells of all rows take; 0 when the place has none."""
        return sum(count for row in self.rows for _, count in row.cells)

    @property
    def lefts(self) -> list[float]:
        """The left edge of every cell of the first row."""
        return [left + n * self.pitch for left, count in self.cells for n in range(count)]


@dataclass(frozen=True)
class Question:
    """One question of the interview and what becomes of its answer on paper."""

    field: Field
    number: str = ""
    official: str = ""
    also: str = ""  # the same in the paper's other languages
    usual: bool = False  # an empty answer gets a warning
    page: int = 0
    place: Place | None = None
    again: tuple[Place, ...] = ()  # further places the answer is printed at
    ticks: tuple[Spot, ...] = ()  # what is ticked when it is chosen
    strikes: tuple[Spot, ...] = ()  # what is struck out when another answer is chosen
    caption: str = "left"  # left, above or none: where the drawn print writes `official`
    hint: str = ""
    source: str = ""
    prefill: str = ""
    transform: str = ""
    checks: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    fills: str = ""
    beside: tuple[str, ...] = ()  # the questions its paired checks look at
    none: str = ""  # printed when it applies and is left empty
    shared: str = ""  # questions of several forms with one key are asked once
    common: str = ""  # holds for others too: all of them, or (home) those who live at the same address
    conditions: tuple[Condition, ...] = ()  # it applies when all of them hold
    base: str = ""  # its name before the copies of a repeated step were numbered
    copy: int = 0  # which copy, from 1; 0 where the step is not repeated

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def places(self) -> tuple[Place, ...]:
        """Everywhere the answer is written."""
        return (self.place, *self.again) if self.place else self.again

    @property
    def reference(self) -> str:
        """How a continuation sheet names the box: section and official wording on one line, and which copy."""
        official = " ".join((self.official or self.field.label.render("pl")).split())
        section, which = f"część {self.number} · " if self.number else "", f" ({self.copy})" if self.copy else ""
        return f"{section}{official}{which}"

    @property
    def opens(self) -> bool:
        """Whether it only asks if a repeated step is needed, or needed once more."""
        return self.copy > 0 and self.base == self.name

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
    base: str = ""  # its name before its copies were numbered
    copy: int = 0  # which copy, from 1; 0 where it is not repeated
    same_as: str = ""  # another address (`vocabulary.SAME_AS`) that the one asked for here is often equal to

    def question(self, base: str) -> Question:
        """The question of this copy by its name in the file; KeyError when there is none."""
        found = next((question for question in self.questions if question.base == base), None)
        if found is None:
            raise KeyError(base)
        return found


@dataclass(frozen=True)
class Mark:
    """Something the drawn print shows besides the questions. Which values it uses depends on `kind`."""

    kind: str  # text, section, info, rule, frame, cells, sample, signature
    x: float = 0.0
    y: float = 0.0
    w: float = 0.0
    h: float = 0.0
    text: str = ""
    also: str = ""  # the same in the paper's other languages
    number: str = ""
    style: str = ""
    size: float = 0.0
    align: str = "left"
    weight: float = 0.8
    mark: str = ""
    count: int = 0  # of cells


@dataclass(frozen=True)
class Column:
    """A column of a table: a question of the repeated step, its share of the width and its heading."""

    question: str  # its name in the file, before the copies were numbered
    share: float = 1.0
    text: str = ""  # instead of the question's official wording


@dataclass(frozen=True)
class Block:
    """A piece of a running document. Which values it uses depends on `kind` (`vocabulary.BLOCKS`)."""

    kind: str
    text: str = ""  # may hold {name}: the printed answer of a question
    number: str = ""
    style: str = "regular"
    align: str = "left"
    questions: tuple[str, ...] = ()
    question: str = ""
    columns: int = 1
    points: tuple[str, ...] = ()
    step: str = ""  # the repeated step of a table
    table: tuple[Column, ...] = ()
    empty_rows: int = 0
    lines: tuple[str, ...] = ()
    sign: str = ""  # who signs on the screen at the first line
    h: float = 0.0
    when: Condition | None = None


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
    layout: str = "boxes"  # or flow: a running document without pages or boxes of its own
    blocks: tuple[Block, ...] = ()  # of a running document; none means it is made from the steps

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for step in self.steps for question in step.questions)

    @cached_property
    def _by_name(self) -> Mapping[str, Question]:
        return {question.name: question for question in self.questions}

    def question(self, name: str) -> Question:
        return self._by_name[name]

    @property
    def sign_place(self) -> tuple[int, Box] | None:
        """The page of the first line to sign on and the room above it; None for a paper without one."""
        for number, marks in enumerate(self.pages, 1):
            for mark in marks:
                if mark.kind == "signature":
                    return number, Box(mark.x, mark.y - SIGN_ROOM, mark.w, SIGN_ROOM)
        return None

    def copies(self, base: str) -> list[Step]:
        """The steps made of one step of the file, which may be repeated."""
        return [step for step in self.steps if step.base == base]

    def applicable(self, answers: Mapping[str, Answer]) -> list[Question]:
        """The questions that apply to these answers, in the order of the interview.

        A question hangs on conditions that all must hold; a hidden question hides what hangs on it.
        """
        shown: list[Question] = []
        hidden: set[str] = set()
        for question in self.questions:
            if all(when.field not in hidden and when.holds(answers) for when in question.conditions):
                shown.append(question)
            else:
                hidden.add(question.name)
        return shown

    def steps_for(self, answers: Mapping[str, Answer]) -> list[Step]:
        """The steps that have something to ask; those after advice to stop are left out."""
        shown = {question.name for question in self.applicable(answers)}
        steps: list[Step] = []
        last = self.stopping(answers)
        for step in self.steps:
            if any(question.name in shown for question in step.questions):
                steps.append(step)
            if step is last:
                break
        return steps

    def ahead(self, answers: Mapping[str, Answer], at: int) -> frozenset[str]:
        """The questions not asked yet by whoever is at this step (from 0): empty, they do not mean "none"."""
        return frozenset(question.name for step in self.steps_for(answers)[at:] for question in step.questions)

    def fields_for(self, step: Step, answers: Mapping[str, Answer]) -> tuple[Field, ...]:
        """The fields one page shows: conditions on other pages are settled, its own stay live."""
        shown = {question.name for question in self.applicable(answers)}
        names = {question.name for question in step.questions}
        fields: dict[str, Field] = {}
        for question in step.questions:
            # Of several live conditions the last one decides: what it names hangs on the others itself.
            live = [when for when in question.conditions if when.field in names]
            settled = (when for when in question.conditions if when.field not in names)
            if all(when.field in shown and when.holds(answers) for when in settled) and all(
                when.field in fields for when in live
            ):
                fields[question.name] = replace(question.field, when=live[-1] if live else None)
        return tuple(fields.values())

    def stop(self, answers: Mapping[str, Answer]) -> Text | None:
        """The advice that ends the interview, if these answers call for it."""
        step = self.stopping(answers)
        return step.stop.text if step and step.stop else None

    def stopping(self, answers: Mapping[str, Answer]) -> Step | None:
        """The step whose advice ends the interview; an answer left behind on a hidden page does not count."""
        shown = {question.name for question in self.applicable(answers)}
        stops = ((step, step.stop.condition) for step in self.steps if step.stop)
        return next((step for step, when in stops if when.field in shown and when.holds(answers)), None)
