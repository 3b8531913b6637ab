"""Needs and the plan on a card: noted, ticked, looked at again, printed for signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from cic_desktop import clients, forms, plans
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.clients.row_dialog import RowDialog
from cic_desktop.ui.plans.section import PlanSection
from tests.people import OKSANA_WHOLE
from tests.ui.conftest import Ask


@pytest.fixture
def oksana(do: Ask) -> str:
    return str(do(lambda work: clients.register(work, OKSANA_WHOLE, full=True)).id)


@pytest.fixture
def section(qtbot: Any, shell: Any, oksana: str) -> Any:
    made = PlanSection(shell)
    qtbot.addWidget(made)
    shell.ctx.changed.connect(lambda changes: made.show_person(oksana) if changes.touches(made.watches) else None)
    made.show_person(oksana)
    made.show()
    yield made
    shell.ctx.changed.disconnect()


@pytest.fixture
def dialog() -> Any:
    """The open dialog."""

    def find() -> RowDialog:
        (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, RowDialog) and w.isVisible()]
        return found

    yield find
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, RowDialog) and isValid(widget):
            widget.close()


@pytest.fixture
def plan(section: PlanSection, dialog: Callable[[], RowDialog]) -> PlanSection:
    """Begun through the window, with a goal of two steps."""
    section.plan_card.begin_button.click()
    asked = dialog()
    asked.grid.set_values({"review_on": "2026-12-10", "summary": "nurse"})
    asked.save()
    section.plan_card.goal_button.click()
    asked = dialog()
    asked.grid.set_values({"title": "Diploma recognised", "area": "work"})
    asked.save()
    assert section.view is not None and section.view.plan is not None
    for title in ("Translation", "Application"):
        section.add_step(section.view.plan.goals[0].id)
        asked = dialog()
        asked.grid.set_values({"title": title, "due_on": "2026-11-20"})
        asked.save()
    return section


def test_without_a_plan_it_says_how_to_begin(section: PlanSection) -> None:
    assert section.plan_card.begin_button.isVisible()
    assert not section.plan_card.print_button.isVisible()


def test_a_need_is_noted_and_met(section: PlanSection, dialog: Callable[[], RowDialog]) -> None:
    section.add_need()
    asked = dialog()
    asked.save()
    assert asked.grid.boxes["area"].severity == "error"
    asked.grid.set_values({"area": "work", "level": "urgent"})
    asked.save()
    assert section.view is not None
    section.change("need", section.view.needs[0]).open()
    asked = dialog()
    asked.grid.set_values({"met_on": "2026-11-23"})
    asked.save()
    section._met.button.setChecked(True)
    assert accessible_name(section._met.rows()[0]).startswith("work: ")


def test_a_step_is_ticked_and_taken_back(plan: PlanSection, ask: Ask, oksana: str) -> None:
    step_id = next(iter(plan.plan_card.ticks))
    plan.plan_card.ticks[step_id].click()
    assert ask(lambda read: plans.support_plan(read, oksana)).plan.goals[0].done == 1
    plan.plan_card.ticks[step_id].click()
    assert ask(lambda read: plans.support_plan(read, oksana)).plan.goals[0].done == 0


def test_a_plan_is_closed_and_opened_again(
    plan: PlanSection, dialog: Callable[[], RowDialog], undo: Callable[[], None]
) -> None:
    plan.plan_card.close_button.click()
    asked = dialog()
    asked.grid.set_values({"outcome": "partly"})
    asked.save()
    assert plan.plan_card.begin_button.isVisible()
    undo()
    assert plan.plan_card.print_button.isVisible()


def test_somebody_was_faster_and_both_goals_are_shown(
    plan: PlanSection, dialog: Callable[[], RowDialog], do: Ask, ask: Ask, oksana: str
) -> None:
    assert plan.view is not None and plan.view.plan is not None
    goal = plan.view.plan.goals[0]
    plan.change("goal", goal).open()
    mine = dialog()
    mine.grid.set_values({"title": "Mine"})
    do(lambda work: plans.amend(work, "goal", goal.id, goal.revision, {**goal.answers, "title": "Theirs"}))
    mine.save()
    assert mine.choice.isVisible()
    mine.choice.first.click()
    assert ask(lambda read: plans.support_plan(read, oksana)).plan.goals[0].title == "Mine"


def test_the_printed_plan_has_both_languages_and_every_step(plan: PlanSection, ask: Ask, oksana: str) -> None:
    assert plan.view is not None and plan.view.plan is not None
    plan_id = plan.view.plan.id
    pdf = ask(lambda read: forms.print_plan(read, oksana, plan_id))
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    for words in (
        "Indywidualny plan wsparcia", "Індивідуальний план підтримки", "Kovalenko Oksana", "Diploma recognised",
        "Translation", "Application", "nurse", "data i czytelny podpis uczestnika",
    ):  # fmt: skip
        assert words in text
    assert ask(lambda read: forms.print_plan(read, oksana, plan_id)) == pdf


def test_a_plan_closed_by_a_colleague_meanwhile_shows_both_ends(
    plan: PlanSection, dialog: Callable[[], RowDialog], do: Ask, ask: Ask, oksana: str
) -> None:
    assert plan.view is not None and plan.view.plan is not None
    mine = plan.view.plan
    plan.close_plan(mine)
    asked = dialog()
    asked.grid.set_values({"outcome": "reached"})
    do(lambda work: plans.close_plan(work, mine.id, mine.revision, {"outcome": "partly"}))
    asked.save()
    assert asked.choice.isVisible()
    asked.choice.first.click()
    assert [one.outcome for one in ask(lambda read: plans.support_plan(read, oksana)).before] == ["reached"]
