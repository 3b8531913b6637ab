"""What is done to needs and plans: noted, agreed with the person, ticked off, looked at again, closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from cic_desktop.clients.history import HistoryPart
from cic_desktop.clients.tables import Person
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answer, Field
from cic_desktop.core.rights import Right
from cic_desktop.db.base import Row
from cic_desktop.db.work import Work
from cic_desktop.i18n import _
from cic_desktop.plans.fields import CLOSING, GOAL, NEED, PLAN, STEP
from cic_desktop.plans.tables import Goal, Need, Plan, Step

__all__ = [
    "HISTORY", "Kind", "add_goal", "add_need", "add_step", "amend", "close_plan", "open_plan", "put_back",
    "reopen_plan", "take_off", "tick_step",
]  # fmt: skip

Kind = Literal["need", "plan", "goal", "step"]
Given = Mapping[str, Answer]
_KINDS: dict[Kind, tuple[type[Row], tuple[Field, ...]]] = {
    "need": (Need, NEED), "plan": (Plan, PLAN), "goal": (Goal, GOAL), "step": (Step, STEP),
}  # fmt: skip
HISTORY: dict[str, HistoryPart] = {
    "need": HistoryPart(_("Need"), {field.name: field for field in NEED}),
    "plan": HistoryPart(
        _("Support plan"), {field.name: field for field in (*PLAN, *CLOSING) if field.name != "account_id"}
    ),
    "goal": HistoryPart(
        _("Goal"),
        {field.name: field for field in GOAL},
        "SELECT id FROM goal WHERE plan_id IN (SELECT id FROM plan WHERE person_id = :person)",
    ),
    "step": HistoryPart(
        _("Step"),
        {field.name: field for field in STEP if field.name != "account_id"},
        "SELECT id FROM step WHERE goal_id IN (SELECT g.id FROM goal g JOIN plan p ON p.id = g.plan_id "
        "WHERE p.person_id = :person)",
    ),
}
"""How a person's history words these tables."""

_ORDERED = (("opened_on", "review_on"), ("opened_on", "agreed_on"), ("noted_on", "met_on"))
_HAPPENED = ("opened_on", "agreed_on", "noted_on", "met_on", "reached_on", "done_on", "closed_on")


def add_need(work: Work, person_id: str, answers: Given) -> str:
    """Note a need of a person. Raises Invalid, Missing."""
    work.require(Right.EDIT_CLIENTS)
    work.get(Person, person_id)
    values = _read("need", answers)
    return work.add(Need(person_id=person_id, account_id=work.actor.id, **values)).id


def open_plan(work: Work, person_id: str, answers: Given) -> str:
    """Begin a plan; the one before has to be closed. Raises CicError, Invalid, Missing."""
    work.require(Right.EDIT_CLIENTS)
    work.get(Person, person_id)
    if work.sql("SELECT 1 FROM plan WHERE person_id = ? AND closed_on IS NULL AND deleted_at IS NULL", (person_id,)):
        raise CicError(_("A plan is under way already. Close it before you begin another one."))
    return work.add(Plan(person_id=person_id, **_read("plan", answers))).id


def add_goal(work: Work, plan_id: str, answers: Given) -> str:
    """Put a goal behind those a plan has. Raises Invalid, Missing."""
    work.require(Right.EDIT_CLIENTS)
    work.get(Plan, plan_id)
    return work.add(
        Goal(plan_id=plan_id, place=_next_place(work, "goal", "plan_id", plan_id), **_read("goal", answers))
    ).id


def add_step(work: Work, goal_id: str, answers: Given) -> str:
    """Put a step behind those a goal has. Raises Invalid, Missing."""
    work.require(Right.EDIT_CLIENTS)
    work.get(Goal, goal_id)
    return work.add(
        Step(goal_id=goal_id, place=_next_place(work, "step", "goal_id", goal_id), **_read("step", answers))
    ).id


def amend(work: Work, kind: Kind, row_id: str, revision: int, answers: Given) -> None:
    """Change a need, a plan, a goal or a step. Raises Stale, Invalid, Missing."""
    work.require(Right.EDIT_CLIENTS)
    row = work.get(_KINDS[kind][0], row_id)
    work.amend(row, _read(kind, answers, row), revision)


def take_off(work: Work, kind: Kind, row_id: str) -> None:
    """Take a need, a plan, a goal or a step out of sight; what hangs on it goes with it and comes back with it."""
    work.require(Right.EDIT_CLIENTS)
    work.retire(work.get(_KINDS[kind][0], row_id))


def put_back(work: Work, kind: Kind, row_id: str) -> None:
    """Undo `take_off`. Raises Missing."""
    work.require(Right.EDIT_CLIENTS)
    work.bring_back(_KINDS[kind][0], row_id)


def tick_step(work: Work, step_id: str, done: bool) -> None:
    """A step was done today, or was not after all."""
    work.require(Right.EDIT_CLIENTS)
    work.amend(work.get(Step, step_id), {"done_on": clock.local(work.now).date() if done else None})


def close_plan(work: Work, plan_id: str, revision: int, answers: Given) -> None:
    """End a plan with its outcome. Raises Stale, Invalid, Missing."""
    work.require(Right.EDIT_CLIENTS)
    row = work.get(Plan, plan_id)
    values = read_answers(CLOSING, answers)
    values["closed_on"] = values["closed_on"] or clock.today()
    _check({**values, "opened_on": row.opened_on}, (("opened_on", "closed_on"),))
    work.amend(row, values, revision)


def reopen_plan(work: Work, plan_id: str) -> None:
    """Undo `close_plan`. Raises CicError when another plan was begun meanwhile."""
    work.require(Right.EDIT_CLIENTS)
    row = work.get(Plan, plan_id)
    sql = "SELECT 1 FROM plan WHERE person_id = ? AND id <> ? AND closed_on IS NULL AND deleted_at IS NULL"
    if work.sql(sql, (row.person_id, plan_id)):
        raise CicError(_("A plan is under way already. Close it before you begin another one."))
    work.amend(row, {"closed_on": None, "outcome": ""})


def _read(kind: Kind, answers: Given, row: Any = None) -> Values:
    """The columns answered; a first day that is not given is the one before, or today."""
    values = read_answers(_KINDS[kind][1], answers)
    for name in ("noted_on", "opened_on"):
        if name in values:
            values[name] = values[name] or getattr(row, name, None) or clock.today()
    if kind == "goal":
        values["state"] = values["state"] or "open"
        reached = values["state"] == "reached"
        values["reached_on"] = (values["reached_on"] or clock.today()) if reached else None
    if kind == "step":
        values["account_id"] = values["account_id"] or None
    _check(values, _ORDERED)
    return values


def _check(values: Values, ordered: tuple[tuple[str, str], ...]) -> None:
    problems = [
        Problem(end, _("The end is before the start. Please check both dates."))
        for start, end in ordered
        if _day(values, start) and _day(values, end) and values[end] < values[start]
    ]
    problems += [
        Problem(name, _("This date is in the future. Please check it."))
        for name in _HAPPENED
        if (day := _day(values, name)) and day > clock.today()
    ]
    if problems:
        raise Invalid(*problems)


def _day(values: Values, name: str) -> date | None:
    return values.get(name)


def _next_place(work: Work, table: str, column: str, above: str) -> int:
    return int(work.sql(f"SELECT coalesce(max(place), 0) + 1 FROM {table} WHERE {column} = ?", (above,))[0][0])
