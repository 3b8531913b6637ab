"""What screens and prints show of needs and plans: frozen, made on the read lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cic_desktop.core.fields import Answers

__all__ = ["DueLine", "GoalLine", "NeedLine", "PlanLine", "PlanView", "StepLine"]


@dataclass(frozen=True)
class NeedLine:
    """A need as noted on a day."""

    id: str
    revision: int
    area: str
    level: str
    description: str
    noted_on: date
    met_on: date | None
    by: str

    @property
    def answers(self) -> Answers:
        return _answers(self, "area level description noted_on met_on")


@dataclass(frozen=True)
class StepLine:
    """A step; `who` is empty when it is the person's own."""

    id: str
    revision: int
    title: str
    account_id: str
    who: str
    due_on: date | None
    done_on: date | None

    @property
    def answers(self) -> Answers:
        return _answers(self, "title account_id due_on done_on")


@dataclass(frozen=True)
class GoalLine:
    """A goal with its steps in order."""

    id: str
    revision: int
    title: str
    area: str
    state: str
    reached_on: date | None
    steps: tuple[StepLine, ...]

    @property
    def answers(self) -> Answers:
        return _answers(self, "title area state reached_on")

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done_on is not None for step in self.steps)


@dataclass(frozen=True)
class PlanLine:
    """A plan with its goals in order."""

    id: str
    revision: int
    account_id: str
    leader: str
    opened_on: date
    review_on: date | None
    agreed_on: date | None
    closed_on: date | None
    outcome: str
    summary: str
    goals: tuple[GoalLine, ...]

    @property
    def answers(self) -> Answers:
        return _answers(self, "account_id opened_on review_on agreed_on summary")

    @property
    def closing(self) -> Answers:
        """How it ended, as it is asked."""
        return _answers(self, "outcome closed_on")


@dataclass(frozen=True)
class PlanView:
    """A person's needs (the open ones first), the plan under way, and those before."""

    needs: tuple[NeedLine, ...]
    plan: PlanLine | None
    before: tuple[PlanLine, ...]


@dataclass(frozen=True)
class DueLine:
    """A plan to look at again, or a step to be done, by a day."""

    id: str
    person_id: str
    person: str
    title: str  # of a step; empty for a plan's review
    due_on: date
    account_id: str
    who: str


def _answers(row: object, names: str) -> Answers:
    told = {name: getattr(row, name) for name in names.split()}
    return {name: value.isoformat() if isinstance(value, date) else value or "" for name, value in told.items()}
