"""The individual support plan on paper: needs, goals and steps, in Polish and the person's language, to be signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cic_desktop import plans
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import Missing
from cic_desktop.db.work import Read
from cic_desktop.forms.papers.model import PaperFacts, read_papers
from cic_desktop.forms.papers.service import paper_facts
from cic_desktop.i18n import LANGUAGES, Day, Plain, Text, _
from cic_desktop.plans import GoalLine, PlanLine, PlanView

__all__ = ["print_plan"]

_NOTHING = Plain("")


def print_plan(read: Read, person_id: str, plan_id: str) -> bytes:
    """A plan for signature, as PDF. Raises Missing, Invalid (a letter that cannot be printed)."""
    from cic_desktop.forms.papers.sheet import draw

    view = plans.support_plan(read, person_id)
    plan = next((one for one in (view.plan, *view.before) if one and one.id == plan_id), None)
    if plan is None:
        raise Missing()
    facts = _facts(paper_facts(read, person_id), view, plan)
    paper = next(paper for paper in read_papers("slips") if paper.id == "plan")
    return draw((paper,), facts, facts.language if facts.language in LANGUAGES else "en")


def _facts(facts: PaperFacts, view: PlanView, plan: PlanLine) -> PaperFacts:
    words: dict[str, Text] = {
        "leader": Plain(plan.leader),
        "opened_on": Day(plan.opened_on, "short"),
        "review_on": Day(plan.review_on, "short") if plan.review_on else _NOTHING,
    }
    needs = tuple(
        (code_label("need_area", need.area), code_label("need_level", need.level), Plain(need.description))
        for need in view.needs
        if need.met_on is None or need.met_on >= plan.opened_on
    )
    steps = tuple(row for goal in plan.goals for row in _goal(goal))
    tables = {"summary": ((Plain(plan.summary),),), "needs": needs, "goals": steps}
    return replace(facts, words={**facts.words, **words}, tables=tables)


def _goal(goal: GoalLine) -> Iterator[tuple[Text, ...]]:
    """A line for each step, the goal's words on the first of them."""
    title: Text = Plain(goal.title)
    for step in goal.steps:
        who: Text = Plain(step.who) if step.who else _("the person themselves")
        due, done = (Day(day, "short") if day else _NOTHING for day in (step.due_on, step.done_on))
        yield title, Plain(step.title), who, due, done
        title = _NOTHING
    if not goal.steps:
        yield title, _NOTHING, _NOTHING, _NOTHING, _NOTHING
