"""Needs and the individual support plan: goals, steps, who does them, when they are looked at again."""

from __future__ import annotations

from datetime import date

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = ["Goal", "Need", "Plan", "Step"]


class Need(Row, table=True):
    """A need as diagnosed on a day, in one area of life."""

    __tablename__ = "need"
    __table_args__ = table_args()

    person_id: str = link("person")
    area: str  # code list `need_area`
    level: str = ""  # code list `need_level`
    noted_on: date
    met_on: date | None = None
    account_id: str = link("account")
    description: str = column("", privacy=Privacy.SPECIAL)


class Plan(Row, table=True):
    """An individual support plan; the open one is the latest without `closed_on`."""

    __tablename__ = "plan"
    __table_args__ = table_args()

    person_id: str = link("person")
    account_id: str = link("account")  # who leads it
    opened_on: date
    review_on: date | None = None
    agreed_on: date | None = None  # signed by the person
    closed_on: date | None = None
    outcome: str = ""  # code list `plan_outcome`
    summary: str = column("", privacy=Privacy.SPECIAL)


class Goal(Row, table=True):
    """What the person wants to reach."""

    __tablename__ = "goal"
    __table_args__ = table_args()

    plan_id: str = link("plan")
    area: str
    place: int = 0  # order within the plan
    title: str = column("", privacy=Privacy.SPECIAL)
    state: str = "open"  # open, reached, given_up
    reached_on: date | None = None


class Step(Row, table=True):
    """One step towards a goal: whose it is, by when."""

    __tablename__ = "step"
    __table_args__ = table_args()

    goal_id: str = link("goal")
    place: int = 0
    title: str = column("", privacy=Privacy.SPECIAL)
    account_id: str | None = link("account", optional=True)  # the client's own when empty
    due_on: date | None = None
    done_on: date | None = None
