"""Projects: open one, change it, and say whether help on a day counts in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answers, Option
from cic_desktop.core.rights import Right
from cic_desktop.db.base import stamp
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import Plain, _
from cic_desktop.projects.fields import PROJECT
from cic_desktop.projects.tables import Project

__all__ = [
    "ProjectLine",
    "amend_project",
    "countable",
    "current_project",
    "open_project",
    "project_options",
    "project_title",
    "projects",
    "recount",
]


@dataclass(frozen=True)
class ProjectLine:
    """A project in a list."""

    id: str
    revision: int
    number: str
    name: str
    programme: str
    funder: str
    starts_on: date
    ends_on: date | None

    def runs_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def open_project(work: Work, answers: Answers) -> str:
    """Add a project; returns its id. Raises Invalid."""
    work.require(Right.MANAGE_PROJECTS)
    return work.add(Project(**_read(answers))).id


def amend_project(work: Work, project_id: str, revision: int, answers: Answers) -> None:
    work.require(Right.MANAGE_PROJECTS)
    work.amend(work.get(Project, project_id), _read(answers), revision)


def _read(answers: Answers) -> Values:
    values = read_answers(PROJECT, answers)
    if values["ends_on"] and values["ends_on"] < values["starts_on"]:
        raise Invalid(Problem("ends_on", _("The end is before the start. Please check both dates.")))
    return values


def projects(read: Read) -> list[ProjectLine]:
    """All projects, the running ones first, the newest first among them."""
    rows = read.sql(
        "SELECT id, revision, number, name, programme, funder, starts_on, ends_on FROM project "
        "WHERE deleted_at IS NULL ORDER BY starts_on DESC, id"
    )
    lines = [
        ProjectLine(*(*row[:6], date.fromisoformat(row[6]), date.fromisoformat(row[7]) if row[7] else None))
        for row in rows
    ]
    today = clock.today()
    return sorted(lines, key=lambda line: not line.runs_on(today))


def project_options(read: Read) -> tuple[Option, ...]:
    """The projects to choose from, by number and name."""
    return tuple(Option(line.id, Plain(f"{line.number} · {line.name}")) for line in projects(read))


def project_title(read: Read, project_id: str) -> str:
    """A project's number and name, as funders ask for on lists; empty when it is not known."""
    found = next((line for line in projects(read) if line.id == project_id), None)
    return f"{found.number} {found.name}".strip() if found else ""


def current_project(read: Read) -> str:
    """The project new help belongs to unless another is chosen; empty when there is none."""
    found = projects(read)
    return found[0].id if found else ""


def countable(read: Read, project_id: str, person_id: str, day: date) -> bool:
    """Whether help on this day counts: declared on or before it, not yet left.

    Source: practice of the projects (support before the declaration is not countable).
    """
    found = read.sql(
        "SELECT 1 FROM participation WHERE project_id = :project AND person_id = :person AND deleted_at IS NULL "
        "AND declared_on <= :day AND coalesce(exited_on, '9999') >= :day LIMIT 1",
        {"project": project_id, "person": person_id, "day": day.isoformat()},
    )
    return bool(found)


def recount(work: Work, person_id: str) -> None:
    """Say anew which help given to a person counts: a declaration came, changed, or an exit was noted.

    Written here because it follows from participation alone; the rows are those of `assistance`.
    """
    work.raw.execute(
        f"UPDATE service_person SET countable = NOT countable, revision = revision + 1, updated_at = :now, "
        f"updated_by = :who WHERE person_id = :person AND deleted_at IS NULL AND countable <> {_COUNTS}",
        {"person": person_id, "now": stamp(work.now), "who": work.actor.id},
    )


_COUNTS = """EXISTS (
    SELECT 1 FROM participation t JOIN service s ON s.project_id = t.project_id
    WHERE s.id = service_person.service_id AND t.person_id = service_person.person_id AND t.deleted_at IS NULL
    AND t.declared_on <= s.day AND coalesce(t.exited_on, '9999') >= s.day)"""
