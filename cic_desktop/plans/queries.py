"""Reading needs and plans: a person's, those to be looked at again, the steps that are due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.plans.rows import DueLine, GoalLine, NeedLine, PlanLine, PlanView, StepLine

__all__ = ["reviews_due", "steps_due", "support_plan"]


def support_plan(read: Read, person_id: str) -> PlanView:
    """A person's needs and plans; empty ones for somebody nobody asked yet."""
    read.require(Right.READ_CLIENTS)
    plans = [_plan(read, row) for row in read.sql(_PLANS, (person_id,))]
    under_way = next((plan for plan in plans if plan.closed_on is None), None)
    needs = tuple(_need(row) for row in read.sql(_NEEDS, (person_id,)))
    return PlanView(needs, under_way, tuple(plan for plan in plans if plan is not under_way))


def reviews_due(read: Read, until: date, account_id: str = "") -> list[DueLine]:
    """Plans to be looked at again up to a day, the longest overdue first; of one colleague when named."""
    read.require(Right.READ_CLIENTS)
    return _due(read.sql(_REVIEWS, {"until": until.isoformat(), "account": account_id}))


def steps_due(read: Read, until: date, account_id: str = "") -> list[DueLine]:
    """Steps of plans under way to be done up to a day, the longest overdue first; of one colleague when named."""
    read.require(Right.READ_CLIENTS)
    return _due(read.sql(_STEPS_DUE, {"until": until.isoformat(), "account": account_id}))


_PLANS = """
SELECT p.id, p.revision, p.account_id, coalesce(a.name, ''), p.opened_on, p.review_on, p.agreed_on, p.closed_on,
  p.outcome, p.summary
FROM plan p LEFT JOIN account a ON a.id = p.account_id
WHERE p.person_id = ? AND p.deleted_at IS NULL ORDER BY p.opened_on DESC, p.id DESC
"""
_GOALS = """
SELECT id, revision, title, area, state, reached_on FROM goal
WHERE plan_id = ? AND deleted_at IS NULL ORDER BY place, id
"""
_STEPS = """
SELECT s.goal_id, s.id, s.revision, s.title, coalesce(s.account_id, ''), coalesce(a.name, ''), s.due_on, s.done_on
FROM step s JOIN goal g ON g.id = s.goal_id LEFT JOIN account a ON a.id = s.account_id
WHERE g.plan_id = ? AND s.deleted_at IS NULL ORDER BY s.place, s.id
"""
_NEEDS = """
SELECT n.id, n.revision, n.area, n.level, n.description, n.noted_on, n.met_on, coalesce(a.name, '')
FROM need n LEFT JOIN account a ON a.id = n.account_id
WHERE n.person_id = ? AND n.deleted_at IS NULL
ORDER BY n.met_on IS NOT NULL, n.noted_on DESC, n.id
"""
_REVIEWS = """
SELECT p.id, p.person_id, trim(c.surname || ' ' || c.given), '', p.review_on, p.account_id, coalesce(a.name, '')
FROM plan p JOIN person c ON c.id = p.person_id LEFT JOIN account a ON a.id = p.account_id
WHERE p.review_on <= :until AND p.closed_on IS NULL AND p.deleted_at IS NULL AND c.deleted_at IS NULL
  AND (:account = '' OR p.account_id = :account)
ORDER BY p.review_on, c.sort_key, p.id
"""
_STEPS_DUE = """
SELECT s.id, p.person_id, trim(c.surname || ' ' || c.given), s.title, s.due_on, coalesce(s.account_id, ''),
  coalesce(a.name, '')
FROM step s JOIN goal g ON g.id = s.goal_id JOIN plan p ON p.id = g.plan_id JOIN person c ON c.id = p.person_id
LEFT JOIN account a ON a.id = s.account_id
WHERE s.due_on <= :until AND s.done_on IS NULL AND s.deleted_at IS NULL AND g.state = 'open'
  AND g.deleted_at IS NULL AND p.closed_on IS NULL AND p.deleted_at IS NULL AND c.deleted_at IS NULL
  AND (:account = '' OR s.account_id = :account)
ORDER BY s.due_on, c.sort_key, s.id
"""


def _plan(read: Read, row: Any) -> PlanLine:
    row_id, revision, account_id, leader, *days, outcome, summary = row
    steps: dict[str, list[StepLine]] = {}
    for goal_id, step_id, number, title, who_id, who, due, done in read.sql(_STEPS, (row_id,)):
        line = StepLine(step_id, number, title, who_id, who, _day(due), _day(done))
        steps.setdefault(goal_id, []).append(line)
    goals = tuple(
        GoalLine(*(*plain, _day(reached), tuple(steps.get(plain[0], ()))))
        for *plain, reached in read.sql(_GOALS, (row_id,))
    )
    opened, review, agreed, closed = map(_day, days)
    assert opened is not None
    return PlanLine(row_id, revision, account_id, leader, opened, review, agreed, closed, outcome, summary, goals)


def _need(row: Any) -> NeedLine:
    *plain, noted, met, by = row
    return NeedLine(*(*plain, date.fromisoformat(noted), _day(met), by))


def _due(rows: Iterable[Any]) -> list[DueLine]:
    return [DueLine(*(*plain, date.fromisoformat(due), who_id, who)) for *plain, due, who_id, who in rows]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
