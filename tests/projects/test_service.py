"""Projects, and which help counts in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cic_desktop import clients, projects
from cic_desktop.core import clock
from cic_desktop.core.errors import Invalid, NotAllowed, Stale
from cic_desktop.core.rights import Right, Role, allowed
from cic_desktop.db.work import Actor
from cic_desktop.startup import Opened
from tests.people import AMIR

NEXT = {"number": "FAMI/9/2027", "name": "Next", "starts_on": "2027-01-01", "ends_on": "2029-12-31"}


def do(register: Opened, service: Callable[..., Any], *args: Any) -> Any:
    with register.database.write(register.actor, "work") as work:
        return service(work, *args)


def look(register: Opened, query: Callable[..., Any], *args: Any) -> Any:
    with register.database.read(register.actor) as read:
        return query(read, *args)


def test_the_running_project_comes_first_and_is_proposed(register: Opened) -> None:
    future = do(register, projects.open_project, NEXT)
    (running, later) = look(register, projects.projects)
    assert (running.number, later.id) == ("FAMI/2/2026", future)
    assert look(register, projects.current_project) == running.id
    assert [option.label.render("pl") for option in look(register, projects.project_options)] == [
        "FAMI/2/2026 · Budowanie struktur dla integracji", "FAMI/9/2027 · Next",
    ]  # fmt: skip
    with clock.frozen(datetime(2028, 1, 1, tzinfo=UTC)):
        assert look(register, projects.current_project) == future
        assert later.runs_on(date(2029, 12, 31))
        assert not later.runs_on(date(2030, 1, 1))


def test_a_project_is_changed_by_one_colleague_at_a_time(register: Opened) -> None:
    (line,) = look(register, projects.projects)
    answers = {"number": line.number, "name": "Renamed", "starts_on": "2023-01-01"}
    do(register, projects.amend_project, line.id, line.revision, answers)
    with pytest.raises(Stale):
        do(register, projects.amend_project, line.id, line.revision, answers | {"name": "Again"})
    assert [project.name for project in look(register, projects.projects)] == ["Renamed"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"number": ""}, "number"), ({"starts_on": "2026"}, "starts_on"), ({"ends_on": "2026-12-31"}, "ends_on")],
)
def test_a_project_with_a_wrong_answer_is_refused(register: Opened, changes: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        do(register, projects.open_project, NEXT | changes)
    assert [problem.field for problem in caught.value.problems] == [field]


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 10, 31), False),
        (date(2026, 11, 1), True),
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
    ],
)
def test_help_counts_between_declaration_and_exit_both_days_included(register: Opened, day: date, counts: bool) -> None:
    project = look(register, projects.current_project)
    person = do(register, clients.register, AMIR).id
    part = {"project_id": project, "enrolled_on": "2026-10-01", "declared_on": "2026-11-01", "exited_on": "2026-11-20"}
    do(register, clients.add_part, person, "participation", part)
    assert look(register, projects.countable, project, person, day) is counts
    assert not look(register, projects.countable, "another", person, day)


def test_enrolment_without_a_declaration_does_not_count(register: Opened) -> None:
    project = look(register, projects.current_project)
    person = do(register, clients.register, AMIR).id
    do(register, clients.add_part, person, "participation", {"project_id": project, "enrolled_on": "2026-10-01"})
    assert not look(register, projects.countable, project, person, date(2026, 11, 23))


@pytest.mark.parametrize("role", Role)
def test_services_refuse_what_the_table_of_rights_refuses(register: Opened, role: Role) -> None:
    actor = Actor(register.actor.id, "anna", role)
    (line,) = look(register, projects.projects)
    for service in (
        lambda work: projects.open_project(work, NEXT),
        lambda work: projects.amend_project(work, line.id, line.revision, NEXT),
    ):
        if allowed(role, Right.MANAGE_PROJECTS):
            with register.database.write(actor, "try") as work:
                service(work)
        else:
            with pytest.raises(NotAllowed), register.database.write(actor, "try") as work:
                service(work)
