"""Many forms at once: one form for several people, or forms filled before, as one PDF. All are kept, or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cic_desktop import clients
from cic_desktop.core import clock, ids
from cic_desktop.core.errors import CicError, Missing
from cic_desktop.core.fields import Answer, Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.forms.definition.model import Definition, Question
from cic_desktop.forms.edition.reader import load
from cic_desktop.forms.filling.answers import prefill, validate
from cic_desktop.forms.filling.holdings import filing_for
from cic_desktop.forms.filling.sources import client_sources
from cic_desktop.forms.kept.queries import blank_for, blank_state, filled_answers, filled_form, filled_pdf
from cic_desktop.forms.kept.service import Started, mark_printed, save_filled
from cic_desktop.forms.page.head import letterhead
from cic_desktop.forms.pdf import FilledForm, fill
from cic_desktop.forms.pdf.joining import Tick, joined
from cic_desktop.i18n import Joined, Plain, Text, _

__all__ = [
    "MOST_AT_ONCE", "Batch", "Ready", "Refused", "common_answers", "common_for", "fill_for", "joined", "keep_batch",
    "reprint",
]  # fmt: skip

MOST_AT_ONCE = 200
_FILLING = 0.5  # of the time; the rest is for joining
_FOR_ALL = ("centre.", "advisor.", "today")  # sources that know the same of everybody
_HOME = "address."
_AT_HOME = ("address.country", _HOME, "registered.")  # of who lives together; the country is an answer of its own
_APPLICANT = "applicant."  # of those for whom the same person files


@dataclass(frozen=True)
class Ready:
    """One form to go out: filled just now, or (`filled_id`) kept before."""

    person_id: str
    name: str
    pdf: bytes
    filled_id: str = ""
    answers: Mapping[str, Answer] | None = None
    filled: FilledForm | None = None


@dataclass(frozen=True)
class Refused:
    """One that cannot go out, and why; with what is known of it, to go on with it by hand."""

    person_id: str
    name: str
    why: Text
    form_id: str = ""
    filled_id: str = ""  # of an unfinished one in the register
    answers: Mapping[str, Answer] | None = None


@dataclass(frozen=True)
class Batch:
    """What is ready, what is not, and the ready ones as one PDF (no bytes when nothing is ready)."""

    ready: tuple[Ready, ...]
    refused: tuple[Refused, ...]
    pdf: bytes
    definition: Definition | None = None
    on_blank: bool = False


def common_answers(
    definition: Definition, answers: Mapping[str, Answer], *, at_home: bool = False, same_applicant: bool = False
) -> Answers:
    """What of one person's answers holds for others too: what the form marks as `common`, the centre and the day.

    An address, and what goes with it, only `at_home`, for who lives with them; who files only where that is the
    `same_applicant`. All else is theirs alone, asked of everybody anew.
    """
    groups = (*(_AT_HOME if at_home else ()), *((_APPLICANT,) if same_applicant else ()))
    return {
        question.name: answers[question.name]
        for question in definition.questions
        if answers.get(question.name)
        and (question.common == "all" or question.source.startswith(_FOR_ALL) or _group(question) in groups)
    }


def common_for(read: Read, filled_id: str, person_ids: Collection[str]) -> dict[str, Answers]:
    """By person what of a form filled before holds for them too. Raises Missing, NotAllowed."""
    read.require(Right.FILL_FORMS)
    form_id, edition, answers = filled_answers(read, filled_id)
    own = filled_form(read, filled_id).person_id
    at_home, definition = {member.line.id for member in clients.household(read, own).members}, load(form_id, edition)
    files = filing_for(read, own)
    return {
        one: common_answers(
            definition, answers, at_home=one in at_home, same_applicant=bool(files) and filing_for(read, one) == files
        )
        for one in person_ids
    }


def fill_for(
    read: Read,
    definition: Definition,
    people: Mapping[str, Mapping[str, Answer]],
    tick: Tick,
) -> Batch:
    """The form for each of these people, from their record; with what holds for them of another's (`common_for`).

    Who lacks an answer, or needs no such form, is refused with the reason. Raises CicError (too many), Cancelled.
    """
    read.require(Right.FILL_FORMS)
    _require_few(people)
    # A blank nobody knows wants a look at each preview: then the forms are drawn.
    state = blank_state(read, definition)
    blank = blank_for(read, definition) if state and state.status != "unknown" else None
    head = letterhead(read)
    ready: list[Ready] = []
    refused: list[Refused] = []
    for number, (person_id, common) in enumerate(people.items()):
        tick(number / len(people) * _FILLING)
        name, sources = clients.display_name(read, person_id), client_sources(read, person_id)
        answers = _opening(definition, common, sources)
        try:
            if (why := _reason(definition, answers, sources)) is not None:
                raise CicError(why)
            filled = fill(definition, answers, blank=blank, head=head)
            ready.append(Ready(person_id, name, filled.pdf, answers=answers, filled=filled))
        except CicError as error:
            refused.append(Refused(person_id, name, error.text, definition.info.id, answers=answers))
    return Batch(tuple(ready), tuple(refused), _as_one(ready, tick), definition, blank is not None)


def reprint(read: Read, filled_ids: Sequence[str], tick: Tick) -> Batch:
    """Forms kept before as one PDF, in their order: the very bytes of each. Raises CicError (too many), Cancelled."""
    read.require(Right.READ_CLIENTS)
    _require_few(filled_ids)
    ready: list[Ready] = []
    refused: list[Refused] = []
    for number, filled_id in enumerate(filled_ids):
        tick(number / len(filled_ids) * _FILLING)
        line = filled_form(read, filled_id)
        try:
            ready.append(Ready(line.person_id, line.name, filled_pdf(read, filled_id), filled_id))
        except Missing:
            why = _("This form is not finished yet. Print it first.")
            refused.append(Refused(line.person_id, line.name, why, line.form_id, filled_id))
    return Batch(tuple(ready), tuple(refused), _as_one(ready, tick))


def keep_batch(work: Work, batch: Batch) -> list[str]:
    """Keep what went to paper, in one act; returns the ids. Raises CicError, and nothing is kept then."""
    work.require(Right.FILL_FORMS)
    pack = Started(pack=ids.new_id())
    return [_keep(work, batch, one, pack) for one in batch.ready]


def _as_one(ready: Sequence[Ready], tick: Tick) -> bytes:
    return joined([one.pdf for one in ready], lambda share: tick(_FILLING + share * (1 - _FILLING)))


def _opening(definition: Definition, common: Mapping[str, Answer], sources: Mapping[str, Answer]) -> Answers:
    """What the record knows, and around it what is common. Two addresses are never mixed into one."""
    known = prefill(definition, sources).answers
    theirs = {"", *(group for group in (*_AT_HOME, _APPLICANT) if _is_the_same(definition, group, common, known))}
    taken = {
        question.name: common[question.name]
        for question in definition.questions
        if question.name in common and _group(question) in theirs
    }
    return {**taken, **known}


def _is_the_same(definition: Definition, group: str, common: Mapping[str, Answer], known: Answers) -> bool:
    """Whether the record knows the same address as is common, or none at all; of who files nothing else."""
    names = {one.name for one in definition.questions if one.source and _group(one) == group}
    there, own = ({name: answers[name] for name in names & answers.keys()} for answers in (common, known))
    return bool(there) and (own in ({}, there) or (group == _APPLICANT and own.items() <= there.items()))


def _group(question: Question) -> str:
    """Which address a question asks a part of, or goes with, or whether it asks who files; "" for anything else."""
    if question.common == "home":
        return _HOME
    groups = () if question.source == "applicant.relation" else (*_AT_HOME, _APPLICANT)
    return next((group for group in groups if question.source.startswith(group)), "")


def _keep(work: Work, batch: Batch, one: Ready, pack: Started) -> str:
    if one.filled is None or batch.definition is None:
        mark_printed(work, one.filled_id)
        return one.filled_id
    answers = one.answers or {}
    return save_filled(
        work, one.person_id, batch.definition, answers, one.filled, "printed", on_blank=batch.on_blank, started=pack
    )


def _reason(definition: Definition, answers: Answers, sources: Mapping[str, Answer]) -> Text | None:
    """Why no such form is needed, or everything that is missing or wrong; None when it can go out."""
    info = definition.info
    if info.ended(clock.today()):
        return _("This edition has ended. Ask the office for the new one.")
    if info.pointless_text is not None and sources.get(info.pointless_with):
        return info.pointless_text
    if (advice := definition.stop(answers)) is not None:
        return advice
    errors = [problem for problem in validate(definition, answers) if problem.severity == "error"]
    labels = {problem.field: definition.question(problem.field).field.label for problem in errors}
    empty = tuple(label for name, label in labels.items() if not answers.get(name))
    missing = [_("Missing: {names}", names=Joined(empty, ", "))] if empty else []
    wrong = [Joined((labels[found.field], found.text), ": ") for found in errors if answers.get(found.field)]
    return Joined((*missing, *wrong)) if errors else None


def _require_few(chosen: Collection[str]) -> None:
    if len(chosen) > MOST_AT_ONCE:
        raise CicError(_("At most {n} forms can be printed at once.", n=Plain(str(MOST_AT_ONCE))))
