"""One question, described without Qt: kinds of help, official forms and pages all use it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from cic_desktop.i18n import Text

FieldKind = Literal[
    "text", "name", "long_text", "date", "partial_date", "time", "number", "minutes", "choice", "choices", "several",
    "radio", "yes_no", "country", "language", "person", "account", "pesel", "phone", "email", "postcode",
]  # fmt: skip
Answer = str | list[str]
Answers = dict[str, Answer]


@dataclass(frozen=True)
class Option:
    """One code of a list and its words."""

    code: str
    label: Text


@dataclass(frozen=True)
class Condition:
    """Holds when the answer to `field` is one of `values` (or contains one of them)."""

    field: str
    values: tuple[str, ...]

    def holds(self, answers: Mapping[str, Answer]) -> bool:
        answer = answers.get(self.field, "")
        given = answer if isinstance(answer, list) else [answer]
        return any(value in self.values for value in given)


@dataclass(frozen=True)
class Field:
    """A question with its kind of answer. Answers stay raw text until an input validates them."""

    name: str
    label: Text
    kind: FieldKind = "text"
    help: Text | None = None
    required: bool = False
    options: tuple[Option, ...] = field(default=())
    width: int = 12  # of twelve columns
    max_length: int = 200
    boxes: int = 0  # more than none: drawn as character boxes
    official: Text | None = None  # the office's Polish wording, shown beside the question
    when: Condition | None = None


def applicable(fields: Iterable[Field], answers: Mapping[str, Answer]) -> list[Field]:
    """The questions that apply given the answers so far; a hidden question hides what hangs on it."""
    shown: list[Field] = []
    names: set[str] = set()
    hidden: set[str] = set()
    for item in fields:
        names.add(item.name)
        when = item.when
        if when and (when.field in hidden or not when.holds(answers)):
            hidden.add(item.name)
        else:
            shown.append(item)
    return shown
