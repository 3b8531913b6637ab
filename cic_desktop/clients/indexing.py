"""Keeping the find box true: what an act touched is indexed anew before it is committed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cic_desktop.clients import search
from cic_desktop.db.changes import Changes

__all__ = ["ensure_index", "is_current", "rebuild_index", "reindex"]

is_current = search.is_current

_PERSON_TABLES = ("person_name", "contact", "identity_document")


def reindex(raw: Any, changes: Changes) -> None:
    """Index anew every person an act touched, directly or through a name, a number, a document."""
    people = changes.ids("person")
    for table in _PERSON_TABLES:
        for chunk in _chunks(sorted(changes.ids(table))):
            marks = ",".join("?" * len(chunk))
            people |= {row[0] for row in raw.execute(f"SELECT person_id FROM {table} WHERE id IN ({marks})", chunk)}
    for chunk in _chunks(sorted(changes.ids("merge"))):
        marks = ",".join("?" * len(chunk))
        people |= {row[0] for row in raw.execute(f"SELECT kept_id FROM merge WHERE id IN ({marks})", chunk)}
    for chunk in _chunks(sorted(people)):
        there = dict(_entries(raw, f"AND p.id IN ({','.join('?' * len(chunk))})", chunk))
        for person_id in chunk:
            if person_id in there:
                search.put(raw, person_id, there[person_id])
            else:
                search.remove(raw, person_id)


def ensure_index(raw: Any) -> None:
    """Make the index when it is missing or was made by other rules of folding."""
    if not is_current(raw):
        rebuild_index(raw)


def rebuild_index(raw: Any) -> None:
    """Make the whole index from the rows."""
    raw.execute("BEGIN IMMEDIATE")
    try:
        search.rebuild(raw, _entries(raw, "", ()))
        raw.execute("COMMIT")
    except BaseException:
        raw.execute("ROLLBACK")
        raise


# The name and the numbers of a record that was merged into this one still find it: they stand on papers handed out.
_MERGED = (
    "(SELECT group_concat({}, char(10)) FROM merge m JOIN person g ON g.id = m.gone_id "
    "WHERE m.kept_id = p.id AND m.undone_on IS NULL)"
)


def _entries(raw: Any, where: str, params: Iterable[str]) -> Iterator[tuple[str, search.Entry]]:
    sql = f"""
    SELECT p.id, p.sort_key, p.birth_date, p.surname, p.given, p.case_number, p.pesel, p.national_number,
      (SELECT group_concat(trim(n.surname || ' ' || n.given), char(10)) FROM person_name n
       WHERE n.person_id = p.id AND n.deleted_at IS NULL),
      (SELECT group_concat(k.digits, char(10)) FROM contact k
       WHERE k.person_id = p.id AND k.deleted_at IS NULL AND k.digits <> ''),
      (SELECT group_concat(d.series || d.number, char(10)) FROM identity_document d
       WHERE d.person_id = p.id AND d.deleted_at IS NULL),
      {_MERGED.format("trim(g.surname || ' ' || g.given)")},
      {_MERGED.format("g.case_number || char(10) || g.pesel || char(10) || g.national_number")}
    FROM person p WHERE p.deleted_at IS NULL {where}"""
    for row in raw.execute(sql, tuple(params)):
        person_id, key, birth, surname, given, case, pesel, national, names, phones, documents, was, had = row
        yield (
            person_id,
            search.Entry(
                names=(f"{surname} {given}".strip(), *_lines(names), *_lines(was)),
                numbers=tuple(filter(None, (pesel, national, case, *_lines(phones), *_lines(documents), *_lines(had)))),
                birth=birth or "",
                sort_key=key,
            ),
        )


def _lines(joined: str | None) -> list[str]:
    return [line for line in (joined or "").split("\n") if line]


def _chunks(items: list[str], size: int = 500) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
