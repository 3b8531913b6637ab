"""A register to plan in: what is done and looked at, a course with people in it, an event."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cic_desktop import clients, diary, startup
from cic_desktop.courses.tables import Course, Enrolment
from cic_desktop.events.tables import Event


@pytest.fixture
def me(register: startup.Opened) -> str:
    return register.actor.id


@pytest.fixture
def do(register: startup.Opened) -> Any:
    def change(act: Any) -> Any:
        with register.database.write(register.actor, "test") as work:
            return act(work)

    return change


@pytest.fixture
def look(register: startup.Opened) -> Any:
    def question(ask: Any) -> Any:
        with register.database.read(register.actor) as read:
            return ask(read)

    return question


@pytest.fixture
def person(do: Any) -> Any:
    """Somebody with a name."""

    def make(surname: str, given: str) -> str:
        names = {"surname": surname, "given": given, "citizenship": "UA", "language": "uk"}
        return str(do(lambda work: clients.register(work, names)).id)

    return make


@pytest.fixture
def course(do: Any, look: Any, me: str) -> Any:
    """A course of some people."""

    def make(name: str = "Polski A1", persons: tuple[str, ...] = (), **more: Any) -> str:
        values = {"kind": "polish", "starts_on": date(2026, 11, 23), "account_id": me, **more}

        def open_it(work: Any) -> str:
            project = work.sql("SELECT id FROM project")[0][0]
            row = work.add(Course(name=name, project_id=project, **values))
            for person_id in persons:
                work.add(Enrolment(course_id=row.id, person_id=person_id, enrolled_on=date(2026, 11, 20)))
            return str(row.id)

        return do(open_it)

    return make


@pytest.fixture
def event(do: Any, me: str) -> Any:
    """Something held for others, on the days from `starts_on` to `ends_on`."""

    def make(name: str = "Konferencja", starts_on: date = date(2026, 11, 25), **more: Any) -> str:
        values = {"kind": "conference", "account_id": me, "ends_on": starts_on, **more}

        def open_it(work: Any) -> str:
            project = work.sql("SELECT id FROM project")[0][0]
            return str(work.add(Event(name=name, starts_on=starts_on, project_id=project, **values)).id)

        return do(open_it)

    return make


@pytest.fixture
def lesson(do: Any) -> Any:
    """A lesson of a course, on Wednesday from ten to half past eleven unless said otherwise."""

    def plan(course_id: str, **answers: str) -> str:
        when = {"day": "2026-11-25", "starts_at": "10:00", "minutes": "90", **answers}
        return str(do(lambda work: diary.add_gathering(work, when, course_id=course_id)))

    return plan
