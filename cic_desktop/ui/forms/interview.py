"""An interview without its widgets: what is asked now, what was answered, what is left to say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from cic_desktop import clients, db, forms
from cic_desktop.core.errors import Problem
from cic_desktop.core.fields import Answer, Answers, Field
from cic_desktop.forms.model import Definition, Question, Step
from cic_desktop.i18n import Plain, Text
from cic_desktop.ui.forms.words import Spoken, spoken_field

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.drafts import DraftNote
    from cic_desktop.forms.answers import Prefilled
    from cic_desktop.forms.blanks import Recognised
    from cic_desktop.forms.pdf.prepared import PreparedBlank
    from cic_desktop.forms.sources import Difference

Origin = Literal["", "record", "changed"]


@dataclass(frozen=True)
class Wanted:
    """Which form for whom; `filled_id` is a form filled before, to start from."""

    form_id: str = ""
    person_id: str = ""
    filled_id: str = ""

    @property
    def draft_name(self) -> str:
        return f"form:{self.form_id}"


@dataclass(frozen=True)
class Opening:
    """What an interview starts from, read in one go."""

    wanted: Wanted
    definition: Definition
    sources: Mapping[str, Answer]
    prefilled: Prefilled
    client: ClientLine | None = None
    revision: int = 0
    earlier: Answers = field(default_factory=dict)  # of the form filled before
    draft: DraftNote | None = None
    blank: PreparedBlank | None = None
    blank_state: Recognised | None = None


def read_opening(read: Any, wanted: Wanted) -> Opening:
    """Read what the page starts from; a form filled before brings its own edition. Raises CicError."""
    wanted = replace(wanted, person_id=clients.living_id(read, wanted.person_id))
    form_id, edition = wanted.form_id, None
    earlier: Answers = {}
    if wanted.filled_id:
        form_id, edition, earlier = forms.filled_answers(read, wanted.filled_id)
    definition = forms.load(form_id, edition)
    card = clients.card(read, wanted.person_id) if wanted.person_id else None
    sources = forms.client_sources(read, wanted.person_id) if card else {}
    draft = db.DraftNote(wanted.draft_name, wanted.person_id, definition.info.edition)
    return Opening(
        wanted,
        definition,
        sources,
        forms.prefill(definition, sources),
        card.line if card else None,
        card.revision if card else 0,
        earlier,
        None if wanted.filled_id else db.load_draft(read, draft),
        forms.blank_for(read, definition),
        forms.blank_state(read, definition),
    )


class Interview:
    """Where one is in a form. The step after the last is the review."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.definition = opening.definition
        self.answers: Answers = dict(opening.prefilled.answers) | opening.earlier
        self.at = 0

    # --- steps --------------------------------------------------------------------------------------

    @property
    def steps(self) -> list[Step]:
        """The steps that ask something, given the answers so far."""
        return self.definition.steps_for(self.answers)

    @property
    def step(self) -> Step | None:
        """The present step; None on the review."""
        steps = self.steps
        return steps[self.at] if self.at < len(steps) else None

    @property
    def stop(self) -> Text | None:
        """The advice that ends the interview, once the step that gives it is reached."""
        return self.definition.stop(self.answers)

    def go(self, at: int) -> None:
        """Go to a step; beyond the last one stands the review."""
        self.at = max(0, min(at, len(self.steps)))

    def place_of(self, name: str) -> int:
        """The step that asks a question."""
        for at, step in enumerate(self.steps):
            if any(question.name == name for question in step.questions):
                return at
        return self.at

    def fields(self, lang: str) -> tuple[Field, ...]:
        """The questions of the present step, in the client's language."""
        step = self.step
        found = self.definition.fields_for(step, self.answers) if step else ()
        return tuple(spoken_field(item, lang) for item in found)

    def page(self) -> int:
        """The page of the form the present step writes on, counted from 0."""
        step = self.step
        pages = [question.page for question in step.questions if question.page] if step else []
        return pages[0] - 1 if pages else 0

    # --- answers ------------------------------------------------------------------------------------

    def take(self, values: Answers, changed: str) -> Answers:
        """Take the answers of a page over; gives what the changed one suggests elsewhere.

        An editor gives no-break spaces back as plain ones: an answer that differs in nothing else stays.
        """
        self.answers |= {
            name: value for name, value in values.items() if not _same_words(value, self.answers.get(name, ""))
        }
        suggested = forms.suggest(self.definition, self.answers, changed)
        self.answers |= suggested
        return suggested

    def fill_in(self, answers: Answers) -> None:
        """Take answers to the questions that have none yet."""
        self.answers = answers | {name: answer for name, answer in self.answers.items() if answer}

    def origin(self, name: str) -> Origin:
        """Whether an answer came from the client's record, and still is what stands there."""
        known = self.opening.prefilled.answers.get(name)
        source = self.opening.prefilled.origins.get(name, "")
        if not known or not source.startswith(("client.", "address.", "spouse.")):
            return ""
        return "record" if self.answers.get(name) == known else "changed"

    def problems(self) -> list[Problem]:
        """Everything to be said about the answers."""
        return forms.validate(self.definition, self.answers)

    def asked_now(self) -> tuple[Text, list[tuple[Text, Text]]]:
        """The present step's title, and its questions with their explanations."""
        assert self.step is not None
        asked = [(one.field.label, one.field.help or Plain("")) for one in self.asked(self.step)]
        return self.step.title, asked

    def step_problems(self, lang: str) -> list[Problem]:
        """What is to be said beside the questions of the present step, in the client's language."""
        names = {question.name for question in self.step.questions} if self.step else set()
        return [
            Problem(found.field, Spoken(found.text, lang), found.severity)
            for found in self.problems()
            if found.field in names
        ]

    def differences(self) -> list[Difference]:
        """What the form says rightly and the client's record does not."""
        if self.opening.client is None:
            return []
        wrong = {found.field for found in self.problems() if found.severity == "error"}
        found = forms.differences(self.definition, self.answers, self.opening.sources)
        return [item for item in found if item.question not in wrong]

    def asked(self, step: Step) -> list[Question]:
        """The questions of a step that apply."""
        shown = {question.name for question in self.definition.applicable(self.answers)}
        return [question for question in step.questions if question.name in shown]


def _same_words(one: Answer, other: Answer) -> bool:
    return one == other or (isinstance(one, str) and isinstance(other, str) and one == other.replace("\u00a0", " "))
