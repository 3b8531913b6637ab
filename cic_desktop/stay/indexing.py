"""Deadlines kept ready: what an act touched is reckoned anew before it is committed, so that a list is only looked up.

The table is local to the machine and no part of the journal: it can be made again from the rows at any time.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from hashlib import sha256
from typing import Any

from cic_desktop.db.changes import Changes
from cic_desktop.paths import data_root

__all__ = ["ensure_index", "is_current", "rebuild_index", "reindex"]

VERSION = 1  # raise it when sources or this table change: the index is then made again
DDL: tuple[str, ...] = (
    """CREATE TABLE stay_due (
        rule TEXT NOT NULL, due_on TEXT NOT NULL, sort_key TEXT NOT NULL, person_id TEXT NOT NULL, ref TEXT NOT NULL,
        start TEXT NOT NULL, hint TEXT NOT NULL, language TEXT NOT NULL, citizenship TEXT NOT NULL,
        since TEXT NOT NULL, PRIMARY KEY (rule, due_on, sort_key, person_id, ref)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX stay_due_person ON stay_due (person_id)",
    "CREATE TABLE stay_stamp (version TEXT NOT NULL) STRICT",
)
FOR_EVER = "9999-12-31"  # a line that was dealt with does not come back
_LAW = (("law", "stay_rules.toml"), ("codes", "proceeding_kind.toml"))  # what the program brings of the law
_TABLES = (
    "stay", "identity_document", "proceeding", "letter", "stay_event", "crossing", "person_language", "citizenship",
    "radar_mark",
)  # fmt: skip
_CHUNK = 500


def reindex(raw: Any, changes: Changes) -> None:
    """Reckon anew for everybody an act touched; for the whole register when the rules changed."""
    if changes.touches(("stay_rule",)):
        _fill(raw, None)
        return
    if not changes.touches((*_TABLES, "person", "merge")):
        return
    people = changes.ids("person")
    for table in _TABLES:
        people |= _owners(raw, f"SELECT person_id FROM {table}", changes.ids(table))
    people |= _owners(raw, "SELECT kept_id FROM merge", changes.ids("merge"))
    touched = sorted(people)
    for start in range(0, len(touched), _CHUNK):
        _fill(raw, touched[start : start + _CHUNK])


def is_current(raw: Any) -> bool:
    """Whether the index is there, made by these rules."""
    there = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'stay_stamp'").fetchone()
    return bool(there) and raw.execute("SELECT version FROM stay_stamp").fetchall() == [(_version(),)]


def ensure_index(raw: Any) -> None:
    """Make the index when it is missing or was made by other rules."""
    if not is_current(raw):
        rebuild_index(raw)


def rebuild_index(raw: Any) -> None:
    """Make the whole index from the rows."""
    raw.execute("BEGIN IMMEDIATE")
    try:
        for table in ("stay_due", "stay_stamp"):
            raw.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in DDL:
            raw.execute(statement)
        _fill(raw, None)
        raw.execute("INSERT INTO stay_stamp VALUES (?)", (_version(),))
        raw.execute("COMMIT")
    except BaseException:
        raw.execute("ROLLBACK")
        raise


def _version() -> str:
    files = b"".join((data_root() / "resources").joinpath(*path).read_bytes() for path in _LAW)
    return f"{VERSION} {sha256(files).hexdigest()}"


def _owners(raw: Any, select: str, ids: Collection[str]) -> set[str]:
    if not ids:
        return set()
    rows = raw.execute(f"{select} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),))
    return {row[0] for row in rows}


def _fill(raw: Any, people: Collection[str] | None) -> None:
    """Put the deadlines of these people, or of everybody, in place of what stood there."""
    narrowed = "" if people is None else " WHERE person_id IN (SELECT value FROM json_each(?))"
    raw.execute(f"DELETE FROM stay_due{narrowed}", () if people is None else (json.dumps(list(people)),))
    raw.executemany("INSERT OR IGNORE INTO stay_due VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _lines(raw, people))


def _lines(raw: Any, people: Collection[str] | None) -> Iterator[tuple[str, ...]]:
    from cic_desktop.stay.law import law_of
    from cic_desktop.stay.sources import dues

    who, away = _who(raw, people), _away(raw, people)
    for line in dues(raw, law_of(raw), people):
        if line.person_id in who:
            key, language, citizenship = who[line.person_id]
            day, start = line.due_on.isoformat(), line.start.isoformat()
            since = max(away.get((line.person_id, line.rule, day), ""), line.since.isoformat() if line.since else "")
            yield line.rule, day, key, line.person_id, line.ref, start, line.hint, language, citizenship, since


_WHO = """
SELECT p.id, p.sort_key,
  coalesce((SELECT language FROM person_language l WHERE l.person_id = p.id AND l.deleted_at IS NULL
            ORDER BY l.preferred DESC, l.id LIMIT 1), ''),
  coalesce((SELECT country FROM citizenship c WHERE c.person_id = p.id AND c.deleted_at IS NULL
            ORDER BY c.id LIMIT 1), '')
FROM person p WHERE p.deleted_at IS NULL"""
_MARKS = "SELECT person_id, rule, due_on, state, later_on FROM radar_mark WHERE deleted_at IS NULL"


def _who(raw: Any, people: Collection[str] | None) -> dict[str, tuple[str, str, str]]:
    """Living records: name to sort by, language and citizenship."""
    return {row[0]: row[1:] for row in _narrowed(raw, _WHO, "p.id", "", people)}


def _away(raw: Any, people: Collection[str] | None) -> dict[tuple[str, str, str], str]:
    """Lines dealt with or put off, each with the day it comes back; the newest word counts."""
    rows = _narrowed(raw, _MARKS, "person_id", " ORDER BY created_at, id", people)
    return {
        (person_id, rule, due_on): (later_on or "") if state == "later" else FOR_EVER
        for person_id, rule, due_on, state, later_on in rows
    }


def _narrowed(raw: Any, select: str, column: str, order: str, people: Collection[str] | None) -> list[Any]:
    if people is None:
        return list(raw.execute(select + order))
    where = f" AND {column} IN (SELECT value FROM json_each(?))"
    return list(raw.execute(select + where + order, (json.dumps(list(people)),)))
