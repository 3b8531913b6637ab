"""How answers about a person map onto rows: one table for the intake, one for the parts of a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from cic_desktop.clients import tables as t
from cic_desktop.core import clock
from cic_desktop.core.answers import Values
from cic_desktop.core.codes import code_list
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
    adds a row instead of overwriting the old one; a row with an answer in `ended_by` is history. With
    `closes` the old row ends, in that column, on the day the new one comes. An answer `beside` another one lies in
    the other's column: its codes, those of the list called as the answer, tell them apart. What is `worded` is
    answered in the Polish words of a code list, or in any others, and kept as the code where there is one.
    """

    table: type[Row]
    key: str
    columns: Mapping[str, str]
    fixed: Mapping[str, Any] = field(default_factory=dict)
    renewed_by: str = ""
    ended_by: str = ""
    closes: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)  # answer → column
    worded: Mapping[str, str] = field(default_factory=dict)  # column → code list

    @property
    def asks(self) -> tuple[str, ...]:
        """The answers it is made of."""
        return (*self.columns.values(), *self.beside)

    def values(self, values: Values) -> dict[str, Any]:
        taken = {column: values[answer] for column, answer in self.columns.items() if answer in values}
        taken |= {column: values[answer] for answer, column in self.beside.items() if values.get(answer)}
        flags = {name: value == "yes" for name, value in taken.items() if self.is_flag(name)}
        coded = {name: _code(codes, taken[name]) for name, codes in self.worded.items() if taken.get(name)}
        return {**self.fixed, **taken, **flags, **coded}

    def is_flag(self, column: str) -> bool:
        """Whether the column holds a yes or a no."""
        return self.table.model_fields[column].annotation is bool

    def living(self, read: Read, person_id: str) -> list[Row]:
        """The person's living rows of the fixed kind, the newest first."""
        fixed = "".join(f" AND {column} = :{column}" for column in self.fixed)
        where = f"person_id = :person AND deleted_at IS NULL{fixed} ORDER BY created_at DESC, id DESC"
        return read.rows(self.table, where, {"person": person_id, **self.fixed})

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
        """What the row answers, as questions take it."""
        told = {answer: getattr(row, column) for column, answer in self.columns.items()}
        flags = {
            answer: "yes" if told[answer] else "" for column, answer in self.columns.items() if self.is_flag(column)
        }
        words = {self.columns[name]: _word(codes, getattr(row, name)) for name, codes in self.worded.items()}
        return told | flags | words | self._apart(told)

    def _apart(self, told: Mapping[str, Any]) -> dict[str, Any]:
        apart: dict[str, Any] = {}
        for answer, column in self.beside.items():
            name = self.columns[column]
            own = told[name] in code_list(answer).codes
            apart |= {answer: told[name] if own else "", name: "" if own else told[name]}
        return apart


def _word(codes: str, code: str) -> str:
    return code_list(codes).label(code).render("pl")


def _code(codes: str, words: str) -> str:
    known = {option.label.render("pl").casefold(): option.code for option in code_list(codes).options()}
    return known.get(words.strip().casefold(), words)


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_VISA = {"visa_purpose": "purpose"}

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
        beside=_VISA,
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
    Mapped(t.Contact, "phone", {"value": "phone"}, {"kind": "phone"}, ended_by="valid_to"),
    Mapped(t.Contact, "email", {"value": "email"}, {"kind": "email"}, ended_by="valid_to"),
    Mapped(t.PersonLanguage, "language", {"language": "language"}, {"preferred": True}),
    Mapped(t.PersonLanguage, "second_language", {"language": "second_language"}, {"preferred": False}),
    Mapped(
        t.Address,
        "town",
        _same("street", "house", "flat", "postcode", "town", "region"),
        {"kind": "residence"},
        renewed_by="town",
        ended_by="valid_to",
        closes="valid_to",
    ),
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
    "stay": Mapped(t.Stay, "title", _same("title", "purpose", "valid_from", "valid_to", "document"), beside=_VISA),
    "document": Mapped(
        t.IdentityDocument, "number", _same("kind", "number", "country", "issuer", "issued_on", "valid_to")
    ),
    "contact": Mapped(t.Contact, "value", _same("value", "preferred", "valid_to"), {"kind": "phone"}),
    "email": Mapped(t.Contact, "value", _same("value", "preferred", "valid_to"), {"kind": "email"}),
    "address": Mapped(
        t.Address, "town",
        _same("kind", "country", "street", "house", "flat", "postcode", "town", "region", "valid_from", "valid_to"),
        worded={"region": "voivodeship"},
    ),
    "name": Mapped(t.PersonName, "surname", _same("kind", "surname", "given", "used_until")),
    "citizenship": Mapped(t.Citizenship, "country", _same("country", "valid_from", "valid_to")),
    "language": Mapped(t.PersonLanguage, "language", _same("language", "preferred")),
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
            if row is not None and part.closes:
                work.amend(row, {part.closes: clock.local(work.now).date()})
            work.add(part.make(person_id, wanted))
        else:
            work.amend(row, derived(part.table, wanted))
    elif row is not None:
        work.retire(row)


def prefer(work: Work, row: Any) -> None:
    """Of a person's telephones and addresses, and of their languages, one is the best: the one chosen last."""
    if not getattr(row, "preferred", False):
        return
    others = "person_id = ? AND preferred AND id <> ? AND deleted_at IS NULL"
    for other in work.rows(type(row), others, (row.person_id, row.id)):
        work.amend(other, {"preferred": False})


def derived(table: type[Row], values: dict[str, Any]) -> dict[str, Any]:
    """Columns that follow from others: a telephone's digits for searching."""
    if table is t.Contact and values.get("kind") == "phone":
        return {**values, "digits": "".join(filter(str.isdigit, values["value"]))}
    return values


def citizenships(work: Work, person_id: str, first: str, second: str) -> None:
    """Make the two citizenships the intake asks about the wanted ones; further ones of the card stay.

    The order counts (the first one is shown in lists) and follows the rows' ids, so rows from the first
    difference on are retired and made anew. Those given up or lost stay as they are.
    """
    there = work.rows(
        t.Citizenship, "person_id = ? AND deleted_at IS NULL AND valid_to IS NULL ORDER BY id", (person_id,)
    )
    wanted = list(dict.fromkeys(filter(None, (first, second, *(row.country for row in there[2:])))))
    same = sum(1 for _pair in takewhile(lambda pair: pair[0].country == pair[1], zip(there, wanted, strict=False)))
    for row in there[same:]:
        work.retire(row)
    for country in wanted[same:]:
        work.add(t.Citizenship(person_id=person_id, country=country))
