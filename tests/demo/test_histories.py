"""The register has a little of everything a life brings, so that no part of a page is only ever seen empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cic_desktop import assistance, clients, stay
from cic_desktop.assistance.signing import SignList
from cic_desktop.startup import Opened
from tests.demo.conftest import UNTIL, Make

Sql = Callable[..., list[Any]]


def test_somebody_has_two_citizenships_and_somebody_none(sql: Sql) -> None:
    now = "SELECT person_id, country FROM citizenship WHERE valid_to IS NULL AND deleted_at IS NULL"
    assert sql(f"SELECT person_id FROM ({now}) GROUP BY 1 HAVING count(*) = 2")
    [(stateless,)] = sql(f"SELECT person_id FROM ({now}) WHERE country = 'XX'")
    assert sql(f"SELECT count(*) FROM ({now}) WHERE person_id = ?", (stateless,)) == [(1,)]
    assert sql("SELECT 1 FROM citizenship WHERE person_id = ? AND valid_to IS NOT NULL", (stateless,))


def test_some_had_another_surname_before(sql: Sql) -> None:
    rows = sql("SELECT surname, used_until FROM person_name WHERE kind = 'former' AND deleted_at IS NULL")
    assert len(rows) >= 3
    assert all(surname and until < UNTIL.isoformat() for surname, until in rows)


def test_who_provides_for_the_children_is_said_and_one_household_has_a_past(shown: Opened, sql: Sql) -> None:
    provided = "SELECT person_id, supporter_id FROM household_member WHERE supporter_id IS NOT NULL"
    assert len(sql(provided)) >= 5
    assert all(child != adult for child, adult in sql(provided))
    [(gone, household)] = sql("SELECT person_id, household_id FROM household_member WHERE left_on IS NOT NULL")
    [(head,)] = sql("SELECT person_id FROM household_member WHERE household_id = ? AND relation = 'head'", (household,))
    with shown.database.read(shown.actor) as read:
        assert [one.line.id for one in clients.household(read, head).former] == [gone]


def test_the_centre_has_its_own_version_of_one_rule(shown: Opened) -> None:
    with shown.database.read(shown.actor) as read:
        own = [rule for rule in stay.law_in_force(read).rules if rule.own_revision]
    assert [rule.code for rule in own] == ["passport"]
    assert max(own[0].warn) > 180


def test_follow_ups_hang_on_many_records(shown: Opened, sql: Sql) -> None:
    about = {row[0] for row in sql("SELECT about_table FROM follow_up WHERE deleted_at IS NULL")}
    assert about >= {"person", "appointment", "referral", "visit", "filled_form"}
    for table, row_id, person in sql("SELECT about_table, about_id, person_id FROM follow_up"):
        if table not in ("person", "service"):
            assert sql(f"SELECT person_id FROM {table} WHERE id = ?", (row_id,)) == [(person,)]


def test_a_list_with_codes_is_out_and_partly_signed(shown: Opened, sql: Sql) -> None:
    assert {kind for (kind,) in sql("SELECT kind FROM signature_list")} >= {"week", "group"}
    month = SignList("month", UNTIL.replace(day=1), UNTIL)
    with shown.database.read(shown.actor) as read:
        lines = assistance.sign_lines(read, month)
    with_code = [line for line in lines if line.code]
    assert 3 <= len(with_code) < len(lines)
    assert sql("SELECT 1 FROM signature_line WHERE signed_on IS NOT NULL")


def test_interpreters_come_to_a_lesson_to_an_event_and_to_a_visit(sql: Sql) -> None:
    asked = "SELECT course_id IS NOT NULL FROM gathering WHERE interpreter_id IS NOT NULL AND day > ?"
    assert sorted(sql(asked, (UNTIL.isoformat(),))) == [(0,), (1,)]
    assert sql(
        "SELECT 1 FROM visit v JOIN appointment a ON a.id = v.appointment_id "
        "WHERE v.interprets = 'interpreter' AND a.interpreter_id IS NOT NULL"
    )


def test_somebody_is_visited_at_home(sql: Sql) -> None:
    [(day, address)] = sql("SELECT day, address FROM visit WHERE institution_kind = 'home'")
    assert UNTIL.isoformat() < day < (UNTIL + timedelta(days=14)).isoformat()
    assert address


def test_what_information_was_about_is_noted(sql: Sql) -> None:
    tags = {row[0] for row in sql("SELECT json_extract(details, '$.tags') FROM service WHERE kind = 'information'")}
    assert {"driving", "employment taxes", "registration"} <= tags


def test_a_small_register_has_what_its_people_allow(make: Make) -> None:
    opened = make(20, 80)
    with opened.database.read(opened.actor) as read:
        assert read.sql("SELECT count(*) FROM citizenship WHERE country = 'XX'") == [(1,)]
