"""Rows go in and come out as they are, whatever else works on them in the same act."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from cic_desktop import clients
from cic_desktop.assistance.tables import ServicePerson
from cic_desktop.clients.tables import Person, Stay
from cic_desktop.core.errors import Missing, Stale
from cic_desktop.startup import Opened
from tests.people import AMIR


@pytest.fixture
def amir(register: Opened) -> str:
    with register.database.write(register.actor, "register a client") as work:
        return clients.register(work, AMIR).id


def columns(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in type(row).model_fields}


def test_a_row_comes_out_as_it_went_in(register: Opened, amir: str) -> None:
    with register.database.write(register.actor, "add") as work:
        added = work.add(Stay(person_id=amir, title="temporary", valid_from=date(2026, 3, 1), valid_to=None))
    with register.database.read(register.actor) as read:
        found = read.get(Stay, added.id)
    assert columns(found) == columns(added)
    assert (found.valid_from, found.valid_to, found.purpose) == (date(2026, 3, 1), None, "")
    assert found.created_at == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def test_every_type_is_written_as_the_schema_says(register: Opened, amir: str) -> None:
    with register.database.read(register.actor) as read:
        person = read.get(Person, amir)
        ((made, day, whole),) = read.sql("SELECT created_at, registered_on, complete FROM person")
    assert (made, day, whole) == ("2026-11-23T08:30:00.000Z", "2026-11-23", 0)
    assert (person.registered_on, person.complete) == (date(2026, 11, 23), False)


def test_what_is_not_given_takes_its_default_or_is_refused(register: Opened) -> None:
    anonymous = ServicePerson(service_id="s")
    assert (anonymous.person_id, anonymous.countable, anonymous.revision) == (None, False, 1)
    assert anonymous.id != ServicePerson(service_id="s").id
    with pytest.raises(dbapi2.IntegrityError, match="NOT NULL"), register.database.write(register.actor, "x") as work:
        work.add(Person(surname="Amiri"))  # type: ignore[call-arg]


def test_a_misspelt_column_is_refused() -> None:
    with pytest.raises(TypeError, match="Stay has no tilte"):
        Stay(tilte="temporary")  # type: ignore[call-arg]


def test_rows_are_picked_and_ordered_by_plain_sql(register: Opened, amir: str) -> None:
    with register.database.write(register.actor, "add") as work:
        for title in ("temporary", "none", "permanent"):
            last = work.add(Stay(person_id=amir, title=title))
        work.retire(last)
        titles = [row.title for row in work.rows(Stay, "person_id = :who ORDER BY title", {"who": amir})]
        with pytest.raises(Missing):
            work.get(Stay, last.id)
    assert titles == sorted(titles)
    assert "permanent" in titles


def test_two_copies_of_a_row_in_one_act_do_not_undo_each_other(register: Opened, amir: str) -> None:
    with register.database.write(register.actor, "correct") as work:
        first, second = work.get(Person, amir), work.get(Person, amir)
        work.amend(first, {"sex": "M", "complete": True})
        work.amend(second, {"occupation": "baker", "complete": False})
        assert (second.sex, second.occupation, second.complete, second.revision) == ("M", "baker", False, 3)
        with pytest.raises(Stale):
            work.amend(first, {"sex": "F"}, revision=2)
        assert columns(work.get(Person, amir)) == columns(second)
