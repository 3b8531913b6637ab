"""The change history of one person, read from the journal: who changed what, when, from what to what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

from cic_desktop.clients import parts, tables
from cic_desktop.clients.fields import INTAKE, PARTS
from cic_desktop.clients.shown import answer_text
from cic_desktop.core.codes import options
from cic_desktop.core.fields import Field
from cic_desktop.core.rights import Right
from cic_desktop.db import journal
from cic_desktop.db.base import Privacy, metadata
from cic_desktop.db.work import Read
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.projects import projects

__all__ = ["Change", "changes_of"]

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


@dataclass(frozen=True)
class _Part:
    """How the history words one table of a person's."""

    title: Text
    fields: dict[str, Field]  # by column


def changes_of(read: Read, person_id: str, limit: int = 1000) -> list[Change]:
    """What was done to a person's record, the newest first."""
    read.require(Right.READ_CLIENTS)
    names = {line.id: line.number for line in projects(read)}
    rows = read.sql(_OPS.format(rows=_ROWS), {"person": person_id})
    changes = [change for op in _told(rows) for change in _changes(read, op, names)]
    return changes[::-1][:limit]


_ROWS = "SELECT :person" + "".join(
    f" UNION ALL SELECT id FROM {table} WHERE person_id = :person" for table in parts.TABLES_OF_PERSON
)
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
        yield _Op(datetime.fromisoformat(at), who, table, column, told, dict(before))
        before.update({column: told} if column else told)


def _changes(read: Read, op: _Op, project_names: dict[str, str]) -> Iterator[Change]:
    part = _parts().get(op.table)
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
        yield Change(op.at, op.who, "changed", subject, before, after, hidden)


def _whole(
    read: Read, op: _Op, part: _Part, what: What, values: dict[str, Any], project_names: dict[str, str]
) -> Change:
    told = [name for name, field in part.fields.items() if field.kind != "yes_no"]
    seen = [name for name in told if _may_see(read, op.table, name)]
    said = (name for name in seen if values.get(name))
    words = Joined(tuple(_told_of(part.fields[name], values[name], project_names) for name in said))
    empty = Joined(())
    before, after = (words, empty) if what == "removed" else (empty, words)
    return Change(op.at, op.who, what, part.title, before, after, len(seen) < len(told))


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
def _parts() -> dict[str, _Part]:
    """Titles and questions by table and column, from the very fields the pages ask."""
    asked = {field.name: field for step in INTAKE for field in step.fields}
    person = {name: asked[name] for name in parts.PERSON_COLUMNS if name in asked}
    person["complete"] = Field("complete", _("Intake completed"), "yes_no")
    found = {"person": _Part(_("Person"), person)}
    for form in PARTS:
        mapped = parts.CARD_PARTS[form.name]
        by_name = {field.name: field for field in form.fields}
        columns = {column: by_name[answer] for column, answer in mapped.columns.items() if answer in by_name}
        found.setdefault(str(mapped.table.__tablename__), _Part(form.title, columns))
    names = found[tables.PersonName.__tablename__]
    found[tables.PersonName.__tablename__] = _Part(_("Names"), names.fields)
    return found | _OTHERS


_OTHERS = {
    "consent": _Part(
        _("Information on personal data (RODO)"), {"given_on": Field("given_on", _("Handed over on"), "date")}
    ),
    "household_member": _Part(
        _("Household"),
        {
            "relation": Field("relation", _("Relation"), "choice", options=options("relation")),
            "left_on": Field("left_on", _("Left on"), "date"),
        },
    ),
}
