"""Answers: where they come from, whether they are right, and whether they fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cic_desktop.core.errors import Problem
from cic_desktop.core.fields import Answer, Answers
from cic_desktop.forms.definition.checks import CHECKS, OF_FACTS, PAIRED, Finding, possible_date
from cic_desktop.forms.definition.model import Definition, Question, Step
from cic_desktop.forms.definition.transforms import EACH, PREFILLS
from cic_desktop.forms.definition.vocabulary import SOURCES
from cic_desktop.forms.page.layout import Overflow, lay_out, printed_text
from cic_desktop.forms.page.rows import clusters
from cic_desktop.i18n import _, ngettext

_LATIN = frozenset({"name", "text"})  # kinds an office reads in Latin letters
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")

__all__ = ["Overflow", "Prefilled", "fit", "letters", "prefill", "same_address", "suggest", "validate"]


@dataclass(frozen=True)
class Prefilled:
    """Answers taken over from what is known, and for each the source it came from."""

    answers: Answers = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)


def prefill(definition: Definition, sources: Mapping[str, Answer]) -> Prefilled:
    """Answer what the sources (`vocabulary.SOURCES`) already tell; the rest stays unanswered."""
    known = Prefilled()
    for question in definition.questions:
        value = _of_copy(question, sources.get(question.source, "")) if question.source else ""
        answer = _taken(question, PREFILLS[question.prefill](value)) if value else ""
        if answer:
            opened = [question.name, *(_opening(definition, question) if question.prefill == EACH else ())]
            known.answers.update(dict.fromkeys(opened, "yes"), **{question.name: answer})
            known.origins.update(dict.fromkeys(opened, question.source))
    return known


def _of_copy(question: Question, value: Answer) -> Answer:
    """What a copy of a repeated step takes: each an item of a list, anything else only the first copy."""
    if question.copy < 2:
        return value
    return value[question.copy - 1 : question.copy] if question.prefill == EACH and isinstance(value, list) else ""


def _opening(definition: Definition, question: Question) -> Iterator[str]:
    """The questions whether there is any, or another one: what is known answers them too."""
    return (when.field for when in question.conditions if definition.question(when.field).opens)


def _taken(question: Question, value: str) -> str:
    """The value as an answer; a question to choose from takes only what it offers."""
    if not question.choices:
        return value
    said = value.casefold()
    known = ((one.code, {word.casefold() for word in (one.code, *one.matches)}) for one in question.choices)
    return next((code for code, words in known if said in words), "")


def same_address(step: Step, sources: Mapping[str, Answer]) -> Answers:
    """A step's answers when the address it asks for is the one it may be equal to; nothing while no town is known.

    What that address lacks, like a flat, is answered with nothing.
    """
    if not sources.get(f"{step.same_as}.city"):
        return {}
    found: Answers = {}
    for question in step.questions:
        other = f"{step.same_as}.{question.source.partition('.')[2]}"
        if other in SOURCES:
            found[question.name] = _taken(question, PREFILLS[question.prefill](sources.get(other, "")))
    return found


def suggest(definition: Definition, answers: Mapping[str, Answer], changed: str) -> Answers:
    """What choosing an answer suggests for another question; never replaces what somebody wrote."""
    question = definition.question(changed)
    if not question.fills:
        return {}
    chosen = question.chosen(answers.get(changed, ""))
    written = answers.get(question.fills, "")
    untouched = not written or written in {choice.text for choice in question.choices}
    suggested = " ".join(choice.text for choice in chosen if choice.text)
    return {question.fills: suggested} if chosen and untouched else {}


def validate(definition: Definition, answers: Mapping[str, Answer]) -> list[Problem]:
    """What to say beside the questions. Only those that apply; advice to stop comes alone."""
    step = definition.stopping(answers)
    if step and step.stop:
        return [Problem(step.stop.condition.field, step.stop.text)]
    given = {question.name: answers.get(question.name, "") for question in definition.applicable(answers)}
    return [
        Problem(name, finding.text, finding.severity)
        for name in given
        for finding in _findings(definition, definition.question(name), given, answers)
    ]


def fit(definition: Definition, answers: Mapping[str, Answer]) -> list[Overflow]:
    """The answers too long for their places: printed on a continuation sheet, never cut."""
    from cic_desktop.forms.pdf.font import value_font

    return lay_out(definition, answers, value_font()).overflows


def letters(question: Question, answer: Answer) -> tuple[int, int]:
    """Letters an answer takes on paper, and the cells there are for them: none where it is not written in cells."""
    cells = question.place.capacity if question.place else 0
    return (len(clusters(printed_text(question, answer))) if cells else 0), cells


def _findings(
    definition: Definition, question: Question, given: Mapping[str, Answer], known: Mapping[str, Answer]
) -> Iterator[Finding]:
    answer = given[question.name]
    if not _given(answer):
        yield from _empty(question)
        return
    for text in answer if isinstance(answer, list) else [answer]:
        printed = bool(question.places) or definition.layout == "flow"
        found = [*_unprintable(question, text.strip(), printed), *_wrong(question, text.strip(), given, known),
                 *_foreign(question, text, printed)]  # fmt: skip
        if found:
            yield found[0]
            return


def _given(answer: Answer) -> bool:
    return bool(answer) if isinstance(answer, list) else bool(answer.strip())


def _empty(question: Question) -> Iterator[Finding]:
    if question.field.required:
        yield Finding(_("This is needed. Please fill it in."))
    elif question.usual:
        yield Finding(_("Usually this is filled in. Leave it empty only if there is nothing to enter."), "warning")


def _wrong(
    question: Question, text: str, given: Mapping[str, Answer], known: Mapping[str, Answer]
) -> Iterator[Finding]:
    """What is wrong with a given answer, the gravest first."""
    if len(text) > question.field.max_length:
        yield Finding(
            ngettext(
                "Too long: at most {n} character.",
                "Too long: at most {n} characters.",
                question.field.max_length,
            )
        )
    if question.choices and not question.chosen(text):
        yield Finding(_("Please choose one of the answers."))
    if question.field.kind in {"date", "partial_date"} and (found := _date(question, text)):
        yield found
        return
    for name in question.checks:
        if finding := _checked(name, question, text, known if name in OF_FACTS else given):
            yield finding


def _checked(name: str, question: Question, text: str, seen: Mapping[str, Answer]) -> Finding | None:
    """One named check; a paired one sees the other answers, empty where they do not apply."""
    if name in CHECKS:
        return CHECKS[name](text)
    others = (seen.get(other, "") for other in question.beside)
    return PAIRED[name](text, *(other if isinstance(other, str) else "" for other in others))


def _unprintable(question: Question, text: str, printed: bool) -> Iterator[Finding]:
    from cic_desktop.forms.pdf.font import missing_glyphs

    if any(unicodedata.category(char) == "Cc" and char not in "\r\n\t" for char in text):
        yield Finding(_("There is an invisible character in this text. Please type it again."))
    if printed and (letters := missing_glyphs(printed_text(question, text))):
        yield Finding(
            _(
                "“{letters}” cannot be printed. Write it in Latin letters, as in the passport.",
                letters=letters,
            )
        )


def _foreign(question: Question, text: str, printed: bool) -> Iterator[Finding]:
    """A name or an address in Cyrillic can be printed, but no office looks it up so."""
    own = question.field.kind in _LATIN and not question.source.startswith("client.original")
    if printed and own and not question.choices and _CYRILLIC.search(text):
        yield Finding(
            _("This is written in Cyrillic. The office expects Latin letters, names as in the passport."), "warning"
        )


def _date(question: Question, text: str) -> Finding | None:
    if question.field.kind == "date" and len(text) != len("2026-11-23"):
        return Finding(_("Give the whole date: day, month and year."))
    return possible_date(text)
