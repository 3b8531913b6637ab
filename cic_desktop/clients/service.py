"""What is done to people's records: register, complete, amend parts, share a household, retire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cic_desktop.clients import parts, tables
from cic_desktop.clients.fields import INTAKE, PARTS, QUICK
from cic_desktop.clients.queries import living_id, record_revision
from cic_desktop.clients.rows import Registered
from cic_desktop.clients.rules import check_person
from cic_desktop.core import case_number, checks, clock
from cic_desktop.core.answers import MISSING, Values, read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem, Stale
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _
from cic_desktop.i18n.collation import sort_key
from cic_desktop.projects.service import recount

__all__ = [
    "RODO_VERSION", "add_part", "amend_part", "complete", "register", "restore_client", "restore_part",
    "retire_client", "retire_part",
]  # fmt: skip

RODO_VERSION = "2026-11"  # of the information sheet in resources/papers


def register(work: Work, answers: Answers, *, full: bool = False) -> Registered:
    """Put a new person in: the whole intake, or the quick questions and what else is answered.

    Raises Invalid.
    """
    work.require(Right.EDIT_CLIENTS)
    values = _read(answers, full)
    today = clock.local(work.now).date()
    person = work.add(
        tables.Person(
            **_columns(values),
            case_number=_next_case_number(work, today),
            registered_on=today,
            complete=full,
        )
    )
    _store_parts(work, person.id, values, today)
    return Registered(person.id, person.case_number, f"{person.surname} {person.given}".strip())


def complete(work: Work, person_id: str, answers: Answers, revision: int | None = None) -> Registered:
    """Take the full intake over a registered person: what is not answered is not known (any more).

    `revision` is that of the card the answers started from; one merged meanwhile is Stale, seen beside the record
    kept. Raises Invalid, Stale, Missing.
    """
    work.require(Right.EDIT_CLIENTS)
    values = _read(answers, full=True)
    person_id = living_id(work, person_id)
    person = work.get(tables.Person, person_id)
    _require_unchanged(work, person_id, revision)
    work.amend(person, {**_columns(values), "complete": True})
    _store_parts(work, person_id, values, clock.local(work.now).date())
    return Registered(person.id, person.case_number, f"{person.surname} {person.given}".strip())


def add_part(work: Work, person_id: str, kind: str, answers: Answers) -> str:
    """Add one row of a card's part (see `fields.PARTS`); returns its id."""
    work.require(Right.EDIT_CLIENTS)
    work.get(tables.Person, person_id)
    mapped, values = parts.CARD_PARTS[kind], _read_part(kind, answers)
    row = work.add(mapped.make(person_id, mapped.values(values)))
    _after(work, kind, row)
    return row.id


def amend_part(work: Work, kind: str, row_id: str, revision: int, answers: Answers) -> None:
    """Change one row of a card's part. Raises Stale when somebody was faster."""
    work.require(Right.EDIT_CLIENTS)
    mapped = parts.CARD_PARTS[kind]
    values = mapped.values(_read_part(kind, answers))
    row: Any = work.amend(work.get(mapped.table, row_id), parts.derived(mapped.table, values), revision)
    _after(work, kind, row)


def retire_part(work: Work, kind: str, row_id: str) -> None:
    """Take a row of a part off the card; its history stays."""
    work.require(Right.EDIT_CLIENTS)
    row: Any = work.retire(work.get(parts.CARD_PARTS[kind].table, row_id))
    _after(work, kind, row)


def _after(work: Work, kind: str, row: Any) -> None:
    """What else follows from a changed part: help counts from the declaration, one telephone is the best one."""
    parts.prefer(work, row)
    if kind == "participation":
        recount(work, row.person_id)


def restore_part(work: Work, kind: str, row_id: str) -> None:
    """Undo `retire_part`. Raises Missing."""
    work.require(Right.EDIT_CLIENTS)
    row: Any = work.bring_back(parts.CARD_PARTS[kind].table, row_id)
    _after(work, kind, row)


def retire_client(work: Work, person_id: str, revision: int) -> None:
    """Take a person out of the lists (a slip of registration); nothing is deleted.

    `revision` is the card's. Raises Stale, Missing, and CicError once help was recorded for the person, or while
    a course or an event has them.
    """
    work.require(Right.EDIT_CLIENTS)
    person = work.get(tables.Person, person_id)
    _require_unchanged(work, person_id, revision)
    if work.sql("SELECT 1 FROM service_person WHERE person_id = ? AND deleted_at IS NULL LIMIT 1", (person_id,)):
        raise CicError(_("Help was recorded for this person, so the record stays."))
    if work.sql(_IN_A_GROUP, {"person": person_id}):
        raise CicError(_("This person is in a course or on the list of an event. Take them out of it first."))
    work.retire(person)


# Courses and events lie in the layers above: they are read here by the names of their tables.
_IN_A_GROUP = """
SELECT 1 FROM enrolment e JOIN course c ON c.id = e.course_id
  WHERE e.person_id = :person AND e.deleted_at IS NULL AND c.deleted_at IS NULL
UNION ALL SELECT 1 FROM event_guest g JOIN event e ON e.id = g.event_id
  WHERE g.person_id = :person AND g.deleted_at IS NULL AND e.deleted_at IS NULL LIMIT 1"""


def restore_client(work: Work, person_id: str) -> None:
    """Undo `retire_client`. Raises Missing."""
    work.require(Right.EDIT_CLIENTS)
    work.bring_back(tables.Person, person_id)


def _require_unchanged(read: Read, person_id: str, revision: int | None) -> None:
    if revision is not None and revision != record_revision(read, person_id):
        raise Stale()


def _read(answers: Answers, full: bool) -> Values:
    whole = {item.name: item for step in INTAKE for item in step.fields}
    fields = whole if full else {item.name: item for item in QUICK} | {n: whole[n] for n in _answered(answers)}
    values = read_answers(fields.values(), answers)
    _require_keys(fields, values)
    check_person(values, clock.today())
    return values


def _answered(answers: Answers) -> set[str]:
    """Names of the intake's questions that have an answer, or stand in one row with one that has."""
    given = {item.name for step in INTAKE for item in step.fields if answers.get(item.name)}
    for part in parts.INTAKE_PARTS:
        if given.intersection(part.asks):
            given.update(part.asks)
    return given


def _require_keys(fields: Mapping[str, Field], values: Values) -> None:
    """A street without a town, a date without its basis of stay: raise Invalid rather than lose them."""
    alone = [part.key for part in parts.INTAKE_PARTS if not values.get(part.key) and _said(part, fields, values)]
    if alone:
        raise Invalid(*(Problem(key, MISSING) for key in alone))


def _said(part: parts.Mapped, fields: Mapping[str, Field], values: Values) -> bool:
    """Whether something of a part was typed; what is merely chosen may be a proposal of the page."""
    given = (name for name in part.asks if values.get(name))
    return any(fields[name].kind not in ("choice", "country") for name in given)


def _read_part(kind: str, answers: Answers) -> Values:
    form = next(form for form in PARTS if form.name == kind)
    values = read_answers(form.fields, answers)
    check_person(values, clock.today())
    return values


def _columns(values: Values) -> dict[str, Any]:
    taken = {name: values[name] for name in parts.PERSON_COLUMNS if name in values}
    if taken.get("pesel_status", "none") in ("", "none"):
        taken["pesel_status"] = kind_of_pesel(values)
    if values.get("pesel"):
        facts = checks.pesel(values["pesel"], today=clock.today())
        taken["birth_date"] = taken.get("birth_date") or facts.birth_date.isoformat()
        taken["sex"] = taken.get("sex") or facts.sex
    taken["sort_key"] = sort_key(f"{values['surname']} {values.get('given', '')}")
    return taken


def kind_of_pesel(values: Values) -> str:
    """What a number most likely is: UKR goes with temporary protection."""
    if not values.get("pesel"):
        return "none"
    return "UKR" if values.get("stay_title") == "temporary_protection" else "ordinary"


def _store_parts(work: Work, person_id: str, values: Values, today: date) -> None:
    for part in parts.INTAKE_PARTS:
        if part.key in values:
            parts.store(work, person_id, part, values)
    recount(work, person_id)
    parts.citizenships(work, person_id, values["citizenship"], values.get("second_citizenship", ""))
    if values.get("rodo_given") == "yes" and not _informed(work, person_id):
        language = values.get("language") or "pl"
        work.add(
            tables.Consent(
                person_id=person_id, kind="rodo_information", version=RODO_VERSION, language=language, given_on=today
            )
        )


def _informed(read: Read, person_id: str) -> bool:
    found = read.sql(
        "SELECT 1 FROM consent WHERE person_id = ? AND kind = 'rodo_information' AND deleted_at IS NULL", (person_id,)
    )
    return bool(found)


def _next_case_number(work: Work, today: date) -> str:
    """The device's next speakable number of the year; the letter keeps machines apart."""
    letter = work.sql("SELECT letter FROM site JOIN journal_state ON site.n = journal_state.site")[0][0]
    prefix = f"{letter}-{today:%y}-"
    last = work.sql(
        "SELECT case_number FROM person WHERE case_number >= ? AND case_number < ? "
        "ORDER BY length(case_number) DESC, case_number DESC LIMIT 1",
        (prefix, prefix + "~"),
    )
    serial = case_number.parse(last[0][0]).serial + 1 if last else 1
    return str(case_number.CaseNumber(letter, today.year, serial))
