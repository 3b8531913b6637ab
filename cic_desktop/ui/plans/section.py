"""Needs and the support plan of one person: what is missing in life, where to, which steps, when to look again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from cic_desktop import plans, security
from cic_desktop.core.codes import code_list
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers, Field, Option
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.clients.facts import Fact, FactRow, tip
from cic_desktop.ui.clients.fold import Fold
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog, Seen
from cic_desktop.ui.clients.sections import CardSection
from cic_desktop.ui.plans.plan_card import PlanCard
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import Banner, Card, box, card_head, clear, hbox, hide_unless, muted, tool_button, vbox

if TYPE_CHECKING:
    from cic_desktop.plans import NeedLine, PlanLine, PlanView

_LEVELS: dict[str, Tone] = {"urgent": "bad", "high": "warn", "some": "info", "none": ""}


@dataclass(frozen=True)
class _Look:
    view: PlanView
    colleagues: tuple[Option, ...]


class PlanSection(CardSection):
    """Needs at the left, the plan at the right; plans of before folded under it."""

    watches = ("need", "plan", "goal", "step")

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._person_id = shell, ""
        self._may = shell.ctx.may(Right.EDIT_CLIENTS)
        self._colleagues: tuple[Option, ...] = ()
        self.view: PlanView | None = None
        self.banner = Banner()
        self.plan_card = PlanCard(self, self._may)
        self._needs = vbox(spacing=0)
        self._none = muted(_("Ask about each area of life; what is noted here is where a plan begins."), wrap=True)
        self._none.setContentsMargins(6, 0, 6, 6)
        self._met, self._before = Fold(), Fold()
        add = tool_button("plus", _("Note a need"), self.add_need)
        hide_unless(self._may, add)
        head = card_head(_("Needs"), add)
        head.setContentsMargins(6, 0, 0, 0)
        needs = Card(head, box(self._needs), self._none, self._met, spacing=4, margins=(14, 14, 14, 12))
        left = box(vbox(needs, None))
        right = box(vbox(self.plan_card, self._before, None, spacing=8))
        vbox(self.banner, hbox((left, 10), (right, 16), spacing=18), parent=self)

    def show_person(self, person_id: str) -> None:
        self._person_id = person_id

        def look(read: Any) -> _Look:
            people = [line for line in security.colleagues(read) if line.active]
            return _Look(plans.support_plan(read, person_id), tuple(Option(p.id, Plain(p.name)) for p in people))

        self._shell.ctx.ask(
            look, owner=self, then=lambda seen: self._show(person_id, seen), failed=self.failed, latest="plan"
        )

    def _show(self, person_id: str, look: _Look) -> None:
        if person_id != self._person_id:
            return
        self.view, self._colleagues = look.view, look.colleagues
        self.banner.hide()
        clear(self._needs)
        for need in look.view.needs:
            if need.met_on is None:
                self._needs.addWidget(self._need(need))
        self._none.setVisible(not look.view.needs)
        self._met.show_rows([partial(self._need, need) for need in look.view.needs if need.met_on])
        self.plan_card.show_plan(look.view.plan)
        self._before.show_rows([partial(self._past, plan) for plan in look.view.before])

    def failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    # --- rows ---------------------------------------------------------------------------------------

    def _need(self, need: NeedLine) -> FactRow:
        met = _("met on {day}", day=Day(need.met_on, "short")) if need.met_on else Plain("")
        words = Joined((Plain(need.description), Day(need.noted_on, "short"), met))
        chip = (code_label("need_level", need.level), _LEVELS.get(need.level, "")) if not need.met_on else None
        tone: Tone = "" if need.met_on else "primary"
        fact = Fact(area_icon(need.area), code_label("need_area", need.area), words, chip, tone=tone)
        if not self._may:
            return FactRow(fact)
        return tip(FactRow(fact, lambda: self.change("need", need).open()), _("Change or remove"))

    def _past(self, plan: PlanLine) -> FactRow:
        ended = Day(plan.closed_on, "short") if plan.closed_on else Plain("…")
        reached = sum(goal.state == "reached" for goal in plan.goals)
        said = _("{n} of {all} goals reached", n=reached, all=len(plan.goals))
        title = _("{first} – {last}", first=Day(plan.opened_on, "short"), last=ended)
        words = Joined((code_label("plan_outcome", plan.outcome), said, Plain(plan.leader)))
        fact = Fact("list", title, words, tone="")
        return tip(FactRow(fact, lambda: self.print_plan(plan)), _("Show the plan as it is printed"))

    # --- acts ---------------------------------------------------------------------------------------

    def add_need(self) -> None:
        person_id = self._person_id
        self._new(_("Note a need"), plans.NEED, lambda work, given: plans.add_need(work, person_id, given)).open()

    def open_plan(self) -> None:
        person_id, actor = self._person_id, self._shell.ctx.actor
        start = {"account_id": actor.id}
        self._new(
            _("Begin a support plan"), plans.PLAN, lambda work, given: plans.open_plan(work, person_id, given), start
        ).open()

    def add_goal(self, plan_id: str) -> None:
        self._new(_("Add a goal"), plans.GOAL, lambda work, given: plans.add_goal(work, plan_id, given)).open()

    def add_step(self, goal_id: str) -> None:
        self._new(_("Add a step"), plans.STEP, lambda work, given: plans.add_step(work, goal_id, given)).open()

    def tick(self, step_id: str, done: bool) -> None:
        self._shell.ctx.do(
            lambda work: plans.tick_step(work, step_id, done), verb="tick a step", owner=self, failed=self.failed
        )

    def change(self, kind: Any, row: Any) -> RowDialog:
        """The questions about a need, a plan, a goal or a step."""
        title, fields = _QUESTIONS[kind]()
        person_id = self._person_id

        def latest(read: Any) -> Seen | None:
            found = (one for one in _rows(plans.support_plan(read, person_id), kind) if one.id == row.id)
            return next(((one.revision, one.answers) for one in found), None)

        acts = RowActs(
            lambda work, revision, given: plans.amend(work, kind, row.id, revision, given),
            "change a support plan",
            latest,
            lambda work: plans.take_off(work, kind, row.id),
            lambda work: plans.put_back(work, kind, row.id),
        )
        return RowDialog(self._shell, title, self._asked(fields), acts, (row.revision, row.answers))

    def close_plan(self, plan: PlanLine) -> None:
        ctx, shell, plan_id, person_id = self._shell.ctx, self._shell, plan.id, self._person_id

        def undo() -> None:
            ctx.do(lambda work: plans.reopen_plan(work, plan_id), verb="undo closing a plan", owner=ctx)

        def latest(read: Any) -> Seen | None:
            view = plans.support_plan(read, person_id)
            found = (one for one in (view.plan, *view.before) if one and one.id == plan_id)
            return next(((one.revision, one.closing) for one in found), None)

        acts = RowActs(
            lambda work, revision, given: plans.close_plan(work, plan_id, revision, given), "close a plan", latest
        )
        RowDialog(
            shell, _("Close the plan"), plans.CLOSING, acts, (plan.revision, {}),
            then=lambda _done: shell.note(_("The plan is closed."), "ok", _("Undo"), undo),
        ).open()  # fmt: skip

    def print_plan(self, plan: PlanLine) -> None:
        """The plan in Polish and the person's language, for signature."""
        from cic_desktop import clients, forms
        from cic_desktop.ui.forms.signing import offer_paper
        from cic_desktop.ui.printing import show_pdf

        ctx, person_id, plan_id, title = self._shell.ctx, self._person_id, plan.id, _("Individual support plan")

        def printed(_how: str) -> None:
            ctx.do(lambda work: work.note("print", "plan", plan_id), verb="print a plan", owner=ctx)

        def show(found: tuple[bytes, str]) -> None:
            pdf, name = found
            offer_paper(ctx, show_pdf(self, pdf, title, "plan.pdf", printed), person_id, name, "plan", title)

        ctx.ask(
            lambda read: (forms.print_plan(read, person_id, plan_id), clients.display_name(read, person_id)),
            owner=self,
            then=show,
            failed=self.failed,
        )

    def _new(self, title: Text, fields: tuple[Field, ...], add: Any, start: Answers | None = None) -> RowDialog:
        acts = RowActs(lambda work, _revision, given: add(work, given), "add to a support plan")
        return RowDialog(self._shell, title, self._asked(fields), acts, start=start)

    def _asked(self, fields: tuple[Field, ...]) -> list[Field]:
        """The questions with the colleagues to choose from."""
        return [replace(item, options=self._colleagues) if item.kind == "account" else item for item in fields]


_QUESTIONS: dict[str, Any] = {
    "need": lambda: (_("Need"), plans.NEED),
    "plan": lambda: (_("Support plan"), plans.PLAN),
    "goal": lambda: (_("Goal"), plans.GOAL),
    "step": lambda: (_("Step"), plans.STEP),
}


def _rows(view: PlanView, kind: str) -> list[Any]:
    """Everything of a kind that a person has."""
    under_way = [view.plan] if view.plan else []
    goals = [goal for plan in under_way for goal in plan.goals]
    steps = [step for goal in goals for step in goal.steps]
    found: dict[str, list[Any]] = {"need": [*view.needs], "plan": [*under_way], "goal": [*goals], "step": [*steps]}
    return found[kind]


def area_icon(area: str) -> str:
    """The picture of an area of life."""
    return code_list("need_area").attribute(area, "icon") or "flag"
