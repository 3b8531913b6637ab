"""How answers about a person map onto rows: one table for the intake, one for the parts of a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from sqlalchemy import select

from cic_desktop.clients import tables as t
from cic_desktop.core.answers import Values
from cic_desktop.db.base import Row
from cic_desktop.db.work import Read, Work
from cic_desktop.projects.tables import Participation

PERSON_COLUMNS = (
    "surname", "given", "sex", "birth_date", "birth_place", "birth_country", "father_name", "mother_name",
    "mother_maiden_name", "marital_status", "education", "occupation", "pesel", "pesel_status",
    "national_number", "insurance", "needs", "remarks",
)  # fmt: skip


@dataclass(frozen=True)
class Mapped:
    """A row made of some of the answers: `columns` maps column → answer; `key` must be answered.

    A different answer to `renewed_by` is a new fact of life (another permit, another passport), so it
    adds a row instead of overwriting the old one; a row with an answer in `ended_by` is history.
    """

    table: type[Row]
    key: str
    columns: Mapping[str, str]
    fixed: Mapping[str, Any] = field(default_factory=dict)
    renewed_by: str = ""
    ended_by: str = ""

    def values(self, values: Values) -> dict[str, Any]:
        taken = {column: values[answer] for column, answer in self.columns.items() if answer in values}
        return {**self.fixed, **taken}

    def living(self, read: Read, person_id: str) -> list[Row]:
        """The person's living rows of the fixed kind, the newest first."""
        model: Any = self.table
        query = select(model).where(model.person_id == person_id, model.deleted_at.is_(None))
        for column, value in self.fixed.items():
            query = query.where(getattr(model, column) == value)
        return list(read.session.scalars(query.order_by(model.created_at.desc(), model.id.desc())))

    def first(self, read: Read, person_id: str) -> Row | None:
        """The row the intake amends."""
        rows = self.living(read, person_id)
        return next((row for row in rows if not (self.ended_by and getattr(row, self.ended_by))), None)

    def make(self, person_id: str, wanted: Mapping[str, Any]) -> Row:
        """A new row of the person's."""
        model: Any = self.table
        made: Row = model(person_id=person_id, **derived(self.table, dict(wanted)))
        return made

    def renewed(self, row: Row, wanted: Mapping[str, Any]) -> bool:
        name = self.renewed_by
        return bool(name and wanted.get(name) and getattr(row, name) and getattr(row, name) != wanted[name])

    def answers(self, row: Row) -> dict[str, Any]:
        return {answer: getattr(row, column) for column, answer in self.columns.items()}


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


INTAKE_PARTS: tuple[Mapped, ...] = (
    Mapped(
        t.PersonName,
        "original_surname",
        {"surname": "original_surname", "given": "original_given"},
        {"kind": "original"},
    ),
    Mapped(t.PersonName, "former_surname", {"surname": "former_surname"}, {"kind": "former"}),
    Mapped(t.PersonName, "birth_surname", {"surname": "birth_surname"}, {"kind": "birth"}),
    Mapped(
        t.Stay,
        "stay_title",
        {
            "title": "stay_title",
            "purpose": "stay_purpose",
            "valid_from": "stay_valid_from",
            "valid_to": "stay_valid_to",
        },
        renewed_by="title",
    ),
    Mapped(
        t.IdentityDocument,
        "document_number",
        {
            "kind": "document_kind",
            "number": "document_number",
            "country": "document_country",
            "valid_to": "document_valid_to",
        },
        renewed_by="number",
    ),
    Mapped(t.Contact, "phone", {"value": "phone"}, {"kind": "phone"}),
    Mapped(t.Contact, "email", {"value": "email"}, {"kind": "email"}),
    Mapped(t.PersonLanguage, "language", {"language": "language"}, {"preferred": True}),
    Mapped(t.PersonLanguage, "second_language", {"language": "second_language"}, {"preferred": False}),
    Mapped(t.Address, "town", _same("street", "house", "flat", "postcode", "town", "region"), {"kind": "residence"}),
    Mapped(
        Participation,
        "project_id",
        _same("project_id", "enrolled_on", "declared_on", "eligibility_document", "eligibility_valid_to"),
        renewed_by="project_id",
        ended_by="exited_on",
    ),
)

TABLES_OF_PERSON = (
    "person_name", "citizenship", "identity_document", "stay", "address", "contact", "person_language",
    "consent", "participation", "household_member",
)  # fmt: skip
"""Every table whose rows hang on a person's card by `person_id`."""

CARD_PARTS: dict[str, Mapped] = {
    "stay": Mapped(t.Stay, "title", _same("title", "purpose", "valid_from", "valid_to", "document")),
    "document": Mapped(t.IdentityDocument, "number", _same("kind", "number", "country", "valid_to")),
    "contact": Mapped(t.Contact, "value", _same("value"), {"kind": "phone"}),
    "email": Mapped(t.Contact, "value", _same("value"), {"kind": "email"}),
    "address": Mapped(
        t.Address, "town", _same("kind", "country", "street", "house", "flat", "postcode", "town", "region")
    ),
    "name": Mapped(t.PersonName, "surname", _same("surname", "given"), {"kind": "other"}),
    "citizenship": Mapped(t.Citizenship, "country", _same("country")),
    "language": Mapped(t.PersonLanguage, "language", _same("language")),
    "participation": Mapped(
        Participation,
        "project_id",
        _same(
            "project_id", "enrolled_on", "declared_on", "eligibility_document", "eligibility_valid_to",
            "exited_on", "exit_reason",
        ),
    ),
}  # fmt: skip


def store(work: Work, person_id: str, part: Mapped, values: Values) -> None:
    """Amend the person's row of this mapping, add it, or retire it when its key is no longer answered."""
    row = part.first(work, person_id)
    wanted = part.values(values)
    if values.get(part.key):
        if row is None or part.renewed(row, wanted):
            work.add(part.make(person_id, wanted))
        else:
            work.amend(row, derived(part.table, wanted))
    elif row is not None:
        work.retire(row)


def derived(table: type[Row], values: dict[str, Any]) -> dict[str, Any]:
    """Columns that follow from others: a telephone's digits for searching."""
    if table is t.Contact and values.get("kind") == "phone":
        return {**values, "digits": "".join(filter(str.isdigit, values["value"]))}
    return values


def citizenships(work: Work, person_id: str, first: str, second: str) -> None:
    """Make the two citizenships the intake asks about the wanted ones; further ones of the card stay.

    The order counts (the first one is shown in lists) and follows the rows' ids, so rows from the first
    difference on are retired and made anew.
    """
    model: Any = t.Citizenship
    query = select(model).where(model.person_id == person_id, model.deleted_at.is_(None)).order_by(model.id)
    there = list(work.session.scalars(query))
    wanted = list(dict.fromkeys(filter(None, (first, second, *(row.country for row in there[2:])))))
    same = sum(1 for _pair in takewhile(lambda pair: pair[0].country == pair[1], zip(there, wanted, strict=False)))
    for row in there[same:]:
        work.retire(row)
    for country in wanted[same:]:
        work.add(t.Citizenship(person_id=person_id, country=country))
