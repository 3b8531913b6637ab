"""The demo's families: guardians, plans under way, checks of staff, facts that held once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from cic_desktop import clients, plans, protection
from cic_desktop.startup import Opened
from tests.demo.conftest import UNTIL

Sql = Callable[..., list[Any]]


def test_most_children_have_somebody_who_represents_them(sql: Sql) -> None:
    grown = (UNTIL - timedelta(days=18 * 366)).isoformat()
    children = {row[0] for row in sql("SELECT id FROM person WHERE birth_date > ?", (grown,))}
    guarded = {row[0] for row in sql("SELECT person_id FROM guardian WHERE legal = 1")}
    assert len(guarded) > 5
    assert guarded < children


def test_plans_are_under_way_in_every_state(shown: Opened) -> None:
    with shown.database.read(shown.actor) as read:
        ids = [row[0] for row in read.sql("SELECT person_id FROM plan")]
        found = [plans.support_plan(read, person_id) for person_id in ids]
        assert len(plans.reviews_due(read, UNTIL + timedelta(days=60))) >= 5
        assert any(line.due_on < UNTIL for line in plans.reviews_due(read, UNTIL))
        assert plans.steps_due(read, UNTIL + timedelta(days=14))
    assert all(view.plan and view.needs and view.plan.goals for view in found)
    assert {bool(view.plan and view.plan.agreed_on) for view in found} == {True, False}
    done = [step.done_on for view in found if view.plan for goal in view.plan.goals for step in goal.steps]
    assert None in done
    assert any(done)


def test_staff_has_checks_that_hold_are_late_and_are_missing(shown: Opened) -> None:
    with shown.database.read(shown.actor) as read:
        lines = protection.staff_checks(read)
    states = {protection.check_state(check) for line in lines for check in (line.register, line.standards)}
    assert states >= {"ok", "missing"}


def test_facts_that_held_once_stand_with_their_dates(shown: Opened) -> None:
    with shown.database.read(shown.actor) as read:
        rows = read.sql("SELECT person_id FROM address WHERE kind = 'previous' AND valid_to IS NOT NULL")
        assert rows
        parts = clients.card(read, rows[0][0]).parts_of("address")
    ended = [part for part in parts if part.answers["valid_to"]]
    assert all(date.fromisoformat(part.answers["valid_to"]) < UNTIL for part in ended)
