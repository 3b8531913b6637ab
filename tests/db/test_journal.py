"""Every change is told once, in order, by the triggers; nobody can write around them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from cic_desktop import clients
from cic_desktop.clients.tables import Contact, Person, Stay
from cic_desktop.core import clock
from cic_desktop.core.errors import Missing, Stale
from cic_desktop.db import journal, migrate
from cic_desktop.db.base import metadata
from cic_desktop.db.database import Database
from cic_desktop.startup import Opened
from tests.people import AMIR, OKSANA

STAMPS = ("revision", "updated_at", "updated_by")  # told by the act, not by ops


@pytest.fixture
def raw(register: Opened) -> Iterator[Any]:
    with closing(register.database.connect()) as connection:
        yield connection


@pytest.fixture
def amir(register: Opened) -> str:
    with register.database.write(register.actor, "register a client") as work:
        return clients.register(work, AMIR).id


def ops(raw: Any, row: str) -> list[tuple[Any, ...]]:
    return raw.execute('SELECT tbl, col, val FROM op WHERE "row" = ? ORDER BY n', (row,)).fetchall()


def last_act(raw: Any) -> tuple[Any, ...]:
    return raw.execute("SELECT n, at, who, verb, schema FROM act ORDER BY n DESC LIMIT 1").fetchone()


def test_a_new_row_is_one_op_with_the_whole_row(raw: Any, amir: str) -> None:
    ((table, column, value),) = ops(raw, amir)
    told = dict(zip(journal.columns(metadata.tables["person"]), json.loads(value), strict=True))
    assert (table, column) == ("person", None)
    assert told["surname"] == "Amiri"
    assert told["birth_date"] == "1999"
    assert told["complete"] == 0
    assert told["deleted_at"] is None


def test_a_change_is_one_op_for_each_field_and_no_stamp_is_told(register: Opened, raw: Any, amir: str) -> None:
    with register.database.write(register.actor, "correct") as work:
        work.amend(work.get(Person, amir), {"sex": "M", "birth_date": "1999-05", "surname": "Amiri"})
    assert [(column, json.loads(value)) for _table, column, value in ops(raw, amir)[1:]] == [
        ("sex", "M"),
        ("birth_date", "1999-05"),
    ]


def test_the_act_says_who_when_and_what(register: Opened, raw: Any, amir: str) -> None:
    _n, at, who, verb, schema = last_act(raw)
    assert (who, verb, schema) == (register.actor.id, "register a client", migrate.head_revision())
    assert at == "2026-11-23T08:30:00.000Z"


def test_an_act_that_changes_nothing_leaves_nothing(register: Opened, raw: Any, amir: str) -> None:
    before = last_act(raw)
    with register.database.write(register.actor, "look closely") as work:
        work.amend(work.get(Person, amir), {"surname": "Amiri"})
        work.note("looked", "person", amir)
    assert last_act(raw) == before
    assert not register.database.last_changes
    assert raw.execute("SELECT verb FROM audit ORDER BY n DESC LIMIT 1").fetchone() == ("looked",)


def test_a_rolled_back_act_leaves_nothing(register: Opened, raw: Any, amir: str) -> None:
    def whole() -> list[Any]:
        names = ("person", "op", "act", "journal_state", "audit", "search_doc")
        return [raw.execute(f"SELECT * FROM {name}").fetchall() for name in names]

    before = whole()
    with pytest.raises(ZeroDivisionError), register.database.write(register.actor, "stumble") as work:
        clients.register(work, OKSANA)
        work.note("stumbled")
        raise ZeroDivisionError
    assert whole() == before


def test_changes_name_every_row_the_act_touched(register: Opened, amir: str) -> None:
    with register.database.write(register.actor, "two rows") as work:
        work.amend(work.get(Person, amir), {"sex": "M"})
        phone = work.add(Contact(person_id=amir, kind="phone", value="600 100 200", digits="600100200"))
    changes = register.database.last_changes
    assert set(changes) == {("person", amir), ("contact", phone.id)}
    assert changes.touches(("stay", "contact"))
    assert not changes.touches(("service",))


def test_a_write_without_an_act_is_refused(raw: Any, amir: str) -> None:
    for statement in ("UPDATE person SET sex = 'F', revision = revision + 1", "INSERT INTO household SELECT * FROM h"):
        if statement.startswith("INSERT"):
            raw.execute("CREATE TEMP TABLE h AS SELECT id, 1, '', '', '', '', NULL, '' FROM person")
        with pytest.raises(raw.DatabaseError, match="a write needs an act"):
            raw.execute(statement)


def _during_act(register: Opened, sql: str) -> Callable[[], None]:
    def run() -> None:
        with register.database.write(register.actor, "go around") as work:
            work.sql(sql)

    return run


def test_nothing_is_deleted_not_even_by_replacing(register: Opened, amir: str) -> None:
    refused = "never deleted"
    for sql in (f"DELETE FROM person WHERE id = '{amir}'", "REPLACE INTO person SELECT * FROM person"):
        with pytest.raises(Exception, match=refused):
            _during_act(register, sql)()


def test_a_change_must_raise_the_revision_by_one(register: Opened, amir: str) -> None:
    for sql in (
        "UPDATE person SET sex = 'M'",
        "UPDATE person SET sex = 'M', revision = revision + 2",
        "UPDATE person SET sex = 'M', revision = revision + 1, id = 'another'",
    ):
        with pytest.raises(Exception, match="stale revision"):
            _during_act(register, sql)()


def test_a_stale_edit_is_refused_and_the_first_one_stays(register: Opened, raw: Any, amir: str) -> None:
    """Two windows looked at revision 1; the second to save is told."""
    with register.database.write(register.actor, "first") as work:
        work.amend(work.get(Person, amir), {"occupation": "baker"}, revision=1)
    with pytest.raises(Stale), register.database.write(register.actor, "second") as work:
        work.amend(work.get(Person, amir), {"occupation": "cook"}, revision=1)
    assert raw.execute("SELECT occupation, revision FROM person").fetchall() == [("baker", 2)]


def test_a_retired_row_is_out_of_sight_but_not_gone(register: Opened, raw: Any, amir: str) -> None:
    with register.database.write(register.actor, "retire") as work:
        work.retire(work.get(Person, amir), 1)
    with pytest.raises(Missing), register.database.read(register.actor) as read:
        read.get(Person, amir)
    assert ops(raw, amir)[-1] == ("person", "deleted_at", '"2026-11-23T08:30:00.000Z"')


def test_the_clock_of_the_journal_never_goes_back(register: Opened, raw: Any) -> None:
    """The laptop's battery was empty: it is 2020 again. What comes later still sorts later."""
    moments = (clock.now(), datetime(2020, 1, 1, tzinfo=UTC), clock.now() + timedelta(days=1), clock.now())
    for moment in moments:
        with clock.frozen(moment), register.database.write(register.actor, "register a client") as work:
            person = clients.register(work, AMIR)
            work.amend(work.get(Person, person.id), {"sex": "M", "occupation": "baker"})
    told = raw.execute("SELECT hlc, n FROM op ORDER BY n").fetchall()
    assert [hlc for hlc, _n in told] == sorted({hlc for hlc, _n in told})
    assert [n for _hlc, n in told] == list(range(1, len(told) + 1))
    newest = int(moments[2].timestamp() * 1000)
    assert told[-1][0] >> 16 == newest
    assert [act[0][:4] for act in raw.execute("SELECT at FROM act ORDER BY n DESC LIMIT 3")] == ["2026", "2026", "2020"]


def test_missing_triggers_are_made_again_at_the_next_start(register: Opened, open_again: Callable[..., Opened]) -> None:
    """A migration in batch mode drops a rebuilt table's triggers without a word."""
    with closing(register.database.connect()) as raw:
        raw.execute("DROP TRIGGER journal_person_update")
        raw.execute("DROP TRIGGER journal_stay_delete")
        raw.execute("CREATE TRIGGER journal_stay_delete BEFORE DELETE ON stay BEGIN SELECT 1; END")
        assert sorted(journal.missing(raw, journal.triggers(metadata))) == [
            "journal_person_update",
            "journal_stay_delete",
        ]
    register.close()
    with closing(open_again().database.connect()) as raw:
        assert journal.missing(raw, journal.triggers(metadata)) == []


# --- replay ---------------------------------------------------------------------------------------

NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=20)
DAYS = st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1))
PERSON = st.fixed_dictionaries({
    "surname": NAMES, "remarks": NAMES, "complete": st.booleans(),
    "birth_date": st.none() | st.dates(date(1900, 1, 1)).map(str), "registered_on": st.dates(date(2000, 1, 1)),
})  # fmt: skip
STAY = st.fixed_dictionaries({"title": NAMES, "valid_to": DAYS})
STEPS = st.lists(
    st.tuples(st.just("person"), PERSON)
    | st.tuples(st.just("stay"), STAY)
    | st.tuples(st.just("amend person"), st.integers(0), PERSON)
    | st.tuples(st.just("amend stay"), st.integers(0), STAY)
    | st.tuples(st.just("retire stay"), st.integers(0)),
    min_size=1,
    max_size=12,
)


def play(database: Database, actor: Any, steps: list[Any], acts: int) -> None:
    """Do the steps, spread over a few acts."""
    people: list[Person] = []
    stays: list[Stay] = []
    for part in range(acts):
        with database.write(actor, "play") as work:
            people = [work.get(Person, row.id) for row in people]
            stays = [work.get(Stay, row.id) for row in stays if row.deleted_at is None]
            for step in steps[part::acts]:
                match step:
                    case ("person", values):
                        people.append(work.add(Person(case_number="", sort_key="", **values)))
                    case ("stay", values) if people:
                        stays.append(work.add(Stay(person_id=people[-1].id, **values)))
                    case ("amend person", at, values) if people:
                        work.amend(people[at % len(people)], values)
                    case ("amend stay", at, values) if stays:
                        work.amend(stays[at % len(stays)], values)
                    case ("retire stay", at) if stays:
                        work.retire(stays.pop(at % len(stays)))


def replayed(raw: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """The tables as the journal alone tells them."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for table, row, column, value in raw.execute('SELECT tbl, "row", col, val FROM op ORDER BY hlc, site, n'):
        if column is None:
            names = journal.columns(metadata.tables[table])
            rows[table, row] = dict(zip(names, json.loads(value), strict=True))
        else:
            rows[table, row][column] = json.loads(value)
    return rows


def stored(raw: Any) -> dict[tuple[str, str], dict[str, Any]]:
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for table in journal.journaled(metadata):
        names = journal.columns(table)
        for values in raw.execute(f'SELECT * FROM "{table.name}"'):
            row = dict(zip(names, values, strict=True))
            rows[table.name, row["id"]] = row
    return rows


def without_stamps(rows: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {key: {n: value for n, value in row.items() if n not in STAMPS} for key, row in rows.items()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, acts=st.integers(1, 3))
def test_the_journal_alone_rebuilds_the_tables(register: Opened, steps: list[Any], acts: int) -> None:
    play(register.database, register.actor, steps, acts)
    with closing(register.database.connect()) as raw:
        assert without_stamps(replayed(raw)) == without_stamps(stored(raw))


def test_the_journal_rebuilds_a_day_of_real_work(register: Opened) -> None:
    from tests.people import OKSANA_WHOLE

    with register.database.write(register.actor, "register a client") as work:
        oksana = clients.register(work, OKSANA).id
    with register.database.write(register.actor, "complete") as work:
        clients.complete(work, oksana, {**OKSANA_WHOLE, "stay_title": "temporary", "second_citizenship": "PL"})
        clients.join_household(work, clients.register(work, AMIR).id, oksana, "friend")
    with closing(register.database.connect()) as raw:
        assert without_stamps(replayed(raw)) == without_stamps(stored(raw))
        assert {table for table, _row in replayed(raw)} >= {"account", "centre", "project", "person", "stay", "contact"}


def test_a_database_fault_inside_an_act_names_no_values(register: Opened, amir: str) -> None:
    with pytest.raises(dbapi2.IntegrityError) as caught, register.database.write(register.actor, "spoil") as work:
        work.add(Person(case_number="", sort_key="", surname="Tajemnicka", sex="?", registered_on=date(2026, 1, 1)))
    assert "Tajemnicka" not in f"{caught.value!r} {caught.value}"


def test_it_knows_what_an_act_changed_as_it_stood_before(register: Opened, raw: Any, amir: str) -> None:
    for sex, day in (("M", "1999-05"), ("F", "1999-06"), ("M", "1999-05")):
        with register.database.write(register.actor, "correct") as work:
            work.amend(work.get(Person, amir), {"sex": sex})
            work.amend(work.get(Person, amir), {"birth_date": "1990"})
            work.amend(work.get(Person, amir), {"birth_date": day})
            new = work.add(Contact(person_id=amir, kind="phone", value="601 100 200"))
    n = last_act(raw)[0]
    changed = ("person", amir)
    assert journal.before(raw, metadata, n) == {changed: {"sex": "F", "birth_date": "1999-06"}}
    assert journal.before(raw, metadata, n - 2)[changed]["birth_date"] == "1999"
    assert ("contact", new.id) not in journal.before(raw, metadata, n)
