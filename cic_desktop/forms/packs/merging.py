"""Several forms made one interview: what they ask alike becomes one question, the rest follows form by form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from cic_desktop.core.fields import Condition, Field
from cic_desktop.forms.definition.model import Choice, Definition, FormInfo, Question, Step
from cic_desktop.forms.packs.model import FORMS, Member, PackDefinition, moved
from cic_desktop.i18n import Joined, Plain, Texts

__all__ = ["merged"]

# Kinds whose answers are written alike: a question of one may answer one of the other.
_ALIKE = {"partial_date": "date", "name": "text", "long_text": "text"}


def merged(form_id: str, data: Mapping[str, Any], forms: list[tuple[Definition, Mapping[str, Any]]]) -> PackDefinition:
    """The pack's definition from its file and its forms."""
    asked: dict[str, Question] = {}  # the pack's questions by name
    shared: dict[str, str] = {}  # key of what several forms ask → name of the pack's question
    members, steps = [], []
    for definition, entry in forms:
        own = definition.info.id
        names = {question.name: _name(definition, question, asked, shared) for question in definition.questions}
        for step in definition.steps:
            new = dict.fromkeys(
                names[question.name] for question in step.questions if names[question.name] not in asked
            )
            for question in step.questions:
                name = names[question.name]
                asked[name] = _both(asked[name], question) if name in asked else _renamed(question, name, own, names)
            steps.append((step, list(new)))
        members.append(_member(definition, names, entry))
    pages = [_page(step, [asked[name] for name in names]) for step, names in steps if names]
    first = _first_step(data, members)
    return PackDefinition(_info(form_id, data, members), (0.0, 0.0), (), (first, *pages), members=tuple(members),
                          about=Texts(data["about"]))  # fmt: skip


def _name(definition: Definition, question: Question, asked: Mapping[str, Question], shared: dict[str, str]) -> str:
    """The pack's name of a form's question: that of an earlier form's, when both ask the same."""
    key, fresh = _key(definition, question), f"{definition.info.id}.{question.name}"
    if not key:
        return fresh
    name = shared.setdefault(key, fresh)
    return name if name == fresh or _fits(asked[name], question) else fresh


def _key(definition: Definition, question: Question) -> str:
    """What the question asks about, across forms; "" when it is asked by this form alone.

    A source asked for twice in a form (the applicant and the person applied for) means two people: only `shared`
    can say which of them another form means.
    """
    if question.shared:
        return question.shared
    if not question.source or _counts(definition)[question.source, question.prefill, question.copy] > 1:
        return ""
    copy = f"_{question.copy}" if question.copy else ""
    return f"{question.source}{':' if question.prefill else ''}{question.prefill}{copy}"


@lru_cache(maxsize=64)
def _counts(definition: Definition) -> Counter[tuple[str, str, int]]:
    return Counter((question.source, question.prefill, question.copy) for question in definition.questions)


def _fits(one: Question, other: Question) -> bool:
    """Whether the answer to one is an answer to the other."""
    kinds = {_ALIKE.get(question.field.kind, question.field.kind) for question in (one, other)}
    codes = {tuple(choice.code for choice in question.choices) for question in (one, other)}
    return len(kinds) == 1 and len(codes) == 1


def _both(one: Question, other: Question) -> Question:
    """A question two forms ask: needed if either needs it, as short as the narrower of the two."""
    field, second = one.field, other.field
    boxes = min(filter(None, (field.boxes, second.boxes)), default=0)
    kind = "partial_date" if "partial_date" in (field.kind, second.kind) else field.kind
    both = replace(
        field,
        kind=kind,
        required=field.required or second.required,
        boxes=boxes,
        max_length=min(field.max_length, second.max_length),
    )
    return replace(one, field=both)


def _renamed(question: Question, name: str, form_id: str, names: Mapping[str, str]) -> Question:
    """A form's question under the pack's names; where it lies on paper is the form's own matter."""
    return replace(
        question,
        field=replace(question.field, name=name, when=None),
        place=None,
        again=(),
        page=0,
        fills=names.get(question.fills, ""),
        conditions=tuple(moved(when, names) for when in question.conditions),
        base=f"{form_id}.{question.base}" if question.base else "",
        shared="",
    )


def _member(definition: Definition, names: Mapping[str, str], entry: Mapping[str, Any]) -> Member:
    when = entry.get("when")
    return Member(
        definition,
        names,
        Condition(when["question"], tuple(when["is"])) if when else None,
        entry.get("offer", "asked"),
        dict(entry.get("given", {})),
        Texts(entry["name"]) if "name" in entry else None,
        entry.get("letters", ""),
        Texts(entry["why"]) if "why" in entry else None,
    )


def _page(step: Step, questions: list[Question]) -> Step:
    return replace(step, questions=tuple(questions), stop=None, name=f"{questions[0].name}:{step.name}")


def _first_step(data: Mapping[str, Any], members: list[Member]) -> Step:
    """The pack's own questions, and which of the other forms are wanted."""
    own = [_own_question(question) for question in data.get("question", ())]
    free = [one for one in members if one.when is None]
    choices = tuple(Choice(one.id, one.name or one.title) for one in free)
    if choices:
        why = tuple(Joined((one.name or one.title, one.why), ": ") for one in free if one.why)
        asked = Field(FORMS, Texts(data["choose"]), "choices", help=Joined(why, "; ") if why else None, options=choices)
        own.append(Question(asked, choices=choices))
    return Step(FORMS, Texts(data["title"]), tuple(own), help=Texts(data["about"]))


def _own_question(data: Mapping[str, Any]) -> Question:
    choices = tuple(Choice(option["code"], Texts(option["label"])) for option in data["options"])
    asked = Field(
        data["name"],
        Texts(data["label"]),
        data["kind"],
        help=Texts(data["help"]) if "help" in data else None,
        required=data.get("required", False),
        options=choices,
    )
    return Question(asked, choices=choices)


def _info(form_id: str, data: Mapping[str, Any], members: list[Member]) -> FormInfo:
    nothing = Plain("")
    return FormInfo(
        id=form_id,
        edition=" ".join(one.definition.info.edition for one in members),
        symbol="",
        title=Texts(data["title"]),
        legal_basis=data["source"],
        office=nothing,
        channel="paper",
        fee=nothing,
        valid_from=None,
        valid_to=None,
        as_of=date.fromisoformat(data["as_of"]),
        source=data["source"],
        confidence=data["confidence"],
    )
