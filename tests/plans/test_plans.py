"""Needs and plans: noted with the person, goals broken into steps, looked at again, nothing forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cic_desktop import clients, plans
from cic_desktop.core.errors import CicError, Invalid, NotAllowed, Stale
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.reports.timeline import timeline
from cic_desktop.startup import Opened
from tests.people import OKSANA

Do = Callable[..., Any]


@pytest.fixture
def do(register: Opened) -> Do:
    def act(service: Callable[..., Any], *args: Any) -> Any:
        with register.database.write(register.actor, "plan") as work:
            return service(work, *args)

    return act


@pytest.fixture
def look(register: Opened) -> Do:
    def see(query: Callable[..., Any], *args: Any) -> Any:
        with register.database.read(register.actor) as read:
            return query(read, *args)

    return see


@pytest.fixture
def oksana(do: Do) -> str:
    return str(do(clients.register, OKSANA).id)


@pytest.fixture
def plan(do: Do, oksana: str, register: Opened) -> str:
    answers = {"account_id": register.actor.id, "review_on": "2026-12-10", "summary": "nurse, two children"}
    return str(do(plans.open_plan, oksana, answers))


def test_a_diagnosis_of_needs(do: Do, look: Do, oksana: str) -> None:
    do(plans.add_need, oksana, {"area": "work", "level": "high", "description": "wants to work as a nurse"})
    stay = do(plans.add_need, oksana, {"area": "stay", "level": "urgent", "noted_on": "2026-11-02"})
    (work, need) = look(plans.support_plan, oksana).needs
    assert (work.area, work.noted_on, work.by) == ("work", date(2026, 11, 23), "Anna Nowak")
    do(plans.amend, "need", stay, need.revision, {**need.answers, "met_on": "2026-11-20"})
    assert [one.area for one in look(plans.support_plan, oksana).needs if one.met_on] == ["stay"]
    with pytest.raises(Stale):
        do(plans.amend, "need", stay, need.revision, need.answers)


def test_a_plan_with_goals_and_steps(do: Do, look: Do, oksana: str, plan: str, register: Opened) -> None:
    goal = do(plans.add_goal, plan, {"title": "Diploma recognised", "area": "work"})
    other = do(plans.add_goal, plan, {"title": "Polish B1", "area": "language"})
    first = do(plans.add_step, goal, {"title": "Have the diploma translated", "due_on": "2026-11-20"})
    do(plans.add_step, goal, {"title": "Application to NAWA", "account_id": register.actor.id, "due_on": "2026-12-01"})
    do(plans.tick_step, first, True)
    shown = look(plans.support_plan, oksana).plan
    assert [one.id for one in shown.goals] == [goal, other]
    assert [(step.title, step.who, step.done_on) for step in shown.goals[0].steps] == [
        ("Have the diploma translated", "", date(2026, 11, 23)), ("Application to NAWA", "Anna Nowak", None),
    ]  # fmt: skip
    assert (shown.goals[0].done, shown.leader, shown.goals[1].state) == (1, "Anna Nowak", "open")


def test_only_one_plan_is_under_way(do: Do, look: Do, oksana: str, plan: str, register: Opened) -> None:
    answers = {"account_id": register.actor.id, "review_on": "2027-01-10"}
    with pytest.raises(CicError, match="under way"):
        do(plans.open_plan, oksana, answers)
    line = look(plans.support_plan, oksana).plan
    do(plans.close_plan, plan, line.revision, {"outcome": "partly"})
    new = do(plans.open_plan, oksana, answers)
    view = look(plans.support_plan, oksana)
    assert view.plan.id == new
    assert [(one.id, one.outcome) for one in view.before] == [(plan, "partly")]
    with pytest.raises(CicError, match="under way"):
        do(plans.reopen_plan, plan)


def test_closing_a_plan_is_undone(do: Do, look: Do, oksana: str, plan: str) -> None:
    do(plans.close_plan, plan, look(plans.support_plan, oksana).plan.revision, {"outcome": "reached"})
    assert look(plans.support_plan, oksana).plan is None
    do(plans.reopen_plan, plan)
    assert look(plans.support_plan, oksana).plan.outcome == ""


def test_reviews_and_steps_come_back_in_time(do: Do, look: Do, oksana: str, plan: str, register: Opened) -> None:
    goal = do(plans.add_goal, plan, {"title": "Polish B1", "area": "language"})
    do(plans.add_step, goal, {"title": "Enrol", "due_on": "2026-11-20"})
    assert look(plans.reviews_due, date(2026, 12, 9)) == []
    (review,) = look(plans.reviews_due, date(2026, 12, 10), register.actor.id)
    assert (review.person, review.due_on, review.who) == ("Kovalenko Oksana", date(2026, 12, 10), "Anna Nowak")
    (step,) = look(plans.steps_due, date(2026, 11, 23))
    assert (step.title, step.person_id, step.who) == ("Enrol", oksana, "")
    assert look(plans.steps_due, date(2026, 11, 23), register.actor.id) == []
    do(plans.take_off, "goal", goal)
    assert look(plans.steps_due, date(2026, 11, 23)) == []
    do(plans.put_back, "goal", goal)
    assert len(look(plans.steps_due, date(2026, 11, 23))) == 1


def test_a_reached_goal_has_its_day(do: Do, look: Do, oksana: str, plan: str) -> None:
    goal = do(plans.add_goal, plan, {"title": "Polish B1", "area": "language"})
    line = look(plans.support_plan, oksana).plan.goals[0]
    do(plans.amend, "goal", goal, line.revision, {**line.answers, "state": "reached"})
    line = look(plans.support_plan, oksana).plan.goals[0]
    assert line.reached_on == date(2026, 11, 23)
    do(plans.amend, "goal", goal, line.revision, {**line.answers, "state": "open"})
    assert look(plans.support_plan, oksana).plan.goals[0].reached_on is None


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"review_on": ""}, "review_on"),
        ({"opened_on": "2026-11-01", "review_on": "2026-10-01"}, "review_on"),
        ({"opened_on": "2026-12-24"}, "opened_on"),
        ({"account_id": ""}, "account_id"),
    ],
)
def test_a_plan_that_cannot_be_says_why(
    do: Do, oksana: str, register: Opened, answers: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        do(plans.open_plan, oksana, {"account_id": register.actor.id, "review_on": "2026-12-30", **answers})
    assert field in {problem.field for problem in caught.value.problems}


def test_progress_is_on_the_timeline(do: Do, look: Do, oksana: str, plan: str) -> None:
    do(plans.add_need, oksana, {"area": "work", "level": "urgent"})
    goal = do(plans.add_goal, plan, {"title": "Polish B1", "area": "language", "state": "reached"})
    do(plans.tick_step, do(plans.add_step, goal, {"title": "Enrol"}), True)
    told = [entry.title.render("en") for entry in look(timeline, oksana) if entry.group == "plan"]
    assert set(told) == {"Support plan begun", "Goal reached", "Needs noted", "Step done"}


def test_a_specialist_reads_and_does_not_write(register: Opened, look: Do, oksana: str, plan: str) -> None:
    with pytest.raises(NotAllowed), register.database.write(Actor("x", "x", Role.SPECIALIST), "try") as work:
        plans.add_goal(work, plan, {"title": "x", "area": "work"})
    with register.database.read(Actor("x", "x", Role.SPECIALIST)) as read:
        assert plans.support_plan(read, oksana).plan is not None
