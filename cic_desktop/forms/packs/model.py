"""What a pack is: several forms as one interview. Which of them take part, and what is asked, hangs on the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from cic_desktop.core import clock
from cic_desktop.core.fields import Answer, Answers, Condition, Field
from cic_desktop.core.partial_date import is_minor
from cic_desktop.forms.definition.model import Definition, Question, Step
from cic_desktop.i18n import Joined, Plain, Text

__all__ = ["FORMS", "OFFERS", "Member", "PackDefinition"]

FORMS = "forms"  # the question which forms are wanted
OFFERS = frozenset({"always", "minor", "woman", "no_pesel", "asked"})


@dataclass(frozen=True)
class Member:
    """A form of a pack. `names` leads from its own questions to the pack's."""

    definition: Definition
    names: Mapping[str, str]
    when: Condition | None = None  # on a question of the pack; without it the form is ticked or not
    offer: str = "asked"
    given: Answers = field(default_factory=dict)  # what the pack's questions have answered already
    name: Text | None = None  # in few words, to be ticked
    letters: str = ""  # the question that says who will receive the office's letters
    why: Text | None = None

    @property
    def id(self) -> str:
        return self.definition.info.id

    @property
    def title(self) -> Text:
        """Its symbol and title; forms without a symbol have only the title."""
        info = self.definition.info
        return Joined((Plain(info.symbol), info.title))

    def own(self, answers: Mapping[str, Answer]) -> Answers:
        """The pack's answers as the form's own."""
        known = {name: answers[merged] for name, merged in self.names.items() if answers.get(merged)}
        return known | self.given

    def asked(self, answers: Mapping[str, Answer]) -> set[str]:
        """The questions of the pack this form asks now."""
        shown = self.definition.applicable(self.own(answers))
        return {self.names[question.name] for question in shown if question.name not in self.given}

    def letters_to(self, answers: Mapping[str, Answer]) -> Text | None:
        """Who will receive the office's letters, in the words of the choice."""
        if not self.letters:
            return None
        question = self.definition.question(self.letters)
        chosen = question.chosen(self.own(answers).get(self.letters, ""))
        return chosen[0].label if chosen else None


@dataclass(frozen=True, eq=False)
class PackDefinition(Definition):
    """The forms of a pack as one interview. Which of them take part hangs on the answers."""

    members: tuple[Member, ...] = ()
    about: Text | None = None

    def chosen(self, answers: Mapping[str, Answer]) -> list[Member]:
        """The forms these answers ask for, needed or not."""
        ticked = answers.get(FORMS, ())
        return [one for one in self.members if (one.when.holds(answers) if one.when else one.id in ticked)]

    def needed(self, answers: Mapping[str, Answer]) -> list[Member]:
        """The forms that will be printed."""
        return [one for one in self.chosen(answers) if one.definition.stop(one.own(answers)) is None]

    def needless(self, answers: Mapping[str, Answer]) -> list[tuple[Member, Text]]:
        """The forms that turned out not to be needed, and why."""
        stops = ((one, one.definition.stop(one.own(answers))) for one in self.chosen(answers))
        return [(one, advice) for one, advice in stops if advice is not None]

    def applicable(self, answers: Mapping[str, Answer]) -> list[Question]:
        own = {question.name for question in self.steps[0].questions}
        shown = own.union(*(one.asked(answers) for one in self.chosen(answers)))
        return [question for question in self.questions if question.name in shown]

    def fields_for(self, step: Step, answers: Mapping[str, Answer]) -> tuple[Field, ...]:
        """What hangs on a question of the same page appears and goes while it is answered."""
        names = {question.name for question in step.questions}
        return tuple(made for question in step.questions if (made := self._field(question, names, answers)))

    def stopping(self, answers: Mapping[str, Answer]) -> Step | None:
        """Advice of one form never ends the interview of the others (`needless` tells it)."""
        return None

    def offered(self, sources: Mapping[str, Answer]) -> Answers:
        """Which forms are ticked at the start, by what is known of the client."""
        born = str(sources.get("client.birth_date") or "")
        held = {
            "always": True,
            "minor": is_minor(born, clock.today()),
            "woman": sources.get("client.sex") == "F",
            "no_pesel": not sources.get("client.pesel"),
        }
        ticked = [one.id for one in self.members if one.when is None and held.get(one.offer)]
        return {FORMS: ticked} if ticked else {}

    def member_of(self, step: Step, answers: Mapping[str, Answer]) -> Member | None:
        """The form to show beside a page: the first one wanted that asks something on it."""
        names = {question.name for question in step.questions}
        wanted = self.needed(answers)
        return next((one for one in wanted if names & one.asked(answers)), wanted[0] if wanted else None)

    def _field(self, question: Question, names: set[str], answers: Mapping[str, Answer]) -> Field | None:
        """A question as it is asked by the forms wanted; None when none of them asks it."""
        if question in self.steps[0].questions:
            return question.field
        ways = [way for one in self.chosen(answers) for way in _ways(one, question.name, names, answers)]
        if not ways:
            return None
        return replace(question.field, when=None if None in ways else ways[0])


def _ways(one: Member, name: str, names: set[str], answers: Mapping[str, Answer]) -> Iterator[Condition | None]:
    """How a form asks a question on a page: always (None), or hanging on another of the page."""
    own, shown = one.own(answers), one.asked(answers)
    for question in one.definition.questions:
        if one.names[question.name] != name or question.name in one.given:
            continue
        conditions = [(when, moved(when, one.names)) for when in question.conditions]
        settled = [when for when, there in conditions if there.field not in names]
        if all(when.holds(own) and (one.names[when.field] in shown or when.field in one.given) for when in settled):
            live = [there for _when, there in conditions if there.field in names]
            yield live[-1] if live else None


def moved(when: Condition, names: Mapping[str, str]) -> Condition:
    """A form's condition under the pack's names."""
    return replace(when, field=names[when.field])
