"""The answers in the order of the portal, each as it is typed there, ready to be copied one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from cic_desktop.core.errors import Problem
from cic_desktop.core.fields import Answer
from cic_desktop.forms.definition.model import Definition, Question, Step
from cic_desktop.forms.filling.answers import validate
from cic_desktop.forms.pdf.flow_words import answer_words
from cic_desktop.i18n import Plain, Text

__all__ = ["CopyLine", "CopySection", "copy_sections"]

LineState = Literal["given", "none", "empty"]
POLISH = "pl"


@dataclass(frozen=True)
class CopyLine:
    """One field of the portal. `value` is what is typed there; for state `none` the word to tick instead."""

    question: str
    number: str
    official: str
    label: Text
    value: str
    state: LineState
    problem: Problem | None = None


@dataclass(frozen=True)
class CopySection:
    """The fields of one heading, named in Polish as the portal is."""

    title: Text
    lines: tuple[CopyLine, ...]


def copy_sections(
    definition: Definition, answers: Mapping[str, Answer], none_word: str, ahead: Collection[str] = ()
) -> tuple[CopySection, ...]:
    """Every field that applies, by heading. Questions without an official wording are the interview's own.

    Those `ahead` were not asked yet: empty, they are still to be answered.
    """
    shown = {question.name for question in definition.applicable(answers)}
    problems = {problem.field: problem for problem in reversed(validate(definition, answers))}
    found = []
    for step in definition.steps:
        lines = tuple(_lines(step, shown, answers, problems, none_word, ahead))
        if lines:
            found.append(CopySection(Plain(_title(step, lines)), lines))
    return tuple(found)


def _lines(
    step: Step,
    shown: set[str],
    answers: Mapping[str, Answer],
    problems: Mapping[str, Problem],
    none_word: str,
    ahead: Collection[str],
) -> Iterator[CopyLine]:
    for question in step.questions:
        if question.name not in shown:
            continue
        answer = answers.get(question.name, "")
        if question.official:
            line = _line(question, answer, problems.get(question.name), question.name not in ahead)
            if line.state != "empty" or line.problem or question.field.required or question.usual or question.none:
                yield line  # else the portal leaves it empty too
        elif question.name == f"{step.base}_any" and answer == "no":
            yield CopyLine(question.name, "", _bare_title(step), question.field.label, none_word, "none")


def _title(step: Step, lines: tuple[CopyLine, ...]) -> str:
    """The heading; its copies are numbered, unless there is none of what it asks for."""
    alone = lines[0].question == f"{step.base}_any"
    return _bare_title(step) if alone else step.title.render(POLISH)


def _bare_title(step: Step) -> str:
    return step.title.render(POLISH).removesuffix(f" ({step.copy})")


def _line(question: Question, answer: Answer, problem: Problem | None, asked: bool) -> CopyLine:
    value = answer_words(question, answer) if answer else ""
    state: LineState = "given" if value else "none" if question.none and asked else "empty"
    official = " ".join(question.official.split())
    label = question.field.label
    return CopyLine(question.name, question.number, official, label, value or question.none, state, problem)
