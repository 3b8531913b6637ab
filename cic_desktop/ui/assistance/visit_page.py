"""One accompanied visit in three acts: prepare it, be there with one hand free, tell it in three taps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QStackedWidget, QWidget

from cic_desktop import assistance, forms
from cic_desktop.app.drafts import DraftKeeper
from cic_desktop.core.errors import CicError, Invalid, Stale
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.assistance.person_finder import PersonFinder, person_words
from cic_desktop.ui.assistance.taps import tap_button, tap_editor
from cic_desktop.ui.assistance.visit_moved import MovedChoice
from cic_desktop.ui.assistance.visit_plan import PlanGrid
from cic_desktop.ui.assistance.visit_start import DRAFT, OFF, Start, read_start
from cic_desktop.ui.assistance.visit_there import There
from cic_desktop.ui.assistance.visits_page import HIDDEN
from cic_desktop.ui.clients.versions import Versions
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    Page,
    box,
    button,
    card_head,
    chip_button,
    hbox,
    muted,
    strong,
    tool_button,
    vbox,
)
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.assistance.visits import VisitLine
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.drafts import DraftNote
    from cic_desktop.db.work import Read

ACTS: tuple[Text, ...] = (_("1  Prepare"), _("2  Be there"), _("3  Afterwards"))


class VisitPage(QWidget):
    """`arrive(visit_id)` goes on with a visit, without one a new visit is prepared."""

    watches = ("visit", "appointment")

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.visit: VisitLine | None = None
        self.person: ClientLine | None = None
        self._appointment_id, self.dirty = "", False
        self._keeper: DraftKeeper | None = None
        self.banner, self.choice, self.finder = Banner(), Versions(), PersonFinder(shell)
        self.plan = PlanGrid(shell)
        self.moved = MovedChoice(self.plan)
        self.after = FieldGrid(assistance.visits.AFTER, editors={"radio": tap_editor})
        self.there = There(shell, self._stepped)
        self._build()

    # --- arriving -----------------------------------------------------------------------------------

    def arrive(self, visit_id: str = "", person_id: str = "", appointment_id: str = "", act: int = -1) -> None:
        """Show a visit in the act it has come to, or begin one; typing not yet saved stays."""
        if self.dirty and self.visit is not None and self.visit.id == visit_id:
            return
        self._close_keeper()
        self._shell.ctx.ask(
            lambda read: read_start(read, visit_id, person_id, appointment_id),
            owner=self,
            then=lambda start: self._begin(start, act),
            failed=self._failed,
            latest="visit",
        )

    def reload(self) -> None:
        """Somebody changed it: what is being typed here stays."""
        if self.visit is not None:
            self._look(self.visit.id, self._reloaded)

    def _look(self, visit_id: str, then: Callable[[Start], None]) -> None:
        look = partial(read_start, visit_id=visit_id)
        self._shell.ctx.ask(look, owner=self, then=then, failed=self._failed, latest="visit")

    def _reloaded(self, start: Start) -> None:
        """A tap of the second act shows at once; of a plan changed elsewhere saving tells, when one is typed here."""
        seen, now = self.visit, start.visit
        self.plan.offer(start.interpreters)
        if now and seen and self.dirty and now.prepared() != seen.prepared():
            self.there.show_visit(now)
        else:
            self._show(now)

    def go(self, act: int) -> None:
        """Show one of the three acts."""
        self.acts[act].setChecked(True)
        self._stack.setCurrentIndex(act)
        self.page.verticalScrollBar().setValue(0)

    def choose(self, person: ClientLine | None) -> None:
        """Whom the visit is for."""
        self.person = person
        self._who.setVisible(person is not None)
        self.finder.setVisible(person is None)
        language.bind(self._name, "setText", person_words(person) if person else "")
        self._tell_plan()

    def _tell_plan(self) -> None:
        visit, person_id = self.visit, self.person.id if self.person else ""
        agreed = visit.appointment_id if visit else self._appointment_id
        self.plan.about(person_id, agreed, over=visit is not None and visit.over)

    def _begin(self, start: Start, act: int) -> None:
        visit, person, draft = start.visit, start.person, start.draft
        self.visit, self.dirty, self._appointment_id = None, False, start.appointment_id
        self.banner.hide()
        self.choice.hide()
        self.moved.begin(start.when)
        self.plan.begin(start.known, start.interpreters)
        self.after.clear_problems()
        self.after.set_values({field.name: "" for field in self.after.fields})
        self.choose(person)
        if visit is None:
            whose = person.id if person else ""
            self._keeper = DraftKeeper(self._shell.ctx, DRAFT, whose, start.edition, page=self)
            if draft and draft.answers:
                self._show_draft(draft)
        self._show(visit)
        if visit and draft:
            self.banner.say("info", _("This visit is prepared already. What you typed earlier was not saved."))
        self.go(act if act >= 0 else start.act)

    def _show_draft(self, draft: DraftNote) -> None:
        self.moved.show_typing(draft.answers or {})
        self.dirty = True
        self.banner.say("info", _("You typed this earlier and did not save it yet."))

    def _show(self, visit: VisitLine | None) -> None:
        self.visit = visit
        for made in self.acts[1:]:
            made.setEnabled(visit is not None and visit.state not in OFF)
        self.print_button.setEnabled(visit is not None)
        self._other.setVisible(visit is None)
        self.take_away.setVisible(visit is None and self.person is not None)
        self._show_hidden(visit is not None and visit.hidden)
        if visit is None:
            self.page.set_title(_("Prepare a visit"), _("No diagnosis and no health details are asked anywhere."))
            return
        when = Joined((Day(visit.day, "weekday"), Plain(visit.starts_at), visit.where))
        self.page.set_title(Joined((_("Visit"), Plain(visit.person)), ": "), when)
        if not self.dirty:
            self.plan.set_values(visit.prepared())
        self._tell_plan()
        if visit.state == "done" or not any(self.after.values().values()):
            self.after.set_values({name: visit.told().get(name, "") for name in self.after.boxes})
        self.there.show_visit(visit)
        self._show_state(visit)
        over = visit.state == "done"
        self.finish_button.setVisible(not over)
        self.after.setEnabled(not (visit.hidden or visit.told_elsewhere))
        self.note_button.setVisible(over and not visit.hidden)

    def _show_state(self, visit: VisitLine) -> None:
        """What has become of it, or what the preparation lacks."""
        missing = assistance.visits.still_missing(visit) if visit.state == "prepared" else []
        if visit.state in OFF:
            act = (_("It will take place"), self._revive) if self._shell.ctx.may(Right.RECORD_HELP) else None
            self.banner.say("warn", OFF[visit.state], act)
        elif visit.told_elsewhere:
            self.banner.say("info", _("It was recorded as help in a talk of its own: nothing more is to be told here."))
        elif missing:
            self.banner.say("warn", _("Still missing: {what}.", what=Joined(tuple(missing), ", ")))
        elif not (self.dirty or visit.hidden):
            self.banner.hide()

    def _show_hidden(self, hidden: bool) -> None:
        """Somebody else's visit to a doctor, told: there is nothing to see and nothing to change."""
        for made in (self.save_button, self.print_button):
            made.setVisible(not hidden)
        for shown in (self.plan, self.after, self.there):
            shown.setEnabled(not hidden)
        if hidden:
            self.banner.say("info", HIDDEN)

    # --- the first act ------------------------------------------------------------------------------

    def save_plan(self) -> None:
        """Keep the preparation; what is wrong is said beside its field."""
        visits, visit, person, answers = assistance.visits, self.visit, self.person, self.plan.values()
        if person is None and visit is None:
            self.banner.say("bad", _("Choose the client first."))
            self.finder.box.setFocus()
            return
        person_id, appointment_id, known = person.id if person else "", self._appointment_id, self.moved.known

        def change(work: Any) -> str:
            if visit is None:
                return visits.prepare_visit(work, person_id, answers, appointment_id, known)
            visits.amend_visit(work, visit.id, answers, visit.revision)
            return visit.id

        act = self._keeper.saving(change) if self._keeper else change
        self._do(act, "prepare a visit", self._planned)

    def _planned(self, visit_id: str) -> None:
        self.dirty = False
        if self._keeper is not None:
            self._keeper.saved()
            self._keeper = None
        self.plan.clear_problems()
        self._shell.note(_("The visit is prepared."), "ok", _("Print for the client"), lambda: self._print(visit_id))
        self.arrive(visit_id, act=0)

    def _print(self, visit_id: str) -> None:
        title = _("For the client: the visit")
        self._pdf(lambda read: forms.visit_papers(read, visit_id), title, "visit.pdf")

    # --- the second and third act -------------------------------------------------------------------

    def _stepped(self, change: Callable[[Any, str], Any], verb: str) -> None:
        """A tap of the second act; after the last one the third begins."""
        if self.visit is None:
            return
        visit_id, last = self.visit.id, self.visit.stage == len(assistance.visits.STAGES) - 1
        forward = change is assistance.visits.step

        def then(_made: Any) -> None:
            if last and forward:
                self.go(2)

        self._do(lambda work: change(work, visit_id), verb, then)

    def finish(self) -> None:
        """Three taps made it a service."""
        if self.visit is None:
            return
        visit_id, answers = self.visit.id, self.after.values()
        self._do(lambda work: assistance.visits.finish_visit(work, visit_id, answers), "finish a visit", self._finished)

    def _finished(self, _service_id: str) -> None:
        visit = self.visit
        assert visit is not None

        def undo() -> None:
            self._do(lambda work: assistance.visits.reopen_visit(work, visit.id), "reopen a visit", lambda _made: None)

        self._shell.note(_("Told: the help is recorded."), "ok", _("Undo"), undo)

    def _print_note(self) -> None:
        if self.visit is not None:
            visit_id = self.visit.id
            self._pdf(lambda read: forms.travel_note(read, visit_id), _("Note of a visit outside"), "travel-note.pdf")

    def _revive(self) -> None:
        """Called off, or nobody came: it takes place after all."""
        if self.visit is not None:
            visit_id = self.visit.id
            self._do(
                lambda work: assistance.visits.call_off_visit(work, visit_id, off=False),
                "call a visit off",
                lambda _made: self.banner.hide(),
            )

    # --- shared -------------------------------------------------------------------------------------

    def _do(self, change: Callable[[Any], Any], verb: str, then: Callable[[Any], None]) -> None:
        self._shell.ctx.do(change, verb=verb, owner=self, then=then, failed=self._failed)

    def _pdf(self, make: Callable[[Read], bytes], title: Text, name: str) -> None:
        def preview(pdf: bytes) -> None:
            show_pdf(self, pdf, title, name)

        self._shell.ctx.ask(make, owner=self, then=preview, failed=self._failed)

    def _failed(self, error: CicError) -> None:
        if isinstance(error, Stale) and self.visit is not None:
            self._look_again()
            return
        if isinstance(error, assistance.visits.Moved):
            self.moved.ask_about(error.when, self.save_plan)
            self.page.verticalScrollBar().setValue(0)
            return
        homeless: Any = (error,)
        if isinstance(error, Invalid):
            grid = self.after if self._stack.currentIndex() == 2 else self.plan
            homeless = grid.show_problems(error.problems)
            self.banner.say("bad", _("Not saved yet. Please look at the marked fields."))
        if homeless:
            self.banner.say("bad", homeless[0].text)

    def _look_again(self) -> None:
        """Somebody was faster: both values of everything that differs, and one of them is chosen."""
        assert self.visit is not None
        visit_id, before = self.visit.id, self.visit.prepared()

        def both(start: Start) -> None:
            self.plan.offer(start.interpreters)
            if (theirs := start.visit) is not None:
                self.dirty = True  # what is typed stays
                self._show(theirs)
                self.choice.show_both(self.plan, before, theirs.prepared(), self.save_plan)
                self.page.verticalScrollBar().setValue(0)

        self._look(visit_id, both)

    def _edited(self) -> None:
        self.dirty = True
        if self._keeper is not None and self.visit is None:
            self._keeper.touch(self._typing)

    def _typing(self) -> tuple[str, int, dict[str, Any]]:
        name = self.person.name if self.person else ""
        return name, 0, {**self.plan.values(hidden=True), **self.moved.typing()}

    def _throw_away(self) -> None:
        """Leave without saving."""
        if self._keeper is not None:
            self._keeper.drop()
            self._keeper = None
        self.dirty = False
        self._shell.back()

    def _close_keeper(self) -> None:
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None

    # --- looks --------------------------------------------------------------------------------------

    def _build(self) -> None:
        may = self._shell.ctx.may(Right.RECORD_HELP)
        group = QButtonGroup(self)
        self.acts: list[QPushButton] = []
        for number, title in enumerate(ACTS):
            made = chip_button(title, checked=number == 0)
            made.clicked.connect(partial(self.go, number))
            group.addButton(made)
            self.acts.append(made)
        self._stack = QStackedWidget()
        for act in (self._first_act(may), self.there, self._third_act(may)):
            self._stack.addWidget(act)
        self._stack.currentChanged.connect(lambda _now: self._fit_stack())
        self.page = Page(_("Visit"), " ", max_width=1000)
        self.page.add(hbox(*self.acts, None), self.banner, self.choice, self.moved, self._stack, None)
        vbox((self.page, 1), spacing=0, parent=self)
        self._fit_stack()

    def _fit_stack(self) -> None:
        """The page is as long as the act on view, not as the longest."""
        for number in range(self._stack.count()):
            shown = number == self._stack.currentIndex()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            act: Any = self._stack.widget(number)
            act.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def _first_act(self, may: bool) -> QWidget:
        self._name = strong("", wrap=True)
        self._other = tool_button("x", _("Somebody else"), lambda: self.choose(None))
        self._who = box(hbox((self._name, 1), self._other))
        self.finder.chosen.connect(self.choose)
        self.plan.edited.connect(lambda _name: self._edited())
        self.print_button = button(_("Print for the client"), "printer", slot=self._print_it)
        self.save_button = button(_("Save the preparation"), "check", "primary", self.save_plan)
        self.take_away = button(_("Do not save"), kind="ghost", slot=self._throw_away)
        for made in (self.save_button, self.take_away):
            made.setEnabled(may)
        row = hbox(self.print_button, None, self.take_away, self.save_button, spacing=10)
        return Card(self._who, self.finder, self.plan, row, spacing=16)

    def _print_it(self) -> None:
        if self.visit is not None:
            self._print(self.visit.id)

    def _third_act(self, may: bool) -> QWidget:
        self.finish_button = tap_button(_("Save the visit"), self.finish, great=True)
        self.finish_button.setEnabled(may)
        self.note_button = button(_("Print the travel note"), "printer", "primary", self._print_note)
        words = muted(_("Three taps and Save. Nothing about health is asked."), wrap=True)
        row = hbox(self.note_button, None)
        return Card(card_head(_("Afterwards")), words, self.after, self.finish_button, row, None, spacing=16)
