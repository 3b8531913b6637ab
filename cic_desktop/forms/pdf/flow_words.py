"""Answers in Polish words, and the sentences of a running document with the answers in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from cic_desktop.core.fields import Answer
from cic_desktop.forms.definition.model import Choice, Definition, Question
from cic_desktop.forms.page.layout import printed_text
from cic_desktop.forms.pdf.typeface import STRONG

POLISH = "pl"
DOTS = 7  # for each of the twelve columns of a field's width: an empty answer within a sentence
DOT_COLOUR = "#9AA7B2"

_PLACE = re.compile(r"\{([a-z0-9_]+)\}")
_LINE = re.compile(r"(?<!:)\n")  # what ends with a colon goes with the line below it
NO_BREAK = "\u00a0"
# No conjunction or preposition of one letter ends a line, and no number stands apart from what it counts.
_TOGETHER = re.compile(r"\b([aiouwz]|nr|(?:al|art|pl|ul|ust)\.) |(?<=\d) (?=zł|r\.|godz\.)", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """What the answers say: only questions that apply have words, and `ahead` of their turn only if answered."""

    definition: Definition
    answers: Mapping[str, Answer]
    asked: frozenset[str]
    ahead: Collection[str] = ()

    def applies(self, name: str) -> bool:
        return name in self.asked

    def words(self, name: str) -> str:
        """The answer as it is printed; empty when nothing was answered or the question does not apply."""
        answer = self.answers.get(name, "")
        if name not in self.asked or (not answer and name in self.ahead):
            return ""
        return answer_words(self.definition.question(name), answer)

    def codes(self, name: str) -> list[str]:
        """The codes answered to a question that applies."""
        given = self.answers.get(name, "") if name in self.asked else ""
        return given if isinstance(given, list) else [given]

    def chosen(self, name: str) -> list[Choice]:
        """What was chosen of a question's answers."""
        return self.definition.question(name).chosen(self.codes(name))

    def alone(self, text: str) -> str:
        """The question's name when a text is nothing but one answer; else empty."""
        found = _PLACE.fullmatch(text.strip())
        return found[1] if found else ""

    def lines(self, text: str) -> str:
        """The text without the lines that would say nothing: their answers are not needed and were not given.

        Of a document nobody has answered yet every line stays: it is filled by hand.
        """
        if not any(self.answers.values()):
            return text
        return "\n".join(line for line in _LINE.split(text) if not self._silent(_PLACE.findall(line)))

    def _silent(self, names: Sequence[str]) -> bool:
        needed = any(self.definition.question(name).field.required for name in names if name in self.asked)
        return bool(names) and not needed and not any(self.words(name) for name in names)

    def markup(self, text: str, *, strong: bool = True) -> str:
        """The sentence as reportlab's markup: answers stand out if asked for, an empty one is a line to write on."""
        parts = _PLACE.split(text)
        shown = ""
        for n, part in enumerate(parts):
            if n % 2:
                shown += self._filled(part, strong)
            else:  # an answer may end with the sentence's full stop: "4 marca 2026 r."
                before = self.words(parts[n - 1]) if n else ""
                shown += marked(part[1:] if before.endswith(".") and part.startswith(".") else part)
        return shown

    def _filled(self, name: str, strong: bool) -> str:
        words = marked(self.words(name))
        if words:
            return f'<font name="{STRONG}">{words}</font>' if strong else words
        if name not in self.asked:
            return ""
        return f'<font color="{DOT_COLOUR}">{"." * DOTS * self.definition.question(name).field.width}</font>'


def marked(words: str) -> str:
    """Words as reportlab's markup, with what must not be parted at the end of a line held together."""
    held = _TOGETHER.sub(lambda found: (found[1] or "") + NO_BREAK, words)
    return escape(held, quote=False).replace("\n", "<br/>")


def told(definition: Definition, answers: Mapping[str, Answer], ahead: Collection[str] = ()) -> Told:
    return Told(definition, answers, frozenset(question.name for question in definition.applicable(answers)), ahead)


def answer_words(question: Question, answer: Answer) -> str:
    """One answer as it is printed; a choice without the office's wording shows its Polish label."""
    if question.choices:
        return ", ".join(map(_offered, question.chosen(answer))) or question.none
    return printed_text(question, answer)


def options_of(question: Question) -> list[tuple[str, str]]:
    """(code, words) of everything a question offers."""
    if question.field.kind == "yes_no":
        return [("yes", "tak"), ("no", "nie")]
    return [(choice.code, _offered(choice)) for choice in question.choices]


def _offered(choice: Choice) -> str:
    return choice.official or choice.label.render(POLISH)
