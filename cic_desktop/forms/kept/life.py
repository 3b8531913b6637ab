"""The life of a form after print: signed, submitted, called to complete, decided; each step dated, each undone.

A call to complete is a letter of legal stay (`stay`): its term runs from service, and the radar watches it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from cic_desktop import stay
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.codes import code_list, options
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers, Field, Option
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.forms.kept.tables import FilledFormRow, SignatureRow
from cic_desktop.i18n import Day, Plain, Text, _, pgettext

__all__ = ["STATES", "STEPS", "FormState", "LifeStep", "Taken", "life_answers", "step_columns", "step_of",
           "take_back", "take_step", "undo_step"]  # fmt: skip

FormState = Literal["started", "filled", "printed", "signed", "submitted", "called", "decided"]
StepName = Literal["signed", "submitted", "called", "completed", "decided"]
STATES: tuple[FormState, ...] = ("started", "filled", "printed", "signed", "submitted", "called", "decided")
NOTHING = Plain("")
_DAYS = ("signed_on", "submitted_on", "called_on", "decided_on")  # in the order they must have
_LETTER = ("kind", "term_days", "answered_on")  # of the call: kept with the letter, not with the form


@dataclass(frozen=True)
class LifeStep:
    """A step of the path and what is asked about it; `day` is the field with its date."""

    name: StepName
    title: Text
    day: str
    fields: tuple[Field, ...]
    hint: Text = NOTHING


@dataclass(frozen=True)
class Taken:
    """A step just taken or taken back, and how things stood before: what `undo_step` needs."""

    filled_id: str
    revision: int
    before: Values
    letters: tuple[tuple[str, str, Answers], ...] = ()  # how to undo, letter's id, its answers before
    marks: tuple[str, ...] = ()  # lines of the radar that were settled
    signature: tuple[str, str] | None = None  # drawn on the screen: how to undo, its id


def _calls() -> tuple[Option, ...]:
    """The letters that call for something and give a term; decisions and mere information are none."""
    return tuple(option for option in code_list("letter_kind").options() if "call" in option.code)


STEPS: tuple[LifeStep, ...] = (
    LifeStep(
        "signed",
        pgettext("form step", "Signed"),
        "signed_on",
        (Field("signed_on", _("Signed on"), "date", required=True, width=6),),
    ),
    LifeStep(
        "submitted",
        pgettext("form step", "Submitted"),
        "submitted_on",
        (
            Field("submitted_on", _("Submitted on"), "date", required=True, width=6),
            Field("submitted_how", _("How"), "choice", options=options("submitted_how"), width=6),
            Field("office", _("Office"), width=6),
            Field(
                "reference", _("Number of the receipt (UPO) or case sign"), width=6, max_length=60,
                help=_("It stands on the receipt, or on the office's first letter."),
            ),
        ),
    ),
    LifeStep(
        "called",
        pgettext("form step", "Called"),
        "called_on",
        (
            Field(
                "called_on", _("Call served on"), "date", required=True, width=6,
                help=_("To the client or, if there is one, to the representative."),
            ),
            Field(
                "term_days", _("Term named in the letter, in days"), "number", width=6,
                help=_("When empty, the rule's term is taken."),
            ),
            Field("kind", _("Kind of letter"), "choice", options=_calls(), required=True, width=6),
            Field("reference", _("Case sign"), width=6, max_length=60),
        ),
        _("The deadline goes to the stay deadlines by itself."),
    ),
    LifeStep(
        "completed",
        pgettext("form step", "Completed"),
        "answered_on",
        (Field("answered_on", _("Handed in on"), "date", required=True, width=6),),
        _("What the office called for was handed in: the deadline is settled, the form waits for the office again."),
    ),
    LifeStep(
        "decided",
        pgettext("form step", "Decided"),
        "decided_on",
        (
            Field("decided_on", _("Decided on"), "date", required=True, width=6),
            Field("decision", _("Decision"), "choice", options=options("form_decision"), required=True, width=6),
        ),
    ),
)  # fmt: skip


def step_of(name: str) -> LifeStep:
    """A step by its name."""
    return next(step for step in STEPS if step.name == name)


def take_step(
    work: Work, filled_id: str, name: str, answers: Answers, revision: int | None = None, *, another: bool = False
) -> Taken:
    """Note that a form came so far, or correct what was noted; `another` call is no correction of the one before.

    Raises Invalid, Stale, CicError (not printed yet).
    """
    work.require(Right.FILL_FORMS)
    row, step = work.get(FilledFormRow, filled_id), step_of(name)
    if row.state == "started":
        raise CicError(_("This form is not finished yet. Print it first."))
    values = read_answers(step.fields, answers)
    _check_days(row, values, clock.local(work.now).date())
    before, changes = step_columns(row), {column: value for column, value in values.items() if column not in _LETTER}
    taken = Taken(filled_id, 0, before)
    if name in ("called", "completed"):
        letter = None if another and name == "called" else _letter(work, row)
        changes, taken = _with_letter(work, row, letter, values, changes, taken)
    if name == "decided":
        taken = replace(taken, marks=_settled(work, row))
    changes["state"] = max(row.state, _STATE.get(name, row.state), key=STATES.index)
    return replace(taken, revision=work.amend(row, changes, revision).revision)


def take_back(work: Work, filled_id: str, revision: int | None = None) -> Taken:
    """The last step was not taken after all: its answers go, the call leaves the radar. Raises Stale, CicError."""
    work.require(Right.FILL_FORMS)
    row = work.get(FilledFormRow, filled_id)
    if row.state not in _STATE.values():
        raise CicError(_("There is no step to take back."))
    taken = Taken(filled_id, 0, step_columns(row))
    letter = _letter(work, row) if row.state == "called" else None
    drawn = _drawn(work, row) if row.state == "signed" else None
    if letter is not None and letter.answers["answered_on"]:
        taken = _amend_letter(work, row, taken, {"answered_on": ""})
        return replace(taken, revision=work.amend(row, {}, revision).revision)
    if letter is not None:
        stay.retire_record(work, "letter", letter.id)
        taken = replace(taken, letters=(("restore", letter.id, {}),))
    changes = {column: _EMPTY.get(column) for column in _COLUMNS[row.state]}
    if drawn is not None:
        work.retire(drawn)
        changes["pdf_sha256"] = drawn.document_sha256
        taken = replace(taken, signature=("restore", drawn.id))
    return replace(taken, revision=work.amend(row, {**changes, "state": _reached(row)}, revision).revision)


def undo_step(work: Work, taken: Taken) -> None:
    """Put everything back as it was before. Raises Stale when somebody went on in the meantime."""
    work.require(Right.FILL_FORMS)
    row = work.get(FilledFormRow, taken.filled_id)
    work.amend(row, dict(taken.before), taken.revision)
    for how, letter_id, answers in taken.letters:
        if how == "retire":
            stay.retire_record(work, "letter", letter_id)
        elif how == "restore":
            stay.restore_record(work, "letter", letter_id)
        elif record := _record(work, row.person_id, letter_id):
            stay.amend_record(work, "letter", letter_id, record.revision, answers)
    for mark_id in taken.marks:
        stay.unmark(work, mark_id)
    if taken.signature:
        how, signature_id = taken.signature
        if how == "retire":
            work.retire(work.get(SignatureRow, signature_id))
        else:
            work.bring_back(SignatureRow, signature_id)


def life_answers(read: Read, filled_id: str) -> Answers:
    """What is known of all steps, as their questions take it; the call's from its letter. Raises Missing."""
    read.require(Right.READ_CLIENTS)
    row = read.get(FilledFormRow, filled_id)
    letter = _letter(read, row)
    own = {name: str(value or "") for name, value in step_columns(row).items()}
    return own | ({name: letter.answers[name] for name in _LETTER} if letter else {})


# --- the call, among the letters of legal stay --------------------------------------------------------


def _with_letter(
    work: Work, row: FilledFormRow, letter: Any, values: Values, changes: Values, taken: Taken
) -> tuple[Values, Taken]:
    """Write the call down as a letter, correct it, or note that it was answered."""
    if "answered_on" in values:
        if letter is None:
            raise CicError(_("Note the office's call first."))
        return {}, _amend_letter(work, row, taken, {"answered_on": values["answered_on"].isoformat()})
    rule = stay.law_in_force(work).by_kind("letter")[values["kind"]][0]
    changes["complete_by"] = rule.due(values["called_on"], values["term_days"])
    changes["reference"] = values["reference"] or row.reference  # the receipt's number stands until there is a sign
    told = {
        "kind": values["kind"], "served_on": values["called_on"].isoformat(), "case_sign": values["reference"],
        "term_days": str(values["term_days"] or ""),
    }  # fmt: skip
    if letter is not None:
        return changes, _amend_letter(work, row, taken, told)
    about = {"office": row.office, "remarks": row.form_id.replace("-", "/")}
    changes["letter_id"] = made = stay.add_record(work, row.person_id, "letter", {**about, **told})
    return changes, replace(taken, letters=(("retire", made, {}),))


def _amend_letter(work: Work, row: FilledFormRow, taken: Taken, changes: Answers) -> Taken:
    letter = _letter(work, row)
    assert letter is not None
    stay.amend_record(work, "letter", letter.id, letter.revision, {**letter.answers, **changes})
    return replace(taken, letters=(("amend", letter.id, dict(letter.answers)),))


def _settled(work: Work, row: FilledFormRow) -> tuple[str, ...]:
    """What is decided needs no completing any more: the radar need not remind of it."""
    letter = _letter(work, row) if row.state == "called" else None
    if letter is None or letter.answers["answered_on"]:
        return ()
    return tuple(
        stay.mark_line(work, row.person_id, due.rule, due.due_on, "not_applicable") for due in letter.dues
    )  # fmt: skip


def _letter(read: Read, row: FilledFormRow) -> Any:
    """The call as the stay section knows it; None without one, or when it was taken off the card."""
    return _record(read, row.person_id, row.letter_id) if row.letter_id else None


def _record(read: Read, person_id: str, letter_id: str) -> Any:
    letters = stay.stay_file(read, person_id).of("letter")
    return next((record for record in letters if record.id == letter_id), None)


# --- columns ------------------------------------------------------------------------------------------

_STATE: dict[str, FormState] = {
    "signed": "signed", "submitted": "submitted", "called": "called", "decided": "decided",
}  # fmt: skip
_COLUMNS: dict[str, tuple[str, ...]] = {  # what goes when a step is taken back
    "signed": ("signed_on",),
    "submitted": ("submitted_on", "submitted_how", "office", "reference"),
    "called": ("called_on", "complete_by", "letter_id"),
    "decided": ("decided_on", "decision"),
}
_EMPTY = {"submitted_how": "", "office": "", "reference": "", "decision": ""}


def step_columns(row: FilledFormRow) -> Values:
    """What steps may change."""
    names = [name for names in _COLUMNS.values() for name in names]
    return {name: getattr(row, name) for name in (*names, "state", "pdf_sha256")}


def _drawn(read: Read, row: FilledFormRow) -> SignatureRow | None:
    """The signature of the form itself, if it was drawn on the screen."""
    found = read.rows(SignatureRow, "filled_form_id = ? AND paper = '' AND deleted_at IS NULL", (row.id,))
    return found[0] if found else None


def _reached(row: FilledFormRow) -> str:
    """The state without the last step, told by the dates that remain."""
    days = {
        "called": row.called_on, "submitted": row.submitted_on, "signed": row.signed_on, "printed": row.printed_at,
    }  # fmt: skip
    before = STATES[: STATES.index(row.state)]
    return next((state for state in reversed(before) if days.get(state)), "filled")


def _check_days(row: FilledFormRow, values: Values, today: date) -> None:
    problems = [*_ahead(values, today), *_out_of_order(row, values)]
    if problems:
        raise Invalid(*problems)


def _ahead(values: Values, today: date) -> Iterator[Problem]:
    for name in (*_DAYS, "answered_on"):
        if values.get(name) and values[name] > today:
            yield Problem(name, _("This date is in the future. Please check it."))


def _out_of_order(row: FilledFormRow, values: Values) -> Iterator[Problem]:
    """The day of this step against those of the others."""
    known = {name: getattr(row, name) for name in _DAYS}
    for name in (name for name in _DAYS if values.get(name)):
        at = _DAYS.index(name)
        earlier = [known[other] for other in _DAYS[:at] if known[other] and known[other] > values[name]]
        later = [known[other] for other in _DAYS[at + 1 :] if known[other] and known[other] < values[name]]
        if earlier:
            yield Problem(name, _("An earlier step was on {day}. Please check the date.", day=Day(max(earlier))))
        elif later:
            yield Problem(name, _("A later step was on {day}. Please check the date.", day=Day(min(later))))
    if values.get("answered_on") and row.called_on and values["answered_on"] < row.called_on:
        yield Problem("answered_on", _("The call was served on {day}. Please check the date.", day=Day(row.called_on)))
