"""A form in words: what it stands on, and every question with its box, condition, source and checks, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cic_desktop.core.fields import Condition
from cic_desktop.forms.definition.model import Definition, Question, Step

__all__ = ["describe"]

_HEAD = ("no.", "question", "on the paper", "kind", "asked when", "known from", "checked", "box")


def describe(definition: Definition, lang: str = "pl") -> str:
    """The documentation of one edition, from the data it is filled by; questions in `lang`."""
    lines = [*_head(definition, lang)]
    for step in definition.steps:
        lines += ["", f"## {_one_line(step.title.render(lang))}", *_step(step, lang)]
    return "\n".join(lines) + "\n"


def _head(definition: Definition, lang: str) -> Iterator[str]:
    info = definition.info
    yield f"# {info.symbol}: {_one_line(info.title.render(lang))}"
    yield ""
    days = " – ".join(str(day) if day else "…" for day in (info.valid_from, info.valid_to))
    facts = {
        "edition": f"{info.edition}, valid {days}, as of {info.as_of}", "legal basis": info.legal_basis,
        "office": info.office.render(lang), "filed": info.channel, "fee": info.fee.render(lang),
        "source": f"{info.source} ({info.confidence})", "note": info.note.render(lang) if info.note else "",
    }  # fmt: skip
    yield from (f"- {name}: {_one_line(words)}" for name, words in facts.items() if words)


def _step(step: Step, lang: str) -> Iterator[str]:
    yield ""
    yield _row(_HEAD)
    yield _row(["---"] * len(_HEAD))
    for question in step.questions:
        yield _row(_cells(question, lang))


def _cells(question: Question, lang: str) -> list[str]:
    place = question.place
    return [
        question.number,
        f"`{question.name}` {question.field.label.render(lang)}{' *' if question.field.required else ''}",
        question.official,
        question.field.kind,
        "; ".join(_condition(when) for when in question.conditions),
        question.source,
        ", ".join(question.checks),
        f"p. {place.page}: {place.box.x:g}, {place.box.y:g}, {place.box.w:g} × {place.box.h:g} pt" if place else "",
    ]


def _condition(when: Condition) -> str:
    return f"`{when.field}` is {' or '.join(when.values)}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_one_line(cell).replace('|', '¦') for cell in cells)} |"


def _one_line(words: str) -> str:
    return " ".join(words.split())
