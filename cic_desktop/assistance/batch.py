"""Help given before the program was there, as an import brings it: what nobody asked then is not asked now.

The day, the minutes, the place and the topic are needed as ever; a kind's own questions may stay open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cic_desktop.assistance import service, tables
from cic_desktop.assistance.fields import SERVICE
from cic_desktop.assistance.kinds import kind
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Work

__all__ = ["PastHelp", "amend_past", "read_past", "record_past"]


@dataclass(frozen=True)
class PastHelp:
    """One service given: values of its talk, its own values, and the kind's details."""

    kind: str
    talk: Values
    common: Values
    details: Values


def read_past(code: str, answers: Answers) -> PastHelp:
    """The answers read; raises Invalid with everything that is wrong."""
    problems: list[Problem] = []
    read: list[Values] = []
    own = tuple(replace(field, required=False) for field in kind(code).fields if field.name in answers)
    for look in (lambda: service.check_sitting(answers), *(_reader(fields, answers) for fields in (SERVICE, own))):
        try:
            read.append(look())
        except Invalid as error:
            problems.extend(problem for problem in error.problems if problem not in problems)
    if problems:
        raise Invalid(*problems)
    return PastHelp(code, *read)


def _reader(fields: Any, answers: Answers) -> Any:
    return lambda: read_answers(fields, answers)


def record_past(work: Work, person_id: str, account_id: str, given: Sequence[PastHelp]) -> list[str]:
    """Keep the services of one talk; returns their ids. The snapshot is of the day it was, as by `record`."""
    work.require(Right.RECORD_HELP)
    minutes = min(sum(help_.common["minutes"] for help_ in given), 1440)
    sitting = work.add(tables.Sitting(**{**given[0].talk, "account_id": account_id, "minutes": minutes}))
    made = []
    snapshots: dict[str, dict[str, Any]] = {}  # by project: it is one person on one day
    for help_ in given:
        row = work.add(
            tables.Service(
                sitting_id=sitting.id, day=sitting.day, kind=help_.kind, details=service.as_json(help_.details),
                details_version=kind(help_.kind).version, next_step_done=bool(help_.common.get("next_step")),
                **{name: value for name, value in help_.common.items() if value is not None},
            )
        )  # fmt: skip
        if row.project_id not in snapshots:
            snapshots[row.project_id] = service.snapshot(work, person_id, row.project_id, row.day)
        work.add(tables.ServicePerson(service_id=row.id, person_id=person_id, **snapshots[row.project_id]))
        made.append(row.id)
    return made


def amend_past(work: Work, service_id: str, changes: Values) -> None:
    """Change values of a service that was imported; its talk is as long as its services are."""
    work.require(Right.RECORD_HELP)
    row = work.get(tables.Service, service_id)
    sitting = work.get(tables.Sitting, row.sitting_id)
    longer = changes.get("minutes", row.minutes) - row.minutes
    work.amend(row, changes)
    work.amend(sitting, {"minutes": max(0, min(sitting.minutes + longer, 1440))})
