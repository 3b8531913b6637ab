"""Three years that could have been: everything in its order, and something to show on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from cic_desktop import assistance, clients, demo, diary, forms, stay
from cic_desktop.assistance.kinds import KINDS
from cic_desktop.core import clock
from cic_desktop.core.codes import code_list
from cic_desktop.demo import rhythm
from cic_desktop.startup import Opened
from tests.demo.conftest import UNTIL, Make

Sql = Callable[..., list[Any]]


def test_help_is_given_to_people_already_born_and_registered(sql: Sql) -> None:
    rows = sql(
        "SELECT s.day, p.birth_date, p.registered_on, p.sex, q.sex, q.age FROM service s "
        "JOIN service_person q ON q.service_id = s.id JOIN person p ON p.id = q.person_id"
    )
    assert len(rows) > 700
    for day, born, registered, sex, sex_then, age in rows:
        assert born < day >= registered
        assert sex == sex_then
        assert 0 <= age <= 100


def test_there_are_as_many_people_and_services_as_were_asked_for(sql: Sql) -> None:
    assert sql("SELECT count(*) FROM person WHERE deleted_at IS NULL") == [(demo.CLIENTS,)]
    assert sql("SELECT count(*) FROM service WHERE deleted_at IS NULL") == [(demo.SERVICES,)]


def test_every_act_lies_on_a_working_day_and_help_is_told_in_its_order(sql: Sql) -> None:
    """The casework of the last weeks is told after the help, part by part."""
    rows = sql("SELECT at FROM act WHERE verb <> 'make the register' ORDER BY n")
    moments = [datetime.fromisoformat(row[0]) for row in rows]
    told = next(place for place in range(1, len(moments)) if moments[place] < moments[place - 1])
    assert clock.local(moments[told - 1]).date() == UNTIL
    for moment in map(clock.local, moments):
        assert rhythm.is_open(moment.date()) or moment.date() == rhythm.first_day(UNTIL)
        assert 7 <= moment.hour <= 18
        assert moment.date() <= UNTIL


def test_rows_are_stamped_by_their_act(sql: Sql) -> None:
    for table in ("person", "sitting", "service", "appointment"):
        assert sql(
            f'SELECT 1 FROM {table} t JOIN op o ON o."row" = t.id AND o.col IS NULL JOIN act a ON a.n = o.act '
            "WHERE a.at <> t.created_at OR a.who <> t.created_by LIMIT 1"
        ) == []  # fmt: skip


def test_a_sitting_is_written_down_on_its_day_by_who_held_it(sql: Sql) -> None:
    for day, written, account, author in sql("SELECT day, created_at, account_id, created_by FROM sitting"):
        assert clock.local(datetime.fromisoformat(written)).date().isoformat() == day
        assert account == author


def test_every_kind_every_topic_and_every_state_is_there(sql: Sql) -> None:
    kinds = Counter(row[0] for row in sql("SELECT kind FROM service"))
    assert all(kinds[kind.code] > 8 for kind in KINDS)
    by_hand = "FROM service WHERE kind <> 'course'"  # a lesson has neither topic nor outcome
    assert {row[0] for row in sql(f"SELECT topic {by_hand}")} == set(code_list("topic").codes)
    states = {row[0] for row in sql("SELECT json_extract(details, '$.state') FROM service WHERE kind = 'referral'")}
    assert states == set(code_list("referral_state").codes) - {"need", "qualified"}
    assert {row[0] for row in sql("SELECT state FROM appointment")} == {"planned", "held", "no_show", "called_off"}
    assert {row[0] for row in sql("SELECT signature FROM sitting")} == {"now", "list", "none"}
    assert {row[0] for row in sql(f"SELECT outcome {by_hand}")} == set(code_list("outcome").codes)


def test_sittings_hold_several_services_for_several_people_and_enquiries_for_nobody(sql: Sql) -> None:
    assert len(sql("SELECT sitting_id FROM service GROUP BY 1 HAVING count(*) >= 2")) > 50
    assert len(sql("SELECT service_id FROM service_person GROUP BY 1 HAVING count(*) >= 2")) > 20
    assert len(sql("SELECT 1 FROM service_person WHERE person_id IS NULL")) > 50
    assert {row[0] for row in sql("SELECT countable FROM service_person WHERE person_id IS NOT NULL")} == {0, 1}


def test_the_specialists_hold_their_own_consultations(sql: Sql) -> None:
    rows = sql(
        "SELECT DISTINCT a.speciality, s.kind, json_extract(s.details, '$.specialist') FROM service s "
        "JOIN sitting t ON t.id = s.sitting_id JOIN account a ON a.id = t.account_id WHERE a.role = 'specialist'"
    )
    assert {kind for _, kind, _ in rows} == {"consultation"}
    gives = {"lawyer": ("lawyer", "labour"), "psychologist": ("psychologist", "child_psychologist")}
    assert all(held in gives[own] for own, _, held in rows)


def test_today_has_its_agenda_and_its_promises(shown: Opened) -> None:
    with shown.database.read(shown.actor) as read:
        agenda = diary.agenda(read, UNTIL)
        assert len(agenda) >= 8
        assert len([line for line in agenda if line.state == "planned"]) >= 6
        for ahead in rhythm.working_days_after(UNTIL, 10):
            assert len(diary.agenda(read, ahead)) >= 3
        due = Counter(
            "overdue" if line.day < UNTIL else "today" if line.day == UNTIL else "later"
            for line in assistance.follow_ups(read, UNTIL + timedelta(days=14))
        )
        assert min(due["overdue"], due["today"], due["later"]) >= 1
        assert assistance.unsigned_count(read, rhythm.first_day(UNTIL), UNTIL) >= 3


def test_some_stays_end_soon_and_some_have_ended(shown: Opened) -> None:
    with shown.database.read(shown.actor) as read:
        names = [line.surname for line in clients.first_clients(read, 100, which="ending")]
        radar = stay.deadlines(read, UNTIL, 60)
    assert names
    assert radar.within("overdue")
    assert radar.within("30")


def test_some_registrations_are_to_be_completed(sql: Sql) -> None:
    (open_ones,) = sql("SELECT count(*) FROM person WHERE complete = 0")[0]
    assert 3 <= open_ones <= 40
    assert sql("SELECT 1 FROM draft") == []


def test_nobody_misses_an_appointment_that_has_not_been(sql: Sql) -> None:
    assert sql("SELECT 1 FROM appointment WHERE day > ? AND state <> 'planned'", (UNTIL.isoformat(),)) == []
    waiting = "SELECT appointment_id FROM visit WHERE state = 'prepared'"  # over, and still to be told
    late = f"SELECT 1 FROM appointment WHERE day < ? AND state = 'planned' AND id NOT IN ({waiting})"
    assert sql(late, (UNTIL.isoformat(),)) == []
    held = sql("SELECT d.day, s.day FROM appointment d JOIN service s ON s.id = d.service_id WHERE d.state = 'held'")
    assert len(held) > 30
    assert all(agreed == given for agreed, given in held)


def test_some_forms_were_filled_for_clients(shown: Opened) -> None:
    with shown.database.read(shown.actor) as read:
        kept = forms.filled_forms(read)
        assert len(kept) >= 3
        assert {line.form_id for line in kept} >= {"EL-W-1", "MOS-CZASOWY"}
        assert {line.state for line in kept} >= {"started", "printed", "signed", "submitted", "called", "decided"}
        printed = next(line for line in kept if line.state == "printed")
        assert forms.filled_pdf(read, printed.id).startswith(b"%PDF")


def test_the_load_grows_and_rests_on_sundays(sql: Sql) -> None:
    days = [date.fromisoformat(row[0]) for row in sql("SELECT day FROM service")]
    years = Counter((UNTIL - day).days // 366 for day in days)
    assert years[0] > years[1] > years[2] > 0
    assert not [day for day in days if day.weekday() == 6]


def test_who_takes_part_was_asked_and_told(sql: Sql) -> None:
    assert sql("SELECT 1 FROM participation WHERE declared_on < enrolled_on OR exited_on < declared_on") == []
    assert len(sql("SELECT 1 FROM participation WHERE declared_on IS NOT NULL")) > 80
    assert len(sql("SELECT 1 FROM participation WHERE exited_on IS NOT NULL")) > 5
    assert sql("SELECT count(*) FROM consent WHERE kind = 'rodo_information'") == sql("SELECT count(*) FROM person")
    assert len(sql("SELECT 1 FROM project")) == 2


def test_a_centre_can_end_on_a_sunday_or_a_holiday(make: Make) -> None:
    for until in (date(2026, 11, 22), date(2026, 12, 25), date(2024, 2, 29)):
        opened = make(15, 60, until=until)
        with opened.database.read(opened.actor) as read:
            assert len(diary.agenda(read, until)) >= 5
            assert read.sql("SELECT max(day) <= ? FROM service", (until.isoformat(),)) == [(1,)]


def test_nobody_is_in_two_meetings_at_once_nor_two_specialists_in_one_room(sql: Sql) -> None:
    minute = "CAST(substr({0}.starts_at, 1, 2) AS INTEGER) * 60 + CAST(substr({0}.starts_at, 4) AS INTEGER)"
    first, second = minute.format("a"), minute.format("b")
    clashes = sql(
        "SELECT a.day, a.starts_at, b.starts_at, x.name, y.name FROM appointment a "
        "JOIN appointment b ON b.day = a.day AND b.id > a.id "
        "JOIN account x ON x.id = a.account_id JOIN account y ON y.id = b.account_id "
        "WHERE a.deleted_at IS NULL AND b.deleted_at IS NULL AND a.state <> 'called_off' AND b.state <> 'called_off' "
        "AND (a.account_id = b.account_id OR x.role = 'specialist' AND y.role = 'specialist' AND a.day >= :until) "
        f"AND {first} < {second} + b.minutes AND {second} < {first} + a.minutes",
        {"until": UNTIL.isoformat()},
    )
    assert clashes == []
