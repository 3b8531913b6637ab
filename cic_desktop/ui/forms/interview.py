"""An interview without its widgets: what is asked now, what was answered, what is left to say about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from cic_desktop import clients, db, forms
from cic_desktop.core.errors import Problem
from cic_desktop.core.fields import Answer, Answers, Field
from cic_desktop.core.transliteration import passport_latin
from cic_desktop.forms.definition.model import Definition, Place, Question, Step
from cic_desktop.forms.kept.service import Started
from cic_desktop.forms.packs.model import PackDefinition
from cic_desktop.forms.page.layout import Overflow
from cic_desktop.forms.pdf import FilledForm
from cic_desktop.i18n import Plain, Text
from cic_desktop.ui.clients.prefill import is_cyrillic, script_language
from cic_desktop.ui.forms.words import spoken_field

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.drafts import DraftNote
    from cic_desktop.forms.filling.answers import Prefilled
    from cic_desktop.forms.filling.sources import Difference
    from cic_desktop.forms.kept.blanks import Recognised
    from cic_desktop.forms.kept.queries import FilledLine
    from cic_desktop.forms.page.head import Head
    from cic_desktop.forms.pdf.prepared import PreparedBlank

Origin = Literal["", "record", "guardian", "centre", "changed"]
_OF_CENTRE = ("centre.", "advisor.")
_OF_RECORD = (
    "client.", "address.", "spouse.", "registered.", "home.", "card.", "stay.", "guardian.", "applicant.", "migrant.",
    "family.",
)  # fmt: skip
_TOGETHER = frozenset({"address", "registered", "home", "guardian", "applicant", "spouse"})
_SHOWN_ORIGINS = (*_OF_RECORD, *_OF_CENTRE)  # the day of today needs none
NEW = Started()
_SPELT = frozenset({"name", "text"})  # kinds of answers that are printed as a passport has them
_DAYS = frozenset({"date", "partial_date"})
_COUNTED = _SPELT | {"long_text", "email", "phone"}


@dataclass(frozen=True)
class Wanted:
    """Which form for whom; `filled_id` is a form filled before, to start from."""

    form_id: str = ""
    person_id: str = ""
    filled_id: str = ""

    def draft_name(self, started: Started) -> str:
        """What its draft is called; an unfinished form of the register has one of its own."""
        return f"form:{self.form_id}" + (f"/{started.id}" if started.id else "")


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
    head: Head | None = None  # the centre's, for its own letters
    started: Started = NEW  # the unfinished form of the register it goes on with
    newest: bool = True  # edition
    blanks: Mapping[str, PreparedBlank] = field(default_factory=dict)  # of a pack's forms
    unfinished: FilledLine | None = None  # the same form of this client, begun before

    @property
    def draft_name(self) -> str:
        return self.wanted.draft_name(self.started)


def read_opening(read: Any, wanted: Wanted) -> Opening:
    """Read what the page starts from. Raises CicError.

    A form filled before brings its own edition; one that is unfinished is gone on with.
    """
    wanted = replace(wanted, person_id=clients.living_id(read, wanted.person_id))
    definition, earlier, started = _form(read, wanted)
    card = clients.card(read, wanted.person_id) if wanted.person_id else None
    sources = forms.client_sources(read, wanted.person_id) if card else forms.common_sources(read)
    begun = bool(wanted.filled_id and not started.id)  # from a form that is finished: nothing of it is a draft
    draft = db.DraftNote(wanted.draft_name(started), wanted.person_id, definition.info.edition)
    pack = isinstance(definition, PackDefinition)
    return Opening(
        wanted,
        definition,
        sources,
        forms.prefill(definition, sources),
        card.line if card else None,
        card.revision if card else 0,
        earlier,
        None if begun else db.load_draft(read, draft),
        None if pack else forms.blank_for(read, definition),
        None if pack else forms.blank_state(read, definition),
        forms.letterhead(read),
        started,
        pack or definition.info.edition == forms.editions(definition.info.id)[-1],
        forms.pack_blanks(read, definition) if isinstance(definition, PackDefinition) else {},
        _unfinished(read, wanted),
    )


def _unfinished(read: Any, wanted: Wanted) -> FilledLine | None:
    """What lies unfinished of a form that is begun anew."""
    if wanted.filled_id or not wanted.person_id:
        return None
    begun = forms.filled_forms(read, wanted.person_id, which="started")
    return next((line for line in begun if line.form_id == wanted.form_id), None)


def _form(read: Any, wanted: Wanted) -> tuple[Definition, Answers, Started]:
    """The form, the answers it starts from, and the unfinished form of the register it is."""
    if wanted.filled_id and (found := forms.unfinished(read, wanted.filled_id)):
        return _definition(found.form_id, found.edition), found.answers, found.started
    if wanted.filled_id:
        form_id, edition, earlier = forms.filled_answers(read, wanted.filled_id)
        return _definition(form_id, edition), earlier, NEW
    return _definition(wanted.form_id, None), {}, NEW


def _definition(form_id: str, edition: str | None) -> Definition:
    return forms.load_pack(form_id) if forms.is_pack(form_id) else forms.load(form_id, edition)


class Interview:
    """Where one is in a form. The step after the last is the review."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.definition = opening.definition
        self.answers: Answers = dict(opening.prefilled.answers) | opening.earlier
        self.at = 0
        self._past: frozenset[str] = frozenset()  # the questions one came by
        self._reckoned: tuple[Answers, dict[str, Any]] = {}, {}  # the answers, and what follows from them

    @property
    def name(self) -> str:
        """What a draft is called."""
        return self.definition.info.symbol

    def started(self, language: str) -> Started:
        """As the register is to keep it, unfinished."""
        return replace(self.opening.started, step=self.at, language=language)

    # --- on paper -----------------------------------------------------------------------------------

    def draft(self, *, on_blank: bool) -> Callable[[], FilledForm]:
        """What draws the form as it stands now, marked as a draft, beside the window."""
        definition, answers, head = self.definition, dict(self.answers), self.opening.head
        blank, ahead = self.opening.blank if on_blank else None, self.ahead
        return lambda: forms.fill(definition, answers, blank=blank, draft=True, head=head, ahead=ahead)

    def place(self, name: str) -> Place | None:
        """Where an answer is written on the form that is shown."""
        return self.definition.question(name).place

    def overflows(self, form: FilledForm) -> Sequence[Overflow]:
        """What is too long for its box, by the questions that are asked."""
        return form.overflows

    # --- steps --------------------------------------------------------------------------------------

    @property
    def steps(self) -> list[Step]:
        """The steps that ask something, given the answers so far."""
        steps: list[Step] = self._once("steps", lambda: self.definition.steps_for(self.answers))
        return steps

    @property
    def step(self) -> Step | None:
        """The present step; None on the review."""
        steps = self.steps
        return steps[self.at] if self.at < len(steps) else None

    @property
    def for_portal(self) -> bool:
        """Whether it is a worksheet for somebody: it goes on to the portal, not to paper."""
        return self.definition.info.group == "mos" and self.opening.client is not None

    @property
    def stop(self) -> Text | None:
        """The advice that ends the interview, once the step that gives it is reached."""
        return self.definition.stop(self.answers)

    def go(self, at: int) -> None:
        """Go to a step; beyond the last one stands the review."""
        self.at = max(0, min(at, len(self.steps)))
        self._past |= {question.name for step in self.steps[: self.at] for question in step.questions}

    @property
    def ahead(self) -> frozenset[str]:
        """The questions still to come by: nobody left them empty on purpose."""
        return frozenset(question.name for question in self.definition.questions) - self._past

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

    def take_up(self, kept: Answers) -> None:
        """Go on with a draft. What it never answered is filled from the record as that is now.

        What was typed stays, and what was emptied, which a draft keeps as "". Of an address, a guardian or a spouse
        nothing is filled beside another one that was typed.
        """
        known, origins = self.opening.prefilled.answers, self.opening.prefilled.origins
        typed = {_whole(origins[name]) for name in known.keys() & kept.keys() if kept[name] != known[name]} - {""}
        self.answers = {name: answer for name, answer in known.items() if _whole(origins[name]) not in typed} | kept

    def same_address(self) -> Answers:
        """What the present page is answered with another address of the record; nothing where it stands there."""
        found = forms.same_address(self.step, self.opening.sources) if self.step else {}
        return found if any(self.answers.get(name, "") != answer for name, answer in found.items()) else {}

    def fill_in(self, answers: Answers) -> None:
        """Take answers to the questions that have none yet."""
        self.answers = answers | {name: answer for name, answer in self.answers.items() if answer}

    def origin(self, name: str) -> Origin:
        """Whether an answer came from the client's record, and still is what stands there."""
        known = self.opening.prefilled.answers.get(name)
        source = self.opening.prefilled.origins.get(name, "")
        if not known or not source.startswith(_SHOWN_ORIGINS):
            return ""
        same = self.answers.get(name) == known
        if source.startswith(_OF_CENTRE):
            return "centre" if same else ""
        if source.startswith("guardian.") or (source.startswith("applicant.") and self._represented):
            return "guardian" if same else ""
        return "record" if same else "changed"

    @property
    def _represented(self) -> bool:
        return forms.represented(self.opening.sources)

    def letters(self, name: str) -> tuple[int, int]:
        """Letters of a typed answer and the cells on paper; nothing to count where it is chosen, or written freely."""
        question = self.definition.question(name)
        return forms.letters(question, self.answers.get(name, "")) if question.field.kind in _COUNTED else (0, 0)

    def spelling(self, name: str) -> str:
        """How the passport would spell what was typed in Cyrillic; nothing for anything else."""
        typed = self.answers.get(name, "")
        if not isinstance(typed, str) or not is_cyrillic(typed):
            return ""
        if self.definition.question(name).field.kind not in _SPELT:
            return ""
        held = self.opening.sources.get("client.citizenship", "")
        first = (held[0] if held else "") if isinstance(held, list) else held
        return passport_latin(typed, script_language(typed, first))

    def open_steps(self) -> set[int]:
        """The steps on which an answer is missing that the form needs, or cannot be right."""
        wrong = {found.field for found in self.problems() if found.severity == "error"}
        return {at for at, step in enumerate(self.steps) if wrong & {question.name for question in step.questions}}

    def problems(self) -> list[Problem]:
        """Everything to be said about the answers."""
        found: list[Problem] = self._once("problems", self._validated)
        return found

    def _validated(self) -> list[Problem]:
        return forms.validate(self.definition, self.answers)

    def impossible_days(self) -> set[str]:
        """The dates that cannot be read: what is typed there is no text to find room for."""
        wrong = {found.field for found in self.problems() if found.severity == "error"}
        return {name for name in wrong if self.definition.question(name).field.kind in _DAYS}

    def _once(self, what: str, reckon: Callable[[], Any]) -> Any:
        """What follows from the answers, reckoned again only when they changed."""
        if self._reckoned[0] != self.answers:
            self._reckoned = dict(self.answers), {}
        known = self._reckoned[1]
        if what not in known:
            known[what] = reckon()
        return known[what]

    def asked_now(self) -> tuple[Text, list[tuple[Text, Text]]]:
        """The present step's title, and its questions with their explanations."""
        assert self.step is not None
        [(_step, questions)] = self.asked(self.step)
        asked = [(one.field.label, one.field.help or Plain("")) for one in questions]
        return self.step.title, asked

    def step_problems(self) -> list[Problem]:
        """What is to be said beside the questions of the present step."""
        names = {question.name for question in self.step.questions} if self.step else set()
        return [found for found in self.problems() if found.field in names]

    def differences(self) -> list[Difference]:
        """What the form says rightly and the client's record does not."""
        if self.opening.client is None:
            return []
        wrong = {found.field for found in self.problems() if found.severity == "error"}
        found = forms.differences(self.definition, self.answers, self.opening.sources)
        return [item for item in found if item.question not in wrong]

    def asked(self, *steps: Step) -> list[tuple[Step, list[Question]]]:
        """Steps with the questions in them that apply."""
        shown = {question.name for question in self.definition.applicable(self.answers)}
        return [(step, [question for question in step.questions if question.name in shown]) for step in steps]


def _whole(source: str) -> str:
    """Whom or what place a source belongs to whose answers hold only together; "" for what stands alone."""
    group = source.partition(".")[0]
    return group if group in _TOGETHER else ""


def _same_words(one: Answer, other: Answer) -> bool:
    return one == other or (isinstance(one, str) and isinstance(other, str) and one == other.replace("\u00a0", " "))
