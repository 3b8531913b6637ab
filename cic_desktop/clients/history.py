"""The change history of one person, read from the journal: who changed what, when, from what to what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from cic_desktop.clients import parts, tables
from cic_desktop.clients.fields import INTAKE, PARTS
from cic_desktop.clients.shown import answer_text
from cic_desktop.core.codes import options
from cic_desktop.core.fields import Field, Option
from cic_desktop.core.rights import Right
from cic_desktop.db import journal
from cic_desktop.db.base import Privacy, metadata
from cic_desktop.db.work import Read
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.projects import projects

__all__ = ["Change", "Earlier", "HistoryPart", "changes_of", "earlier_of", "subject_of"]

_NONE = Plain("—")
What = Literal["added", "changed", "removed", "restored"]


@dataclass(frozen=True)
class Change:
    """One thing somebody did to a person's record.

    `subject` names what was touched (Telephone, Basis of stay, Surname); `before` is empty for a new row.
    A hidden change is one whose values the reader's role may not see.
    """

    at: datetime
    who: str
    what: What
    subject: Text
    before: Text
    after: Text
    hidden: bool = False
    table: str = ""
    row_id: str = ""
    column: str = ""  # of a changed value


@dataclass(frozen=True)
class HistoryPart:
    """How the history words one table of a person's; `closed` tells that something happened, never what."""

    title: Text
    fields: dict[str, Field]  # by column
    rows: str = ""  # SQL for the ids of the person's rows where they do not hang on `person_id`
    closed: bool = False


@dataclass(frozen=True)
class Earlier:
    """What stood in a record before it was changed or taken off: kept in sight with its last day."""

    table: str
    row_id: str
    column: str  # empty for a whole row
    subject: Text
    words: Text
    until: datetime
    who: str


def changes_of(
    read: Read, person_id: str, limit: int = 1000, more: Mapping[str, HistoryPart] = MappingProxyType({})
) -> list[Change]:
    """What was done to a person's record, the newest first; `more` are tables of other features."""
    read.require(Right.READ_CLIENTS)
    names = {line.id: line.number for line in projects(read)}
    known = _parts() | dict(more)
    rows = read.sql(_OPS.format(rows=_rows(more)), {"person": person_id})
    changes = [change for op in _told(rows) for change in _changes(read, op, known, names)]
    changes = sorted((*changes, *_merges(read, person_id)), key=lambda change: change.at)
    return changes[::-1][:limit]


def _merges(read: Read, person_id: str) -> Iterator[Change]:
    """Other records that were made one with this one, and those taken out again."""
    nothing, subject = Joined(()), _("Another record of the same person")
    for row_id, made, by, undone, undone_by, number, name in read.sql(_MERGES, (person_id,)):
        words = Joined((Plain(number), Plain(name)))
        yield Change(datetime.fromisoformat(made), by, "added", subject, nothing, words, False, "merge", row_id)
        if undone:
            at = datetime.fromisoformat(undone)
            yield Change(at, undone_by, "removed", subject, words, nothing, False, "merge", row_id)


_MERGES = """
SELECT m.id, m.created_at, coalesce(a.name, ''), CASE WHEN m.undone_on IS NOT NULL THEN m.updated_at END,
  coalesce(b.name, ''), g.case_number, trim(g.surname || ' ' || g.given)
FROM merge m JOIN person g ON g.id = m.gone_id
LEFT JOIN account a ON a.id = m.created_by LEFT JOIN account b ON b.id = m.updated_by
WHERE m.kept_id = ? AND m.deleted_at IS NULL ORDER BY m.id
"""


def earlier_of(read: Read, person_id: str) -> list[Earlier]:
    """Values of the record that hold no more, the latest first."""
    return [
        Earlier(change.table, change.row_id, change.column, change.subject, change.before, change.at, change.who)
        for change in changes_of(read, person_id)
        if change.what in ("changed", "removed") and not change.hidden and _is_told(change.before)
    ]


def subject_of(table: str, column: str) -> Text:
    """What a column is about, in words: Surname, or Telephone; the table's own name where nobody worded it."""
    part = _parts().get(table)
    if part is None:
        return _("help, appointments and papers")
    field = part.fields.get(column)
    return field.label if field and table == "person" else part.title


def _is_told(words: Text) -> bool:
    return words.render("en") not in ("", _NONE.text)


def _rows(more: Mapping[str, HistoryPart]) -> str:
    """SQL for the ids of every row whose history is told."""
    plain = [*parts.TABLES_OF_PERSON, *(table for table, part in more.items() if not part.rows)]
    found = [f"SELECT id FROM {table} WHERE person_id = :person" for table in plain]
    return " UNION ALL ".join(["SELECT :person", *found, *(part.rows for part in more.values() if part.rows)])


_OPS = """
SELECT a.at, coalesce((SELECT name FROM account WHERE account.id = a.who), ''), o.tbl, o."row", o.col, o.val
FROM op o JOIN act a ON a.n = o.act WHERE o."row" IN ({rows}) ORDER BY o.hlc, o.site, o.n
"""


@dataclass(frozen=True)
class _Op:
    """One op with the values of its row just before it."""

    at: datetime
    who: str
    table: str
    row: str
    column: str | None
    value: Any
    known: dict[str, Any]


def _told(rows: Sequence[tuple[Any, ...]]) -> Iterator[_Op]:
    known: dict[str, dict[str, Any]] = {}
    for at, who, table, row, column, value in rows:
        before = known.setdefault(row, {})
        told: Any = json.loads(value) if value is not None else None
        if column is None:
            told = dict(zip(journal.columns(metadata.tables[table]), told or (), strict=False))
        yield _Op(datetime.fromisoformat(at), who, table, row, column, told, dict(before))
        before.update({column: told} if column else told)


def _changes(read: Read, op: _Op, known: Mapping[str, HistoryPart], project_names: dict[str, str]) -> Iterator[Change]:
    part = known.get(op.table)
    if part is None:
        return
    if op.column is None:
        yield _whole(read, op, part, "added", op.value, project_names)
    elif op.column == "deleted_at":
        what: What = "removed" if op.value else "restored"
        yield _whole(read, op, part, what, op.known, project_names)
    elif op.column in part.fields:
        field, hidden = part.fields[op.column], not _may_see(read, op.table, op.column)
        before = _shown(field, op.known.get(op.column), project_names, hidden)
        subject = Joined((part.title, field.label)) if op.table != "person" else field.label
        after = _shown(field, op.value, project_names, hidden)
        yield Change(op.at, op.who, "changed", subject, before, after, hidden, op.table, op.row, op.column)


def _whole(
    read: Read, op: _Op, part: HistoryPart, what: What, values: dict[str, Any], project_names: dict[str, str]
) -> Change:
    told = [name for name, field in part.fields.items() if field.kind != "yes_no"]
    seen = [name for name in told if _may_see(read, op.table, name)]
    said = (name for name in seen if values.get(name))
    words = Joined(tuple(_told_of(part.fields[name], values[name], project_names) for name in said))
    empty = Joined(())
    before, after = (words, empty) if what == "removed" else (empty, words)
    hidden = part.closed or len(seen) < len(told)
    return Change(op.at, op.who, what, part.title, before, after, hidden, op.table, op.row)


def _told_of(field: Field, value: Any, project_names: dict[str, str]) -> Text:
    """A value among others; a bare date would not say which of them it is."""
    words = _shown(field, value, project_names)
    return Joined((field.label, words), ": ") if field.kind == "date" else words


def _shown(field: Field, value: Any, project_names: dict[str, str], hidden: bool = False) -> Text:
    if hidden:
        return _("not for your role")
    if field.name == "project_id":
        value = project_names.get(value, value)
    if field.kind == "yes_no" and value is not None:
        value = "yes" if value else "no"
    if value in (None, ""):
        return _NONE
    if field.kind == "choices":
        return answer_text(field, str(value).split())
    return answer_text(field, str(value))


def _may_see(read: Read, table: str, column: str) -> bool:
    privacy = metadata.tables[table].columns[column].info.get("privacy", Privacy.ORDINARY)
    return privacy != Privacy.SECRET or read.may(Right.READ_SECRETS)


@lru_cache(maxsize=1)
def _parts() -> dict[str, HistoryPart]:
    """Titles and questions by table and column, from the very fields the pages ask."""
    asked = {field.name: field for step in INTAKE for field in step.fields}
    person = {name: asked[name] for name in parts.PERSON_COLUMNS if name in asked}
    person["complete"] = Field("complete", _("Intake completed"), "yes_no")
    found = {"person": HistoryPart(_("Person"), person)}
    for form in PARTS:
        mapped = parts.CARD_PARTS[form.name]
        by_name = {field.name: field for field in form.fields}
        columns = {column: by_name[answer] for column, answer in mapped.columns.items() if answer in by_name}
        for answer, column in mapped.beside.items():
            both = (*columns[column].options, *by_name[answer].options)
            columns[column] = replace(columns[column], options=both)
        for column, codes in mapped.worded.items():
            columns[column] = replace(columns[column], options=options(codes))
        found.setdefault(str(mapped.table.__tablename__), HistoryPart(form.title, columns))
    names = found[tables.PersonName.__tablename__]
    found[tables.PersonName.__tablename__] = HistoryPart(_("Names"), names.fields)
    return found | _OTHERS


_INFORMATION = (
    Option("rodo_information", _("Information on personal data (RODO)")),
    Option("protection_standards", _("Protection standards")),
)
_OTHERS = {
    "consent": HistoryPart(
        _("Information given"),
        {
            "kind": Field("kind", _("Kind"), "choice", options=_INFORMATION),
            "given_on": Field("given_on", _("Handed over on"), "date"),
        },
    ),
    "household_member": HistoryPart(
        _("Household"),
        {
            "relation": Field("relation", _("Relation"), "choice", options=options("relation")),
            "dependant": Field("dependant", _("Supported by the family"), "yes_no"),
            "joined_on": Field("joined_on", _("Moved in on"), "date"),
            "left_on": Field("left_on", _("Left on"), "date"),
        },
    ),
}
