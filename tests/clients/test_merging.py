"""Two records of one person: made one without losing a row, and taken apart again to the byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, TypeVar

import pytest
from pydantic_core import PydanticUndefined

from cic_desktop import clients, db, startup
from cic_desktop.clients import merging, tables
from cic_desktop.core.errors import CicError, Missing, NotAllowed, Stale
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Role
from cic_desktop.db.base import Row, metadata
from cic_desktop.db.tables import load_all
from cic_desktop.db.work import Actor, Read, Work
from cic_desktop.projects.tables import Participation
from tests.people import OKSANA, OKSANA_WHOLE

T = TypeVar("T")
Do = Callable[[Callable[[Work], T]], T]
NOT_TOLD = {"revision", "updated_at", "updated_by"}  # what coming back may change
TODAY = date(2026, 11, 23)


@pytest.fixture
def do(register: startup.Opened) -> Do[Any]:
    def change(act: Callable[[Work], T]) -> T:
        with register.database.write(register.actor, "test") as work:
            return act(work)

    return change


@pytest.fixture
def ask(register: startup.Opened) -> Callable[[Callable[[Read], T]], T]:
    def look(act: Callable[[Read], T]) -> T:
        with register.database.read(register.actor) as read:
            return act(read)

    return look


@pytest.fixture
def oksana(do: Do[Any]) -> str:
    return str(do(lambda work: clients.register(work, OKSANA_WHOLE, full=True)).id)


@pytest.fixture
def again(do: Do[Any]) -> str:
    """The same woman, registered in a hurry by somebody else."""
    hurried: Answers = {**OKSANA, "surname": "Kowalenko", "given": "Oksana Maria", "phone": "+48 512 345 678"}
    return str(do(lambda work: clients.register(work, hurried)).id)


def told(read: Read) -> dict[str, dict[str, dict[str, Any]]]:
    """Every row of every table that is journaled, apart from its stamps; merges themselves left out."""
    load_all()
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for table in metadata.sorted_tables:
        if not table.info.get("journal") or table.name == "merge":
            continue
        names = [column.name for column in table.columns]
        rows = read.sql(f'SELECT {", ".join(names)} FROM "{table.name}"')
        found[table.name] = {
            row[0]: {n: v for n, v in zip(names, row, strict=True) if n not in NOT_TOLD} for row in rows
        }
    return found


def links_to_people() -> list[tuple[str, str]]:
    """(table, column) of every foreign key to a person, as the models declare them."""
    load_all()
    return sorted(
        (table.name, key.parent.name)
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "person"
    )


# --- every child row of every foreign key -------------------------------------------------------------------


class _Maker:
    """Rows of any table, made from its columns: the test knows no table by name."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.models = {str(model.__tablename__): model for model in _subclasses(Row)}
        self.shared: dict[str, str] = {}

    def row(self, table: str, **given: Any) -> str:
        values = {**{name: self._value(table, name) for name in self._wanted(table) if name not in given}, **given}
        return self.work.add(self.models[table](**values)).id

    def _wanted(self, table: str) -> list[str]:
        columns = metadata.tables[table].columns
        own = {"id", "revision", "created_at", "created_by", "updated_at", "updated_by", "deleted_at"}
        model = self.models[table].model_fields
        empty = [c for c in columns if not c.nullable and model[c.name].get_default() in (None, PydanticUndefined)]
        return [c.name for c in empty if c.name not in own]

    def _value(self, table: str, name: str) -> Any:
        column = metadata.tables[table].columns[name]
        if column.foreign_keys:
            return self._parent(next(iter(column.foreign_keys)).column.table.name)
        known = {"starts_at": "10:00", "ends_at": "11:00", "unit": "days", "details": "{}"}
        return known.get(name, {"DATE": TODAY, "INTEGER": 1}.get(str(column.type), "x"))

    def _parent(self, table: str) -> str:
        if table == "account":
            return str(self.work.actor.id)
        if table == "person":
            return str(self.work.sql("SELECT id FROM person LIMIT 1")[0][0])
        found = self.work.sql(f'SELECT id FROM "{table}" LIMIT 1')
        return str(found[0][0]) if found else self.row(table)


def _subclasses(model: type[Any]) -> list[type[Any]]:
    return [one for child in model.__subclasses__() for one in (child, *_subclasses(child))]


def test_the_schema_and_the_models_know_the_same_links(ask: Any) -> None:
    found = ask(merging._links)
    assert found == [link for link in links_to_people() if link != ("merge", "gone_id")]
    assert len(found) > 25


@pytest.mark.parametrize(("table", "column"), links_to_people())
def test_every_row_of_every_foreign_key_comes_along_and_goes_back(
    do: Do[Any], ask: Any, oksana: str, again: str, table: str, column: str
) -> None:
    if (table, column) == ("merge", "gone_id"):
        return  # who went before stays gone: see the story of three records
    third = do(lambda work: clients.register(work, {**OKSANA, "surname": "Bondar", "given": "Iryna"})).id
    others = {"other_id": third, "person_id": third, "gone_id": third, "adult_id": third}

    def put(work: Work) -> tuple[str, str]:
        wanted = set(_Maker(work)._wanted(table))
        rest = {name: value for name, value in others.items() if name in wanted and name != column}
        alive = _Maker(work).row(table, **{**rest, column: again})
        gone = _Maker(work).row(table, **{**rest, column: again})
        work.raw.execute(
            f'UPDATE "{table}" SET deleted_at = ?, revision = revision + 1 WHERE id = ?', ("2026-11-01T00:00:00Z", gone)
        )
        return alive, gone

    rows = do(put)
    before = ask(told)
    merged = do(lambda work: clients.merge_people(work, oksana, again, {}))
    for row in rows:
        assert ask(lambda read, row=row: read.sql(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (row,))) == [
            (oksana,)
        ]
    for other, name in links_to_people():
        if (other, name) != ("merge", "gone_id"):
            left = ask(lambda read, o=other, n=name: read.sql(f'SELECT 1 FROM "{o}" WHERE "{n}" = ?', (again,)))
            assert left == [], (other, name)
    do(lambda work: clients.undo_merge(work, merged.id))
    assert ask(told) == before


def test_both_records_come_back_to_the_byte_with_rows_in_every_table(
    do: Do[Any], ask: Any, oksana: str, again: str
) -> None:
    def fill(work: Work) -> None:
        for table, column in links_to_people():
            if table != "merge":
                for person in (oksana, again):
                    third = work.sql("SELECT id FROM person WHERE id NOT IN (?, ?)", (oksana, again))
                    other = {"other_id": third[0][0]} if table == "apart_pair" and column == "person_id" else {}
                    _Maker(work).row(table, **{**other, column: person})

    do(lambda work: clients.register(work, {**OKSANA, "surname": "Bondar", "given": "Iryna"}))
    do(fill)
    before = ask(told)
    picks: dict[str, merging.Pick] = {"surname": "gone", "given": "gone", "pesel": "gone", "needs": "both"}
    merged = do(lambda work: clients.merge_people(work, oksana, again, picks))
    assert ask(told) != before
    do(lambda work: clients.undo_merge(work, merged.id))
    assert ask(told) == before


def test_what_leads_to_a_person_without_a_foreign_key_follows_too(
    do: Do[Any], ask: Any, oksana: str, again: str
) -> None:
    """A scan that belongs to the card, a promise about it, the row of a spreadsheet it came from."""

    def put(work: Work) -> None:
        make = _Maker(work).row
        make("attachment", owner_table="person", owner_id=again)
        make("follow_up", about_table="person", about_id=again)
        make("imported_row", kind="clients", key="k", digest="d", target_id=again)
        make("imported_row", kind="services", key="s", digest="d", target_id=again)

    do(put)
    before = ask(told)
    merged = do(lambda work: clients.merge_people(work, oksana, again, {}))
    for table, column in (("attachment", "owner_id"), ("follow_up", "about_id")):
        assert ask(lambda read, t=table, c=column: read.sql(f"SELECT {c} FROM {t}")) == [(oksana,)]
    rows = ask(lambda read: read.sql("SELECT kind, target_id FROM imported_row ORDER BY kind"))
    assert rows == [("clients", oksana), ("services", again)]
    do(lambda work: clients.undo_merge(work, merged.id))
    assert ask(told) == before


# --- what stays of what is doubled --------------------------------------------------------------------------


def test_the_chosen_values_stay_and_the_list_is_in_order(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    do(
        lambda work: clients.merge_people(
            work, oksana, again, {"surname": "gone", "given": "gone", "birth_date": "kept"}
        )
    )
    card = ask(lambda read: clients.card(read, oksana))
    assert card.line.name == "Kowalenko Oksana Maria"
    assert card.answers["pesel"] == OKSANA_WHOLE["pesel"]
    assert ask(clients.client_ids) == [oksana]


def test_what_both_say_stands_once(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    do(lambda work: clients.merge_people(work, oksana, again, {}))
    living = "SELECT count(*) FROM {} WHERE person_id = ? AND deleted_at IS NULL"
    for table in ("citizenship", "stay", "person_language", "consent"):
        assert ask(lambda read, t=table: read.sql(living.format(t), (oksana,)))[0][0] == (2 if table == "stay" else 1)
    phones = ask(lambda read: read.sql(living.format("contact") + " AND kind = 'phone'", (oksana,)))[0][0]
    assert phones == 1  # with and without the country's prefix


def test_one_language_stays_preferred(do: Do[Any], ask: Any, oksana: str) -> None:
    other = do(lambda work: clients.register(work, {**OKSANA, "language": "ru"})).id
    do(lambda work: clients.merge_people(work, oksana, other, {}))
    sql = "SELECT language FROM person_language WHERE person_id = ? AND preferred = 1 AND deleted_at IS NULL"
    assert ask(lambda read: read.sql(sql, (oksana,))) == [("uk",)]


def test_the_same_project_twice_counts_from_the_earlier_declaration(
    do: Do[Any], ask: Any, oksana: str, again: str
) -> None:
    def enrol(work: Work) -> None:
        project = work.sql("SELECT id FROM project")[0][0]
        work.add(Participation(project_id=project, person_id=oksana, declared_on=date(2026, 5, 4)))
        work.add(
            Participation(project_id=project, person_id=again, declared_on=date(2026, 3, 2), eligibility_document="FA")
        )

    do(enrol)
    do(lambda work: clients.merge_people(work, oksana, again, {}))
    sql = "SELECT declared_on, eligibility_document FROM participation WHERE person_id = ? AND deleted_at IS NULL"
    assert ask(lambda read: read.sql(sql, (oksana,))) == [("2026-03-02", "FA")]


@pytest.mark.parametrize(("pick", "home"), [("kept", "A"), ("gone", "B")])
def test_a_person_lives_in_one_household(
    do: Do[Any], ask: Any, oksana: str, again: str, pick: merging.Pick, home: str
) -> None:
    def settle(work: Work) -> None:
        for name, person in (("A", oksana), ("B", again)):
            made = work.add(tables.Household(name=name)).id
            work.add(tables.HouseholdMember(household_id=made, person_id=person, relation="head"))

    do(settle)
    do(lambda work: clients.merge_people(work, oksana, again, {"household": pick}))
    sql = (
        "SELECT h.name FROM household_member m JOIN household h ON h.id = m.household_id "
        "WHERE m.person_id = ? AND m.left_on IS NULL AND m.deleted_at IS NULL"
    )
    assert ask(lambda read: read.sql(sql, (oksana,))) == [(home,)]


def test_two_members_of_one_household_become_one(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    def settle(work: Work) -> None:
        made = work.add(tables.Household(name="A")).id
        for person, relation in ((oksana, "head"), (again, "child")):
            work.add(
                tables.HouseholdMember(household_id=made, person_id=person, relation=relation, supporter_id=oksana)
            )

    do(settle)
    do(lambda work: clients.merge_people(work, oksana, again, {}))
    sql = "SELECT relation, supporter_id FROM household_member WHERE deleted_at IS NULL AND left_on IS NULL"
    assert ask(lambda read: read.sql(sql)) == [("head", None)]


def test_found_to_be_two_and_then_one_after_all(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    do(lambda work: clients.hold_apart(work, oksana, again))
    do(lambda work: clients.merge_people(work, oksana, again, {}))
    assert ask(clients.apart_pairs) == []


def test_unfinished_typing_follows_and_comes_back(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    form = db.DraftNote("form:EL-W-1", person_id=again, answers={"who": again})
    intake = db.DraftNote("intake", person_id=again, answers={"surname": "Kowalenko"})
    for note in (form, intake):
        do(partial(db.keep_draft, note=note))
    merged = do(lambda work: clients.merge_people(work, oksana, again, {}))
    moved = ask(lambda read: db.load_draft(read, db.DraftNote("form:EL-W-1", person_id=oksana)))
    assert moved.answers == {"who": oksana}
    assert ask(lambda read: db.load_draft(read, db.DraftNote("intake", person_id=oksana))) is None
    do(lambda work: clients.undo_merge(work, merged.id))
    assert ask(lambda read: db.load_draft(read, form)).answers == {"who": again}


# --- finding, telling ---------------------------------------------------------------------------------------


def test_the_old_case_number_and_name_still_find_the_person(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    from cic_desktop import forms

    number = ask(lambda read: clients.card(read, again)).line.case_number
    merged = do(lambda work: clients.merge_people(work, oksana, again, {}))
    for text in (number, "Kowalenko Maria", "Kovalenko"):
        assert [line.id for line in ask(lambda read, t=text: clients.find_clients(read, t))] == [oksana]
    assert ask(lambda read: forms.person_by_case_number(read, number)) == oksana
    assert ask(lambda read: clients.living_id(read, again)) == oksana
    assert ask(lambda read: clients.card(read, again)).id == oksana
    do(lambda work: clients.undo_merge(work, merged.id))
    assert [line.id for line in ask(lambda read: clients.find_clients(read, number))] == [again]
    assert ask(lambda read: clients.living_id(read, again)) == again
    assert ask(lambda read: clients.card(read, again)).id == again


def test_the_history_says_what_was_merged_and_by_whom(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    number = ask(lambda read: clients.card(read, again)).line.case_number
    merged = do(lambda work: clients.merge_people(work, oksana, again, {}))
    said = [change for change in ask(lambda read: clients.changes_of(read, oksana)) if change.table == "merge"]
    assert [(change.what, change.who) for change in said] == [("added", "Anna Nowak")]
    assert number in said[0].after.render("en") and "Kowalenko Oksana Maria" in said[0].after.render("en")
    do(lambda work: clients.undo_merge(work, merged.id))
    said = [change for change in ask(lambda read: clients.changes_of(read, oksana)) if change.table == "merge"]
    assert [change.what for change in said] == ["removed", "added"]


# --- refusing -----------------------------------------------------------------------------------------------


def test_a_record_edited_meanwhile_is_not_merged(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    seen = ask(lambda read: clients.compare_people(read, oksana, again))
    do(lambda work: clients.add_part(work, again, "contact", {"value": "600 700 800"}))
    with pytest.raises(Stale):
        do(lambda work: clients.merge_people(work, seen.kept.line.id, seen.gone.line.id, {}, seen.revisions))
    assert ask(clients.client_count) == 2


def test_nobody_is_merged_with_themselves_or_with_nobody(do: Do[Any], oksana: str, again: str) -> None:
    with pytest.raises(CicError):
        do(lambda work: clients.merge_people(work, oksana, oksana, {}))
    do(lambda work: clients.merge_people(work, oksana, again, {}))
    with pytest.raises(Missing):
        do(lambda work: clients.merge_people(work, oksana, again, {}))


def test_merging_takes_the_right_to_edit(register: startup.Opened, oksana: str, again: str) -> None:
    specialist = Actor(register.actor.id, "ewa", Role.SPECIALIST)
    with pytest.raises(NotAllowed), register.database.write(specialist, "test") as work:
        clients.merge_people(work, oksana, again, {})


# --- undoing after more was done ----------------------------------------------------------------------------


def test_what_was_edited_since_stays_and_is_named(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    merged = do(lambda work: clients.merge_people(work, oksana, again, {"surname": "gone"}))

    def edit(work: Work) -> None:
        work.amend(work.get(tables.Person, oksana), {"surname": "Nowa"})
        clients.add_part(work, oksana, "contact", {"value": "600 700 800"})

    do(edit)
    outlook = ask(lambda read: clients.undo_outlook(read, merged.id))
    assert [text.render("en") for text in outlook.changed] == ["Surname (passport spelling)"]
    assert (outlook.added, outlook.blocked) == (1, None)
    do(lambda work: clients.undo_merge(work, merged.id))
    assert ask(lambda read: clients.card(read, oksana)).line.name == "Nowa Oksana"
    assert ask(lambda read: clients.card(read, again)).line.name == "Kowalenko Oksana Maria"
    phones = "SELECT person_id FROM contact WHERE digits = '600700800'"
    assert ask(lambda read: read.sql(phones)) == [(oksana,)]


def test_nothing_was_done_since_is_said_too(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    merged = do(lambda work: clients.merge_people(work, oksana, again, {}))
    outlook = ask(lambda read: clients.undo_outlook(read, merged.id))
    assert (outlook.changed, outlook.added, outlook.blocked) == ((), 0, None)
    assert [line.id for line in ask(lambda read: clients.merges_of(read, oksana))] == [merged.id]


def test_three_records_are_taken_apart_in_their_order(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    third = do(lambda work: clients.register(work, {**OKSANA, "given": "Oxana"})).id
    before = ask(told)
    first = do(lambda work: clients.merge_people(work, oksana, again, {}))
    last = do(lambda work: clients.merge_people(work, third, oksana, {}))
    assert ask(lambda read: clients.living_id(read, again)) == third
    with pytest.raises(CicError) as refused:
        do(lambda work: clients.undo_merge(work, first.id))
    assert "Undo that first" in str(refused.value)
    do(lambda work: clients.undo_merge(work, last.id))
    do(lambda work: clients.undo_merge(work, first.id))
    assert ask(told) == before
    with pytest.raises(Missing):
        do(lambda work: clients.undo_merge(work, first.id))


def test_a_kept_record_taken_out_of_the_lists_is_put_back_first(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    merged = do(lambda work: clients.merge_people(work, oksana, again, {}))
    do(lambda work: clients.retire_client(work, oksana, clients.card(work, oksana).revision))
    with pytest.raises(CicError, match="Put it back first"):
        do(lambda work: clients.undo_merge(work, merged.id))


# --- comparing ----------------------------------------------------------------------------------------------


def test_the_better_value_is_chosen_to_begin_with(ask: Any, oksana: str, again: str) -> None:
    seen = ask(lambda read: clients.compare_people(read, again, oksana))
    assert seen.kept.line.id == oksana  # as much help in both: the older registration
    picks = {field.name: field.pick for field in seen.fields if not field.alike}
    assert picks["pesel"] == "kept"  # the only one
    assert picks["given"] == "gone"  # says more
    assert picks["surname"] == "kept"  # of the completed record
    assert {field.name for field in seen.fields if field.alike} >= {"sex", "birth_date"}


def test_the_other_record_can_be_the_one_that_stays(ask: Any, oksana: str, again: str) -> None:
    seen = ask(lambda read: clients.compare_people(read, oksana, again, keep=again))
    assert (seen.kept.line.id, seen.gone.line.id) == (again, oksana)
    assert {f.name: f.pick for f in seen.fields}["pesel"] == "gone"


def test_two_lines_to_sign_of_one_talk_become_one(do: Do[Any], ask: Any, oksana: str, again: str) -> None:
    def put(work: Work) -> None:
        maker = _Maker(work)
        sitting = maker.row("sitting")
        for person, signed in ((oksana, None), (again, TODAY)):
            maker.row("signature_line", sitting_id=sitting, person_id=person, signed_on=signed)

    do(put)
    before = ask(told)
    merged = do(lambda work: clients.merge_people(work, oksana, again, {}))
    lines = ask(lambda read: read.sql("SELECT person_id, signed_on FROM signature_line WHERE deleted_at IS NULL"))
    assert lines == [(oksana, TODAY.isoformat())]
    do(lambda work: clients.undo_merge(work, merged.id))
    assert ask(told) == before
