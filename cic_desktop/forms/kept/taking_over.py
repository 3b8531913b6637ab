"""Answers of a form taken over into the client's record, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cic_desktop import clients
from cic_desktop.clients.fields import INTAKE, PARTS
from cic_desktop.clients.parts import INTAKE_PARTS
from cic_desktop.clients.tables import Citizenship, Person
from cic_desktop.core.answers import Values
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.base import Row
from cic_desktop.db.work import Read, Work
from cic_desktop.forms.filling.places import Place, place_of
from cic_desktop.forms.filling.sources import CARD_ANSWERS, CITIZENSHIP, CODE_ANSWERS, Difference, restored
from cic_desktop.i18n import Joined, _

__all__ = ["Written", "undo_write_back", "write_back"]

_TABLES: tuple[type[Row], ...] = (Person, Citizenship, *dict.fromkeys(part.table for part in INTAKE_PARTS))
_Rows = Mapping[tuple[type[Row], str], Values]


@dataclass(frozen=True)
class Written:
    """What `undo_write_back` needs: the record as it was, and its revision once the answers were in it."""

    person_id: str
    revision: int
    before: _Rows


def write_back(work: Work, person_id: str, taken: Iterable[Difference], revision: int | None = None) -> Written:
    """Take answers of a form over into the client's record: exactly these, nothing else.

    `revision` is the record's when the differences were shown. Raises Invalid, which names the field, and Stale.
    """
    work.require(Right.EDIT_CLIENTS)
    person_id = clients.living_id(work, person_id)
    before = _rows(work, person_id)
    changes, places, citizenships = _sorted_out(work, person_id, taken)
    try:
        if changes:
            _complete(work, person_id, changes, revision)
        for place, answers in places:
            _write_row(work, person_id, place, answers)
    except Invalid as error:
        raise Invalid(*map(_named, error.problems)) from None
    for country in citizenships:
        clients.add_part(work, person_id, "citizenship", {"country": country})
    return Written(person_id, clients.record_revision(work, person_id), before)


def undo_write_back(work: Work, written: Written) -> None:
    """Put the record back as it was before `write_back`. Raises CicError once it was changed since."""
    work.require(Right.EDIT_CLIENTS)
    if clients.record_revision(work, written.person_id) != written.revision:
        raise CicError(_("The record was changed since. Put it right on the client's card."))
    now = _rows(work, written.person_id)
    for table, row_id in now.keys() - written.before.keys():
        work.retire(work.get(table, row_id))
    for (table, row_id), values in written.before.items():
        work.amend(work.bring_back(table, row_id), values)


def _rows(read: Read, person_id: str) -> _Rows:
    """What lives of the record, by table and id, without who wrote it and when."""
    found: dict[tuple[type[Row], str], Values] = {}
    for table in _TABLES:
        key, names = "id" if table is Person else "person_id", table.model_fields.keys() - Row.model_fields.keys()
        for row in read.rows(table, f"{key} = ? AND deleted_at IS NULL", (person_id,)):
            found[table, row.id] = {name: getattr(row, name) for name in names}
    return found


def _named(problem: Problem) -> Problem:
    """The problem with the name of its field before it: no field stands beside it here."""
    asked = [field for step in INTAKE for field in step.fields] + [field for part in PARTS for field in part.fields]
    label = next((field.label for field in asked if field.name == problem.field), None)
    return Problem(problem.field, Joined((label, problem.text), ": ") if label else problem.text)


def _sorted_out(
    work: Work, person_id: str, taken: Iterable[Difference]
) -> tuple[Answers, list[tuple[Place, dict[str, str]]], list[str]]:
    """(answers of the intake, of documents and addresses by their place, further citizenships)."""
    card, whole = clients.intake_answers(work, person_id), clients.card(work, person_id)
    changes: Answers = {}
    rows: dict[str, tuple[Place, dict[str, str]]] = {}  # by the first source of their place
    citizenships: list[str] = []
    for item in taken:
        if place := place_of(item.source):
            _place, row = rows.setdefault(next(iter(place.columns)), (place, {}))
            name = place.columns[item.source]
            known = row.get(name) or str(place.sources(whole).get(item.source) or "")
            row[name] = restored(item.prefill, known, item.answer)
        elif item.source in CODE_ANSWERS:
            changes[CODE_ANSWERS[item.source][1]] = item.answer
        elif item.source == CITIZENSHIP:
            citizenships.append(item.answer)
        else:
            name = CARD_ANSWERS[item.source]
            known = str(changes.get(name, card.get(name, "")))
            changes[name] = restored(item.prefill, known, item.answer)
    return changes, list(rows.values()), citizenships


def _complete(work: Work, person_id: str, changes: Answers, revision: int | None) -> None:
    """Take the answers into the intake; a record still to be completed stays so."""
    person = work.get(Person, person_id)
    complete = person.complete
    clients.complete(work, person_id, {**clients.intake_answers(work, person_id), **changes}, revision)
    work.amend(person, {"complete": complete})


def _write_row(work: Work, person_id: str, place: Place, answers: dict[str, str]) -> None:
    """Another number or street is another document or address beside the old one; anything else amends it."""
    card = clients.card(work, person_id)
    known = place.newest(card)
    if known and not place.renewed(known, answers):
        clients.amend_part(work, place.part, known.id, known.revision, {**known.answers, **answers})
        return
    begun = place.begun(known, answers, card.line.citizenship)
    clients.add_part(work, person_id, place.part, {**begun, **answers})
