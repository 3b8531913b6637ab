"""What an intake stands on, without widgets: what was loaded, who else changed it meanwhile, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cic_desktop import clients, projects
from cic_desktop.clients.fields import INTAKE
from cic_desktop.clients.rules import check_person
from cic_desktop.clients.shown import answer_text
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answer, Answers, Field, Option
from cic_desktop.i18n import Joined, Text, _

REVIEW = len(INTAKE)  # the number of the last step
NOBODY = _("nothing")


@dataclass(frozen=True)
class Start:
    """Where an intake begins: the answers the register has, the revision they belong to."""

    person_id: str
    name: str = ""
    case_number: str = ""
    revision: int | None = None
    complete: bool = False
    answers: Answers = field(default_factory=dict)
    projects: tuple[Option, ...] = ()


def load(read: Any, person_id: str) -> Start:
    """Runs on the read lane; of somebody merged it is the record kept. Raises Missing."""
    options = projects.project_options(read)
    if not person_id:
        return Start("", projects=options)
    card = clients.card(read, person_id)
    line = card.line
    return Start(card.id, line.name, line.case_number, card.revision, line.complete, dict(card.answers), options)


def problems_of(fields: Sequence[Field], answers: Answers) -> tuple[Problem, ...]:
    """Why these answers cannot be taken."""
    try:
        check_person(read_answers(fields, answers), clock.today())
    except Invalid as error:
        return error.problems
    return ()


def step_of(name: str) -> int:
    """The step a question stands on; the first for what stands nowhere."""
    steps = (number for number, step in enumerate(INTAKE) if any(item.name == name for item in step.fields))
    return next(steps, 0)


def merge(before: Answers, mine: Answers, theirs: Answers) -> tuple[Answers, list[str]]:
    """My answers with what only a colleague changed since `before`; and the names of what both changed."""
    merged, clashes = dict(mine), []
    for name, their in theirs.items():
        if _same(their, before.get(name)) or _same(their, mine.get(name)):
            continue
        if _same(mine.get(name), before.get(name)):
            merged[name] = their
        else:
            clashes.append(name)
    return merged, clashes


def _same(one: Answer | None, other: Answer | None) -> bool:
    return (one or "") == (other or "")


def clash_words(fields: Iterable[Field], names: Sequence[str], mine: Answers, theirs: Answers) -> Text:
    """Both values of everything two people changed at once, a line each."""
    lines = (
        _(
            "{field}: {theirs} (colleague), {mine} (you)",
            field=item.label,
            theirs=answer_text(item, theirs.get(item.name)) if theirs.get(item.name) else NOBODY,
            mine=answer_text(item, mine.get(item.name)) if mine.get(item.name) else NOBODY,
        )
        for item in fields
        if item.name in names
    )
    return Joined(tuple(lines), "\n")
