"""What is done with forms: keep a filled one with its client, mark it printed, keep the office's blank."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cic_desktop import clients
from cic_desktop.clients.tables import Person
from cic_desktop.core.errors import Stale
from cic_desktop.core.fields import Answer
from cic_desktop.core.rights import Right
from cic_desktop.db.base import stamp
from cic_desktop.db.blobs import keep_bytes
from cic_desktop.db.work import Work
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.kept.blanks import Recognised, recognise
from cic_desktop.forms.kept.life import FormState
from cic_desktop.forms.kept.tables import FilledFormRow
from cic_desktop.forms.pdf import FilledForm

__all__ = [
    "Started", "keep_blank", "mark_printed", "restore_form", "retire_form", "save_filled", "save_started",
]  # fmt: skip


@dataclass(frozen=True)
class Started:
    """An unfinished form in the register, as it was seen: whoever goes on with it must not lose a colleague's typing.

    `id` is "" for one that is not in the register yet; `pack` the id of the forms filled together with it.
    """

    id: str = ""
    revision: int = 0
    step: int = 0
    language: str = ""
    pack: str = ""


def save_filled(
    work: Work,
    person_id: str,
    definition: Definition,
    answers: Mapping[str, Answer],
    filled: FilledForm,
    state: FormState = "filled",
    *,
    on_blank: bool = False,
    started: Started = Started(),
) -> str:
    """Keep a filled form with its client: answers that apply, edition, the very bytes. Returns its id.

    `started` is the unfinished one it grew from. Raises Stale when a colleague went on with that one.
    """
    work.require(Right.FILL_FORMS)
    person_id = clients.living_id(work, person_id)  # the record may have been merged while the form was filled
    work.get(Person, person_id)
    asked = {question.name for question in definition.applicable(answers)}
    kept = {name: answer for name, answer in answers.items() if name in asked and answer}
    values = {
        "form_id": definition.info.id,
        "edition": filled.edition,
        "answers": json.dumps(kept, ensure_ascii=False, sort_keys=True),
        "pdf_sha256": keep_bytes(work, filled.pdf),
        "on_blank": on_blank,
        "state": state,
        "printed_at": work.now if state == "printed" else None,
        "language": started.language,
        "pack": started.pack,
    }
    row_id = _keep(work, person_id, values, started)
    if state == "printed":
        work.note("print", "filled_form", row_id)
    return row_id


def save_started(
    work: Work, person_id: str, definition: Definition, answers: Mapping[str, Answer], started: Started
) -> str:
    """Keep an unfinished form in the register, for any colleague to go on with on any machine. Returns its id.

    Every answer is kept, also to questions that do not apply at the moment. Raises Stale.
    """
    work.require(Right.FILL_FORMS)
    person_id = clients.living_id(work, person_id)
    work.get(Person, person_id)
    kept = {name: answer for name, answer in answers.items() if answer}
    values = {
        "form_id": definition.info.id,
        "edition": definition.info.edition,
        "answers": json.dumps(kept, ensure_ascii=False, sort_keys=True),
        "state": "started",
        "step": started.step,
        "language": started.language,
    }
    return _keep(work, person_id, values, started)


def _keep(work: Work, person_id: str, values: dict[str, Any], started: Started) -> str:
    """A new row, or the next state of the one that was started."""
    if not started.id:
        return work.add(FilledFormRow(person_id=person_id, **values)).id
    row = work.get(FilledFormRow, started.id)
    if row.state != "started":  # a colleague printed it meanwhile
        raise Stale()
    return work.amend(row, values, started.revision).id


def retire_form(work: Work, filled_id: str) -> None:
    """Take a form out of the lists: begun or filled by mistake. Its bytes and its history stay."""
    work.require(Right.FILL_FORMS)
    work.retire(work.get(FilledFormRow, filled_id))


def restore_form(work: Work, filled_id: str) -> None:
    """Undo `retire_form`."""
    work.require(Right.FILL_FORMS)
    work.bring_back(FilledFormRow, filled_id)


def mark_printed(work: Work, filled_id: str) -> None:
    """A kept form went to paper (again); what it is stays, the audit says when and by whom."""
    work.require(Right.FILL_FORMS)
    row = work.get(FilledFormRow, filled_id)
    changes = {"printed_at": row.printed_at or work.now}
    work.amend(row, {**changes, "state": "printed"} if row.state == "filled" else changes)
    work.note("print", "filled_form", filled_id)


def keep_blank(work: Work, definition: Definition, pdf: bytes) -> Recognised:
    """Keep the office's blank to print on, in place of the one before. CicError says why it cannot be used.

    Forms of many clients go out on it, and no journal tells who chose it: the audit does.
    """
    work.require(Right.FILL_FORMS)
    found = recognise(definition, pdf)
    work.raw.execute(
        "INSERT OR REPLACE INTO form_blank (form_id, sha256, known, added_at) VALUES (?, ?, ?, ?)",
        (definition.info.id, keep_bytes(work, pdf), int(found.status != "unknown"), stamp(work.now)),
    )
    work.note("keep a blank", "form_blank", definition.info.id, found.sha256)
    return found
