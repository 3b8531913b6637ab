"""The plan under way: who leads it, when it is looked at again, its goals with their steps to tick."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import (
    Card,
    EmptyState,
    Flow,
    box,
    button,
    card_head,
    chip,
    clear,
    hbox,
    hide_unless,
    label,
    small,
    strong,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.plans import GoalLine, PlanLine, StepLine

_STATES: dict[str, Tone] = {"open": "info", "reached": "ok", "given_up": ""}
_SOON = 14  # days before a review that it is shown in amber


class PlanCard(Card):
    """Filled by `show_plan`; the section does what is asked (`open_plan`, `add_goal`, `tick` …)."""

    def __init__(self, section: Any, may: bool) -> None:
        super().__init__(spacing=10)
        self._section, self._may = section, may
        self._plan: PlanLine | None = None
        self.ticks: dict[str, QCheckBox] = {}
        self.print_button = button(_("Print for signature"), "printer", slot=lambda: section.print_plan(self._plan))
        self.edit_button = tool_button(
            "pencil", _("Change the plan"), lambda: section.change("plan", self._plan).open()
        )
        self.close_button = button(_("Close the plan"), "check", "ghost", lambda: section.close_plan(self._plan))
        self.begin_button = button(_("Begin a plan"), "plus", slot=section.open_plan)
        hide_unless(may, self.begin_button)
        self._chips, self._summary = Flow(), label("", wrap=True)
        self._goals = vbox(spacing=12)
        self.goal_button = button(
            _("Add a goal"), "plus", slot=lambda: section.add_goal(self._plan.id if self._plan else "")
        )
        self._whole = box(vbox(box(self._chips), self._summary, box(self._goals), self._foot(), spacing=12))
        self._empty = EmptyState(
            "list",
            _("No plan yet"),
            _("A plan says together with the person where to, in which steps, and when to look at it again."),
            self.begin_button,
        )
        head = card_head(_("Individual support plan"), self.close_button, self.edit_button, self.print_button)
        self.add(head, self._whole, self._empty)

    def _foot(self) -> QWidget:
        foot = QWidget()
        hbox(self.goal_button, None, parent=foot)
        return foot

    def show_plan(self, plan: PlanLine | None) -> None:
        """Show the plan under way, or how to begin one."""
        self._plan, self.ticks = plan, {}
        there = plan is not None
        for made in (self._whole, self.print_button):
            made.setVisible(there)
        for made in (self.edit_button, self.close_button, self.goal_button):
            made.setVisible(there and self._may)
        self._empty.setVisible(not there)
        clear(self._chips)
        clear(self._goals)
        if plan is None:
            return
        for words, tone in _states(plan):
            self._chips.addWidget(chip(words, tone))
        language.bind(self._summary, "setText", plan.summary)
        self._summary.setVisible(bool(plan.summary))
        for goal in plan.goals:
            self._goals.addWidget(self._goal(goal))

    def _goal(self, goal: GoalLine) -> QWidget:
        made = QFrame()
        made.setProperty("role", "sunken")
        marks: list[QWidget] = [chip(code_label("goal_state", goal.state), _STATES.get(goal.state, ""))]
        if goal.steps:
            marks.insert(0, small(_("{n} of {all} steps", n=goal.done, all=len(goal.steps))))
        if self._may:
            name = _("Change the goal {title}", title=Plain(goal.title))
            marks.append(tool_button("pencil", name, lambda: self._section.change("goal", goal).open()))
        words = box(vbox(strong(goal.title, wrap=True), small(_goal_words(goal), wrap=True), spacing=1))
        rows = [self._step(step) for step in goal.steps]
        column = vbox(hbox((words, 1), *marks, spacing=10), *rows, margins=(16, 12, 10, 10), spacing=4, parent=made)
        if self._may and goal.state == "open":
            more = button(_("Add a step"), "plus", "ghost", lambda: self._section.add_step(goal.id))
            column.addLayout(hbox(more, None))
        return made

    def _step(self, step: StepLine) -> QWidget:
        tick = self.ticks[step.id] = QCheckBox()
        tick.setChecked(step.done_on is not None)
        tick.setEnabled(self._may)
        language.bind(tick, "setAccessibleName", step.title)
        tick.toggled.connect(lambda done: self._section.tick(step.id, done))
        words = box(vbox(label(step.title, wrap=True), small(_step_words(step), wrap=True), spacing=0))
        tools: list[QWidget] = []
        if step.done_on is None and step.due_on and step.due_on < clock.today():
            tools.append(chip(_("overdue"), "bad"))
        if self._may:
            name = _("Change the step {title}", title=Plain(step.title))
            tools.append(tool_button("pencil", name, lambda: self._section.change("step", step).open()))
        made = QWidget()
        hbox(tick, (words, 1), *tools, spacing=10, parent=made)
        return made


def _states(plan: PlanLine) -> list[tuple[Text, Tone]]:
    states: list[tuple[Text, Tone]] = [
        (_("led by {name}", name=Plain(plan.leader)), "primary"),
        (_("since {day}", day=Day(plan.opened_on, "short")), ""),
    ]
    if plan.review_on:
        states.append((_("look again on {day}", day=Day(plan.review_on, "short")), _review_tone(plan.review_on)))
    if plan.agreed_on:
        states.append((_("signed on {day}", day=Day(plan.agreed_on, "short")), "ok"))
    else:
        states.append((_("not signed yet"), "warn"))
    return states


def _review_tone(day: date) -> Tone:
    left = (day - clock.today()).days
    return "bad" if left < 0 else "warn" if left <= _SOON else ""


def _goal_words(goal: GoalLine) -> Text:
    reached = Day(goal.reached_on, "short") if goal.reached_on else Plain("")
    return Joined((code_label("need_area", goal.area), reached))


def _step_words(step: StepLine) -> Text:
    who: Text = Plain(step.who) if step.who else _("the person themselves")
    if step.done_on:
        return Joined((who, _("done on {day}", day=Day(step.done_on, "short"))))
    return Joined((who, _("by {day}", day=Day(step.due_on, "short")) if step.due_on else Plain("")))
