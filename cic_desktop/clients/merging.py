"""Two records of one person made one, and taken apart again.

Nothing is lost: every row that points at the record that goes is moved to the one that stays, whatever table it
is in (the schema is asked, so a table made tomorrow comes along), and each single change is noted as a step
(table, row, column, before, after). Undoing plays the steps back. What was edited since the merge stays as it was
edited; `undo_outlook` says what that is before anybody decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from cic_desktop.clients import parts, tables
from cic_desktop.clients.doubled import PREFERRED, SAME_ROWS, SameRows
from cic_desktop.clients.history import subject_of
from cic_desktop.clients.queries import client_lines, record_revision
from cic_desktop.clients.rows import ClientLine
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Missing, Stale
from cic_desktop.core.rights import Right
from cic_desktop.db.base import stamp
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.i18n.collation import sort_key
from cic_desktop.projects.service import recount

__all__ = ["MergeLine", "Merged", "Outlook", "Pick", "merge_people", "merges_of", "undo_merge", "undo_outlook"]

Pick = Literal["kept", "gone", "both"]
Step = list[Any]  # [table, row, column, before, after]


@dataclass(frozen=True)
class Merged:
    """A merge just made."""

    id: str
    kept_id: str
    gone_id: str
    kept_number: str
    gone_number: str
    name: str


@dataclass(frozen=True)
class MergeLine:
    """A merge that can be undone, as the card and the list show it."""

    id: str
    at: str  # UTC stamp
    who: str
    gone_id: str
    gone_number: str
    gone_name: str


@dataclass(frozen=True)
class Outlook:
    """What undoing a merge would leave as it is now: `changed` are the things edited since, `added` rows put in since.

    With `blocked` it cannot be undone, and that is why.
    """

    line: MergeLine
    kept: ClientLine | None
    changed: tuple[Text, ...]
    added: int
    blocked: Text | None


# --- merging ------------------------------------------------------------------------------------------------


def merge_people(
    work: Work, kept_id: str, gone_id: str, picks: Mapping[str, Pick], revisions: tuple[int, int] | None = None
) -> Merged:
    """Make one record of two. `picks` says per field whose value stays (the kept record's unless said).

    `revisions` are those of both records as they were compared. Raises Stale, Missing, CicError.
    """
    work.require(Right.EDIT_CLIENTS)
    kept, gone = _both(work, kept_id, gone_id, revisions)
    steps = _Steps(work)
    theirs, mine = _rows(work, gone_id), _rows(work, kept_id)
    for table, column in _links(work):
        steps.set_all(table, column, gone_id, kept_id)
    for table, named, column in _LOOSE:
        steps.set_all(table, column, gone_id, kept_id, named)
    for table, rule in SAME_ROWS.items():
        _fold(steps, table, rule, mine[table], theirs[table])
    _nobody_beside_themselves(steps, kept_id)
    _one_preferred(steps, mine, theirs)
    _one_household(steps, mine, theirs, picks.get("household", "kept"))
    _take_values(steps, kept, gone, picks)
    steps.set("person", gone_id, "deleted_at", stamp(work.now))
    _recount(steps, kept_id)
    steps.taken += _move_drafts(work, gone_id, kept_id)
    made = work.add(tables.Merge(kept_id=kept_id, gone_id=gone_id, steps=json.dumps(steps.taken, ensure_ascii=False)))
    line = client_lines(work, [kept_id])[0]
    return Merged(made.id, kept_id, gone_id, line.case_number, gone["case_number"], line.name)


def _both(
    work: Work, kept_id: str, gone_id: str, revisions: tuple[int, int] | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    if kept_id == gone_id:
        raise CicError(_("Choose two different records."))
    for person_id in (kept_id, gone_id):
        work.get(tables.Person, person_id)
    if revisions and revisions != (record_revision(work, kept_id), record_revision(work, gone_id)):
        raise Stale()
    kept, gone = (_dicts(work, "SELECT * FROM person WHERE id = ?", (one,))[0] for one in (kept_id, gone_id))
    return kept, gone


class _Steps:
    """Changes rows and notes each change; the journal's triggers see them like any other."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.taken: list[Step] = []
        self._by = {"now": stamp(work.now), "who": work.actor.id}

    def set_all(self, table: str, column: str, before: Any, after: Any, where: str = "1") -> None:
        """Every row, tombstones too, whose column holds `before`."""
        found = self.work.sql(f'SELECT id FROM "{table}" WHERE "{column}" = ? AND {where} ORDER BY id', (before,))
        self.write(table, [row[0] for row in found], column, before, after)

    def set(self, table: str, row: str, column: str, after: Any) -> None:
        """One value; nothing happens when it is that already."""
        before = self.work.sql(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (row,))[0][0]
        if before != after:
            self.write(table, [row], column, before, after)

    def write(self, table: str, rows: Sequence[str], column: str, before: Any, after: Any) -> int:
        """Put `after` where `before` stands; returns how many rows that was."""
        sql = (
            f'UPDATE "{table}" SET "{column}" = :after, revision = revision + 1, updated_at = :now, updated_by = :who '
            f'WHERE id IN (SELECT value FROM json_each(:rows)) AND "{column}" IS :before'
        )
        values = {**self._by, "after": after, "before": before, "rows": json.dumps(rows)}
        self.taken += [[table, row, column, before, after] for row in rows]
        return int(self.work.raw.execute(sql, values).rowcount) if rows else 0


_LINKS = """
SELECT m.name, f."from" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
WHERE m.type = 'table' AND f."table" = 'person' ORDER BY m.name, f."from"
"""
# What leads to a person without a foreign key: (table, which of its rows, column).
_LOOSE = (
    ("attachment", "owner_table = 'person'", "owner_id"),
    ("follow_up", "about_table = 'person'", "about_id"),
    ("imported_row", "kind = 'clients'", "target_id"),
)


def _links(read: Read) -> list[tuple[str, str]]:
    """Every (table, column) with a foreign key to a person, but who went in an earlier merge."""
    return [(table, column) for table, column in read.sql(_LINKS) if (table, column) != ("merge", "gone_id")]


def _rows(read: Read, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """The living rows of a person in the tables where two of them may say the same."""
    sql = 'SELECT * FROM "{}" WHERE person_id = ? AND deleted_at IS NULL ORDER BY id'
    return {table: _dicts(read, sql.format(table), (person_id,)) for table in SAME_ROWS}


def _dicts(read: Read, sql: str, params: Sequence[Any]) -> list[dict[str, Any]]:
    cursor = read.raw.execute(sql, params)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _fold(steps: _Steps, table: str, rule: SameRows, mine: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> None:
    """Of two rows that say the same one stays, completed by the other."""
    known = {key: row for row in mine if (key := rule.key(row))}
    for row in theirs:
        twin = known.get(key) if (key := rule.key(row)) else None
        if twin is not None:
            for column, value in rule.completed(twin, row):
                steps.set(table, twin["id"], column, value)
            steps.set(table, row["id"], "deleted_at", stamp(steps.work.now))
            row["deleted_at"] = "now"


def _nobody_beside_themselves(steps: _Steps, kept_id: str) -> None:
    """What said that the two were not one, or that one looks after the other, has no sense any more."""
    now = stamp(steps.work.now)
    for table, other in (("apart_pair", "other_id"), ("guardian", "adult_id")):
        sql = f"SELECT id FROM {table} WHERE person_id = ? AND {other} = person_id AND deleted_at IS NULL"
        for (row,) in steps.work.sql(sql, (kept_id,)):
            steps.set(table, row, "deleted_at", now)
    sql = "SELECT id FROM household_member WHERE person_id = ? AND supporter_id = person_id"
    for (row,) in steps.work.sql(sql, (kept_id,)):
        steps.set("household_member", row, "supporter_id", None)
    twice = (
        "SELECT p.id FROM apart_pair p JOIN apart_pair q ON q.id < p.id AND q.deleted_at IS NULL AND "
        "min(p.person_id, p.other_id) = min(q.person_id, q.other_id) AND "
        "max(p.person_id, p.other_id) = max(q.person_id, q.other_id) "
        "WHERE p.deleted_at IS NULL AND ? IN (p.person_id, p.other_id)"
    )
    for (row,) in steps.work.sql(twice, (kept_id,)):
        steps.set("apart_pair", row, "deleted_at", now)


def _one_preferred(steps: _Steps, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
    """Of two preferred languages or telephones the kept record's stays preferred."""
    for table, kind in PREFERRED.items():
        taken = {row.get(kind) for row in mine[table] if row["preferred"]}
        for row in theirs[table]:
            if row["preferred"] and row.get(kind) in taken and not row["deleted_at"]:
                steps.set(table, row["id"], "preferred", 0)


def _one_household(steps: _Steps, mine: Mapping[str, Any], theirs: Mapping[str, Any], pick: Pick) -> None:
    """A person lives in one household: the membership that was not chosen ends today."""
    here, there = (
        [row for row in side["household_member"] if not row["left_on"] and not row["deleted_at"]]
        for side in (mine, theirs)
    )
    if here and there:
        for row in there if pick == "kept" else here:
            steps.set("household_member", row["id"], "left_on", clock.local(steps.work.now).date().isoformat())


def _take_values(steps: _Steps, kept: dict[str, Any], gone: dict[str, Any], picks: Mapping[str, Pick]) -> None:
    """The values of the card itself, as they were chosen."""
    taken = {name: gone[name] for name in parts.PERSON_COLUMNS if picks.get(name) == "gone"}
    for name in parts.PERSON_COLUMNS:
        if picks.get(name) == "both":
            taken[name] = joined(name, kept[name], gone[name])
    after = {**kept, **taken}
    taken["sort_key"] = sort_key(f"{after['surname']} {after['given']}")
    taken["complete"] = max(kept["complete"], gone["complete"])
    taken["registered_on"] = min(kept["registered_on"], gone["registered_on"])
    for column, value in taken.items():
        steps.set("person", kept["id"], column, value)


def joined(name: str, mine: str, theirs: str) -> str:
    """Both values in one: codes once each, free text one under the other."""
    if name == "needs":
        return " ".join(dict.fromkeys((*mine.split(), *theirs.split())))
    return "\n".join(dict.fromkeys(filter(None, (mine, theirs))))


def _recount(steps: _Steps, kept_id: str) -> None:
    """Help may count now, or no longer: a declaration came along."""
    counted = "SELECT id, countable FROM service_person WHERE person_id = ?"
    before = dict(steps.work.sql(counted, (kept_id,)))
    recount(steps.work, kept_id)
    after = dict(steps.work.sql(counted, (kept_id,)))
    changed = (row for row in before if before[row] != after[row])
    steps.taken += [["service_person", row, "countable", before[row], after[row]] for row in changed]


def _move_drafts(work: Work, old: str, new: str) -> list[Step]:
    """Unfinished typing follows the person; an intake of the other record waits for the merge to be undone.

    Drafts are of this machine only: on another one the step finds nothing, which is right.
    """
    mine = "(person_id = :old AND what <> 'intake') OR (person_id = '' AND instr(answers, :old))"
    keys = [row[0] for row in work.sql(f"SELECT key FROM draft WHERE {mine}", {"old": old})]
    return [["draft", key, "key", old, new] for key in keys if _rekey(work, key, old, new)]


def _rekey(work: Work, key: str, old: str, new: str) -> bool:
    """Give a draft to another person, unless they have one of the kind already."""
    sql = (
        "UPDATE OR IGNORE draft SET key = replace(key, :old, :new), person_id = replace(person_id, :old, :new), "
        "answers = replace(answers, :old, :new) WHERE key = :key"
    )
    return bool(work.raw.execute(sql, {"key": key, "old": old, "new": new}).rowcount)


# --- undoing ------------------------------------------------------------------------------------------------


def undo_merge(work: Work, merge_id: str) -> Outlook:
    """Take two records apart again; returns what stayed as it was edited since. Raises CicError, Missing."""
    work.require(Right.EDIT_CLIENTS)
    outlook = undo_outlook(work, merge_id)
    if outlook.blocked:
        raise CicError(outlook.blocked)
    merge = work.get(tables.Merge, merge_id)
    steps = _Steps(work)
    for (table, column, before, after), rows in _grouped(reversed(json.loads(merge.steps))):
        if table == "draft":
            for key in rows:
                _rekey(work, key.replace(before, after), after, before)
        else:
            steps.write(table, rows, column, after, before)
    if outlook.changed or outlook.added:
        recount(work, merge.kept_id)
        recount(work, merge.gone_id)
    work.amend(work.get(tables.Merge, merge_id), {"undone_on": clock.local(work.now).date()})
    return outlook


def _grouped(steps: Iterable[Step]) -> Iterator[tuple[tuple[Any, ...], list[str]]]:
    """Steps of one kind that follow each other, together."""
    for key, found in groupby(steps, key=lambda step: (step[0], step[2], step[3], step[4])):
        yield key, [step[1] for step in found]


def undo_outlook(read: Read, merge_id: str) -> Outlook:
    """What would come back, and what would not. Raises Missing."""
    read.require(Right.READ_CLIENTS)
    merge = read.get(tables.Merge, merge_id)
    if merge.undone_on is not None:
        raise Missing()
    rows = {step[1] for step in json.loads(merge.steps)} | {merge.kept_id, merge.gone_id}
    line = next(line for line in _merge_lines(read, "m.id = ?", (merge_id,)))
    changed, added = _since(read, merge, rows)
    kept = next(iter(client_lines(read, [merge.kept_id])), None)
    return Outlook(line, kept, changed, added, _blocked(read, merge, kept))


def _since(read: Read, merge: tables.Merge, rows: set[str]) -> tuple[tuple[Text, ...], int]:
    """What was edited since the merge on the rows it touched, and how many rows were put in for the person."""
    act = read.sql('SELECT act FROM op WHERE "row" = ? AND col IS NULL', (merge.id,))[0][0]
    edited = read.sql(
        'SELECT DISTINCT tbl, col FROM op WHERE act > ? AND col IS NOT NULL AND "row" IN '
        "(SELECT value FROM json_each(?)) ORDER BY tbl, col",
        (act, json.dumps(sorted(rows))),
    )
    added = sum(_added(read, table, column, merge.kept_id, act) for table, column in _links(read) if table != "merge")
    return tuple(dict.fromkeys(subject_of(table, column) for table, column in edited)), added


def _added(read: Read, table: str, column: str, person_id: str, act: int) -> int:
    sql = (
        f'SELECT count(*) FROM "{table}" t JOIN op o ON o."row" = t.id AND o.col IS NULL AND o.act > ? '
        f'WHERE t."{column}" = ? AND t.deleted_at IS NULL'
    )
    return int(read.sql(sql, (act, person_id))[0][0])


def _blocked(read: Read, merge: tables.Merge, kept: ClientLine | None) -> Text | None:
    """Merges are undone in their order, the last first: each played back onto what it left."""
    later = list(_merge_lines(read, "m.kept_id = ? AND m.id > ? AND m.undone_on IS NULL", (merge.kept_id, merge.id)))
    if later:
        name, number = Plain(later[-1].gone_name), Plain(later[-1].gone_number)
        return _("{name} ({number}) was merged into this record afterwards. Undo that first.", name=name, number=number)
    if kept is None:
        return _("The record that was kept has been taken out of the lists since. Put it back first.")
    if not read.sql("SELECT 1 FROM person WHERE id = ? AND deleted_at IS NOT NULL", (merge.gone_id,)):
        return _("The other record is in the lists again already, so there is nothing to undo.")
    return None


# --- looking ------------------------------------------------------------------------------------------------


def merges_of(read: Read, person_id: str) -> list[MergeLine]:
    """The records that were made one with this one and can be taken out again, the newest first."""
    read.require(Right.READ_CLIENTS)
    return list(_merge_lines(read, "m.kept_id = ? AND m.undone_on IS NULL", (person_id,)))[::-1]


def _merge_lines(read: Read, where: str, params: Sequence[Any]) -> Iterator[MergeLine]:
    sql = (
        "SELECT m.id, m.created_at, coalesce(a.name, ''), g.id, g.case_number, trim(g.surname || ' ' || g.given) "
        "FROM merge m JOIN person g ON g.id = m.gone_id LEFT JOIN account a ON a.id = m.created_by "
        f"WHERE m.deleted_at IS NULL AND {where} ORDER BY m.id"
    )
    return (MergeLine(*row) for row in read.sql(sql, params))
