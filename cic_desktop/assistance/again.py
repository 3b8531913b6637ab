"""The same help once more: what was given last to a client, a family or a group, to be given again today."""

from __future__ import annotations

from dataclasses import dataclass

from cic_desktop.assistance.queries import service_line, services_of
from cic_desktop.assistance.rows import ServiceLine
from cic_desktop.core.errors import Missing
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read

__all__ = ["Again", "same_again"]


@dataclass(frozen=True)
class Again:
    """A service to repeat, and everybody it was given to."""

    line: ServiceLine
    person_ids: tuple[str, ...]


def same_again(read: Read, service_id: str = "", person_id: str = "") -> Again:
    """A service by its id, else the last one given to a person, with all who took part. Raises Missing."""
    read.require(Right.READ_CLIENTS)
    last = (
        service_line(read, service_id)
        if service_id
        else next(iter(services_of(read, person_id, 1, by_hand=True)), None)
    )
    if last is None:
        raise Missing()
    people = read.sql(
        "SELECT q.person_id FROM service_person q JOIN person p ON p.id = q.person_id AND p.deleted_at IS NULL "
        "WHERE q.service_id = ? AND q.deleted_at IS NULL ORDER BY q.id",
        (last.id,),
    )
    return Again(last, tuple(row[0] for row in people))
