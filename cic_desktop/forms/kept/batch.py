"""Many forms at once: one form for several people, or forms filled before, as one PDF. All are kept, or none."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cic_desktop import clients
from cic_desktop.core import clock, ids
from cic_desktop.core.errors import CicError, Missing
from cic_desktop.core.fields import Answer, Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.filling.answers import prefill, validate
from cic_desktop.forms.filling.sources import client_sources
from cic_desktop.forms.kept.queries import blank_for, blank_state, filled_form, filled_pdf
from cic_desktop.forms.kept.service import Started, mark_printed, save_filled
from cic_desktop.forms.page.head import letterhead
from cic_desktop.forms.page.shift import UNMOVED, Shift
from cic_desktop.forms.pdf import FilledForm, fill
from cic_desktop.i18n import Joined, Plain, Text, _

__all__ = ["MOST_AT_ONCE", "Batch", "Ready", "Refused", "common_answers", "fill_for", "joined", "keep_batch", "reprint"]

MOST_AT_ONCE = 200
Tick = Callable[[float], None]  # 0..1; raises Cancelled when the user stopped it
# What is about the person: of another one it is never taken over. An address, a centre, a day are shared.
_PERSONAL = ("client.", "spouse.", "guardian.", "card.", "stay.", "home.")


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


def common_answers(definition: Definition, answers: Mapping[str, Answer]) -> Answers:
    """What of one person's answers can hold for others too: nothing that is about that person."""
    return {
        question.name: answers[question.name]
        for question in definition.questions
        if answers.get(question.name) and not question.source.startswith(_PERSONAL)
    }


def fill_for(
    read: Read,
    definition: Definition,
    person_ids: Sequence[str],
    common: Mapping[str, Answer],
    tick: Tick,
    shift: Shift = UNMOVED,
) -> Batch:
    """The form for each of these people, from their record; what no record knows comes from `common`.

    Who lacks an answer, or needs no such form, is refused with the reason. Raises CicError (too many), Cancelled.
    """
    read.require(Right.FILL_FORMS)
    _require_few(person_ids)
    # A blank nobody knows wants a look at each preview: then the forms are drawn.
    state = blank_state(read, definition)
    blank = blank_for(read, definition, shift) if state and state.status != "unknown" else None
    head = letterhead(read)
    ready: list[Ready] = []
    refused: list[Refused] = []
    for number, person_id in enumerate(person_ids):
        tick(number / len(person_ids))
        name, sources = clients.display_name(read, person_id), client_sources(read, person_id)
        answers: Answers = {**common, **prefill(definition, sources).answers}
        try:
            for why in _reasons(definition, answers, sources):
                raise CicError(why)
            filled = fill(definition, answers, blank=blank, head=head)
            ready.append(Ready(person_id, name, filled.pdf, answers=answers, filled=filled))
        except CicError as error:
            refused.append(Refused(person_id, name, error.text, definition.info.id, answers=answers))
    return Batch(tuple(ready), tuple(refused), joined([one.pdf for one in ready]), definition, blank is not None)


def reprint(read: Read, filled_ids: Sequence[str], tick: Tick) -> Batch:
    """Forms kept before as one PDF, in their order: the very bytes of each. Raises CicError (too many), Cancelled."""
    read.require(Right.READ_CLIENTS)
    _require_few(filled_ids)
    ready: list[Ready] = []
    refused: list[Refused] = []
    for number, filled_id in enumerate(filled_ids):
        tick(number / len(filled_ids))
        line = filled_form(read, filled_id)
        try:
            ready.append(Ready(line.person_id, line.name, filled_pdf(read, filled_id), filled_id))
        except Missing:
            why = _("This form is not finished yet. Print it first.")
            refused.append(Refused(line.person_id, line.name, why, line.form_id, filled_id))
    return Batch(tuple(ready), tuple(refused), joined([one.pdf for one in ready]))


def keep_batch(work: Work, batch: Batch) -> list[str]:
    """Keep what went to paper, in one act; returns the ids. Raises CicError, and nothing is kept then."""
    work.require(Right.FILL_FORMS)
    pack = Started(pack=ids.new_id())
    return [_keep(work, batch, one, pack) for one in batch.ready]


def joined(pdfs: Collection[bytes]) -> bytes:
    """Several PDFs one after the other; equal ones give equal bytes, one alone is left as it is."""
    if len(pdfs) < 2:
        return next(iter(pdfs), b"")
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as whole:
        for pdf in pdfs:
            with pikepdf.open(io.BytesIO(pdf)) as one:
                whole.pages.extend(one.pages)
        whole.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def _keep(work: Work, batch: Batch, one: Ready, pack: Started) -> str:
    if one.filled is None or batch.definition is None:
        mark_printed(work, one.filled_id)
        return one.filled_id
    answers = one.answers or {}
    return save_filled(
        work, one.person_id, batch.definition, answers, one.filled, "printed", on_blank=batch.on_blank, started=pack
    )


def _reasons(definition: Definition, answers: Answers, sources: Mapping[str, Answer]) -> Iterator[Text]:
    """What is missing, or why no such form is needed."""
    info = definition.info
    if info.ended(clock.today()):
        yield _("This edition has ended. Ask the office for the new one.")
    if info.pointless_text is not None and sources.get(info.pointless_with):
        yield info.pointless_text
    if (advice := definition.stop(answers)) is not None:
        yield advice
    for problem in validate(definition, answers):
        if problem.severity == "error":
            yield Joined((definition.question(problem.field).field.label, problem.text), ": ")


def _require_few(chosen: Collection[str]) -> None:
    if len(chosen) > MOST_AT_ONCE:
        raise CicError(_("At most {n} forms can be printed at once.", n=Plain(str(MOST_AT_ONCE))))
