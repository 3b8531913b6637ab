"""Many people at once, as an import brings them: the rows `register` makes, without asking for what is there.

What is not known stays unanswered (only the surname must be there), so such records are to be completed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cic_desktop.clients import parts, queries, service, tables
from cic_desktop.clients.fields import INTAKE
from cic_desktop.clients.rules import check_person
from cic_desktop.core import case_number, clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.fields import Answer
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Work
from cic_desktop.projects.service import recount

__all__ = ["Further", "NewPerson", "fill_in", "read_known", "register_many"]

_FIELDS = {field.name: replace(field, required=field.name == "surname") for step in INTAKE for field in step.fields}
_WHERE_FROM = ("citizenship", "second_citizenship")
_EARLIER = "earlier"  # the wording of an information sheet nobody knows any more


@dataclass(frozen=True)
class Further:
    """One more telephone, e-mail address or citizenship than the intake asks for: a card's part and its value."""

    kind: str  # contact, email, citizenship
    value: str

    def row(self, person_id: str) -> Any:
        mapped = parts.CARD_PARTS[self.kind]
        return mapped.make(person_id, {**mapped.fixed, mapped.key: self.value})


@dataclass(frozen=True)
class NewPerson:
    """Somebody to put in: values as `read_known` gives them."""

    values: Values
    further: tuple[Further, ...] = ()
    registered_on: date | None = None
    informed_on: date | None = None  # the information on personal data was handed over


def read_known(answers: Mapping[str, Answer]) -> Values:
    """Typed values of what is answered. Raises Invalid, also for a street without a town and the like."""
    fields = {name: _FIELDS[name] for name in service._answered(dict(answers)) | {"surname"}}
    values = read_answers(fields.values(), answers)
    service._require_keys(fields, values)
    check_person(values, clock.today())
    return values


def register_many(work: Work, people: Sequence[NewPerson]) -> list[str]:
    """Put people in; returns their ids in order. Whether they are there already was asked before."""
    work.require(Right.EDIT_CLIENTS)
    today = clock.local(work.now).date()
    first = case_number.parse(service._next_case_number(work, today))
    return [
        _register(work, person, replace(first, serial=first.serial + place), today)
        for place, person in enumerate(people)
    ]


def _register(work: Work, person: NewPerson, number: case_number.CaseNumber, today: date) -> str:
    values = person.values
    made = work.add(
        tables.Person(**service._columns(values), case_number=str(number), registered_on=person.registered_on or today)
    )
    for part in parts.INTAKE_PARTS:
        if values.get(part.key):
            work.add(part.make(made.id, part.values(values)))
    for country in dict.fromkeys(filter(None, (values.get(name) for name in _WHERE_FROM))):
        work.add(tables.Citizenship(person_id=made.id, country=country))
    for further in person.further:
        work.add(further.row(made.id))
    if person.informed_on:
        language = values.get("language") or "pl"
        work.add(
            tables.Consent(
                person_id=made.id, kind="rodo_information", version=_EARLIER, language=language,
                given_on=person.informed_on,
            )
        )  # fmt: skip
    return made.id


def fill_in(
    work: Work, person_id: str, answers: Mapping[str, Answer], names: Collection[str], further: Sequence[Further]
) -> None:
    """Take some of the answers over into a record: those called `names`. Raises Invalid, Missing."""
    work.require(Right.EDIT_CLIENTS)
    person = work.get(tables.Person, person_id)
    wanted = {name: answers[name] for name in names}
    known = {name: value for name, value in queries.intake_answers(work, person_id).items() if value}
    values = read_known({**known, **wanted})
    columns = service._columns(values)
    follows = {"sort_key", *(("pesel_status", "birth_date", "sex") if "pesel" in wanted else ())}
    work.amend(person, {name: value for name, value in columns.items() if name in wanted or name in follows})
    for part in parts.INTAKE_PARTS:
        if set(wanted) & set(part.asks):
            parts.store(work, person_id, part, values)
    if set(wanted) & set(_WHERE_FROM):
        parts.citizenships(work, person_id, values.get("citizenship", ""), values.get("second_citizenship", ""))
    if {"declared_on", "project_id"} & set(wanted):
        recount(work, person_id)
    _add_missing(work, person_id, further)


def _add_missing(work: Work, person_id: str, further: Sequence[Further]) -> None:
    for item in further:
        mapped = parts.CARD_PARTS[item.kind]
        if item.value not in {getattr(row, mapped.key) for row in mapped.living(work, person_id)}:
            work.add(item.row(person_id))
