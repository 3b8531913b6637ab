"""A talk that was changed, put back as it was: every row of it, down to the ticks of a list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cic_desktop import diary
from cic_desktop.assistance import tables
from cic_desktop.assistance.talks import talk_revision
from cic_desktop.core.answers import Values
from cic_desktop.core.errors import Stale
from cic_desktop.core.rights import Right
from cic_desktop.db.base import Row
from cic_desktop.db.work import Read, Work

__all__ = ["TalkBefore", "as_changed", "before_change", "put_talk_as_before"]


@dataclass(frozen=True)
class TalkBefore:
    """What a change of a talk can be undone with; `revision` is the talk's after the change."""

    id: str
    revision: int
    rows: tuple[tuple[type[Row], str, Values], ...]  # table, id, columns
    held: tuple[tuple[str, str], ...]  # (appointment, the service it became)
    after: tuple[tuple[str, str, int], ...] = ()  # table, id, revision of every row that has to do with it, changed


def before_change(read: Read, sitting_id: str) -> TalkBefore:
    """The talk as it stands."""
    read.require(Right.RECORD_HELP)
    rows = [
        (table, row.id, {name: getattr(row, name) for name in table.model_fields if name not in _STAMPS})
        for table, where in {**_OF_TALK, **_BECAME}.items()
        for row in read.rows(table, f"{where} AND deleted_at IS NULL", {"id": sitting_id})
    ]
    held = read.sql(
        f"SELECT id, service_id FROM appointment WHERE deleted_at IS NULL AND service_id IN {_SERVICES}",
        {"id": sitting_id},
    )
    return TalkBefore(sitting_id, 0, tuple(rows), tuple((one[0], one[1]) for one in held))


def as_changed(read: Read, before: TalkBefore) -> TalkBefore:
    """The same once the change is written."""
    read.require(Right.RECORD_HELP)
    return replace(before, revision=talk_revision(read, before.id), after=_revisions(read, before))


def put_talk_as_before(work: Work, before: TalkBefore) -> None:
    """Undo a change: every row of the talk as it was. Raises Stale when any was changed since, or one came to it."""
    work.require(Right.RECORD_HELP)
    if talk_revision(work, before.id) != before.revision or _revisions(work, before) != before.after:
        raise Stale()
    were = {row_id for _table, row_id, _values in before.rows}
    for table, where in _OF_TALK.items():
        for row in work.rows(table, f"{where} AND deleted_at IS NULL", {"id": before.id}):
            if row.id not in were:
                work.retire(row)
    for table, row_id, values in before.rows:
        (row,) = work.rows(table, "id = ?", (row_id,))
        work.amend(row, values)
    for appointment_id, service_id in before.held:
        diary.set_state(work, appointment_id, "held", service_id)


def _revisions(read: Read, before: TalkBefore) -> tuple[tuple[str, str, int], ...]:
    """Where each row stands that an undo would write: those of before, and those the talk has now."""
    found = {}
    for table, where in _OF_TALK.items():
        for row in read.rows(table, f"{where} AND deleted_at IS NULL", {"id": before.id}):
            found[str(table.__tablename__), row.id] = row.revision
    rows = [(str(table.__tablename__), row_id) for table, row_id, _values in before.rows]
    for name, row_id in (*rows, *(("appointment", one[0]) for one in before.held)):
        ((found[name, row_id],),) = read.sql(f"SELECT revision FROM {name} WHERE id = ?", (row_id,))
    return tuple((*key, revision) for key, revision in sorted(found.items()))


_STAMPS = frozenset({"id", "revision", "created_at", "created_by", "updated_at", "updated_by"})
_SERVICES = "(SELECT id FROM service WHERE sitting_id = :id)"
_OF_TALK: dict[type[Row], str] = {
    tables.Sitting: "id = :id",
    tables.Service: "sitting_id = :id",
    tables.SignatureLine: "sitting_id = :id",
    tables.ServicePerson: f"service_id IN {_SERVICES}",
    tables.ServicePartner: f"service_id IN {_SERVICES}",
    tables.Referral: f"service_id IN {_SERVICES}",
    tables.FollowUp: f"about_table = 'service' AND about_id IN {_SERVICES}",
}
_BECAME: dict[type[Row], str] = {  # these live on without the talk
    tables.Visit: f"service_id IN {_SERVICES}",
    tables.TranslationOrder: f"service_id IN {_SERVICES}",
}
